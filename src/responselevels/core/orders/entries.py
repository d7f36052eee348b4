"""`Entry`: an order as the book keeps it, and how the model becomes one.

    Order (ids, datetimes) → NameResolver → Entry (numbers, ranks, microseconds)

An order is taken as it stands: whether the rules permit it is asked in `deciding.audit`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from responselevels.core.frozen import maker
from responselevels.core.groups import areas_meant
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.core.world.areas import AreaTree
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.core.world.shortly import Read, read_shortly
from responselevels.errors import InputError, Path, Place, Problem
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.parts.measures import Extra
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal

Ends = tuple[tuple[int, tuple[int, ...] | None], ...]
"""Early ends: the instant of each, and the areas it is for (None: everywhere)."""

ALWAYS_KNOWN = -FOREVER
"""The instant at which an end was decided that does not say when: it always counted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An order in the book: numbers for areas, ranks for levels, microseconds for instants.

    *number* is the place of the order in the list, which is the order of issue: the later
    of two orders is the one with the greater number. *scope* is ascending and without
    repeats. ``[start, end)`` is the period, *issued* the instant of issue. *lapse* is the
    end of a provisional order's grace, None where it is not provisional (any more). *decided*
    has the instant at which each of the *ends* was decided, `ALWAYS_KNOWN` where that is not said;
    it is empty where none says so.
    *persons* are those whom the order names, *issuer* and *proposer* the body that issued
    it (empty where that is not known) and the person who proposed it, *offset* the UTC offset that it is written in. *track*
    is the place of its track in the list of the rules, 0 where they have none. *groups* are
    the groups that its scope named, each with the areas that it stood for. *extras* is what it
    asks for beside the measures of the rules.
    """

    number: int
    id: str
    area: int
    rank: int
    scope: tuple[int, ...]
    start: int
    end: int
    issued: int
    transition: str | None
    drill: bool
    lapse: int | None
    ends: Ends
    persons: tuple[str, ...] = ()
    issuer: str = ""
    proposer: str | None = None
    offset: timedelta = timedelta(0)
    groups: tuple[tuple[str, tuple[int, ...]], ...] = ()
    decided: tuple[int, ...] = ()
    track: int = 0
    extras: tuple[Extra, ...] = ()

    @property
    def realm(self) -> int:
        """The realm that it counts in (`realm_of`)."""
        return realm_of(self.track, drill=self.drill)

    def with_end(
        self, at: int, scope: tuple[int, ...] | None, decided: int = ALWAYS_KNOWN
    ) -> Entry:
        """Return this order with one early end more, known since it was *decided*."""
        before = self.decided or (ALWAYS_KNOWN,) * len(self.ends)
        times = (*before, decided)
        # Where no end says when, none has to be looked for.
        said = any(time != ALWAYS_KNOWN for time in times)
        return replace(self, ends=(*self.ends, (at, scope)), decided=times if said else ())


_entry = maker(Entry)
_NO_OFFSET = timedelta(0)


def realm_of(track: int, *, drill: bool) -> int:
    """Return the realm of a track: that of its drills, or that of the rest.

    Orders of two realms never count for each other (docs/semantics.md, section 1, "Drill",
    "Track"). They are kept apart by this one number, so that tracks cost a look-up nothing.
    """
    return 2 * track + drill


def held_until(entry: Entry, place: int, tree: AreaTree, *, ratified: bool = False) -> int:
    """Return the instant from which *entry* no longer holds in the cover of *place*.

    The end of its period, or earlier: the end of its grace, or an early end that covers
    *place* (docs/semantics.md, section 1, "In force"). With *ratified*, as if it had been ratified: its grace cuts nothing.
    """
    graced = entry.lapse is not None and not ratified
    until = min(entry.end, entry.lapse) if graced and entry.lapse is not None else entry.end
    # The instant of ending is no longer in force, so the earliest end is an excluded end
    # like that of a period. It may come before the start: then the order never held there.
    for at, scope in entry.ends:
        if at < until and (scope is None or tree.within(place, scope)):
            until = at
    return until


def partial_places(entry: Entry, place: int, after: list[int]) -> Iterator[int]:
    """Yield the areas beneath *place* for which the order was ended apart from the rest.

    Such an area is a place of its own in the index, whether a scope names it or not: its
    level may differ from its parent's.
    """
    for _at, scope in entry.ends:
        if scope is not None:
            yield from scope[bisect_right(scope, place) : bisect_left(scope, after[place])]


def entries_of(scheme: Scheme, orders: Iterable[Order], *, file: str | None = None) -> list[Entry]:
    """Return *orders* as entries, numbered in the order given.

    Raises:
        InputError: see `responselevels.core.orders.book.book_of`.
    """
    resolver = NameResolver(scheme)
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for number, order in enumerate(orders):
        entry = entry_of(resolver, order, number, path=("orders", number))
        path: Path = ("orders", number)
        if order.id in seen:
            first = Place(path=("orders", seen[order.id], "id"))
            resolver.wrong("id.repeated", (*path, "id"), id=order.id, first=first)
        # "Issued last" means last in the list, so the list is checked, never sorted. Two
        # orders of the same instant stand in the order in which they were issued.
        if entries and entry.issued < entries[-1].issued:
            resolver.wrong(
                "orders.out_of_order",
                (*path, "issued_at"),
                order=order.id,
                before=entries[-1].id,
                at=order.issued_at,
            )
        seen.setdefault(order.id, number)
        entries.append(entry)
    if resolver.problems:
        raise InputError(_in_file(problem, file) for problem in resolver.problems)
    return entries


def _in_file(problem: Problem, file: str | None) -> Problem:
    return replace(problem, where=replace(problem.where, file=file))


def entry_of(resolver: NameResolver, order: Order, number: int, *, path: Path) -> Entry:
    """Return *order* as an entry; its problems, placed beneath *path*, are left with *resolver*.

    An entry made while there are problems has zeros in it and must not be used.
    """
    start = micros_of(order.period.start)
    end = FOREVER if order.period.end is None else micros_of(order.period.end)
    plain = not (order.ends or order.scope_named) and order.scope and start < end
    read = read_shortly(resolver.scheme, order) if plain else None
    if read is not None:
        return _plain_entry(resolver.scheme, order, number, (start, end, read))
    if end <= start:
        resolver.wrong("period.empty", (*path, "period", "end"), order=order.id)
    if not order.scope:
        resolver.wrong("scope.empty", (*path, "scope"), order=order.id)
    area = resolver.area(order.area, (*path, "area"))
    scope = resolver.areas(order.scope, (*path, "scope"))
    alone = resolver.scheme.tree.alone
    # Of an order of the past it may not be known who issued it (docs/semantics.md, section 14).
    if order.issuer is not None:
        resolver.body(order.issuer, (*path, "issuer"))
    track = resolver.track(order.track, (*path, "track"))
    if order.transition is not None:
        resolver.transition(order.transition, (*path, "transition"))
    resolver.person(order.proposer, (*path, "proposer"))
    check_provenance(resolver, order.assessment, order.approvals, path)
    check_extras(resolver, order.extras, path)
    lapse = order.provisional_until
    return Entry(
        offset=order.period.start.utcoffset() or timedelta(0),
        number=number,
        id=order.id,
        area=area,
        rank=resolver.level(order.level, (*path, "level")),
        # Orders of one area share one tuple: a book of 100,000 has that many scopes.
        scope=alone[scope[0]] if len(scope) == 1 else scope,
        start=start,
        end=end,
        issued=micros_of(order.issued_at),
        transition=order.transition,
        drill=order.drill,
        lapse=None if lapse is None else micros_of(lapse),
        ends=_ends_of(resolver, order, path) if order.ends else (),
        decided=_decided(resolver, order, path) if order.ends else (),
        persons=persons_in(order),
        issuer=order.issuer or "",
        proposer=order.proposer,
        track=track,
        groups=_groups_of(resolver, order, path) if order.scope_named else (),
        extras=order.extras,
    )


def _plain_entry(scheme: Scheme, order: Order, number: int, found: tuple[int, int, Read]) -> Entry:
    """Return *order*, of which all is known and nothing has to be said, as an entry."""
    start, end, (area, rank, scope, track, _groups) = found
    lapse = order.provisional_until
    # In the order of the fields of an `Entry`; it names no person.
    return _entry(
        number,
        order.id,
        area,
        rank,
        scheme.tree.alone[scope[0]] if len(scope) == 1 else scope,
        start,
        end,
        micros_of(order.issued_at),
        order.transition,
        order.drill,
        None if lapse is None else micros_of(lapse),
        (),
        (),
        order.issuer,
        None,
        order.period.start.utcoffset() or _NO_OFFSET,
        (),
        (),
        track,
        (),
    )


def _groups_of(
    resolver: NameResolver, order: Order, path: Path
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the groups that *order* named; all that it names must be the areas of its scope."""
    groups, place = order.groups, (*path, "scope_named")
    if set(areas_meant(order.named, groups)) != set(order.scope):
        resolver.wrong("scope.named_differs", place, order=order.id)
        return ()
    # Each member is an area of the scope, and has been looked up there.
    return tuple((name, resolver.areas(members, place)) for name, members in groups.items())


def _ends_of(resolver: NameResolver, order: Order, path: Path) -> Ends:
    ends = []
    for i, end in enumerate(order.ends):
        place = (*path, "ends", i, "scope")
        if end.scope is not None and not end.scope:
            resolver.wrong("scope.empty", place, order=order.id)
        scope = None if end.scope is None else resolver.areas(end.scope, place)
        ends.append((micros_of(end.at), scope))
    return tuple(ends)


def _decided(resolver: NameResolver, order: Order, path: Path) -> tuple[int, ...]:
    times = [end.decided_at for end in order.ends]
    for i, time in enumerate(times):
        if time is not None and micros_of(time) < micros_of(order.issued_at):
            facts = {"order": order.id, "at": time, "issued": order.issued_at}
            resolver.wrong("end.before_issue", (*path, "ends", i, "decided_at"), **facts)
    if all(time is None for time in times):
        return ()
    return tuple(ALWAYS_KNOWN if time is None else micros_of(time) for time in times)


def check_provenance(
    resolver: NameResolver,
    assessment: Assessment | None,
    approvals: tuple[Approval, ...],
    path: Path,
) -> None:
    """Check the bodies, areas, persons and facts named in an assessment and in approvals."""
    if assessment is not None:
        resolver.body(assessment.by, (*path, "assessment", "by"))
        for i, body in enumerate(assessment.with_):
            resolver.body(body, (*path, "assessment", "with", i))
        resolver.facts(assessment.facts, (*path, "assessment", "facts"))
    for i, approval in enumerate(approvals):
        resolver.body(approval.body, (*path, "approvals", i, "body"))
        if approval.area is not None:
            resolver.area(approval.area, (*path, "approvals", i, "area"))
        resolver.person(approval.person, (*path, "approvals", i, "person"))


def check_extras(resolver: NameResolver, extras: tuple[Extra, ...], path: Path) -> None:
    """Check the bodies named in what an order asks for beside the measures of the rules."""
    for i, extra in enumerate(extras):
        for k, body in enumerate(extra.by):
            resolver.body(body, (*path, "extras", i, "by", k))


def persons_in(said: Order | IssueProposal | EndProposal | RatifyProposal) -> tuple[str, ...]:
    """Return the persons whom a proposal or an order names, each once, the proposer first."""
    if not said.approvals:
        return () if said.proposer is None else (said.proposer,)
    named = (said.proposer, *(approval.person for approval in said.approvals))
    return tuple(dict.fromkeys(person for person in named if person is not None))
