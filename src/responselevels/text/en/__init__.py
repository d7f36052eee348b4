"""Sentences only: en."""
