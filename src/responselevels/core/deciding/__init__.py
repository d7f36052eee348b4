"""One proposal judged: from a `Case` over checks and consequences to a `Decision`, and audits.

    Proposal → case → checks (counting, persons; floors; graces) → decide → consequences → Decision

What a level is at some instant is computed in `core.orders`.
"""
