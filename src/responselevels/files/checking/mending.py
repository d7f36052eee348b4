"""Mending data that has mistakes, so that the rest of it can be checked in the same go.

A mistake is mended where what was meant is plain (a number where text is meant,
a misspelt key), else its part is left out. Paths in the mended data lead back
to paths in the data as it was written; problems that only come from the mending
are told apart from those that were there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from responselevels.errors import Path, Problem


@dataclass(frozen=True, slots=True)
class Remove:
    """Leave it out. *name_lost* where it was its name that was wrong."""

    name_lost: bool = False


@dataclass(frozen=True, slots=True)
class Replace:
    """Take this instead."""

    value: Any


@dataclass(frozen=True, slots=True)
class Rename:
    """Read the key as this one."""

    key: str


Edit = Remove | Replace | Rename


@dataclass(slots=True)
class _Node:
    edit: Edit | None = None
    inner: dict[str | int, _Node] = field(default_factory=dict)


class Mending:
    """Edits to data, by the path as written."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.edits: dict[Path, Edit] = {}
        self.gaps: set[Path] = set()
        self._origins: dict[Path, Mapping[str | int, str | int]] = {}

    def add(self, path: Path, edit: Edit) -> None:
        """Note an edit; what was replaced once and is wrong still is left out."""
        self.edits[path] = Remove() if path in self.edits else edit

    def leave_out(self, gap: Path) -> None:
        """Leave out what the reader had passed over, and spoken of, already."""
        self.gaps.add(gap)
        self.edits[gap] = Remove()

    def mended(self, *, whole: bool = False) -> Any:
        """Return the data with all edits made; the data itself stays as it is.

        Nothing is left out of the *whole*: what cannot be used stays as it is written.
        """
        root = _Node()
        for path, edit in self.edits.items():
            if whole and isinstance(edit, Remove):
                continue
            node = root
            for step in path:
                node = node.inner.setdefault(step, _Node())
            node.edit = edit
        self._origins = {}
        return self._mend(self.data, root, ())

    def _mend(self, data: Any, node: _Node, path: Path) -> Any:
        if not node.inner:
            return data
        pairs = list(self._kept(data, node))
        if isinstance(data, list):
            self._origins[path] = dict(enumerate(old for old, _new, _value in pairs))
            return [
                self._inside(value, node.inner.get(old), (*path, number))
                for number, (old, _new, value) in enumerate(pairs)
            ]
        self._origins[path] = {new: old for old, new, _value in pairs}
        return {
            new: self._inside(value, node.inner.get(old), (*path, new)) for old, new, value in pairs
        }

    def _inside(self, value: Any, node: _Node | None, path: Path) -> Any:
        return value if node is None else self._mend(value, node, path)

    @staticmethod
    def _kept(data: Any, node: _Node) -> Iterator[tuple[Any, Any, Any]]:
        items = enumerate(data) if isinstance(data, list) else data.items()
        for step, value in items:
            edit = node.inner[step].edit if step in node.inner else None
            if isinstance(edit, Replace):
                yield step, step, edit.value
            elif isinstance(edit, Rename):
                yield step, edit.key, value
            elif edit is None:
                yield step, step, value

    def origin(self, path: Path) -> Path:
        """Return the path as written of a *path* in the mended data."""
        return tuple(
            self._origins.get(path[:number], {}).get(step, step) for number, step in enumerate(path)
        )

    # -- what only comes from the mending ------------------------------------------

    def causes(self, problem: Problem) -> bool:
        """Say whether *problem* may be there only because something was left out.

        Its path is one as written. A list may look empty or too short because a
        part was left out; a name may look unknown because what has it was, and a row
        of a table may be for too much without one of its conditions.
        """
        removed = [path for path, edit in self.edits.items() if isinstance(edit, Remove)]
        for around in _around(problem):
            if any(path[: len(around)] == around for path in removed):
                return True
        kind, _, what = problem.code.partition(".")
        return what == "unknown" and self._lost(kind, str(problem.facts.get("name")))

    def _lost(self, kind: str, name: str) -> bool:
        section = _SECTIONS.get(kind)
        for path, edit in self.edits.items():
            if not isinstance(edit, Remove) or path[:1] != (section,):
                continue
            # Of the options of a fact, any may be the one that is named.
            if (
                len(path) == 1
                or kind == "option"
                or (len(path) == 2 and self._had(path, edit) in {name, None})
            ):
                return True
        return False

    def _had(self, path: Path, edit: Remove) -> str | None:
        """Return the name of what stood at *path*, None where it is not known."""
        if edit.name_lost:
            return None
        if isinstance(path[1], str):
            return path[1]
        if isinstance(self.edits.get((*path, "id")), Remove):
            return None
        thing = self.data[path[0]][path[1]]
        name = thing.get("id") if isinstance(thing, dict) else None
        return name if isinstance(name, str) else None


_SECTIONS = {
    "level": "levels",
    "tier": "tiers",
    "track": "tracks",
    "body": "bodies",
    "source": "sources",
    "area": "areas",
    "fact": "facts",
    "option": "facts",
    "criteria": "tables",
    "spot": "spots",
    "measure": "measures",
}

_NEEDS: dict[str, Path] = {"cadence.no_zone": ("zone",)}
"""By code: the key elsewhere in the file without which something cannot be."""


def _around(problem: Problem) -> tuple[Path, ...]:
    """Return within which parts of the file a gap may be all that *problem* comes from."""
    path, code = problem.where.path, problem.code
    if code in _NEEDS:
        return (_NEEDS[code],)
    if code == "condition.unfillable":
        return (path[:2],)
    if code in {"criteria.gap", "criteria.overlap"}:
        return (path[:2], ("facts",))
    # What cannot be without a key beside it, such as signatures without an approval.
    beside = code == "condition.count" or ".without_" in code
    return (path[:-1] if beside else path,)
