"""Sentences of problems."""

SENTENCES: dict[str, str] = {}
