"""`measures`: what holds on the ground, in words and for programs, and what another level would change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from rich.cells import cell_len

from responselevels.reports.programs.measure_documents import MeasuresDocument
from tests.cli.conftest import Command
from tests.cli.tool import GOLDENS, Ran
from tests.goldens import assert_golden

ROOT = Path(__file__).resolve().parents[3]
WORLD = ROOT / "examples" / "measures"
FILES = ("--rules", str(WORLD / "rules.yaml"), "--areas", str(WORLD / "areas.yaml"))
ORDERS = ("--orders", str(WORLD / "orders.yaml"))
AT = ("--at", "2026-05-04T12:00+08:00")
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])

TRACKS = """\
format: 1
id: hazards
levels: [{id: routine, default: true}, {id: red}]
tiers: [{id: city}]
bodies: {office: {tier: city}}
tracks: [{id: flood, title: floods}, {id: wind, title: storms}]
transitions: [{id: raise, tier: city, to: [red], issuers: [office], requires: {period: open}}]
endings: [{id: calm, tier: city, issuers: [office]}]
measures:
  - {id: dykes, do: dykes are watched, from: red, tracks: [flood]}
  - {id: teams, from: red, need: {unit: team, at_least: 1, at_most: 3}}
  - {id: cranes, do: cranes stand still, from: routine, tracks: [wind], need: {unit: percent, at_most: "2.5"}}
"""
CITY = "areas: [{id: city, tier: city}]\n"
FLOOD = """\
orders:
  - {id: F-1, area: city, level: red, track: flood, scope: [city], issuer: office,
     period: {start: "2026-05-01T00:00+08:00"}, issued_at: "2026-04-30T00:00+08:00",
     extras: [{do: boats are ready}]}
"""


def rows_of(ran: Ran) -> list[dict[str, Any]]:
    assert (ran.status, ran.err) == (0, "")
    TypeAdapter(MeasuresDocument).validate_json(ran.out)
    rows: list[dict[str, Any]] = json.loads(ran.out)
    return rows


def amounts(rows: list[dict[str, Any]], measure: str) -> list[object]:
    return [
        one["need"]["at_least"]["amount"]
        for row in rows
        for one in row["measures"]
        if one["measure"] == measure
    ]


@LANGUAGES
def test_all_that_holds_is_shown_area_by_area(command: Command, lang: str) -> None:
    ran = command("measures", *FILES, *ORDERS, *AT, "--lang", lang)
    assert (ran.status, ran.err) == (0, "")
    assert_golden(GOLDENS / f"measures.{lang}.txt", ran.out)
    assert max(map(cell_len, ran.out.splitlines())) <= 80


@LANGUAGES
def test_what_another_level_would_change_is_shown_alone(command: Command, lang: str) -> None:
    lines = [
        command("measures", *FILES, *ORDERS, *AT, "--lang", lang, "--compare", level, "hebin")
        for level in ("4", "2", "1")
    ]
    assert all((ran.status, ran.err) == (0, "") for ran in lines)
    assert_golden(GOLDENS / f"measures.compared.{lang}.txt", "\n".join(ran.out for ran in lines))


@pytest.fixture
def tracks(tmp_path: Path) -> tuple[str, ...]:
    """Files of a scheme with tracks."""
    for name, text in (("rules", TRACKS), ("areas", CITY), ("orders", FLOOD)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    names = ("rules", "areas", "orders")
    return tuple(part for name in names for part in (f"--{name}", str(tmp_path / f"{name}.yaml")))


@LANGUAGES
def test_where_there_are_tracks_each_level_is_told(
    command: Command, tracks: tuple[str, ...], lang: str
) -> None:
    ran = command("measures", *tracks, *AT, "--lang", lang)
    supposed = ("--compare", "red", "--track", "wind")
    then = command("measures", *tracks, *AT, "--lang", lang, *supposed)
    assert_golden(GOLDENS / f"measures.tracks.{lang}.txt", f"{ran.out}\n{then.out}")
    (row,) = rows_of(command("measures", *tracks, *AT, "--json", *supposed))
    assert [one["track"] for one in row["levels"]] == ["flood", "wind"]
    assert [one["track"] for one in row["extras"]] == ["flood"]
    assert row["supposed"]["differences"] == []


def test_a_level_is_supposed_in_one_track(command: Command, tracks: tuple[str, ...]) -> None:
    ran = command("measures", *tracks, *AT, "--compare", "red")
    assert (ran.status, ran.out) == (2, "")
    assert "track" in ran.err
    ran = command("measures", *tracks, *AT, "--track", "wind")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith(
        "`--track` says where the level of `--compare` is; give both, or neither\n"
    )


def test_the_numbers_are_those_that_the_plan_asks_for(command: Command) -> None:
    rows = rows_of(command("measures", *FILES, *ORDERS, *AT, "--json"))
    assert amounts(rows, "patrol") == [113, None, 61]
    assert amounts(rows, "reserve") == [50, None, 50]
    assert [row["area"] for row in rows if row["extras"]] == ["hebin", "matou"]
    (lacking,) = [row for row in rows if row["area"] == "linhai"]
    bound = lacking["measures"][0]["need"]["at_least"]
    assert [(one["code"], one["lacking"]) for one in bound["missing"]] == [
        ("figure.missing", ["yanchang"])
    ]


def test_149_999_people_pro_rata_and_by_whole_steps_at_each_level(command: Command) -> None:
    day = ("--at", "2026-04-30T12:00+08:00")
    for level, patrol in (("4", 75), ("3", 90), ("2", 113), ("1", 140)):
        (row,) = rows_of(command("measures", *FILES, *day, "--json", "--compare", level, "hebin"))
        then = [row["supposed"]]
        assert (amounts(then, "patrol"), amounts(then, "reserve")) == ([patrol], [50])
    (row,) = rows_of(command("measures", *FILES, *day, "--json", "--compare", "1", "hebin"))
    exact = row["measures"][0]["need"]["at_least"]["exact"]
    assert (exact, amounts([row], "patrol")) == ("74.9995", [75])
    changed = [(one["measure"], one["change"]) for one in row["supposed"]["differences"]]
    assert changed == [("patrol", "differ"), ("posts", "begin"), ("checks", "begin")]


def test_what_is_not_public_is_shown_where_it_is_asked_for(command: Command) -> None:
    for form, shown in (((), False), (("--all",), True)):
        ran = command("measures", *FILES, *ORDERS, *AT, *form, "hebin")
        assert ("plain_clothes" in ran.out) is shown
    (row,) = rows_of(command("measures", *FILES, *ORDERS, *AT, "--all", "--json", "hebin"))
    assert [one["measure"] for one in row["measures"] if not one["public"]] == ["plain_clothes"]


def test_a_drill_shows_its_own(command: Command) -> None:
    at = ("--at", "2026-05-20T10:00+08:00")
    (real,) = rows_of(command("measures", *FILES, *ORDERS, *at, "--json", "hebin"))
    (drill,) = rows_of(command("measures", *FILES, *ORDERS, *at, "--json", "--drill", "hebin"))
    assert ([one["level"] for one in real["levels"]], real["drill"]) == (["4"], False)
    assert ([one["level"] for one in drill["levels"]], drill["drill"]) == (["1"], True)
    assert amounts([drill], "patrol") == [140]


def test_unknown_names_are_told_with_the_nearest(command: Command) -> None:
    ran = command("measures", *FILES, "hebim")
    assert (ran.status, ran.out) == (2, "")
    assert "did you mean `hebin`?" in ran.err
    ran = command("measures", *FILES, "--compare", "5", "hebin")
    assert (ran.status, ran.out) == (2, "")
    assert "unknown level `5`" in ran.err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "what holds here is not known, since the level is not"),
        ("zh", "级别未知，故执行中的措施也未知"),
    ],
)
def test_where_the_level_is_not_known_neither_are_the_measures(
    command: Command, tracks: tuple[str, ...], lang: str, said: str
) -> None:
    orders = Path(tracks[-1])
    text = 'known_from: "2026-05-01T00:00+08:00"\n' + orders.read_text(encoding="utf-8")
    orders.write_text(text, encoding="utf-8")
    early = ("--at", "2026-04-01T12:00+08:00")
    ran = command("measures", *tracks, *early, "--lang", lang)
    assert (ran.status, ran.err) == (0, "")
    assert said in ran.out
    (row,) = rows_of(command("measures", *tracks, *early, "--json"))
    assert [one["level"] for one in row["levels"]] == [None, None]
    assert (row["measures"], row["extras"]) == ([], [])


@LANGUAGES
@pytest.mark.parametrize("more", [(), ("--compare", "HEIGHTENED")])
def test_where_rules_have_something_that_is_withheld_nothing_is_not_said_to_be_all(
    command: Command, more: tuple[str, ...], lang: str
) -> None:
    asked = (*("measures", "uk", *more, "--lang", lang), "--rules", "uk-building-response")
    files = ("--areas", str(ROOT / "rules/uk-building-response/areas.yaml"), *AT)
    said = {"en": "for everybody", "zh": "公开"}[lang]
    assert said in command(*asked, *files).out.splitlines()[1]
    assert said not in command(*asked, *files, "--all").out


@pytest.mark.parametrize("at", ["9999-12-31T23:59Z", "0001-01-01T00:00Z"])
@pytest.mark.parametrize("scheme", ["xixian", "fr-vigipirate"])
@pytest.mark.parametrize("name", ["measures", "due"])
def test_the_first_and_last_instants_can_be_asked_about(
    command: Command, name: str, scheme: str, at: str
) -> None:
    areas = ("--areas", str(ROOT / f"rules/{scheme}/areas.yaml"))
    ran = command(name, "--rules", scheme, *areas, "--at", at)
    assert (ran.status, ran.err) == (0, "")
