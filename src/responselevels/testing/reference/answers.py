"""What can be asked of the reference engine; the names are those of `responselevels`.

Rules are taken to be sound, and orders to name what there is, as `load_rules` and `load_orders` with
`compile_scheme` and `book_of` hold them to; names of persons that only look alike are not looked
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.errors import expect, expect_each
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.testing.reference import names
from responselevels.testing.reference.auditing import audited
from responselevels.testing.reference.deciding import Known, decide_on
from responselevels.testing.reference.values import AnyProposal, Decision, Holding, LevelSpan
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.known import (
    UNKNOWN,
    AnyOrders,
    begun,
    is_known,
    listed,
)
from responselevels.testing.reference.world.levels import (
    State,
    floor_at,
    level_at,
    over_time,
    state_of,
)
from responselevels.testing.reference.world.measures import Held, held_at, states_of


def decide(  # noqa: PLR0917 - those of `responselevels.decide`, its scheme and book in parts
    rules: Rules,
    areas: Areas,
    orders: Iterable[Order],
    proposal: AnyProposal,
    at: datetime,
    evidence: Evidence = NO_EVIDENCE,
) -> Decision:
    """Decide *proposal* at the instant *at*, against those of *orders* issued by then.

    *evidence* is what a register knows of the approvals (docs/semantics.md, section 3).

    Raises:
        InputError: *proposal* names what is not there, or *at* has no offset.
        WrongKind: an argument is of another kind.
    """
    expect("proposal", proposal, IssueProposal, EndProposal, RatifyProposal)
    expect("evidence", evidence, Evidence)
    ground, known = _ground(rules, areas), tuple(expect_each("orders", orders, Order))
    _instant("at", at)
    return decide_on(Known(ground, known, at, evidence), proposal)


def audit(rules: Rules, areas: Areas, orders: Iterable[Order]) -> Iterator[tuple[Order, Decision]]:
    """Yield each order with the decision that its issue would get, as of then.

    Each is decided against the orders before it in the list (docs/semantics.md, section 5).

    Raises:
        InputError: an order names what is not there.
        WrongKind: an argument is of another kind.
    """
    ground, known = _ground(rules, areas), tuple(expect_each("orders", orders, Order))
    return ((order, audited(ground, known[:n], order)) for n, order in enumerate(known))


def level(
    rules: Rules,
    areas: Areas,
    orders: AnyOrders,
    area: str,
    *,
    at: datetime,
    drill: bool = False,
    track: str | None = None,
) -> Holding:
    """Return the effective level of *area* at *at*, and the orders it comes from.

    Section 1: "the most severe `O(a, x, t)` over the line of *x*". Section 8: "Asking for a level
    counts every end of the list, whenever decided." Section 10: "A level, a floor or a timeline
    asked for without a track is no question"

    Raises:
        InputError: an unknown area or track, or a time without offset.
        WrongKind: an argument is of another kind.
    """
    _instant("at", at)
    state = _state(rules, areas, orders, area, drill=drill, track=track)
    return level_at(state, area, at) if is_known(orders, track, at) else UNKNOWN


def floor(
    rules: Rules,
    areas: Areas,
    orders: AnyOrders,
    area: str,
    *,
    at: datetime,
    place: str | None = None,
    drill: bool = False,
    track: str | None = None,
) -> Holding:
    """Return the floor at *at* for what *area* orders for *place* (itself, if none is named).

    Section 1: "the most severe `O(a, x, t)` over all areas *a* above *c*"

    Raises:
        InputError: an unknown area or track, or a time without offset.
        WrongKind: an argument is of another kind.
    """
    _instant("at", at)
    expect("place", place, str, type(None))
    state = _state(rules, areas, orders, area, drill=drill, track=track)
    names.area_understood(state.ground, area if place is None else place, ("place",))
    return floor_at(state, area, at, place) if is_known(orders, track, at) else UNKNOWN


def timeline(  # noqa: PLR0917 - those of `Register.timeline`, and the register in parts
    rules: Rules,
    areas: Areas,
    orders: AnyOrders,
    area: str,
    start: datetime,
    end: datetime | None,
    *,
    drill: bool = False,
    track: str | None = None,
) -> tuple[LevelSpan, ...]:
    """Return the effective level of *area* from *start* to *end*, a row for as long as it stays.

    Raises:
        InputError: an unknown area or track, or a time without offset.
        WrongKind: an argument is of another kind.
    """
    _instant("start", start)
    if end is not None:
        _instant("end", end)
    state = _state(rules, areas, orders, area, drill=drill, track=track)
    before, first = begun(orders, track, start, end)
    return before if first is None else (*before, *over_time(state, level_at, area, (first, end)))


def measures(
    rules: Rules,
    areas: Areas,
    orders: AnyOrders,
    area: str,
    *,
    at: datetime,
    drill: bool = False,
) -> frozenset[Held]:
    """Return the public measures that hold in *area* at *at*, with what they come to.

    Where the level of a track is not known, nothing holds because of it.

    Raises:
        InputError: an unknown area, or a time without offset.
        WrongKind: an argument is of another kind.
    """
    _instant("at", at)
    expect("area", area, str)
    expect("drill", drill, bool)
    ground, mine = _ground(rules, areas), listed(orders)
    names.area_understood(ground, area, ("area",))
    states = states_of(ground, mine, drill=drill)
    known = {track: state for track, state in states.items() if is_known(orders, track, at)}
    return frozenset(held_at(ground, known, area, at))


def _ground(rules: Rules, areas: Areas) -> Ground:
    expect("rules", rules, Rules)
    expect("areas", areas, Areas)
    names.areas_understood(rules, areas)
    return Ground(rules, areas)


def _state(
    rules: Rules,
    areas: Areas,
    orders: AnyOrders,
    area: str,
    *,
    drill: bool,
    track: str | None,
) -> State:
    """Return the state that *area* is in, by the orders of one track, drills or the rest."""
    expect("area", area, str)
    expect("drill", drill, bool)
    expect("track", track, str, type(None))
    ground, mine = _ground(rules, areas), listed(orders)
    names.area_understood(ground, area, ("area",))
    names.track_understood(ground, track)
    return state_of(ground, mine, drill=drill, track=track)


def _instant(name: str, at: datetime) -> None:
    expect(name, at, datetime)
    names.instant_understood(at, (name,))
