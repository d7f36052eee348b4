"""Orders from plain data straight to entries of the book, as long as nothing in them is odd.

A model of an order, with all its dates and approvals, takes far more time and memory than what
the book keeps of it. `StraightReader` takes what can be taken by look-ups alone, and is silent
wherever it would have to think: it finds nothing wrong, and says nothing. Whoever asks it has
a strict reader behind it (`responselevels.files.books`), so that what it takes must be taken by the
strict reader too, as the same entry; the other way round it does not matter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from responselevels.core.frozen import maker
from responselevels.core.orders.entries import ALWAYS_KNOWN, Ends, Entry
from responselevels.core.timeline import FOREVER
from responselevels.core.world.resolver import NameResolver
from responselevels.files.checking.instants import Instants
from responselevels.files.checking.new_ids import slips_in_ids
from responselevels.models.base import Model, checked_digest, checked_id
from responselevels.models.orders import Approval, Assessment, End, Order, Period


def _keys(model: type[Model]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


_ORDER = _keys(Order) - {"scope_named", "extras", "recorded"}
_PERIOD, _END = _keys(Period), _keys(End)
_ASSESSMENT, _APPROVAL = _keys(Assessment), _keys(Approval)
_made = maker(Entry)

_TEXTS = frozenset({str, type(None)})
_LISTS = frozenset({list, tuple})

Plain = dict[str, Any]
"""The plain data of a mapping in a file."""


class _Odd(Exception):  # noqa: N818 - it ends the quick way, nothing else
    """Here one would have to think."""


class StraightReader:
    """Takes orders in order of issue; *resolver* is the one that the strict reader uses too."""

    def __init__(self, resolver: NameResolver) -> None:
        """Look names up with *resolver*."""
        scheme = resolver.scheme
        self._resolver = resolver
        self._areas = scheme.tree.numbers
        self._alone = scheme.tree.alone
        self._ranks = scheme.ranks
        # One text for each name, however often it is read: a list of orders has few.
        self._bodies = {name: name for name in scheme.bodies}
        self._transitions = {name: name for name in scheme.transitions_by_id}
        self._tracks: dict[str | None, int] = dict(scheme.tracks.items()) or {None: 0}
        self._persons: dict[str | None, str | None] = {None: None}
        self._stated: set[tuple[str, type, object]] = set()
        self._instants = Instants()

    def entry(self, data: object, number: int) -> Entry | None:
        """Return the order that is written as *data* with this number; None where anything is odd."""
        try:
            return self._entry(data, number) if isinstance(data, dict) else None
        # A key, a name or a half of an instant that is not known, and what cannot be looked up.
        except (_Odd, LookupError, TypeError, ValueError, AttributeError):
            return None

    def learn(self, data: Plain) -> None:
        """Remember what the strict reader took in an order that was odd: facts, as they are stated."""
        for name, value in ((data.get("assessment") or {}).get("facts") or {}).items():
            self._stated.add((name, type(value), value))

    def _entry(self, data: Plain, number: int) -> Entry:
        get, micros = data.get, self._instants.micros
        drill, transition = get("drill", False), get("transition")
        if (
            not _ORDER.issuperset(data)
            or type(get("reason")) not in _TEXTS
            or type(drill) is not bool
        ):
            raise _Odd
        start, end, offset = self._period(data["period"])
        issued = micros(data["issued_at"])
        lapse = None if get("provisional_until") is None else micros(data["provisional_until"])
        if get("expected_end") is not None:
            micros(data["expected_end"])
        if get("assessment") is not None:
            self._assessed(data["assessment"])
        proposer = self._person(get("proposer"))
        ends, decided = self._ends(data["ends"], issued) if "ends" in data else ((), ())
        # In the order of the fields of `Entry`.
        return _made(
            number,
            self._new(data["id"]),
            self._areas[data["area"]],
            self._ranks[data["level"]],
            self._scope(data["scope"]),
            start,
            end,
            issued,
            None if transition is None else self._transitions[transition],
            drill,
            lapse,
            ends,
            self._approved(proposer, get("approvals", ())),
            self._bodies[data["issuer"]],
            proposer,
            offset,
            (),
            decided,
            self._tracks[get("track")],
            (),
        )

    def _period(self, period: Plain) -> tuple[int, int, timedelta]:
        start, offset = self._instants.with_offset(period["start"])
        until = period.get("end")
        end = FOREVER if until is None else self._instants.micros(until)
        if start >= end or not _PERIOD.issuperset(period):
            raise _Odd
        return start, end, offset

    def _scope(self, names: list[str]) -> tuple[int, ...]:
        if type(names) is not list or not names:
            raise _Odd
        if len(names) == 1:
            return self._alone[self._areas[names[0]]]
        found = {self._areas[name] for name in names}
        return self._alone[found.pop()] if len(found) == 1 else tuple(sorted(found))

    @staticmethod
    def _new(name: str) -> str:
        """Return an id that is given here, if nothing about it is odd."""
        if name.isascii() and name.isprintable() and name and name == name.strip():
            return name
        checked_id(name)
        if slips_in_ids({"id": name}):
            raise _Odd
        return name

    def _person(self, name: str | None) -> str | None:
        known = self._persons
        if name in known:
            return known[name]
        if type(name) is not str:
            raise _Odd
        self._resolver.person(name, ())
        if self._resolver.problems or slips_in_ids({"person": name}):
            raise _Odd
        known[name] = name
        return name

    def _approved(
        self, proposer: str | None, approvals: list[Plain] | tuple[()]
    ) -> tuple[str, ...]:
        """Return all persons of an order; see `responselevels.core.orders.entries.persons_in`."""
        if type(approvals) not in _LISTS:
            raise _Odd
        persons = [] if proposer is None else [proposer]
        for approval in approvals:
            if not _APPROVAL.issuperset(approval):
                raise _Odd
            self._bodies[approval["body"]]
            self._instants.micros(approval["at"])
            if approval.get("area") is not None:
                self._areas[approval["area"]]
            if approval.get("digest") is not None:
                checked_digest(approval["digest"])
            person = self._person(approval.get("person"))
            if person is not None and person not in persons:
                persons.append(person)
        return tuple(persons)

    def _assessed(self, assessment: Plain) -> None:
        """Look at an assessment, of which the book keeps nothing."""
        bodies, facts = assessment.get("with", []), assessment.get("facts", {})
        if not _ASSESSMENT.issuperset(assessment) or type(assessment.get("summary")) not in _TEXTS:
            raise _Odd
        if type(bodies) is not list or type(facts) is not dict:
            raise _Odd
        self._bodies[assessment["by"]]
        self._instants.micros(assessment["at"])
        for body in bodies:
            self._bodies[body]
        for name, value in facts.items():
            if (name, type(value), value) not in self._stated:
                raise _Odd

    def _ends(self, ends: list[Plain], issued: int) -> tuple[Ends, tuple[int, ...]]:
        """Return the early ends, and when each was decided (see `Entry`)."""
        micros = self._instants.micros
        if type(ends) is not list or not all(_END.issuperset(end) for end in ends):
            raise _Odd
        scopes = [None if end.get("scope") is None else self._scope(end["scope"]) for end in ends]
        times = [end.get("decided_at") for end in ends]
        decided = [ALWAYS_KNOWN if time is None else micros(time) for time in times]
        if any(ALWAYS_KNOWN < time < issued for time in decided):
            raise _Odd
        found = tuple((micros(end["at"]), scope) for end, scope in zip(ends, scopes, strict=True))
        return found, () if times.count(None) == len(times) else tuple(decided)
