"""The shell that remembers: orders issued, ended and ratified under one scheme."""
