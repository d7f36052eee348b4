"""Fuzzing: every reader of responselevels against inputs that nobody would write (docs/fuzzing.md)."""
