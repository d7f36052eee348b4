"""What of the log is looked for: by words, kind, person, body, area, proposal or order, and time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from pydantic_core import PydanticCustomError

from responselevels.errors import InputError, Place, Problem
from responselevels.models.times import instant_of
from responselevels.register.log import canonical
from responselevels.register.log.events import event_of, fields_of
from responselevels.register.log.kinds import CLASSES, DeedEvent
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.filling.entries import typed_instant
from responselevels.server.console.views.propose import areas_named

_PERSONS = frozenset({"person", "proposer"})
_BODIES = frozenset({"body", "issuer", "by", "with"})
_THINGS = frozenset({"of", "id", "order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for, as it was typed; all of it must be so of an event, "" asks for nothing.

    *of* is a proposal or an order; *since* and *until* are times of the rules' zone.
    """

    NAMES: ClassVar = ("q", "kind", "person", "body", "area", "of", "since", "until")

    q: str = ""
    kind: str = ""
    person: str = ""
    body: str = ""
    area: str = ""
    of: str = ""
    since: str = ""
    until: str = ""

    @property
    def given(self) -> dict[str, str]:
        """What was given, by its name."""
        return {name: text for name in self.NAMES if (text := getattr(self, name))}

    @property
    def by_more(self) -> bool:
        """Whether more than words is looked for."""
        return bool(self.given.keys() - {"q"})


@dataclass(frozen=True, slots=True)
class Sieve:
    """Lets those lines of a log pass that are looked for."""

    reader: Reader
    given: Mapping[str, str]
    words: Sequence[str]
    since: datetime | None
    until: datetime | None
    area: int | None

    def lets_pass(self, line: bytes) -> bool:
        """Say whether an event is one that is looked for."""
        said, given = canonical.read(line), self.given
        if "kind" in given and said["kind"] != given["kind"]:
            return False
        if not self._in_time(said) or not self._has_words(line):
            return False
        leaves = set(_leaves(said))
        asked = (("person", _PERSONS), ("body", _BODIES), ("of", _THINGS))
        for name, keys in asked:
            if name in given and not any((key, given[name]) in leaves for key in keys):
                return False
        return "area" not in given or self._touches(line, said)

    def is_before(self, line: bytes) -> bool:
        """Say whether an event is from before the time that is looked for, and so are those before it."""
        return (
            self.since is not None and instant_of(canonical.read(line)["recorded_at"]) < self.since
        )

    def _in_time(self, said: Mapping[str, object]) -> bool:
        at = instant_of(said["recorded_at"])
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)

    def _has_words(self, line: bytes) -> bool:
        if not self.words:
            return True
        text = json.dumps(json.loads(line), ensure_ascii=False).casefold()
        return all(word in text for word in self.words)

    def _touches(self, line: bytes, said: Mapping[str, object]) -> bool:
        """Say whether an event is about the area, about one that it lies in, or one beneath it."""
        if self.area is None:
            return False
        seq = int(str(said["seq"]))
        event = event_of(line, fields_of(line, seq), seq)
        reading, tree = self.reader.reading, self.reader.scheme.tree
        seen = reading.sight.event(event)
        names: tuple[str, ...] = ()
        if isinstance(event, DeedEvent) and event.deed.area is not None:
            names = (event.deed.area,)
        elif seen is not None and seen.of is not None:
            state = self.reader.register.state
            dossier = state.dossiers.get(seen.of)
            about = state.orders.get(seen.of) if dossier is None else dossier.content
            names = () if about is None else reading.sight.scope_of(about)
        numbers = [tree.numbers[name] for name in names if name in tree.numbers]
        return any(tree.covers(one, self.area) or tree.covers(self.area, one) for one in numbers)


def sieve_of(reader: Reader, sought: Sought) -> Sieve:
    """Return what lets pass what is *sought*.

    Raises:
        InputError: a time is none.
    """
    given, zone = sought.given, reader.zone
    named = areas_named(reader, (given["area"],)) if "area" in given else ("",)
    return Sieve(
        reader=reader,
        given=given,
        words=given.get("q", "").casefold().split(),
        since=_time(given.get("since"), zone, "since"),
        until=_time(given.get("until"), zone, "until"),
        area=reader.scheme.tree.numbers.get(named[0]),
    )


def kinds_of(reader: Reader) -> list[tuple[str, str]]:
    """Return the kinds of events, each with what it is called."""
    return [(kind, reader.locale.worded(f"life.kind.{kind}", {})) for kind in CLASSES]


def _time(text: str | None, zone: tzinfo, name: str) -> datetime | None:
    if text is None:
        return None
    try:
        return typed_instant(text, zone)
    except PydanticCustomError as error:
        problem = Problem(Place(path=(name,)), error.type, error.context or {})
        raise InputError([problem]) from None


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of an event with the key that it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _leaves(one, str(name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one, key)
