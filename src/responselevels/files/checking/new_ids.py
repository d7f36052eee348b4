"""Ids that a file gives to something new, held to the keyboard that they are written with.

A name of something that is known is looked up, and a slip comes out. A new id is taken
as it stands, and so `“P-1”` and `P－1` would be two more things beside `P-1`. Where all
that is odd in an id is marks of a Chinese keyboard, they are slips. An id that is Chinese
beyond its marks, the number of a document such as `新办发（2026）5号`, may have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from responselevels.errors import Path, Place, Problem
from responselevels.text.fullwidth import named_marks, slip_facts

_KEYS = ("id", "proposer", "person")
_NESTS = frozenset({dict, list})
_NAMED = ("sources", "bodies")
"""Keys whose values are mappings from new ids."""


def slips_in_ids(data: Any) -> list[tuple[Problem, bool]]:
    """Return a problem for each new id in *data* that is written with such marks.

    With the flag it stands at the key of its path.
    """
    found: list[tuple[Problem, bool]] = []
    if _is_plain(data):
        return found
    for written, path, key in _ids(data, ()):
        facts = None if written.isascii() else (_note_facts(written) or slip_facts(written))
        if facts is not None:
            found.append((Problem(Place(path=path), "wide.value", facts), key))
    return found


def _is_plain(data: Any) -> bool:
    """Say whether all that could be a new id in *data* is ASCII: then there is nothing to look for."""
    stack = [data]
    while stack:
        inner = stack.pop()
        if type(inner) is dict:
            for key, value in inner.items():
                if type(value) is str:
                    if key in _KEYS and not value.isascii():
                        return False
                elif type(value) in _NESTS:
                    if key in _NAMED:
                        return False
                    stack.append(value)
        elif type(inner) is list:
            stack += inner
        elif isinstance(inner, dict | list):
            return False
    return True


def _note_facts(written: str) -> dict[str, object] | None:
    """Return what to say of an id that goes on with a `＃`, which was to begin a comment."""
    head, mark, note = written.partition(" ＃")
    if not mark or not head.isascii():
        return None
    return {"value": written, "marks": named_marks("＃"), "written": f"{head} #{note}"}


def _ids(data: Any, path: Path) -> Iterator[tuple[str, Path, bool]]:
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from _ids(item, (*path, number))
    elif isinstance(data, dict):
        for key, value in data.items():
            here = (*path, key)
            if key in _KEYS and isinstance(value, str):
                yield value, here, False
            elif isinstance(value, dict | list):
                if key in _NAMED and isinstance(value, dict):
                    yield from ((name, (*here, name), True) for name in value)
                yield from _ids(value, here)
