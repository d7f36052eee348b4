"""Measures: what holds somewhere, how much of it, and what a decision would change."""
