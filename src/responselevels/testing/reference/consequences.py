"""What an act would set in motion: changes, overtaken orders, replaced ones (sections 3 and 7).

All three come from comparing the levels before with the levels after, for every area and every
piece of time from the decision on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.values import (
    LAST,
    Change,
    Decision,
    MeasureChange,
    Overtake,
    Replaced,
    sorted_findings,
)
from responselevels.testing.reference.verdicts import Attempt, verdict_of
from responselevels.testing.reference.world.levels import State, most_severe
from responselevels.testing.reference.world.measures import families_in_force, states_of
from responselevels.testing.reference.world.pieces import (
    Piece,
    joined,
    pieces,
    without_the_parents,
)


def judged(asked: Asked, attempt: Attempt, after: Callable[[], State]) -> Decision:
    """Return the decision by *attempt*, with what would change unless it is a deny.

    Section 3: "nothing denies the proposal, and some area's effective level would become less
    severe by it" (`level.lowers`)
    """
    rule, findings = attempt
    verdict = verdict_of(findings)
    if verdict == "deny":
        return Decision(verdict, rule, sorted_findings(findings))
    before, then = asked.state, after()
    changes = changes_of(before, then, asked.since)
    rank = asked.ground.rank
    lowered = {row.area for row in changes if rank(row.to_level) < rank(row.from_level)}
    if lowered:
        findings = [*findings, finding("level.lowers", "note", areas=tuple(lowered))]
    return Decision(
        verdict,
        rule,
        sorted_findings(findings),
        changes,
        overtakes=overtakes_of(before, then, asked.area, asked.since),
        measures=measures_of(asked, then) if asked.ground.rules.measures else (),
    )


def changes_of(before: State, after: State, at: datetime) -> tuple[Change, ...]:
    """Return how the effective levels would move.

    Section 3: "*Changes*: for each area whose effective level would move, from what to what, and
    when."
    """
    ground = before.ground
    cuts = pieces(before.instants() | after.instants(), at, None)
    rows = {}
    for area in ground.tier:
        moves = []
        for cut in cuts:
            was, would_be = before.effective(area, cut[0]).rank, after.effective(area, cut[0]).rank
            if was != would_be:
                moves.append((cut, (was, would_be)))
        rows[area] = joined(moves)
    return tuple(
        Change(area, start, end, ground.levels[was], ground.levels[would_be])
        for area, ((start, end), (was, would_be)) in without_the_parents(ground, rows)
    )


def overtakes_of(before: State, after: State, acting: str, at: datetime) -> tuple[Overtake, ...]:
    """Return the orders of areas beneath *acting* that would be lifted over.

    Section 3: "It stays an order like any other; the effective level is lifted over it, and when
    the order above ends it is seen again."
    """
    ground = before.ground
    cuts = pieces(before.instants() | after.instants(), at, None)
    rows = []
    for lower in ground.cover[acting] - {acting}:
        lifted = {
            place: joined(
                (cut, order)
                for cut in cuts
                for order in _overtaken(before, after, (lower, place), cut[0])
            )
            for place in ground.cover[lower]
        }
        rows += [
            Overtake(order, area, start, end)
            for area, ((start, end), order) in without_the_parents(ground, lifted)
        ]
    return tuple(sorted(rows, key=lambda row: (row.area, row.start, row.order)))


def _overtaken(
    before: State, after: State, place: tuple[str, str], at: datetime
) -> tuple[str, ...]:
    """Return the order that a lower area's level at a place comes from, if it is overtaken now.

    Section 3: "*Overtakes*: each standing order of a lower area that is the one its area's ordered
    level comes from, that was not below the floor before, and that would be after." Section 10:
    "`F` itself, the floor that is asked for and by which orders are overtaken, stays as in section
    1: over all areas above."
    """
    lower, area = place
    ordered = before.ordered(lower, area, at)
    above = before.ground.strict_ancestors(lower)
    was, would_be = (
        most_severe(state.ordered(one, area, at) for one in above) for state in (before, after)
    )
    return ordered.orders if was.rank <= ordered.rank < would_be.rank else ()


def replaces_of(before: State, after: State, issuing: str, at: datetime) -> tuple[Replaced, ...]:
    """Return the orders of *issuing* whose place would be taken.

    Section 7: "each order of the area that the ordered level `O(a, x, t)` comes from now, and no
    longer would, with place and span, whether it is milder, more severe or the same, and whatever
    `lowering` says" "A provisional order replaces up to the end of its grace."
    """
    ground = before.ground
    cuts = pieces(before.instants() | after.instants(), at, None)
    gone: dict[str, dict[str, list[Piece]]] = {}
    for place in ground.cover[issuing]:
        for cut in cuts:
            was, would_be = (s.ordered(issuing, place, cut[0]).orders for s in (before, after))
            for order in set(was) - set(would_be):
                gone.setdefault(order, {}).setdefault(place, []).append(cut)
    rows = [
        Replaced(order, area, start, end)
        for order, places in gone.items()
        for area, ((start, end), _) in without_the_parents(
            ground, {place: joined((cut, True) for cut in cuts) for place, cuts in places.items()}
        )
    ]
    return tuple(sorted(rows, key=lambda row: (row.area, row.start, row.order)))


# -- measures ------------------------------------------------------------------------

Families = dict[str, tuple[str, ...]]
"""The members in force of each family."""


def measures_of(asked: Asked, after: State) -> tuple[MeasureChange, ...]:
    """Return what becomes of measures, told at as few areas as may be.

    Section 12: "For a family, an area and an instant, the members in force before and after are
    held against each other: none before, it *begins*; none after, it *ends*; others, it *differs*."
    "the row of an area of tier `T` is told at the highest area of its line from which down to it
    every one would have that row, if it were of tier `T`"
    """
    ground = asked.ground
    rows = {
        (area, tier): _becoming(asked, after, area, tier)
        for area in ground.tier
        for tier in {ground.tier[below] for below in ground.cover[area]}
    }
    told = set()
    for area, tier in ground.tier.items():
        for row in rows[area, tier]:
            highest = area
            for above in ground.strict_ancestors(area):
                if row not in rows[above, tier]:
                    break
                highest = above
            told.add((highest, row))
    order = {measure.id: number for number, measure in enumerate(ground.rules.measures)}

    def place(one: tuple[str, Becoming]) -> tuple[object, ...]:
        area, ((start, end), (family, *members)) = one
        return area, start, end or LAST, order[family], members

    listed = sorted(told, key=place)
    return tuple(
        MeasureChange(area, start, end, family, _change(was, would_be), was, would_be)
        for area, ((start, end), (family, was, would_be)) in listed
    )


def _change(was: tuple[str, ...], would_be: tuple[str, ...]) -> str:
    return "differ" if was and would_be else "end" if was else "begin"


Becoming = tuple[Piece, tuple[str, tuple[str, ...], tuple[str, ...]]]
"""A piece of time, a family, and its members in force before and after."""


def _becoming(asked: Asked, after: State, area: str, tier: str) -> list[Becoming]:
    """Return the rows that *area* would have if it were of *tier*.

    Section 12: "Neighbouring spans with the same members before and the same after are one row,
    with both."
    """
    states = states_of(asked.ground, asked.so_far, drill=asked.of.drill)
    then = {**states, asked.of.track: after}
    instants = {at for state in (*states.values(), after) for at in state.instants()}
    found: dict[str, list[Becoming]] = {}
    for cut in pieces(instants, asked.since, None):
        was, would_be = (_members(asked, one, (area, tier), cut) for one in (states, then))
        for family in {*was, *would_be}:
            members = was.get(family, ()), would_be.get(family, ())
            if members[0] != members[1]:
                found.setdefault(family, []).append((cut, (family, *members)))
    return [row for rows in found.values() for row in joined(rows)]


def _members(
    asked: Asked, states: Mapping[str | None, State], of: tuple[str, str], cut: Piece
) -> Families:
    area, tier = of
    levels = {track: state.effective(area, cut[0]).rank for track, state in states.items()}
    families = families_in_force(asked.ground, tier, levels)
    return {name: tuple(one.id for one in members) for name, members in families.items()}
