"""Screening: which issued orders the rules surely permit, told without deciding them.

What a list of orders is put through before each is decided again: what passes here is permitted
(tests/core/screening holds that as a law), what does not pass is decided. Nothing here makes a
finding or a decision.
"""
