"""Tests of pages that are one file."""
