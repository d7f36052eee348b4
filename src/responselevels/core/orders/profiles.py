"""Profiles: what a place hears over all of time, kept with a book for whoever asks it again.

A proposal of an area for a place asks three things of the orders that stand: what the areas above
demand (the floor), which orders of its own area it would lower, and what it would set in motion.
The answers depend on the proposal by its level and its period alone. So where one book is asked
again about the same two areas, they are worked out for all of time (`keeping`), and a decision
looks up its period in them (docs/decisions/0062).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from responselevels.core.orders.sweep import Severe

LevelMove = tuple[int, int, int, int]
"""Start, end, rank before, rank after."""

LoweredSpan = tuple[int, int, int, int]
"""Start, end, rank and number of the order lowered."""

Held = tuple[int, int, int, int, int, tuple[tuple[int, int], ...]]
"""What holds at a place in a span, by which it is known what a proposal sets in motion.

Its start and its end; the rank heard of areas other than the issuing one, or one above all where
that one is not heard; the rank that the issuing area orders, and the number of its order (negative:
none); rank and number of the orders of lower areas that are not below their floor, downward.
"""

OrderSpan = tuple[int, int, int]
"""Start, end, number of the order that is overtaken or replaced."""


class Moved(NamedTuple):
    """The rows of one place: how its level moves, which orders are overtaken, which replaced."""

    moves: list[LevelMove]
    lifts: list[OrderSpan]
    replaced: list[OrderSpan]

    def within(self, start: int, end: int) -> Moved:
        """Return the rows as far as they lie in ``[start, end)``."""
        return Moved(
            [
                (max(begin, start), min(stop, end), old, new)
                for begin, stop, old, new in self.moves
                if begin < end and stop > start
            ],
            [
                (max(begin, start), min(stop, end), order)
                for begin, stop, order in self.lifts
                if begin < end and stop > start
            ],
            [
                (max(begin, start), min(stop, end), order)
                for begin, stop, order in self.replaced
                if begin < end and stop > start
            ],
        )


class Profile(NamedTuple):
    """What one place of a cover holds over all of time, as one issuing area sees it.

    *above* is the index of the nearest place above it in the same cover, -1 for the topmost.
    Out of ``[first, last)`` the place fares as that one does. *floor* is where the areas above the
    issuing one order more than the least severe level, and *demands* the most severe of it.
    *exposed* are the orders of the issuing area, each with the spans in which no later one that
    holds is milder, and *orders* the most severe of them; both ranks are -1 where there is none.
    *held* follow one another from `-FOREVER` to `FOREVER`. *moved* has what an order of a rank
    would set in motion, by rank, of those that somebody asked for.
    """

    area: int
    above: int
    first: int
    last: int
    floor: tuple[Severe, ...]
    demands: int
    exposed: tuple[LoweredSpan, ...]
    orders: int
    held: tuple[Held, ...]
    moved: dict[int, Moved]

    def active(self, start: int, end: int) -> bool:
        """Say whether the place may fare otherwise than the one above it in ``[start, end)``."""
        return self.first < end and self.last > start

    def below(self, start: int, end: int, rank: int) -> tuple[Severe, ...]:
        """Return where the floor is more severe than *rank* in ``[start, end)``, as `severest` does."""
        if self.demands <= rank:
            return ()
        return tuple(
            [
                (max(begin, start), min(stop, end), most, orders)
                for begin, stop, most, orders in self.floor
                if most > rank and begin < end and stop > start
            ]
        )

    def lowered(self, start: int, end: int, rank: int) -> tuple[LoweredSpan, ...]:
        """Return the orders of the issuing area that one of *rank* would lower in ``[start, end)``.

        As `LoweredOrders.at` does, where no order of that area may be ratified any more.
        """
        if self.orders <= rank:
            return ()
        found = [
            (max(begin, start), min(stop, end), ordered, order)
            for begin, stop, ordered, order in self.exposed
            if ordered > rank and begin < end and stop > start
        ]
        found.sort()
        return tuple(found)


Profiles = tuple[Profile, ...]
"""A place, and those beneath it that an order names, ascending."""


class KeptProfiles(dict[tuple[int, int, int], "Profiles | None"]):
    """The profiles that a book keeps, by issuing area, topmost place and realm.

    Empty ones stand for what was asked about once, None for what is not worth keeping. They do
    not travel to other processes.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[type[KeptProfiles], tuple[()]]:
        """Leave out what is kept: it is worked out again where it is needed."""
        return KeptProfiles, ()
