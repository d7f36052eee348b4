"""What a register knows of approvals, as plain data, and random draws of it.

`Known` is the naive engine's own; `evidence_of` makes the core's of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

from responselevels.core.deciding.evidence import Evidence, Refusal, Void
from responselevels.models.conditions import bodies_in
from responselevels.models.orders import Approval
from responselevels.models.rules import Ending, Ratify, Rules, Transition
from tests.model.plain import AnyProposal, World

PEOPLE = ("li.na", "zhang.wei", "wang.fang", "chen.jie")

WHY: tuple[tuple[str, dict[str, object]], ...] = (
    ("approval.wrong_key", {"variant": "signature", "key": "k"}),
    ("approval.not_signatory", {"key": "k", "person": "li.na"}),
    ("approval.key_expired", {"variant": "over", "key": "k", "person": "li.na", "until": "then"}),
    ("approval.key_revoked", {"key": "k", "person": "li.na", "since": 4}),
    ("approval.keys_changed", {"key": "k", "keys": 2}),
    ("approval.rules_changed", {"rules": "old", "expected": "new"}),
    ("approval.expired", {"expires": "then"}),
    ("approval.moved", {"field": "of", "signed": "P-2", "here": "P-1"}),
    ("approval.replayed", {"first": 3}),
    ("approval.stale", {"digest": "old", "expected": "new"}),
)


@dataclass(frozen=True)
class No:
    """A refusal."""

    body: str
    area: str | None
    person: str | None
    signed: bool
    void: tuple[int, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known; *void* holds, for an approval's number, numbers of `WHY`."""

    signed: dict[int, str] = field(default_factory=dict)
    void: dict[int, tuple[int, ...]] = field(default_factory=dict)
    refusals: tuple[No, ...] = ()
    persons: dict[str, int] = field(default_factory=dict)
    proposers: frozenset[str] = frozenset()


NOTHING = Known()


def evidence_of(known: Known) -> Evidence:
    """Return *known* as the core takes it."""
    return Evidence(
        signed=known.signed,
        void={number: _voids(why) for number, why in known.void.items()},
        refusals=tuple(
            Refusal(
                body=no.body,
                area=no.area,
                person=no.person,
                signed=no.signed,
                void=_voids(no.void),
            )
            for no in known.refusals
        ),
        persons=known.persons,
        proposers=known.proposers,
    )


def _voids(why: tuple[int, ...]) -> tuple[Void, ...]:
    return tuple(Void(code=WHY[number][0], facts=WHY[number][1]) for number in why)


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
) -> tuple[AnyProposal, Known]:
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
    known = Known(
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


def _some_why(random: Random) -> tuple[int, ...]:
    return tuple(random.sample(range(len(WHY)), random.choice((1, 1, 2))))


def _no(world: World, random: Random) -> No:
    areas = [area.id for area in world.areas.areas]
    return No(
        body=random.choice(sorted(world.rules.bodies)),
        area=random.choice((None, None, None, *areas)),
        person=random.choice((None, *PEOPLE)),
        signed=random.random() < 0.7,
        void=_some_why(random) if random.random() < 0.2 else (),
    )
