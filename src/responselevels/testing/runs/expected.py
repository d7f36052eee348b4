"""Which marks the rules make possible: what a run should come to, or says that it did not.

Only what any small tree of areas makes possible is expected; so nothing is missed that cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.parts.conditions import AllOf, Condition, bodies_in
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import Ending, Ratify, Rules, Transition

ROUND = ("a tick before", "exactly", "a tick after")


def expected_marks(rules: Rules) -> tuple[str, ...]:
    """Return the marks that *rules* make possible, each once."""
    found = [*_of_issues(rules), *_of_ends(rules), *_of_ratifications(rules)]
    return tuple(dict.fromkeys(found))


def _around(action: str, *edges: str) -> Iterator[str]:
    for edge in edges:
        yield from (f"{action} {edge} {side}" for side in ROUND)


def _of_issues(rules: Rules) -> Iterator[str]:
    if not rules.transitions:
        return
    yield from ("issue permit", "issue deny", "issue issuer.not_entitled", "issue drill")
    yield from ("issue drill beside real orders", "issue real beside drills")
    yield from ("issue scope.outside_area", "issue period.backdated", "issue period.empty")
    yield from _around("issue", "present")
    for rule in rules.transitions:
        yield from _of_transition(rule)
    yield from _of_floors(rules)
    yield from _of_lowering(rules)
    if rules.valid is not None:
        edges = {"valid.from": rules.valid.from_, "valid.to": rules.valid.to}
        yield from _around("issue", *(name for name, edge in edges.items() if edge is not None))
        yield "issue rules.not_in_force"


def _of_transition(rule: Transition) -> Iterator[str]:
    asks = rule.requires
    if asks.max_duration is not None:
        yield from ("issue period.too_long", *_around("issue", "max_duration"))
    if asks.notice is not None:
        yield from ("issue period.short_notice", *_around("issue", "notice"))
    if asks.period == "bounded":
        yield "issue period.unbounded"
    if asks.scope_named:
        yield "issue scope.missing"
    if asks.expected_end:
        yield from ("issue expected_end.missing", "issue expected_end.outside")
    if rule.ratify is not None and rule.ratify.again_after is not None:
        yield from ("issue provisional.repeated", *_around("issue", "again_after"))
    yield from _of_asked("issue", asks, asks.assessment)


def _of_asked(
    action: str, asks: Requires | EndingRequires | Ratify, assessment: AssessmentRule | None
) -> Iterator[str]:
    if getattr(asks, "reason", False):
        yield f"{action} reason.missing"
    if assessment is not None:
        yield from (f"{action} assessment.missing", *_around(action, "assessed at the decision"))
        if assessment.max_age is not None:
            yield from (f"{action} assessment.stale", *_around(action, "max_age"))
        if len(assessment.by) > 1:
            yield from (f"{action} assessed by {body}" for body in assessment.by)
        yield from (f"{action} assessed without {body}" for body in assessment.with_)
        if assessment.table is not None and action == "issue":
            yield from ("issue criteria.missing", "issue criteria.differs")
    if asks.approval is not None:
        yield from _of_approval(action, asks, asks.approval)
        if assessment is not None:
            yield from _around(action, "approved at the assessment")
            if getattr(asks, "approval_after_assessment", None) is not False:
                yield f"{action} approval.before_assessment"


def _of_approval(
    action: str, asks: Requires | EndingRequires | Ratify, condition: Condition
) -> Iterator[str]:
    codes = ("missing", "not_entitled", "self", "late", "stale")
    yield from (f"{action} pending", *(f"{action} approval.{code}" for code in codes))
    yield from (f"{action} approved at the decision {side}" for side in ROUND)
    if len(set(bodies_in(condition))) > 1:
        yield f"{action} same body twice"
    if asks.signed:
        of_signed = ("unsigned", "few_persons", "refused")
        yield from (f"{action} approval.{code}" for code in of_signed)
    elif asks.digest == "required":
        yield f"{action} approval.unbound"
    if asks.signed and isinstance(condition, AllOf):
        yield f"{action} approval.same_person"


def _ranks(rules: Rules, tier: str) -> set[int]:
    levels = [level.id for level in rules.levels]
    return {
        levels.index(level) for rule in rules.transitions if rule.tier == tier for level in rule.to
    }


def _of_floors(rules: Rules) -> Iterator[str]:
    tiers = [tier.id for tier in rules.tiers]
    for floor in rules.floors:
        own = _ranks(rules, floor.tier)
        wider = tiers[: tiers.index(floor.tier)]
        above = [
            rank
            for tier in wider
            if floor.of is None or tier in floor.of
            for rank in _ranks(rules, tier)
        ]
        if own and above and max(above) > min(own):
            yield f"issue floor.less_severe {floor.id}"
            if floor.counts == "covering":
                yield "issue floor in a part"


def _of_lowering(rules: Rules) -> Iterator[str]:
    tiers = [tier.id for tier in rules.tiers]
    several = [tier for tier in tiers if len(_ranks(rules, tier)) > 1]
    ended = {ending.tier for ending in rules.endings}
    if several:
        yield "issue lowers what stands"
    if several and rules.lowering == "refused":
        yield "issue lowering.refused"
    if rules.lowering == "as_ending":
        if any(tier not in ended for tier in several):
            yield "issue lowering.no_ending"
        if any(_asks_much(rules, tier) for tier in several):
            yield "issue lowering"


def _asks_much(rules: Rules, tier: str) -> bool:
    """Say whether each ending of *tier* asks for an approval."""
    endings = [ending for ending in rules.endings if ending.tier == tier]
    return bool(endings) and all(one.requires.approval is not None for one in endings)


def _of_ends(rules: Rules) -> Iterator[str]:
    issuing = {rule.tier for rule in rules.transitions}
    endings: list[Ending] = [ending for ending in rules.endings if ending.tier in issuing]
    if not endings:
        return
    codes = ("issuer.not_entitled", "scope.outside_area", "period.backdated", "order.not_in_force")
    yield from (f"end {mark}" for mark in ("permit", "deny", "part", "drill", *codes))
    yield from _around("end", "order start")
    if any(rule.requires.period == "bounded" for rule in rules.transitions):
        yield from _around("end", "order end")
    for ending in endings:
        asks = ending.requires
        yield from _of_asked("end", asks, asks.assessment)
        if asks.approval is not None:
            yield from ("end approval.before_order", *_around("end", "approved at the issue"))


def _of_ratifications(rules: Rules) -> Iterator[str]:
    ratifying = [rule.ratify for rule in rules.transitions if rule.ratify is not None]
    if not ratifying:
        return
    codes = ("issuer.not_entitled", "order.not_in_force", "approval.before_order")
    yield from (f"ratify {mark}" for mark in ("permit", "deny", "drill", *codes))
    yield from _around("ratify", "grace", "approved at the issue")
    if rules.endings or any(rule.ratify is None for rule in rules.transitions):
        yield "ratify order.not_provisional"
    for ratify in ratifying:
        yield from _of_asked("ratify", ratify, None)
