"""The reference of the Python interface has every public name once, and says of it what the code says."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import responselevels
from tests.api_page import grouped, methods_of, page
from tests.goldens import assert_golden

ROOT = Path(__file__).resolve().parents[1]
NAMES = [name for name in responselevels.__all__ if name != "__version__"]


def test_the_page_says_what_the_code_says() -> None:
    assert_golden(ROOT / "docs" / "api.md", page())


def test_every_public_name_has_one_place_on_the_page() -> None:
    placed = [name for names in grouped().values() for name in names]
    assert sorted(placed) == sorted(NAMES)


def test_every_public_name_has_an_entry_of_its_own() -> None:
    lines = page().splitlines()
    assert [name for name in NAMES if lines.count(f"### `{name}`") != 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_and_each_of_its_methods_says_what_it_means(name: str) -> None:
    thing = getattr(responselevels, name)
    assert inspect.getdoc(thing)
    members = methods_of(thing) if isinstance(thing, type) else ()
    assert [called for called, member in members if not inspect.getdoc(member)] == []
