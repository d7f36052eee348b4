"""Duties that were set: by the issue of an order, by its early ends, and by its ratification.

A list of orders does not say which rule an end took, nor when an order was ratified: the first
ending that could have been taken counts, and of ratifications nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from responselevels.core.deciding.audit import Past
from responselevels.core.deciding.duties import moves_in
from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import ALWAYS_KNOWN, Entry
from responselevels.core.orders.levels import View, effective
from responselevels.core.orders.so_far import orders_so_far
from responselevels.core.timeline import zipped
from responselevels.core.world.scheme import CompiledRule, Scheme, clause_of
from responselevels.models.orders import Order
from responselevels.models.parts.cites import Clause
from responselevels.models.rules import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDuty:
    """A duty that a decision at the instant *decided* set, for an order (its id).

    *ended* is the instant of the early end that set it; None where the issue or the ratification
    did. *cite* is its own clause, else that of the rule.
    """

    order: str
    duty: Duty
    decided: int
    ended: int | None = None
    cite: Clause | None = None


def tellable(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Return those of *duties* that can come due: what has neither an id nor a time is no deadline."""
    return tuple(duty for duty in duties if duty.id is not None or duty.within is not None)


def set_by(
    duties: Iterable[Duty],
    moved: frozenset[str],
    *,
    order: str,
    decided: int,
    ended: int | None = None,
    cite: Clause | None = None,
) -> Iterator[SetDuty]:
    """Yield those of *duties* that a decision sets which moves levels as *moved* says."""
    for duty in duties:
        if duty.when == "always" or duty.when in moved:
            own = clause_of(duty.cite) or cite
            yield SetDuty(order=order, duty=duty, decided=decided, ended=ended, cite=own)


def transition_of(scheme: Scheme, entry: Entry) -> CompiledRule | None:
    """Return the transition that *entry* took: the one it names, else the first that it could have."""
    if entry.transition is not None:
        return scheme.transitions_by_id[entry.transition]
    known = scheme.transitions_to.get((scheme.tree.tiers[entry.area], entry.rank), ())
    # Without its name, no transition with `ratify` is ever taken (docs/semantics.md, section 3).
    fitting = (rule for rule in known if rule.ratify is None and entry.issuer in rule.issuers)
    return next(fitting, None)


def duties_of_orders(book: OrderBook, orders: Mapping[str, Order]) -> Iterator[SetDuty]:
    """Yield the duties that the orders of *book*, and their early ends, set; *orders* are by id."""
    scheme, entries = book.scheme, [*book]
    past = Past(scheme, [orders[entry.id] for entry in entries], entries)
    for entry in entries:
        # What is only recorded of the past was never decided here, and set nothing.
        if orders[entry.id].recorded is not None:
            continue
        rule = transition_of(scheme, entry)
        duties = () if rule is None else tellable(rule.duties)
        if rule is not None and duties:
            moved = frozenset[str]()
            if any(duty.when != "always" for duty in duties):
                moved = moves_in(scheme, past.decision(entry.number).changes)
            yield from set_by(duties, moved, order=entry.id, decided=entry.issued, cite=rule.cite)
        yield from _of_ends(book, entry)


def _of_ends(book: OrderBook, entry: Entry) -> Iterator[SetDuty]:
    scheme = book.scheme
    rules = scheme.endings_of.get((scheme.tree.tiers[entry.area], entry.rank), ())
    for number, (at, _scope) in enumerate(entry.ends if rules else ()):
        said = entry.decided[number] if entry.decided else ALWAYS_KNOWN
        decided = at if said == ALWAYS_KNOWN else said
        rule, moved = rules[0], frozenset[str]()
        duties = tellable(rule.duties)
        if any(duty.when != "always" for duty in duties):
            moved = _moved_by_end(orders_so_far(book, decided), entry, at)
        yield from set_by(duties, moved, order=entry.id, decided=decided, ended=at, cite=rule.cite)


def _moved_by_end(book: OrderBook, entry: Entry, at: int) -> frozenset[str]:
    """Return how the end of *entry* at the instant *at* moves levels, of the orders so far."""
    moved = frozenset[str]()
    if at >= entry.end:
        return moved
    ended = book.entry(entry.number)
    kept = replace(ended, ends=tuple(end for end in ended.ends if end[0] != at), decided=())
    before = filled_book(book.scheme, (kept if one.number == kept.number else one for one in book))
    for place in entry.scope:
        tracks = [_levels(one, entry, place, at) for one in (before, book)]
        for _start, _end, (old, new) in zipped(tracks):
            if new != old:
                moved |= {"raised" if new > old else "lowered"}
    return moved


def _levels(book: OrderBook, entry: Entry, place: int, at: int) -> list[tuple[int, int, int]]:
    view = View(book, at, entry.end, drill=entry.drill, track=entry.track)
    return [(start, end, rank) for start, end, (rank, _orders) in effective(view, place)]
