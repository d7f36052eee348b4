"""A proposal that changes no level says why: which orders hold as much there already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.log.actors import Actor
from tests.register.conftest import sqlite_url  # noqa: F401 - a fixture
from tests.register.duty import RULES, START, issued, made, order_of, ward_order
from tests.server.console.browsing import Page, Window
from tests.server.duty_room import NORTH, OFFICER, WARDS, Room, room_at

WARD = {
    "id": "N-1",
    "area": "north",
    "issuer": "ward_office",
    "level": "watch",
    "start": "2026-03-02T00:00",
    "end": "2026-03-03T00:00",
}


@pytest.fixture
def room(sqlite_url: str) -> Iterator[Room]:  # noqa: F811
    """A room whose wards may order what holds anyway."""
    ward = RULES.transitions[-1]
    more = ward.model_copy(update={"to": ("calm", *ward.to)})
    rules = Rules.model_validate(
        RULES.model_copy(update={"transitions": (*RULES.transitions[:-1], more)}).model_dump(
            by_alias=True, exclude_none=True
        )
    )
    clock = GivenClock(START)
    with made(sqlite_url, clock, rules=rules):
        pass
    with room_at(sqlite_url, clock) as found:
        yield found


def ward_has(room: Room, name: str, level: str, ward: str = "north") -> None:
    register, who = room.register, Actor(person="sun.yi", body="ward_office")
    register.propose(ward_order(name, level, ward=ward), by=who)
    register.issue(name, by=who)


def checked(room: Room, **more: str) -> Page:
    return Window(room.client, NORTH).go("/r/duty/propose").press("check", **{**WARD, **more})


def test_an_equal_or_more_severe_order_is_named(room: Room) -> None:
    assert "No level would change" not in checked(room).text
    ward_has(room, "N-0", "alert")
    page = checked(room, level="alert")
    assert "permitted" in page.text
    assert (
        "No level would change. In all of its areas and time alert holds already, or a more severe level: ordered by N-0 ."
        in page.text
    )
    issued(room.register, order_of("W-1", "closed"))
    page = checked(room, level="closed")
    assert "closed holds already, or a more severe level: ordered by W-1 ." in page.text


def test_the_everyday_level_holds_anyway(room: Room) -> None:
    page = checked(room, level="calm")
    assert "No level would change. calm holds already wherever nothing is ordered." in page.text


def test_where_an_order_ends_the_others_that_hold_as_much_are_named(room: Room) -> None:
    ward_has(room, "N-0", "closed")
    issued(room.register, order_of("W-1", "closed"))
    page = (
        Window(room.client, NORTH)
        .go("/r/duty/orders/N-0/end")
        .press("check", at="2026-03-02T06:00")
    )
    assert (
        "No level would change. Where N-0 would end, other orders hold as much: W-1 ." in page.text
    )


def test_to_ratify_changes_no_level_and_needs_no_reason(room: Room) -> None:
    issued(room.register, order_of("W-2", "closed"))
    room.register.propose(order_of("W-1", "closed", transition="at_once"))
    room.register.issue("W-1")
    page = Window(room.client, OFFICER).go("/r/duty/orders/W-1/ratify").press("check")
    assert "No level would change." in page.text
    assert "hold as much" not in page.text


def test_a_ward_that_is_not_read_is_not_told_of(room: Room) -> None:
    ward_has(room, "S-0", "alert", "south")
    filled = {**WARD, "area": "south", "level": "alert"}
    page = Window(room.client, WARDS).go("/r/duty/propose").press("check", **filled)
    assert "ordered by S-0 ." in page.text
    assert "S-0" not in checked(room, area="south", level="alert").text
