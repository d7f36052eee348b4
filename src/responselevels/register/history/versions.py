"""Rules versions: the rules and areas in force, one version after the other, with the orders under each.

Rules and areas change over the years; each adoption begins a version. Decisions
are made in the last one. Standing orders are carried over into it, under the
ids that their areas have now; what was before stays as it was, and is asked of
its own version. Since nothing is ever backdated, all that could move a level
before an adoption was known by then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import lru_cache

from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry, held_until
from responselevels.core.world.resolver import track_problem
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Place, Problem
from responselevels.models.times import instant_at
from responselevels.text.catalogue import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChange:
    """An order was ended (at *at*, in *scope*) or, with *at* None, ratified; recorded when."""

    recorded: int
    order: str
    at: int | None
    scope: tuple[int, ...] | None


@dataclass(slots=True, kw_only=True)
class RulesVersion:
    """One version of rules and areas, since the event *seq*, recorded at *since*.

    *opening* are the orders carried over, as they stood; *issued* and *changes*
    what was recorded since, each with its time. *book* has it all. *renamed*
    leads from ids of the version before to those of this one, and *levels* from its
    levels to those that are called otherwise here; *track* is the track that its
    orders came into, where it was the first to have tracks. *asked_since* says since when areas are
    asked for what a calendar asks for, by cadence and area; None until that is asked.
    """

    scheme: Scheme
    rules: str
    areas: str
    since: int
    seq: int
    renamed: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    track: str | None = None
    opening: tuple[Entry, ...] = ()
    issued: list[tuple[int, Entry]] = field(default_factory=list)
    changes: list[OrderChange] = field(default_factory=list)
    book: OrderBook = field(init=False)
    asked_since: Mapping[tuple[str, str], int] | None = field(
        default=None, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        self.book = filled_book(self.scheme, self.opening)

    def trial(self) -> RulesVersion:
        """Return a version with the same book, to try acts on; it forgets what was done before."""
        other = copy(self)
        other.issued, other.changes = [], []
        return other

    def issue(self, entry: Entry, recorded: int) -> None:
        """Add an order."""
        self.book = self.book.issue(entry)
        self.issued.append((recorded, entry))

    def amend(self, change: OrderChange) -> None:
        """End or ratify an order."""
        self.book = _changed(self.book, change)
        self.changes.append(change)

    def recall(self, issued: list[tuple[int, Entry]], changes: list[OrderChange]) -> None:
        """Take in all that was recorded in it, at once: the same as one after the other, and sooner."""
        self.issued, self.changes = issued, changes
        if issued or changes:
            entries = (*self.opening, *self._first(len(issued)))
            self.book = _filled(self.scheme, entries, changes)

    def book_known(self, known: int) -> OrderBook:
        """Return the book as it was known at the instant *known*."""
        issued = bisect_right(self.issued, known, key=lambda pair: pair[0])
        changes = bisect_right(self.changes, known, key=lambda one: one.recorded)
        if (issued, changes) == (len(self.issued), len(self.changes)):
            return self.book
        return _rebuilt(self.scheme, (*self.opening, *self._first(issued)), self._acts(changes))

    def _first(self, count: int) -> tuple[Entry, ...]:
        return tuple(entry for _recorded, entry in self.issued[:count])

    def _acts(self, count: int) -> tuple[OrderChange, ...]:
        return tuple(self.changes[:count])


@lru_cache(maxsize=8)
def _rebuilt(
    scheme: Scheme, entries: tuple[Entry, ...], acts: tuple[OrderChange, ...]
) -> OrderBook:
    """Return the book of *entries* with *acts* done to them; kept, for a report asks it often."""
    return _filled(scheme, entries, acts)


def _filled(scheme: Scheme, entries: Iterable[Entry], acts: Iterable[OrderChange]) -> OrderBook:
    known = {entry.id: entry for entry in entries}
    for act in acts:
        entry = known[act.order]
        if act.at is None:
            known[act.order] = replace(entry, lapse=None)
        else:
            known[act.order] = entry.with_end(act.at, act.scope, act.recorded)
    return filled_book(scheme, known.values())


def _changed(book: OrderBook, act: OrderChange) -> OrderBook:
    if act.at is None:
        return book.ratify(act.order)
    return book.end(act.order, act.at, act.scope, act.recorded)


# -- from one version to the next ------------------------------------------------------


def carried_over(
    before: RulesVersion,
    scheme: Scheme,
    renamed: Mapping[str, str],
    at: int,
    *,
    track: str | None = None,
    levels: Mapping[str, str] | None = None,
) -> tuple[Entry, ...]:
    """Return the orders of *before* as they stand under *scheme*, from the instant *at* on.

    An area that *renamed* names has its new id; several may become one, and
    then an order for any of them holds in all of it: what was ordered for a
    part is never taken away by a merger. A level that *levels* names has its new
    name. Where only *scheme* has tracks, all come into *track*. An order that is over, and whose area, level or track is
    no more, stays behind in its version.

    Raises:
        InputError: an order that is not over names an area, a level or a track
            that is no more, or would no longer hold in all of its scope; or
            *track* is missing, is none of the rules', or is not asked for.
    """
    problem = _track_problem(before, scheme, track)
    if problem is not None:
        raise InputError([problem])
    carrying = _CarryOver(before.scheme, scheme, renamed, track)
    carrying.levels = {} if levels is None else levels
    entries: list[Entry] = []
    problems: list[Problem] = []
    for entry in before.book:
        standing = stands(entry, before.scheme, at)
        found = list(carrying.problems_of(entry))
        if not found:
            entries.append(carrying.carried(entry, len(entries)))
        elif standing:
            problems += found
    if problems:
        raise InputError(problems)
    return tuple(entries)


def stands(entry: Entry, scheme: Scheme, at: int) -> bool:
    """Say whether an order is not over at the instant *at*, anywhere."""
    tree = scheme.tree
    return any(held_until(entry, place, tree) > max(at, entry.start) for place in entry.scope)


def _track_problem(before: RulesVersion, new: Scheme, track: str | None) -> Problem | None:
    """Return what is wrong with saying that all older orders are of *track*, if anything is.

    Where there are orders it has to be said, even if all of them are over: their graces may count
    (docs/semantics.md, section 5, `again_after`).
    """
    where = Place(path=("track",))
    if before.scheme.tracks:
        known = None if track is None else Named("track", track)
        return None if known is None else Problem(where, "adoption.tracked", {"track": known})
    if track is not None:
        return track_problem(new, track, ("track",))
    if not new.tracks or not before.book.count:
        return None
    tracks = tuple(Named("track", name) for name in new.tracks)
    return Problem(where, "adoption.untracked", {"count": before.book.count, "known": tracks})


class _CarryOver:
    """Turns the numbers and ranks of one scheme into those of another."""

    def __init__(
        self, old: Scheme, new: Scheme, renamed: Mapping[str, str], track: str | None
    ) -> None:
        self.old, self.new, self.renamed, self.into = old, new, renamed, track
        self.levels: Mapping[str, str] = {}

    def area(self, number: int) -> int | None:
        name = self.old.tree.ids[number]
        return self.new.tree.numbers.get(self.renamed.get(name, name))

    def track(self, entry: Entry) -> str | None:
        """Return the id of the track that *entry* comes with, None where it has none."""
        return self.old.rules.tracks[entry.track].id if self.old.tracks else self.into

    def _areas(self, numbers: Iterable[int]) -> tuple[int, ...]:
        found = (self.area(number) for number in numbers)
        return tuple(sorted({number for number in found if number is not None}))

    def problems_of(self, entry: Entry) -> Iterable[Problem]:
        """Yield what keeps *entry* from being carried over."""
        order = Named("order", entry.id)
        level = self.old.levels[entry.rank]
        if self.levels.get(level, level) not in self.new.ranks:
            yield _stands_in_the_way("level", order, Named("level", level))
        track = self.track(entry)
        if track is not None and track not in self.new.tracks:
            yield _stands_in_the_way("track", order, Named("track", track))
        named = {entry.area, *entry.scope, *(n for _at, scope in entry.ends for n in scope or ())}
        gone = sorted(self.old.tree.ids[n] for n in named if self.area(n) is None)
        for name in gone:
            yield _stands_in_the_way("area", order, Named("area", name))
        if not gone:
            yield from self._left(entry, order)

    def _left(self, entry: Entry, order: Named) -> Iterable[Problem]:
        """Yield the areas of its scope that *entry*'s area covered, and would no longer."""
        issuing = self._areas([entry.area])[0]
        for number in entry.scope:
            place = self._areas([number])[0]
            covered = self.old.tree.covers(entry.area, number)
            if covered and not self.new.tree.covers(issuing, place):
                yield _stands_in_the_way("left", order, Named("area", self.old.tree.ids[number]))

    def carried(self, entry: Entry, number: int) -> Entry:
        """Return *entry* in the terms of the new scheme, under *number*."""
        track = self.track(entry)
        transition = entry.transition if entry.transition in self.new.transitions_by_id else None
        level = self.old.levels[entry.rank]
        return replace(
            entry,
            number=number,
            area=self._areas([entry.area])[0],
            rank=self.new.ranks[self.levels.get(level, level)],
            scope=self._areas(entry.scope),
            groups=tuple((name, self._areas(members)) for name, members in entry.groups),
            transition=transition,
            track=0 if track is None else self.new.tracks[track],
            ends=tuple(
                (at, None if scope is None else self._areas(scope)) for at, scope in entry.ends
            ),
        )


def _stands_in_the_way(kind: str, order: Named, what: Named) -> Problem:
    return Problem(
        Place(path=("orders", order.id)), f"adoption.{kind}", {"order": order, "what": what}
    )


# -- asking the right version ------------------------------------------------------------


def versions_known(versions: list[RulesVersion], known: int) -> list[RulesVersion]:
    """Return the versions that had begun by the instant *known*; the first always counts."""
    return versions[: max(1, bisect_right(versions, known, key=lambda version: version.since))]


def windows(
    versions: list[RulesVersion], start: int, end: int
) -> Iterable[tuple[RulesVersion, int, int]]:
    """Yield the versions that ``[start, end)`` passes through, each with its part of it.

    The first reaches back without limit, the last onward.
    """
    for number, version in enumerate(versions):
        begins = start if number == 0 else max(start, version.since)
        last = number == len(versions) - 1
        ends = end if last else min(end, versions[number + 1].since)
        if begins < ends:
            yield version, begins, ends


def name_in_version(versions: list[RulesVersion], version: RulesVersion, area: str) -> str | None:
    """Return the id that *area*, as it is called in the last version, had in *version*.

    None where it had none of its own: it was added later, or made of several.
    """
    name = area
    for later in reversed(versions[versions.index(version) + 1 :]):
        before = [old for old, new in later.renamed.items() if new == name]
        if len(before) > 1 or (not before and name in later.renamed):
            return None
        name = before[0] if before else name
    return name if name in version.scheme.tree.numbers else None


def track_in_version(
    versions: list[RulesVersion], version: RulesVersion, track: str | None
) -> tuple[bool, str | None]:
    """Say whether *version* can be asked about *track*, and as which track of its own.

    A version without tracks has one level for all of them: it is asked about none. What no
    version knows is left for the version asked to refuse.
    """
    known = track is not None and any(track in one.scheme.tracks for one in versions)
    if not version.scheme.tracks:
        return True, None if known else track
    return not known or track in version.scheme.tracks, track


def track_at(
    versions: list[RulesVersion], version: RulesVersion, track: str | None, at: int
) -> str | None:
    """Return the track that *version*, in force at the instant *at*, is asked about for *track*.

    Raises:
        InputError: there is such a track, though not in this version.
    """
    there, within = track_in_version(versions, version, track)
    if not there:
        facts = {"track": Named("track", str(track)), "at": instant_at(at)}
        raise InputError([Problem(Place(path=("track",)), "track.not_then", facts)])
    return within
