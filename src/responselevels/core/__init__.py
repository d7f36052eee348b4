"""Deciding: pure functions over frozen values. No clock, no file, no network.

Data goes through the rooms in this order, and imports point the other way:

    Rules, Areas → world/     checked against each other, compiled to a `Scheme` of numbers
    Order        → orders/    an `Entry` in an `OrderBook`; levels and floors follow from it
    Proposal     → deciding/  a `Case`, checked and decided: a `Decision`

`timeline` (spans of time and step functions over them), `conditions` (which sets of
bodies fill a condition) and `digests` are the tools that all three rooms use.
"""
