"""What is handed in is taken as whoever reads the log will find it, or it is refused.

Values come from programs: a subclass of `datetime` may write itself as what no
reader takes, a model may have been made without its checks. So every model is
written down and read back before anything is made of it, and every text is held
to what a log can say. `responselevels.register.recording.trial` does the same for whole
lines, right before they are appended.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import starmap
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from responselevels.core import digests
from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, Place, Problem
from responselevels.models.base import Model
from responselevels.models.proposals import Proposal
from responselevels.models.sha256 import sha256_of
from responselevels.models.texts import Text
from responselevels.models.times import FIRST_MICROS, instant_at, micros_of
from responselevels.register.log import canonical

M = TypeVar("M", bound=Model)
T = TypeVar("T")

_ODD = (re.compile(rb"\\u(?:d[89a-f]|0000)"), re.compile(rb"[:,\[]-?\d{16}"))
"""Find in a line what may be half a character or NUL, and a number above `_LARGEST`."""

_EXACT = frozenset({str, int, bool, type(None), Text})
"""Types whose values are asked for their own opinion: no foreign class can be among them."""

_REFUSED = {"Cc", "Cs", "Zl", "Zp"}
_LARGEST = 2**53 - 1
_MISSING = object()
_EPOCH = instant_at(0)
_MICROSECOND = timedelta(microseconds=1)


def plain_proposal(proposal: AnyProposal) -> AnyProposal:
    """Return *proposal* as it is read back; see `plain`."""
    found: AnyProposal = _plain(proposal, Proposal, get_args(AnyProposal), ("proposal",))
    return found


def plain(model: M, kind: type[M], *path: str | int) -> M:
    """Return *model*, a *kind*, as it is read back from what is written of it.

    *path* says in messages where it was handed in.

    Raises:
        InputError: it is something else, cannot be written down, or would be
            read back as something else.
    """
    found: M = _plain(model, kind, (kind,), path)
    return found


@dataclass(frozen=True, slots=True)
class PlainDocument(Generic[M]):
    """A *model* as it was read back from *body*, the document that is kept of it under its *digest*.

    *written* is the same as a line of the log would have it.
    """

    model: M
    body: bytes
    digest: str
    written: str


def plain_document(model: M, kind: type[M], *path: str | int) -> PlainDocument[M]:
    """Return the document of *model*, a *kind*, and the model as it is read back from that.

    It is written once and read once, for the areas of a whole country take their time.

    Raises:
        InputError: as `plain`.
    """
    fields, line = _written(model, (kind,), path)
    try:
        body = digests.canonical(fields)
        del fields
        read = kind.model_validate_json(body)
    except ValidationError as error:
        raise InputError(_problems(error, path)) from None
    except (AttributeError, TypeError, ValueError, ArithmeticError):
        raise _refused(path, "record.value") from None
    if not _same(model, read):
        raise _refused(path, "record.other")
    return PlainDocument(read, body, sha256_of(body), line[_BEFORE:-_AFTER].decode("ascii"))


_BEFORE, _AFTER = len('{"":['), len("]}\n")


def _plain(
    model: object, form: Any, kinds: tuple[type[Model], ...], path: tuple[str | int, ...]
) -> Any:
    """Return *model* as it is read back by *form*, a type that no type checker can name."""
    fields, _line = _written(model, kinds, path)
    try:
        read = _adapter(form).validate_python(fields)
    except ValidationError as error:
        raise InputError(_problems(error, path)) from None
    except (AttributeError, TypeError, ValueError, ArithmeticError):
        raise _refused(path, "record.value") from None
    if not _same(model, read):
        raise _refused(path, "record.other")
    return read


def _written(
    model: object, kinds: tuple[type[Model], ...], path: tuple[str | int, ...]
) -> tuple[dict[str, Any], bytes]:
    """Return *model*, one of *kinds*, as JSON has it, and as a line of the log has it, in a list.

    Raises:
        InputError: it is something else, or cannot be written.
    """
    if not isinstance(model, kinds):
        expected = " | ".join(kind.__name__ for kind in kinds)
        raise _refused(path, "record.kind", found=type(model).__name__, expected=expected)
    try:
        fields = model.model_dump(
            mode="json", by_alias=True, exclude_defaults=True, warnings="error"
        )
        written = canonical.to_bytes(
            {"": [fields]}
        )  # it may be nested no deeper, as part of what was asked
    except (PydanticSerializationError, AttributeError, TypeError, ValueError, ArithmeticError):
        raise _refused(path, "record.value") from None
    if any(odd.search(written) is not None for odd in _ODD):
        _hold_texts(fields, path)  # half a character cannot even be said to be wrong
    return fields, written


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def _problems(error: ValidationError, path: tuple[str | int, ...]) -> list[Problem]:
    """Return what is wrong, as `responselevels.models` says it, else in general."""
    return [
        Problem(
            Place(path=(*path, *(step for step in one["loc"] if not str(step).startswith("<")))),
            one["type"] if "." in one["type"] else "record.value",
            one.get("ctx", {}),
        )
        for one in error.errors(include_url=False, include_input=False)
    ]


def _refused(path: tuple[str | int, ...], code: str, **facts: object) -> InputError:
    return InputError([Problem(Place(path=path), code, facts)])


def _same(given: object, read: object) -> bool:
    """Say whether *given* is what was *read* of it, asking no foreign class for its opinion."""
    if isinstance(read, BaseModel):
        return type(given) is type(read) and (
            _surely_same(vars(given), vars(read))
            or all(
                _same(getattr(given, name, _MISSING), getattr(read, name))
                for name in type(read).model_fields
            )
        )
    if isinstance(read, datetime):
        return isinstance(given, datetime) and _instant(given) == micros_of(read)
    if isinstance(read, str):
        return isinstance(given, str) and str.__eq__(read, given)
    if isinstance(read, tuple | list):
        return (
            isinstance(given, type(read))
            and len(given) == len(read)
            and all(starmap(_same, zip(given, read, strict=True)))
        )
    if isinstance(read, Mapping):
        return (
            isinstance(given, Mapping)
            and given.keys() == read.keys()
            and all(_same(given[name], value) for name, value in read.items())
        )
    return type(given) is type(read) and bool(given == read)


def _surely_same(given: Mapping[str, object], read: Mapping[str, object]) -> bool:
    """Say whether what a model was *given* is plain and what was *read*; where not, nothing is known."""
    # A model without its checks may have anything in it; most have texts alone, or nothing.
    kinds = [*map(type, read.values())]
    return _EXACT.issuperset(kinds) and kinds == [*map(type, given.values())] and given == read


def _instant(given: datetime) -> int | None:
    """Return the instant that *given* holds, whatever its class says of it; None where it has none."""
    try:
        return datetime.__sub__(given, _EPOCH) // _MICROSECOND
    except Exception:  # noqa: BLE001 - a zone may be anybody's, and raise anything
        return None


def _hold_texts(fields: object, path: tuple[str | int, ...]) -> None:
    """Refuse what is in *fields* and no message could say, or no reader of JSON need take."""
    if isinstance(fields, str):
        for char in fields:
            if char == "\0" or "\ud800" <= char <= "\udfff":
                raise _refused(path, "record.character", character=f"U+{ord(char):04X}")
    elif isinstance(fields, dict):
        for name, value in fields.items():
            _hold_texts(name, path)
            _hold_texts(value, (*path, name))
    elif isinstance(fields, int) and abs(fields) > _LARGEST:
        raise _refused(path, "record.number", most=_LARGEST)
    elif isinstance(fields, list):
        for number, value in enumerate(fields):
            _hold_texts(value, (*path, number))


# -- what is no model ------------------------------------------------------------------------


def held_to(value: object, kinds: type | tuple[type, ...], *path: str | int) -> None:
    """Hold *value* to be one of *kinds*.

    Raises:
        InputError: it is something else.
    """
    if not isinstance(value, kinds):
        named = kinds if isinstance(kinds, tuple) else (kinds,)
        expected = " | ".join(kind.__name__ for kind in named)
        raise _refused(path, "record.kind", found=type(value).__name__, expected=expected)


def plain_path(value: str | Path, *path: str) -> Path:
    """Return *value* as the path of a file or a folder.

    Raises:
        InputError: it is neither text nor a path, or no name can be so.
    """
    held_to(value, (str, Path), *path)
    return Path(plain_text(str(value), *path))


def listed(values: Iterable[T], kind: type[T], *path: str) -> list[T]:
    """Return *values* as a list, each of them a *kind*.

    Raises:
        InputError: they are no list, or one of them is something else.
    """
    held_to(values, Iterable, *path)
    found = list(values)
    for number, value in enumerate(found):
        held_to(value, kind, *path, number)
    return found


MOST_SECONDS = 1_000_000
"""Longest time to wait, in seconds: databases count milliseconds in 32 bits."""


def plain_seconds(value: float, *path: str) -> float:
    """Return *value* as a number of seconds that can be waited.

    Raises:
        InputError: it is no number, below 0, or above `MOST_SECONDS`.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused(path, "record.kind", found=type(value).__name__, expected="float")
    if not 0 <= value <= MOST_SECONDS:
        raise _refused(path, "record.seconds", most=MOST_SECONDS)
    return value


def plain_count(value: object, *path: str) -> int:
    """Return *value* as a plain whole number, of whatever subclass of `int` it is.

    Raises:
        InputError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise _refused(path, "record.kind", found=type(value).__name__, expected="int")
    return int.__int__(value)


def plain_instant(value: object, *path: str) -> int:
    """Return *value*, in microseconds, as an instant of the years that can be written.

    Raises:
        InputError: it is none. One after them all is left to whoever holds it to the end of time.
    """
    micros = plain_count(value, *path)
    if micros < FIRST_MICROS:
        raise _refused(path, "record.instant")
    return micros


# -- texts ------------------------------------------------------------------------------------


def plain_text(value: str, *path: str) -> str:
    """Return *value* as a plain text of one line, for a name, a key or a title.

    Raises:
        InputError: it is no text, is empty, or has a character that cannot be
            seen in a line.
    """
    if not isinstance(value, str):
        raise _refused(path, "record.text", found=type(value).__name__)
    text = str.__str__(value)
    if not text:
        raise _refused(path, "record.empty")
    for char in text:
        if unicodedata.category(char) in _REFUSED:
            raise _refused(path, "record.character", character=f"U+{ord(char):04X}")
    return text


def one_of(value: str, known: Sequence[str], *path: str) -> None:
    """Hold *value* to be one of the words that are *known*.

    Raises:
        InputError: it is another.
    """
    if value not in known:
        expected = tuple(f"`{word}`" for word in known)
        raise _refused(path, "record.word", found=plain_text(value, *path), expected=expected)


def optional_text(value: str | None, *path: str) -> str | None:
    """Return *value* as `plain_text` does; None stays None."""
    return None if value is None else plain_text(value, *path)


def plain_words(value: str | None, *path: str) -> str | None:
    """Return *value* as a plain text of any number of lines; None stays None.

    Raises:
        InputError: it is no text, or has half a character or NUL in it.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise _refused(path, "record.text", found=type(value).__name__)
    _hold_texts(str.__str__(value), path)
    return str.__str__(value)
