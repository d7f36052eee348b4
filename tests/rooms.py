"""How many modules lie side by side in each room, and how many arrows run between them.

    python -m tests.rooms             the house as it is
    python -m tests.rooms REVISION    the house as it was at a revision of git

A module is a file that ends in `.py`, `__init__.py` aside. An arrow is a pair of modules of
one folder, or of rooms of that folder, where the first imports the second; several
imports of the same pair are one arrow. Rooms of a folder count as one module each,
so that "side by side" is what a reader of the folder sees.
"""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "responselevels"


@dataclass(frozen=True, slots=True)
class Room:
    """One folder of the package: what lies side by side in it, and what imports what."""

    name: str
    modules: int
    """All modules beneath it, in rooms or not."""
    beside: int
    """What lies side by side: its modules, and its rooms as one each."""
    arrows: int
    """Pairs of what lies side by side, where one imports the other."""


def sources_here() -> dict[str, str]:
    """Return the text of every module of the working tree by its dotted name."""
    files = (ROOT / "src" / PACKAGE).rglob("*.py")
    return {
        dotted(path.relative_to(ROOT / "src").as_posix()): path.read_text("utf-8") for path in files
    }


def sources_at(revision: str) -> dict[str, str]:
    """Return the text of every module at *revision* by its dotted name."""
    packed = subprocess.run(
        ["git", "archive", "--format=tar", revision, f"src/{PACKAGE}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        texts = {
            member.name.removeprefix("src/"): archive.extractfile(member)
            for member in archive
            if member.name.endswith(".py")
        }
        return {dotted(name): file.read().decode() for name, file in texts.items() if file}


def dotted(path: str) -> str:
    """Return the name of a module; a package is named with its `__init__`, so that none is lost."""
    return path.removesuffix(".py").replace("/", ".")


def imported(text: str, known: Mapping[str, object]) -> Iterator[str]:
    """Yield the modules of ours that the module *text* imports, wherever in it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [
                name if name in known or f"{name}.__init__" in known else node.module
                for name in inner
            ]
        else:
            continue
        yield from (name if name in known else f"{name}.__init__" for name in names)


def rooms(texts: Mapping[str, str]) -> list[Room]:
    """Return every folder of the package that holds modules, by name."""
    arrows = {
        (name, other)
        for name, text in texts.items()
        for other in imported(text, texts)
        if other in texts and other != name
    }
    folders = {name.rpartition(".")[0] for name in texts}
    return [room(folder, texts, arrows) for folder in sorted(folders)]


def room(folder: str, texts: Mapping[str, str], arrows: set[tuple[str, str]]) -> Room:
    """Return what *folder* holds."""

    def beside(name: str) -> str | None:
        """Return the part of the folder that *name* lies in; none for the folder's own words."""
        inside = name.removeprefix(f"{folder}.")
        part = inside.partition(".")[0]
        return None if inside == name or part == "__init__" else part

    beneath = [name for name in texts if beside(name) and not name.endswith(".__init__")]
    pairs = {(beside(one), beside(other)) for one, other in arrows}
    kept = {(one, other) for one, other in pairs if one and other and one != other}
    parts = {part for name in texts if (part := beside(name))}
    return Room(name=folder, modules=len(beneath), beside=len(parts), arrows=len(kept))


def table(texts: Mapping[str, str]) -> str:
    """Return one line a room."""
    head = f"{'room':<42}{'modules':>8}{'side by side':>14}{'arrows':>8}\n"
    rows = (f"{r.name:<42}{r.modules:>8}{r.beside:>14}{r.arrows:>8}\n" for r in rooms(texts))
    return head + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table(sources_at(sys.argv[1]) if len(sys.argv) > 1 else sources_here()))
