"""`register due` and `register done`: what is due, and what was done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.tool import Ran

EXAMPLE = Path(__file__).parents[3] / "examples" / "due"
DONE = "done", "--as", "wang.li"


@pytest.fixture
def county(empty: Desk) -> Desk:
    """A desk with the register of a county, and an order in it."""
    moved = {"2026-04-01": "2026-01-01", "2026-07-01": "2026-12-01", "2026-06-": "2026-02-"}
    files = {}
    for name in ("rules", "areas", "proposal"):
        text = (EXAMPLE / f"{name}.yaml").read_text(encoding="utf-8")
        text = text.replace("2026-06-30", "2026-03-02")
        for old, new in moved.items():
            text = text.replace(old, new)
        files[name] = empty.file(f"{name}.yaml", text)
    made = ("--id", "shuihe", "--rules", files["rules"], "--areas", files["areas"])
    assert empty("16T08:00", "init", *made).err == ""
    assert empty("17T07:00", "issue", files["proposal"], "--as", "wang.li").status == 0
    return empty


def at(desk: Desk, when: str, *args: str) -> Ran:
    return desk(when, *args)


def names(ran: Ran) -> list[str]:
    """Return what is due, as the JSON of a run has it."""
    return [row["name"] or row["order"] for row in json.loads(ran.out)["due"]]


def test_what_is_due_is_told_until_it_is_done(county: Desk) -> None:
    asked = ("due", "--within", "P2D", "--json")
    assert names(at(county, "17T08:00", *asked)) == ["report", "publish", "summary"]
    ran = at(county, "17T08:30", *DONE, "--duty", "report", "--order", "C-3")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "recorded that it was done: the duty `report` of `C-3`, at 2026-02-17 08:30+08:00\n"
    )
    assert names(at(county, "17T09:00", *asked)) == ["publish", "summary"]
    known = at(county, "17T09:00", *asked, "--known-at", "2026-02-17T08:00+08:00")
    assert names(known) == ["report", "publish", "summary"]
    assert json.loads(known.out)["known_at"] == "2026-02-17T00:00:00Z"


@pytest.mark.parametrize(
    ("lang", "head", "last"),
    [
        (
            "en",
            (
                "due at 2026-02-17 08:00+08:00, and until 2026-02-17 09:00+08:00, as known at"
                "\n2026-02-16 09:00+08:00"
            ),
            "nothing is due",
        ),
        (
            "zh",
            (
                "2026-02-17 08:00+08:00 时的待办事项，含 2026-02-17 09:00+08:00 以前到时限的，以\n"
                "2026-02-16 09:00+08:00 所知为准"
            ),
            "没有待办事项",
        ),
    ],
)
def test_the_report_says_as_of_when_it_is(county: Desk, lang: str, head: str, last: str) -> None:
    ran = at(
        county,
        "17T08:00",
        *("due", "--at", "2026-02-17T08:00+08:00", "--within", "PT1H"),
        *("--known-at", "2026-02-16T09:00+08:00", "--lang", lang),
    )
    assert ran.out == f"{head}\n\n{last}\n"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "recorded that it was done: `{}`, at 2026-02-16 10:00+08:00"),
        ("zh", "已记为办理：{}，2026-02-16 10:00+08:00"),
    ],
)
def test_what_was_done_may_lie_before(county: Desk, lang: str, said: str) -> None:
    earlier = ("--at", "2026-02-16T10:00+08:00", "--lang", lang)
    ran = at(county, "17T08:00", *DONE, "--does", "inspect", "--area", "upper", *earlier)
    assert "2026-02-16 10:00+08:00" in ran.out
    assert said.split("{}", maxsplit=1)[0].strip("`") in ran.out
    again = ("--review", "start", "--order", "C-3", "--dated", "2026-02-17T07:30+08:00")
    ran = at(county, "17T08:10", *DONE, *again, "--json")
    document = json.loads(ran.out)
    assert document["deed"] == {
        "review": "start",
        "order": "C-3",
        "at": "2026-02-17T07:30:00+08:00",
    }
    assert document["event"] == 6


@pytest.mark.parametrize(
    ("lang", "args", "said"),
    [
        ("en", (), "say what was done by exactly one of `--does`, `--duty` and `--review`"),
        ("zh", (), "请以 `--does`、`--duty` 和 `--review` 中的一项写明所办事项"),
        (
            "en",
            ("--does", "inspect", "--order", "C-3"),
            "beside `--does`, `--area` says what that was of; give `--area`, and nothing else that it is of",
        ),
        ("zh", ("--duty", "report"), "写有 `--duty` 的，请以 `--order` 写明其对象，不写其他对象"),
    ],
)
def test_what_was_done_is_said_in_one_way(
    county: Desk, lang: str, args: tuple[str, ...], said: str
) -> None:
    ran = at(county, "17T08:00", *DONE, *args, "--lang", lang)
    assert (ran.status, ran.err.splitlines()[0]) == (2, f"responselevels: {said}")


def test_what_is_not_there_or_not_yet_done_is_refused(county: Desk) -> None:
    ran = at(county, "17T08:00", *DONE, "--duty", "repot", "--order", "C-3")
    assert ran.err == (
        "duty: no duty has the id `repot`; known: `report`, `publish` and `summary`;"
        " did you mean `report`?\n"
    )
    later = ("--duty", "report", "--order", "C-3", "--at", "2026-02-17T09:00+08:00")
    ran = at(county, "17T08:00", *DONE, *later)
    assert (ran.status, "lies in the future" in ran.err) == (2, True)


def test_asked_again_under_a_key_a_deed_is_recorded_once(county: Desk) -> None:
    deed = ("--duty", "report", "--order", "C-3", "--key", "k-1")
    ran = at(county, "17T08:00", *DONE, *deed)
    assert (ran.status, "--dated" in ran.err) == (2, True)
    dated = (*deed, "--dated", "2026-02-17T08:00+08:00")
    first, second = (at(county, f"17T08:0{n}", *DONE, *dated) for n in (1, 2))
    assert (first.status, first.out) == (second.status, second.out)
    lines = at(county, "17T08:05", "follow", "--once", "--after", "-1").out.splitlines()
    assert sum("deed" in line for line in lines) == 1
