"""Random rules files that load: every check of docs/formats.md, "Refused at load", is met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from responselevels.models.parts.cites import Cite, Source
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, Quorum, bodies_in
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.rules import (
    Body,
    Duty,
    Ending,
    Floor,
    Level,
    ListedTrack,
    Ratify,
    Rules,
    Tier,
    Transition,
    Validity,
)
from responselevels.models.texts import Text
from responselevels.testing.reference.findings.conditions import Condition, filled
from tests.model.worlds_criteria import criteria_of
from tests.model.worlds_tools import CITE, Draw


@dataclass(frozen=True)
class Frame:
    """What the rules of one file speak of."""

    draw: Draw
    levels: tuple[str, ...]
    tiers: tuple[str, ...]
    bodies: Mapping[str, str]
    tables: tuple[str, ...]

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
    criteria: dict[str, Any] = {}
    if draw.chance(0.5):
        criteria["facts"], criteria["tables"] = criteria_of(draw, levels)
    tables = tuple(table.id for table in criteria.get("tables", ()))
    frame = Frame(draw, levels, tiers, _bodies_of(draw, tiers), tables)
    return Rules(
        **criteria,
        **_more_of(draw),
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


def _more_of(draw: Draw) -> dict[str, Any]:
    """Draw what a file may say besides: how lowering goes, and tracks."""
    more: dict[str, Any] = {}
    if draw.chance(0.7):
        more["lowering"] = draw.one(("as_ending", "as_ending", "free", "free", "refused"))
    if draw.chance(0.4):
        tracks = draw.some(("flood", "wind", "风"), 3)
        more["tracks"] = tuple(ListedTrack(id=track) for track in tracks)
    return more


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


def _assessment_of(draw: Draw, bodies: list[str], tables: tuple[str, ...]) -> AssessmentRule:
    chosen = list(draw.some(bodies, 4))
    cut = draw.random.randint(1, len(chosen))
    more: dict[str, Any] = {}
    if draw.chance(0.4):
        more["max_age"] = draw.length(1, 3)
    if tables and draw.chance(0.8):
        more["table"] = draw.one(tables)
        if draw.chance(0.5):
            more["binding"] = draw.chance(0.4)
    return AssessmentRule(by=tuple(chosen[:cut]), with_=tuple(chosen[cut:]), **more)


def _asked_of_both(
    draw: Draw,
    bodies: list[str],
    issuers: tuple[str, ...],
    tables: tuple[str, ...] = (),
    *,
    approved: float = 0.5,
) -> dict[str, Any]:
    assessed = 0.5 if tables else 0.35
    asked: dict[str, Any] = {
        "assessment": _assessment_of(draw, bodies, tables) if draw.chance(assessed) else None,
        "approval": _approval_of(draw, bodies, issuers) if draw.chance(approved) else None,
        "reason": draw.chance(0.12),
    }
    both = asked["assessment"] is not None and asked["approval"] is not None
    if both and draw.chance(0.4):
        asked["approval_after_assessment"] = draw.chance(0.4)
    return asked | (_bound(draw) if asked["approval"] is not None else {})


def _bound(draw: Draw) -> dict[str, Any]:
    if draw.chance(0.35):
        return {"digest": draw.one(("required", "required", "optional"))}
    return {}


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
            ratify = Ratify(
                approval=approval,
                within=draw.length(),
                again_after=again_after,
                **_bound(draw),
                **_more_duties_of(draw),
                **_cites_of(draw, Ratify),
            )
    return Transition(
        id=f"to-{tier}-{number}",
        tier=tier,
        from_=frame.some_levels() if draw.chance(0.3) else None,
        to=frame.levels if draw.chance(0.5) else frame.some_levels(),
        issuers=issuers,
        requires=_requires_of(frame, tier, bodies, issuers),
        ratify=ratify,
        duties=tuple(_duty_of(draw, n) for n in range(draw.one((0, 0, 1, 2)))),
        cite=CITE if draw.chance(0.5) else None,
    )


def _cites_of(draw: Draw, model: type[Requires | EndingRequires | Ratify]) -> Any:
    """Draw cites of some of the keys that *model* has, each of another clause."""
    if not draw.chance(0.3):
        return {}
    keys = [key for key in model.model_fields if key != "cites"]
    return {"cites": {key: _cite_of(draw, key) for key in draw.some(keys, 5)}}


def _cite_of(draw: Draw, clause: str) -> Cite:
    reading = Text.of(f"reading of {clause}")
    if draw.chance(0.3):
        return Cite(source="opinion", reading=reading)
    return Cite(source="opinion", clause=clause, reading=reading if draw.chance(0.5) else None)


def _requires_of(frame: Frame, tier: str, bodies: list[str], issuers: tuple[str, ...]) -> Requires:
    draw = frame.draw
    more: dict[str, Any] = {"scope": "explicit" if draw.chance(0.3) else "optional"}
    if draw.chance(0.3):
        beneath = frame.tiers[frame.tiers.index(tier) :]
        more["scope"] = {"explicit": draw.chance(0.5), "tiers": draw.some(beneath, 3)}
    if draw.chance(0.25):
        more["expected_end"] = True
    return Requires(
        **_asked_of_both(draw, bodies, issuers, frame.tables),
        **more,
        **_cites_of(draw, Requires),
        period="open" if draw.chance(0.5) else "bounded",
        max_duration=draw.length(2, 8) if draw.chance(0.25) else None,
        notice=draw.length(1, 2) if draw.chance(0.25) else None,
    )


def _more_duties_of(draw: Draw) -> dict[str, Any]:
    """Draw the duties of an ending or a ratification."""
    return {"duties": tuple(_duty_of(draw, n) for n in range(draw.one((0, 0, 1, 2))))}


def _duty_of(draw: Draw, number: int) -> Duty:
    more: dict[str, Any] = {}
    if draw.chance(0.3):
        more["id"] = f"duty-{draw.random.getrandbits(64)}"
    if draw.chance(0.6):
        more["counts_from"] = draw.one(("decision", "start", "end"))
    if draw.chance(0.6):
        more["when"] = draw.one(("always", "raised", "lowered"))
    return Duty(
        **more,
        cite=_cite_of(draw, "duty") if draw.chance(0.3) else None,
        do=Text.of(f"duty {number}"),
        to=Text.of("the public") if draw.chance(0.5) else None,
        within=draw.length() if draw.chance(0.7) else None,
    )


def _endings_of(frame: Frame) -> tuple[Ending, ...]:
    made = []
    for tier in frame.tiers:
        ladder = frame.draw.chance(0.4)
        count = 0 if ladder else frame.draw.one((0, 1, 1, 1, 2, 3))
        made += [_ending_of(frame, tier, number) for number in range(count)]
        if ladder:
            made += [_ending_of(frame, tier, n, of) for n, of in enumerate(frame.levels)]
    frame.draw.random.shuffle(made)
    return tuple(made)


def _ending_of(frame: Frame, tier: str, number: int, level: str | None = None) -> Ending:
    """Draw an ending: of orders at *level* alone, where one is given."""
    draw, bodies = frame.draw, frame.acting(tier)
    issuers = tuple(bodies) if draw.chance(0.4) else draw.some(bodies, 3)
    of: tuple[str, ...] | None = (level,) if level is not None else None
    if level is None and draw.chance(0.4):
        of = frame.some_levels()
    return Ending(
        **_more_duties_of(draw),
        id=f"end-{tier}-{number}",
        tier=tier,
        of=of,
        issuers=issuers,
        cite=CITE if draw.chance(0.5) else None,
        requires=EndingRequires(
            **_asked_of_both(draw, bodies, issuers, approved=0.5 if level is None else 0.9),
            **_cites_of(draw, EndingRequires),
        ),
    )


def _floors_of(frame: Frame) -> tuple[Floor, ...]:
    draw = frame.draw
    made: list[Floor] = []
    for tier in frame.tiers:
        count = draw.one((0, 1, 1, 1, 2, 2, 3))
        made += [_floor_of(frame, tier, number) for number in range(count)]
    draw.random.shuffle(made)
    return tuple(made)


def _floor_of(frame: Frame, tier: str, number: int) -> Floor:
    draw = frame.draw
    above = frame.tiers[: frame.tiers.index(tier)]
    of = above and draw.chance(0.5)
    return Floor(
        **({"of": draw.some(above, 2)} if of else {}),
        id=f"floor-{tier}-{number}",
        tier=tier,
        counts=draw.one(("covering", "covering", "issued", "touching")),
        binding=draw.chance(0.7),
        cite=CITE if draw.chance(0.5) else None,
    )
