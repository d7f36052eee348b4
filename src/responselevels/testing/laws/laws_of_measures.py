"""The law of measures: what holds where, and how much of it (docs/semantics.md, section 12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from responselevels.core.measures.amounts import Bound
from responselevels.core.measures.asking import AreaMeasures, measures
from responselevels.core.orders.book import book_of
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.history import History
from responselevels.testing.reference.world.measures import Held, extras_at, held_at, states_of


def measures_as_they_hold(history: History) -> Iterator[Breach]:
    """In every area, whenever anything changes, those measures and extras hold that should."""
    orders = history.orders
    if not history.rules.measures and not any(order.extras for order in orders):
        return
    book = book_of(history.scheme, orders)
    for drill in (False, True):
        states = states_of(history.ground, orders, drill=drill)
        for at in sorted({at for state in states.values() for at in state.instants()}):
            for area in history.ground.tier:
                found = measures(book, area, at, drill=drill)
                expected = held_at(history.ground, states, area, at)
                if _held(found) != expected:
                    yield _breach("measures", area, at)
                asked = extras_at(history.ground, orders, area, at, drill=drill)
                if {(extra.order, extra.do.in_("en")) for extra in found.extras} != asked:
                    yield _breach("extras", area, at)


def _breach(code: str, area: str, at: datetime) -> Breach:
    return breach(code, area=breaches.area(area), at=at)


def _held(found: AreaMeasures) -> set[Held]:
    return {
        Held(row.measure, row.members, _amount(row.at_least), _amount(row.at_most))
        for row in found.measures
    }


def _amount(bound: Bound | None) -> Fraction | str | None:
    if bound is None:
        return None
    return "missing" if bound.amount is None else bound.amount
