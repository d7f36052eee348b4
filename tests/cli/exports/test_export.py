"""`export` and `register export`: what is printed, what is written to files, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.desk import Desk
from tests.cli.register.test_deciding import AT_ONCE, END
from tests.cli.tool import AT, FILES
from tests.exports.test_calendar import read
from tests.exports.test_cap import alert_text

EXPORT = ("export", *FILES, *AT)
PROFILE = "{sender: duty.example.org, levels: {'2': {severity: Severe}}}"


def events(raw: str) -> dict[str, Any]:
    return {one.uid.value: one for one in read(raw.encode()).vevent_list}


def test_the_orders_of_files_are_printed_as_a_calendar(command: Command) -> None:
    ran = command(*EXPORT, "calendar")
    assert (ran.status, ran.err) == (0, "")
    assert [*events(ran.out)] == ["R-1@sample", "N-1@sample", "S-1@sample", "R-2@sample"]
    assert "\r\n" in ran.out


def test_some_orders_can_be_chosen_and_the_source_named(command: Command) -> None:
    ran = command(*EXPORT, "--order", "N-1", "--source", "my room", "calendar", "--lang", "zh")
    (event,) = events(ran.out).values()
    assert event.uid.value == "N-1@my%20room"
    assert event.summary.value == "三级：北城"
    ran = command(*EXPORT, "--since", "2026-02-27T00:00+08:00", "calendar")
    assert [*events(ran.out)] == ["R-2@sample"]


def test_an_alert_is_printed_of_one_order_and_all_are_written_to_a_folder(
    command: Command, tmp_path: Path
) -> None:
    profile = tmp_path / "alerts.yaml"
    profile.write_text(PROFILE, encoding="utf-8")
    ran = command(*EXPORT, "--order", "R-1", "--profile", str(profile), "cap")
    assert alert_text(ran.out.encode(), "sender") == "duty.example.org"
    assert alert_text(ran.out.encode(), "info", "severity") == "Severe"
    folder = tmp_path / "alerts"
    folder.mkdir()
    ran = command(*EXPORT, "--output", str(folder), "cap")
    assert ran.out == f"files written to `{folder}`: 4\n"
    assert len({alert_text(path.read_bytes(), "identifier") for path in folder.iterdir()}) == 4


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("cap",), "responselevels: 4 orders are meant; name one with `--order`, or a folder"),
        (("--order", "R-9", "cap"), "order: unknown order `R-9`"),
        (("--profile", "rules.yaml", "calendar"), "responselevels: `--profile` says nothing"),
        (("--profile", "rules.yaml", "cap"), "rules.yaml:1:1: format: "),
        (("--output", "none/calendar.ics", "calendar"), "responselevels: `none/calendar.ics`"),
        (("pigeon",), "responselevels: `FORMAT`: `pigeon` is none of `calendar`"),
    ],
)
def test_what_makes_no_sense_is_refused(command: Command, args: tuple[str, ...], says: str) -> None:
    ran = command(*EXPORT, *args)
    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err


def test_levels_of_a_profile_that_there_are_not_are_told(command: Command, tmp_path: Path) -> None:
    profile = tmp_path / "alerts.yaml"
    profile.write_text("{sender: 'a b', levels: {'22': {severity: Bad}}}", encoding="utf-8")
    ran = command(*EXPORT, "--profile", str(profile), "atom")
    assert ran.status == 2
    assert "`a b` cannot be the sender of an alert" in ran.err
    assert "levels.22.severity" in ran.err
    profile.write_text("{sender: a, levels: {'22': {}}}", encoding="utf-8")
    assert "unknown level `22`" in command(*EXPORT, "--profile", str(profile), "atom").err


def test_an_update_and_a_cancellation_of_a_register_are_seen_as_such(desk: Desk) -> None:
    """What a register records of an order is a later version of its event, and in the end a cancellation."""
    before = events(desk("12T10:00", "export", "calendar").out)["R-1@sample-room"]
    assert desk("13T10:00", "issue", desk.file("once.yaml", AT_ONCE), "--as", "wang").err == ""
    assert desk("13T10:20", "end", desk.file("end.yaml", END), "--as", "wang").status == 0
    after = events(desk("13T11:00", "export", "calendar").out)
    assert after["R-1@sample-room"].sequence.value == before.sequence.value
    called_off = (
        "{id: X-1, action: end, order: N-1, at: '2026-02-14T08:00+08:00', issuer: city_hall}"
    )
    assert desk("13T12:00", "end", desk.file("off.yaml", called_off), "--as", "wu").err == ""
    event = events(desk("13T12:10", "export", "calendar").out)["N-1@sample-room"]
    was = after["N-1@sample-room"]
    assert (was.status.value, event.status.value) == ("CONFIRMED", "CANCELLED")
    assert int(event.sequence.value) == int(was.sequence.value) + 1
    then = events(
        desk("13T12:20", "export", "--known-at", "2026-02-13T11:30+08:00", "calendar").out
    )
    assert then["N-1@sample-room"].status.value == "CONFIRMED"
    raw = desk("13T12:30", "export", "--order", "N-1", "cap").out.encode()
    assert alert_text(raw, "msgType") == "Cancel"
    assert str(alert_text(raw, "references")).startswith("sample-room,sample-room.N-1.0,")


def test_levels_are_written_as_a_table_and_on_a_map(command: Command, tmp_path: Path) -> None:
    known = tmp_path / "map.json"
    point = '{"type": "Point", "coordinates": [108.9, 34.3]}'
    known.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "north", '
        f'"properties": {{}}, "geometry": {point}}}]}}',
        encoding="utf-8",
    )
    ran = command(*EXPORT, "--geometry", str(known), "geojson")
    assert (ran.status, ran.err) == (0, "")
    found = {one["id"]: one for one in json.loads(ran.out)["features"]}
    assert found["north"]["geometry"] == json.loads(point)
    assert (found["north"]["properties"]["level"], found["south"]["geometry"]) == ("2", None)
    table = command(*EXPORT, "--table", "levels", "csv").out.splitlines()
    assert table[0] == "at,area,title,level,level_title,track,orders"
    assert "2026-02-11T04:00:00Z,north,North City,2,Level 2,,R-1" in table
    assert command(*EXPORT, "--order", "N-1", "csv").out.splitlines()[1].startswith("N-1,1,north,")
    assert command(*EXPORT, "parquet").err.startswith(
        "responselevels: a Parquet file is not printed"
    )
    assert "No such file" in command(*EXPORT, "--geometry", "none.json", "geojson").err


def test_the_levels_of_a_register_are_those_of_the_time(desk: Desk) -> None:
    out = desk("12T10:00", "export", "--table", "levels", "csv").out
    assert ",north,North City,2,Level 2,,R-1" in out
    before = desk("12T10:00", "export", "--at", "2026-02-10T07:00+08:00", "geojson").out
    assert {one["properties"]["level"] for one in json.loads(before)["features"]} == {"4"}
