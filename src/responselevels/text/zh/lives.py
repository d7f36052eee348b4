"""Sentences of the lives of proposals and orders, and the commands of the register."""

SENTENCES: dict[str, str] = {}
