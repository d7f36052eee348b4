"""Duties: what an order, its early end or its ratification sets in motion, and by when.

See docs/semantics.md, section 10, "Duties". They weigh nothing in a decision.
"""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.core.deciding.case import Case
from responselevels.core.frozen import maker
from responselevels.core.orders.entries import Entry, held_until
from responselevels.core.timeline import FOREVER, micros_of_duration, sum_within
from responselevels.core.world.scheme import CompiledRule, Scheme, clause_of
from responselevels.models.decisions import Change
from responselevels.models.duties import DutyDue
from responselevels.models.proposals import EndProposal, RatifyProposal
from responselevels.models.rules import Duty
from responselevels.models.times import instant_at

_duty_due = maker(DutyDue)


def duties_of(
    case: Case, rule: CompiledRule, changes: Iterable[Change] = ()
) -> tuple[DutyDue, ...]:
    """Return the duties of *rule* that a decision with *changes* sets, with their due times."""
    ratifying = isinstance(case.proposal, RatifyProposal)
    moved = moves_in(case.scheme, changes)
    return tuple(
        _due(case, duty)
        for duty in (rule.ratify_duties if ratifying else rule.duties)
        if duty.when == "always" or duty.when in moved
    )


def moves_in(scheme: Scheme, changes: Iterable[Change]) -> frozenset[str]:
    """Return whether some area is `raised` by *changes*, and whether some is `lowered`."""
    ranks = scheme.ranks
    moves = {(ranks[row.to_level] > ranks[row.from_level]) for row in changes}
    return frozenset("raised" if up else "lowered" for up in moves)


def _due(case: Case, duty: Duty) -> DutyDue:
    since = _counted_from(case, duty)
    due = None
    if duty.within is not None and since is not None:
        due = instant_at(sum_within(since, micros_of_duration(duty.within)))
    # What counts from the decision was told without these before there was anything else.
    relative = duty.counts_from != "decision"
    within = duty.within if relative else None
    # In the order of the fields of a `DutyDue`.
    return _duty_due(duty.id, duty.do, duty.to, due, duty.counts_from, within, clause_of(duty.cite))


def _counted_from(case: Case, duty: Duty) -> int | None:
    """Return the instant that *duty* counts from, None where it is not known."""
    order = case.order
    if duty.counts_from == "decision":
        return case.at
    if duty.counts_from == "start":
        return case.start if order is None else order.start
    if order is None:
        end = case.end
    else:
        # The case of an ending begins at the instant of the end.
        ending = isinstance(case.proposal, EndProposal)
        end = case.start if ending else _ended(case, order)
    return None if end >= FOREVER else end


def _ended(case: Case, order: Entry) -> int:
    """Return the end of the order's period, or the instant from which it was ended everywhere."""
    tree = case.scheme.tree
    return max(held_until(order, place, tree, ratified=True) for place in order.scope)
