"""Coverage of a rules file by cases: what each of its rules says, and what some case has shown.

Nothing is judged here a second time. A requirement counts as violated where the
best attempt of a decision has the finding that says so, and as met where that
attempt was made and has not; of a condition the core itself says which parts
were filled. So coverage follows from what was decided, whatever the meaning is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from responselevels.analysis.casework.acts_asked import acts_given, assessment_given
from responselevels.analysis.casework.lowerings import lowering_keys
from responselevels.analysis.casework.outcomes import MET, VIOLATED, Coverage, Covered, Requirement
from responselevels.analysis.casework.requirements import nests, requirements_of
from responselevels.core.conditions import filled
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.counting import counted
from responselevels.core.deciding.decide import Attempt, attempts, best, standing_ranks
from responselevels.core.deciding.floors import check_floor
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import ApprovalRequirement, CompiledRule
from responselevels.models.decisions import Finding
from responselevels.models.orders import Assessment
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import (
    Rules,
)

# -- what a case exercises ---------------------------------------------------------------


def exercised_by(case: Case) -> frozenset[str]:
    """Return the keys of the obligations (`Requirement.key`) that deciding *case* exercised."""
    tried = attempts(case)
    chosen = best(tried)
    keys = {*_valid_keys(case, chosen), *_floor_keys(case, chosen), *lowering_keys(case, chosen)}
    if case.track_id is not None:
        keys.add(_key("rules", case.scheme.rules.id, "track", case.track_id))
    if chosen.rule is None:
        keys.update(_from_keys(case))
    else:
        keys.update(_rule_keys(case, chosen, chosen.rule))
    return frozenset(keys)


def _key(kind: str, rule: str, what: str, part: str = "", *, violated: bool = False) -> str:
    return Requirement(kind=kind, rule=rule, what=what, part=part).key(
        VIOLATED if violated else MET
    )


def _valid_keys(case: Case, chosen: Attempt) -> Iterator[str]:
    found = _found(chosen, "rules.not_in_force")
    rules = case.scheme.rules.id
    before = found is not None and found.facts.get("variant") == "before"
    yield _key("rules", rules, "valid.from", violated=before)
    if not before:
        yield _key("rules", rules, "valid.to", violated=found is not None)


def _floor_keys(case: Case, chosen: Attempt) -> Iterator[str]:
    """A floor is met where the default level would not have met it, or violated."""
    if not isinstance(case.proposal, IssueProposal):
        return
    unmet = {f.rule: f for f in chosen.findings if f.code == "floor.less_severe"}
    at_default = {found.rule for found in check_floor(replace(case, rank=case.scheme.default))}
    for rule in case.scheme.floors.get(case.scheme.tree.tiers[case.issuing], ()):
        what = "floor.binding" if rule.binding else "floor.advice"
        found = unmet.get(rule.id)
        if found is not None:
            yield _key("floor", rule.id, what, violated=True)
            for tier in _tiers_setting(case, found):
                yield _key("floor", rule.id, "floor.of", tier, violated=True)
        elif rule.id in at_default:
            yield _key("floor", rule.id, what)


def _tiers_setting(case: Case, found: Finding) -> set[str]:
    """Return the tiers whose orders set the floor that *found* says is not met."""
    tiers, tree = case.scheme.rules.tiers, case.scheme.tree
    orders = {case.book.find(order) for span in found.where for order in span.orders}
    return {tiers[tree.tiers[order.area]].id for order in orders if order is not None}


def _from_keys(case: Case) -> Iterator[str]:
    """Yield the transitions that lead there, but not from where the named areas stand."""
    if not isinstance(case.proposal, IssueProposal):
        return
    standing = standing_ranks(case)
    for rule in case.scheme.transitions_to.get(
        (case.scheme.tree.tiers[case.issuing], case.rank), ()
    ):
        wanted = case.proposal.transition
        if not rule.sources.issuperset(standing) and wanted in (None, rule.id):
            yield _key("transition", rule.id, "from.other", violated=True)


def _rule_keys(case: Case, chosen: Attempt, rule: CompiledRule) -> Iterator[str]:
    proposal, levels = case.proposal, case.scheme.levels
    kind = "ending" if isinstance(proposal, EndProposal) else "transition"
    other = _found(chosen, "issuer.not_entitled") is not None
    if isinstance(proposal, RatifyProposal):
        late = _found(chosen, "order.not_in_force") is not None
        yield _key(kind, rule.id, "ratify.within", violated=late)
        yield from _condition_keys(case, rule, (kind, "ratify.approval"), rule.ratify)
        return
    issuer = ("issuer.other", "") if other else ("issuer", proposal.issuer)
    yield _key(kind, rule.id, *issuer, violated=other)
    for what, part, violated in assessment_given(rule.assessment, chosen.findings):
        yield _key(kind, rule.id, what, part, violated=violated)
    yield from _table_keys(chosen, rule, kind, proposal.assessment)
    yield from _condition_keys(case, rule, (kind, "approval"), rule.approval)
    yield _key(kind, rule.id, "reason", violated=_found(chosen, "reason.missing") is not None)
    if isinstance(proposal, EndProposal):
        yield _key(kind, rule.id, "of", levels[case.rank])
    else:
        yield from _issue_keys(case, chosen, rule)


def _issue_keys(case: Case, chosen: Attempt, rule: CompiledRule) -> Iterator[str]:
    levels = case.scheme.levels
    yield _key("transition", rule.id, "to", levels[case.rank])
    for rank in standing_ranks(case):
        yield _key("transition", rule.id, "from", levels[rank])
    for what, code in (
        ("period.bounded", "period.unbounded"),
        ("max_duration", "period.too_long"),
        ("scope.explicit", "scope.missing"),
        ("notice", "period.short_notice"),
        ("expected_end", "expected_end.missing"),
        ("ratify.again_after", "provisional.repeated"),
    ):
        yield _key("transition", rule.id, what, violated=_found(chosen, code) is not None)
    if case.end == FOREVER:
        yield _key("transition", rule.id, "period.open")
    if not case.named:
        yield _key("transition", rule.id, "scope.optional")
    if _found(chosen, "scope.tier") is not None:
        yield _key("transition", rule.id, "scope.tier.other", violated=True)
        return
    tiers = case.scheme.tree.tiers
    for number in {tiers[area] for area in case.named or (case.issuing,)}:
        yield _key("transition", rule.id, "scope.tier", case.scheme.rules.tiers[number].id)


def _table_keys(
    chosen: Attempt, rule: CompiledRule, kind: str, given: Assessment | None
) -> Iterator[str]:
    """Yield which row the facts hit, where they leave one alone, and what came of the level."""
    missing = _found(chosen, "assessment.missing") is not None
    if rule.table is None or given is None or missing:
        return
    left = rule.table.left(rule.table.box_of(given.facts))
    if len(left) == 1:
        yield _key(kind, rule.id, "table.row", str(left[0].number))
    if _found(chosen, "criteria.missing") is not None:
        yield _key(kind, rule.id, "table.open", violated=True)
    else:
        differs = _found(chosen, "criteria.differs") is not None
        yield _key(kind, rule.id, "table", violated=differs)


def _condition_keys(
    case: Case, rule: CompiledRule, about: tuple[str, str], asked: ApprovalRequirement | None
) -> Iterator[str]:
    if asked is None:
        return
    kind, what = about
    tally = counted(case, asked, rule, case.proposal.approvals)
    approved = tally.approved
    for part, nest in nests(asked.condition):
        name = what if part == "" else f"{what}.part"
        yield _key(kind, rule.id, name, part, violated=not filled(nest, approved))
    for shown, violated in acts_given(what.removesuffix("approval"), tally):
        yield _key(kind, rule.id, shown, violated=violated)


def _found(chosen: Attempt, code: str) -> Finding | None:
    """Return what the rule itself finds; what endings find of an issue is not the rule's."""
    own = (found for found in chosen.findings if "lowers" not in found.facts)
    return next((found for found in own if found.code == code), None)


# -- adding up ---------------------------------------------------------------------------


def coverage_of(rules: Rules, exercised: Iterable[frozenset[str]]) -> Coverage:
    """Return how much of *rules* is exercised by cases, each given by the keys it exercised."""
    counts = Counter(key for keys in exercised for key in keys)

    def count(requirement: Requirement, side: str) -> int | None:
        return counts[requirement.key(side)] if side in requirement.sides else None

    rows = (
        Covered(requirement=one, met=count(one, MET), violated=count(one, VIOLATED))
        for one in requirements_of(rules)
    )
    return Coverage(rules=rules, rows=tuple(rows))


def coverages_of(tried: Iterable[tuple[Rules, frozenset[str]]]) -> list[Coverage]:
    """Return the coverage of each rules file among *tried*: rules, and keys that a case exercised."""
    groups: list[tuple[Rules, list[frozenset[str]]]] = []
    for rules, keys in tried:
        known = next((found for one, found in groups if one == rules), None)
        if known is None:
            groups.append((rules, [keys]))
        else:
            known.append(keys)
    return [coverage_of(rules, keys) for rules, keys in groups]
