"""One proposal judged: from a `Case` over checks and consequences to a `Decision`, and audits.

What a level is at some instant is computed in `core.orders`.
"""
