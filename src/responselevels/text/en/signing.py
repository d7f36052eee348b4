"""Sentences of signed approvals and key lists: why one is refused."""

SENTENCES: dict[str, str] = {}
