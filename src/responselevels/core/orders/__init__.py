"""Orders so far: entries, their lanes in time, the book, and the levels that follow from them.

    Order → entries → lanes, trie → book → levels → holdings (what users ask), causes

Nothing here knows what a rule asks of a new order.
"""
