"""Reading cut to areas: what an account is bound to, and nothing of what lies elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.errors import InputError, NotServed
from responselevels.server.callers import Caller
from responselevels.server.readings import Reading
from responselevels.server.sight import Sight
from tests.register.duty import adopted, areas, issued, order_of, ward_order
from tests.server.duty_room import MAYOR, NORTH, OFFICER, SOUTH, Room, caller


@pytest.fixture
def busy(room: Room) -> Room:
    """A room with an order of the district, one of each ward, and a proposal of the northern one."""
    register = room.register
    for name, ward in (("W-N", "north"), ("W-S", "south")):
        register.issue(ward_order(name, ward=ward))
    issued(register, order_of("D-1", reason="storm over south"))
    register.propose(ward_order("P-N", "closed", 50, 60))
    return room


def names(rows: Any) -> list[str]:
    return [row.id for row in rows]


def test_an_account_without_areas_reads_everything(busy: Room) -> None:
    reading = Reading(busy.served, OFFICER)
    assert names(reading.orders()) == ["W-N", "W-S", "D-1"]
    assert names(reading.proposals()) == ["W-N", "W-S", "D-1", "P-N"]


def test_an_account_reads_its_areas_and_what_is_ordered_from_above(busy: Room) -> None:
    reading = Reading(busy.served, SOUTH)
    assert names(reading.orders()) == ["W-S", "D-1"]
    assert names(reading.proposals()) == ["W-S", "D-1"]
    assert [one.order.id for one in reading.overview().orders] == ["W-S", "D-1"]
    assert reading.overview().proposals == ()
    assert [one.dossier.id for one in Reading(busy.served, NORTH).overview().proposals] == ["P-N"]


@pytest.mark.parametrize(
    "path",
    [
        "/areas/north/level",
        "/areas/north/timeline",
        "/areas/north/measures",
        "/areas/district/level",
        "/levels?under=north",
        "/areas?under=district",
        "/orders/W-N",
        "/orders/W-N/history",
        "/proposals/W-N",
        "/proposals/P-N",
        "/proposals/P-N/decision",
        "/proposals/P-N/history",
        "/proposals/P-N/signing?body=ward_office",
        "/log/4",
        "/log/4/proof",
    ],
)
def test_what_lies_elsewhere_reads_like_what_is_not_there(busy: Room, path: str) -> None:
    there, absent = busy.get(path, SOUTH), busy.get(path.replace("N", "X"), SOUTH)
    assert there.status_code == 404
    if "N" in path:
        assert absent.status_code == 404
        assert there.json()["code"] == absent.json()["code"]


@pytest.mark.parametrize(
    "path",
    [
        "/status",
        "/due?within=P30D",
        "/levels",
        "/areas",
        "/orders",
        "/proposals",
        "/history",
        "/log",
        "/orders/D-1",
        "/proposals/D-1",
        "/proposals/D-1/decision",
    ],
)
def test_no_list_and_no_order_from_above_names_an_area_of_others(busy: Room, path: str) -> None:
    answer = busy.get(path, SOUTH)
    assert answer.status_code == 200
    for hidden in ("north", "W-N", "P-N"):
        assert f'"{hidden}"' not in answer.text, hidden
        assert f"`{hidden}`" not in answer.text, hidden


def test_a_decision_about_areas_of_others_is_not_given(busy: Room) -> None:
    reading = Reading(busy.served, SOUTH)
    with pytest.raises(InputError, match="unknown area `north`"):
        reading.judge(ward_order("X"))
    assert reading.judge(ward_order("X", "closed", ward="south")).permitted


def test_an_order_over_several_areas_shows_the_ones_that_are_read(busy: Room) -> None:
    both = order_of("D-2", scope=["north", "south"], start=60, end=70)
    issued(busy.register, both)
    order = busy.get("/orders/D-2", SOUTH).json()["order"]
    assert order["scope"] == ["south"]
    row = next(
        one for one in busy.get("/proposals", SOUTH).json()["items"] if one["proposal"] == "D-2"
    )
    assert row["areas"] == ["south"]
    assert busy.get("/proposals/D-2", SOUTH).json()["content"]["scope"] == ["south"]


def test_an_area_that_was_renamed_is_still_theirs(busy: Room) -> None:
    moved = areas(
        ("district", "district", None),
        ("harbour", "ward", "district"),
        ("south", "ward", "district"),
    )
    adopted(busy.register, areas=moved, renamed={"north": "harbour"})
    sight = Sight(NORTH, busy.register)
    assert sight.sees("harbour")
    assert sight.sees("north")
    assert not sight.sees("south")
    reading = Reading(busy.served, NORTH)
    assert [holding.level for holding in reading.level("harbour")] == ["calm"]


def test_an_area_that_is_no_more_shows_nothing(busy: Room) -> None:
    gone = caller("a", "ward_office", areas=frozenset({"atlantis"}))
    reading = Reading(busy.served, gone)
    assert list(reading.orders()) == []
    assert list(reading.places()) == []
    with pytest.raises(NotServed):
        reading.level("north")


def test_what_waits_is_what_one_of_the_callers_bodies_could_move_on(busy: Room) -> None:
    busy.register.propose(order_of("D-9", start=80, end=90))

    def waits(who: Caller) -> list[str]:
        return [dossier.id for dossier, _decision in Reading(busy.served, who).waiting()]

    assert waits(NORTH) == ["P-N"]
    assert waits(SOUTH) == []
    assert waits(OFFICER) == ["D-9"]
    assert waits(MAYOR) == ["D-9"]
    assert waits(caller("b", "police")) == []


def test_levels_are_those_of_their_areas_alone(busy: Room) -> None:
    reading = Reading(busy.served, SOUTH)
    tree = reading.version.scheme.tree
    assert [tree.ids[number] for number in reading.places()] == ["south"]
    assert [holding.level for holding in reading.level("south")] == ["calm"]
