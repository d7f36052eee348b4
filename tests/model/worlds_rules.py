"""Random rules files that load: every check of docs/formats.md, "Refused at load", is met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from responselevels.models.cites import Cite, Source
from responselevels.models.conditions import AllOf, AnyOf, AtLeast, Quorum, bodies_in
from responselevels.models.rules import (
    AssessmentRule,
    Body,
    Duty,
    Ending,
    EndingRequires,
    Floor,
    Level,
    Ratify,
    Requires,
    Rules,
    Tier,
    Transition,
    Validity,
)
from responselevels.models.texts import Text
from tests.model.naive_checks import Condition, filled
from tests.model.worlds_tools import Draw

CITE = Cite(source="opinion", clause="3.4")


@dataclass(frozen=True)
class Frame:
    """What the rules of one file speak of."""

    draw: Draw
    levels: tuple[str, ...]
    tiers: tuple[str, ...]
    bodies: Mapping[str, str]

    def acting(self, tier: str) -> list[str]:
        """Return the bodies that may act for *tier*: its own and those above."""
        able = self.tiers[: self.tiers.index(tier) + 1]
        return [body for body, at in self.bodies.items() if at in able]

    def some_levels(self) -> tuple[str, ...]:
        """Return one level or more, in random order."""
        return self.draw.some(self.levels, len(self.levels))


def rules_of(draw: Draw) -> Rules:
    """Draw a rules file of two to five levels and one to four tiers."""
    levels = draw.names("level", draw.one((2, 3, 3, 4, 4, 5)))
    default = 0 if draw.chance(0.85) else draw.random.randrange(len(levels))
    tiers = tuple(f"tier{n}" for n in range(draw.one((1, 2, 3, 3, 3, 3, 4, 4))))
    frame = Frame(draw, levels, tiers, _bodies_of(draw, tiers))
    return Rules(
        format=1,
        id="random",
        sources={"opinion": Source(title=Text.of("Opinion"))},
        valid=_validity_of(draw) if draw.chance(0.3) else None,
        levels=tuple(Level(id=name, default=n == default) for n, name in enumerate(levels)),
        tiers=tuple(Tier(id=tier, inherits=not draw.chance(0.15)) for tier in tiers),
        bodies={name: Body(tier=tier) for name, tier in frame.bodies.items()},
        transitions=_transitions_of(frame),
        endings=_endings_of(frame),
        floors=_floors_of(frame),
    )


def _bodies_of(draw: Draw, tiers: tuple[str, ...]) -> dict[str, str]:
    """Return name → tier; the first tier has two bodies at least."""
    names = draw.names("body", draw.random.randint(3, 7))
    places = [tiers[0], tiers[0], *(draw.one(tiers) for _ in names[2:])]
    return dict(zip(names, places, strict=True))


def _validity_of(draw: Draw) -> Validity:
    start = draw.instant(draw.tick(0, 8)) if draw.chance(0.6) else None
    end = draw.instant(draw.tick(9, 14)) if draw.chance(0.6) else None
    return Validity(from_=start, to=end)


# -- what transitions and endings ask -------------------------------------------------


def condition_of(draw: Draw, bodies: list[str], depth: int = 2) -> Condition:
    """Draw a nest of *bodies*: a name, or any, all, or so many of what is nested."""
    if depth == 0 or len(bodies) == 1 or draw.chance(0.3):
        return draw.one(bodies)
    parts: list[Condition] = []
    for _ in range(draw.random.randint(1, 4)):
        part = condition_of(draw, bodies, depth - 1)
        if part not in parts:
            parts.append(part)
    operator = draw.one(("any_of", "all_of", "at_least"))
    if operator == "any_of":
        return AnyOf(any_of=tuple(parts))
    if operator == "all_of":
        return AllOf(all_of=tuple(parts))
    count = draw.random.randint(1, len(parts))
    return AtLeast(at_least=Quorum(count=count, of=tuple(parts)))


def fillable(condition: Condition, issuers: tuple[str, ...]) -> bool:
    """Say whether other bodies can fill *condition* for some of *issuers*."""
    named = set(bodies_in(condition))
    return any(filled(condition, named - {issuer}) for issuer in issuers)


def _approval_of(draw: Draw, bodies: list[str], issuers: tuple[str, ...]) -> Condition | None:
    for _ in range(8):
        condition = condition_of(draw, bodies)
        if fillable(condition, issuers):
            return condition
    return None


def _assessment_of(draw: Draw, bodies: list[str]) -> AssessmentRule:
    chosen = list(draw.some(bodies, 4))
    cut = draw.random.randint(1, len(chosen))
    return AssessmentRule(by=tuple(chosen[:cut]), with_=tuple(chosen[cut:]))


def _asked_of_both(draw: Draw, bodies: list[str], issuers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "assessment": _assessment_of(draw, bodies) if draw.chance(0.25) else None,
        "approval": _approval_of(draw, bodies, issuers) if draw.chance(0.45) else None,
        "reason": draw.chance(0.12),
    }


# -- rules ----------------------------------------------------------------------------


def _transitions_of(frame: Frame) -> tuple[Transition, ...]:
    made = []
    for place, tier in enumerate(frame.tiers):
        count = frame.draw.one((0, 1, 2, 2, 3, 4) if place else (1, 2, 3, 4))
        made += [_transition_of(frame, tier, number) for number in range(count)]
    frame.draw.random.shuffle(made)
    return tuple(made)


def _transition_of(frame: Frame, tier: str, number: int) -> Transition:
    draw, bodies = frame.draw, frame.acting(tier)
    issuers = draw.some(bodies, 3)
    ratify = None
    if draw.chance(0.25):
        approval = _approval_of(draw, bodies, issuers)
        again_after = draw.length(1, 8) if draw.chance(0.6) else None
        if approval is not None:
            ratify = Ratify(approval=approval, within=draw.length(), again_after=again_after)
    return Transition(
        id=f"to-{tier}-{number}",
        tier=tier,
        from_=frame.some_levels() if draw.chance(0.3) else None,
        to=frame.levels if draw.chance(0.5) else frame.some_levels(),
        issuers=issuers,
        requires=_requires_of(draw, bodies, issuers),
        ratify=ratify,
        duties=tuple(_duty_of(draw, n) for n in range(draw.one((0, 0, 1, 2)))),
        cite=CITE if draw.chance(0.5) else None,
    )


def _requires_of(draw: Draw, bodies: list[str], issuers: tuple[str, ...]) -> Requires:
    return Requires(
        **_asked_of_both(draw, bodies, issuers),
        period="open" if draw.chance(0.5) else "bounded",
        max_duration=draw.length(2, 8) if draw.chance(0.25) else None,
        scope="explicit" if draw.chance(0.3) else "optional",
        notice=draw.length(1, 2) if draw.chance(0.25) else None,
    )


def _duty_of(draw: Draw, number: int) -> Duty:
    return Duty(
        do=Text.of(f"duty {number}"),
        to=Text.of("the public") if draw.chance(0.5) else None,
        within=draw.length() if draw.chance(0.7) else None,
    )


def _endings_of(frame: Frame) -> tuple[Ending, ...]:
    made = []
    for tier in frame.tiers:
        count = frame.draw.one((0, 1, 1, 1, 2, 3))
        made += [_ending_of(frame, tier, number) for number in range(count)]
    frame.draw.random.shuffle(made)
    return tuple(made)


def _ending_of(frame: Frame, tier: str, number: int) -> Ending:
    draw, bodies = frame.draw, frame.acting(tier)
    issuers = draw.some(bodies, 3)
    return Ending(
        id=f"end-{tier}-{number}",
        tier=tier,
        of=frame.some_levels() if draw.chance(0.4) else None,
        issuers=issuers,
        requires=EndingRequires(**_asked_of_both(draw, bodies, issuers)),
    )


def _floors_of(frame: Frame) -> tuple[Floor, ...]:
    draw = frame.draw
    return tuple(
        Floor(
            id=f"floor-{tier}",
            tier=tier,
            counts=draw.one(("covering", "covering", "issued", "touching")),
            binding=draw.chance(0.7),
            cite=CITE if draw.chance(0.5) else None,
        )
        for tier in frame.tiers
        if draw.chance(0.9)
    )
