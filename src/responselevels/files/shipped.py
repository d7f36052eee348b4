"""The rules files that ship with the package, by id, wherever the package runs from.

In a wheel they lie in the package. In a clone, and where the package was
installed as editable, they lie at the root of the project, two levels up.
Beside ``ID.yaml`` the folder ``ID`` has what goes with it: example areas, first
orders, case files, and, where the file is a template, one that is filled in.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from responselevels.core.world.names import nearest, shown
from responselevels.errors import InputError, Place, Problem
from responselevels.files.syntax.disk import Source, path_of
from responselevels.files.syntax.documents import Document, read_document
from responselevels.text.catalogue import Phrase

_ENDINGS = (".yaml", ".yml", ".json")

_PACKAGE = __name__.partition(".")[0]
"""The package itself; a module in it need not import what that makes public."""


def rules_root() -> Path:
    """Return the folder of the shipped rules files.

    Raises:
        InputError: the package was installed without them.
    """
    package = Path(str(sys.modules[_PACKAGE].__file__)).parent
    if (package / "rules").is_dir():
        return package / "rules"
    root = package.parent.parent
    if (root / "rules").is_dir() and _is_ours(root / "pyproject.toml"):
        return root / "rules"
    raise InputError([Problem(Place(), "scheme.none_shipped")])


_OURS = re.compile(
    rf'^\[project\][ \t]*\r?\n(?:(?!\[).*\n)*?name = "{_PACKAGE}"[ \t]*\r?$', re.MULTILINE
)
"""The name of our project as our own `pyproject.toml` has it; to parse all of that takes longer than the rules."""


def _is_ours(pyproject: Path) -> bool:
    try:
        return _OURS.search(pyproject.read_text(encoding="utf-8")) is not None
    except (OSError, ValueError):
        return False


def shipped_ids() -> tuple[str, ...]:
    """Return the ids of the schemes that ship with the package, sorted."""
    return tuple(sorted(path.stem for path in rules_root().glob("*.yaml")))


@dataclass(frozen=True, slots=True)
class ShippedFiles:
    """Where the files of one shipped scheme lie.

    Attributes:
        id: id of the scheme.
        rules: its rules file, or template.
        folder: the folder beside it, with all the others.
    """

    id: str
    rules: Path
    folder: Path

    @property
    def areas(self) -> Path:
        """The example areas: YAML, or CSV where there is no YAML."""
        listed = self.folder / "areas.csv"
        return listed if listed.is_file() else self.folder / "areas.yaml"

    @property
    def orders(self) -> Path:
        """The first orders."""
        return self.folder / "orders.yaml"

    @property
    def filled(self) -> Path | None:
        """The template filled in as an example; None where there is none: the rules are rules."""
        filled = self.folder / "filled.yaml"
        return filled if filled.is_file() else None

    @property
    def usable(self) -> Path:
        """The rules that decisions can be made by: the filled example of a template."""
        return self.filled or self.rules

    @property
    def cases(self) -> tuple[Path, ...]:
        """The case files, sorted."""
        return tuple(sorted((self.folder / "cases").glob("*.levels.yaml")))

    @property
    def proposals(self) -> tuple[Path, ...]:
        """The proposals that lie with it, sorted."""
        return tuple(sorted((self.folder / "proposals").glob("*.yaml")))


def shipped_files() -> tuple[ShippedFiles, ...]:
    """Return where the files of every shipped scheme lie, sorted by id."""
    root = rules_root()
    return tuple(ShippedFiles(name, root / f"{name}.yaml", root / name) for name in shipped_ids())


def rules_path(path_or_id: str | os.PathLike[str]) -> Path:
    """Return the path of a rules file given by path, or by the id of a shipped scheme.

    A name without a folder or an ending is an id; a shipped id comes before a
    file or folder of that name.

    Raises:
        InputError: nothing has that id; the shipped ones and the nearest are named.
    """
    if not isinstance(path_or_id, str):
        return Path(path_or_id)
    if _looks_like_path(path_or_id):
        return Path(path_or_id)
    known = shipped_ids()
    if path_or_id in known:
        return rules_root() / f"{path_or_id}.yaml"
    if path_or_id and _is_there(Path(path_or_id)):
        return Path(path_or_id)
    near = nearest(path_or_id, known)
    facts = {
        "id": shown(path_or_id),
        "known": tuple(f"`{name}`" for name in known),
        "near": "" if near is None else Phrase("phrase.near", {"near": near}),
    }
    raise InputError([Problem(Place(), "scheme.unknown", facts)])


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, or no name for a file at all
        return False


def _looks_like_path(name: str) -> bool:
    separators = {os.sep, os.altsep or os.sep, "/"}
    return any(mark in name for mark in separators) or name.lower().endswith(_ENDINGS)


def read_rules(path_or_id: Source) -> Document:
    """Return the document of a rules file, given by path, open, or by the id of a shipped scheme.

    Raises:
        InputError: no such file or scheme, or it stops being YAML somewhere.
    """
    path = path_of(path_or_id)
    return read_document(path_or_id if path is None else rules_path(path))
