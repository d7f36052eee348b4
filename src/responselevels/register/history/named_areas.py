"""The scheme of rules and of those areas alone that a log names.

Of the 665,000 areas of a country a log names a few. An area that no line names has no order and is
in the scope of none, and a level follows from the orders of the areas above. So what stands is told
alike under all areas, and under the named ones with those above them. What might be decided is not:
a remedy may name other areas.

The document of the areas is not read but looked through. It has one spelling, in which a quote
within a text is escaped: what begins an area begins nothing else. Where that is not plain to see
(figures, titles in a language called `id`, ids with a quote), there is no such scheme.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from re import compile as pattern
from typing import Any

from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.base import Model
from responselevels.models.rules import Rules
from responselevels.register.history.outlines import texts_in
from responselevels.register.history.schemes import Schemes

_BEFORE, _AREA, _GROUPS = b'{"areas":[', b'{"id":"', b'],"groups":['
_ID = pattern(rb'\{"id":"([^"\\]*)","(?:parent|tier)":"')
_TIER = b',"tier":"'
_FEW = 8
"""Number of areas up to which each is sought by itself: a hundredth of a second in 46 MB."""


class AllAreas(LookupError):  # noqa: N818 - it ends the quick way, nothing else
    """All areas have to be read."""


def schemes_of_named(lines: Sequence[bytes]) -> Schemes:
    """Return what makes schemes of the areas that *lines* name, and of those above them.

    It raises `AllAreas` where which these are is not plain to see, where more is asked of the
    others (measures are worked out from all of their figures), and where nothing would be gained.
    """
    size = sum(map(len, lines))

    @cache
    def named() -> frozenset[bytes]:
        return frozenset(text.encode() for line in lines for text in texts_in(line))

    def made(
        rules: str, areas: str, document: Callable[[str], bytes], _read: Mapping[str, Model]
    ) -> Scheme:
        known = Rules.model_validate_json(document(rules))
        body = document(areas)
        if known.measures or len(body) < size:
            raise AllAreas(areas)
        return compile_scheme(known, areas_named(body, named()))

    return made


def areas_named(body: bytes, named: Collection[bytes]) -> Areas:
    """Return the *named* ones of the areas in the document *body*, all above them, and all groups.

    Where there are none of these, one at the top.

    Raises:
        AllAreas: which these are is not plain to see.
    """
    end, groups = _end_of_areas(body)
    ids = _ID.findall(body, 0, end)
    begun, tiers = body.count(_AREA, 0, end), body.count(_TIER, 0, end)
    if not body.startswith(_BEFORE + _AREA) or not len(ids) == begun == tiers:
        raise AllAreas(begun)
    members = (name.encode() for group in groups for name in group["members"])
    wanted = frozenset((*named, *members)).intersection(ids) or ids[:1]
    record: Callable[[bytes], bytes] = partial(_found, body, end)
    if len(wanted) > _FEW:
        record = dict(zip(ids, body[len(_BEFORE) : end].split(_AREA)[1:], strict=True)).__getitem__
    return Areas.model_validate({"areas": _with_those_above(record, wanted), "groups": groups})


def _end_of_areas(body: bytes) -> tuple[int, list[Any]]:
    """Return where the last area ends in the document *body*, and the groups after it."""
    at = body.find(_GROUPS)
    if at < 0:
        return len(body) - len(b"]}"), []
    return at, json.loads(b'{"groups":[' + body[at + len(_GROUPS) :])["groups"]


def _found(body: bytes, end: int, name: bytes) -> bytes:
    """Return what is written of the area *name* after its beginning, the areas of *body* ending at *end*."""
    at = body.index(_AREA + name + b'"', 0, end) + len(_AREA)
    after = body.find(b"," + _AREA, at, end)
    return body[at : end if after < 0 else after]


def _with_those_above(record: Callable[[bytes], bytes], ids: Iterable[bytes]) -> list[Any]:
    """Return the areas with these *ids*, and all above them, as their *record* says."""
    found: dict[bytes, Any] = {}
    for one in ids:
        name: bytes | None = one
        while name is not None and name not in found:
            found[name] = area = json.loads(_AREA + record(name).removesuffix(b","))
            above = area.get("parent")
            name = None if above is None else above.encode()
    return [*found.values()]
