"""Conditions: which bodies must approve, nested (docs/formats.md, Rules file)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Tag
from pydantic_core import PydanticCustomError

from responselevels.models.base import Id, Model, Whole

OPERATORS = ("any_of", "all_of", "at_least")
"""What combines conditions; a condition that is no body's name has exactly one."""


class AnyOf(Model):
    """A condition that is met where one of its parts is.

    Attributes:
        any_of: conditions of which at least one must be filled.
    """

    any_of: tuple[Condition, ...]


class AllOf(Model):
    """A condition that is met where all of its parts are.

    Attributes:
        all_of: conditions that must all be filled.
    """

    all_of: tuple[Condition, ...]


class Quorum(Model):
    """The number of parts that must be met, and the parts.

    Attributes:
        count: number of conditions that must be filled, at least 1.
        of: conditions that are counted.
    """

    count: Whole
    of: tuple[Condition, ...]


class AtLeast(Model):
    """A condition that is met where at least `count` of its parts are.

    Attributes:
        at_least: the conditions and how many of them must be filled.
    """

    at_least: Quorum


def _one_operator(value: Any) -> Any:
    if isinstance(value, Mapping):
        found = [key for key in value if key in OPERATORS]
        if len(found) > 1:
            raise PydanticCustomError(
                "condition.two_operators", "two operators", {"operators": sorted(found)}
            )
        if not found:
            raise PydanticCustomError(
                "condition.operator", "no operator", {"keys": [str(key) for key in value]}
            )
        return value
    if isinstance(value, str | AnyOf | AllOf | AtLeast):
        return value
    raise PydanticCustomError("condition.type", "a condition expected")


def _operator_of(value: Any) -> str:
    if isinstance(value, Mapping):
        return next(f"<{key}>" for key in OPERATORS if key in value)
    if isinstance(value, str):
        return "<body>"
    if isinstance(value, AnyOf):
        return "<any_of>"
    return "<all_of>" if isinstance(value, AllOf) else "<at_least>"


Condition = Annotated[
    Annotated[Id, Tag("<body>")]
    | Annotated[AnyOf, Tag("<any_of>")]
    | Annotated[AllOf, Tag("<all_of>")]
    | Annotated[AtLeast, Tag("<at_least>")],
    Discriminator(_operator_of),
    BeforeValidator(_one_operator),
]
"""A body's name, or `any_of`, `all_of`, `at_least` over conditions."""


def parts_of(condition: str | AnyOf | AllOf | AtLeast) -> tuple[Any, ...]:
    """Return the conditions directly inside *condition*; none for a body's name."""
    if isinstance(condition, AnyOf):
        return condition.any_of
    if isinstance(condition, AllOf):
        return condition.all_of
    if isinstance(condition, AtLeast):
        return condition.at_least.of
    return ()


def bodies_in(condition: str | AnyOf | AllOf | AtLeast) -> Iterator[str]:
    """Yield each body's name in *condition*, as often as it stands there."""
    if isinstance(condition, str):
        yield condition
    for part in parts_of(condition):
        yield from bodies_in(part)


for _model in (AnyOf, AllOf, Quorum, AtLeast):
    _model.model_rebuild()
