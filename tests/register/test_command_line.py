"""The command line over both stores: the same words come out of either."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from responselevels.cli import main
from responselevels.cli.register import session, setup

WORLD = Path(__file__).parents[1] / "cli" / "world"
STEPS = (
    ("10T10:00", "init", "--rules", "rules.yaml", "--areas", "areas.yaml", "--id", "room"),
    ("11T10:00", "propose", "pending.yaml", "--as", "zhang.wei", "--key", "k"),
    ("11T10:00", "propose", "pending.yaml", "--as", "zhang.wei", "--key", "k"),
    ("11T10:05", "assess", "P-8", "--for", "office", "--with", "police"),
    ("11T10:06", "decide", "P-8"),
    ("11T10:10", "approve", "P-8", "--for", "board", "--as", "li.na"),
    ("11T10:20", "issue", "P-8"),
    ("11T10:21", "withdraw", "P-8"),
    ("11T10:30", "issue", "deny.yaml"),
    ("11T10:40", "status"),
    ("11T10:40", "level", "--known-at", "2026-02-11T10:15+08:00", "--at", "2026-02-12T12:00+08:00"),
    ("11T10:40", "history"),
    ("11T10:40", "follow", "--after", "-1", "--once"),
)

WITHDRAWN = (
    "responselevels: `P-8` is issued and cannot be withdrawn; "
    "end the order early, or issue another over it"
)


@pytest.fixture
def _given_clock_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold both stores to the time that is given: else a server's own clock wins over it."""
    usual = session.opening_options

    def options() -> dict[str, Any]:
        found = usual()
        return {**found, "clock": replace(found["clock"], yields=False)}

    for module in (session, setup):
        monkeypatch.setattr(module, "opening_options", options)


@pytest.mark.usefixtures("_given_clock_wins")
def test_every_command_says_the_same_over_both_stores(
    register_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(WORLD)
    monkeypatch.setenv("RESPONSELEVELS_REGISTER", register_url)
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    said = []
    for when, *args in STEPS:
        monkeypatch.setenv("RESPONSELEVELS_CLOCK", f"2026-02-{when}+08:00")
        status = main(["register", *args, "--lang", "en"])
        out, err = capsys.readouterr()
        said.append((int(status), (out + err).splitlines()[-1]))
    assert [status for status, _line in said] == [0, 0, 0, 0, 3, 0, 0, 2, 1, 0, 0, 0, 0]
    assert [line for _status, line in said[1:]] == [
        "`P-8`: proposed; event 3, recorded at 2026-02-11 10:00+08:00",
        "`P-8`: proposed; event 3, recorded at 2026-02-11 10:00+08:00",
        "`P-8`: assessed; event 4, recorded at 2026-02-11 10:05+08:00",
        "  recorded as event 5",
        "`P-8`: pending; event 6, recorded at 2026-02-11 10:10+08:00",
        "  `P-8` is issued",
        WITHDRAWN,
        "  recorded as event 10",
        "events verified at opening: 0 in full, 11 by hash",
        "  South City (`south`)  Routine (`4`)  -",
        "                                    (`city_hall`), rule `city_order`",
        "2026-02-11 10:30+08:00 #10 decision: `P-7`",
    ]


def test_the_address_that_is_told_has_no_password(
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(WORLD)
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    files = ("--rules", "rules.yaml", "--areas", "areas.yaml")
    assert main(["register", "init", *files, "--register", postgres_url, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert ":secret@" not in said["address"]
    assert said["orders"] == 0
