"""Sentences of the register: what it refuses, and what to do."""

SENTENCES: dict[str, str] = {}
