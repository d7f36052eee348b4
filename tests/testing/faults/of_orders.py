"""Faults in ending, ratifying and lapsing, in lowering, and in looking back."""

from __future__ import annotations

from tests.testing.faults.fault import Fault, edit

ORDERS = (
    Fault(
        "ending_of_anything",
        "the levels that an ending is for are not looked at",
        edit(
            "deciding.decide:fitting",
            "return scheme.endings_of.get(key, ())",
            "return tuple({rule.id: rule for (tier, _), rules in scheme.endings_of.items() "
            "if tier == key[0] for rule in rules}.values())",
        ),
        section="4",
        scheme="quay",
    ),
    Fault(
        "end_backdated",
        "an early end may lie before the decision",
        edit("deciding.checks:check_end", "case.start < case.at", "case.start < order.issued"),
        section="4",
        scheme="rules",
    ),
    Fault(
        "assessed_before_the_order",
        "an order is ended on an assessment older than the order",
        edit(
            "deciding.checks:check_assessment",
            "micros_of(assessment.at) < case.order.issued",
            "micros_of(assessment.at) < case.order.issued < 0",
        ),
        section="4",
        scheme="quay",
    ),
    Fault(
        "part_ends_the_whole",
        "an order that is ended in a part is ended everywhere",
        edit(
            "orders.book:OrderBook.end",
            "with_end(at, scope, decided)",
            "with_end(at, None, decided)",
        ),
        section="4",
        scheme="rules",
    ),
    Fault(
        "part_end_lifts_the_grace",
        "a provisional order that was ended in a part lapses nowhere",
        edit(
            "orders.entries:held_until",
            "graced = entry.lapse is not None and not ratified",
            "graced = entry.lapse is not None and not ratified and not entry.ends",
        ),
        section="5",
        scheme="rules",
    ),
    Fault(
        "lapsed_and_ratified",
        "an order that has lapsed is ratified all the same",
        edit(
            "deciding.checks:check_ratifiable",
            "if _over(case, order, order.scope, case.at):",
            "if order.end <= case.at:",
        ),
        section="5",
        scheme="rules",
    ),
    Fault(
        "again_after_the_issue",
        "how soon one may act first again is counted from the issue",
        edit(
            "deciding.graces:check_repeated",
            "if lapse <= case.at",
            "if lapse <= case.at < order.issued + again_after",
        ),
        section="5",
        scheme="rules",
    ),
    Fault(
        "grace_upon_grace",
        "acting first again gives a grace that ends later",
        edit(
            "deciding.graces:provisional_until",
            "if rule.again_after is None:",
            "if rule.grace is not None:",
        ),
        section="5",
        scheme="rules",
    ),
    Fault(
        "drill_bars_the_real",
        "the grace of a drill bars acting first for real",
        edit(
            "deciding.graces:_graces",
            "case.view.counts(order) and ",
            "",
        ),
        section="5",
        scheme="rules",
    ),
    Fault(
        "hidden_not_lowered",
        "an order beneath a more severe one of its area is not lowered",
        edit(
            "orders.lowered:LoweredOrders._lowered",
            "if rank >= order.rank",
            "if rank >= len(self._view.book.scheme.levels)",
        ),
        section="7",
        scheme="rules",
    ),
    Fault(
        "later_ends_known",
        "a decision as of then knows the ends that were decided later",
        edit(
            "orders.so_far:orders_so_far",
            "if max(decided) > instant",
            "if max(decided) > instant + FOREVER",
        ),
        section="8",
        scheme="rules",
    ),
)
