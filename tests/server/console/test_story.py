"""From a proposal to an order and to its early end, by three people, with forms alone: no JavaScript runs here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from responselevels.server.console.views import judged
from tests.register.duty import issued, order_of
from tests.server.console.browsing import Page, Window
from tests.server.duty_room import BOARD, NORTH, OFFICER, READER, WARDS, Room

FILLED = {
    "id": "W-1",
    "area": "district",
    "issuer": "office",
    "level": "watch",
    "start": "2026-03-02T00:00",
    "end": "2026-03-05T00:00",
}

Windows = Callable[..., Window]


def proposed(window: Window, **more: str) -> Page:
    return window.go("/r/duty/propose").press("propose", **{**FILLED, **more})


def test_a_form_is_decided_before_anything_is_recorded(room: Room, window: Windows) -> None:
    before = room.register.head
    page = window().go("/r/duty/propose").press("check", **FILLED)
    assert page.status == 200
    assert "approval is still missing" in page.text
    assert ("remedy", '{"level": "watch"}') not in page.buttons()
    assert room.register.head == before


def test_an_empty_form_says_what_is_still_to_be_filled_in(window: Windows) -> None:
    page = window().go("/r/duty/propose").press("check", id="", area="", start="")
    assert page.text.count("Still to be filled in") == 4
    assert page.status == 200


def test_the_story_of_an_order_is_done_with_forms(room: Room, window: Windows) -> None:
    officer, board = window(), window(BOARD)
    page = proposed(officer)
    assert page.address.endswith("/r/duty/proposals/W-1?event=2")
    assert "proposed" in page.text

    page = page.press("assess", body="office", summary="many people")
    assert page.status == 200
    assert room.register.dossier("W-1").assessment is not None

    page = board.go("/r/duty/")
    assert "approve or refuse, for `board`".replace("`", "") in page.text.replace("`", "")
    page = board.go("/r/duty/proposals/W-1").press("approve")
    assert page.status == 200

    page = officer.go("/r/duty/proposals/W-1").press("carry_out")
    assert "/r/duty/orders/W-1" in page.address
    assert [order.id for order in room.register.orders] == ["W-1"]
    actor = room.register.dossier("W-1").events[-1].actor
    assert (actor.person, actor.body) == ("li.na", "office")
    assert actor.auth.startswith("authenticated; by=duty-room")

    page = officer.go("/r/duty/orders/W-1/end")
    page = page.press("propose", at="2026-03-03T00:00", scope="north", id="W-1-end")
    assert "/r/duty/proposals/W-1-end" in page.address
    board.go("/r/duty/proposals/W-1-end").press("approve")
    page = officer.go("/r/duty/proposals/W-1-end").press("carry_out")
    assert "/r/duty/orders/W-1" in page.address
    (end,) = room.register.order("W-1").ends
    assert end.scope == ("north",)


def test_a_remedy_applies_itself_by_its_button(window: Windows) -> None:
    officer = window()
    proposed(officer, level="alert").press("assess", body="office", **{"with": "police"})
    window(BOARD).go("/r/duty/proposals/W-1").press("approve")
    officer.go("/r/duty/proposals/W-1").press("carry_out")
    ward = window(NORTH)
    filled = {**FILLED, "area": "north", "issuer": "ward_office", "id": "N-1"}
    page = ward.go("/r/duty/propose").press("check", **filled)
    remedies = [value for name, value in page.buttons() if name == "remedy"]
    assert '{"level": "alert"}' in remedies
    page = page.press('{"level": "alert"}')
    form = next(
        form
        for form in page.read.forms
        if ("do", "check") in [(b.name, b.value) for b in form.buttons]
    )
    assert ("level", "alert") in form.fields
    assert "permitted" in page.text
    page = page.press("propose")
    assert (
        page.address.endswith("/r/duty/proposals/N-1?event=8") or "/proposals/N-1" in page.address
    )


def prominent(page: Page) -> list[str]:
    """Return what the buttons send that stand out."""
    return [
        given["value"]
        for tag, given in page.elements
        if tag == "button" and given.get("class") == "act"
    ]


def test_the_next_step_stands_out_and_what_is_denied_may_still_be_handed_in(
    room: Room, window: Windows
) -> None:
    officer, ward = window(), window(NORTH)
    blank = officer.go("/r/duty/propose")
    assert prominent(blank) == ["check"]
    assert prominent(blank.press("check", **FILLED)) == ["propose"]
    issued(room.register, order_of("W-2", "closed"))
    filled = {**FILLED, "area": "north", "issuer": "ward_office", "id": "N-1"}
    page = ward.go("/r/duty/propose").press("check", **filled)
    assert prominent(page) == []
    before, _, after = page.text.partition("the buttons for it are beside the fields: denied ")
    said = "is less severe than"
    assert said in before
    assert said in after
    links = [given for _, given in page.elements if given.get("href") == "/r/duty/orders/W-2"]
    assert [one.get("target") for one in links] == ["_blank"]
    assert "W-2 of district , by office : closed in distric" in page.text
    (finding,) = [
        given["id"] for _, given in page.elements if given.get("data-code") == "floor.less_severe"
    ]
    assert f"#{finding}" in [given.get("href") for _, given in page.elements]
    assert "It may be handed in all the same" in page.text
    assert "No level would change" not in page.text
    page = page.press("propose")
    assert "denied" in page.text
    assert [one.id for one in room.register.dossiers] == ["W-2", "N-1"]


def chosen(page: Page, name: str) -> str:
    return next(value for form in page.read.forms for field, value in form.fields if field == name)


def test_the_area_that_a_person_orders_for_is_chosen_already(window: Windows) -> None:
    assert chosen(window().go("/r/duty/propose"), "area") == "district"
    assert chosen(window(NORTH).go("/r/duty/propose"), "area") == "north"
    assert chosen(window(READER).go("/r/duty/propose"), "area") == ""
    wards = window(WARDS)
    assert chosen(wards.go("/r/duty/propose"), "area") == ""
    filled = {**FILLED, "area": "south", "issuer": "ward_office", "id": "S-1"}
    wards.go("/r/duty/propose").press("propose", **filled)
    page = wards.go("/r/duty/propose")
    assert (chosen(page, "area"), chosen(page, "issuer")) == ("south", "ward_office")
    assert chosen(wards.go("/r/duty/propose?area=north"), "area") == "north"


def test_which_level_is_the_most_severe_is_said_where_levels_are_chosen(window: Windows) -> None:
    page = window().go("/r/duty/propose")
    assert "From the least to the most severe. Where nothing is ordered, calm holds." in page.text
    assert "watch alert closed the most severe" in page.text


def test_places_that_are_left_out_of_a_finding_are_counted(
    window: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [f"place {number}" for number in range(judged._ROWS + 5)]
    monkeypatch.setattr(judged, "places_against", lambda *_asked: places)
    page = window().go("/r/duty/propose").press("check", **FILLED)
    assert f"place {judged._ROWS - 1}" in page.text
    assert f"place {judged._ROWS}" not in page.text
    assert "And 5 more." in page.text


def test_of_two_who_act_on_one_page_the_second_is_told_what_changed(
    room: Room, window: Windows
) -> None:
    proposed(window())
    first, second = window().go("/r/duty/proposals/W-1"), window(BOARD).go("/r/duty/proposals/W-1")
    assert first.press("withdraw").status == 200
    page = second.press("approve")
    assert page.status == 412
    assert "It has moved on since you looked" in page.text
    assert "new" in [text.strip() for text in page.read.texts]
    assert room.register.dossier("W-1").approvals == []


def test_what_is_denied_is_recorded_and_told_and_no_order(room: Room, window: Windows) -> None:
    page = proposed(window()).press("carry_out")
    assert page.status == 409
    assert "Not carried out: pending" in page.text
    assert room.register.orders == ()


def test_whoever_may_only_read_can_check_and_not_hand_in(room: Room, window: Windows) -> None:
    page = window(READER).go("/r/duty/propose")
    assert ("do", "propose") not in page.buttons()
    page = page.press("check", **FILLED)
    assert "pending" in page.text
    sent = [*FILLED.items(), ("do", "propose")]
    refused = window(READER).send("/r/duty/propose", "post", sent)
    assert refused.status == 403
    assert room.register.head.size == 2


def test_a_proposal_is_amended_with_the_form_that_says_what_it_said(
    room: Room, window: Windows
) -> None:
    proposed(window())
    page = window().go("/r/duty/proposals/W-1/amend")
    form = next(form for form in page.read.forms if form.action.endswith("/amend"))
    assert ("level", "watch") in form.fields
    assert ("start", "2026-03-02T00:00") in form.fields
    page = page.press("amend", level="alert")
    assert page.status == 200
    assert room.register.dossier("W-1").revision == 2
    stale = window().go("/r/duty/proposals/W-1/amend")
    stale.press("amend", level="closed")
    assert stale.press("amend", level="watch").status == 412


def test_nobody_who_has_not_signed_in_sees_a_page(room: Room) -> None:
    answer = room.client.get("/r/duty/log?q=x", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/r/duty/login?next=%2Fr%2Fduty%2Flog%3Fq%3Dx"


def test_a_drill_is_proposed_and_shown_apart_and_says_so(room: Room, window: Windows) -> None:
    page = window().go("/r/duty/drill/propose").press("propose", **FILLED)
    assert "/r/duty/drill/proposals/W-1" in page.address
    assert "This is an exercise" in page.text
    assert room.register.dossier("W-1").content.drill  # type: ignore[union-attr]
    assert "W-1" in window().go("/r/duty/drill/").text
    assert "W-1" not in window().go("/r/duty/").text
    assert "This is an exercise" not in window().go("/r/duty/").text


def test_a_form_sent_twice_is_done_once(room: Room, window: Windows) -> None:
    page = window().go("/r/duty/propose")
    page.press("propose", **FILLED)
    again = page.press("propose", **FILLED)
    assert "/r/duty/proposals/W-1" in again.address
    assert room.register.head.size == 3


def test_an_officer_of_one_ward_sees_no_other(window: Windows) -> None:
    page = window(NORTH).go("/r/duty/")
    assert "north" in page.text
    assert "south" not in page.text
    assert window(NORTH).go("/r/duty/areas/south").status == 404
    assert window(NORTH).go("/r/duty/?area=south").status == 404
    assert window(NORTH).go("/r/duty/log").status == 403


def test_the_officer_is_the_one_who_is_named(window: Windows) -> None:
    assert OFFICER.person in window().go("/r/duty/").text
