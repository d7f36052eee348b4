"""docs/security.md names for each attack where it is tried: all of it is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = ROOT / "tests" / "server" / "people"


def named() -> list[Path]:
    """Return the files and folders that the last column of the list names."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    part = page.partition("## Attacks that were tried")[2].partition("\n## ")[0]
    rows = [row for row in part.splitlines() if row.startswith("| ") and "---" not in row][1:]
    assert len(rows) > 25
    found = []
    for row in rows:
        where = re.findall(r"`([^`]+)`", row.rstrip("| ").rpartition(" | ")[2])
        assert where, row
        found += [_place(one) for one in where]
    return found


def _place(name: str) -> Path:
    """Return the place of a test: named from the root, or without its ending in tests/server or its `people`."""
    if name.startswith("tests/"):
        return ROOT / name
    return (PEOPLE.parent if "/" in name else PEOPLE) / f"{name}.py"


def test_every_test_that_the_list_of_attacks_names_is_there() -> None:
    assert [path for path in named() if not path.exists()] == []


def test_every_test_of_an_attack_is_in_the_list() -> None:
    listed = set(named())
    attacks = {path for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__)}
    assert attacks - listed == set()
