"""Figures of an area: how many of what there are, and as of when (docs/semantics.md, section 12)."""

from __future__ import annotations

from responselevels.models.base import Flag, Model, Number
from responselevels.models.parts.measures import Unit
from responselevels.models.times import Day


class Figure(Model):
    """A number known of an area, as of a day.

    Attributes:
        value: the number, not negative.
        unit: what it counts.
        as_of: day that it is of; it counts from that day on, until a later one does.
        example: whether it is made up, to show how it would be.
    """

    value: Number
    unit: Unit
    as_of: Day
    example: Flag = False
