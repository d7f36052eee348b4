"""`floor.less_severe`: where and when a proposal is milder than its floor.

See docs/semantics.md, section 3, "The floor rule", and section 10, "Whose orders make a
floor". A rule of the issuing area's tier says which orders of which areas above count: those
that cover the very place (`covering`), or the most severe ones they have for any place in
the issuing area (`touching`), or anywhere in their own covers (`issued`). Several rules are
judged each by itself. A finding says where and when the proposal fails, which level would do
there, which orders set it, and which parts of the proposal would pass as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from responselevels.core.deciding.case import Case
from responselevels.core.deciding.findings import areas, level
from responselevels.core.deciding.places import PlaceRows, Row
from responselevels.core.orders.anywhere import severest_anywhere
from responselevels.core.orders.keeping import profiles_of
from responselevels.core.orders.levels import PlaceHeard
from responselevels.core.orders.sweep import severest
from responselevels.core.world.scheme import FloorRule
from responselevels.models.decisions import Effect, Finding
from responselevels.text.catalogue import Named


def check_floor(case: Case) -> Iterator[Finding]:
    """Yield a finding for each floor rule that the proposal is milder than somewhere, sometime."""
    if case.end <= case.start or not case.inside:
        return
    for rule in case.scheme.floors.get(case.scheme.tree.tiers[case.issuing], ()):
        measured = _shortfall(case, rule)
        if measured is not None:
            yield _less_severe(case, rule, measured)


def _counted(case: Case, rule: FloorRule) -> tuple[int, ...]:
    """Return the areas above the issuing one whose orders *rule* counts, from below upward.

    Where there are none, it sets no floor.
    """
    above = case.scheme.tree.lines[case.issuing][1:]
    if rule.of is None:
        return above
    return tuple(area for area in above if case.scheme.tree.tiers[area] in rule.of)


def _shortfall(case: Case, rule: FloorRule) -> PlaceRows | None:
    """Return where the case falls short of its floor; None where it does not.

    A place that is not active has the floor of the nearest active place above it, so only
    the areas named and the active places beneath them are worked out.
    """
    # Named areas may lie within one another; covers that are walked must not overlap.
    tops = case.scheme.tree.topmost(case.inside)
    above = _counted(case, rule)
    # Two of the three readings give one floor for the whole cover; it is worked out once.
    if rule.counts != "covering":
        anywhere = _anywhere(case, above, touching=rule.counts == "touching")
        return PlaceRows(case, tops, dict.fromkeys(tops, anywhere)) if anywhere else None
    rows: dict[int, tuple[Row, ...]] = {}
    for top in tops:
        # What all areas above order may be known for all of time.
        kept = None
        if rule.of is None:
            kept = profiles_of(case.scheme, case.view, case.issuing, top)
        if kept is None:
            _add_covering(case, above, case.view.heard_from(top, case.issuing), rows)
            continue
        for one in kept:
            if one.active(case.start, case.end):
                rows[one.area] = one.below(case.start, case.end, case.rank)
    return PlaceRows(case, tops, rows) if any(rows.values()) else None


def _add_covering(
    case: Case, above: tuple[int, ...], places: list[PlaceHeard], rows: dict[int, tuple[Row, ...]]
) -> None:
    """Add to *rows* where what the areas *above* order for each of *places* is not attained."""
    counted = frozenset(above)
    for heard in places:
        # Where none of these areas orders anything apart, the floor is that of the place above.
        if heard.above >= 0 and counted.isdisjoint(heard.changed):
            rows[heard.area] = rows[places[heard.above].area]
        else:
            rows[heard.area] = _covering(case, above, heard)


def _covering(case: Case, above: tuple[int, ...], heard: PlaceHeard) -> tuple[Row, ...]:
    tracks = [heard.tracks[area] for area in above if area in heard.tracks]
    silence = case.scheme.default if len(tracks) < len(above) else 0
    window = case.view.start, case.view.end
    return severest(tracks, window, silence=silence, beyond=case.rank)


def _less_severe(case: Case, rule: FloorRule, measured: PlaceRows) -> Finding:
    """Return the finding; the floor must fail somewhere."""
    where = measured.where()
    binding = {} if rule.binding else {"variant": "advice"}
    orders = sorted({order for span in where for order in span.orders})
    return Finding(
        code="floor.less_severe",
        effect=Effect.DENY if rule.binding else Effect.NOTE,
        rule=rule.id,
        cite=rule.cite,
        facts={
            **binding,
            "level": level(case, case.rank),
            "required": level(case, measured.required),
            "areas": areas(case, measured.topmost()),
            "orders": tuple(Named("order", order) for order in orders),
        },
        where=where,
        remedies=tuple(measured.remedies()),
    )


def _anywhere(case: Case, above: tuple[int, ...], *, touching: bool) -> tuple[Row, ...]:
    """Return where the readings `touching` and `issued` fail, the same in the whole cover."""
    # Each active place is asked what the areas above order for it, and the most severe of all
    # answers counts, wherever it holds. `issued` looks from the topmost of them down.
    places: Iterable[int] = ()
    if touching:
        places = case.view.active_places(case.issuing)
    elif above:
        places = {*case.view.active_places(above[-1]), *above}
    floor = severest_anywhere(case.view, above, places, beyond=case.rank)
    return tuple((start, end, rank, orders) for start, end, (rank, orders) in floor)
