"""What is asked: an instant, how far ahead to look, and what is known beside the orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from responselevels.core.due.setting import SetDuty
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry
from responselevels.core.world.scheme import Scheme
from responselevels.models.parts.deeds import Deed
from responselevels.models.times import instant_at, micros_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A proposal on which nothing was done yet: its id, what it asks for, and from when on."""

    id: str
    start: int
    drill: bool = False
    track: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """A key that expires: its id, for whom it signs, and when (microseconds)."""

    id: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is known beside the orders.

    *zone* is that of the rules. *duties* are those that were set, *deeds* what was done. *foreseen*
    has the expected ends of orders, by id. *since* has, by cadence and area (ids), the instant
    from which on it is asked for; None stands for a list of orders, which knows of none.
    *waiting* are proposals that are open, *keys* those that expire.
    """

    zone: tzinfo | None = None
    duties: Sequence[SetDuty] = ()
    deeds: Sequence[Deed] = ()
    foreseen: Mapping[str, int] = field(default_factory=dict)
    since: Mapping[tuple[str, str], int] | None = None
    waiting: Sequence[Waiting] = ()
    keys: Sequence[Expiring] = ()


class Question:
    """What is due at *at*, and until *until* (microseconds, both included), of one realm of orders.

    *track* is the number of one track; None: of all.
    """

    def __init__(
        self,
        book: OrderBook,
        beside: Beside,
        at: int,
        until: int,
        *,
        drill: bool = False,
        track: int | None = None,
    ) -> None:
        self.book, self.beside, self.at, self.until = book, beside, at, until
        self.drill, self._track = drill, track
        self.deeds = _deeds_by(beside.deeds, at)

    @property
    def scheme(self) -> Scheme:
        """The rules and areas."""
        return self.book.scheme

    def counts(self, entry: Entry) -> bool:
        """Say whether *entry* is among the orders that are asked about."""
        return entry.drill == self.drill and self._track in (None, entry.track)

    def entry(self, order: str) -> Entry | None:
        """Return the order with this id, where it is known and asked about."""
        entry = self.book.find(order)
        return entry if entry is not None and self.counts(entry) else None

    def times(self, instant: int) -> tuple[datetime, bool]:
        """Return *instant* as rows have it, and whether it has passed."""
        return instant_at(instant), instant < self.at

    def track_of(self, entry: Entry) -> str | None:
        """Return the id of the track of *entry*; None where the rules have none."""
        tracks = self.scheme.rules.tracks
        return tracks[entry.track].id if tracks else None


def _deeds_by(deeds: Sequence[Deed], at: int) -> Mapping[tuple[str, str, str], list[int]]:
    """Return the instants of what was done by *at*, ascending, by what it is of."""
    known: dict[tuple[str, str, str], list[int]] = {}
    for deed in deeds:
        done = micros_of(deed.at)
        if done <= at:
            known.setdefault(deed.of, []).append(done)
    return {of: sorted(times) for of, times in known.items()}
