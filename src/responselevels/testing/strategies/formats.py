"""Hypothesis strategies of everything the formats know, derived from your rules and areas.

    from responselevels.testing import areas, histories, proposals, rules

What they draw is small and shrinks to small: short names, few areas, early and
round instants. Where a rules file or an area tree is given, everything is drawn
from its names.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, WrongKind, expect_each
from responselevels.models.areas import Areas
from responselevels.models.orders import End, NamedGroup, Order
from responselevels.models.parts.records import Record
from responselevels.models.rules import Rules
from responselevels.register.register import Register
from responselevels.testing.arguments import NOTHING, one_of, takes
from responselevels.testing.extra import st
from responselevels.testing.laws.history import AnyRegister, History, Opened
from responselevels.testing.laws.reference_levels import ReferenceScheme
from responselevels.testing.strategies.measures import extras
from responselevels.testing.strategies.near_misses import hostile, nearly
from responselevels.testing.strategies.proposing import ProposalContext, permitted
from responselevels.testing.strategies.schemes import areas, rules
from responselevels.testing.strategies.times import FIRST, HOUR, instants, periods

__all__ = [
    "FIRST",
    "areas",
    "histories",
    "instants",
    "orders",
    "periods",
    "proposals",
    "rules",
]

Kind = Literal["valid", "nearly", "hostile", "any"]
KINDS = {"valid": permitted, "nearly": nearly, "hostile": hostile}


@takes(
    rules=(Rules,),
    areas=(Areas,),
    orders=(tuple, list),
    at=(datetime, NOTHING),
    kind=(str,),
    id=(str,),
)
def proposals(
    rules: Rules,
    areas: Areas,
    *,
    register: AnyRegister | None = None,
    orders: Sequence[Order] = (),
    at: datetime | None = None,
    kind: Kind = "any",
    id: str = "P-1",  # noqa: A002 - the name of the field
) -> st.SearchStrategy[AnyProposal]:
    """Draw a proposal to be decided at *at* against the orders of *register*, or *orders*.

    Without *at*, it is meant for the instant of the last issue, or `FIRST`.
    A *valid* one is permitted, wherever the rules permit anything; one that is
    *nearly* right has one thing wrong; a *hostile* one is put together without
    regard to the rules, and may name what there is not (InputError).

    Raises:
        InputError: an argument is of another kind than this takes.
    """
    one_of("kind", kind, (*KINDS, "any"))
    if register is not None and not hasattr(register, "orders"):
        raise WrongKind("register", ("Register",), type(register).__name__)
    listed = expect_each("orders", orders, Order)
    so_far = tuple(listed) if register is None else register
    return _proposals(rules, areas, so_far, at, kind, id)


@st.composite
def _proposals(  # noqa: PLR0917 - those of `proposals`
    draw: st.DrawFn,
    rules: Rules,
    areas: Areas,
    known: tuple[Order, ...] | AnyRegister,
    at: datetime | None,
    kind: Kind,
    name: str,
) -> AnyProposal:
    so_far = known if isinstance(known, tuple) else known.orders
    when = at or max((order.issued_at for order in so_far), default=FIRST)
    context = ProposalContext(ReferenceScheme(rules, areas), so_far, when, name)
    chosen = draw(st.sampled_from(list(KINDS))) if kind == "any" else kind
    return draw(KINDS[chosen](context))


@takes(rules=(Rules,), areas=(Areas,), most=(int,))
@st.composite
def orders(draw: st.DrawFn, rules: Rules, areas: Areas, *, most: int = 6) -> tuple[Order, ...]:
    """Draw any list of orders that a register can be opened over, lawful or not."""
    reference, at = ReferenceScheme(rules, areas), FIRST
    made: list[Order] = []
    for number in range(draw(st.integers(0, most))):
        at += draw(st.sampled_from((0, 0, 1, 2))) * HOUR
        made.append(draw(_order(reference, f"R-{number + 1}", at)))
    return tuple(made)


def _records(at: datetime) -> st.SearchStrategy[Record]:
    """Draw what is known of an order of the past that was issued at *at*."""
    return st.builds(
        Record,
        announced=st.none() | instants(at),
        precision=st.sampled_from(("time", "day")),
        source=st.just("a newspaper"),
        seen=st.sampled_from(("official", "mirror", "general")),
    )


@st.composite
def _order(draw: st.DrawFn, reference: ReferenceScheme, name: str, at: datetime) -> Order:
    area = draw(st.sampled_from(sorted(reference.tier)))
    cover = st.sampled_from(sorted(reference.covers[area]))
    anywhere = st.sampled_from(sorted(reference.tier))
    scope = draw(st.lists(cover | cover | cover | anywhere, min_size=1, max_size=2, unique=True))
    period = draw(periods(at, open_ended=True))
    inside = st.sampled_from(sorted(reference.cover(scope)))
    parts = st.none() | st.lists(inside, min_size=1, max_size=2, unique=True).map(tuple)
    ends = draw(st.lists(st.builds(End, at=instants(at), scope=parts), max_size=2))
    tracks: list[str | None] = [one.id for one in reference.rules.tracks]
    # A group may have had other members when the order was issued.
    named = [NamedGroup(group=group, members=tuple(scope)) for group in reference.groups]
    record = draw(st.none() | st.none() | st.none() | _records(at))
    bodies: list[str | None] = [*sorted(reference.rules.bodies)]
    return Order(
        id=name,
        area=area,
        level=draw(st.sampled_from(reference.levels)),
        scope=tuple(scope),
        scope_named=draw(st.sampled_from(((), *((one,) for one in named)))),
        period=period,
        recorded=record,
        issuer=draw(st.sampled_from([*bodies, *[None] * (record is not None)])),
        issued_at=at,
        ends=tuple(ends),
        provisional_until=draw(st.none() | st.none() | instants(at)),
        drill=draw(st.sampled_from((False, False, False, True))),
        track=draw(st.sampled_from(tracks or [None])),
        extras=draw(extras(reference.rules)),
    )


@takes(rules=(Rules,), areas=(Areas,), lawful=(bool,), most=(int,))
@st.composite
def histories(
    draw: st.DrawFn,
    rules: Rules,
    areas: Areas,
    *,
    lawful: bool = True,
    most: int = 8,
    opened: Opened = Register,
) -> History:
    """Draw a register with what was asked of it: up to *most* proposals, one after another.

    What was permitted was carried out, so that every order is lawful, as far as
    the register of *opened* decides rightly. With *lawful* false, the register
    is opened over any list of orders, and nothing was asked of it.
    """
    if not lawful:
        return History.over(rules, areas, draw(orders(rules, areas, most=most)))
    history, at = History(rules, areas, opened), FIRST
    for number in range(draw(st.integers(0, most))):
        at += draw(st.sampled_from((0, 1, 2, 24))) * HOUR
        kind: Kind = draw(st.sampled_from(("valid", "valid", "nearly")))
        asked = proposals(
            rules, areas, register=history.register, at=at, kind=kind, id=f"P-{number + 1}"
        )
        try:
            history.take(draw(asked), at)
        except InputError:
            continue
    return history
