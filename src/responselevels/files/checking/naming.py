"""The names in data that has no shape yet: each unknown one a problem, in the same go as the slips.

A proposal or an order whose shape is wrong is never resolved; so that its names are
looked up all the same, they are looked for where they would stand in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from responselevels.core.world.names import unknown_name
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import Path, Problem

_STATED = {bool, int, str}
"""What a value of a fact can be."""

Look = Callable[[Any], list[Problem]]
"""Returns the problems of the names in some data."""

_PROVENANCE = {
    "assessment": {"by": "body", "with": ["body"], "facts": "facts"},
    "approvals": [{"body": "body", "area": "area"}],
}
_ORDER: dict[str, Any] = {
    "area": "area",
    "scope": ["area"],
    "level": "level",
    "issuer": "body",
    "transition": "transition",
    "track": "track",
    "extras": [{"by": ["body"]}],
    **_PROVENANCE,
}
_PROPOSAL = {**_ORDER, "scope": ["place"], "order": "order"}
_ORDERS = {"orders": [{**_ORDER, "ends": [{"scope": ["area"]}]}]}
_CASES = {"cases": [{"proposal": _PROPOSAL, **_ORDERS}]}


def names_in_proposal(scheme: Scheme, orders: Callable[[], Collection[str]]) -> Look:
    """Return what looks up the names of a proposal; *orders* gives the ids of those so far."""
    return lambda data: _problems(data, _PROPOSAL, scheme, orders)


def proposal_names(data: Any) -> Iterator[tuple[str, Any, Path]]:
    """Yield kind, name and path of each name in the data of a proposal; of a scope the kind is ``place``."""
    return _names(data, _PROPOSAL, ())


def names_in_orders(scheme: Scheme) -> Look:
    """Return what looks up the names of an orders file."""
    return lambda data: _problems(data, _ORDERS, scheme, None)


def names_in_cases(scheme: Scheme) -> Look:
    """Return what looks up the names of a case file, but for those of orders."""
    return lambda data: _problems(data, {**_CASES, **_ORDERS}, scheme, None)


def _problems(
    data: Any, pattern: Any, scheme: Scheme, orders: Callable[[], Collection[str]] | None
) -> list[Problem]:
    reader = NameResolver(scheme)
    for kind, name, path in _names(data, pattern, ()):
        if kind != "order":
            getattr(reader, kind)(name, path)
        elif orders is not None and name not in (known := orders()):
            reader.problems.append(unknown_name("order", name, known, path))
    return reader.problems


def _names(data: Any, pattern: Any, path: Path) -> Iterator[tuple[str, Any, Path]]:
    """Yield kind, name and path of each name that stands in *data* where *pattern* has its kind.

    The name is None for a track that is not there.
    """
    if isinstance(pattern, str):
        yield from _named(data, pattern, path)
    elif isinstance(pattern, list):
        for number, item in enumerate(data if isinstance(data, list) else ()):
            yield from _names(item, pattern[0], (*path, number))
    elif isinstance(data, dict):
        for key, inner in pattern.items():
            if key in data:
                yield from _names(data[key], inner, (*path, key))
            # No shape says whether a track has to be there: the rules do (docs/semantics.md, 10).
            elif key == "track" and data.get("action", "issue") == "issue":
                yield "track", None, (*path, key)


def _named(data: Any, kind: str, path: Path) -> Iterator[tuple[str, Any, Path]]:
    if kind == "facts":
        # Here the keys are names. A value that no fact can have is told with the slips of shape.
        if isinstance(data, dict):
            yield kind, {key: one for key, one in data.items() if type(one) in _STATED}, path
    elif isinstance(data, str):
        yield kind, data, path
