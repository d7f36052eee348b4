"""Sentences of lint."""

SENTENCES: dict[str, str] = {}
