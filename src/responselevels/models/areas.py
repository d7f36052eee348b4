"""The areas file: places in one tree or several (docs/formats.md, Areas)."""

from __future__ import annotations

from responselevels.models.base import Id, Model
from responselevels.models.parts.figures import Figure
from responselevels.models.texts import Text


class Area(Model):
    """A place, with the tier that it belongs to and the area that contains it.

    Attributes:
        id: id of the area, unique in the file.
        tier: id of its tier.
        parent: id of the next wider area; left out at the top of a tree.
        title: title for people.
        figures: what is known of it in numbers, by id; measures are worked out from these.
    """

    id: Id
    tier: Id
    parent: Id | None = None
    title: Text | None = None
    # None rather than an empty dict: pydantic copies that for each of 665,000 areas.
    figures: dict[Id, tuple[Figure, ...]] | None = None


class Group(Model):
    """A name for several areas at once, which a scope may use in their place.

    Attributes:
        id: id of the group; no area has it, nor another group.
        title: title for people.
        members: ids of the areas that it stands for.
    """

    id: Id
    title: Text | None = None
    members: tuple[Id, ...]


class Areas(Model):
    """An areas file: every area of one tree or of several.

    Attributes:
        areas: the areas, in any order.
        groups: names under which several areas may be named at once.
    """

    areas: tuple[Area, ...]
    groups: tuple[Group, ...] = ()
