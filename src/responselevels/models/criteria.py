"""Criteria: the facts of an assessment, and which levels they call for (docs/formats.md, Rules file)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from responselevels.models.base import Flag, Id, Model, Number
from responselevels.models.cites import Cite
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
        return "flag"
    if isinstance(value, list | tuple):
        return "list"
    return "value" if isinstance(value, str) else "bounds"


FactAsked = Annotated[
    Annotated[Bounds, Tag("bounds")]
    | Annotated[Flag, Tag("flag")]
    | Annotated[Id, Tag("value")]
    | Annotated[tuple[Id, ...], Tag("list")],
    Discriminator(_asked_kind),
]
"""What a row asks of a fact: bounds of a number, yes or no, a value, or one of several values."""


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
        rows: the rows; each set of facts fits exactly one.
        otherwise: ids of the levels where no row fits; left out: no gap may be left.
        cite: the clause it comes from.
    """

    id: Id
    rows: tuple[Row, ...]
    otherwise: tuple[Id, ...] | None = None
    cite: Cite | None = None
