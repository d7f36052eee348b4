"""`responselevels due`: what is due, in order of time, with what follows if nobody acts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.tool import AT, FILES, GOLDENS, WORLD
from tests.goldens import assert_golden

EXAMPLE = Path(__file__).parents[3] / "examples" / "due"

RULES = """\
format: 1
id: port
title: {en: Port, zh: 港口}
sources: {code: {title: {en: Port code, zh: 港口规程}}}
zone: Asia/Shanghai
valid: {to: "2026-02-12T00:00+08:00"}
tracks: [{id: wind, title: {en: Wind, zh: 大风}}]
levels: [{id: green, default: true}, {id: red, title: {en: Red, zh: 红色}}]
tiers: [{id: port}, {id: quay}]
bodies: {master: {tier: port}}
transitions:
  - id: raise
    tier: port
    to: [red]
    issuers: [master]
    requires: {period: open}
    duties:
      - {do: tell the pilots, to: the pilots, within: P2D}
      - {do: {en: tell the ships, zh: 通知船舶}, within: P3D, cite: {source: code, clause: "3"}}
      - {id: log, do: {en: keep a log, zh: 记录}, to: {en: the owner, zh: 船东}}
    review: {every: P1D}
cadence: [{id: look, tier: quay, every: month, do: {en: look, zh: 检查}}]
"""
AREAS = "areas: [{id: east, tier: port}, {id: one, tier: quay, parent: east}]\n"
ORDERS = """\
orders:
  - {id: A, area: east, level: red, scope: [east], period: {start: "2026-02-10T08:00+08:00"},
     issuer: master, issued_at: "2026-02-10T07:00+08:00", track: wind, expected_end: "2026-02-11T08:00+08:00"}
  - {id: B, area: east, level: red, scope: [east], issuer: master, issued_at: "2026-02-10T07:00+08:00",
     period: {start: "2026-02-10T08:00+08:00", end: "2026-02-20T08:00+08:00"}, track: wind,
     expected_end: "2026-02-12T08:00+08:00"}
  - {id: C, area: east, level: red, scope: [one], issuer: master, issued_at: "2026-02-11T07:00+08:00",
     period: {start: "2026-02-11T08:00+08:00"}, track: wind, provisional_until: "2026-02-11T20:00+08:00"}
"""
PROPOSAL = """\
{id: P-1, area: east, level: red, scope: [one], issuer: master, track: wind,
 period: {start: "2026-02-12T08:00+08:00"}}
"""


@pytest.fixture
def port(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run commands in a folder with the files of a port."""
    files = {"rules": RULES, "areas": AREAS, "orders": ORDERS, "proposal": PROPOSAL}
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return command


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_kind_of_row_is_told_in_both_languages(port: Command, lang: str) -> None:
    ran = port("due", *FILES, *AT, "--lang", lang, "proposal.yaml")
    assert (ran.status, ran.err) == (0, "")
    assert_golden(GOLDENS / f"due.{lang}.txt", ran.out)


def test_what_is_due_of_drills_and_of_a_track_is_told_apart(port: Command) -> None:
    ran = port("due", *FILES, *AT, "--drill")
    assert ran.out.splitlines()[-1] == "nothing is due"
    one = json.loads(port("due", *FILES, *AT, "--track", "wind", "--json").out)
    assert {row.get("track") for row in one["due"] if row["order"]} == {"wind"}
    assert port("due", *FILES, *AT, "--track", "snow").err == (
        "track: unknown track `snow`; known: `wind`\n"
    )


def test_without_a_zone_times_are_in_the_offset_that_is_asked_in(command: Command) -> None:
    ran = command("due", *FILES, "--at", "2026-02-11T13:00+09:00", "--within", "PT1H")
    head = "due at 2026-02-11 13:00+09:00, and until 2026-02-11 14:00+09:00"
    assert ran.out.splitlines()[0] == head
    assert command("due", *FILES, "--within", "PT1H").status == 0


def test_all_that_is_wrong_with_deeds_and_proposals_is_placed(
    command: Command, tmp_path: Path
) -> None:
    deeds = tmp_path / "deeds.yaml"
    deeds.write_text(
        'deeds:\n  - {duty: repot, order: C-1, at: "2026-06-17T07:30+08:00"}\n'
        '  - {order: C-1, at: "2026-06-17T07:30+08:00"}\n',
        encoding="utf-8",
    )
    example = [
        word
        for name in ("rules", "areas", "orders")
        for word in (f"--{name}", str(EXAMPLE / f"{name}.yaml"))
    ]
    ran = command("due", *example, "--deeds", str(deeds))
    assert ran.status == 2
    known = "known: `report`, `publish` and `summary`; did you mean `report`?"
    kinds = "exactly one of `does`, `duty` and `review`; write one of them"
    assert ran.err.splitlines() == [
        f"{deeds}:2:12: deeds[0].duty: no duty has the id `repot`; {known}",
        f"{deeds}:3:5: deeds[1]: a deed names what it is of by {kinds}",
    ]
    ran = command("due", *FILES, *AT, "unknown.yaml", "wrong.yaml", "permit.yaml")
    assert ran.status == 2
    assert len(ran.err.splitlines()) >= 2
    assert (WORLD / "unknown.yaml").is_file()
