"""Tests of the search over sequences."""
