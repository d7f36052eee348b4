"""Tests of reports on rules files."""
