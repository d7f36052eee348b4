"""The areas file: places in one tree or several (docs/formats.md, Areas)."""

from __future__ import annotations

from responselevels.models.base import Id, Model
from responselevels.models.texts import Text


class Area(Model):
    """A place, with the tier that it belongs to and the area that contains it.

    Attributes:
        id: id of the area, unique in the file.
        tier: id of its tier.
        parent: id of the next wider area; left out at the top of a tree.
        title: title for people.
    """

    id: Id
    tier: Id
    parent: Id | None = None
    title: Text | None = None


class Areas(Model):
    """An areas file: every area of one tree or of several.

    Attributes:
        areas: the areas, in any order.
    """

    areas: tuple[Area, ...]
