"""Criteria: the facts of an assessment, and which levels they call for (docs/formats.md, Rules file)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from responselevels.models.base import Flag, Id, Model, Number, checked_id, checked_number
from responselevels.models.parts.cites import Cite
from responselevels.models.texts import Text


class Fact(Model):
    """A fact that an assessment may state: a number with a unit, yes or no, or one of a list.

    Exactly one of `unit`, `type` and `one_of` is given.

    Attributes:
        id: id of the fact, unique in the file.
        title: title for people.
        unit: unit of a number.
        from_: least number that can be; left out: any number can.
        type: `yes_no`: it holds or it does not.
        one_of: the values of which it has one.
    """

    id: Id
    title: Text | None = None
    unit: Id | None = None
    from_: Number | None = Field(default=None, alias="from")
    type: Literal["yes_no"] | None = None
    one_of: tuple[Id, ...] | None = None


class Bounds(Model):
    """Numbers from a bound, included, to another, excluded.

    Attributes:
        from_: least number; left out: from the least that can be.
        below: first number that is too great; left out: without limit.
    """

    from_: Number | None = Field(default=None, alias="from")
    below: Number | None = None


def _asked_kind(value: Any) -> str:
    if isinstance(value, bool):
        return "<flag>"
    if isinstance(value, list | tuple):
        return "<list>"
    return "<value>" if isinstance(value, str) else "<bounds>"


def _asked(value: Any) -> Any:
    if isinstance(value, bool | str | list | tuple | Mapping | Bounds):
        return value
    raise PydanticCustomError("fact.asked", "nothing asked of a fact")


FactAsked = Annotated[
    Annotated[Bounds, Tag("<bounds>")]
    | Annotated[Flag, Tag("<flag>")]
    | Annotated[Id, Tag("<value>")]
    | Annotated[tuple[Id, ...], Tag("<list>")],
    Discriminator(_asked_kind),
    BeforeValidator(_asked),
]
"""What a row asks of a fact: bounds of a number, yes or no, a value, or one of several values."""


def checked_value(value: Any) -> Any:
    """Return *value* if a fact can have it: yes or no, a number, or an id.

    Raises:
        PydanticCustomError: it is none of these.
    """
    if type(value) is bool:
        return value
    if type(value) is int:
        return checked_number(value)
    if isinstance(value, str):
        return checked_id(str.__str__(value))
    raise PydanticCustomError("fact.form", "no value of a fact")


FactValue = Annotated[
    bool | int | str,
    BeforeValidator(checked_value),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "boolean"},
                {"type": "integer"},
                {"type": "string", "minLength": 1},
            ]
        }
    ),
]
"""What an assessment states of a fact: yes or no, an exact number, or one of a list."""


class Row(Model):
    """A row of a decision table: the facts it is for, and the levels that they call for.

    Attributes:
        when: what it asks of each fact, by id; a fact left out may be anything.
        levels: ids of the levels that the facts call for.
        cite: the clause it comes from.
    """

    when: dict[Id, FactAsked]
    levels: tuple[Id, ...]
    cite: Cite | None = None


class Table(Model):
    """A decision table: which levels the facts of an assessment call for.

    Attributes:
        id: id of the table, unique in the file.
        title: title for people.
        rows: the rows; each set of facts fits exactly one.
        otherwise: ids of the levels where no row fits; left out: no gap may be left.
        cite: the clause it comes from.
    """

    id: Id
    title: Text | None = None
    rows: tuple[Row, ...]
    otherwise: tuple[Id, ...] | None = None
    cite: Cite | None = None
