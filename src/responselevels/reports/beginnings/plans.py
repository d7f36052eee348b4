"""The plan of a new scheme: what has to be known before its files can be written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pydantic_core import PydanticCustomError

from responselevels.errors import InputError, Place, Problem
from responselevels.models.base import checked_id
from responselevels.models.times import duration_of

_COMMAS = re.compile("[,，、]")
_PLAIN = re.compile(r"[a-z_][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Thing:
    """A level, a kind of area or a body: its id, and its title where that says more."""

    id: str
    title: str | None = None

    @property
    def called(self) -> str:
        """What people call it."""
        return self.title or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a new scheme says.

    Attributes:
        id: id of the scheme.
        title: its title.
        paper: title of the paper that it is taken from.
        levels: its levels, least severe first; the first is the default.
        tiers: its kinds of areas, from the top down.
        issuer: who orders, in the area at the top.
        approver: who approves before that; None: nobody.
        longest: how long an order may last; None: as long as it says.
        local: whether areas of the second kind may order for themselves, no less severe.
    """

    id: str
    title: str
    paper: str
    levels: tuple[Thing, ...]
    tiers: tuple[Thing, ...]
    issuer: Thing
    approver: Thing | None = None
    longest: timedelta | None = None
    local: bool = False

    @property
    def ordered(self) -> tuple[Thing, ...]:
        """The levels that can be ordered: all but the default one."""
        return self.levels[1:]

    @property
    def local_body(self) -> Thing:
        """Who orders in an area of the second kind."""
        tier = self.tiers[1].id
        name = f"{tier}_office" if tier.isascii() else f"{tier}机构"
        while name in {self.issuer.id, getattr(self.approver, "id", None)}:
            name += "_"
        return Thing(name)


def thing_of(said: str) -> Thing:
    """Return what somebody called a thing: ``id``, ``id=title``, or words that an id is made of.

    Raises:
        InputError: it can be no id.

    >>> thing_of("Town hall")
    Thing(id='town_hall', title='Town hall')
    """
    name, sign, title = (part.strip() for part in said.partition("="))
    if sign:
        return Thing(id_of(name), title or None)
    slug = re.sub(r"\W+", "_", name.lower()).strip("_") if name.isascii() else name
    return Thing(id_of(slug), None if slug == name else name)


def id_of(name: str) -> str:
    """Return *name*, if it can be an id.

    Raises:
        InputError: it cannot.
    """
    try:
        return checked_id(name)
    except PydanticCustomError as error:
        raise InputError([Problem(Place(), error.type, error.context or {})]) from None


def things_of(said: str, *, least: int) -> tuple[Thing, ...]:
    """Return the things that are named in a list with commas, *least* of them or more.

    Raises:
        InputError: one can be no id, stands there twice, or there are too few.
    """
    things = tuple(thing_of(part) for part in _COMMAS.split(said) if part.strip())
    ids = [thing.id for thing in things]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise InputError([Problem(Place(), "new.twice", {"id": twice})])
    if len(things) < least:
        raise InputError([Problem(Place(), "new.few", {"least": least, "count": len(things)})])
    return things


def longest_of(said: str) -> timedelta:
    """Return a duration.

    Raises:
        InputError: it is none.
    """
    try:
        return duration_of(said)
    except PydanticCustomError as error:
        raise InputError([Problem(Place(), error.type, error.context or {})]) from None


def is_plain(name: str) -> bool:
    """Say whether *name* needs no quotes wherever it is written in YAML."""
    return bool(_PLAIN.fullmatch(name)) and name not in _WORDS


_WORDS: Sequence[str] = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
