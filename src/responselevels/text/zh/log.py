"""Sentences of the log: what verifying, proving and checkpoints say."""

SENTENCES: dict[str, str] = {}
