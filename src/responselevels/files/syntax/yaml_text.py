"""YAML text as events, and what its parser complains of as placed problems.

The parser is PyYAML's, the C one where it is there. Only its events are used:
nothing is resolved, composed or constructed by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from yaml.events import Event

from responselevels.core.world.names import MAX_PROBLEMS
from responselevels.errors import Place, Problem
from responselevels.files.syntax.forms import odd_forms, place_at
from responselevels.files.syntax.reader import Content, compose

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|\r(?!\n)"
)
"""Characters that YAML cannot hold as they are, and line ends that editors do not count."""

_BEYOND = re.compile(r"\\U(?!00(?:0[0-9A-Fa-f]|10))[0-9A-Fa-f]{8}")


def yaml_events(text: str) -> Iterator[Event]:
    """Yield the events of *text*. Raises what the parser raises (`yaml.YAMLError`)."""
    return yaml.parse(text, Loader=LOADER)


def compose_yaml(text: str) -> Content:
    """Return what YAML *text* holds; a syntax error ends the list of its flaws."""
    flaws = _unreadable(text)
    if flaws:
        return Content(flaws=flaws, complete=False)
    events = _Ending(text)
    content = compose(events)
    if content.complete:
        content.flaws += odd_forms(text, yaml_events(text))
        content.flaws.sort(key=lambda flaw: (flaw.where.line or 0, flaw.where.column or 0))
    if events.flaw is not None:
        content.flaws.append(events.flaw)
        content.complete = False
    return content


class _Ending:
    """The events of a text; they end where it stops being YAML, and *flaw* says why."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flaw: Problem | None = None

    def __iter__(self) -> Iterator[Event]:
        try:
            yield from yaml_events(self.text)
        except yaml.YAMLError as error:
            self.flaw = syntax_problem(error, self.text)
        except (
            ValueError,
            OverflowError,
        ):  # PyYAML's own parser at an escape beyond all characters
            found = _BEYOND.search(self.text)
            place = Place() if found is None else place_at(self.text, found.start())
            self.flaw = Problem(place, "yaml.escape")


def _unreadable(text: str) -> list[Problem]:
    """Return a problem for each character that no YAML text can hold."""
    found: list[Problem] = []
    for match in _REFUSED.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text.count("\n", 0, start) + 1
        place = Place(line=line, column=match.start() - start + 1)
        found.append(Problem(place, "text.character", {"character": f"U+{ord(match[0]):04X}"}))
        if len(found) >= MAX_PROBLEMS:
            break
    return found


def syntax_problem(error: yaml.YAMLError, text: str) -> Problem:
    """Return what the C or the Python parser complains of in *text*, in our words."""
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or "")
    doing = str(getattr(error, "context", None) or "")
    began = getattr(error, "context_mark", None)
    if mark is None:
        return Problem(Place(), "yaml.syntax")
    if "quoted scalar" in doing and "end of stream" in said and began is not None:
        mark, code = began, "yaml.quote"
    elif "flow" in doing and "flow node" not in doing and began is not None:
        mark, code = began, "yaml.bracket"
    else:
        code = _code_of(said, doing, _character_at(text, mark.line, mark.column))
    place = Place(line=mark.line + 1, column=mark.column + 1)
    return Problem(place, code, {"character": _character_at(text, mark.line, mark.column)})


def _code_of(said: str, doing: str, character: str) -> str:
    """Return the problem code for what the C or the Python parser *said* while *doing*."""
    if "mapping values are not allowed" in said:
        return "yaml.colon"
    if "cannot start any token" in said:
        return "yaml.tab" if character == "\t" else "yaml.character"
    if "quoted scalar" in doing:
        return "yaml.escape"
    if "block mapping" in doing or "block collection" in doing or "document start" in said:
        return "yaml.indent"
    return "yaml.syntax"


def _character_at(text: str, line: int, column: int) -> str:
    lines = text.split("\n", line + 1)
    return lines[line][column : column + 1] if line < len(lines) else ""
