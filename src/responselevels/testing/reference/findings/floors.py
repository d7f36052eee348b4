"""The floor of a proposal: where it fails, and what would do (docs/semantics.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Floor
from responselevels.testing.reference.values import Finding, Remedy, Span, facts_of, maybe_utc, utc
from responselevels.testing.reference.world.levels import (
    Ordered,
    Piece,
    State,
    joined,
    most_severe,
    pieces,
    without_the_parents,
)


def required(state: State, rule: Floor, place: tuple[str, str], at: datetime) -> Ordered:
    """Return the floor for the issuing area and the area of *place*, as *rule* counts."""
    issuing, area = place
    cover = state.ground.cover
    found = []
    for above in counted_above(state, rule, issuing):
        counted = {"covering": {area}, "issued": cover[above], "touching": cover[issuing]}
        found += [state.ordered(above, y, at) for y in counted[rule.counts]]
    return most_severe(found)


def counted_above(state: State, rule: Floor, issuing: str) -> list[str]:
    """Return the areas above whose orders *rule* counts."""
    above, tier = state.ground.strict_ancestors(issuing), state.ground.tier
    return [area for area in above if rule.of is None or tier[area] in rule.of]


def floor_findings(state: State, proposal: IssueProposal) -> Iterable[Finding]:
    """Yield `floor.less_severe` for each rule of the tier that is not met."""
    for rule in state.ground.rules.floors:
        if rule.tier == state.ground.tier[proposal.area]:
            yield from _found(state, proposal, rule)


def _found(state: State, proposal: IssueProposal, rule: Floor) -> Iterable[Finding]:
    ground = state.ground
    if not counted_above(state, rule, proposal.area):
        return []
    named = proposal.scope or (proposal.area,)
    places = ground.covered(area for area in named if area in ground.cover[proposal.area])
    cuts = pieces(state.instants(), utc(proposal.period.start), maybe_utc(proposal.period.end))
    floors = {
        (area, piece): required(state, rule, (proposal.area, area), piece[0])
        for area in places
        for piece in cuts
    }
    fails = {at: floor for at, floor in floors.items() if floor.rank > ground.rank(proposal.level)}
    if not fails:
        return []
    return [_finding(state, proposal, rule, (places, cuts, fails))]


Failing = tuple[set[str], list[Piece], dict[tuple[str, Piece], Ordered]]


def _finding(state: State, proposal: IssueProposal, rule: Floor, failing: Failing) -> Finding:
    where = _where(state, failing)
    level = state.ground.levels[max(floor.rank for floor in failing[2].values())]
    facts = {
        "level": proposal.level,
        "required": level,
        "areas": state.ground.topmost({span.area for span in where}),
        "orders": tuple({order for span in where for order in span.orders}),
    }
    if not rule.binding:
        facts["variant"] = "advice"
    remedies = [Remedy("level", level), *_other_times(failing), *_other_places(state, failing)]
    return Finding(
        "floor.less_severe",
        "deny" if rule.binding else "note",
        rule.id,
        facts_of(facts),
        where,
        tuple(remedies),
    )


def _where(state: State, failing: Failing) -> tuple[Span, ...]:
    places, cuts, fails = failing
    rows = {
        area: joined((cut, fails[area, cut]) for cut in cuts if (area, cut) in fails)
        for area in places
    }
    return tuple(
        Span(area, start, end, state.ground.levels[floor.rank], floor.orders)
        for area, ((start, end), floor) in without_the_parents(state.ground, rows)
    )


def _other_times(failing: Failing) -> list[Remedy]:
    """Return the parts of the period in which the floor is met everywhere."""
    places, cuts, fails = failing
    met = [cut for cut in cuts if not any((area, cut) in fails for area in places)]
    return [Remedy("period", piece) for piece, _ in joined((cut, True) for cut in met)]


def _other_places(state: State, failing: Failing) -> list[Remedy]:
    """Return the widest areas in whose whole cover the floor is met throughout."""
    places, cuts, fails = failing
    cover = state.ground.cover
    met = {
        area
        for area in places
        if not any((below, cut) in fails for below in cover[area] for cut in cuts)
    }
    return [Remedy("scope", state.ground.topmost(met))] if met else []
