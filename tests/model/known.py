"""Random draws of what a register knows of approvals."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from responselevels.core.deciding.evidence import Evidence, Refusal, Void
from responselevels.models.orders import Approval
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.rules import Ending, Ratify, Rules, Transition
from responselevels.testing.reference.values import AnyProposal
from tests.model.naive import World

PEOPLE = ("li.na", "zhang.wei", "wang.fang", "chen.jie")

WHY = (
    Void(code="approval.wrong_key", facts={"variant": "signature", "key": "k"}),
    Void(code="approval.not_signatory", facts={"key": "k", "person": "li.na"}),
    Void(
        code="approval.key_expired",
        facts={"variant": "over", "key": "k", "person": "li.na", "until": "then"},
    ),
    Void(code="approval.key_revoked", facts={"key": "k", "person": "li.na", "since": 4}),
    Void(code="approval.keys_changed", facts={"key": "k", "keys": 2}),
    Void(code="approval.rules_changed", facts={"rules": "old", "expected": "new"}),
    Void(code="approval.expired", facts={"expires": "then"}),
    Void(code="approval.moved", facts={"field": "of", "signed": "P-2", "here": "P-1"}),
    Void(code="approval.replayed", facts={"first": 3}),
    Void(code="approval.stale", facts={"digest": "old", "expected": "new"}),
)


NOTHING = Evidence()


# -- draws ---------------------------------------------------------------------------


def with_signatures(rules: Rules, random: Random) -> Rules:
    """Return *rules* with signatures demanded here and there."""

    def asking(rule: Any) -> Any:
        more: dict[str, object] = {}
        if rule.requires.approval is not None and random.random() < 0.7:
            more["requires"] = rule.requires.model_copy(update={"signed": True})
        ratify: Ratify | None = getattr(rule, "ratify", None)
        if ratify is not None and random.random() < 0.7:
            more["ratify"] = ratify.model_copy(update={"signed": True})
        return rule.model_copy(update=more)

    changed = {
        "transitions": tuple(map(asking, rules.transitions)),
        "endings": tuple(map(asking, rules.endings)),
    }
    return rules.model_copy(update=changed)


def signed_world(world: World, random: Random) -> World:
    """Return *world* with signatures demanded here and there."""
    return replace(world, rules=with_signatures(world.rules, random))


def recorded(
    proposal: AnyProposal, world: World, at: datetime, random: Random
) -> tuple[AnyProposal, Evidence]:
    """Return *proposal* with more approvals, by few persons, and what a register knows of it all."""
    bodies = sorted({approval.body for approval in proposal.approvals} | _asked_for(world, random))
    approvals = [
        *proposal.approvals,
        *(
            Approval(body=body, person=random.choice(PEOPLE), at=at)
            for body in bodies
            for _ in range(random.choice((0, 1, 1, 2)))
        ),
    ]
    random.shuffle(approvals)
    numbers = range(len(approvals))
    slips = random.choice((0.0, 0.0, 0.1, 0.3))
    known = Evidence(
        signed={
            n: approvals[n].person or random.choice(PEOPLE)
            for n in numbers
            if random.random() > slips
        },
        void={n: _some_why(random) for n in numbers if random.random() < slips},
        refusals=tuple(_no(world, random) for _ in range(random.choice((0, 0, 0, 0, 1, 2)))),
        persons={body: random.choice((1, 1, 2, 3)) for body in bodies if random.random() < 0.3},
        proposers=frozenset({random.choice(PEOPLE)} if random.random() < 0.2 else ()),
    )
    return proposal.model_copy(update={"approvals": tuple(approvals)}), known


def _asked_for(world: World, random: Random) -> set[str]:
    rules: list[Transition | Ending] = [*world.rules.transitions, *world.rules.endings]
    asked = (rule.requires.approval for rule in rules)
    conditions = [condition for condition in asked if condition is not None]
    return set(bodies_in(random.choice(conditions))) if conditions else set()


def _some_why(random: Random) -> tuple[Void, ...]:
    return tuple(random.sample(WHY, random.choice((1, 1, 2))))


def _no(world: World, random: Random) -> Refusal:
    areas = [area.id for area in world.areas.areas]
    return Refusal(
        body=random.choice(sorted(world.rules.bodies)),
        area=random.choice((None, None, None, *areas)),
        person=random.choice((None, *PEOPLE)),
        signed=random.random() < 0.7,
        void=_some_why(random) if random.random() < 0.2 else (),
    )
