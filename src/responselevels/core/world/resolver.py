"""`NameResolver`: names in orders and proposals → numbers; each unknown one becomes a problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic_core import PydanticCustomError

from responselevels.core.groups import NO_GROUPS, Groups, groups_named
from responselevels.core.world.facts import problems_in_stated
from responselevels.core.world.names import NO_TITLES, shown, unknown_name
from responselevels.core.world.people import People, skeleton
from responselevels.core.world.scheme import Scheme
from responselevels.errors import Path, Place, Problem
from responselevels.models.base import checked_id
from responselevels.models.parts.criteria import FactValue
from responselevels.text.catalogue import Named

NO_PEOPLE = People()


def id_problem(name: str, path: Path) -> Problem | None:
    """Return the problem that keeps *name* from being an id, if there is one."""
    try:
        checked_id(name)
    except PydanticCustomError as error:
        return Problem(Place(path=path), error.type, error.context or {})
    return None


def person_problem(name: str, people: People, path: Path) -> Problem | None:
    """Return the problem that keeps *name* from being a person's id beside *people*, if any."""
    problem = id_problem(name, path)
    if problem is not None:
        return problem
    # Two ids that people read alike are one person to a reader, and two to a count of approvals.
    known = people.resembled(name)
    return None if known is None else _resembling(name, known, path)


def _resembling(name: str, known: str, path: Path) -> Problem:
    facts = {"name": shown(name), "known": shown(known)}
    return Problem(Place(path=path), "person.resembles", facts)


def track_problem(scheme: Scheme, name: str | None, path: Path) -> Problem | None:
    """Return what is wrong with naming the track *name* (None: none) under *scheme*, if anything is.

    See docs/semantics.md, section 10.
    """
    known = scheme.tracks.keys()
    if name is None:
        named = tuple(Named("track", one) for one in known)
        return Problem(Place(path=path), "track.missing", {"known": named}) if known else None
    if not known:
        return Problem(Place(path=path), "track.none", {"name": shown(name)})
    if name in known:
        return None
    titled = scheme.title_indexes.get("track", NO_TITLES)
    return unknown_name("track", name, known, path, titled)


class NameResolver:
    """Looks names up in a scheme and collects problems, so that all are reported at once.

    A look-up that fails returns 0 and goes on: whoever resolves must look at *problems*
    before using any number.
    """

    def __init__(self, scheme: Scheme, people: People = NO_PEOPLE) -> None:
        """Begin without problems; *people* are the persons known so far."""
        self.scheme = scheme
        self._people = people
        # Persons met so far who are not known yet: skeleton → id.
        self._met: dict[str, str] = {}
        self.problems: list[Problem] = []

    def _found(self, kind: str, name: str, known: Mapping[str, int], path: Path) -> int:
        number = known.get(name)
        if number is None:
            titled = self.scheme.title_indexes.get(kind, NO_TITLES)
            self.problems.append(unknown_name(kind, name, known.keys(), path, titled))
            return 0
        return number

    def area(self, name: str, path: Path) -> int:
        """Return the number of the area; 0 and a problem where it is unknown, or a group."""
        # An order has one issuing area; a group stands for several, and only in a scope.
        if name in self.scheme.groups:
            self.problems.append(Problem(Place(path=path), "area.group", {"group": name}))
            return 0
        return self._found("area", name, self.scheme.tree.numbers, path)

    def areas(self, names: Iterable[str], path: Path) -> tuple[int, ...]:
        """Return the numbers of the areas, ascending, each once."""
        found = {self.area(name, (*path, i)) for i, name in enumerate(names)}
        # Most scopes name one area, and a batch resolves very many of them.
        return tuple(found) if len(found) == 1 else tuple(sorted(found))

    def scope(
        self, names: Iterable[str], path: Path, own: Groups = NO_GROUPS
    ) -> tuple[tuple[int, ...], Groups]:
        """Return the numbers of the areas that *names* stand for, and the groups among these.

        *own* are the groups that the order itself named, which go before those of now.
        """
        listed, known = tuple(names), self.scheme.groups
        groups = groups_named(listed, known, own)
        if not groups:
            return self._areas_of_scope(listed, path), groups
        found: set[int] = set()
        numbers = self.scheme.tree.numbers
        for i, name in enumerate(listed):
            if name in groups:
                found.update(numbers[member] for member in groups[name])
            else:
                found.update(self._areas_of_scope((name,), (*path, i), alone=True))
        return tuple(sorted(found)), groups

    def place(self, name: str, path: Path) -> None:
        """Check that *name* is an area or a group, as the scope of a proposal may have them."""
        if name not in self.scheme.groups:
            self._areas_of_scope((name,), path, alone=True)

    def _areas_of_scope(
        self, names: tuple[str, ...], path: Path, *, alone: bool = False
    ) -> tuple[int, ...]:
        """Return the areas of a scope, in which a group might have been meant as well."""
        numbers = self.scheme.tree.numbers
        if all(name in numbers for name in names):
            return tuple(sorted({numbers[name] for name in names}))
        # Suggestions are worked out only once something is wrong: they cost more than the look-up.
        known = {**numbers, **self.scheme.groups}
        titled = self.scheme.title_indexes["scope"]
        for i, name in enumerate(names):
            if name not in numbers:
                where = path if alone else (*path, i)
                self.problems.append(unknown_name("area", name, known.keys(), where, titled))
        # A stand-in: problems were added, and whoever resolves must look at these first.
        return (0,)

    def level(self, name: str, path: Path) -> int:
        """Return the rank of the level; 0 and a problem where it is unknown."""
        return self._found("level", name, self.scheme.ranks, path)

    def body(self, name: str, path: Path) -> None:
        """Check that the body is known."""
        self._found("body", name, self.scheme.bodies, path)

    def track(self, name: str | None, path: Path) -> int:
        """Return the place of the track in the list of the rules; 0 where they have none, and None is given.

        0 and a problem where none is named and the rules have some, where they have none and one
        is named, and where it is unknown.
        """
        problem = track_problem(self.scheme, name, path)
        if problem is not None:
            self.problems.append(problem)
        return self.scheme.tracks.get(name, 0) if name is not None else 0

    def transition(self, name: str, path: Path) -> None:
        """Check that the transition is known."""
        named = self.scheme.transitions_by_id.keys()
        if name not in named:
            self.problems.append(unknown_name("transition", name, named, path))

    def facts(self, stated: Mapping[str, FactValue], path: Path) -> None:
        """Check what an assessment states: each fact listed, each value one that it can have."""
        listed = self.scheme.facts
        for name, value in stated.items():
            if name in listed:
                self.problems.extend(problems_in_stated(listed[name], value, (*path, name)))
            else:
                titled = self.scheme.title_indexes["fact"]
                where = (*path, name)
                self.problems.append(unknown_name("fact", name, listed.keys(), where, titled))

    def person(self, name: str | None, path: Path) -> None:
        """Check that *name* can be a person's id, and does not look like another person's."""
        if name is None:
            return
        problem = person_problem(name, self._people, path)
        if problem is None:
            # Not known yet, but perhaps met earlier in the same input in another spelling.
            known = self._met.setdefault(skeleton(name), name)
            problem = None if known == name else _resembling(name, known, path)
        if problem is not None:
            self.problems.append(problem)

    def wrong(self, code: str, path: Path, **facts: object) -> None:
        """Add the problem *code* at *path*."""
        self.problems.append(Problem(Place(path=path), code, facts))
