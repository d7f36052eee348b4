"""Sequences of permitted proposals, and of time, searched to a depth (`verify`).

What is shown here is checked to a depth and never proved: what takes more steps, or other
steps than those that `moves` makes, is not looked at.
"""
