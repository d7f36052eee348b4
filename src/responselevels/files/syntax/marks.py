"""Positions of the parts of data in their text, found by reading its events a second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from responselevels.errors import Path
from responselevels.files.syntax.reader import Spot, spot_of

_NO_KEY: Any = object()
_NO_TEXT: Any = object()
"""The step where no key was read yet, and the step of a key that is no text."""


@dataclass(slots=True)
class Marks:
    """Positions of the value of a path and of its key, if it has one; lines and columns count from 0."""

    value: Spot
    key: Spot | None = None

    def moved(self, lines: int) -> Marks:
        """Return the same marks, *lines* lines further down."""
        key = self.key and Spot(self.key.line + lines, self.key.column)
        return Marks(Spot(self.value.line + lines, self.value.column), key)


def locate(events: Iterable[Event], wanted: set[Path]) -> dict[Path, Marks]:
    """Return where each of the *wanted* paths stands, as far as the text has it.

    It is a second reading: positions are only asked for once something is
    wrong, and keeping them for 150,000 areas would cost more than the areas.
    """
    found: dict[Path, Marks] = {}
    for path, marks in _nodes(events):
        if path in wanted and path not in found:
            found[path] = marks
            if len(found) == len(wanted):
                break
    return found


class _Open:
    """An open mapping or list: the step to what is being read in it."""

    __slots__ = ("is_key", "is_list", "key", "step")

    def __init__(self, *, is_list: bool, is_key: bool) -> None:
        self.is_list = is_list
        self.is_key = is_key
        self.step: Any = 0 if is_list else _NO_KEY
        self.key: Spot | None = None

    def advance(self) -> None:
        self.step = self.step + 1 if self.is_list else _NO_KEY


def _nodes(events: Iterable[Event]) -> Iterator[tuple[Path, Marks]]:
    """Yield the path and place of each node that is a value."""
    stack: list[_Open] = []
    for event in events:
        if isinstance(event, CollectionEndEvent):
            is_key = stack.pop().is_key
            if stack and not is_key:
                stack[-1].advance()
        elif isinstance(event, NodeEvent):
            opens = isinstance(event, CollectionStartEvent)
            inner = stack[-1] if stack else None
            is_key = inner is not None and inner.step is _NO_KEY
            if inner is not None and is_key:
                inner.key = spot_of(event)
                inner.step = event.value if isinstance(event, ScalarEvent) else _NO_TEXT
            else:
                path = tuple(outer.step for outer in stack)
                yield path, Marks(spot_of(event), None if inner is None else inner.key)
            if opens:
                stack.append(_Open(is_list=type(event) is not MappingStartEvent, is_key=is_key))
            elif inner is not None and not is_key:
                inner.advance()
