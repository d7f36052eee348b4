"""Both engines on the same question, and where their answers differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any

from responselevels.core.deciding.evidence import Evidence
from responselevels.testing.reference import deciding as naive
from responselevels.testing.reference.values import (
    AnyProposal,
    Change,
    Cited,
    Decision,
    DutyDue,
    Finding,
    Holding,
    LevelSpan,
    Overtake,
    Remedy,
    Replaced,
    Span,
    World,
    facts_of,
    maybe_utc,
    sorted_findings,
    utc,
)
from responselevels.testing.reference.world.levels import (
    Ground,
    floor_at,
    level_at,
    over_time,
    state_of,
)
from tests.model.known import NOTHING


@dataclass(frozen=True)
class Look:
    """A question about levels: of an area, at an instant, and over the time up to another."""

    area: str
    place: str
    at: datetime
    until: datetime | None
    drill: bool
    track: str | None = None


class Pair:
    """One world in both engines."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def core(self) -> tuple[Any, Any]:
        """The scheme and the book of the core."""
        from responselevels.core.orders.book import book_of
        from responselevels.machine.levels import compile_scheme

        scheme = compile_scheme(self.world.rules, self.world.areas)
        return scheme, book_of(scheme, self.world.orders)

    @cached_property
    def ground(self) -> Ground:
        """The scheme and the tree, for the naive engine."""
        return Ground(self.world.rules, self.world.areas)

    def by_core(self, proposal: AnyProposal, at: datetime, known: Evidence = NOTHING) -> Decision:
        """Return the core's decision, made plain."""
        from responselevels.core.deciding.decide import decide

        return plain_decision(decide(*self.core, proposal, at, known))

    def decisions(
        self, proposal: AnyProposal, at: datetime, known: Evidence = NOTHING
    ) -> tuple[Decision, Decision]:
        """Return what the naive engine and the core decide."""
        ours = naive.decide(self.world, proposal, at, known)
        return ours, self.by_core(proposal, at, known)

    def differences(
        self, proposal: AnyProposal, at: datetime, known: Evidence = NOTHING
    ) -> list[str]:
        """Return what the two engines' decisions differ in, one line each; none if they agree."""
        ours, theirs = self.decisions(proposal, at, known)
        return list(differing(ours, theirs))

    def audits_differing(self) -> list[str]:
        """Return what the engines say differently of the orders of the world, decided again."""
        from responselevels.core.deciding.audit import audit

        scheme, _book = self.core
        theirs = [plain_decision(made) for _, made in audit(scheme, self.world.orders)]
        return [
            f"audit of order {number}: {line}"
            for number, pair in enumerate(zip(naive.audit(self.world), theirs, strict=True))
            for line in differing(*pair)
        ]

    def looks_differing(self, look: Look) -> list[str]:
        """Return where the engines' answers about levels differ."""
        from responselevels.core.orders import holdings

        _scheme, book = self.core
        state = state_of(self.ground, self.world.orders, drill=look.drill, track=look.track)
        of: dict[str, Any] = {"drill": look.drill}
        of |= {"track": look.track} if look.track is not None else {}
        window: dict[str, Any] = {"start": look.at, "end": look.until, **of}
        ours: dict[str, object] = {
            "level": level_at(state, look.area, look.at),
            "floor": floor_at(state, look.area, look.at, look.place),
            "levels": over_time(state, level_at, look.area, (look.at, look.until)),
            "floors": over_time(state, floor_at, look.area, (look.at, look.until)),
        }
        floor = holdings.floor_at(book, look.area, look.at, place=look.place, **of)
        theirs: dict[str, object] = {
            "level": _holding(holdings.level_at(book, look.area, look.at, **of)),
            "floor": _holding(floor),
            "levels": _spans(holdings.timeline(book, look.area, **window)),
            "floors": _spans(holdings.floor_timeline(book, look.area, **window)),
        }
        return [
            f"{name} of {look}: naive {ours[name]} core {theirs[name]}"
            for name in ours
            if ours[name] != theirs[name]
        ]


def differing(ours: Decision, theirs: Decision) -> Iterator[str]:
    """Yield what two plain decisions differ in, one line each."""
    for field in fields(Decision):
        mine, other = getattr(ours, field.name), getattr(theirs, field.name)
        if mine == other:
            continue
        if isinstance(mine, tuple):
            yield from (f"{field.name}: only naive {one}" for one in mine if one not in other)
            yield from (f"{field.name}: only core {one}" for one in other if one not in mine)
            if sorted(map(repr, mine)) == sorted(map(repr, other)):
                yield f"{field.name}: in another order: naive {mine} core {other}"
        else:
            yield f"{field.name}: naive {mine} core {other}"


# -- the core's values made plain -----------------------------------------------------


def _holding(found: Any) -> Holding:
    return Holding(found.level, tuple(found.orders))


def _spans(found: Any) -> tuple[LevelSpan, ...]:
    return tuple(
        LevelSpan(utc(one.start), maybe_utc(one.end), one.level, tuple(one.orders)) for one in found
    )


def plain_decision(made: Any) -> Decision:
    """Return a decision of the core as a plain one."""
    return Decision(
        verdict=str(made.verdict),
        transition=made.transition,
        findings=sorted_findings([_plain_finding(one) for one in made.findings]),
        changes=tuple(
            Change(one.area, utc(one.start), maybe_utc(one.end), one.from_level, one.to_level)
            for one in made.changes
        ),
        overtakes=tuple(
            Overtake(one.order, one.area, utc(one.start), maybe_utc(one.end))
            for one in made.overtakes
        ),
        replaces=tuple(
            Replaced(one.order, one.area, utc(one.start), maybe_utc(one.end))
            for one in getattr(made, "replaces", ())
        ),
        duties=tuple(
            DutyDue(
                *(one.do, one.to, maybe_utc(one.due), _cited(one.cite)),
                id=one.id,
                counts_from=one.counts_from,
                within=one.within,
            )
            for one in made.duties
        ),
        provisional_until=maybe_utc(made.provisional_until),
    )


def _plain_finding(made: Any) -> Finding:
    return Finding(
        code=made.code,
        effect=str(made.effect),
        rule=made.rule,
        facts=facts_of({key: _bare(value) for key, value in made.facts.items()}),
        where=tuple(
            Span(one.area, utc(one.start), maybe_utc(one.end), one.required, tuple(one.orders))
            for one in made.where
        ),
        remedies=tuple(_plain_remedy(one) for one in made.remedies),
        completions=made.completions,
        cite=_cited(made.cite),
    )


def _cited(made: Any) -> Cited | None:
    return None if made is None else (made.source, made.clause, made.reading)


def _bare(fact: Any) -> object:
    """Return a fact without the kinds that tell a report how to word it."""
    if hasattr(fact, "kind"):
        return fact.id
    if hasattr(fact, "sets"):
        return tuple(_bare(one) for one in fact.sets)
    if isinstance(fact, tuple | list):
        return tuple(_bare(one) for one in fact)
    return fact


def _plain_remedy(made: Any) -> Remedy:
    if made.period is not None:
        start, end = made.period
        return Remedy("period", (utc(start), maybe_utc(end)))
    if made.scope is not None:
        return Remedy("scope", made.scope)
    return Remedy("level", made.level)
