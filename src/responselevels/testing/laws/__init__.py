"""The laws: each invariant of the semantics as a function over a history, and the plain levels they use.

Drawing of schemes and histories lives in `testing.strategies`.
"""
