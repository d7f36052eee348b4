"""Sentences of the console, in English."""
