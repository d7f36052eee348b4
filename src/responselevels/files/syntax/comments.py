"""Comments of a YAML file, for people: what is written beside the data, and before which part of it.

Data have no comments: nothing is decided by them, and a digest does not know them. Whoever reads a rules
file is told them all the same, for reasons and other readings stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yaml import ScalarEvent

from responselevels.files.syntax.yaml_text import yaml_events

_KEY = re.compile(r"(\s*)(?:- )?\{?\s*([A-Za-z_]\w*):")
_ID = re.compile(r"\bid:\s*['\"]?([^,}'\"\s]+)")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: the number of its first line, before what it stands, and its lines.

    *part* is the outermost key of that, empty at the end of the file, and *name* the id or key itself where
    it lies within.
    """

    line: int
    part: str
    name: str
    lines: tuple[str, ...]


def comments_in(text: str) -> tuple[Comment, ...]:
    """Return the comments of YAML *text*; lines of comment that follow each other are one.

    Raises:
        yaml.YAMLError: it is no YAML.
    """
    lines = text.splitlines()
    inside = _inside(yaml_events(text))
    found: list[tuple[int, bool, str]] = []
    for number, line in enumerate(lines):
        start = _start(number, line, inside)
        if start is not None:
            # One blank behind the sign belongs to it.
            found.append((number, not line[:start].strip(), line[start + 1 :].removeprefix(" ")))
    alone = {number for number, whole, _said in found if whole}
    return tuple(_joined(found, alone, _places(lines, alone)))


Spans = dict[int, list[tuple[int, int]]]
"""By line: columns between which a scalar lies that may have any sign in it."""


def _inside(events: Iterable[object]) -> Spans:
    spans: Spans = {}
    for event in events:
        if not isinstance(event, ScalarEvent) or event.style is None:
            continue
        first, last = event.start_mark, event.end_mark
        if first is not None and last is not None:
            for line in range(first.line, last.line + 1):
                start = first.column if line == first.line else 0
                end = last.column if line == last.line else 1 << 30
                spans.setdefault(line, []).append((start, end))
    return spans


def _start(number: int, line: str, inside: Spans) -> int | None:
    """Return where the comment of a line begins."""
    for sign in re.finditer(r"(?:^|(?<=\s))#", line):
        at = sign.start()
        if not any(start <= at < end for start, end in inside.get(number, ())):
            return at
    return None


def _places(lines: list[str], alone: set[int]) -> dict[int, tuple[str, str]]:
    """Return of each line with data which outermost key it is in, and an id or a key that it has within."""
    part, told = "", {}
    for number, line in enumerate(lines):
        if number in alone or not line.strip():
            continue
        key, name = _KEY.match(line), _ID.search(line)
        if key is not None and not key[1] and not line.startswith("-"):
            part = key[2]
            told[number] = (part, "")
        else:
            told[number] = (part, name[1] if name else key[2] if key else "")
    return told


def _joined(
    found: list[tuple[int, bool, str]], alone: set[int], places: dict[int, tuple[str, str]]
) -> Iterator[Comment]:
    block: list[str] = []
    for number, whole, said in found:
        block.append(said)
        if whole and number + 1 in alone:
            continue
        behind = next((line for line in places if line >= number), None)
        part, name = ("", "") if behind is None else places[behind]
        yield Comment(number - len(block) + 2, part, name, tuple(block))
        block = []
