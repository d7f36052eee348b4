"""What looks wrong in a rules file that can be loaded: a reason and a cure for each.

Nothing here refuses anything (docs/formats.md, "Refused at load", last sentence). A
remark is only made where a sensible author would want to know; what a scheme
leaves out on purpose (a tier that issues nothing, say) draws none.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.linting.colours import colours
from responselevels.analysis.linting.criteria import criteria
from responselevels.analysis.linting.duties import duties_for_nothing
from responselevels.analysis.linting.implication import (
    ending_covers,
    floor_covers,
    implies,
    transition_covers,
)
from responselevels.analysis.linting.lowering import lowering
from responselevels.analysis.linting.measures import measures
from responselevels.analysis.linting.names import (
    idle_cites,
    shared_ids,
    shared_shorts,
    uncited,
    untranslated,
    unused,
)
from responselevels.analysis.linting.reach import reachable
from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.analysis.linting.undone import undone
from responselevels.core.conditions import Condition, filled
from responselevels.errors import Path, expect
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.rules import Ending, Ratify, Rules, Transition
from responselevels.text.catalogue import Named

__all__ = ["Remark", "lint"]


def lint(rules: Rules) -> tuple[Remark, ...]:
    """Return what looks wrong in *rules*, by kind; empty where nothing does.

    *rules* must be sound (`core.world.soundness.problems_in_rules`). Paths are those
    of the rules file; `Document.place` finds their lines.
    """
    expect("rules", rules, Rules)
    checks = (
        _levels(rules),
        colours(rules),
        _ways_back(rules),
        _transitions(rules),
        _endings(rules),
        _floors(rules),
        duties_for_nothing(rules),
        _tracks(rules),
        lowering(rules),
        undone(rules),
        criteria(rules),
        measures(rules),
        unused(rules),
        uncited(rules),
        idle_cites(rules),
        shared_ids(rules),
        shared_shorts(rules),
        untranslated(rules),
    )
    return tuple(remark for check in checks for remark in check)


# -- levels ------------------------------------------------------------------------


def _levels(rules: Rules) -> Iterator[Remark]:
    if not rules.levels[0].default:
        number = next(n for n, level in enumerate(rules.levels) if level.default)
        default, least = rules.levels[number].id, rules.levels[0].id
        facts = {"level": Named("level", default), "least": Named("level", least)}
        yield remark("default.not_least", ("levels", number, "default"), **facts)
    ordered = {level for transition in rules.transitions for level in transition.to}
    for number, level in enumerate(rules.levels):
        if level.id not in ordered and not level.default:
            yield remark("level.not_ordered", ("levels", number), level=Named("level", level.id))


def _ways_back(rules: Rules) -> Iterator[Remark]:
    """Find levels that a tier can order but neither end early nor lower."""
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    default = next(rank for rank, level in enumerate(rules.levels) if level.default)
    for tier in rules.tiers:
        own = [t for t in rules.transitions if t.tier == tier.id]
        orderable = {level for t in own for level in t.to if ranks[level] > default}
        for level in sorted(orderable, key=lambda name: ranks[name]):
            ended = any(e.tier == tier.id and _holds(e.of, level) for e in rules.endings)
            lowered = any(
                _holds(t.from_, level) and any(ranks[to] < ranks[level] for to in t.to) for t in own
            )
            if not ended and not lowered:
                facts = {"level": Named("level", level), "tier": Named("tier", tier.id)}
                yield remark("level.no_way_back", ("levels", ranks[level]), **facts)


def _holds(levels: tuple[str, ...] | None, level: str) -> bool:
    return levels is None or level in levels


def _tracks(rules: Rules) -> Iterator[Remark]:
    """Find a track that is alone: every order is of it, and has to say so for nothing."""
    if len(rules.tracks) == 1:
        yield remark("track.alone", ("tracks", 0), track=Named("track", rules.tracks[0].id))


# -- transitions and endings ---------------------------------------------------------


def _transitions(rules: Rules) -> Iterator[Remark]:
    taken = reachable(rules)
    for number, transition in enumerate(rules.transitions):
        path: Path = ("transitions", number)
        if number not in taken:
            levels = tuple(Named("level", level) for level in transition.from_ or ())
            yield remark("transition.unreachable", (*path, "from"), levels=levels)
        for other, easy in enumerate(rules.transitions):
            if other != number and transition_covers(easy, transition):
                if other > number and transition_covers(transition, easy):
                    continue  # the two are alike; the later one is remarked on
                facts = {"other": Named("transition", easy.id)}
                yield remark("transition.superfluous", path, **facts)
                break
        requires = transition.requires
        if requires.period == "open" and requires.max_duration is not None:
            yield remark("period.never_open", (*path, "requires", "period"))
        yield from _asked(transition, path)
        if transition.ratify is not None:
            where = (*path, "ratify", "approval")
            yield from _approvers(transition, transition.ratify.approval, where, path)
            asked, signed = requires.approval, requires.signed or not transition.ratify.signed
            if asked is not None and signed and implies(asked, transition.ratify.approval):
                yield remark("ratify.asked_before", where)
            yield from _graces(transition, transition.ratify, (*path, "ratify"))


def _graces(transition: Transition, ratify: Ratify, path: Path) -> Iterator[Remark]:
    """Remark where an order need never be ratified: it runs out first, or another follows it."""
    if ratify.again_after is None:
        yield remark("ratify.repeatable", path, tier=Named("tier", transition.tier))
    longest = transition.requires.max_duration
    if longest is not None and ratify.within >= longest:
        facts = {"within": ratify.within, "max": longest}
        yield remark("ratify.outlasts", (*path, "within"), **facts)


def _endings(rules: Rules) -> Iterator[Remark]:
    for number, ending in enumerate(rules.endings):
        path: Path = ("endings", number)
        ordered = {level for t in rules.transitions if t.tier == ending.tier for level in t.to}
        if not any(_holds(ending.of, level) for level in ordered):
            yield remark("ending.idle", path, tier=Named("tier", ending.tier))
        for other, easy in enumerate(rules.endings):
            if other != number and ending_covers(easy, ending):
                if other > number and ending_covers(ending, easy):
                    continue
                yield remark("ending.superfluous", path, other=Named("ending", easy.id))
                break
        yield from _asked(ending, path)


def _asked(rule: Transition | Ending, path: Path) -> Iterator[Remark]:
    """Look at what a rule asks: the approval, and the assessment."""
    requires = (*path, "requires")
    if rule.requires.approval is not None:
        where = (*requires, "approval")
        yield from _approvers(rule, rule.requires.approval, where, path)
    asked = rule.requires.assessment
    for number, name in enumerate(asked.with_ if asked is not None else ()):
        if asked is not None and asked.by == (name,):
            where = (*requires, "assessment", "with", number)
            yield remark("assessment.with_itself", where, body=Named("body", name))


def _approvers(
    rule: Transition | Ending, condition: Condition, where: Path, path: Path
) -> Iterator[Remark]:
    """Find issuers whose orders nobody could approve, and approvals that can never count."""
    named = frozenset(bodies_in(condition))
    for number, issuer in enumerate(rule.issuers):
        if not filled(condition, named - {issuer}):
            facts = {"body": Named("body", issuer)}
            yield remark("issuer.unapprovable", (*path, "issuers", number), **facts)
    if len(rule.issuers) == 1 and rule.issuers[0] in named:
        yield remark("approval.never_counts", where, body=Named("body", rule.issuers[0]))


# -- floors --------------------------------------------------------------------------


def _floors(rules: Rules) -> Iterator[Remark]:
    issuing = {transition.tier for transition in rules.transitions}
    for number, floor in enumerate(rules.floors):
        path: Path = ("floors", number)
        tier = Named("tier", floor.tier)
        if floor.tier == rules.tiers[0].id:
            yield remark("floor.of_top_tier", path, tier=tier)
        elif floor.tier not in issuing:
            yield remark("floor.idle", path, tier=tier)
        for other, strict in enumerate(rules.floors):
            if other != number and floor_covers(strict, floor):
                if other > number and floor_covers(floor, strict):
                    continue
                yield remark("floor.superfluous", path, other=Named("floor", strict.id))
                break
