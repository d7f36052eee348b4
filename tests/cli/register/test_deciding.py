"""Decisions that are recorded, and orders issued, ended and ratified from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk

AT_ONCE = """
id: P-12
area: region
level: "2"
scope: [south]
period: {start: "2026-02-13T10:00+08:00", end: "2026-02-25T00:00+08:00"}
issuer: office
transition: region_at_once
assessment: {by: office, at: "2026-02-13T09:00+08:00"}
"""
RATIFY = "{id: P-13, action: ratify, order: P-12, issuer: office}"
END = '{id: P-14, action: end, order: S-1, at: "2026-02-22T08:00+08:00", issuer: city_hall}'


@pytest.mark.parametrize(
    ("proposals", "status"),
    [
        (["permit.yaml"], 0),
        (["permit.yaml", "deny.yaml"], 1),
        (["permit.yaml", "pending.yaml"], 3),
        (["pending.yaml", "deny.yaml"], 1),
        (["deny.yaml", "unknown.yaml"], 2),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_decisions_leave_by_the_status_of_check(
    desk: Desk, proposals: list[str], status: int, form: tuple[str, ...]
) -> None:
    assert desk("11T10:00", "decide", *proposals, *form).status == status


def test_a_recorded_decision_is_that_of_check_with_its_event(desk: Desk) -> None:
    desk("11T11:59", "propose", "deny.yaml")
    recorded = desk.said("11T12:00", "decide", "P-7")
    at, files = "2026-02-11T12:00+08:00", ("--rules", "rules.yaml", "--areas", "areas.yaml")
    ran = desk.command(
        "check", *files, "--orders", "orders.yaml", "--at", at, "--json", "deny.yaml"
    )
    assert recorded == {**json.loads(ran.out), "event": 7, "order": None}


def test_the_id_of_a_proposal_stands_for_it(desk: Desk) -> None:
    desk("11T10:00", "propose", "permit.yaml")
    assert desk.said("11T10:01", "decide", "P-9")["event"] == 7
    assert desk.said("11T10:02", "issue", "P-9")["order"] == "P-9"


def test_several_decisions_stand_apart(desk: Desk) -> None:
    ran = desk("11T10:00", "decide", "permit.yaml", "pending.yaml", "--lang", "zh")
    pages = ran.out.split("\n\n")
    assert [page.splitlines()[0] for page in pages] == ["P-9：准予", "P-8：待补"]
    assert [page.strip().splitlines()[-1] for page in pages] == [
        "  记为第7号记录",
        "  记为第10号记录",
    ]


def test_a_refusal_is_recorded_and_issues_nothing(desk: Desk) -> None:
    ran = desk("11T12:00", "issue", "deny.yaml")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.splitlines()[-1] == "  recorded as event 7"
    status = desk.said("11T12:01", "status")
    assert [(one["proposal"], one["state"]) for one in status["proposals"]] == [("P-7", "refused")]
    assert "P-7" not in [one["order"] for one in status["orders"]]


def test_what_is_permitted_is_issued_ended_and_ratified(desk: Desk) -> None:
    ran = desk("13T10:00", "issue", desk.file("once.yaml", AT_ONCE))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "  `P-12` is issued"
    desk("13T10:05", "propose", desk.file("ratify.yaml", RATIFY))
    assert desk("13T10:06", "ratify", "P-13").status == 3
    desk("13T10:07", "approve", "P-13", "--for", "board", "--as", "li.na")
    ran = desk("13T10:08", "ratify", "P-13", "--lang", "zh")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "  `P-12` 已获追认")
    ran = desk("13T10:09", "end", desk.file("end.yaml", END))
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "  `S-1` is to end early")


def test_an_approval_given_while_the_clock_stands_is_no_older_than_the_order(desk: Desk) -> None:
    assert desk("13T10:00", "issue", desk.file("once.yaml", AT_ONCE)).status == 0
    desk("13T10:00", "propose", desk.file("ratify.yaml", RATIFY))
    desk("13T10:00", "approve", "P-13", "--for", "board", "--as", "li.na")
    assert desk("13T10:00", "ratify", "P-13").status == 0


def test_an_issue_with_the_same_key_answers_as_before(desk: Desk) -> None:
    first = desk.said("11T10:00", "issue", "permit.yaml", "--key", "k")
    assert desk.said("11T11:00", "issue", "permit.yaml", "--key", "k") == first


def test_decisions_with_the_same_key_answer_as_before(desk: Desk) -> None:
    asked = ("decide", "permit.yaml", "pending.yaml", "--key", "k")
    assert desk.said("11T10:00", *asked) == desk.said("11T11:00", *asked)


def test_a_proposal_to_issue_is_not_ended(desk: Desk) -> None:
    desk("11T10:00", "propose", "permit.yaml")
    ran = desk("11T10:01", "end", "P-9")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "action: `P-9` is a proposal to `issue`; "
        "ask for that, or propose the other under another id\n"
    )


def test_one_proposal_is_issued_at_a_time(desk: Desk) -> None:
    ran = desk("11T10:00", "issue", "batch.jsonl")
    assert ran.status == 2
    lines = Path("batch.jsonl").read_text(encoding="utf-8").splitlines()
    two = desk.file("two.jsonl", f"{lines[0]}\n{lines[0].replace('B-1', 'B-2')}\n")
    ran = desk("11T10:00", "issue", two)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == (
        f"responselevels: `{two}` holds 2 proposals; give one at a time"
    )
