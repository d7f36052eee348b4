"""Measures as users ask for them: what holds in an area at an instant, and what another level would ask for.

Every order of the book counts, whenever it was issued; drills and real orders are never
looked at together (docs/semantics.md, section 12).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from responselevels.core.measures.amounts import Bound, bound_of
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.holdings import Holding, parse_area, parse_instant, parse_track
from responselevels.core.orders.lanes import SILENT
from responselevels.core.orders.levels import Source, View, effective
from responselevels.core.timeline import Track, zipped
from responselevels.core.world.measuring.families import CompiledMeasure, Family
from responselevels.core.world.measuring.holding import Ranks, counted, holding, public_of
from responselevels.core.world.names import unknown_name
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Place, Problem, expect
from responselevels.models.measuring import Becomes
from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text
from responselevels.models.times import FIRST_MICROS, instant_at, local_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCite:
    """The clause that a *measure* (its id) comes from."""

    measure: str
    cite: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureInForce:
    """What is to be done in an area: measures that strengthen one another are one.

    *measure* is the id of the one that the others strengthen, *members* the ids of those in force,
    in the order of the file. *do* are their words, each once, *by* the ids of bodies, *spots* of kinds of places.
    *since* is the instant from which these members hold without a break; None: as long as
    anything is known, or supposed. *causes* are the levels that they hold because of, with the orders.
    """

    measure: str
    members: tuple[str, ...]
    do: tuple[Text, ...]
    by: tuple[str, ...]
    spots: tuple[str, ...]
    public: bool
    unit: str | None
    at_least: Bound | None = None
    at_most: Bound | None = None
    since: datetime | None = None
    causes: tuple[Holding, ...] = ()
    cites: tuple[MeasureCite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraInForce:
    """What an *order* (its id) of *area* asks for beside the measures of the rules.

    It holds as long as the order is what its area orders there, since *since*.
    """

    order: str
    area: str
    do: Text
    by: tuple[str, ...]
    since: datetime
    track: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaMeasures:
    """The measures and extras of an *area* at an instant, with its level in each track.

    *supposed* says that a level was supposed: nothing of the kind need be in force.
    """

    area: str
    at: datetime
    drill: bool
    levels: tuple[Holding, ...]
    measures: tuple[MeasureInForce, ...]
    extras: tuple[ExtraInForce, ...]
    supposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDifference:
    """What becomes of a measure from one answer to another; exactly one side is None at its begin or end."""

    measure: str
    change: Becomes
    before: MeasureInForce | None
    after: MeasureInForce | None


def measures(
    book: OrderBook,
    area: str,
    at: datetime,
    *,
    drill: bool = False,
    hidden: bool = False,
    zone: tzinfo = UTC,
) -> AreaMeasures:
    """Return the measures in force in *area* at the instant *at*, and how much each of them takes.

    With *drill*, those of the drills alone. With *hidden*, those that are not public too. *zone*
    is the time zone of the days that figures are of.

    Raises:
        InputError: there is no such area, or *at* has no offset.
    """
    asked = _Asked.of(book, area, at, drill=drill)
    return _answer(asked, asked.ranks, hidden=hidden, zone=zone)


def measures_if(
    book: OrderBook,
    area: str,
    at: datetime,
    level: str,
    *,
    track: str | None = None,
    drill: bool = False,
    hidden: bool = False,
    zone: tzinfo = UTC,
) -> AreaMeasures:
    """Return the same as `measures`, as if *level* were the effective level of *area* at *at*.

    *track* is asked for where the rules have tracks; the levels of the others stay as they are, and so
    do extras.

    Raises:
        InputError: as `measures`; there is no such level or track, or no track is named
            where the rules have some.
    """
    asked = _Asked.of(book, area, at, drill=drill)
    scheme = book.scheme
    given: object = level
    if not isinstance(given, str):
        facts = {"found": type(given).__name__}
        raise InputError([Problem(Place(path=("level",)), "record.text", facts)])
    if level not in scheme.ranks:
        titled = scheme.title_indexes["level"]
        raise InputError([unknown_name("level", level, scheme.levels, ("level",), titled)])
    supposed = parse_track(scheme, track)
    ranks = [*asked.ranks]
    ranks[supposed] = scheme.ranks[level]
    found = _answer(replace(asked, supposed=supposed), ranks, hidden=hidden, zone=zone)
    return replace(found, supposed=True)


def compare_measures(now: AreaMeasures, then: AreaMeasures) -> tuple[MeasureDifference, ...]:
    """Return which measures begin, end or differ from *now* to *then*.

    A measure differs where other members hold, or where an amount is another one.
    """
    expect("now", now, AreaMeasures)
    expect("then", then, AreaMeasures)
    before = {row.measure: row for row in now.measures}
    after = {row.measure: row for row in then.measures}
    found: list[MeasureDifference] = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        change: Becomes = "begin" if old is None else "end" if new is None else "differ"
        if old is None or new is None or _told(old) != _told(new):
            found.append(MeasureDifference(measure=name, change=change, before=old, after=new))
    return tuple(found)


def _told(row: MeasureInForce) -> tuple[object, ...]:
    bounds = (row.at_least, row.at_most)
    amounts = [None if bound is None else (bound.amount, bound.missing) for bound in bounds]
    return row.members, *amounts


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about: a place, an instant, and what is ordered there up to then.

    *views* end with that instant, one for each track whose orders are known then; *ranks* are the
    levels then. *supposed* is the track whose level is only supposed.
    """

    book: OrderBook
    area: int
    instant: int
    drill: bool
    views: Mapping[int, View]
    ranks: Ranks
    supposed: int | None = None
    past: list[Track[tuple[Source, ...]]] = field(default_factory=list)

    @classmethod
    def of(cls, book: OrderBook, area: str, at: datetime, *, drill: bool) -> _Asked:
        """Look the names up."""
        expect("book", book, OrderBook)
        expect("drill", drill, bool)
        scheme = book.scheme
        number, instant = parse_area(scheme, area), parse_instant(at, ("at",))
        tracks = range(max(1, len(scheme.tracks)))
        known = [track for track in tracks if book.known(track) <= instant]
        start = max([FIRST_MICROS, *(book.known(track) for track in known)])
        views = {track: View(book, start, instant + 1, drill=drill, track=track) for track in known}
        ranks = [
            effective(views[track], number)[-1][2][0] if track in views else None
            for track in tracks
        ]
        return cls(book, number, instant, drill, views, ranks)

    @property
    def scheme(self) -> Scheme:
        """Rules and areas."""
        return self.book.scheme

    def levels(self, ranks: Ranks) -> tuple[Holding, ...]:
        """Return the level in each track, with the orders that it comes from."""
        return tuple(self._level(track, rank) for track, rank in enumerate(ranks))

    def _level(self, track: int, rank: int | None) -> Holding:
        tracks = self.scheme.rules.tracks
        name = tracks[track].id if tracks else None
        numbers: tuple[int, ...] = ()
        if track != self.supposed and track in self.views:
            numbers = effective(self.views[track], self.area)[-1][2][1]
        orders = sorted(self.book.entry(number).id for number in numbers)
        level = None if rank is None else self.scheme.levels[rank]
        return Holding(level, tuple(orders), name)

    def since(self, family: Family, members: Sequence[CompiledMeasure], tier: int) -> int | None:
        """Return the instant from which these *members* hold without a break; None: since ever."""
        if self.supposed is not None:
            return None
        if not self.past:
            tracks = [effective(view, self.area) for view in self.views.values()]
            self.past.append([*zipped(tracks)])
        begun: int | None = None
        for start, _end, sources in reversed(self.past[0]):
            ranks: list[int | None] = [None] * len(self.ranks)
            for track, (rank, _orders) in zip(self.views, sources, strict=True):
                ranks[track] = rank
            if holding(family, tier, ranks) != tuple(members):
                return begun
            begun = start
        return None

    def extras(self) -> Iterator[ExtraInForce]:
        """Yield what the orders ask for that the level here looks at, from the area itself upward."""
        scheme, tracks = self.scheme, self.scheme.rules.tracks
        for view in self.views.values():
            heard = view.tracks(self.area)
            for issuer in scheme.inherited_from[self.area]:
                start, _end, order = heard[issuer][-1] if issuer in heard else (0, 0, SILENT)
                entry = None if order == SILENT else self.book.entry(order)
                for extra in () if entry is None else entry.extras:
                    yield ExtraInForce(
                        order="" if entry is None else entry.id,
                        area=scheme.tree.ids[issuer],
                        do=extra.do,
                        by=extra.by,
                        since=instant_at(start),
                        track=tracks[view.track].id if tracks else None,
                    )


def _answer(asked: _Asked, ranks: Ranks, *, hidden: bool, zone: tzinfo) -> AreaMeasures:
    expect("hidden", hidden, bool)
    expect("zone", zone, tzinfo)
    at = instant_at(asked.instant)
    levels, day = asked.levels(ranks), local_of(at, zone).date().isoformat()
    return AreaMeasures(
        area=asked.scheme.tree.ids[asked.area],
        at=at,
        drill=asked.drill,
        levels=levels,
        measures=tuple(_rows(asked, ranks, levels, day, hidden=hidden)),
        extras=tuple(asked.extras()),
    )


def _rows(
    asked: _Asked, ranks: Ranks, levels: Sequence[Holding], day: str, *, hidden: bool
) -> Iterator[MeasureInForce]:
    tier = asked.scheme.tree.tiers[asked.area]
    for whole in asked.scheme.measures:
        family = whole if hidden else public_of(whole)
        members = holding(family, tier, ranks)
        if members:
            begun = asked.since(family, members, tier)
            yield replace(
                _row(family, members),
                at_least=bound_of(asked.scheme, members, "at_least", asked.area, day=day),
                at_most=bound_of(asked.scheme, members, "at_most", asked.area, day=day),
                since=None if begun is None else instant_at(begun),
                causes=_causes(members, ranks, levels),
            )


def _causes(
    members: Iterable[CompiledMeasure], ranks: Ranks, levels: Sequence[Holding]
) -> tuple[Holding, ...]:
    """Return the levels that call for one of *members*."""
    tracks = {
        track
        for member in members
        for track in counted(member, ranks)
        if ranks[track] in member.ranks
    }
    return tuple(levels[track] for track in sorted(tracks))


def _row(family: Family, members: Sequence[CompiledMeasure]) -> MeasureInForce:
    """Return what *members* say by themselves, wherever and since when they hold."""
    needs = [member.need for member in members if member.need is not None]
    cites = [(member.id, member.cite) for member in members if member.cite is not None]
    return MeasureInForce(
        measure=family.id,
        members=tuple(member.id for member in members),
        do=tuple(dict.fromkeys(member.do for member in members if member.do is not None)),
        by=tuple(dict.fromkeys(body for member in members for body in member.by)),
        spots=tuple(dict.fromkeys(spot for member in members for spot in member.spots)),
        public=all(member.public for member in members),
        unit=needs[0].unit if needs else None,
        cites=tuple(MeasureCite(measure=name, cite=cite) for name, cite in cites),
    )
