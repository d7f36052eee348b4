"""Sentences of findings."""

SENTENCES: dict[str, str] = {}
