"""The areas file: places in one tree or several (docs/formats.md, Areas)."""

from __future__ import annotations

from responselevels.models.base import Id, Model
from responselevels.models.texts import Text


class Area(Model):
    """A place; its tier is its kind, its parent the next wider place."""

    id: Id
    tier: Id
    parent: Id | None = None
    title: Text | None = None


class Areas(Model):
    """An areas file, as written."""

    areas: tuple[Area, ...]
