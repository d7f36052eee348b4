"""Tracks at the command line: told one by one, or the one that is asked for; never summed up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from responselevels.models.documents import AuditDocument, DecisionDocument, LevelsDocument
from responselevels.reports.programs.register_documents import StatusDocument
from tests.cli.conftest import Command
from tests.cli.desk import BEGUN, INIT, Desk
from tests.cli.tool import WORLD

HAZARDS = Path(__file__).resolve().parents[2] / "examples" / "hazards"
FILES = ("--rules", str(HAZARDS / "rules.yaml"), "--areas", str(HAZARDS / "areas.yaml"))
ORDERS = ("--orders", str(HAZARDS / "orders.yaml"))
AT = ("--at", "2026-07-11T12:00+08:00")
WIND = (
    "{id: HB-2, area: hebin, level: yellow, track: wind, issuer: district_office, "
    "period: {start: '2026-07-12T12:00+08:00', end: '2026-07-13T12:00+08:00'}, "
    "approvals: [{body: district_head, at: '2026-07-12T09:00+08:00'}]}"
)


# -- level, check, explain -----------------------------------------------------------------


def test_levels_are_told_of_each_track_or_of_the_one_named(command: Command) -> None:
    ran = command("level", *FILES, *ORDERS, *AT, "--json")
    TypeAdapter(LevelsDocument).validate_json(ran.out)
    rows = [(row["track"], row["area"], row["level"]) for row in json.loads(ran.out)]
    assert rows == [
        ("flood", "hebin", "orange"),
        ("flood", "qingshi", "routine"),
        ("flood", "shanyang", "routine"),
        ("wind", "hebin", "yellow"),
        ("wind", "qingshi", "yellow"),
        ("wind", "shanyang", "red"),
    ]
    ran = command("level", *FILES, *ORDERS, *AT, "--track", "wind", "hebin")
    assert ran.out.splitlines()[0] == "track storms (`wind`)"
    assert [line.split()[0] for line in ran.out.splitlines()[1:]] == ["area", "Hebin"]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_an_unknown_track_is_said_with_the_nearest(command: Command, form: tuple[str, ...]) -> None:
    ran = command("level", *FILES, *ORDERS, *AT, "--track", "winds", *form)
    assert (ran.status, ran.out) == (2, "")
    assert "unknown track `winds`" in ran.err
    assert "did you mean `wind`?" in ran.err


def test_a_track_is_refused_where_the_rules_have_none(command: Command) -> None:
    ran = command("level", "--rules", "rules.yaml", "--areas", "areas.yaml", "--track", "wind")
    assert (ran.status, ran.out) == (2, "")
    assert "the rules have no tracks, yet `wind` is named" in ran.err


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "HB-2, storms (`wind`): "), ("zh", "HB-2，大风（`wind`）：")]
)
def test_a_decision_is_headed_by_its_track(
    command: Command, tmp_path: Path, lang: str, words: str
) -> None:
    file = tmp_path / "wind.yaml"
    file.write_text(WIND, encoding="utf-8")
    asked = (*FILES, *ORDERS, "--at", "2026-07-12T10:00+08:00")
    ran = command("check", *asked, "--lang", lang, str(file))
    assert (ran.status, ran.out.startswith(words)) == (0, True)
    file.write_text(WIND[:-1] + ", drill: true}", encoding="utf-8")
    ran = command("check", *asked, "--lang", lang, str(file))
    drill = {"en": "HB-2 (drill), storms (`wind`): ", "zh": "HB-2（演练），大风（`wind`）："}
    assert ran.out.startswith(drill[lang])
    ran = command("explain", *asked, "--lang", lang, str(file))
    said = {"en": "It is of the track storms (`wind`)", "zh": "本提议属于级别序列大风（`wind`）"}
    assert said[lang] in ran.out
    ran = command("check", *asked, "--json", str(file))
    TypeAdapter(DecisionDocument).validate_json(ran.out)
    assert json.loads(ran.out)["track"] == "wind"


def test_a_proposal_without_a_track_is_refused_at_its_place(command: Command) -> None:
    given = WIND.replace("track: wind, ", "").encode()
    ran = command("check", *FILES, "--json", "-", given=given)
    (problem,) = json.loads(ran.out)["error"]
    assert (ran.status, problem["code"], problem["path"]) == (2, "track.missing", "track")
    assert (problem["line"], problem["column"]) == (1, 1)
    given = WIND.replace("track: wind", "track: winds").encode()
    ran = command("check", *FILES, "--json", "-", given=given)
    (problem,) = json.loads(ran.out)["error"]
    assert (problem["code"], problem["line"], problem["column"]) == ("track.unknown", 1, 47)


def test_a_missing_track_is_told_in_one_go_with_what_has_no_shape(command: Command) -> None:
    given = WIND.replace("track: wind, ", "").replace("level: yellow", "level: 3").encode()
    ran = command("check", *FILES, "--json", "-", given=given)
    codes = {problem["code"] for problem in json.loads(ran.out)["error"]}
    assert "track.missing" in codes
    assert len(codes) == 2


# -- impact, test, digest --------------------------------------------------------------------


def test_impact_takes_the_track_that_older_orders_are_of(command: Command, tmp_path: Path) -> None:
    tracks = "tracks: [{id: flood}, {id: wind}]\n"
    new = tmp_path / "tracked.yaml"
    new.write_text(tracks + (WORLD / "rules.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    asked = ("rules.yaml", str(new), "--areas", "areas.yaml", "--orders", "orders.yaml")
    ran = command("impact", *asked)
    assert ran.status == 1
    assert "none is named" in ran.out.replace("\n", " ")
    ran = command("impact", *asked, "--track", "flood")
    assert (ran.status, "0 would have come out differently" in ran.out) == (0, True)
    ran = command("diff", "rules.yaml", str(new))
    assert "the track `flood` is new" in ran.out


def test_an_audit_says_which_track_an_order_is_of(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "orders.yaml"
    unapproved = (
        (HAZARDS / "orders.yaml").read_text(encoding="utf-8").rpartition("\n    approvals")[0]
    )
    file.write_text(unapproved + "\n", encoding="utf-8")
    ran = command("audit", *FILES, "--orders", str(file), "--json")
    (row,) = TypeAdapter(AuditDocument).validate_json(ran.out)
    assert (row["order"], row["track"], row["verdict"]) == ("WD-2", "wind", "pending")
    ran = command("audit", *FILES, "--orders", str(file))
    assert ran.out.startswith("WD-2, storms (`wind`): pending")


# -- a register ------------------------------------------------------------------------------


@pytest.fixture
def tracked(empty: Desk) -> Desk:
    """A register whose rules had no tracks, and now have two."""
    assert empty(BEGUN, *INIT, "--from-orders", "orders.yaml").err == ""
    rules = (WORLD / "rules.yaml").read_text(encoding="utf-8")
    tracks = "tracks: [{id: flood, title: Floods}, {id: wind}]\n"
    new = empty.file("tracked.yaml", tracks + rules)
    refused = empty("11T10:00", "adopt", "--rules", new)
    assert refused.status == 2
    assert "say which one they are of" in refused.err.replace("\n", " ")
    assert empty("11T10:01", "adopt", "--rules", new, "--track", "flood").err == ""
    return empty


def test_an_adoption_takes_the_track_of_older_orders(tracked: Desk) -> None:
    rows = tracked.said("11T10:02", "level", "--at", "2026-02-21T12:00+08:00")
    held = {(row["track"], row["area"]): row["orders"] for row in rows}
    assert held["flood", "north"] == ["R-1"]
    assert held["wind", "north"] == []
    alone = tracked.said("11T10:02", "level", "--at", "2026-02-21T12:00+08:00", "--track", "wind")
    assert {row["track"] for row in alone} == {"wind"}
    before = tracked.said("11T10:02", "level", "--at", "2026-02-10T12:00+08:00")
    assert not any("track" in row for row in before)
    shown = tracked("11T10:02", "level", "--at", "2026-02-21T12:00+08:00", "--lang", "zh").out
    assert "级别序列：Floods（`flood`）" in shown
    assert tracked.command("log", "replay").status == 0


def test_the_status_tells_every_track_or_the_one_asked_for(tracked: Desk) -> None:
    ran = tracked("21T12:00", "status", "--json")
    TypeAdapter(StatusDocument).validate_json(ran.out)
    said = json.loads(ran.out)
    assert {row["track"] for row in (*said["orders"], *said["levels"])} == {"flood"}
    said = tracked.said("21T12:00", "status", "--track", "wind")
    assert (said["orders"], said["levels"]) == ([], [])
    shown = tracked("21T12:00", "status").out
    assert "track Floods (`flood`)" in shown
    assert "Floods (`flood`): " in shown
    ran = tracked("21T12:00", "status", "--track", "fire")
    assert (ran.status, "unknown track `fire`" in ran.err) == (2, True)
