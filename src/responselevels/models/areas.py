"""The areas file: places in one tree or several (docs/formats.md, Areas)."""

from __future__ import annotations

from responselevels.models.base import Id, Model
from responselevels.models.texts import Text


class Area(Model):
    """A place; its tier is its kind, its parent the next wider place.

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
    """An areas file, as written.

    Attributes:
        areas: the areas, in any order.
    """

    areas: tuple[Area, ...]
