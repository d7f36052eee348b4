"""How a register begins, from the command line: the time it begins at, and how far that may be off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.register.register import Register
from tests.cli.desk import BEGUN, INIT, Desk
from tests.cli.tool import WORLD

FAR = "RESPONSELEVELS_CLOCK"


def at(desk: Desk, monkeypatch: pytest.MonkeyPatch, clock: str, *args: str) -> tuple[int, str, str]:
    """Run a command of the register at a time far away."""
    monkeypatch.setenv(FAR, clock)
    ran = desk.command("register", *args)
    return ran.status, ran.out, ran.err


def test_one_command_with_a_clock_far_ahead_records_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = at(desk, monkeypatch, "2099-01-01T00:00+08:00", "propose", "permit.yaml")
    assert (status, out) == (2, "")
    assert err.startswith(
        "responselevels: the time is given as 2098-12-31 16:00Z, and the clock here shows "
    )
    assert err.endswith("; set the clock right, or, if the time is right, say `--time-is-right`\n")
    assert desk("11T12:00", "propose", "permit.yaml").status == 0


def test_a_time_that_is_said_to_be_right_is_taken_and_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk("11T12:00", "propose", "pending.yaml").status == 0
    status, _out, err = at(
        desk,
        monkeypatch,
        "2099-01-01T00:00+08:00",
        *("withdraw", "P-8", "--time-is-right"),
    )
    assert status == 0
    assert err == (
        "responselevels: the clock jumped; this is recorded, and recorded time goes on from where "
        "it was; set the clock right\n"
    )


@pytest.mark.parametrize("right", [(), ("--time-is-right",)])
def test_the_last_instant_there_is_is_refused_and_is_no_bug(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, right: tuple[str, ...]
) -> None:
    last = "9999-12-31T23:59:59.999999Z"
    ran = at(desk, monkeypatch, last, "withdraw", "P-8", *right)
    said = "no time is left to record anything at: the year 9999 ends; set the clock right"
    assert ran == (2, "", f"responselevels: {said}\n")


def test_a_register_is_not_begun_in_another_century(
    empty: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, _out, _err = at(empty, monkeypatch, "2099-01-01T00:00+08:00", *INIT)
    assert status == 2
    assert not (empty.folder / "register.db").exists()


def test_how_far_off_a_time_may_be_is_said_at_the_beginning(empty: Desk) -> None:
    bounds = ("--clock-ahead", "PT10M", "--clock-pause", "P30D")
    assert empty(BEGUN, *INIT, *bounds).status == 0
    ran = empty.command(
        "log",
        "export",
        "--register",
        f"sqlite:///{empty.folder}/register.db",
        str(empty.folder / "out"),
    )
    assert ran.status == 0
    first = (empty.folder / "out" / "log.jsonl").read_text().splitlines()[0]
    assert json.loads(first)["clock"] == {"ahead": "PT10M", "pause": "P30D"}


def test_a_bound_that_is_no_length_of_time_is_a_slip(empty: Desk) -> None:
    ran = empty(BEGUN, *INIT, "--clock-ahead", "an hour")
    assert (ran.status, ran.out) == (2, "")
    assert "--clock-ahead" in ran.err


# -- orders taken over -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_rules_did_not_permit_is_said_as_audit_says_it(empty: Desk, lang: str) -> None:
    ran = empty(BEGUN, *INIT, "--from-orders", "orders.yaml", "--lang", lang)
    assert (ran.status, ran.err) == (0, "")
    world = ("--rules", "rules.yaml", "--areas", "areas.yaml", "--orders", "orders.yaml")
    audited = empty.command("audit", *world, "--lang", lang).out
    assert "".join(audited.splitlines(keepends=True)[:-1]).strip() in ran.out


def test_programs_are_told_what_the_rules_did_not_permit(empty: Desk) -> None:
    world = ("--rules", "rules.yaml", "--areas", "areas.yaml", "--orders", "orders.yaml")
    audited = json.loads(empty.command("audit", *world, "--json").out)
    said = empty.said(BEGUN, *INIT, "--from-orders", "orders.yaml")
    assert said["not_permitted"] == audited != []


NOT_KEPT = {
    "en": "a register does not keep since when orders are known; leave this out, or ask the file itself with `level`",
    "zh": "登记册不记载指令自何时起已知；请删去此项，或者用 `level` 直接查询该文件",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_list_that_is_known_only_from_some_time_on_is_not_taken_over(
    empty: Desk, lang: str
) -> None:
    listed = (WORLD / "orders.yaml").read_text(encoding="utf-8")
    path = empty.file("known.yaml", 'known_from: "2026-01-01T00:00+08:00"\n' + listed)
    ran = empty(BEGUN, *INIT, "--from-orders", path, "--lang", lang)
    assert (ran.status, ran.out) == (2, "")
    assert NOT_KEPT[lang].replace(" ", "") in ran.err.replace("\n", "").replace(" ", "")
    assert ":1:1: known_from: " in ran.err


def test_orders_of_the_past_are_taken_over_with_what_is_known_of_them(empty: Desk) -> None:
    listed = (WORLD / "orders.yaml").read_text(encoding="utf-8")
    first = listed.index("    issuer: ")
    end = listed.index("\n", first)
    record = "    issuer: null\n    recorded: {source: a newspaper, seen: mirror}"
    path = empty.file("past.yaml", listed[:first] + record + listed[end:])
    assert empty(BEGUN, *INIT, "--from-orders", path).status == 0
    address = f"sqlite:///{Path(empty.folder) / 'register.db'}"
    with Register.open(address, remember=False) as register:
        assert register.replay() == []
        assert register.orders[0].issuer is None
        assert register.orders[0].recorded is not None
