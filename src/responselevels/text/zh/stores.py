"""Sentences of stores: what a database said, and what to do."""

SENTENCES: dict[str, str] = {}
