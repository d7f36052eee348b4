"""What the page is told is what the command line says of the same files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docs.site.playground.examples import write_examples
from tests.site.playground.asking import IDLE, checked, printed, texts, told, with_a_fault


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def codes_and_messages(findings: Any) -> list[tuple[str, str, str]]:
    return [(one["effect"], one["code"], one["message"]) for one in findings]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_denial_has_the_findings_of_check(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    here = told(texts(), lang=lang)
    there = checked(capsys, lang)
    assert here["problems"] == []
    assert here["decision"]["verdict"] == there["verdict"] == "deny"
    assert len(there["findings"]) == 10
    assert codes_and_messages(here["decision"]["findings"]) == codes_and_messages(there["findings"])


def test_each_finding_comes_with_its_clause_and_what_would_do() -> None:
    denied = (Path(__file__).parents[3] / "examples/xixian/proposals/deny-floor.yaml").read_text(
        encoding="utf-8"
    )
    (finding,) = told(texts(proposal=denied))["decision"]["findings"]
    rows = {row["label"]: row["texts"] for row in finding["rows"]}
    assert list(rows) == ["clause", "where", "remedy"]
    assert "city_not_below_new_area" in rows["clause"][0]
    assert rows["remedy"][0] == "propose Level 2 (`2`)"
    assert len(rows["remedy"]) == 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_remarks_are_those_of_lint_each_at_its_line(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rules, line = with_a_fault(texts()["rules"])
    (here,) = told(texts(rules=rules), lang=lang)["remarks"]
    (there,) = printed(capsys, "lint", "--json", "--lang", lang, "rules.yaml")["remarks"]
    assert here["line"] == line
    assert here["place"].startswith(f"rules.yaml:{line}:")
    assert {key: here[key] for key in there if key in here} == {
        key: value for key, value in there.items() if key in here
    }


def test_what_cannot_be_read_is_told_at_its_text_as_check_tells_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rules, line = with_a_fault(texts()["rules"], IDLE.replace("new_area", "new_aria"))
    here = told(texts(rules=rules, orders="orders: [{id: 7}]\n", proposal="id: P\nlevle: 3\n"))
    found = checked(capsys, "en")["error"]
    assert [one["line"] for one in found if one["file"] == "rules.yaml"] == [line]
    told_here = [one for one in here["problems"] if one["slot"] != "proposal"]
    assert [(one["line"], one["column"], one["message"]) for one in told_here] == [
        (one["line"], one["column"], one["message"]) for one in found
    ]
    assert {one["slot"] for one in here["problems"]} == {"rules", "orders", "proposal"}
    assert here["decision"] is here["board"] is here["remarks"] is None


def test_a_name_that_the_rules_do_not_have_is_told_at_the_proposal() -> None:
    proposal = texts()["proposal"].replace("area: xixian", "area: xixain")
    here = told(texts(proposal=proposal))
    (one,) = [one for one in here["problems"] if "xixain" in one["message"]]
    assert one["slot"] == "proposal"
    assert "did you mean `xixian`" in one["message"]
    assert here["board"] is not None


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_time_that_is_none_is_told_at_the_field_and_the_rest_beside_it(lang: str) -> None:
    proposal = texts()["proposal"].replace("level:", "levle:")
    here = told(texts(proposal=proposal), at="2026-05-15T12:00", lang=lang)
    (one, *others) = here["problems"]
    assert one["slot"] == "at"
    assert "+08:00" in one["message"]
    assert {other["slot"] for other in others} == {"proposal"}
    assert here["decision"] is None


def test_without_a_proposal_and_without_orders_there_is_a_board_all_the_same() -> None:
    here = told(texts(orders="", proposal=" \n"), at="")
    assert here["problems"] == []
    assert here["decision"] is None
    assert here["board"].startswith("<!doctype html>")


def test_what_is_told_has_nothing_in_it_that_acts_on_a_page() -> None:
    proposal = texts()["proposal"].replace("person: ps-040", "person: 'a\\u202Eb'")
    here = told(texts(proposal=proposal.replace("\\u202E", "\u202e")))
    assert here["problems"] != []
    assert "\u202e" not in str(here)


def test_every_example_can_be_read_and_its_first_proposal_decided(tmp_path: Path) -> None:
    listed = write_examples(tmp_path)
    examples = json.loads((tmp_path / "examples.json").read_text(encoding="utf-8"))
    assert [one.id for one in listed] == list(examples)
    for example in examples.values():
        one = example["proposals"][0]
        written = {
            "rules": example["rules"],
            "areas": example["areas"],
            "orders": one.get("orders", example["orders"]),
            "proposal": one["proposal"],
        }
        here = told(written, at=one["at"])
        assert here["problems"] == []
        assert here["decision"] is not None
