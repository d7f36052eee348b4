"""Problems of shape, from the errors of pydantic; each comes with an edit that mends the data.

No sentence of pydantic's is ever shown: each of its error types that the models
can raise has a code of ours, and an unforeseen one has a general sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import PydanticCustomError

from responselevels.core.world.names import nearest, shown
from responselevels.errors import Path, Place, Problem
from responselevels.files.checking.keys import keys_of
from responselevels.files.checking.mending import Edit, Remove, Rename, Replace
from responselevels.files.syntax.values import Unquoted, meaning
from responselevels.models.parts.conditions import OPERATORS
from responselevels.models.times import day_of, duration_of, instant_of
from responselevels.text.catalogue import Phrase
from responselevels.text.fullwidth import WIDE, meant, named_marks, narrow

Plain = int | bool | Unquoted | None


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake of shape: the problem, whether it is about the key, how to mend it."""

    problem: Problem
    key: bool
    mended_at: Path
    edit: Edit


_TYPES = {
    "int_type": "whole.type",
    "int_from_float": "whole.type",
    "bool_type": "flag.type",
    "tuple_type": "list.type",
    "dict_type": "mapping.type",
    "model_type": "mapping.type",
    "model_attributes_type": "mapping.type",
    "mapping.type": "mapping.type",
    "fact.form": "fact.form",
    "fact.asked": "fact.asked",
    "amount.form": "amount.form",
    "times.form": "times.form",
}

_TEXTS = {
    "string_type",
    "text.type",
    "text.empty",
    "time.type",
    "day.malformed",
    "duration.malformed",
    "condition.type",
}
"""Raised also where something that is not text stands in the place of a text."""


def slips_of(errors: Iterable[Mapping[str, Any]], data: Any, model: Any) -> list[Slip]:
    """Return a slip for each of pydantic's *errors* about *data* as a *model*.

    A missing key that a misspelt one was meant for is left out.
    """
    slips = [slip for error in errors for slip in _slips(error, data, model)]
    renamed = {
        (*slip.mended_at[:-1], slip.edit.key) for slip in slips if isinstance(slip.edit, Rename)
    }
    return [
        slip
        for slip in slips
        if slip.problem.code != "missing" or slip.problem.where.path not in renamed
    ]


def _slips(error: Mapping[str, Any], data: Any, model: Any) -> Iterator[Slip]:
    path, key = path_of(error["loc"], data)
    kind, value = error["type"], error["input"]
    if kind == "missing":
        path = (*path, error["loc"][-1])
        problem = Problem(Place(path=path), "missing", {"key": str(error["loc"][-1])})
        yield Slip(problem, key=False, mended_at=path[:-1], edit=Remove())
    elif kind == "extra_forbidden":
        yield _unknown_key(path, keys_of(model, error["loc"][:-1]), data)
    elif kind == "condition.operator" and value:
        for name in value:
            yield _unknown_key((*path, name), OPERATORS, data)
    elif kind == "action.unknown":
        yield _slip((*path, "action"), kind, value, error["ctx"])
    elif kind == "text.words":
        for lang, words in value.items():
            if not isinstance(words, str) or not words.strip():
                yield _slip((*path, lang), "text.empty", words, {})
    elif kind == "text.language":
        path = (*path, error["ctx"]["value"])
        problem = Problem(Place(path=path), kind, {"value": shown(error["ctx"]["value"])})
        yield Slip(problem, key=True, mended_at=path, edit=Remove())
    else:
        slip = _slip(path, kind, value, error.get("ctx") or {})
        yield replace(slip, key=True, edit=Remove(name_lost=True)) if key else slip


def _slip(path: Path, kind: str, value: Any, context: Mapping[str, Any]) -> Slip:
    code, facts, edit = _in_wide_marks(kind, value, context) or _about(kind, value, context)
    return Slip(Problem(Place(path=path), code, facts), key=False, mended_at=path, edit=edit)


def path_of(loc: Iterable[str | int], data: Any) -> tuple[Path, bool]:
    """Return the path in *data* that pydantic's *loc* stands for, and whether it means the key.

    What *loc* has beside keys and indexes (tags of alternatives) is passed over.
    """
    path: list[str | int] = []
    for step in loc:
        if step == "[key]" and not (isinstance(data, dict) and step in data):
            return tuple(path), True
        if _has(data, step):
            data = data[step]
            path.append(step)
    return tuple(path), False


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _unknown_key(path: Path, known: tuple[str, ...], data: Any) -> Slip:
    for step in path[:-1]:
        data = data[step]
    key = str(path[-1])
    narrowed = narrow(key).strip("\"' ")
    near = narrowed if narrowed in known else nearest(key, known)
    offer: object = "" if near is None else Phrase("phrase.near", {"near": near})
    if near is not None and near == narrowed and WIDE.search(key):
        facts = {"marks": named_marks(key), "written": f"`{near}`"}
        offer = Phrase("phrase.wide", facts)
    listed = tuple(f"`{name}`" for name in known)
    problem = Problem(
        Place(path=path), "key.unknown", {"key": shown(key), "known": listed, "near": offer}
    )
    free = near is not None and near not in data
    edit = Rename(near) if near is not None and free else Remove()
    return Slip(problem, key=True, mended_at=path, edit=edit)


def _about(
    kind: str, value: Any, context: Mapping[str, Any]
) -> tuple[str, Mapping[str, object], Edit]:
    """Return the code and facts for an error of *kind* about *value*, and a mending."""
    if kind == "literal_error":
        return _choice(value, context)
    if kind in _TYPES:
        return _TYPES[kind], {"found": found(value)}, Remove()
    if kind in _TEXTS and not isinstance(value, str):
        return _no_text(kind, value, context)
    if "." in kind:
        return kind, _facts(context), _mended_id(kind, context)
    return "value.other", {"found": found(value)}, Remove()


_OF_TEXT = ("text.", "id.")
"""What is wrong with free text or an id has nothing to do with the marks in it."""


def _in_wide_marks(
    kind: str, value: Any, context: Mapping[str, Any]
) -> tuple[str, Mapping[str, object], Edit] | None:
    """Return the problem of a text in the marks of a Chinese keyboard; it is read as it is meant."""
    if not isinstance(value, str) or kind.startswith(_OF_TEXT):
        return None
    narrowed = meant(value)
    if narrowed is None or (kind == "literal_error" and narrowed not in _choices(context)):
        return None
    edit: Edit = Replace(meaning(narrowed) if kind in _TYPES else narrowed)
    facts = {"value": shown(value), "marks": named_marks(value), "written": shown(narrowed)}
    return "wide.value", facts, edit


def _facts(context: Mapping[str, Any]) -> Mapping[str, object]:
    return {
        name: tuple(f"`{item}`" for item in fact) if isinstance(fact, list) else shown(str(fact))
        for name, fact in context.items()
    }


def _no_text(
    kind: str, value: Any, context: Mapping[str, Any]
) -> tuple[str, Mapping[str, object], Edit]:
    """Tell what was meant as text and only lacks its quotes from what is something else."""
    if value is None:
        return "text.nothing", {}, Remove()
    if isinstance(value, bool | int | Unquoted):
        written = as_written(value)
        if kind in _READERS and not _reads(kind, written):
            return kind, {"value": shown(written), **context}, Remove()
        return "text.unquoted", {"value": shown(written)}, Replace(written)
    code = kind if kind in {"text.type", "condition.type"} else "text.other"
    return code, {"found": found(value)}, Remove()


_READERS: Mapping[str, Callable[[Any], object]] = {
    "time.type": instant_of,
    "day.malformed": day_of,
    "duration.malformed": duration_of,
}


def _reads(kind: str, written: str) -> bool:
    try:
        _READERS[kind](written)
    except PydanticCustomError:
        return False
    return True


def _mended_id(kind: str, context: Mapping[str, Any]) -> Edit:
    if kind == "id.blanks":
        return Replace(context["value"].strip())
    if kind == "id.not_nfc":
        return Replace(context["written"])
    return Remove()


def _choice(value: Any, context: Mapping[str, Any]) -> tuple[str, Mapping[str, object], Edit]:
    choices = _choices(context)
    near = nearest(value, choices) if isinstance(value, str) else None
    facts = {
        "found": found(value),
        "known": tuple(f"`{choice}`" for choice in choices),
        "near": "" if near is None else Phrase("phrase.near", {"near": near}),
    }
    return "choice.unknown", facts, Remove()


def _choices(context: Mapping[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", str(context.get("expected", "")))


def as_written(value: Plain) -> str:
    """Return an unquoted *value* as it stands in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def found(value: Any) -> Phrase:
    """Word what was found in the place of something else."""
    if value is None:
        return Phrase("phrase.found.nothing")
    if isinstance(value, str):
        return Phrase("phrase.found.text", {"value": shown(value)})
    if isinstance(value, list | dict):
        return Phrase("phrase.found.list" if isinstance(value, list) else "phrase.found.mapping")
    return Phrase("phrase.found.plain", {"value": shown(as_written(value))})


def renamed_paths(edits: Mapping[Path, Edit]) -> Iterator[Path]:
    """Yield the paths of keys that were read as another."""
    yield from (path for path, edit in edits.items() if isinstance(edit, Rename))
