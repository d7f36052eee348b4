"""What the generators share: names, chances, and a clock with a coarse grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import TypeVar

from responselevels.models.parts.cites import Cite

Item = TypeVar("Item")

NAMES = {
    "level": (
        ("none", "low", "mid", "high", "top"),
        ("5", "4", "3", "2", "1"),
        ("1", "2", "3", "4", "5"),
        ("绿", "蓝", "黄", "橙", "红"),
        ("NORMAL", "ALPHA", "BRAVO", "CHARLIE", "DELTA"),
    ),
    "area": (
        tuple("abcdefghijklm"),
        ("新区", "空港", "沣东", "秦汉", "沣西", "泾河", "甲", "乙", "丙", "丁", "戊", "己", "庚"),
        tuple(f"a{n}" for n in range(13)),
    ),
    "body": (("office", "board", "police", "council", "mayor", "watch", "chief"),),
}

CITE = Cite(source="opinion", clause="3.4")

GROUPS = ("coast", "ridge", "沿线", "old town")

PEOPLE = ("li.na", "zhang.wei", "wang.fang")

EDGES = (
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
)


@dataclass(frozen=True)
class Clock:
    """A grid of instants: *base* plus so many *step*s."""

    base: datetime
    step: timedelta

    def at(self, tick: int) -> datetime:
        """Return the instant of *tick*, in UTC."""
        return self.base + tick * self.step


class Draw:
    """A `random.Random` and a clock, with the draws that all generators need."""

    OFFSETS = (
        UTC,
        timezone(timedelta(hours=8)),
        timezone(timedelta(hours=-5)),
        timezone(timedelta(hours=5, minutes=45)),
    )
    TICKS = 16

    def __init__(self, random: Random, clock: Clock) -> None:
        self.random = random
        self.clock = clock

    def chance(self, probability: float) -> bool:
        """Say yes with *probability*."""
        return self.random.random() < probability

    def one(self, items: Sequence[Item]) -> Item:
        """Return one of *items*."""
        return self.random.choice(items)

    def some(self, items: Sequence[Item], most: int = 3) -> tuple[Item, ...]:
        """Return one to *most* different ones of *items*, in random order."""
        return tuple(self.random.sample(items, self.random.randint(1, min(most, len(items)))))

    def names(self, kind: str, count: int) -> tuple[str, ...]:
        """Return *count* ids; areas and bodies in random order, levels as they are listed."""
        names = self.one(NAMES[kind])
        if kind == "level":
            return names[:count]
        return tuple(self.random.sample(names, count))

    def tick(self, first: int = 3, last: int = 11) -> int:
        """Return a place on the grid."""
        return self.random.randint(first, last)

    def instant(self, tick: int) -> datetime:
        """Return the instant of *tick*, written with some offset."""
        return self.written(self.clock.at(tick))

    def instant_near(self, tick: int) -> datetime:
        """Return the instant of *tick*, now and then a microsecond off."""
        off = self.random.choice((0, 0, 0, 0, 0, 0, 0, 0, -1, 1))
        return self.written(self.clock.at(tick) + timedelta(microseconds=off))

    def written(self, instant: datetime) -> datetime:
        """Return *instant* with an offset: a fixed one, or the one that clocks show there."""
        if self.chance(0.4):
            summer = EDGES[0] <= instant < EDGES[1]
            return instant.astimezone(timezone(timedelta(hours=2 if summer else 1)))
        return instant.astimezone(self.one(self.OFFSETS))

    def length(self, least: int = 1, most: int = 6) -> timedelta:
        """Return so many steps, in whole seconds."""
        wanted = self.random.randint(least, most) * self.clock.step
        return max(timedelta(seconds=wanted // timedelta(seconds=1)), timedelta(seconds=1))
