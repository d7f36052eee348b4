"""Times are shown in the offset that an order is written in, or in the zone asked for."""

from __future__ import annotations

import re

import pytest

from tests.cli.desk import Desk
from tests.cli.tool import AT, FILES, run

_OFFSET = re.compile(r"\d\d:\d\d(?::\d\d)?([+-]\d\d:\d\d|Z)")


def offsets(text: str) -> set[str]:
    return set(_OFFSET.findall(text))


def test_a_decision_is_told_in_its_own_offset_or_in_the_zone_asked_for() -> None:
    for command in ("check", "explain"):
        assert offsets(run(command, *FILES, *AT, "deny.yaml").out) == {"+08:00"}
        assert offsets(run(command, "--zone", "Z", *FILES, *AT, "deny.yaml").out) == {"Z"}
    told = run("check", "--zone", "+03:00", "--json", *FILES, *AT, "deny.yaml").out
    assert "+08:00" not in told


def test_a_zone_that_there_is_none_of_is_refused() -> None:
    ran = run("check", "--zone", "Nowhere", *FILES, *AT, "deny.yaml")
    assert ran.status == 2
    assert "Nowhere" in ran.err


@pytest.mark.parametrize("args", [["history"], ["history", "N-1"], ["history", "P-8"], ["status"]])
def test_a_register_speaks_in_the_offset_of_its_orders_or_in_the_zone_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    desk("11T10:00", "propose", "pending.yaml")
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", "2026-02-11T02:01Z")  # a machine in UTC
    shown = desk.command("register", *args).out
    assert offsets("\n".join(shown.splitlines()[1:])) == {"+08:00"}
    asked = desk.command("register", *args, "--zone", "-05:00").out
    assert offsets(asked) == {"-05:00"}
    assert not re.search(r":\d\d\.\d", shown + asked)


def test_what_is_recorded_and_ratified_is_told_in_the_offset_of_the_order(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", "2026-02-11T02:01Z")
    assert offsets(desk.command("register", "propose", "pending.yaml").out) == {"+08:00"}
    wanted = "{id: P-20, action: ratify, order: N-1, issuer: city_hall}"
    told = desk.command("register", "decide", desk.file("ratify.yaml", wanted)).out
    assert offsets(told) == {"+08:00"}
