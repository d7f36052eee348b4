"""Hypothesis strategies: times, schemes, proposals that pass, near misses and hostile ones.

What must hold of what is drawn lives in `testing.laws`.
"""
