"""Keys of the rules file that the format has and this version does not carry out yet.

A key that is read and not carried out would be a wrong permit, so such rules are refused.
Whoever builds what a key asks for takes it out of `UNBUILT`.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.errors import Path, Place, Problem
from responselevels.models.base import Model
from responselevels.models.rules import (
    Duty,
    Ending,
    Ratify,
)

UNBUILT: dict[type[Model], frozenset[str]] = {
    Ratify: frozenset({"duties"}),
    Ending: frozenset({"duties"}),
    Duty: frozenset({"id", "counts_from", "when"}),
}
"""The keys of each model that are refused where they are given."""


def problems_in_unbuilt(part: object, path: Path = ()) -> Iterator[Problem]:
    """Yield a problem for each key of `UNBUILT` that is given in *part*, with its path."""
    if isinstance(part, tuple):
        for number, inner in enumerate(part):
            yield from problems_in_unbuilt(inner, (*path, number))
    elif isinstance(part, dict):
        for key, inner in part.items():
            yield from problems_in_unbuilt(inner, (*path, key))
    elif isinstance(part, Model):
        refused = UNBUILT.get(type(part), frozenset())
        for name in type(part).model_fields:
            if name in part.model_fields_set:
                if name in refused:
                    yield Problem(Place(path=(*path, name)), "key.unbuilt", {"key": name})
                yield from problems_in_unbuilt(getattr(part, name), (*path, name))
