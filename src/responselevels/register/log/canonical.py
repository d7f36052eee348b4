r"""The canonical form of a line: one way to write each value, so that bytes can be hashed.

ASCII; an object, its keys sorted by code point, no blanks; integers of at most
`DIGITS` digits and no other numbers; what is not printable ASCII as ``\uXXXX``
in lower case, but for the short escapes of ``\b \t \n \f \r \" \\``;
nested at most `DEEPEST` deep; one LF at the end. docs/log-format.md says it for
those who write a reader of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import NoReturn

DIGITS = 18
"""Maximum number of digits of an integer: it fits into 64 bits wherever it is read."""

DEEPEST = 64
"""Maximum depth of nested lists and objects, the line's own object included."""


def to_bytes(fields: Mapping[str, object]) -> bytes:
    """Return the line of *fields*, its LF included.

    Where a number may be none that a line can have, it is read back, which says so.

    Raises:
        ValueError: there is something in it that has no canonical form.
    """
    try:
        text = _ENCODER.encode(fields)
        if _ODD_NUMBER.search(text) is not None:
            _DECODER.raw_decode(text)
    except RecursionError:
        raise ValueError("too deep") from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"this has no canonical form: {error}") from None
    _hold_depth(text, fields)
    return (text + "\n").encode("ascii")


def read(line: bytes) -> dict[str, object]:
    """Return the fields of a raw line.

    Raises:
        ValueError: it is not in canonical form.
    """
    try:
        text = line.decode("ascii")
        fields, _end = _DECODER.raw_decode(text)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(fields, dict) or _ENCODER.encode(fields) + "\n" != text:
        raise ValueError("not canonical")
    _hold_depth(text, fields)
    return fields


def members(fields: Mapping[str, object], names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the fields *names*, each with its value as its line has it.

    Raises:
        KeyError: there is no such field.
    """
    return tuple((name, _ENCODER.encode(fields[name])) for name in names)


def line_of_members(written: Iterable[tuple[str, str]]) -> bytes:
    """Return the line of an object with these members, whose values are written canonically."""
    inside = ",".join(f'"{name}":{value}' for name, value in sorted(written))
    return f"{{{inside}}}\n".encode("ascii")


def _hold_depth(text: str, fields: object) -> None:
    if text.count("[") + text.count("{") > DEEPEST and _depth(fields) > DEEPEST:
        raise ValueError("too deep")


def loaded(body: bytes) -> object:
    """Return the JSON that a document is, whatever its form.

    Raises:
        ValueError: it is no JSON in UTF-8, or there is half a character in it:
            that can be escaped, and said in no message.
        RecursionError: it is nested too deep.
    """
    fields = json.loads(body.decode())
    json.dumps(fields, ensure_ascii=False).encode()
    return fields


def _depth(value: object) -> int:
    """Return how deep *value* is nested."""
    depth, layer = 0, [value]
    while layer := [item for item in layer if isinstance(item, _NESTING)]:
        depth += 1
        layer = [
            inner for item in layer for inner in (item.values() if isinstance(item, dict) else item)
        ]
    return depth


def _whole(text: str) -> int:
    if len(text) > DIGITS and len(text.lstrip("-")) > DIGITS:
        raise ValueError("too many digits")
    return int(text)


def _refused(text: str) -> NoReturn:
    raise ValueError(text)


_NESTING = (dict, list, tuple)
_ODD_NUMBER = re.compile(rf"[:,\[]-?(?:\d{{{DIGITS + 1}}}|\d+[.eE])", re.ASCII)
"""Finds a number that is too long or no integer; it may find one in a text as well."""

_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_refused, parse_constant=_refused)
# Whatever has circles in it is nested too deep.
_ENCODER = json.JSONEncoder(
    check_circular=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
