"""What an act would set in motion: changes, overtaken orders, replaced ones (sections 3 and 7).

All three come from comparing the levels before with the levels after, for every area and every
piece of time from the decision on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.values import (
    Change,
    Decision,
    Overtake,
    Replaced,
    sorted_findings,
)
from responselevels.testing.reference.verdicts import Attempt, verdict_of
from responselevels.testing.reference.world.levels import State, most_severe
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
    overtakes = overtakes_of(before, then, asked.area, asked.since)
    return Decision(verdict, rule, sorted_findings(findings), changes, overtakes)


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
