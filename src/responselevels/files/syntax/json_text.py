"""JSON text, read as strictly as YAML.

`json` judges the grammar. A text goes through it at once; whatever is odd in one (a key
twice, a number that is no whole number, a lone half of a character, a text that may be
too long) sends it through the event reader, which knows positions and limits; there the depth is
judged before `json` sees the text, so that it cannot run out of stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from yaml.error import Mark
from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from responselevels.errors import Place, Problem
from responselevels.files.syntax.late import Late
from responselevels.files.syntax.reader import MAX_DEPTH, MAX_SCALAR, Content, compose, spot_of
from responselevels.files.syntax.values import meaning

_TOKEN = Late(
    r"""[ \t\n\r,:]*
    (?: (?P<open>[\[{]) | (?P<close>[\]}])
      | (?P<text>"(?:[^"\\]++|\\.)*+") | (?P<word>[^\s\[\]{},:"]+)
      | (?P<unclosed>") )
    """,
    re.VERBOSE | re.DOTALL,
)


class _Odd(ValueError):  # noqa: N818 - it ends the quick way, nothing else
    """The quick way will not do."""


def _unlike(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Odd
    return found


def _refuse(_text: str) -> NoReturn:
    raise _Odd


def _number(text: str) -> Any:
    value = meaning(text)
    if not isinstance(value, int):
        raise _Odd
    return value


_QUICK = json.JSONDecoder(
    object_pairs_hook=_unlike, parse_float=_refuse, parse_int=_number, parse_constant=_refuse
)
_GRAMMAR = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_refuse)
_GRAMMAR_OF_PYTHON = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def compose_json(text: str) -> Content:
    """Return what JSON *text* holds; a syntax error ends the list of its flaws."""
    try:
        return Content(data=quick_json(text))
    except ValueError:
        pass  # the slow way says what is wrong, and where
    return _compose_slowly(text) if text.strip(_BLANKS) else Content()


def quick_json(text: str) -> Any:
    """Return what JSON *text* holds, as plain data, if nothing about it is odd.

    Raises:
        ValueError: it is no JSON, or something in it is odd; `compose_json` says what, if anything.
    """
    text = text.strip(_BLANKS)
    if not (_is_short(text) if len(text) <= MAX_SCALAR else _has_short_texts(text)):
        raise _Odd
    if "\\u" in text and _ODD_ESCAPE.search(text) is not None:
        raise _Odd
    # Half of a character, which no file holds and a text in memory may: it raises a ValueError, too.
    text.encode()
    try:
        data, end = _QUICK.raw_decode(text)
    except RecursionError:
        raise _Odd from None
    if end != len(text) or (len(text) > MAX_SCALAR and not _is_shallow(data)):
        raise _Odd
    return data


_BLANKS = " \t\r\n"
_NESTS = frozenset({dict, list})
_LONG_TEXT = re.compile(rf'"[^"]{{{MAX_SCALAR + 1}}}')
_ODD_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""Brings in a NUL, or half of a character; the other half may follow, which the slow way sees."""


def _is_short(text: str) -> bool:
    """Say whether a short text is surely not nested too deep."""
    return text.count("[") + text.count("{") <= MAX_DEPTH


def _has_short_texts(text: str) -> bool:
    """Say whether surely no text within a long one is too long: none has an escaped quote to hide in."""
    return '\\"' not in text and _LONG_TEXT.search(text) is None


def _is_shallow(data: Any) -> bool:
    """Say whether *data* is nested no deeper than it may be; level by level, without recursion."""
    level = [data] if type(data) in _NESTS else []
    for _depth in range(MAX_DEPTH):
        inside = (node.values() if type(node) is dict else node for node in level)
        level = [inner for parts in inside for inner in parts if type(inner) in _NESTS]
        if not level:
            return True
    return False


def _compose_slowly(text: str) -> Content:
    content = compose(json_events(text))
    if not content.complete:
        return content
    try:
        _GRAMMAR.decode(text)
    except json.JSONDecodeError as error:
        return Content(flaws=[_syntax(text, error)], complete=False)
    except _Odd:
        return Content(flaws=[_no_number(text)], complete=False)
    return content


def _syntax(text: str, error: json.JSONDecodeError) -> Problem:
    return Problem(_odd_place(text, error.pos), "json.syntax")


def _odd_place(text: str, position: int) -> Place:
    """Return the place of what cannot stand there.

    After a comma too many at the end, some versions of Python point at the comma, some at
    what follows it; here it is always what follows.
    """
    behind = text[position + 1 :].lstrip(" \t\r\n")
    if text[position : position + 1] == "," and behind[:1] in {"}", "]"}:
        position = len(text) - len(behind)
    line = text.count("\n", 0, position) + 1
    return Place(line=line, column=position - text.rfind("\n", 0, position))


def _no_number(text: str) -> Problem:
    """Return the problem of the first `NaN` or `Infinity` of *text*, if it is one: not `NaN0`."""
    try:
        _GRAMMAR_OF_PYTHON.decode(text)
    except json.JSONDecodeError as error:
        return _syntax(text, error)
    event = next(
        event
        for event in json_events(text)
        if isinstance(event, ScalarEvent) and event.implicit[0] and event.value in _NO_NUMBERS
    )
    spot = spot_of(event)
    place = Place(line=spot.line + 1, column=spot.column + 1)
    return Problem(place, "json.no_number", {"value": event.value})


_NO_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})


def json_events(text: str) -> Iterator[Event]:
    """Yield the events of JSON *text*, whose grammar is judged elsewhere.

    They end at a bracket that closes nothing and at a quote that is never closed.
    """
    yield DocumentStartEvent(_mark(0, 0), _mark(0, 0))
    kinds: list[str] = []
    line, line_start, seen = 0, 0, 0
    for match in _TOKEN.pattern.finditer(text):
        if match.lastgroup == "unclosed":
            return
        at = match.start(match.lastgroup or 0)
        breaks = text.count("\n", seen, at)
        if breaks:
            line, line_start = line + breaks, text.rfind("\n", 0, at) + 1
        seen = at
        mark = _mark(line, at - line_start)
        found = match[match.lastgroup or 0]
        if match.lastgroup == "open":
            kinds.append(found)
            start = MappingStartEvent if found == "{" else SequenceStartEvent
            yield start(None, None, True, mark, mark)
        elif match.lastgroup == "close":
            if not kinds:
                return
            end = MappingEndEvent if kinds.pop() == "{" else SequenceEndEvent
            yield end(mark, mark)
        else:
            yield _scalar(found, mark)


def _scalar(written: str, mark: Mark) -> ScalarEvent:
    if not written.startswith('"'):
        return ScalarEvent(None, None, (True, False), written, mark, mark)
    try:
        value = json.loads(written, strict=False)
    except ValueError:
        value = written[1:-1]
    return ScalarEvent(None, None, (False, True), value, mark, mark, style='"')


def _mark(line: int, column: int) -> Mark:
    return Mark("", 0, line, column, None, 0)
