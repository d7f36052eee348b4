"""The laws that hold whole decisions against the reference engine.

Every other law looks at one side of a decision. These compare all of it, with an engine that
carries out docs/semantics.md to the letter (`responselevels.testing.reference`).
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.core.deciding.audit import audit
from responselevels.errors import InputError
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.history import History, Step
from responselevels.testing.reference.auditing import audited
from responselevels.testing.reference.comparing import differences, plain
from responselevels.testing.reference.deciding import Known, decide_on
from responselevels.testing.reference.values import Decision as ReferenceDecision

MOST_LINES = 4
"""How many differences of one decision are told."""


def decision_as_referenced(history: History) -> Iterator[Breach]:
    """Whatever was put to the register was decided as the reference engine decides it."""
    for step in history.recent:
        name = breaches.order(step.proposal.id)
        try:
            expected = _decided(history, step)
        except InputError as error:
            yield breach("unread", proposal=name, problem=str(error.problems[0]))
        else:
            for lines in _told(expected, step.decision):
                yield breach("referenced", proposal=name, lines=lines)


def _decided(history: History, step: Step) -> ReferenceDecision:
    known = Known(history.ground, step.before, step.at, step.evidence)
    return decide_on(known, step.proposal)


def audit_as_referenced(history: History) -> Iterator[Breach]:
    """Each order so far is decided anew, as of its issue, as the reference engine decides it."""
    orders = history.orders
    looked = _reaudited(history, orders)
    if looked is history.audited:
        return
    for (order, expected), (_order, found) in zip(
        looked, audit(history.scheme, orders), strict=True
    ):
        for lines in _told(expected, found):
            named = breaches.order(order.id)
            yield breach("referenced.audit", lines=lines, order=named, at=order.issued_at)
    # Only a list that has been found right need not be looked at again.
    history.audited = looked


def _reaudited(
    history: History, orders: tuple[Order, ...]
) -> tuple[tuple[Order, ReferenceDecision], ...]:
    """Return the reference engine's decision on each order, with no more work than needed.

    A decision as of the issue of an order rests on that order and those before it in the list.
    """
    same = 0
    for (known, _decision), order in zip(history.audited, orders, strict=False):
        if known != order:
            break
        same += 1
    if same == len(orders) == len(history.audited) and orders:
        return history.audited
    anew = (
        (order, audited(history.ground, orders[:number], order))
        for number, order in enumerate(orders[same:], same)
    )
    return (*history.audited[:same], *anew)


def _told(expected: ReferenceDecision, found: Decision) -> Iterator[str]:
    """Yield what the two differ in, at once, if they do."""
    lines = differences(expected, plain(found))
    if lines:
        more = (f"(+{len(lines) - MOST_LINES})",) if len(lines) > MOST_LINES else ()
        yield "; ".join((*lines[:MOST_LINES], *more))
