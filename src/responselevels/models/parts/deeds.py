"""Deeds: what was done of what is due (docs/formats.md, Deeds; docs/semantics.md, section 13)."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from responselevels.models.base import Id, Model
from responselevels.models.times import Instant

KINDS = {"does": "area", "duty": "order", "review": "order"}
"""What a deed is of, of which it names exactly one; and what that is of."""


class Deed(Model):
    """Something that was done: of a cadence by an area, or a duty or a review of an order.

    Exactly one of `does`, `duty` and `review` is given.

    Attributes:
        does: id of the cadence; goes with `area`.
        duty: id of the duty; goes with `order`.
        review: id of the review, or of its transition where it has none; goes with `order`.
        area: id of the area that did it.
        order: id of the order that it was done for.
        at: when it was done; it counts for the period that this lies in.
    """

    does: Id | None = None
    duty: Id | None = None
    review: Id | None = None
    area: Id | None = None
    order: Id | None = None
    at: Instant

    @model_validator(mode="before")
    @classmethod
    def _of_one_kind(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        named = [kind for kind in KINDS if value.get(kind) is not None]
        if len(named) != 1:
            raise PydanticCustomError("deed.kind", "one kind expected", {"kinds": [*KINDS]})
        needed = KINDS[named[0]]
        given = [key for key in ("area", "order") if value.get(key) is not None]
        if given != [needed]:
            facts = {"kind": named[0], "key": needed}
            raise PydanticCustomError("deed.of", "area or order expected", facts)
        return value

    @property
    def of(self) -> tuple[str, str, str]:
        """What it is a deed of: the kind, the id, and the area or order."""
        if self.does is not None:
            return "does", self.does, str(self.area)
        kind, name = ("duty", self.duty) if self.duty is not None else ("review", self.review)
        return kind, str(name), str(self.order)


class Deeds(Model):
    """A list of deeds, in any order.

    Attributes:
        deeds: the deeds.
    """

    deeds: tuple[Deed, ...]
