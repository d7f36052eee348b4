"""Rules and areas, checked against each other and compiled to a `Scheme` of numbers.

    names, people → soundness, forest (what is refused) → checked → areas → scheme → resolver

No orders, no proposals and no instants but those of the rules live here.
"""
