"""What is asked of a register: status, levels, lives, and its log as it grows."""

from __future__ import annotations

import json
import shutil

import pytest
from pydantic import TypeAdapter

from responselevels.register.register import StoredRegister
from responselevels.reports.programs.register_documents import HistoryDocument, StatusDocument
from tests.cli.desk import BEGUN, INIT, Desk
from tests.cli.register.test_deciding import AT_ONCE, END
from tests.cli.tool import GOLDENS, Ran
from tests.goldens import assert_golden

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


@pytest.fixture
def busy(empty: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with much on it: open proposals of each kind, orders in each state, a drill."""
    kept = tmp_path_factory.getbasetemp() / "busy.db"
    if not kept.exists():
        filled(empty)
        shutil.copyfile(empty.folder / "register.db", kept)
    shutil.copyfile(kept, empty.folder / "register.db")
    return empty


def filled(desk: Desk) -> None:
    """Put much on the desk."""
    assert desk(BEGUN, *INIT, "--from-orders", "orders.yaml", "--title", "Sample room").err == ""
    drill = "{id: D-1, area: south, level: '2', scope: [south], issuer: city_hall, drill: true,\n"
    drill += " period: {start: '2026-02-14T08:00+08:00', end: '2026-02-14T20:00+08:00'}}\n"
    part = (
        "{id: P-15, action: end, order: R-1, scope: [north], at: '2026-02-20T08:00+08:00', "
        "issuer: office}"
    )
    for when, *args in (
        ("12T10:00", "issue", "deny.yaml"),
        ("12T10:05", "propose", "pending.yaml", "--as", "zhang.wei"),
        ("13T10:00", "issue", desk.file("once.yaml", AT_ONCE), "--as", "wang"),
        ("13T10:10", "issue", desk.file("drill.yaml", drill)),
        ("13T10:20", "end", desk.file("end.yaml", END), "--as", "wang"),
        ("13T10:30", "propose", desk.file("part.yaml", part)),
        (
            "13T10:40",
            "propose",
            desk.file("ratify.yaml", "{id: P-13, action: ratify, order: P-12, issuer: office}"),
        ),
    ):
        assert desk(when, *args).err == ""


# -- status -------------------------------------------------------------------------------------


@LANGUAGES
def test_the_status_says_what_is_open_what_stands_and_what_holds(busy: Desk, lang: str) -> None:
    ran = busy("13T11:00", "status", "--lang", lang)
    assert_golden(GOLDENS / f"register.status.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (0, "")


@LANGUAGES
def test_the_status_for_programs_says_the_same(busy: Desk, lang: str) -> None:
    ran = busy("13T11:00", "status", "--json", "--lang", lang)
    TypeAdapter(StatusDocument).validate_json(ran.out)
    shown = json.dumps(json.loads(ran.out), indent=1, ensure_ascii=False) + "\n"
    assert_golden(GOLDENS / f"register.status.{lang}.json", shown)


def test_the_status_of_drills_is_apart(busy: Desk) -> None:
    said = busy.said("13T11:00", "status", "--drill", "--at", "2026-02-14T12:00+08:00")
    assert [(one["order"], one["state"]) for one in said["orders"]] == [("D-1", "in_force")]
    assert [(row["area"], row["level"]) for row in said["levels"]] == [("south", "2")]


def test_the_status_is_given_as_it_was_known(busy: Desk) -> None:
    at = "2026-02-13T10:05+08:00"
    then = busy.said("13T11:00", "status", "--at", at, "--known-at", "2026-02-13T09:00+08:00")
    assert [one["proposal"] for one in then["proposals"]] == ["P-7", "P-8"]
    assert [one["order"] for one in then["orders"]] == ["R-1", "N-1", "S-1", "R-2"]
    assert then["known_at"] == "2026-02-13T01:00:00Z"
    now = busy.said("13T11:00", "status", "--at", at)
    assert [one["order"] for one in now["orders"]] == ["R-1", "N-1", "S-1", "R-2", "P-12"]
    assert [row["area"] for row in now["levels"]] == ["north", "south"]


@LANGUAGES
def test_an_empty_register_has_a_status_too(empty: Desk, lang: str) -> None:
    empty("10T10:00", *INIT)
    ran = empty("11T10:00", "status", "--lang", lang, "--known-at", "2026-02-11T09:00+08:00")
    expected = {
        "en": (
            "sample-room, at 2026-02-11 10:00+08:00, as known at 2026-02-11 09:00+08:00\n\n"
            "no open proposals\n\nno standing orders\n\nRoutine (`4`) everywhere\n\n"
            "events verified at opening: 0 in full, 2 by hash\n"
        ),
        "zh": (
            "sample-room，2026-02-11 10:00+08:00，以 2026-02-11 09:00+08:00 所知为准\n\n"
            "没有未办结的提议\n\n没有未结束的指令\n\n各区域均为常态（`4`）\n\n"
            "打开时核验的记录：逐条核验0条，核对哈希2条\n"
        ),
    }
    assert ran.out == expected[lang]


def test_a_proposal_that_names_what_is_no_more_says_so(busy: Desk) -> None:
    busy("13T11:00", "propose", "permit.yaml")
    areas = (
        "areas:\n- {id: region, tier: region}\n- {id: north, tier: city, parent: region}\n"
        "- {id: upper, tier: city, parent: region}\n"
    )
    moved = busy(
        "13T11:01", "adopt", "--areas", busy.file("a.yaml", areas), "--renamed", "south=upper"
    )
    assert moved.err == ""
    ran = busy("13T11:02", "status")
    assert "       unknown area `south`" in ran.out.replace("scope[0]: ", "").replace("area: ", "")
    (own,) = [
        one for one in busy.said("13T11:02", "status")["proposals"] if one["proposal"] == "P-9"
    ]
    assert (own["verdict"], own["findings"]) == (None, [])


# -- levels ---------------------------------------------------------------------------------------


@LANGUAGES
def test_levels_are_shown_as_the_tree_they_form(busy: Desk, lang: str) -> None:
    ran = busy("13T11:00", "level", "--lang", lang)
    assert_golden(GOLDENS / f"register.level.{lang}.txt", ran.out)


def test_a_level_is_asked_for_as_it_was_known(busy: Desk) -> None:
    asked = ("level", "south", "--at", "2026-02-13T12:00+08:00")
    assert busy.said("13T11:00", *asked) == [{"area": "south", "level": "2", "orders": ["P-12"]}]
    before = (*asked, "--known-at", "2026-02-13T09:59+08:00")
    assert busy.said("13T11:00", *before) == [{"area": "south", "level": "4", "orders": []}]


def test_all_levels_are_listed_by_id_for_programs(busy: Desk) -> None:
    rows = busy.said("13T11:00", "level", "--drill")
    assert [(row["area"], row["level"]) for row in rows] == [
        ("north", "4"),
        ("region", "4"),
        ("south", "4"),
    ]


# -- lives ----------------------------------------------------------------------------------------


@LANGUAGES
@pytest.mark.parametrize("name", ["P-12", "S-1", "P-7"])
def test_a_life_is_told_step_by_step(busy: Desk, name: str, lang: str) -> None:
    ran = busy("13T11:00", "history", name, "--lang", lang)
    assert_golden(GOLDENS / f"register.history.{name}.{lang}.txt", ran.out)
    assert (ran.status, ran.err) == (0, "")


@LANGUAGES
def test_all_lives_are_told_in_the_order_of_time(busy: Desk, lang: str) -> None:
    ran = busy("21T11:00", "history", "--lang", lang)
    assert_golden(GOLDENS / f"register.history.{lang}.txt", ran.out)


def test_the_last_steps_alone_can_be_asked_for(busy: Desk) -> None:
    last = busy("21T11:00", "history", "--last", "1").out
    assert last == "  2026-02-20 08:00+08:00  S-1  starts\n"
    steps = busy.said("13T11:00", "history", "P-12", "--last", "2")["steps"]
    assert [step["act"] for step in steps] == ["start", "lapse"]


def test_a_step_for_programs_has_all_there_is(busy: Desk) -> None:
    ran = busy("13T11:00", "history", "S-1", "--json")
    TypeAdapter(HistoryDocument).validate_json(ran.out)
    steps = json.loads(ran.out)["steps"]
    assert steps[1] == {
        "at": "2026-02-13T02:20:00Z",
        "act": "set_end",
        "before": "issued",
        "after": "issued",
        "actor": {"auth": "asserted", "body": None, "person": "wang"},
        "cause": "P-14",
        "rule": "city_stand_down",
        "event": 19,
        "foreseen": False,
    }
    assert [(step["act"], step["foreseen"], step["event"]) for step in steps[2:]] == [
        ("start", True, None),
        ("end", True, None),
    ]


def test_all_steps_for_programs_name_what_they_belong_to(busy: Desk) -> None:
    rows = busy.said("13T11:00", "history")
    assert {row["name"] for row in rows} >= {"R-1", "P-7", "P-12", "P-13", "D-1"}
    assert not any(row["foreseen"] for row in rows)
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)


def test_an_unknown_life_is_said_with_the_nearest(busy: Desk) -> None:
    ran = busy("13T11:00", "history", "S-2")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("name: unknown order `S-2`; known: ")
    assert ran.err.endswith("did you mean `R-2`?\n")


# -- following --------------------------------------------------------------------------------------


@LANGUAGES
def test_the_log_is_followed_from_any_event_on(busy: Desk, lang: str) -> None:
    ran = busy("13T11:00", "follow", "--after", "-1", "--once", "--lang", lang)
    assert_golden(GOLDENS / f"register.follow.{lang}.txt", ran.out)


def test_for_programs_the_lines_of_the_log_come_as_they_are(busy: Desk) -> None:
    ran = busy("13T11:00", "follow", "--after", "4", "--once", "--json")
    assert [json.loads(line)["seq"] for line in ran.out.splitlines()][:2] == [5, 6]
    assert all(line.startswith('{"actor":') for line in ran.out.splitlines())


def test_only_news_is_followed_until_it_is_interrupted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk("11T10:00", "follow", "--once").out == ""
    waits: list[float] = []

    def news(register: StoredRegister, timeout: float) -> int:
        waits.append(timeout)
        if len(waits) > 1:
            raise KeyboardInterrupt
        return another(register)

    monkeypatch.setattr(StoredRegister, "wait", news)
    ran: Ran = desk("11T10:00", "follow")
    assert (ran.status, ran.err) == (130, "\ninterrupted\n")
    assert ran.out == "2026-02-11 10:00+08:00 #6 proposal: `P-9`\n"


def another(register: StoredRegister) -> int:
    """Record a proposal from elsewhere, and let *register* take it in."""
    from responselevels.files import load_proposals
    from responselevels.register.register import Register

    (entry,) = load_proposals("permit.yaml")
    assert entry.proposal is not None
    clock = register._log._writer._keeper._clock
    with Register.open(f"sqlite:///{register.store.name}", clock=clock, remember=False) as other:
        other.propose(entry.proposal)
    return register.refresh()
