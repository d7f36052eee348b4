"""The feeds of a server: who may read them, by which password, and what they show to whom."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from lxml import etree

from responselevels.server.callers import Caller, Right
from responselevels.server.people.tokens import TokenPlan
from tests.exports.test_calendar import read
from tests.exports.test_cap import ATOM, alert_text
from tests.server.duty_room import NORTH, OFFICER, SOUTH, Room, room_over
from tests.server.http.story import issued, ward_issued
from tests.server.people.door import desk_over

FEEDS = ("/r/duty/calendar.ics", "/r/duty/cap.atom")


def feed(room: Room, path: str, who: Caller | None = OFFICER, **headers: str) -> Any:
    told = {} if who is None else {"Authorization": f"Bearer {who.person}"}
    return room.client.get(path, headers={**told, **headers})


@pytest.fixture
def told(room: Room) -> Room:
    ward_issued(room)
    issued(room)
    return room


def test_the_calendar_has_the_orders_that_the_asker_may_read(told: Room) -> None:
    answer = feed(told, FEEDS[0])
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    whole = {one.uid.value for one in read(answer.content).vevent_list}
    assert "D-1@duty" in whole
    seen = {
        who.person: {one.uid.value for one in read(feed(told, FEEDS[0], who).content).vevent_list}
        for who in (NORTH, SOUTH)
    }
    assert all(names <= whole and "D-1@duty" in names for names in seen.values())
    assert seen["sun.yi"] != seen["qian.er"]


def test_a_feed_that_did_not_change_is_not_sent_again(told: Room) -> None:
    for path in FEEDS:
        mark = feed(told, path).headers["ETag"]
        answer = feed(told, path, **{"If-None-Match": mark})
        assert (answer.status_code, answer.content) == (304, b"")


def test_each_alert_is_at_the_address_that_the_feed_says(told: Room) -> None:
    entries = etree.fromstring(feed(told, FEEDS[1]).content).findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        link = entry.find(f"{ATOM}link").get("href")
        answer = feed(told, link)
        assert answer.headers["Content-Type"] == "application/cap+xml"
        assert alert_text(answer.content, "identifier") in link
    assert feed(told, "/r/duty/cap/none.xml").status_code == 404


def test_in_an_exercise_every_alert_is_one(sqlite_url: str) -> None:
    with room_over(sqlite_url, drill=True) as room:
        issued(room)
        (entry, *_more) = etree.fromstring(feed(room, FEEDS[1]).content).findall(f"{ATOM}entry")
        (alert,) = entry.find(f"{ATOM}content")
        assert alert_text(etree.tostring(alert), "status") == "Exercise"
        (event, *_rest) = read(feed(room, FEEDS[0]).content).vevent_list
        assert event.summary.value.startswith("DRILL: ")


@pytest.mark.parametrize("path", FEEDS)
def test_nobody_reads_a_feed_without_saying_who_they_are(told: Room, path: str) -> None:
    answer = feed(told, path, None)
    assert answer.status_code == 401
    assert "Basic realm=" in answer.headers["WWW-Authenticate"]
    assert "Basic" not in told.get("/orders", None).headers["WWW-Authenticate"]


def test_a_token_is_a_password_for_feeds_and_for_nothing_else(sqlite_url: str) -> None:
    with desk_over(sqlite_url) as desk:
        plan = TokenPlan(
            account="li", title="calendar", rights=frozenset({Right.READ}), bodies=frozenset()
        )
        token = desk.accounts.issue_token(plan)
        browser = desk.browser()

        def asked(path: str, password: str) -> int:
            pair = b64encode(f"calendar:{password}".encode()).decode()
            answer = browser.get(path, headers={"Authorization": f"Basic {pair}"})
            return int(answer.status_code)

        for path in FEEDS:
            assert asked(path, token) == 200
            assert asked(path, token + "x") == 401
            assert asked(f"{path}?token={token}", "") == 401
        assert asked("/r/duty/api/v1/orders", token) == 401
        assert browser.get(FEEDS[0], headers={"Authorization": "Basic %%"}).status_code == 401
        told = {"Authorization": f"Bearer {token}"}
        assert browser.get(f"{FEEDS[0]}?token={token}", headers=told).status_code == 422
