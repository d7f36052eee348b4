"""The modules, classes and functions that pages and comments name: each is where it is said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "responselevels"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/*.md")])
PROGRAMS = [
    path
    for folder in ("src", "tests", "benchmarks", "fuzz", "examples")
    for path in (ROOT / folder).rglob("*.py")
]
SETTINGS = [ROOT / name for name in ("Makefile", "noxfile.py", "conftest.py", "pyproject.toml")]
# The changelog names what was renamed, too; this file says what it looks for.
ASIDE = {"CHANGELOG.md", Path(__file__).name}
READ = [path for path in [*PAGES, *PROGRAMS, *SETTINGS] if path.name not in ASIDE]

ROOMS = sorted({path.stem for path in SOURCE.iterdir() if not path.name.startswith(("_", "."))})
FILES = re.compile(r"src/responselevels(?:/\w+(?:\.\w+)*)*")
# A room or a class comes next: `responselevels.checkpoint` is a table of a database.
NAMES = re.compile(
    rf"(?<![\w/.-])responselevels\.(?:(?:{'|'.join(ROOMS)})\b|[A-Z]\w*)(?:\.[A-Za-z_]\w*)*(?![\w/-]|\.\w)"
)
INSIDE = re.compile(rf"`((?:{'|'.join(ROOMS)})(?:\.[A-Za-z_]\w*)+)(?:\(.*?\))?`")
SHORT = re.compile(rf"`((?:{'|'.join(ROOMS)})/[\w/*]+(?:\.py)?)`")
ENDINGS = {"py", "md", "yaml", "yml", "json", "jsonl", "csv", "toml", "sqlite", "db"}


def exists(name: str) -> bool:
    """Say whether *name* is a module of ours, or something that one of our modules has."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        module = ".".join(parts[:length])
        try:
            found = find_spec(module) is not None
        except ModuleNotFoundError:
            found = False
        if found:
            return has(import_module(module), parts[length:])
    return False


def has(thing: object, parts: list[str]) -> bool:
    """Say whether *parts* lead somewhere from *thing*, fields of classes included."""
    for part in parts:
        fields = {*getattr(thing, "__annotations__", ()), *getattr(thing, "__slots__", ())}
        if not hasattr(thing, part) and part not in fields:
            return False
        thing = getattr(thing, part, None)
    return True


def named_in(path: Path) -> Iterator[str]:
    """Yield what *path* names in full or, between backticks, by its place in the package."""
    text = path.read_text(encoding="utf-8")
    for name in NAMES.findall(text):
        if name.rpartition(".")[2] not in ENDINGS:
            yield name
    for name in INSIDE.findall(text):
        if name.rpartition(".")[2] not in {*ENDINGS, "NAME"}:  # a key of the catalogue, of any name
            yield f"responselevels.{name}"


def place_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_names_are_looked_for_in_pages_and_programs() -> None:
    assert "responselevels.core.deciding.decide.best" in set(
        named_in(ROOT / "docs" / "architecture.md")
    )
    assert not exists("responselevels.register.kept.Kept")
    assert not exists("responselevels.core.deciding.decide.no_such_name")


@pytest.mark.parametrize("path", READ, ids=place_of)
def test_every_module_and_name_that_is_named_exists(path: Path) -> None:
    assert sorted({name for name in named_in(path) if not exists(name)}) == []


@pytest.mark.parametrize("path", READ, ids=place_of)
def test_every_file_of_the_package_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    names = set(FILES.findall(text))
    assert sorted(name for name in names if not (ROOT / name).exists()) == []
    short = set(SHORT.findall(text)) if path.suffix == ".md" else set()
    assert sorted(name for name in short if not list(SOURCE.glob(name))) == []
