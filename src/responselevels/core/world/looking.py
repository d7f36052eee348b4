"""Names and lists of a rules file, looked at: what every check of one needs.

`soundness` holds a file to what docs/formats.md says of it; here are the questions that it asks
again and again: is this name known, is none of these named twice, is there a clause or a reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from responselevels.core.conditions import Condition
from responselevels.core.world.names import title_indexes, unknown_name
from responselevels.errors import Path, Place, Problem
from responselevels.models.parts.cites import Cite
from responselevels.models.rules import Rules


@dataclass(frozen=True, slots=True)
class Kind:
    """The names of one kind that a place may hold."""

    kind: str
    names: Collection[str]


class Looks:
    """The names that a rules file knows, and the checks of names and lists of names."""

    def __init__(self, rules: Rules) -> None:
        """Gather the names of *rules*."""
        self.rules = rules
        self.title_indexes = title_indexes(rules)
        # Keys of a dictionary: a set for looking up, in the order of the file for listing.
        self.levels = Kind("level", {level.id: None for level in rules.levels}.keys())
        self.tiers = Kind("tier", {tier.id: None for tier in rules.tiers}.keys())
        self.bodies = Kind("body", rules.bodies.keys())
        self.sources = Kind("source", rules.sources.keys())
        self.facts = Kind("fact", {fact.id: None for fact in rules.facts}.keys())
        self.tables = Kind("criteria", {table.id: None for table in rules.tables}.keys())
        self.tracks = Kind("track", {track.id: None for track in rules.tracks}.keys())
        self.spots = Kind("spot", {spot.id: None for spot in rules.spots}.keys())
        self.measures = Kind("measure", {measure.id: None for measure in rules.measures}.keys())
        self.depth = {tier.id: number for number, tier in enumerate(rules.tiers)}

    def known(self, kind: Kind, name: str, path: Path) -> Iterator[Problem]:
        """Check the name of a thing of some *kind*."""
        # The nearest known name is only looked for here, on the way to a refusal: sound files,
        # nearly all there are, never pay for it.
        if name not in kind.names:
            yield unknown_name(kind.kind, name, kind.names, path, self.title_indexes[kind.kind])

    def cited(self, cite: Cite | None, path: Path) -> Iterator[Problem]:
        """Check the `cite` of what stands at *path*."""
        if cite is not None:
            yield from self.ground(cite, (*path, "cite"))

    def ground(self, cite: Cite, path: Path) -> Iterator[Problem]:
        """Check what stands at *path*: a clause, a reading, or both."""
        yield from self.known(self.sources, cite.source, (*path, "source"))
        if cite.clause is None:
            # A source that is silent is the ground of nothing: what the file rules must be said.
            if cite.reading is None:
                yield Problem(Place(path=path), "cite.bare")
        elif not isinstance(cite.clause, str):
            where = (*path, "clause")
            if not cite.clause:
                yield Problem(Place(path=where), "list.empty")
            yield from repeated(cite.clause, where)

    def each(self, kind: Kind, names: Sequence[str] | None, path: Path) -> Iterator[Problem]:
        """Check a list of names: each known, none twice."""
        for number, name in enumerate(names or ()):
            yield from self.known(kind, name, (*path, number))
        yield from repeated(names or (), path)

    def some(self, kind: Kind, names: Sequence[str] | None, path: Path) -> Iterator[Problem]:
        """Check a list of names that may not be empty."""
        if names is not None and not names:
            yield Problem(Place(path=path), "list.empty")
        yield from self.each(kind, names, path)

    def some_levels(self, names: Sequence[str], path: Path) -> Iterator[Problem]:
        """Check a list of levels that may not be empty."""
        yield from self.some(self.levels, names, path)

    def fact(self, name: str, path: Path) -> Iterator[Problem]:
        """Check the name of a fact."""
        yield from self.known(self.facts, name, path)

    def table(self, name: str, path: Path) -> Iterator[Problem]:
        """Check the name of a table."""
        yield from self.known(self.tables, name, path)


def repeated(things: Sequence[Condition], path: Path) -> Iterator[Problem]:
    """Yield a problem for every one of *things* that stands in the list before."""
    seen: dict[Condition, int] = {}
    for number, thing in enumerate(things):
        first = seen.setdefault(thing, number)
        # Named twice, a body would look like two approvals where one is meant.
        if first != number:
            code = "list.repeated" if isinstance(thing, str) else "list.repeated_part"
            facts: Mapping[str, object] = {"name": thing, "first": Place(path=(*path, first))}
            yield Problem(Place(path=(*path, number)), code, facts)


class Identified(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


def ids_repeated(things: Sequence[Identified], path: Path) -> Iterator[Problem]:
    """Yield a problem for every id that an earlier one of *things* has already."""
    seen: dict[str, int] = {}
    for number, thing in enumerate(things):
        first = seen.setdefault(thing.id, number)
        if first != number:
            facts = {"id": thing.id, "first": Place(path=(*path, first, "id"))}
            yield Problem(Place(path=(*path, number, "id")), "id.repeated", facts)
