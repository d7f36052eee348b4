"""What is due is told as done where it is seen: of orders, of areas, from *Now*; and what waits stands in order of time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from responselevels.register.log.kinds import DeedEvent
from tests.register.duty import START
from tests.server.console.browsing import Page, Window
from tests.server.console.rich import FILLED
from tests.server.console.views.filling.test_remedies import in_force
from tests.server.duty_room import BOARD, NORTH, READER, Room

Windows = Callable[..., Window]


def deeds(room: Room) -> list[DeedEvent]:
    return room.register.state.deeds


def named(page: Page) -> list[tuple[str, str]]:
    """Return what deeds the forms of a page are of."""
    forms = [dict(form.fields) for form in page.read.forms]
    return [(one["deed"], one["name"]) for one in forms if "deed" in one]


def test_duties_and_reviews_of_an_order_are_done_from_its_page_each_by_its_own_time(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    page = at_desk().go("/r/duty/orders/C-1")
    assert set(named(page)) == {("duty", "tell_later"), ("review", "hourly")}
    assert "2026-03-21" in page.text, "what is due in twenty days is there as well"
    rich.at(START + timedelta(minutes=30))
    page = pressed(page, "hourly")
    assert "Told as done" in page.text
    assert ("review", "hourly") in named(page), "the next one is due in an hour"
    (deed,) = deeds(rich)
    assert (deed.deed.review, deed.actor.person, deed.actor.body) == ("hourly", "li.na", "office")
    page = pressed(page, "tell_later", at="2026-03-01T08:20")
    assert named(page) == [("review", "hourly")]
    assert deeds(rich)[-1].deed.at == START + timedelta(minutes=20)


def pressed(page: Page, name: str, **fields: str) -> Page:
    """Press the button that says that *name* was done."""
    form = next(one for one in page.read.forms if ("name", name) in one.fields)
    sent = [(key, value) for key, value in form.fields if key not in fields]
    sent += [*fields.items(), ("do", "done")]
    return page.window.send(page.address.partition("/r/")[0] + form.action, "post", sent)


def test_what_was_done_when_is_read_as_times_are_and_not_in_the_future(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    page = at_desk().go("/r/duty/orders/C-1")
    for wrong in ("soon", "2026-03-01T23:00"):
        refused = pressed(page, "tell_later", at=wrong)
        assert refused.status == 422, wrong
        assert "Nothing was recorded" in refused.text
    assert deeds(rich) == []


def test_a_duty_that_counts_from_the_end_can_be_done_after_it(rich: Room, at_desk: Windows) -> None:
    in_force(at_desk)
    rich.at(START + timedelta(hours=6))
    page = at_desk().go("/r/duty/orders/C-1")
    assert ("duty", "tell_later") in named(page)
    assert named(pressed(page, "tell_later")) == []


def test_what_every_period_asks_of_an_area_is_done_from_its_page_and_from_now(
    rich: Room, at_desk: Windows
) -> None:
    rich.at(START + timedelta(days=58))
    page = at_desk(NORTH).go("/r/duty/areas/north")
    assert named(page) == [("does", "monthly")]
    now = at_desk(NORTH).go("/r/duty/")
    assert ("does", "monthly") in named(now)
    page = pressed(now, "monthly")
    assert re.search(r"/r/duty/\?event=\d+$", page.address)
    assert "Told as done" in page.text
    assert ("does", "monthly") not in named(page)
    (deed,) = deeds(rich)
    assert (deed.deed.area, deed.actor.body) == ("north", "ward_office")
    assert "Done" in at_desk(NORTH).go("/r/duty/areas/north").text


def test_who_may_only_read_is_offered_no_deed_and_does_none(rich: Room, at_desk: Windows) -> None:
    in_force(at_desk)
    assert named(at_desk(READER).go("/r/duty/orders/C-1")) == []
    sent = [("deed", "duty"), ("name", "tell_later"), ("do", "done")]
    assert at_desk(READER).send("/r/duty/orders/C-1", "post", sent).status == 403
    sent = [("deed", "does"), ("name", "monthly"), ("do", "done")]
    assert at_desk(NORTH).send("/r/duty/areas/south", "post", sent).status == 404
    assert deeds(rich) == []


def test_what_waits_for_somebody_is_what_they_may_do_in_order_of_time(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    at_desk().go("/r/duty/propose").press("propose", **FILLED)
    rich.at(START + timedelta(minutes=5))
    page = at_desk().go("/r/duty/")
    waiting = page.html[page.html.index('id="waiting"') : page.html.index('id="due"')]
    times = re.findall(r'<li class="card[^>]*>\s*<p><time datetime="([^"]+)"', waiting)
    assert times == sorted(times)
    assert len(times) >= 3
    for told in ("ratify it before", "assess, for", "to be done"):
        assert told in waiting, told
    assert "approve or refuse" not in waiting, "nobody approves what they proposed"
    board = at_desk(BOARD).go("/r/duty/").text
    assert "approve or refuse" in board


def test_without_a_script_the_time_that_is_left_is_that_of_the_page(
    rich: Room, at_desk: Windows
) -> None:
    in_force(at_desk)
    rich.at(START + timedelta(minutes=25))
    assert "still 3 h 35 min as of 08:25" in at_desk().go("/r/duty/orders/C-1").text
    assert "至08:25尚余3小时35分" in at_desk(lang="zh").go("/r/duty/orders/C-1/ratify").text


def test_a_period_that_is_over_counts_only_what_was_done_in_it(
    rich: Room, at_desk: Windows
) -> None:
    rich.at(START + timedelta(days=40))
    page = at_desk(NORTH).go("/r/duty/areas/north")
    assert named(page) == [("does", "monthly")], "of the month that runs; March was no whole one"
    rich.at(START + timedelta(days=70))
    page = at_desk(NORTH).go("/r/duty/areas/north")
    assert named(page) == [("does", "monthly")] * 2
    assert "It counts for the period in which it was done." in page.text
    assert [
        given for _tag, given in page.elements if given.get("name") == "at" and "required" in given
    ]
    page = pressed(page, "monthly", at="2026-04-20T08:00")
    assert named(page) == [("does", "monthly")]
