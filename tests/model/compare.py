"""Both engines on the same question, and where their answers differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from responselevels.core.deciding.evidence import Evidence
from responselevels.testing.reference import differences, plain
from responselevels.testing.reference.values import (
    AnyProposal,
    Decision,
    Holding,
    LevelSpan,
    maybe_utc,
    utc,
)
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.levels import floor_at, level_at, over_time, state_of
from tests.model import naive
from tests.model.known import NOTHING
from tests.model.naive import World


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

        return plain(decide(*self.core, proposal, at, known))

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
        return [*differences(ours, theirs)]

    def audits_differing(self) -> list[str]:
        """Return what the engines say differently of the orders of the world, decided again."""
        from responselevels.core.deciding.audit import audit

        scheme, _book = self.core
        theirs = [plain(made) for _, made in audit(scheme, self.world.orders)]
        return [
            f"audit of order {number}: {line}"
            for number, pair in enumerate(zip(naive.audit(self.world), theirs, strict=True))
            for line in differences(*pair)
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


# -- the core's values made plain -----------------------------------------------------


def _holding(found: Any) -> Holding:
    return Holding(found.level, tuple(found.orders))


def _spans(found: Any) -> tuple[LevelSpan, ...]:
    return tuple(
        LevelSpan(utc(one.start), maybe_utc(one.end), one.level, tuple(one.orders)) for one in found
    )
