"""Tests of the decision sheet."""
