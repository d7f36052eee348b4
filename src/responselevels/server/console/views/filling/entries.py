"""What people type into forms, as the proposal that it says: ids, local times, several areas, extra measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from pydantic_core import PydanticCustomError

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, Place, Problem
from responselevels.files.checking.parsing import parse_proposal
from responselevels.files.syntax.documents import read_text
from responselevels.models.times import instant_kept, instant_of
from responselevels.server.console.views.filling.extras import ExtraEntry, extras_in
from responselevels.text.escaping import in_json
from responselevels.text.fullwidth import narrow

LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?[ T]*(.*)", re.ASCII)
_MOST = 10_000

TEXTS = (
    "id",
    "action",
    "area",
    "level",
    "issuer",
    "start",
    "end",
    "expected_end",
    "reason",
    "transition",
    "track",
    "order",
    "at",
)
"""The fields that hold one text each."""

TIMES = ("start", "end", "expected_end", "at")

NEEDED = {
    "issue": ("id", "area", "level", "issuer", "start"),
    "end": ("id", "order", "issuer", "at"),
    "ratify": ("id", "order", "issuer"),
}
"""What a form of each action has to have filled in before anything can be decided."""


class Form(Protocol):
    """A form as it was sent."""

    def getlist(self, key: str) -> Sequence[object]:
        """Return all values of a field."""
        ...


@dataclass(frozen=True, slots=True)
class Entries:
    """What stands in the fields of a form: texts by the name of the field, areas of the scope, extra measures."""

    texts: dict[str, str] = field(default_factory=dict)
    scope: tuple[str, ...] = ()
    extras: tuple[ExtraEntry, ...] = ()

    def __getitem__(self, name: str) -> str:
        """Return what stands in one field, "" where it is empty."""
        return self.texts.get(name, "")

    @classmethod
    def of(cls, form: Form) -> Entries:
        """Return what a form brings; whatever is no text counts as empty."""
        texts = {name: _last(form.getlist(name)) for name in TEXTS}
        listed = [value for value in form.getlist("scope") if isinstance(value, str)]
        typed = _last(form.getlist("scope_typed")).splitlines()
        scope = dict.fromkeys(one.strip() for one in (*listed, *typed) if one.strip())
        given = {name: text for name, text in texts.items() if text}
        return cls(given, tuple(scope)[:_MOST], extras_in(form))

    def with_(self, texts: dict[str, str], scope: Iterable[str] | None = None) -> Entries:
        """Return the same with other texts in some of the fields, and perhaps another scope."""
        kept = self.scope if scope is None else tuple(scope)
        return replace(self, texts={**self.texts, **texts}, scope=kept)

    def missing(self) -> list[str]:
        """Return the fields that have to be filled in and are empty."""
        return [name for name in NEEDED.get(self["action"] or "issue", ()) if not self[name]]


def _last(values: Sequence[object]) -> str:
    texts = [value for value in values if isinstance(value, str)]
    return texts[-1].replace("\r\n", "\n").strip() if texts else ""


def proposal_of(
    entries: Entries, zone: tzinfo, *, drill: bool, person: str | None = None
) -> AnyProposal:
    """Return the proposal that *entries* say, local times in *zone*.

    Raises:
        InputError: they say none; each problem has the name of its field for a path.
    """
    problems: list[Problem] = []
    data = dict[str, object](_fields(entries, zone, problems))
    if drill and data["action"] == "issue":
        data["drill"] = True
    if person is not None:
        data["proposer"] = person
    try:
        proposal = parse_proposal(read_text(in_json(data), json=True))
    except InputError as error:
        said = {problem.where.path for problem in problems}
        found = (_at_field(one) for one in error.problems)
        raise InputError(
            [*problems, *(one for one in found if one.where.path not in said)]
        ) from None
    if problems:
        raise InputError(problems)
    return proposal


def _at_field(problem: Problem) -> Problem:
    """Return *problem* at the field of the form that it is about."""
    path = problem.where.path
    name = str(path[-1] if path[:1] == ("period",) and len(path) > 1 else path[0] if path else "")
    return replace(problem, where=Place(path=(name,)))


def _fields(
    entries: Entries, zone: tzinfo, problems: list[Problem]
) -> Iterator[tuple[str, object]]:
    action = entries["action"] or "issue"
    times = {name: _time(entries[name], name, zone, problems) for name in TIMES if entries[name]}
    yield "action", action
    kept = {
        "issue": ("id", "area", "level", "issuer", "reason", "transition", "track"),
        "end": ("id", "order", "issuer", "reason"),
    }.get(action, ("id", "order", "issuer"))
    yield from ((name, entries[name]) for name in kept if entries[name])
    if action == "issue":
        period = {name: times[name] for name in ("start", "end") if name in times}
        yield "period", period
        if entries.extras:
            yield "extras", [one.written() for one in entries.extras]
        if "expected_end" in times:
            yield "expected_end", times["expected_end"]
    if action == "end" and "at" in times:
        yield "at", times["at"]
    if action != "ratify" and entries.scope:
        yield "scope", list(entries.scope)


# -- times -----------------------------------------------------------------------------------


def _time(text: str, name: str, zone: tzinfo, problems: list[Problem]) -> str:
    """Return a time as formats write it; what is wrong with it is added to *problems*.

    Something that is a time stands for one that is none, so that the rest is looked at.
    """
    try:
        return instant_kept(typed_instant(text, zone))
    except PydanticCustomError as error:
        problems.append(Problem(Place(path=(name,)), error.type, error.context or {}))
        return "2000-01-01T00:00Z"


def typed_instant(text: str, zone: tzinfo) -> datetime:
    """Return the instant that somebody typed or picked, in *zone* unless an offset is written.

    Marks of a Chinese keyboard, and days written with 年月日, are read as they are meant.

    Raises:
        PydanticCustomError: it is no time, one that the zone skips, or one that it has twice.
    """
    written = _tidied(text)
    if LOCAL.fullmatch(written) is None:
        return instant_of(written)
    instant_of(f"{written}Z")  # a day or an hour that no calendar has
    local = datetime.fromisoformat(written)
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    found = instant_of(first)
    ahead, behind = (one.utcoffset() or timedelta(0) for one in (first, second))
    if ahead != behind:
        facts = {
            "value": text,
            "first": found.isoformat(),
            "second": instant_of(second).isoformat(),
        }
        raise PydanticCustomError("time.twice", "twice", facts)
    return found


def _tidied(text: str) -> str:
    text = narrow(text).strip()
    day = _DAY.fullmatch(text)
    if day is None:
        return text
    year, month, number, rest = day.groups()
    clock = re.sub(r"^(\d{1,2})(?:时|点|:)(\d{1,2})?分?(.*)$", _clock, rest.strip()) or "00:00"
    return f"{year}-{int(month):02d}-{int(number):02d}T{clock}"


def _clock(found: re.Match[str]) -> str:
    hour, minute, rest = found.groups()
    return f"{int(hour):02d}:{int(minute or 0):02d}{rest}"
