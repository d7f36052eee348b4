"""From events to plain data: the strict reader of YAML and JSON.

The events come from PyYAML's parser (or from `json_events`), one at a time; an
explicit stack takes the place of recursion, and every limit is judged before
anything is built. What can be passed over is noted as a flaw and the reading
goes on, so that all flaws of a file come out in one go; where it stood, the
data has a gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from sys import intern
from typing import Any, NamedTuple, NoReturn

from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from responselevels.core.world.names import MAX_PROBLEMS, shown
from responselevels.errors import Path, Place, Problem
from responselevels.files.syntax.values import Unquoted, meaning

MAX_DEPTH = 32
"""Maximum depth of nested lists and mappings."""

MAX_SCALAR = 10_000
"""Maximum length of one text, in characters."""


class Spot(NamedTuple):
    """A line and a column of a text, both from 0; the column is -1 where none is known."""

    line: int
    column: int


def spot_of(event: Event) -> Spot:
    """Return where *event* begins."""
    mark = event.start_mark
    assert mark is not None  # noqa: S101 - every event of a parser has one
    return Spot(mark.line, mark.column)


class TooMuch(Exception):  # noqa: N818 - no error of its own: it ends a reading
    """The reading stops here; its last flaw says why."""


@dataclass(slots=True)
class Content:
    """Content of a text: plain data, the flaws met, and where these left gaps.

    In *data* are dicts, lists, `str`, `int`, `bool`, None and `Unquoted`.
    """

    data: Any = None
    flaws: list[Problem] = field(default_factory=list)
    gaps: list[Path] = field(default_factory=list)
    complete: bool = True


_NO_KEY: Any = object()
_PASSED_OVER: Any = object()
_GAP: Any = object()


class _Frame:
    """A mapping or list being filled. *key* is the key whose value comes next.

    *is_key* where the mapping or list itself stands where a key should.
    """

    __slots__ = ("first", "holds", "is_key", "is_list", "key")

    def __init__(self, holds: dict[str, Any] | list[Any], *, is_key: bool) -> None:
        self.holds: Any = holds
        self.is_list = isinstance(holds, list)
        self.is_key = is_key
        self.key: Any = _NO_KEY
        self.first: dict[str, Event] = {}


def compose(events: Iterable[Event]) -> Content:
    """Return what *events* say, as plain data, with every flaw on the way."""
    builder = _Builder()
    try:
        builder.read(events)
    except TooMuch:
        builder.content.complete = False
    return builder.content


class _Builder:
    def __init__(self) -> None:
        self.content = Content(data=_NO_KEY)
        self.stack: list[_Frame] = []

    def read(self, events: Iterable[Event]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, ScalarEvent):
                self.scalar(event)
            elif isinstance(event, CollectionStartEvent):
                self.opened(event)
            elif isinstance(event, CollectionEndEvent):
                self.closed()
            elif isinstance(event, AliasEvent):
                self.flaw("yaml.alias", event, name=event.anchor)
                self.simple(_GAP, event)
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.stop("yaml.documents", event)
        if documents == 0 or self.content.data is _NO_KEY:
            self.content.data = None

    # -- flaws -----------------------------------------------------------------

    def flaw(self, code: str, event: Event, *, key: str | None = None, **facts: object) -> None:
        spot = spot_of(event)
        path = self.path() if key is None else (*self.path(), key)
        place = Place(line=spot.line + 1, column=spot.column + 1, path=path)
        self.content.flaws.append(Problem(place, code, facts))
        if len(self.content.flaws) >= MAX_PROBLEMS:
            raise TooMuch

    def stop(self, code: str, event: Event, most: int = 0) -> NoReturn:
        self.flaw(code, event, most=most)
        raise TooMuch

    def path(self) -> Path:
        """Return the path of the node that is being read, as far as there is one."""
        steps: list[str | int] = []
        for frame in self.stack:
            if frame.is_list:
                steps.append(len(frame.holds) - (frame is not self.stack[-1]))
            elif isinstance(frame.key, str):
                steps.append(frame.key)
            else:
                break
        return tuple(steps)

    # -- nodes -----------------------------------------------------------------

    def scalar(self, event: ScalarEvent) -> None:
        text = event.value
        if len(text) > MAX_SCALAR:
            self.stop("limit.scalar", event, most=MAX_SCALAR)
        if event.anchor is not None or event.tag is not None:
            self.marked(event)
        value: Any = meaning(text) if event.implicit[0] else text
        if event.tag is not None:
            value = _GAP
        if event.style == '"' and not text.isprintable() and self.smuggles(event):
            value = _GAP
        self.simple(value, event)

    def smuggles(self, event: ScalarEvent) -> bool:
        """Refuse what only an escape can bring in: NUL and halves of characters."""
        found = sorted({c for c in event.value if c == "\0" or "\ud800" <= c <= "\udfff"})
        for char in found:
            self.flaw("text.character", event, character=f"U+{ord(char):04X}")
        return bool(found)

    def marked(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            self.flaw("yaml.anchor", event, name=event.anchor)
        if event.tag is not None:
            self.flaw("yaml.tag", event, tag=shown(event.tag))

    def opened(self, event: CollectionStartEvent) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.stop("limit.depth", event, most=MAX_DEPTH)
        if event.anchor is not None or event.tag is not None:
            self.marked(event)
        holds: dict[str, Any] | list[Any] = {} if type(event) is MappingStartEvent else []
        outer = self.stack[-1] if self.stack else None
        is_key = outer is not None and outer.key is _NO_KEY and not outer.is_list
        if is_key:
            self.flaw("key.complex", event)
        else:
            self.put(holds)
        self.stack.append(_Frame(holds, is_key=is_key))

    def closed(self) -> None:
        inner = self.stack.pop()
        if self.stack:
            self.stack[-1].key = _PASSED_OVER if inner.is_key else _NO_KEY

    # -- where a node goes -----------------------------------------------------

    def simple(self, value: Any, event: Event) -> None:
        """Take a scalar or an alias: as a key where one is due, else as a value."""
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is _NO_KEY and not frame.is_list:
            known = type(value) is not str or value in frame.first
            frame.key = self.key(value, event, frame) if known else intern(value)
            frame.first.setdefault(frame.key, event)
            return
        if value is _GAP:
            self.gap()
            value = None
        self.put(value)
        if frame is not None:
            frame.key = _NO_KEY

    def gap(self) -> None:
        """Note a gap here, unless it is within what is passed over anyway."""
        path = self.path()
        if len(path) == len(self.stack):
            self.content.gaps.append(path)

    def put(self, value: Any) -> None:
        if not self.stack:
            self.content.data = value
            return
        frame = self.stack[-1]
        if frame.is_list:
            frame.holds.append(value)
        elif frame.key is not _PASSED_OVER:
            frame.holds[frame.key] = value

    def key(self, value: Any, event: Event, frame: _Frame) -> Any:
        """Return the key that an odd *value* makes, or `_PASSED_OVER` where it makes none."""
        if value is _GAP:
            return _PASSED_OVER
        if value is None:
            self.flaw("key.nothing", event)
            return _PASSED_OVER
        if isinstance(value, Unquoted) and value.text == "<<":
            self.flaw("yaml.merge", event)
            return _PASSED_OVER
        if type(value) is not str:
            value = str(value).lower() if isinstance(value, bool) else str(value)
            self.flaw("key.unquoted", event, key=value, written=shown(value))
        if value not in frame.first:
            return intern(value)
        line = spot_of(frame.first[value]).line + 1
        self.flaw("key.repeated", event, key=value, name=shown(value), line=line)
        return _PASSED_OVER
