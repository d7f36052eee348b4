"""Acting first, ratifying after: the grace of a new order, and how soon one may be had again.

A grace is the time from the issue of a provisional order to the instant at which it lapses
unless ratified. What becomes of the order meanwhile does not change the grace: ended,
replaced or run out, the order was acted on without the approval. Where a transition says
`again_after`, graces may overlap, but none may begin until that time has passed since an
earlier one ended (docs/semantics.md, section 5). Otherwise a body could go without
ratification for ever, one grace after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.findings import denied
from responselevels.core.orders.entries import Entry
from responselevels.core.timeline import sum_within
from responselevels.core.world.scheme import CompiledRule
from responselevels.models.decisions import Finding
from responselevels.models.times import instant_at
from responselevels.text.catalogue import Named


def check_repeated(case: Case, rule: CompiledRule, again_after: int) -> Iterator[Finding]:
    """`provisional.repeated`: somewhere in the cover an unratified grace ended too recently."""
    # Half-open: from the instant at which a grace ends up to, not including, the one at which
    # *again_after* has passed since. A grace that still runs denies nothing.
    recent = [
        (lapse, order) for lapse, order in _graces(case, case.at - again_after) if lapse <= case.at
    ]
    if recent:
        last = max(lapse for lapse, _ in recent)
        yield denied(
            "provisional.repeated",
            rule,
            orders=tuple(Named("order", order.id) for _, order in recent),
            until=instant_at(last),
            again_after=timedelta(microseconds=again_after),
            earliest=instant_at(sum_within(last, again_after)),
        )


def provisional_until(case: Case, rule: CompiledRule) -> int | None:
    """Return the instant at which the order's grace would end; None if not provisional.

    Where the transition says `again_after`, no later than the end of any grace that runs
    already: acting first again must not lengthen it.
    """
    if rule.grace is None or case.order is not None:
        return None
    until = sum_within(case.at, rule.grace)
    if rule.again_after is None:
        return until
    return min([until, *(lapse for lapse, _ in _graces(case, case.at))])


def _graces(case: Case, since: int) -> Iterator[tuple[int, Entry]]:
    """Yield (end of its grace, order) for each order that counts, in order of issue.

    Only those whose grace ends after *since*.

    These are the unratified orders of the issuing area, by whatever transition, that share
    a place with the proposal. Drills and tracks are apart.
    """
    for order in case.book.provisional(case.issuing, since):
        if case.view.counts(order) and order.lapse is not None and _meet(case, order):
            yield order.lapse, order


def _meet(case: Case, order: Entry) -> bool:
    """Say whether some place lies both in the proposed cover and in that of *order*."""
    # Two covers in a tree are either nested or disjoint, so they meet where one holds the other.
    covers = case.scheme.tree.covers
    return any(
        covers(order.area, place) and (covers(place, own) or covers(own, place))
        for place in order.scope
        for own in case.inside
    )
