"""`verify`, `diff` and `impact` on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from responselevels.files import load_rules
from tests.cli.conftest import Command
from tests.cli.tool import GOLDENS, WORLD
from tests.goldens import assert_golden

RULES = (WORLD / "rules.yaml").read_text(encoding="utf-8")
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


@pytest.fixture
def flawed(tmp_path: Path) -> str:
    """A copy of the rules in which nobody can end what a city orders for ever."""
    text = RULES.replace("requires: {scope: explicit}", "requires: {period: open}")
    text = "\n".join(line for line in text.splitlines() if "city_stand_down" not in line)
    path = tmp_path / "flawed.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    return str(path)


@LANGUAGES
def test_what_is_proved_of_a_file(command: Command, lang: str) -> None:
    ran = command("verify", "rules.yaml", "--lang", lang)
    assert_golden(GOLDENS / f"verify.{lang}.txt", ran.out)
    # Acting first may be repeated there: what takes a sequence is refuted.
    assert (ran.status, ran.err) == (1, "")
    assert max(map(cell_len, ran.out.splitlines())) <= 80


@LANGUAGES
def test_what_is_refuted_is_told(command: Command, flawed: str, lang: str) -> None:
    ran = command("verify", flawed, "--lang", lang)
    assert_golden(GOLDENS / f"verify.refuted.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (1, "")


def test_each_counterexample_is_written_as_a_case_file_that_passes(
    command: Command, flawed: str, tmp_path: Path
) -> None:
    folder = tmp_path / "cases"
    ran = command("verify", flawed, "--write", str(folder))
    written = sorted(folder.iterdir())
    names = {path.name for path in written}
    assert names > {"unstuck-1.levels.yaml", "unstuck-2.levels.yaml", "one-grace-1.levels.yaml"}
    assert all(path.as_posix() in ran.out.replace("\n", "").replace(" ", "") for path in written)
    tried = command("test", *map(str, written))
    assert (tried.status, tried.err) == (0, "")


def test_a_folder_that_cannot_be_written_is_told(
    command: Command, flawed: str, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    ran = command("verify", flawed, "--write", str(taken))
    assert ran.status == 2
    assert str(taken) in ran.err


def test_proofs_for_programs(command: Command, flawed: str) -> None:
    ran = command("verify", flawed, "--json")
    document = json.loads(ran.out)
    assert ran.status == 1
    assert document["rules"] == load_rules(flawed).id
    by_name = {found["property"]: found for found in document["properties"]}
    assert by_name["reachable"]["status"] == "proved"
    assert by_name["way_back"]["status"] == "refuted"
    against = by_name["way_back"]["counterexamples"][0]
    assert against["case"]["cases"][0]["expect"]["verdict"] == "permit"
    assert set(against) == {"says", "case"}


def test_a_file_that_cannot_be_read_is_not_verified(command: Command) -> None:
    ran = command("verify", "missing.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert "missing.yaml" in ran.err


# -- diff -------------------------------------------------------------------------------------


@LANGUAGES
def test_two_files_that_mean_the_same(command: Command, tmp_path: Path, lang: str) -> None:
    (tmp_path / "other.yaml").write_text(RULES.replace("id: activate", "id: start"))
    ran = command("diff", "rules.yaml", str(tmp_path / "other.yaml"), "--lang", lang)
    assert ran.status == 0
    said = {"en": "mean the same", "zh": "含义相同"}[lang]
    assert said.replace(" ", "") in "".join(ran.out.split())
    assert "`start`" in ran.out


@LANGUAGES
def test_two_files_that_differ(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    changed = RULES.replace("{scope: explicit}", "{scope: explicit, max_duration: P20D}").replace(
        "any_of: [committee, board]", "all_of: [committee, board]", 1
    )
    (tmp_path / "new.yaml").write_text(changed + "# a comment\n", encoding="utf-8")
    (tmp_path / "old.yaml").write_text(RULES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = command("diff", "old.yaml", "new.yaml", "--lang", lang)
    assert_golden(GOLDENS / f"diff.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (1, "")
    assert max(map(cell_len, ran.out.splitlines())) <= 80


def test_differences_for_programs(command: Command, flawed: str, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    ran = command("diff", "rules.yaml", flawed, "--json", "--write", str(folder))
    document = json.loads(ran.out)
    assert (ran.status, document["equivalent"], document["open"]) == (1, False, None)
    for row in document["differences"]:
        old, new = row["examples"]["old"], row["examples"]["new"]
        assert old["cases"][0]["expect"]["verdict"] == row["old"]
        assert new["cases"][0]["expect"]["verdict"] == row["new"]
    assert command("test", *map(str, sorted(folder.iterdir()))).status == 0


def test_both_files_are_written_as_one_page_too(
    command: Command, flawed: str, tmp_path: Path
) -> None:
    path = tmp_path / "versions.html"
    plain = command("diff", "rules.yaml", flawed, "--json")
    ran = command("diff", "rules.yaml", flawed, "--json", "--html", str(path))
    assert (ran.status, ran.out, ran.err) == (1, plain.out, "")
    assert path.read_text("utf-8").startswith("<!doctype html>")
    ran = command("diff", "rules.yaml", flawed, "--html", str(tmp_path / "no" / "where.html"))
    assert (ran.status, ran.out) == (2, "")


def test_what_only_one_file_is_made_of_comes_first(command: Command, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    text = RULES.replace("bodies:\n", "bodies:\n  senate: {tier: region}\n")
    new.write_text(text, encoding="utf-8")
    ran = command("diff", "rules.yaml", str(new))
    assert ran.status == 1
    assert "  the body `senate` is new\n" in ran.out
    rows = json.loads(command("diff", "rules.yaml", str(new), "--json").out)["structure"]
    assert rows == [{"code": "body.added", "says": "the body `senate` is new"}]


def test_the_problems_of_both_files_are_told(command: Command) -> None:
    ran = command("diff", "missing.yaml", "gone.yaml")
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 2


# -- impact -----------------------------------------------------------------------------------

FILES = ("--areas", "areas.yaml", "--orders", "orders.yaml")


def test_no_order_comes_out_differently_under_the_same_rules(command: Command) -> None:
    ran = command("impact", "rules.yaml", "rules.yaml", *FILES)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("orders: 0 would have come out differently\n")


@LANGUAGES
def test_orders_that_come_out_differently(command: Command, tmp_path: Path, lang: str) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(RULES.replace("issuers: [office]", "issuers: [police]"), encoding="utf-8")
    ran = command("impact", "rules.yaml", str(new), *FILES, "--lang", lang)
    assert_golden(GOLDENS / f"impact.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (1, "")
    rows = json.loads(command("impact", "rules.yaml", str(new), *FILES, "--json").out)
    assert rows[0]["new"]["verdict"] == "deny"
    assert set(rows[0]) == {"order", "old", "new", "problems", "acts"}


def test_an_order_that_the_new_rules_cannot_read_is_told(command: Command, tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(RULES.replace("office", "bureau"), encoding="utf-8")
    ran = command("impact", "rules.yaml", str(new), *FILES)
    assert ran.status == 1
    assert "not readable now" in ran.out
    rows = json.loads(command("impact", "rules.yaml", str(new), *FILES, "--json").out)
    assert any(row["new"] is None and row["problems"] for row in rows)


BETWEEN = {
    "en": (
        "the period is longer than 3 days and at most 7 days",
        "the period is longer than 3 days",
    ),
    "zh": ("时段：超过3天、不超过7天", "时段：超过3天"),
}
CLOSING = """\
format: 1
id: port
levels: [{id: green, default: true}, {id: red}]
tiers: [{id: port}]
bodies: {master: {tier: port}}
transitions: [{id: close, tier: port, to: [red], issuers: [master], requires: {}}]
"""
ONLY = re.compile(r"^  (only where|仅限)  +")


@LANGUAGES
def test_a_length_between_two_limits_is_said_with_both(
    command: Command, tmp_path: Path, lang: str
) -> None:
    def where_they_differ(*requires: str) -> str:
        paths = [tmp_path / name for name in ("old.yaml", "new.yaml")]
        for path, asked in zip(paths, requires, strict=True):
            path.write_text(CLOSING.replace("requires: {}", f"requires: {{{asked}}}"), "utf-8")
        ran = command("diff", *map(str, paths), "--lang", lang)
        (line,) = [line for line in ran.out.splitlines() if ONLY.match(line)]
        return ONLY.sub("", line)

    between, over = BETWEEN[lang]
    assert where_they_differ("max_duration: P7D", "max_duration: P3D") == between
    assert where_they_differ("max_duration: P3D", "") == over


@pytest.mark.usefixtures("workers_here")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_several_workers_find_the_impact_that_one_process_finds(
    command: Command, monkeypatch: pytest.MonkeyPatch, form: tuple[str, ...]
) -> None:
    monkeypatch.setattr("responselevels.parallel.impact.LEAST", 1)
    asked = ("impact", "rules.yaml", "other.yaml", *FILES[2:], *form)
    assert command(*asked, "--workers", "3") == command(*asked)
