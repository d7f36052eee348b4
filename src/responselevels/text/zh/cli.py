"""Sentences of cli."""

SENTENCES: dict[str, str] = {}
