"""Sentences only: zh."""
