"""Mutants of a rules file that add something: a rule where there is none, a limit, an end of `valid`.

And two that change what no single rule says: a body of another tier, a duty less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from responselevels.analysis.casework.outcomes import Mutant
from responselevels.core.world.scheme import clause_of
from responselevels.errors import Path
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import Requires
from responselevels.models.rules import (
    Body,
    Duty,
    Ending,
    Floor,
    Ratify,
    Rules,
    Transition,
    Validity,
)
from responselevels.text.catalogue import Named

NAME = "added"
"""Id of a rule that is added."""

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

STEP = timedelta(seconds=1)
"""Durations are made longer and shorter by the least there is, so that both edges are looked at."""

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)


def mutants_that_add(rules: Rules) -> Iterator[Mutant]:
    """Yield the rules with a transition, an ending and a floor for each tier that has none."""
    for place, tier in enumerate(rules.tiers):
        named = {"tier": Named("tier", tier.id)}
        able = [t.id for t in rules.tiers[: place + 1]]
        issuers = tuple(name for name, body in rules.bodies.items() if body.tier in able)[:1]
        orders = any(rule.tier == tier.id for rule in rules.transitions)
        if not orders and issuers:
            levels = tuple(level.id for level in rules.levels)
            asked = Requires(period="open")
            way = Transition(id=NAME, tier=tier.id, to=levels, issuers=issuers, requires=asked)
            yield _added(rules, "transitions", way, named)
        if orders and issuers and all(rule.tier != tier.id for rule in rules.endings):
            yield _added(rules, "endings", Ending(id=NAME, tier=tier.id, issuers=issuers), named)
        if orders and place and all(floor.tier != tier.id for floor in rules.floors):
            yield _added(rules, "floors", Floor(id=NAME, tier=tier.id), named)


def _added(
    rules: Rules, key: str, rule: Transition | Ending | Floor, facts: Mapping[str, object]
) -> Mutant:
    listed = (*getattr(rules, key), rule)
    changed = rules.model_copy(update={key: listed})
    code = f"{type(rule).__name__.lower()}.added"
    return Mutant(path=(key,), code=code, facts=facts, rules=changed)


def mutants_of_validity(rules: Rules) -> Iterator[Mutant]:
    """Yield the rules without their beginning or end, and with one a second earlier or later."""
    valid = rules.valid
    for key, field in (("from", "from_"), ("to", "to")):
        instant = getattr(valid, field, None)
        if valid is None or instant is None:
            continue
        moves = (("dropped", None), ("later", instant + STEP), ("earlier", instant - STEP))
        for code, moved in moves:
            changed = rules.model_copy(update={"valid": valid.model_copy(update={field: moved})})
            path: Path = ("valid", key)
            facts = {"at": instant}
            yield Mutant(path=path, code=f"valid.{key}.{code}", facts=facts, rules=changed)


def mutants_of_force(rules: Rules) -> Iterator[Mutant]:
    """Yield the rules with a beginning far ahead and an end long ago, where they have none."""
    valid = rules.valid or Validity()
    for key, field, at in (("from", "from_", FAR_AHEAD), ("to", "to", LONG_AGO)):
        if getattr(valid, field) is None and (rules.valid is None or key == "to"):
            changed = rules.model_copy(update={"valid": Validity(**{field: at})})
            path: Path = () if rules.valid is None else ("valid",)
            facts = {"at": at}
            yield Mutant(path=path, code=f"valid.{key}.added", facts=facts, rules=changed)


def mutants_of_bodies(rules: Rules) -> Iterator[Mutant]:
    """Yield the rules with each body that some rule names in each other tier."""
    every: list[Transition | Ending] = [*rules.transitions, *rules.endings]
    used = {name for rule in every for name in _bodies_of(rule)}
    for name, body in rules.bodies.items():
        for tier in rules.tiers if name in used else ():
            if tier.id != body.tier:
                moved: Body = body.model_copy(update={"tier": tier.id})
                facts = {"body": Named("body", name), "tier": Named("tier", tier.id)}
                changed = rules.model_copy(update={"bodies": {**rules.bodies, name: moved}})
                path: Path = ("bodies", name, "tier")
                yield Mutant(path=path, code="body.moved", facts=facts, rules=changed)


def _bodies_of(rule: Transition | Ending) -> Iterator[str]:
    yield from rule.issuers
    asked = [rule.requires.approval]
    if isinstance(rule, Transition) and rule.ratify is not None:
        asked.append(rule.ratify.approval)
    for condition in asked:
        yield from () if condition is None else bodies_in(condition)
    if rule.requires.assessment is not None:
        yield from (*rule.requires.assessment.by, *rule.requires.assessment.with_)


def mutants_of_duties(rules: Rules) -> Iterator[Mutant]:
    """Yield the rules without each duty."""
    for key in ("transitions", "endings"):
        for number, rule in enumerate(getattr(rules, key)):
            for path, duty, changed in _without_duties(rule):
                listed = list(getattr(rules, key))
                listed[number] = changed
                yield Mutant(
                    path=(key, number, *path),
                    code="duty.dropped",
                    facts={"rule": Named("rule", rule.id), "duty": duty.do},
                    rules=rules.model_copy(update={key: tuple(listed)}),
                    cite=clause_of(duty.cite or rule.cite),
                )


def _without_duties(rule: Any) -> Iterator[tuple[Path, Duty, Any]]:
    for place, duty in enumerate(rule.duties):
        rest = (*rule.duties[:place], *rule.duties[place + 1 :])
        yield ("duties", place), duty, rule.model_copy(update={"duties": rest})
    ratify: Ratify | None = getattr(rule, "ratify", None)
    if ratify is None:
        return
    for place, duty in enumerate(ratify.duties):
        rest = (*ratify.duties[:place], *ratify.duties[place + 1 :])
        fewer = ratify.model_copy(update={"duties": rest})
        yield ("ratify", "duties", place), duty, rule.model_copy(update={"ratify": fewer})
