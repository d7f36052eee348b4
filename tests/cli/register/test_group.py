"""A register from the command line: begun, and filled step by step by different people."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.errors import OutcomeUnknown, RegisterBusy, RegisterError
from responselevels.register.register import StoredRegister
from tests.cli.conftest import Command
from tests.cli.desk import BEGUN, INIT, Desk
from tests.cli.tool import GOLDENS
from tests.goldens import assert_golden

APPROVED = ("approve", "P-8", "--for", "board", "--as", "li.na")


# -- beginning ---------------------------------------------------------------------------------


def test_a_register_is_made_and_takes_over_a_list(empty: Desk) -> None:
    path = empty.folder / "register.db"
    ran = empty(BEGUN, *INIT, "--from-orders", "orders.yaml", "--as", "wang")
    assert (ran.status, ran.err) == (0, "")
    said, audited, *_rest = ran.out.splitlines()
    assert said == f"register `sample-room` is made at `{path}`; orders taken over: 4"
    assert audited.endswith("which is recorded with each: 2")
    assert path.exists()


def test_a_register_is_made_for_programs_too(empty: Desk) -> None:
    assert empty.said(BEGUN, *INIT) == {
        "register": "sample-room",
        "address": str(empty.folder / "register.db"),
        "orders": 0,
        "not_permitted": [],
    }


def test_orders_that_cannot_be_taken_over_are_placed_and_nothing_is_made(empty: Desk) -> None:
    orders = empty.file(
        "orders.yaml",
        "orders:\n  - {id: X-1, area: nowhere, level: '3', scope: [north], issuer: office,\n"
        "     issued_at: '2026-02-01T10:00+08:00', period: {start: '2026-02-02T10:00+08:00'}}\n",
    )
    ran = empty(BEGUN, *INIT, "--from-orders", orders)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"{orders}:2:21: orders[0].area: unknown area `nowhere`")
    assert not (empty.folder / "register.db").exists()


def test_a_register_is_not_made_over_another(desk: Desk) -> None:
    ran = desk("11T10:00", *INIT)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"responselevels: there is a register at `{desk.folder / 'register.db'}` already; "
        "open that one, or choose another address\n"
    )


def test_without_a_register_the_message_says_how_to_name_one(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RESPONSELEVELS_REGISTER", raising=False)
    ran = command("register", "status")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == (
        "responselevels: no register is named; "
        "give `--register URL`, or set RESPONSELEVELS_REGISTER, "
        "or `register` in `responselevels.toml`"
    )


def test_the_option_names_a_register_before_the_environment_does(desk: Desk) -> None:
    ran = desk("11T10:00", "status", "--register", "sqlite:///nowhere.db")
    assert ran.status == 2
    assert "there is no file `" in ran.err


def test_a_clock_that_cannot_be_read_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_setenv", lambda *_pair: None)
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", "noon")
    ran = desk("11T10:00", "status")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        'RESPONSELEVELS_CLOCK: `noon` is not a time; write it as `"2026-02-10T08:00+08:00"`\n'
    )


# -- step by step --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_proposal_goes_its_way_by_different_people(desk: Desk, lang: str) -> None:
    steps = [
        ("11T10:00", "propose", "pending.yaml", "--as", "zhang.wei"),
        ("11T10:05", "assess", "P-8", "--for", "office", "--with", "police", "--summary", "fog"),
        ("11T10:06", "decide", "P-8"),
        ("11T10:30", "refuse", "P-8", "--for", "committee", "--as", "chen"),
        ("11T10:40", "retract", "P-8", "--for", "committee", "--as", "chen"),
        ("11T11:00", *APPROVED),
        ("11T11:20", "issue", "P-8", "--as", "wang"),
        ("11T11:30", "history", "P-8"),
    ]
    said = []
    for when, *args in steps:
        ran = desk(when, *args, "--lang", lang)
        assert ran.err == ""
        said.append(f"$ {' '.join(args)}\n{ran.out}-> {int(ran.status)}\n")
    assert_golden(GOLDENS / f"register.way.{lang}.txt", "\n".join(said))


def test_each_step_says_for_programs_where_the_proposal_stands(desk: Desk) -> None:
    assert desk.said("11T10:00", "propose", "pending.yaml") == {
        "proposal": "P-8",
        "state": "proposed",
        "revision": 1,
        "event": 7,
        "recorded_at": "2026-02-11T02:00:00Z",
    }
    assert desk.said("11T10:05", "assess", "P-8", "--for", "office")["state"] == "assessed"
    assert desk.said("11T10:06", "withdraw", "P-8", "--reason", "fog is gone") == {
        "proposal": "P-8",
        "state": "withdrawn",
        "revision": 1,
        "event": 9,
        "recorded_at": "2026-02-11T02:06:00Z",
    }


def test_an_amended_proposal_loses_the_approvals_of_its_old_content(desk: Desk) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    desk("11T10:05", "assess", "P-8", "--for", "office", "--with", "police")
    desk("11T10:10", *APPROVED)
    assert desk.said("11T10:11", "decide", "P-8")["verdict"] == "permit"
    text = Path("pending.yaml").read_text(encoding="utf-8").replace('level: "1"', 'level: "2"')
    assert desk.said("11T10:20", "amend", desk.file("milder.yaml", text))["revision"] == 2
    decision = desk.said("11T10:30", "decide", "P-8")
    assert decision["verdict"] == "pending"
    assert {found["code"] for found in decision["findings"]} >= {"approval.stale"}


def test_where_one_proposal_cannot_be_read_none_is_recorded(desk: Desk) -> None:
    ran = desk("11T10:00", "propose", "permit.yaml", "missing.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "missing.yaml: there is no such file; check the path\n"
    assert desk.said("11T10:01", "status")["proposals"] == []


def test_proposals_are_read_from_standard_input(desk: Desk) -> None:
    given = Path("permit.yaml").read_bytes()
    assert desk.said("11T10:00", "propose", "-", given=given)["proposal"] == "P-9"


def test_several_proposals_are_recorded_each_under_a_key_of_its_own(desk: Desk) -> None:
    files = ("permit.yaml", "deny.yaml")
    first = desk.said("11T10:00", "propose", *files, "--key", "k")
    again = desk.said("11T10:10", "propose", *files, "--key", "k")
    assert first == again
    assert [one["event"] for one in first] == [6, 7]


# -- keys, and what is in the way --------------------------------------------------------------------


def test_asked_again_with_the_same_key_it_is_done_once(desk: Desk) -> None:
    desk("11T10:00", "propose", "permit.yaml")
    first = desk.said("11T10:01", "withdraw", "P-9", "--key", "k")
    assert desk.said("11T10:02", "withdraw", "P-9", "--key", "k") == first
    ran = desk("11T10:03", "withdraw", "P-7", "--key", "k")
    assert ran.status == 2
    assert ran.err == (
        "responselevels: the key `k` was used for something else already; choose another key\n"
    )


def test_with_a_key_an_assertion_has_to_be_dated(desk: Desk) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    ran = desk("11T10:01", *APPROVED, "--key", "k")
    assert ran.status == 2
    assert ran.err.splitlines()[0] == (
        "responselevels: with `--key`, give `--dated` too: asked again, it must say the same"
    )
    dated = (*APPROVED, "--key", "k", "--dated", "2026-02-11T10:00+08:00")
    assert desk.said("11T10:02", *dated) == desk.said("11T10:03", *dated)


@pytest.mark.parametrize("act", ["assess", "approve", "refuse", "retract"])
def test_whose_word_it_is_has_to_be_said(desk: Desk, act: str) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    ran = desk("11T10:01", act, "P-8")
    assert ran.status == 2
    assert ran.err.splitlines()[0] == "responselevels: the option `--for` is missing"


def test_what_is_not_possible_any_more_says_what_is(desk: Desk) -> None:
    desk("11T10:00", "issue", "permit.yaml")
    ran = desk("11T10:01", "withdraw", "P-9")
    assert ran.status == 2
    assert ran.err == (
        "responselevels: `P-9` is issued and cannot be withdrawn; "
        "end the order early, or issue another over it\n"
    )
    ran = desk("11T10:02", "withdraw", "P-9", "--json", "--lang", "zh")
    assert (ran.status, ran.err) == (2, "")
    assert ran.out == (
        '{"error": "`P-9` 已发布，不能撤回；请提前终止该指令，或者另行发布", '
        '"code": "life.impossible"}\n'
    )


def test_an_unknown_name_is_said_with_those_there_are(desk: Desk) -> None:
    desk("11T10:00", "propose", "permit.yaml")
    ran = desk("11T10:01", "withdraw", "P-99")
    assert ran.err == "proposal: unknown proposal `P-99`; known: `P-9`; did you mean `P-9`?\n"
    assert desk.said("11T10:01", "withdraw", "P-99") == {
        "error": [
            {
                "code": "proposal.unknown",
                "file": None,
                "line": None,
                "column": None,
                "path": "proposal",
                "message": "unknown proposal `P-99`; known: `P-9`; did you mean `P-9`?",
            }
        ]
    }


BUSY = RegisterBusy("store.busy", {"store": "register.db", "said": "locked"})
UNKNOWN = OutcomeUnknown("store.unknown", {"store": "register.db", "said": "gone"}, key="k-1")


@pytest.mark.parametrize("failure", [(BUSY, 75), (UNKNOWN, 76)], ids=["busy", "unknown"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_busy_register_and_an_unknown_outcome_have_a_status_of_their_own(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    failure: tuple[RegisterError, int],
    form: tuple[str, ...],
) -> None:
    error, status = failure

    def fails(*_args: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(StoredRegister, "withdraw", fails)
    ran = desk("11T10:00", "withdraw", "P-9", *form)
    assert ran.status == status
    assert error.worded() in (ran.out if form else ran.err)
    assert (ran.err if form else ran.out) == ""


def test_an_unknown_outcome_names_the_key_to_ask_again_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_named: object) -> None:
        raise UNKNOWN

    monkeypatch.setattr(StoredRegister, "withdraw", fails)
    ran = desk("11T10:00", "withdraw", "P-9")
    assert ran.err.splitlines()[1] == "the same command with `--key k-1` settles it"
    assert desk.said("11T10:00", "withdraw", "P-9")["again"] == "--key k-1"
    monkeypatch.setattr(StoredRegister, "approve", fails)
    again = desk.said("11T10:00", *APPROVED)["again"]
    assert again == "--key k-1 --dated 2026-02-11T10:00:00+08:00"


def test_a_clock_that_was_set_back_is_warned_of_in_a_line(desk: Desk) -> None:
    desk("11T10:00", "propose", "permit.yaml")
    ran = desk("11T09:00", "withdraw", "P-9")
    assert ran.status == 0
    assert ran.out == ("`P-9`: withdrawn; event 8, recorded at 2026-02-11 10:00+08:00\n")
    assert ran.err == (
        "responselevels: the clock jumped; this is recorded, and recorded time goes on "
        "from where it was; set the clock right\n"
    )


# -- other rules and areas -------------------------------------------------------------------------


def test_other_areas_are_adopted_and_standing_orders_carried_over(desk: Desk) -> None:
    text = Path("areas.yaml").read_text(encoding="utf-8").replace("id: north", "id: upper")
    areas = desk.file("areas.yaml", text)
    ran = desk("11T10:00", "adopt", "--areas", areas, "--renamed", "north=upper", "--as", "wang")
    assert ran.status == 0
    assert ran.out.startswith("adopted as event 6; rules sha256:")
    levels = desk.said("11T10:01", "level", "--at", "2026-02-12T12:00+08:00")
    assert {"area": "upper", "level": "2", "orders": ["R-1"]} in levels


def test_rules_are_adopted_too(desk: Desk) -> None:
    text = Path("rules.yaml").read_text(encoding="utf-8").replace("PT4H", "PT2H")
    said = desk.said("11T10:00", "adopt", "--rules", desk.file("rules.yaml", text))
    assert said["event"] == 6
    assert said["rules"].startswith("sha256:")


def test_an_area_that_is_no_more_has_to_be_accounted_for(desk: Desk) -> None:
    text = Path("areas.yaml").read_text(encoding="utf-8").replace("id: north", "id: upper")
    ran = desk("11T10:00", "adopt", "--areas", desk.file("areas.yaml", text))
    assert (ran.status, ran.out) == (2, "")
    assert "`N-1` is not over and names `north`, which is no more" in ran.err


@pytest.mark.parametrize("option", ["--renamed", "--merged", "--level"])
def test_one_name_has_no_two_new_ones(desk: Desk, option: str) -> None:
    ran = desk("11T10:00", "adopt", option, "a=b", option, "a=b", option, "a=c")
    assert (ran.status, ran.out) == (2, "")
    assert "`a` is given two answers, `b` and `c`; give one" in ran.err


@pytest.mark.parametrize("pair", ["north", "=upper", "north="])
def test_a_renaming_that_is_no_pair_is_refused(desk: Desk, pair: str) -> None:
    ran = desk("11T10:00", "adopt", "--renamed", pair)
    assert ran.status == 2
    assert ran.err.splitlines()[0] == f"responselevels: `{pair}` is no pair; write `OLD=NEW`"


def test_a_name_that_nothing_has_is_placed_in_the_file_and_nothing_of_it_is_recorded(
    desk: Desk,
) -> None:
    wrong = Path("permit.yaml").read_text("utf-8").replace("south", "suoth", 1)
    path = desk.file("wrong.yaml", wrong)
    ran = desk("11T10:00", "propose", "pending.yaml", path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"{path}:2:7: area: unknown area `suoth`; known: ")
    assert desk("11T10:01", "status").out.count("P-") == 0
    for act in ("amend", "decide", "issue"):
        assert desk("11T10:02", act, path).err.startswith(f"{path}:2:7: area: unknown area"), act


def test_what_the_register_has_against_a_proposal_is_placed_in_its_file(desk: Desk) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    ran = desk("11T10:05", "propose", "pending.yaml", "--as", "another")
    assert ran.err.startswith("pending.yaml:1:5: id: the register has a proposal or order `")


@pytest.mark.parametrize("written", ["“so-1”", "ｓo-1", "so－1"])
def test_a_person_written_with_a_chinese_keyboard_is_no_new_person(
    desk: Desk, written: str
) -> None:
    ran = desk("11T10:00", "propose", "pending.yaml", "--as", written)
    assert ran.status == 2
    assert ran.err.startswith(f"responselevels: `--as`: in `{written}`, ")
    assert "; with the input method set to English, write `so-1`\n" in ran.err
    assert desk("11T10:00", "propose", "pending.yaml", "--as", "赵六（备勤）").status == 0
