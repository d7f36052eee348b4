"""The floor of a proposal: where it fails, and what would do (sections 3 and 10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Floor
from responselevels.testing.reference.findings.asked import inside
from responselevels.testing.reference.values import (
    Finding,
    Remedy,
    Span,
    facts_of,
    maybe_utc,
    utc,
)
from responselevels.testing.reference.world.levels import Ordered, State, most_severe
from responselevels.testing.reference.world.pieces import (
    Piece,
    joined,
    pieces,
    without_the_parents,
)


def required(state: State, rule: Floor, place: tuple[str, str], at: datetime) -> Ordered:
    """Return the floor for the issuing area and the area of *place*, as *rule* counts.

    Section 3: "`F(c, x, t)`: what the areas above order for that very place" "the most severe that
    they order for any place in the cover of *c*" "the most severe that they order for any place at
    all in their own covers"
    """
    issuing, area = place
    cover = state.ground.cover
    found = []
    for above in counted_above(state, rule, issuing):
        counted = {"covering": {area}, "issued": cover[above], "touching": cover[issuing]}
        found += [state.ordered(above, y, at) for y in counted[rule.counts]]
    return most_severe(found)


def counted_above(state: State, rule: Floor, issuing: str) -> list[str]:
    """Return the areas above whose orders *rule* counts.

    Section 10: "With `of`, a floor rule counts only what the areas above the issuing area order
    that are of the tiers named there: `F`, and what `touching` and `issued` look at, are then taken
    over these alone."
    """
    above, tier = state.ground.strict_ancestors(issuing), state.ground.tier
    return [area for area in above if rule.of is None or tier[area] in rule.of]


def floor_findings(state: State, proposal: IssueProposal) -> Iterable[Finding]:
    """Yield `floor.less_severe` for each rule of the tier that is not met.

    Section 10: "Each is judged by itself, as if it were the only one: `floor.less_severe` is there
    once for each rule that is not met, with its own places, orders and remedies, and is a note
    where that rule is not `binding`."
    """
    for rule in state.ground.rules.floors:
        if rule.tier == state.ground.tier[proposal.area]:
            yield from _found(state, proposal, rule)


@dataclass(frozen=True)
class Failing:
    """Where and when a floor is looked at, and where and when it fails."""

    places: set[str]
    cuts: list[Piece]
    fails: dict[tuple[str, Piece], Ordered]


def _found(state: State, proposal: IssueProposal, rule: Floor) -> Iterable[Finding]:
    """Yield `floor.less_severe` where *rule* is not met.

    Section 3: "somewhere in the proposed cover, at some instant of the proposed period, the floor
    is more severe than the proposed level". Section 10: "Where the issuing area has no area of
    these tiers above it, the rule sets no floor."
    """
    ground = state.ground
    if not counted_above(state, rule, proposal.area):
        return
    places = inside(ground, proposal)
    cuts = pieces(state.instants(), utc(proposal.period.start), maybe_utc(proposal.period.end))
    floors = {
        (area, piece): required(state, rule, (proposal.area, area), piece[0])
        for area in places
        for piece in cuts
    }
    fails = {at: floor for at, floor in floors.items() if floor.rank > ground.rank(proposal.level)}
    if fails:
        yield _finding(state, proposal, rule, Failing(places, cuts, fails))


def _finding(state: State, proposal: IssueProposal, rule: Floor, failing: Failing) -> Finding:
    """Return the finding on *rule*.

    Section 3: "The finding says where and when the floor fails, which level would do there, and
    which orders set it. It offers as remedies the least severe level that would satisfy the floor
    throughout, and, where there are such, the parts of the period and the parts of the scope for
    which the proposal would pass as it is." "deny; a note where the floor rule is not `binding`"
    """
    where = _where(state, failing)
    level = state.ground.levels[max(floor.rank for floor in failing.fails.values())]
    facts = {
        "level": proposal.level,
        "required": level,
        "areas": state.ground.topmost({span.area for span in where}),
        "orders": tuple({order for span in where for order in span.orders}),
    }
    if not rule.binding:
        facts["variant"] = "advice"
    remedies = [Remedy("level", level), *_other_times(failing), *_other_places(state, failing)]
    effect = "deny" if rule.binding else "note"
    return Finding(
        "floor.less_severe", effect, rule.id, facts_of(facts), where, remedies=tuple(remedies)
    )


def _where(state: State, failing: Failing) -> tuple[Span, ...]:
    rows = {
        area: joined(
            (cut, failing.fails[area, cut]) for cut in failing.cuts if (area, cut) in failing.fails
        )
        for area in failing.places
    }
    return tuple(
        Span(area, start, end, state.ground.levels[floor.rank], floor.orders)
        for area, ((start, end), floor) in without_the_parents(state.ground, rows)
    )


def _other_times(failing: Failing) -> list[Remedy]:
    """Return the parts of the period in which the floor is met everywhere."""
    failed = {cut for _area, cut in failing.fails}
    met = [cut for cut in failing.cuts if cut not in failed]
    return [Remedy("period", piece) for piece, _ in joined((cut, True) for cut in met)]


def _other_places(state: State, failing: Failing) -> list[Remedy]:
    """Return the widest areas in whose whole cover the floor is met throughout."""
    failed = {area for area, _cut in failing.fails}
    met = {area for area in failing.places if not state.ground.cover[area] & failed}
    return [Remedy("scope", state.ground.topmost(met))] if met else []
