"""Documents: the plain data of a file, and where in the file each part of it stands.

A document comes from YAML, JSON, JSON Lines or CSV text. Positions are looked
up when something is wrong, by reading the text once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath
from typing import Any, Protocol, TypeGuard

from yaml.events import Event

from responselevels.core.frozen import maker
from responselevels.core.world.names import MANY_PROBLEMS, MAX_PROBLEMS
from responselevels.errors import InputError, Path, Place, Problem, expect
from responselevels.files.syntax.disk import (
    LARGE,
    SMALL,
    UNNAMED,
    Source,
    name_of,
    read_bytes,
    text_of,
)
from responselevels.files.syntax.json_text import compose_json, json_events
from responselevels.files.syntax.marks import Marks, locate
from responselevels.files.syntax.reader import Content, Spot
from responselevels.files.syntax.widened import Widened, is_odd, moved, widened
from responselevels.files.syntax.yaml_text import compose_yaml, yaml_events
from responselevels.text.catalogue import Phrase

__all__ = ["LARGE", "SMALL", "Document", "placed", "read_document", "read_text"]


class Finder(Protocol):
    """Finds where in a text the given paths stand."""

    def __call__(self, wanted: set[Path]) -> dict[Path, Marks]:
        """Return the marks of those of the *wanted* paths that the text has."""
        ...


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data, and where it stands.

    *flaws* are what the reader passed over, already placed, and *gaps* are the
    paths it left empty for them: `parse` refuses a document with flaws. *name*
    is the file's, None where there is none. *line* is the number of the text's
    first line in that file. *base* is the path of this document's data within
    the text, where it is a part of it. *as_meant* reads it again where its marks look
    like those of a Chinese keyboard: to be asked only where it cannot be used as it is.
    """

    name: str | None
    data: Any
    finder: Finder = field(repr=False, compare=False)
    flaws: tuple[Problem, ...] = ()
    gaps: tuple[Path, ...] = ()
    line: int = 1
    base: Path = ()
    as_meant: Callable[[], Document | None] | None = field(default=None, repr=False, compare=False)

    def part(self, *steps: str | int) -> Document:
        """Return the document of what stands at *steps*; its flaws stay with the whole."""
        data = self.data
        for step in steps:
            data = data[step]
        inner = tuple(gap[len(steps) :] for gap in self.gaps if gap[: len(steps)] == steps)
        return replace(
            self, data=data, flaws=(), gaps=inner, base=(*self.base, *steps), as_meant=None
        )

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return where *path* stands; see `places`."""
        return self.places([(path, key)])[0]

    def places(self, wanted: Iterable[tuple[Path, bool]]) -> list[Place]:
        """Return where each path stands: its value, or its key where the flag is set.

        A path that is not there is placed at the nearest part around it that is.
        """
        asked = list(wanted)
        around = [self._present(path) for path, _key in asked]
        marks = self.finder({(*self.base, *path) for path in around})
        places: list[Place] = []
        for (path, key), present in zip(asked, around, strict=True):
            found = marks.get((*self.base, *present))
            mark = found and ((key and found.key) or found.value)
            line = None if not mark else mark.line + self.line
            column = None if not mark or mark.column < 0 else mark.column + 1
            places.append(Place(self.name, line, column, (*self.base, *path)))
        return places

    def _present(self, path: Path) -> Path:
        """Return the longest beginning of *path* that the data has."""
        data = self.data
        for number, step in enumerate(path):
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                return path[:number]
        return path


_document_of = maker(Document)


def read_document(path: Source, *, limit: int = SMALL) -> Document:
    """Return the document in the file at *path*, or an open one: JSON by its name, else YAML.

    What has no name is JSON where it can be read as such.

    Raises:
        InputError: the file cannot be read, is larger than *limit* bytes, not
            UTF-8, or stops being YAML or JSON somewhere; all flaws up to there.
    """
    name = name_of(path)
    text = text_of(read_bytes(path, limit=limit), name)
    return read_text(text, name, json=is_json(text, name))


def is_json(text: str, name: str) -> bool:
    """Say whether *text* is JSON: by its *name*, or, where it has none, by what it reads as."""
    if name != UNNAMED:
        return PurePath(name).suffix.lower() == ".json"
    return text.lstrip().startswith(("{", "[")) and compose_json(text).complete


def read_text(text: str, name: str | None = None, *, json: bool = False, line: int = 1) -> Document:
    """Return the document that *text* is, YAML unless *json*.

    Raises:
        InputError: it stops being YAML or JSON somewhere; all flaws up to there.
    """
    expect("text", text, str)
    expect("name", name, str, type(None))
    compose, events = (compose_json, json_events) if json else (compose_yaml, yaml_events)
    content = compose(text)

    def as_meant() -> Document | None:
        meant = widened(text, json=json)
        if meant is None:
            return None
        read = compose(meant.text)
        if not read.complete and not content.complete and read.flaws[-1:] == content.flaws[-1:]:
            last = content.flaws[-1].where
            if all(
                (p.where.line, p.where.column) != (last.line, last.column) for p in meant.problems
            ):
                return None  # it is no YAML for another reason
            read.flaws.pop()  # the mark is what nothing could be made of, narrow or wide
        read.flaws = in_order([*meant.problems, *moved(read.flaws, meant)])
        return _document(read, name, line, partial(_located, meant, events))

    if not content.complete and (other := as_meant()) is not None:
        return other
    document = _document(content, name, line, lambda wanted: locate(events(text), wanted))
    return replace(document, as_meant=as_meant) if is_odd(text, content.data) else document


def _located(
    meant: Widened, events: Callable[[str], Iterable[Event]], wanted: set[Path]
) -> dict[Path, Marks]:
    """Return where the *wanted* paths stand in a text as written, which was read as it was meant."""

    def back(spot: Spot) -> Spot:
        return Spot(spot.line, meant.column(spot.line, spot.column))

    return {
        path: Marks(back(marks.value), marks.key and back(marks.key))
        for path, marks in locate(events(meant.text), wanted).items()
    }


def _document(content: Content, name: str | None, line: int, finder: Finder) -> Document:
    flaws = tuple(_moved(flaw, name, line) for flaw in content.flaws)
    if not content.complete:
        raise InputError(capped(flaws))
    if content.data is None and not content.gaps:
        flaws += (Problem(Place(file=name), "file.empty"),)
        raise InputError(flaws)
    # In the order of the fields of a `Document`.
    return _document_of(name, content.data, finder, flaws, tuple(content.gaps), line, (), None)


def _moved(flaw: Problem, name: str | None, line: int) -> Problem:
    """Return *flaw* in the file *name*, its text beginning in *line* there."""
    where, facts = flaw.where, dict(flaw.facts)
    number = None if where.line is None else where.line + line - 1
    if isinstance(first := facts.get("line"), int):
        facts["line"] = first + line - 1
    return replace(flaw, where=replace(where, file=name, line=number), facts=facts)


def placed(error: InputError, document: Document) -> InputError:
    """Return *error* with each problem placed in *document*: file, line and column.

    For errors about names and times that only show once a file is used:
    `compile_scheme` (areas), `book_of` (orders), `decide` (proposals), whose
    paths lead into the document. A problem that has a line already keeps it.
    """
    expect("error", error, InputError)
    expect("document", document, Document)
    return InputError(placed_problems(((problem, False) for problem in error.problems), document))


def placed_problems(problems: Iterable[tuple[Problem, bool]], document: Document) -> list[Problem]:
    """Return *problems* placed in *document*, in the order in which they stand there.

    With the flag, a problem is placed at its path's key. A place among the
    facts (of an id's first use, say) is placed as well.
    """
    listed = list(problems)
    asked = [(problem.where.path, key) for problem, key in listed]
    asked += [(place.path, False) for problem, _key in listed for place in _bare_facts(problem)]
    places = document.places(asked)
    spots = dict(zip(asked, places, strict=True))
    found = [
        replace(
            problem,
            where=place if problem.where.line is None else problem.where,
            facts={
                name: _in_words(spots[fact.path, False]) if _is_bare(fact) else fact
                for name, fact in problem.facts.items()
            },
        )
        for (problem, _key), place in zip(listed, places, strict=False)
    ]
    return in_order(found)


def _is_bare(fact: object) -> TypeGuard[Place]:
    return isinstance(fact, Place) and fact.line is None


def _in_words(place: Place) -> object:
    """Return *place* as a fact: within one file its line says it all."""
    return place if place.line is None else Phrase("phrase.line", {"line": place.line})


def _bare_facts(problem: Problem) -> list[Place]:
    return [fact for fact in problem.facts.values() if _is_bare(fact)]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort *problems* as they stand in the file."""
    return sorted(problems, key=lambda p: (p.where.line or 0, p.where.column or 0))


def capped(problems: Iterable[Problem]) -> list[Problem]:
    """Return the first `MAX_PROBLEMS` of *problems*, and one that says there are more.

    Where it is known how many more there are, `MANY_PROBLEMS` of them, and one that says how many.
    """
    listed = list(problems)
    counts = (one.facts["count"] for one in listed if one.code == "problems.rest")
    rest = sum(count for count in counts if isinstance(count, int))
    if rest:
        told = [problem for problem in listed if problem.code != "problems.rest"]
        shown = told[:MANY_PROBLEMS]
        facts = {"listed": len(shown), "count": rest + len(told) - len(shown)}
        place = Place(file=shown[-1].where.file)
        return [*shown, Problem(place, "problems.rest", facts)]
    if len(listed) < MAX_PROBLEMS:
        return listed
    last = listed[MAX_PROBLEMS - 1]
    more = Problem(Place(file=last.where.file), "problems.more", {"listed": MAX_PROBLEMS})
    return [*listed[:MAX_PROBLEMS], more]
