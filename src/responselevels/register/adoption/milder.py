"""Find where an adoption would make a level milder, at any instant from then on: exactly, never sampled.

Both books are asked for the level of every place over all of the future: each
answer is a finite list of spans, and spans are laid over each other. A place
that is no more, and had a level above the default, is a row too. Where a name
moves to another place and is itself still there, both are looked at: whoever
reads the name reads the level of what is called so then. Where the rules have
tracks, each is looked at by itself; a track that is no more has no order that
stands, and nothing above the default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, realm_of
from responselevels.core.orders.holdings import LevelSpan, timeline
from responselevels.core.world.scheme import Scheme
from responselevels.models.times import instant_at, instant_written
from responselevels.register.history.versions import stands
from responselevels.register.log.decision_records import MilderLevel


def milder_levels(
    old: OrderBook,
    new: OrderBook,
    moves: Mapping[str, str],
    at: int,
    *,
    track: str | None = None,
) -> list[MilderLevel]:
    """Return each place and span from the instant *at* on in which *new* gives a milder level than *old*.

    A row has the area as it was called, `start` (None: from the adoption on) and
    `end` (None: without end), and the levels `from` and `to` (None: the place is
    no more). Rows that say the same as that of the area above are left out. A row
    has `drill` where it is of drills, and `track` where the old rules had tracks;
    *track* is the one that orders come into where only the new rules have some.
    """
    rows: list[MilderLevel] = []
    for realms in _realms(old.scheme, new.scheme, track):
        if _all_at_the_same_default(old, new, at, realms[0]):
            continue
        found: dict[int, list[MilderLevel]] = {}
        for number, area in enumerate(old.scheme.tree.ids):
            mine = [
                row
                for name in _names_after(area, moves, new)
                for row in _of(old, new, (area, name), at, realms=realms)
            ]
            found[number] = mine
            above = found.get(old.scheme.tree.parents[number], [])
            said: list[MilderLevel] = [{**row, "area": area} for row in above]
            rows += [row for row in mine if row not in said]
    return rows


@dataclass(frozen=True, slots=True)
class _Realm:
    """Drills or the rest of a track; *track* is None where the rules have none."""

    drill: bool
    track: str | None

    def holds(self, entry: Entry, scheme: Scheme) -> bool:
        """Say whether an order of *scheme* is of this realm."""
        track = 0 if self.track is None else scheme.tracks[self.track]
        return entry.realm == realm_of(track, drill=self.drill)


def _realms(old: Scheme, new: Scheme, track: str | None) -> Iterator[tuple[_Realm, _Realm]]:
    """Yield each realm of the old rules with the one of the new rules that takes its place."""
    # Where nothing was ever ordered any track will do: the default is the same in all.
    after: dict[str | None, str | None] = {None: track or next(iter(new.tracks), None)}
    if old.tracks:
        # A track that is no more has no order that stands, so nothing in it could become milder.
        kept = [name for name in old.tracks if name in new.tracks or not new.tracks]
        after = {name: name if new.tracks else None for name in kept}
    for was, now in after.items():
        for drill in (False, True):
            yield _Realm(drill, was), _Realm(drill, now)


def _all_at_the_same_default(old: OrderBook, new: OrderBook, at: int, realm: _Realm) -> bool:
    """Say whether no order holds anything from now on, and the default is the same: nothing can differ."""
    before, after = old.scheme, new.scheme
    if before.levels[before.default] != after.levels[after.default]:
        return False
    return not any(stands(entry, before, at) for entry in old if realm.holds(entry, before))


def _names_after(area: str, moves: Mapping[str, str], new: OrderBook) -> list[str]:
    """Return the names under which *area* is looked for: what it became, and its own if that is still there."""
    became = moves.get(area, area)
    stays = became != area and area in new.scheme.tree.numbers
    return [became, area] if stays else [became]


def _of(
    old: OrderBook,
    new: OrderBook,
    names: tuple[str, str],
    at: int,
    *,
    realms: tuple[_Realm, _Realm],
) -> Iterator[MilderLevel]:
    (was, now), (here, there) = names, realms
    start = instant_at(at)
    before = timeline(old, was, start=start, end=None, drill=here.drill, track=here.track)
    gone = now not in new.scheme.tree.numbers
    after: tuple[LevelSpan, ...] = ()
    if not gone:
        after = timeline(new, now, start=start, end=None, drill=there.drill, track=there.track)
    for begin, end, left, right in _laid_over(before, after):
        if _milder(old, new, left, right):
            row: MilderLevel = {
                "what": "level",
                "area": was,
                "from": left,
                "to": right,
                "start": None if begin == start else instant_written(begin),
                "end": None if end is None else instant_written(end),
            }
            if here.track is not None:
                row["track"] = here.track
            if here.drill:
                row["drill"] = True
            yield row


def _milder(old: OrderBook, new: OrderBook, left: str, right: str | None) -> bool:
    """Say whether *right* is milder than *left* by the old rules or by the new ones."""
    before, after = old.scheme, new.scheme
    if right is None:
        return before.ranks[left] > before.default
    orders = [scheme.ranks for scheme in (before, after) if {left, right} <= scheme.ranks.keys()]
    if not orders:  # no file knows both: which is milder cannot be told
        return left != right
    return any(ranks[right] < ranks[left] for ranks in orders)


def _laid_over(
    before: tuple[LevelSpan, ...], after: tuple[LevelSpan, ...]
) -> Iterator[tuple[datetime, datetime | None, str, str | None]]:
    """Yield the spans of both, cut where either changes; neighbours that say the same are one."""
    held: list[tuple[datetime, datetime | None, str, str | None]] = []
    for one in before:
        # What is not known cannot become milder.
        if one.level is None:
            continue
        for start, end, level in _within(one, after):
            last = held[-1] if held else None
            if last is not None and last[1] == start and last[2:] == (one.level, level):
                held[-1] = (last[0], end, *last[2:])
            else:
                held.append((start, end, one.level, level))
    yield from held


def _within(
    span: LevelSpan, after: tuple[LevelSpan, ...]
) -> Iterator[tuple[datetime, datetime | None, str | None]]:
    if not after:
        yield span.start, span.end, None
    for other in after:
        start = max(span.start, other.start)
        ends = [end for end in (span.end, other.end) if end is not None]
        end = min(ends) if ends else None
        if end is None or start < end:
            yield start, end, other.level
