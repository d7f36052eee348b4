"""Templates: rules and areas files with places that are still to be filled in.

Such a place is marked ``{fill: question}`` (docs/formats.md, Templates). A file that has
one is refused, each question a problem at its place. What stands beside them is checked
all the same: to the rest of `checking`, a place to fill in is a gap, as one that the
reader could not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from responselevels.errors import InputError, Path, Place, Problem
from responselevels.files.syntax.documents import Document, placed_problems
from responselevels.models.texts import Text
from responselevels.text.catalogue import Wording

FILL = "fill"
"""The key that marks a place to fill in; its value is the question."""

QUESTION = "template.fill"
"""The code of the problem that a place to fill in is."""

_QUESTION: TypeAdapter[Text] = TypeAdapter(Text)


def questions(document: Document) -> list[Problem]:
    """Return each place of *document* that is to be filled in, placed, in the order of the file."""
    return placed_problems(((place, False) for place in _places(document.data, ())), document)


def places_to_fill(document: Document) -> frozenset[Path]:
    """Return the paths of the places of *document* that are to be filled in."""
    return frozenset(place.where.path for place in _places(document.data, ()))


def is_template(error: InputError) -> bool:
    """Say whether nothing is wrong with a file but that it is still to be filled in."""
    return {problem.code for problem in error.problems} <= {
        QUESTION,
        "problems.more",
        "problems.rest",
    }


def with_gaps(document: Document) -> Document:
    """Return *document* with each place to fill in as a flaw and a gap; without any, itself.

    To be asked only of a file that cannot be used as it is: in one that can, `fill` is a name
    that somebody chose.
    """
    gaps = [place.where.path for place in _places(document.data, ())]
    return replace(
        document,
        flaws=(*document.flaws, *questions(document)),
        gaps=(*document.gaps, *gaps),
    )


def _places(data: Any, path: Path) -> Iterator[Problem]:
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _places(item, (*path, number))
    elif isinstance(data, dict):
        question = _question_of(data)
        if question is not None:
            yield _problem(question, path)
            return
        for key, item in data.items():
            yield from _places(item, (*path, key))


def _problem(question: Text, path: Path) -> Problem:
    # What a file is called by, and what its keys mean, must stand fast while it is filled in.
    if path == ("format",) or path[-1:] == ("id",):
        return Problem(Place(path=path), "template.place")
    return Problem(Place(path=path), QUESTION, {"question": Wording(question.words)})


def _question_of(data: dict[Any, Any]) -> Text | None:
    """Return the question of a place to fill in; None where it is none, or says more."""
    if set(data) != {FILL}:
        return None
    try:
        return _QUESTION.validate_python(data[FILL])
    except ValidationError:
        return None
