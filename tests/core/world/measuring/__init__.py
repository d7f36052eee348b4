"""Measures and figures of a file: what is refused, and how they are compiled."""
