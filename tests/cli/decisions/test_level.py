from __future__ import annotations

import json

import pytest
from pydantic import TypeAdapter

from responselevels.models.documents import LevelsDocument
from tests.cli.conftest import Command
from tests.cli.tool import FILES, GOLDENS
from tests.goldens import assert_golden

LEVEL = ("level", *FILES, "--at", "2026-02-21T12:00+08:00")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_levels_are_shown_as_a_tree(command: Command, lang: str) -> None:
    ran = command(*LEVEL, "--lang", lang)
    assert_golden(GOLDENS / f"level.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (0, "")


def test_all_areas_are_listed_by_id_as_json(command: Command) -> None:
    ran = command(*LEVEL, "--json")
    assert json.loads(ran.out) == [
        {"area": "north", "level": "2", "orders": ["R-1"]},
        {"area": "region", "level": "4", "orders": []},
        {"area": "south", "level": "3", "orders": ["S-1"]},
    ]
    assert ran.out.count("\n") == 1
    TypeAdapter(LevelsDocument).validate_json(ran.out)


def test_areas_that_are_named_come_as_they_are_named(command: Command) -> None:
    ran = command(*LEVEL, "--json", "south", "north")
    assert [row["area"] for row in json.loads(ran.out)] == ["south", "north"]
    ran = command(*LEVEL, "south", "north")
    assert [line.split()[0] for line in ran.out.splitlines()] == ["area", "South", "North"]


def test_at_the_default_level_there_are_no_orders(command: Command) -> None:
    ran = command("level", *FILES[:4], "--json", "north")
    assert json.loads(ran.out) == [{"area": "north", "level": "4", "orders": []}]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_an_unknown_area_is_said_with_the_nearest(command: Command, form: tuple[str, ...]) -> None:
    ran = command(*LEVEL, *form, "nort")
    assert (ran.status, ran.out) == (2, "")
    assert "unknown area `nort`" in ran.err
    assert "did you mean `north`?" in ran.err


def test_areas_of_several_trees_and_in_any_order_are_shown(
    command: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    areas = tmp_path_factory.mktemp("forest") / "areas.csv"
    areas.write_text("id,tier,parent\nb,city,a\na,region,\nx,city,\n", encoding="utf-8")
    ran = command("level", *FILES[:2], "--areas", str(areas))
    assert [line.split("`")[0] + "|" for line in ran.out.splitlines()][1:] == ["|", "  |", "|"]
