"""The rules of the house that no tool checks: see CONTRIBUTING.md.

Docstrings, types, lengths of argument lists and nesting are ruff's and mypy's;
the arrow between the rooms is import-linter's.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "responselevels"
MODULES = sorted(SOURCE.rglob("*.py"))
QUIET = [path for path in MODULES if path.relative_to(SOURCE).parts[0] != "cli"]
TIMELESS = [path for path in QUIET if path != SOURCE / "register" / "clocks.py"]
CLOCKS = {
    "ctime",
    "gmtime",
    "localtime",
    "monotonic",
    "monotonic_ns",
    "now",
    "perf_counter",
    "perf_counter_ns",
    "time_ns",
    "today",
    "utcnow",
}
CHANCE = {"getrandbits", "token_bytes", "token_hex", "urandom", "uuid1", "uuid4"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0]


def asked_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every attribute that is used and every name that is imported, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names)


@pytest.mark.parametrize("path", TIMELESS, ids=name_of)
def test_nothing_but_the_command_line_and_one_clock_asks_what_time_it_is(path: Path) -> None:
    found = [(line, name) for line, name in asked_in(tree_of(path)) if name in CLOCKS]
    assert found == []


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room_of(path) in {"core", "models"}], ids=name_of
)
def test_no_judgement_rests_on_chance(path: Path) -> None:
    found = [(line, name) for line, name in asked_in(tree_of(path)) if name in CHANCE]
    assert found == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", QUIET, ids=name_of)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    assert not [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]


def lengths() -> Iterator[int]:
    """Yield the length in lines of every function, without its docstring."""
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                body = node.body
                if ast.get_docstring(node) is not None:
                    body = body[1:]
                yield node.end_lineno - body[0].lineno + 1 if body else 0


def test_functions_are_short() -> None:
    lines = sorted(lengths())
    assert median(lines) <= 10
    assert quantiles(lines, n=10)[-1] <= 30


# -- what a commit may not carry ---------------------------------------------------

# Put together here, so that this file does not show what it looks for.
FOLDERS = re.compile(r"(?<![\w.~<-])/(?:" + "|".join(("ro" + "ot", "ho" + "me", "o" + "pt")) + ")/")
INDEXES = re.compile(
    "|".join(
        (
            r"py" + r"pi\.(?:org|python)",
            r"python" + r"hosted\.",
            r"npm" + r"js\.",
            r"--(?:extra-)?index" + "-url",
            r"--find" + "-links",
        )
    )
)


def tracked() -> list[Path]:
    """Return the files that git knows; none where this is no clone."""
    if not (ROOT / ".git").exists():
        return []
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.parametrize("pattern", [FOLDERS, INDEXES], ids=["folders", "indexes"])
def test_no_file_names_a_folder_of_some_machine_or_an_index(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in tracked()
        for number, line in enumerate(read(path).splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def test_the_requirements_are_pinned_and_hashed_and_name_no_address() -> None:
    files = sorted((ROOT / "requirements").glob("*.txt"))
    assert [file.name for file in files] == ["bench.txt", "deep.txt", "dev.txt", "fuzz.txt"]
    for file in files:
        text = read(file)
        assert "://" not in text
        pins = [line for line in text.splitlines() if re.match(r"[a-z]", line)]
        assert pins
        assert [line for line in pins if "==" not in line] == []
        assert text.count("--hash=sha256:") >= len(pins)


def test_there_is_one_lock_and_it_is_in_requirements() -> None:
    assert [path for path in tracked() if path.name in {"uv.lock", "pylock.toml"}] == []


def pages_named(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (page, section) for each reference such as "docs/semantics.md, section 3"."""
    text = " ".join(path.read_text(encoding="utf-8").split())
    yield from re.findall(r"\b(docs/[a-z0-9/-]+\.md)(?:, sections? (\d))?", text)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_docstrings_refer_to_pages_and_sections_that_exist(path: Path) -> None:
    for page, section in pages_named(path):
        assert (ROOT / page).is_file()
        if section:
            assert f"\n## {section}. " in (ROOT / page).read_text(encoding="utf-8")
