"""Names in orders and proposals → numbers, every unknown one a placed problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from responselevels.core.names import unknown_name
from responselevels.core.scheme import Scheme
from responselevels.errors import Path, Place, Problem


class Reader:
    """Looks names up in a scheme and gathers what is wrong."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.problems: list[Problem] = []

    def _found(self, kind: str, name: str, known: Mapping[str, int], path: Path) -> int:
        number = known.get(name)
        if number is None:
            self.problems.append(unknown_name(kind, name, known.keys(), path))
            return 0
        return number

    def area(self, name: str, path: Path) -> int:
        """Return the number of the area; 0 and a problem where it is unknown."""
        return self._found("area", name, self.scheme.tree.numbers, path)

    def areas(self, names: Iterable[str], path: Path) -> tuple[int, ...]:
        """Return the numbers of the areas, ascending, each once."""
        found = {self.area(name, (*path, i)) for i, name in enumerate(names)}
        return tuple(found) if len(found) == 1 else tuple(sorted(found))

    def level(self, name: str, path: Path) -> int:
        """Return the rank of the level; 0 and a problem where it is unknown."""
        return self._found("level", name, self.scheme.ranks, path)

    def body(self, name: str, path: Path) -> None:
        """Check that the body is known."""
        self._found("body", name, self.scheme.bodies, path)

    def transition(self, name: str, path: Path) -> None:
        """Check that the transition is known."""
        named = self.scheme.named.keys()
        if name not in named:
            self.problems.append(unknown_name("transition", name, named, path))

    def wrong(self, code: str, path: Path, **facts: object) -> None:
        """Note another problem."""
        self.problems.append(Problem(Place(path=path), code, facts))
