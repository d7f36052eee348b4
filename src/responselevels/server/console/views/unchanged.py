"""Why a proposal that may be carried out would change no level: which orders hold as much there already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.orders.holdings import LevelSpan
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.server.console.frame.reader import Reader
from responselevels.text.catalogue import Named

_LOOKED_AT = 200
"""The number of areas whose levels are looked at; an order that covers more is told of by these."""


def unchanged_worded(reader: Reader, decision: Decision, proposal: AnyProposal | None) -> str:
    """Return that *decision* changes no level, and why as far as that can be read; "" where it changes some.

    What is denied sets nothing in motion, so that there is nothing to be told of it.
    """
    if decision.verdict == Verdict.DENY or decision.changes:
        return ""
    return reader.says("changes.none") + _why(reader, proposal)


def _why(reader: Reader, proposal: AnyProposal | None) -> str:
    if isinstance(proposal, IssueProposal):
        return _covered(reader, proposal)
    order = None if proposal is None else reader.register.state.orders.get(proposal.order)
    if isinstance(proposal, EndProposal) and order is not None:
        return _held_by_others(reader, proposal, order)
    return ""


def _covered(reader: Reader, proposal: IssueProposal) -> str:
    """Return which orders hold what is proposed, or a more severe level, in all of its areas and time."""
    ranks, level = reader.scheme.ranks, proposal.level
    spans = [
        span
        for area in _areas(reader, proposal.scope or (proposal.area,))
        for span in _spans(reader, area, proposal)
    ]
    orders = _named(one for span in spans for one in span.orders)
    if orders:
        return reader.says("changes.covered", orders=orders, level=Named("level", level))
    if ranks[level] <= reader.scheme.default:
        return reader.says("changes.everyday", level=Named("level", level))
    return ""


def _held_by_others(reader: Reader, proposal: EndProposal, order: Order) -> str:
    """Return which other orders hold as much where *order* would end."""
    ranks, state = reader.scheme.ranks, reader.reading
    names = _areas(reader, proposal.scope or order.scope or (order.area,))
    spans = (
        span
        for area in names
        for span in state.timeline(area, proposal.at, order.period.end)[0]
        if span.track == order.track and span.level is not None
    )
    enough = (
        one
        for span in spans
        if ranks[span.level or ""] >= ranks[order.level]
        for one in span.orders
    )
    orders = _named(one for one in enough if one != order.id)
    return reader.says("changes.held", orders=orders, order=order.id) if orders else ""


def _spans(reader: Reader, area: str, proposal: IssueProposal) -> Iterator[LevelSpan]:
    """Yield the levels of *area* over the time that is asked for."""
    period = proposal.period
    for span in reader.reading.timeline(area, period.start, period.end)[0]:
        if span.track == proposal.track:
            yield span


def _areas(reader: Reader, scope: Iterable[str]) -> list[str]:
    """Return the areas of a scope that may be read, groups as their areas; the first of them."""
    groups = reader.scheme.groups
    named = (one for name in scope for one in groups.get(name, (name,)))
    return [one for one in dict.fromkeys(named) if reader.sees(one)][:_LOOKED_AT]


def _named(orders: Iterable[str]) -> tuple[Named, ...]:
    return tuple(Named("order", one) for one in dict.fromkeys(orders))
