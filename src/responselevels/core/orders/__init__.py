"""Orders so far: entries, their lanes in time, the book, and the levels that follow from them.

Nothing here knows what a rule asks of a new order.
"""
