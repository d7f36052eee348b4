"""What each rule of a rules file says that a case can show (coverage)."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.casework.acts_asked import acts_asked
from responselevels.analysis.casework.lowerings import of_lowering
from responselevels.analysis.casework.outcomes import MET, VIOLATED, Requirement
from responselevels.core.conditions import Condition
from responselevels.errors import expect
from responselevels.models.parts.conditions import parts_of
from responselevels.models.parts.requires import AssessmentRule, Requires
from responselevels.models.rules import Ending, Floor, Ratify, Rules, Transition
from responselevels.text.catalogue import Named, Phrase


def requirements_of(rules: Rules) -> tuple[Requirement, ...]:
    """Return everything that the rules say and a case can show, in the order of the file."""
    expect("rules", rules, Rules)
    found = [*_validity(rules), *_of_tracks(rules), *of_lowering(rules)]
    for transition in rules.transitions:
        found += _of_transition(transition, rules)
    for ending in rules.endings:
        found += _of_ending(ending, rules)
    for floor in rules.floors:
        found += _of_floor(floor)
    return tuple(found)


def _validity(rules: Rules) -> Iterator[Requirement]:
    valid = rules.valid
    for what, instant in (("from", valid and valid.from_), ("to", valid and valid.to)):
        if instant is not None:
            yield Requirement(
                kind="rules", rule=rules.id, what=f"valid.{what}", facts={"at": instant}
            )


def _of_tracks(rules: Rules) -> Iterator[Requirement]:
    for track in rules.tracks:
        facts = {"track": Named("track", track.id)}
        yield Requirement(
            kind="rules", rule=rules.id, what="track", part=track.id, sides=(MET,), facts=facts
        )


def _of_transition(transition: Transition, rules: Rules) -> Iterator[Requirement]:
    kind, rule, asked = "transition", transition.id, transition.requires

    def one(what: str, *sides: str, part: str = "", **facts: object) -> Requirement:
        both = sides or (MET, VIOLATED)
        return Requirement(kind=kind, rule=rule, what=what, part=part, sides=both, facts=facts)

    if transition.from_ is not None:
        for level in transition.from_:
            yield one("from", MET, part=level, level=Named("level", level))
        if len(transition.from_) < len(rules.levels):
            yield one("from.other", VIOLATED)
    for level in transition.to:
        yield one("to", MET, part=level, level=Named("level", level))
    yield from _of_rule(kind, transition, rules)
    yield one("period.open", MET) if asked.period == "open" else one("period.bounded")
    if asked.max_duration is not None:
        yield one("max_duration", max=asked.max_duration)
    yield from _of_scope(rule, asked)
    if asked.expected_end:
        yield one("expected_end")
    if asked.notice is not None:
        yield one("notice", notice=asked.notice)
    if transition.ratify is not None:
        yield from _of_ratify(rule, transition.ratify)


def _of_scope(rule: str, asked: Requires) -> Iterator[Requirement]:
    """Yield what a transition asks of the areas: that they are named, and of which tiers they are."""
    kind = "transition"
    if asked.scope_named:
        yield Requirement(kind=kind, rule=rule, what="scope.explicit")
    else:
        yield Requirement(kind=kind, rule=rule, what="scope.optional", sides=(MET,))
    for tier in asked.scope_tiers or ():
        facts = {"tier": Named("tier", tier)}
        yield Requirement(
            kind=kind, rule=rule, what="scope.tier", part=tier, sides=(MET,), facts=facts
        )
    if asked.scope_tiers is not None:
        yield Requirement(kind=kind, rule=rule, what="scope.tier.other", sides=(VIOLATED,))


def _of_ratify(rule: str, ratify: Ratify) -> Iterator[Requirement]:
    kind = "transition"
    facts: dict[str, object] = {"within": ratify.within}
    yield Requirement(kind=kind, rule=rule, what="ratify.within", facts=facts)
    if ratify.again_after is not None:
        facts = {"again_after": ratify.again_after}
        yield Requirement(kind=kind, rule=rule, what="ratify.again_after", facts=facts)
    yield from _of_condition(kind, rule, "ratify.approval", ratify.approval)
    for what, said in acts_asked(ratify):
        yield Requirement(kind=kind, rule=rule, what=what, facts=said)


def _of_ending(ending: Ending, rules: Rules) -> Iterator[Requirement]:
    for level in ending.of or ():
        facts = {"level": Named("level", level)}
        yield Requirement(
            kind="ending", rule=ending.id, what="of", part=level, sides=(MET,), facts=facts
        )
    yield from _of_rule("ending", ending, rules)


def _of_rule(kind: str, rule: Transition | Ending, rules: Rules) -> Iterator[Requirement]:
    """Yield what transitions and endings have in common: issuers, assessment, approval, reason."""
    for body in rule.issuers:
        facts = {"body": Named("body", body)}
        yield Requirement(
            kind=kind, rule=rule.id, what="issuer", part=body, sides=(MET,), facts=facts
        )
    if len(rule.issuers) < len(rules.bodies):
        yield Requirement(kind=kind, rule=rule.id, what="issuer.other", sides=(VIOLATED,))
    if rule.requires.assessment is not None:
        yield from _of_assessment(kind, rule.id, rule.requires.assessment)
        yield from _of_table(kind, rule.id, rule.requires.assessment, rules)
    if rule.requires.approval is not None:
        yield from _of_condition(kind, rule.id, "approval", rule.requires.approval)
    for what, said in acts_asked(rule.requires):
        yield Requirement(kind=kind, rule=rule.id, what=what, facts=said)
    if rule.requires.reason:
        yield Requirement(kind=kind, rule=rule.id, what="reason")


def _of_assessment(kind: str, rule: str, asked: AssessmentRule) -> Iterator[Requirement]:
    by = {"by": tuple(Named("body", body) for body in asked.by)}
    yield Requirement(kind=kind, rule=rule, what="assessment.by", facts=by)
    for body in asked.with_:
        facts = {"body": Named("body", body)}
        yield Requirement(kind=kind, rule=rule, what="assessment.with", part=body, facts=facts)


def _of_table(kind: str, rule: str, asked: AssessmentRule, rules: Rules) -> Iterator[Requirement]:
    """Yield what a table says: each of its rows by itself, and whether it agrees with the level."""
    for table in rules.tables:
        if table.id != asked.table:
            continue
        facts: dict[str, object] = {"table": Named("table", table.id)}
        yield Requirement(kind=kind, rule=rule, what="table", facts=facts)
        yield Requirement(kind=kind, rule=rule, what="table.open", sides=(VIOLATED,), facts=facts)
        count = len(table.rows) + (table.otherwise is not None)
        for number in range(1, count + 1):
            part, about = str(number), {**facts, "row": number}
            yield Requirement(
                kind=kind, rule=rule, what="table.row", part=part, sides=(MET,), facts=about
            )


def _of_condition(kind: str, rule: str, what: str, condition: Condition) -> Iterator[Requirement]:
    for part, nest in nests(condition):
        name = what if part == "" else f"{what}.part"
        yield Requirement(
            kind=kind, rule=rule, what=name, part=part, facts={"condition": condition_fact(nest)}
        )


def nests(condition: Condition, part: str = "") -> Iterator[tuple[str, Condition]]:
    """Yield *condition* and every one inside it, each with its place (``1.0``)."""
    yield part, condition
    for number, inner in enumerate(parts_of(condition)):
        yield from nests(inner, f"{part}.{number}" if part else str(number))


def condition_fact(condition: Condition) -> object:
    """Return *condition* as a fact for a sentence: as a file writes it."""
    if isinstance(condition, str):
        return Named("body", condition)
    return Phrase("coverage.condition", {"written": written_condition(condition)})


def written_condition(condition: Condition) -> str:
    """Return *condition* as a file writes it, on one line.

    >>> from responselevels.models.parts.conditions import AnyOf
    >>> written_condition(AnyOf(any_of=("committee", "board")))
    'any_of: [committee, board]'
    """
    if isinstance(condition, str):
        return condition
    inner = ", ".join(
        part if isinstance(part, str) else f"{{{written_condition(part)}}}"
        for part in parts_of(condition)
    )
    operator = next(iter(type(condition).model_fields))
    if operator != "at_least":
        return f"{operator}: [{inner}]"
    return f"at_least: {{count: {condition.at_least.count}, of: [{inner}]}}"  # type: ignore[union-attr]


def _of_floor(floor: Floor) -> Iterator[Requirement]:
    what = "floor.binding" if floor.binding else "floor.advice"
    facts = {"tier": Named("tier", floor.tier), "counts": floor.counts}
    yield Requirement(kind="floor", rule=floor.id, what=what, facts=facts)
    for tier in floor.of or ():
        yield Requirement(
            kind="floor",
            rule=floor.id,
            what="floor.of",
            part=tier,
            sides=(VIOLATED,),
            facts={"tier": Named("tier", tier)},
        )
