"""The properties of a case file: one kind each, and every name one that the rules have.

See docs/formats.md, Case files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from responselevels.core.world.names import title_indexes, unknown_name
from responselevels.core.world.soundness import odd_parts
from responselevels.errors import Path, Place, Problem
from responselevels.models.cases import PROPERTY_KINDS, AuthorProperty
from responselevels.models.parts.conditions import Condition
from responselevels.models.rules import Rules

_NAMED = {"level": "level", "from": "level", "tier": "tier", "body": "body"}
"""The keys that name things, each with the kind of thing."""

_CONDITIONS = ("without", "assessed_without")
_A_CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


def odd_properties(properties: Sequence[AuthorProperty]) -> Iterator[Problem]:
    """Yield what is wrong with *properties* and can be told without the rules."""
    first: dict[str, int] = {}
    for number, stated in enumerate(properties):
        path: Path = ("properties", number)
        if stated.name in first:
            facts = {"id": stated.name, "first": Place(path=("properties", first[stated.name]))}
            yield Problem(Place(path=(*path, "name")), "id.repeated", facts)
        first.setdefault(stated.name, number)
        known = tuple(f"`{kind}`" for kind in PROPERTY_KINDS)
        if len(stated.kinds) != 1:
            code = "property.kinds" if stated.kinds else "property.kind"
            found = tuple(f"`{kind}`" for kind in stated.kinds)
            yield Problem(Place(path=path), code, {"found": found, "known": known})
        else:
            yield from _odd(stated, (*path, stated.kind))


def _odd(stated: AuthorProperty, path: Path) -> Iterator[Problem]:
    for key in _NAMED:
        written = _written(stated, key)
        if isinstance(written, tuple):
            yield from _odd_list(written, (*path, key))
    if stated.needs is not None and stated.needs.approvals < 1:
        facts = {"count": stated.needs.approvals}
        yield Problem(Place(path=(*path, "approvals")), "property.approvals", facts)
    said = stated.never
    if said is None:
        return
    # Only an issue starts from somewhere and has a period, and nobody assesses a ratification.
    for key, fits in (
        ("from", said.from_ is None or said.do == "issue"),
        ("longer_than", said.longer_than is None or said.do == "issue"),
        ("assessed_without", said.assessed_without is None or said.do != "ratify"),
    ):
        if not fits:
            yield Problem(Place(path=(*path, key)), "property.key", {"key": key, "do": said.do})


def _odd_list(written: Sequence[str], path: Path) -> Iterator[Problem]:
    if not written:
        yield Problem(Place(path=path), "list.empty")
    for number, name in enumerate(written):
        if name in written[:number]:
            facts = {"name": name, "first": Place(path=(*path, written.index(name)))}
            yield Problem(Place(path=(*path, number)), "list.repeated", facts)


def _written(stated: AuthorProperty, key: str) -> str | tuple[str, ...] | None:
    written: str | tuple[str, ...] | None
    written = getattr(stated.says, "from_" if key == "from" else key, None)
    return written


def unknown_in_properties(rules: Rules, data: Any) -> Iterator[Problem]:
    """Yield a problem for each name in properties that *rules* do not have, and each odd condition.

    *data* are the properties as they are written: what has another shape is passed over, for
    that is told apart.
    """
    known = {
        "level": tuple(level.id for level in rules.levels),
        "tier": tuple(tier.id for tier in rules.tiers),
        "body": tuple(rules.bodies),
    }
    titled = title_indexes(rules)
    for said, path in _said_in(data):
        for key, kind in _NAMED.items():
            for name, where in _names_in(said.get(key), (*path, key)):
                if name not in known[kind]:
                    yield unknown_name(kind, name, known[kind], where, titled[kind])
        for key in _CONDITIONS:
            if key in said:
                yield from _in_condition(rules, said[key], (*path, key))


def _said_in(data: Any) -> Iterator[tuple[dict[str, Any], Path]]:
    """Yield what each property says, whatever its kind, with where it stands."""
    for number, stated in enumerate(data if isinstance(data, list) else ()):
        for kind in PROPERTY_KINDS if isinstance(stated, dict) else ():
            said = stated.get(kind)
            if isinstance(said, dict):
                yield said, ("properties", number, kind)


def _names_in(written: Any, path: Path) -> Iterator[tuple[str, Path]]:
    """Yield each name *written*, with where it stands: a list has a place for each."""
    if isinstance(written, str):
        yield written, path
    for number, name in enumerate(written if isinstance(written, list) else ()):
        if isinstance(name, str):
            yield name, (*path, number)


def _in_condition(rules: Rules, written: Any, path: Path) -> Iterator[Problem]:
    try:
        condition = _A_CONDITION.validate_python(written)
    except ValidationError:
        return
    yield from odd_parts(rules, condition, path)
