"""`test` and `mutate`: what they print, in both languages, and how they exit."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from responselevels.testing.laws.breaches import Breach
from responselevels.testing.laws.catalogue import LAWS, Law
from responselevels.testing.laws.history import History
from tests.cli.conftest import Command
from tests.cli.tool import GOLDENS
from tests.goldens import assert_golden

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "examples" / "xixian" / "cases"
HARBOUR = ROOT / "tests/cases/harbour.levels.yaml"
HARBOUR_RULES = ROOT / "examples" / "harbour" / "rules.yaml"


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    """Return a folder with a case file that expects the opposite of everything."""
    path = tmp_path / "wrong.levels.yaml"
    path.write_text((Path(__file__).parent / "world" / "wrong.yaml").read_text(encoding="utf-8"))
    shutil.copy(ROOT / "examples" / "xixian" / "areas.yaml", tmp_path / "areas.yaml")
    return tmp_path


def shown(text: str, *folders: Path) -> str:
    """Return *text* without the folders of this machine, and check its width."""
    for folder in folders:
        text = text.replace(f"{folder}/", "")
    assert max(map(cell_len, text.splitlines())) <= 80
    return text


def test_cases_as_expected_draw_one_line(command: Command) -> None:
    ran = command("test", str(CASES))
    assert (ran.status, ran.out, ran.err) == (0, "cases: 78 (files: 5); 78 as expected\n", "")
    assert command("test", "--lang", "zh", str(CASES)).out == (
        "用例78个（文件5份）：78个与预期相符\n"
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_differs_is_shown_with_the_decision_and_its_reasons(
    command: Command, failing: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(failing)
    ran = command("test", "--lang", lang)
    assert ran.status == 1
    assert_golden(GOLDENS / f"test.{lang}.txt", shown(ran.out))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_coverage_is_a_table_of_what_the_rules_say(
    command: Command, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(ROOT)
    ran = command("test", "--lang", lang, "--coverage", "tests/cases")
    assert ran.status == 0
    assert_golden(GOLDENS / f"test.coverage.{lang}.txt", shown(ran.out))


def test_json_says_the_same(command: Command, failing: Path) -> None:
    ran = command("test", "--json", "--coverage", str(failing))
    document = json.loads(ran.out)
    assert ran.status == 1
    assert (document["passed"], document["failed"], document["errors"]) == (0, 5, [])
    first = document["cases"][0]
    assert (first["line"], first["name"], first["passed"]) == (
        7,
        "nothing is as it should be",
        False,
    )
    assert first["decision"]["verdict"] == "deny"
    assert first["differences"][:2] == [
        {"aspect": "verdict", "missing": ["permit"], "surplus": ["deny"]},
        {"aspect": "transition", "missing": ["activate"], "surplus": ["city_order"]},
    ]
    [covered] = document["coverage"]
    assert (covered["rules"], covered["obligations"]) == ("xixian", 50)
    assert 0 < covered["exercised"] < covered["obligations"]
    assert covered["requirements"][1] == {
        "kind": "transition",
        "rule": "activate",
        "what": "to",
        "part": "3",
        "met": 0,
        "violated": None,
    }


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    command: Command, failing: Path
) -> None:
    (failing / "bad.levels.yaml").write_text("format: 1\nareas: areas.yaml\n")
    ran = command("test", str(CASES), str(failing / "bad.levels.yaml"))
    assert ran.status == 2
    assert ran.out == "cases: 78 (files: 5); 78 as expected and not readable: 1\n"
    assert ran.err == (
        f"{failing}/bad.levels.yaml:1:1: cases: there is no case; add at least one\n"
    )
    ran = command("test", "--json", str(failing / "bad.levels.yaml"))
    assert ran.status == 2
    ((problem,),) = (error["error"] for error in json.loads(ran.out)["errors"])
    assert (problem["code"], problem["message"]) == (
        "cases.none",
        "there is no case; add at least one",
    )


def test_a_folder_without_case_files_is_an_input_error(command: Command, tmp_path: Path) -> None:
    ran = command("test", str(tmp_path))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"{tmp_path}: there is no case file here; name one, or a folder with files that end in "
        "`.levels.yaml`\n"
    )


def test_other_rules_may_decide_the_cases(command: Command, tmp_path: Path) -> None:
    text = (ROOT / "rules" / "xixian.yaml").read_text(encoding="utf-8")
    rules = tmp_path / "laxer.yaml"
    rules.write_text(text.replace("      scope: explicit\n", ""), encoding="utf-8")
    ran = command("test", "--rules", str(rules), str(CASES))
    assert ran.status == 1
    assert "missing: `scope.missing`" in ran.out
    assert ran.out.endswith("cases: 78 (files: 5); 76 as expected and 2 not\n")


def test_every_change_of_the_shipped_rules_is_noticed(command: Command) -> None:
    ran = command("mutate", "xixian", "--cases", str(CASES))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "111 changes tried: 111 noticed, 0 not; 13 more were not sound\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_changes_that_no_case_notices_are_listed_with_clause_and_need(
    command: Command, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(ROOT)
    args = (
        "mutate",
        "examples/harbour/rules.yaml",
        "--cases",
        "tests/cases/harbour.levels.yaml",
        "--lang",
        lang,
    )
    ran = command(*args)
    assert ran.status == 1
    assert_golden(GOLDENS / f"mutate.{lang}.txt", shown(ran.out))


def test_mutants_for_programs(command: Command) -> None:
    ran = command("mutate", str(HARBOUR_RULES), "--cases", str(HARBOUR), "--json")
    document = json.loads(ran.out)
    assert ran.status == 1
    assert document["tried"] == document["noticed"] + document["survived"]
    assert len(document["survivors"]) == document["survived"]
    assert document["survivors"][0] == {
        "code": "valid.from.later",
        "where": f"{HARBOUR_RULES}:16:15: valid.from",
        "change": "the rules begin one second after 2026-01-01 00:00+08:00",
        "need": "a case decided at 2026-01-01 00:00+08:00, without `rules.not_in_force`",
        "cite": None,
    }
    cited = next(one for one in document["survivors"] if one["cite"] is not None)
    assert set(cited["cite"]) == {"source", "clause"}


def test_cases_that_do_not_pass_are_no_measure(command: Command, failing: Path) -> None:
    ran = command("mutate", "xixian", "--cases", str(failing), "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == (
        f"{failing}/wrong.levels.yaml:7: the case `nothing is as it should be` does not pass with "
        "the rules as they are; `responselevels test` shows why"
    )


# -- laws -------------------------------------------------------------------------------------------


def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave two laws, of which one finds fault with every order."""

    def no_orders(history: History) -> Iterator[Breach]:
        for order in history.orders:
            yield Breach("replay.levels", {"area": order.area})

    sound = next(law for law in LAWS if law.name == "not_milder")
    faulty = Law(name="log_replays", clause="6.9", breaches=no_orders)
    monkeypatch.setattr("responselevels.testing.laws.catalogue.LAWS", (sound, faulty))


def test_laws_that_hold_draw_one_line_and_need_no_cases(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("responselevels.testing.laws.catalogue.LAWS", LAWS[:3])
    ran = command("test", "--laws", "--examples", "2", "--rules", "xixian")
    assert (ran.status, ran.out, ran.err) == (
        0,
        "laws of `xixian`: 3 held against 2 histories each; all hold\n",
        "",
    )
    ran = command("test", "--laws", "--examples", "2", str(CASES), "--lang", "zh")
    assert (ran.status, ran.out) == (
        0,
        "`xixian` 的不变式：3条，各以2段经过检验，全部成立\n用例78个（文件5份）：78个与预期相符\n",
    )
    monkeypatch.chdir(tmp_path)
    assert command("test", "--rules", "xixian").status == 2


def test_a_law_that_does_not_hold_is_shown_with_the_smallest_history(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(monkeypatch)
    ran = command("test", "--laws", "--examples", "40", "--rules", "xixian")
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert lines[:4] == [
        "`xixian`: log_replays does not hold",
        "  the log replays: from what was carried out alone come the same orders, levels",
        "  and verdicts [6.9]",
        lines[3],
    ]
    assert lines[3].startswith("  from what was carried out alone come other levels in ")
    assert "  orders:" in lines
    tally = lines.index("laws of `xixian`: 2 held against 40 histories each; 1 broken")
    assert max(map(cell_len, lines[:tally])) <= 80
    pasted = lines[tally + 2 :]
    assert pasted[0].startswith("# the log replays: ")
    # Making it smaller ends after some seconds of processor time: where these do less, another
    # history is shown, and not of each can a case be made.
    none = "# each case comes out as it expects"
    assert "rules: xixian" in pasted or pasted[-1].startswith(none)
    ran = command("test", "--laws", "--examples", "40", "--rules", "xixian", "--json")
    document = json.loads(ran.out)
    assert (ran.status, document["cases"]) == (1, [])
    assert [(law["rules"], law["law"], law["holds"]) for law in document["laws"]] == [
        ("xixian", "not_milder", True),
        ("xixian", "log_replays", False),
    ]
    assert document["laws"][1]["broken"].startswith("the log replays")
    assert document["laws"][1]["history"][0] == "areas:"
    assert document["laws"][1]["case_file"].startswith("# the log replays: ")
    ran = command("test", "--laws", "--examples", "40", "--rules", "xixian", "--report", "junit")
    (suite,) = ET.fromstring(ran.out)
    assert (ran.status, suite.get("name"), suite.get("failures")) == (1, "xixian", "1")
    sound, faulty = suite
    assert (sound.get("name"), list(sound)) == ("not_milder", [])
    assert (faulty.get("name"), faulty[0].get("type")) == ("log_replays", "law.broken")
    assert (faulty[0].text or "").splitlines()[2] == "areas:"
    ran = command("test", "--laws", "--examples", "40", "--rules", "xixian", "--report", "sarif")
    (result,) = json.loads(ran.out)["runs"][0]["results"]
    assert (result["ruleId"], result["locations"]) == ("law.broken", [])
