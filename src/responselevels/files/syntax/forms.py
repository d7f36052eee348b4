"""Forms of YAML that readers do not agree on, or that nobody means: each is refused where it stands.

What the parser takes for a scalar is known from its events. All else is structure:
indicators, blanks, line ends and comments. Most files have none of these forms, which
one look at the text tells; only where it may have one are the events read once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from yaml import YAMLError
from yaml.events import CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent

from responselevels.core.world.names import MAX_PROBLEMS
from responselevels.errors import Place, Problem
from responselevels.files.syntax.late import Late

_PERHAPS = re.compile(
    r"""
    [?\t\\]                   # a key of its own, a tab, an escape
  | [^\s]\#                   # a comment that is not set apart
  | ^\.\.\.                   # the end of a document
  | ^%                        # a directive
  | [ ]\r?$                   # blanks at the end of a line
  | :[,\[\]{}]                # a colon that hangs on to a bracket
  | [|>][-+]*[^-+\s]          # a block text begun otherwise than with one mark
    """,
    re.MULTILINE | re.VERBOSE,
)

_STRUCTURE = Late(
    r"""
    (?P<comment>(?<=[^\s])\#[^\n]*)
  | \#[^\n]*
  | (?P<tab>\t)
  | (?P<question>\?)
  | (?P<end>^\.\.\.)
  | (?P<directive>^%[^\n]*)
  | (?P<colon>:(?=[,\[\]{}]))
    """,
    re.MULTILINE | re.VERBOSE,
)

_BLOCK = Late(r"[|>][-+]?(?: +#[^\n]*)? *\r?\n?")
_TRAILING = r"(?P<trailing>[ \t]+(?=\r?\n))"
_INDENTED = r"(?<=\n)[ ]*(?P<tab>\t)"
_ESCAPE = r"""
    (?P<fine>\\(?: [0abtnvfre\x20"/\\N_LP\t\r\n] | x[0-9A-Fa-f]{2} | u[0-9A-Fa-f]{4}
                 | U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4} ))
  | (?P<escape>\\)
"""
_ODD = {
    kind: Late("|".join(parts), re.VERBOSE)
    for kind, parts in {
        "block": (_INDENTED, _TRAILING),
        "'": (_INDENTED, _TRAILING),
        '"': (_ESCAPE, _INDENTED, _TRAILING),
        "plain": (_TRAILING, r"(?P<tab>\t)"),
        "flow": (_TRAILING, r"(?P<tab>\t)", r"(?P<question>\?)"),
    }.items()
}
"""Patterns of odd forms within a scalar, by its kind; plain text in brackets allows fewer characters."""

_CODES = {
    "trailing": "text.trailing",
    "tab": "yaml.tab",
    "escape": "yaml.escape",
    "question": "yaml.question",
}

Found = tuple[int, str]
"""Offset of an odd form in the text, and the code of its problem."""


def odd_forms(text: str, events: Iterable[Event]) -> list[Problem]:
    """Return a problem for each odd form of *text*, whose *events* these are, up to a syntax error."""
    if _PERHAPS.search(text) is None:
        return []
    found = islice(_found(text, events), MAX_PROBLEMS)
    return [Problem(place_at(text, at), code) for at, code in found]


def place_at(text: str, at: int) -> Place:
    """Return the line and column of the character *at* this place of *text*."""
    return Place(line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))


def _found(text: str, events: Iterable[Event]) -> Iterator[Found]:
    last, flows = 0, [False]
    try:
        for event in events:
            if isinstance(event, CollectionStartEvent):
                flows.append(bool(event.flow_style))
            elif isinstance(event, CollectionEndEvent):
                flows.pop()
            elif isinstance(event, ScalarEvent):
                start, end = _span(event)
                if start < end:
                    yield from _in_structure(text, last, start)
                    yield from _in_scalar(text, start, end, _kind(event, in_flow=flows[-1]))
                    last = end
    except (YAMLError, ValueError, OverflowError):
        return  # whoever reads the events says what is wrong with them
    yield from _in_structure(text, last, len(text))


def _span(event: ScalarEvent) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    assert start is not None  # noqa: S101 - every event of a parser has both
    assert end is not None  # noqa: S101
    return start.index, end.index


def _in_structure(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _STRUCTURE.pattern.finditer(text, start, end):
        if match.lastgroup is not None:
            yield match.start(), f"yaml.{match.lastgroup}"


def _kind(event: ScalarEvent, *, in_flow: bool) -> str:
    """Return which kind of scalar it is: a key of `_ODD`."""
    if event.style in {"|", ">"}:
        return "block"
    if event.style in {"'", '"'}:
        return event.style
    return "flow" if in_flow else "plain"


def _in_scalar(text: str, start: int, end: int, kind: str) -> Iterator[Found]:
    if kind == "block":
        header = _BLOCK.pattern.match(text, start, end)
        if header is None or (header[0][-1:] != "\n" and header.end() < end):
            yield start, "yaml.block"
            return
        start = header.end()
    for match in _ODD[kind].pattern.finditer(text, start, end):
        if match.lastgroup != "fine":
            yield match.start(match.lastgroup or 0), _CODES[match.lastgroup or ""]
