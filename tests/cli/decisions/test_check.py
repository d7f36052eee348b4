from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from responselevels.models.documents import DecisionDocument, ErrorDocument
from tests.cli.conftest import Command
from tests.cli.tool import AT, FILES, GOLDENS, WORLD
from tests.goldens import assert_golden

CHECK = ("check", *FILES, *AT)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("proposals", "status"),
    [
        (["permit.yaml"], 0),
        (["permit.yaml", "deny.yaml"], 1),
        (["permit.yaml", "pending.yaml"], 3),
        (["pending.yaml", "deny.yaml"], 1),
        (["deny.yaml", "unknown.yaml", "pending.yaml"], 2),
        (["missing.yaml", "permit.yaml"], 2),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_the_exit_status_is_the_worst_that_was_found(
    command: Command, proposals: list[str], status: int, form: tuple[str, ...]
) -> None:
    assert command(*CHECK, *form, *proposals).status == status


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_decisions_are_shown_whole(command: Command, lang: str) -> None:
    ran = command(*CHECK, "--lang", lang, "deny.yaml", "pending.yaml", "permit.yaml")
    assert_golden(GOLDENS / f"check.{lang}.txt", ran.out)
    assert ran.err == ""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_decisions_are_written_as_json_line_by_line(command: Command, lang: str) -> None:
    ran = command(*CHECK, "--lang", lang, "--json", "deny.yaml", "pending.yaml", "permit.yaml")
    assert_golden(GOLDENS / f"check.{lang}.jsonl", ran.out)
    assert [line["proposal"] for line in lines(ran.out)] == ["P-7", "P-8", "P-9"]
    for line in ran.out.splitlines():
        TypeAdapter(DecisionDocument).validate_json(line)


def test_the_decision_of_formats_comes_out(command: Command) -> None:
    (decision,) = lines(command(*CHECK, "--json", "deny.yaml").out)
    (finding,) = decision["findings"]
    assert decision["verdict"] == "deny"
    assert finding["code"] == "floor.less_severe"
    assert finding["rule"] == "city_not_below_region"
    assert finding["where"] == [
        {
            "area": "north",
            "start": "2026-02-11T16:00:00Z",
            "end": "2026-02-24T00:00:00Z",
            "required": "2",
            "orders": ["R-1"],
        }
    ]
    assert finding["remedies"] == [
        {"level": "2"},
        {"period": {"start": "2026-02-24T00:00:00Z", "end": "2026-02-24T16:00:00Z"}},
    ]
    assert decision["changes"] == decision["overtakes"] == []


def test_a_batch_is_decided_in_order_past_the_lines_that_cannot_be_read(command: Command) -> None:
    ran = command(*CHECK, "--json", "batch.jsonl")
    assert ran.status == 2
    assert ran.err == ""
    first, second, third, fourth, fifth = lines(ran.out)
    assert (first["proposal"], first["verdict"]) == ("B-1", "permit")
    assert {problem["line"] for problem in second["error"]} == {2}
    assert third["error"] == [
        {
            "code": "area.unknown",
            "file": "batch.jsonl",
            "line": 3,
            "column": 23,
            "path": "area",
            "message": "unknown area `nowhere`; known: `region`, `north` and `south`",
        }
    ]
    assert (fourth["proposal"], fourth["verdict"]) == ("B-4", "deny")
    assert {problem["line"] for problem in fifth["error"]} == {5}
    for bad in (second, third, fifth):
        TypeAdapter(ErrorDocument).validate_python(bad)


def test_each_of_a_batch_is_decided_against_the_same_orders(command: Command) -> None:
    line = (WORLD / "batch.jsonl").read_bytes().splitlines()[0]
    ran = command(*CHECK, "--json", "-", given=line + b"\n" + line + b"\n")
    first, second = ran.out.splitlines()
    assert first == second


def test_what_cannot_be_read_in_a_batch_is_said_on_standard_error(command: Command) -> None:
    ran = command(*CHECK, "batch.jsonl")
    assert ran.status == 2
    assert [line.split(": ")[0] for line in ran.err.splitlines()][:2] == [
        "batch.jsonl:2:134",
        "batch.jsonl:3:23",
    ]
    assert "5 in all: 1 permitted, 1 denied and 3 not readable\n" in ran.out


@pytest.mark.parametrize("name", ["permit.yaml", "batch.jsonl"])
def test_standard_input_is_read_like_a_file(command: Command, name: str) -> None:
    from_file = command(*CHECK, "--json", name)
    piped = command(*CHECK, "--json", "-", given=(WORLD / name).read_bytes())
    assert piped.status == from_file.status
    assert piped.out == from_file.out.replace(f'"{name}', '"-')


def test_all_problems_of_a_proposal_are_one_line_of_json(command: Command) -> None:
    ran = command(*CHECK, "--json", "unknown.yaml")
    assert lines(ran.out) == [
        {
            "error": [
                {
                    "code": "area.unknown",
                    "file": "unknown.yaml",
                    "line": 2,
                    "column": 7,
                    "path": "area",
                    "message": (
                        "unknown area `sout`; known: `region`, `north` and `south`; "
                        "did you mean `south`?"
                    ),
                },
                {
                    "code": "level.unknown",
                    "file": "unknown.yaml",
                    "line": 3,
                    "column": 8,
                    "path": "level",
                    "message": "unknown level `5`; known: `4`, `3`, `2` and `1`",
                },
            ]
        }
    ]


def test_every_problem_of_a_proposal_is_a_line_for_people(command: Command) -> None:
    ran = command(*CHECK, "unknown.yaml")
    assert ran.out == ""
    assert ran.err == (
        "unknown.yaml:2:7: area: unknown area `sout`; known: `region`, `north` and `south`; "
        "did you mean `south`?\n"
        "unknown.yaml:3:8: level: unknown level `5`; known: `4`, `3`, `2` and `1`\n"
    )


def test_mistakes_of_all_files_are_said_in_one_run(command: Command, tmp_path: Path) -> None:
    rules = (WORLD / "rules.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(rules.replace("issuers: [city_hall]", "issuers: [hall]"))
    (tmp_path / "areas.yaml").write_text("areas:\n  - {id: a, tier: region, parents: b}\n")
    given = (
        *("--rules", str(tmp_path / "rules.yaml")),
        *("--areas", str(tmp_path / "areas.yaml")),
        *("--orders", str(tmp_path / "orders.yaml")),
    )
    ran = command("check", *given, "permit.yaml")
    assert ran.status == 2
    assert "rules.yaml:34:15: transitions[1].issuers[0]: " in ran.err
    assert "areas.yaml:2:27: areas[0].parents: " in ran.err
    assert "orders.yaml: " in ran.err
    as_json = command("check", *given, "--json", "permit.yaml")
    assert as_json.status == 2
    (line,) = lines(as_json.out)
    assert [
        f"{each['file']}:{each['line']}:{each['column']}: {each['path']}: {each['message']}"
        for each in line["error"][:-1]
    ] == ran.err.splitlines()[:-1]
    assert line["error"][-1] == {
        "code": "file.none",
        "file": given[-1],
        "line": None,
        "column": None,
        "path": None,
        "message": "there is no such file; check the path",
    }


def test_orders_that_cannot_stand_in_a_list_are_placed_in_their_file(
    command: Command, tmp_path: Path
) -> None:
    orders = (WORLD / "orders.yaml").read_text(encoding="utf-8")
    (tmp_path / "o.yaml").write_text(orders.replace("area: south", "area: nort"), "utf-8")
    given = (*FILES[:4], "--orders", str(tmp_path / "o.yaml"))
    ran = command("check", *given, *AT, "permit.yaml")
    assert ran.status == 2
    assert ran.err.startswith(f"{tmp_path / 'o.yaml'}:20:11: orders[2].area: unknown area `nort`")


def test_without_orders_nothing_is_in_force(command: Command) -> None:
    ran = command("check", *FILES[:4], *AT, "--json", "deny.yaml")
    assert lines(ran.out)[0]["verdict"] == "permit"


@pytest.mark.parametrize("at", [(), ("--at", "now")])
def test_without_a_time_it_is_now(command: Command, at: tuple[str, ...]) -> None:
    (decision,) = lines(command("check", *FILES, *at, "--json", "permit.yaml").out)
    assert decision["decided_at"] > "2026-02-13"


@pytest.mark.parametrize(
    ("time", "says"),
    [
        ("2026-02-11T12:00", "has no offset"),
        ("yesterday", "`yesterday`"),
        ("2026-02-30T12:00Z", "`2026-02-30T12:00Z`"),
    ],
)
def test_a_time_that_is_none_is_said(command: Command, time: str, says: str) -> None:
    ran = command("check", *FILES, "--at", time, "permit.yaml")
    assert ran.status == 2
    assert ran.err.startswith("responselevels: `--at`: ")
    assert says in ran.err


def test_shipped_rules_are_found_by_their_id(command: Command) -> None:
    ran = command("check", "--rules", "xixian", *FILES[2:4], "permit.yaml")
    assert ran.status == 2
    assert "areas.yaml:" in ran.err
    ran = command("check", "--rules", "xixan", *FILES[2:4], "permit.yaml")
    assert "did you mean `xixian`?" in ran.err


def test_an_empty_batch_is_refused(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_bytes(b"\n")
    ran = command(*CHECK, str(path))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"{path}: no proposal is written here; write at least one\n"


def test_progress_is_said_where_it_is_asked_for(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("responselevels.cli.frame.progress._FIRST", 0.0)
    monkeypatch.setattr("responselevels.cli.frame.progress._EVERY", {False: 0.0, True: 0.0})
    ran = command(*CHECK, "--json", "--progress", "batch.jsonl")
    assert ran.err.startswith("decided 1 of 5\ndecided 2 of 5\n")
    assert ran.err.endswith("decided 5 of 5\n")
    ran = command(*CHECK, "--json", "--progress", "--lang", "zh", "permit.yaml")
    assert ran.err.startswith("已判定1项\n")
    assert command(*CHECK, "--json", "batch.jsonl").err == ""


def test_nothing_in_a_file_reaches_the_terminal_as_an_escape(
    command: Command, tmp_path: Path
) -> None:
    proposal = json.loads((WORLD / "batch.jsonl").read_text(encoding="utf-8").splitlines()[0])
    bad = {**proposal, "level": "\x1b[31m3", "id": "a\u202eb", "reason": "\x07"}
    unknown = {**proposal, "area": "[bold]x[/bold]", "proposer": "\x9b2J"}
    (tmp_path / "hostile.jsonl").write_text(f"{json.dumps(bad)}\n{json.dumps(unknown)}\n")
    for form in ((), ("--json",)):
        ran = command(*CHECK, *form, str(tmp_path / "hostile.jsonl"))
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.out + ran.err)
        assert "Traceback" not in ran.err
        assert ran.status == 2
