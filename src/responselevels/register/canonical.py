r"""The canonical form of a line: one way to write each value, so that bytes can be hashed.

ASCII; an object, its keys sorted by code point, no blanks; integers of at most
`DIGITS` digits and no other numbers; what is not printable ASCII as ``\uXXXX``
in lower case, but for the short escapes of ``\b \t \n \f \r \" \\``;
nested at most `DEEPEST` deep; one LF at the end. docs/log-format.md says it for
those who write a reader of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

DIGITS = 18
"""So many digits may an integer have: it fits into 64 bits wherever it is read."""

DEEPEST = 64
"""So deep may lists and objects be nested, the line's own object included."""


def written(fields: Mapping[str, Any]) -> bytes:
    """Return the line of *fields*, its LF included.

    Raises:
        ValueError: there is something in it that has no canonical form.
    """
    return (_ENCODER.encode(_exact(fields, 1)) + "\n").encode("ascii")


def read(line: bytes) -> dict[str, Any]:
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
    if text.count("[") + text.count("{") > DEEPEST and _depth(fields) > DEEPEST:
        raise ValueError("too deep")
    return fields


def loaded(body: bytes) -> Any:
    """Return the JSON that a document is, whatever its form.

    Raises:
        ValueError: it is no JSON in UTF-8, or there is half a character in it:
            that can be escaped, and said in no message.
        RecursionError: it is nested too deep.
    """
    fields = json.loads(body.decode())
    json.dumps(fields, ensure_ascii=False).encode()
    return fields


def _exact(value: Any, depth: int) -> Any:
    """Return *value* with nothing in it that JSON writes in more than one way."""
    if isinstance(value, Mapping | list | tuple):
        if depth > DEEPEST:
            raise ValueError("too deep")
        if isinstance(value, Mapping):
            return {str(key): _exact(item, depth + 1) for key, item in value.items()}
        return [_exact(item, depth + 1) for item in value]
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int) and abs(value) < 10**DIGITS:
        return int(value)
    raise ValueError(f"{type(value).__name__} has no canonical form")


def _depth(value: Any) -> int:
    """Return how deep *value* is nested."""
    depth, layer = 0, [value]
    while layer := [item for item in layer if isinstance(item, dict | list)]:
        depth += 1
        layer = [
            inner for item in layer for inner in (item.values() if type(item) is dict else item)
        ]
    return depth


def _whole(text: str) -> int:
    if len(text) > DIGITS and len(text.lstrip("-")) > DIGITS:
        raise ValueError("too many digits")
    return int(text)


def _refused(text: str) -> NoReturn:
    raise ValueError(text)


_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_refused, parse_constant=_refused)
# What was just read or copied has no circles in it.
_ENCODER = json.JSONEncoder(
    check_circular=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
