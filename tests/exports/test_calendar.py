"""Calendars, read back by vobject, which shares nothing with the library that writes them."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from responselevels.exports.calendar import calendar_of
from responselevels.models.orders import Order
from tests.exports import made
from tests.exports.made import EVIL, NOON, locale, orders


def read(raw: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader's own
        import vobject

        return vobject.readOne(raw.decode())


def events(*told: Order, at: datetime = NOON, lang: str = "en", **more: Any) -> dict[str, Any]:
    """Return the events of a calendar by the order that each is of."""
    calendar = read(calendar_of(orders(*told), locale(lang), at=at, **more))
    return {one.x_responselevels_order.value: one for one in calendar.contents.get("vevent", ())}


def test_an_order_is_an_event_with_its_time_its_place_and_what_is_known_of_it() -> None:
    event = events()["O-1"]
    assert event.dtstart.value == datetime(2026, 3, 2, tzinfo=UTC)
    assert event.dtend.value == datetime(2026, 3, 5, tzinfo=UTC)
    assert (event.summary.value, event.location.value) == ("Alert: The port", "The port")
    assert (event.status.value, event.uid.value) == ("CONFIRMED", "O-1@port")
    assert "issued by Harbour master (`master`)" in event.description.value
    assert "\n" in event.description.value


def test_the_words_are_those_of_the_language() -> None:
    event = events(lang="zh")["O-1"]
    assert event.summary.value == "戒备：港区"
    assert "由港务长（`master`）于" in event.description.value


def test_an_early_end_is_a_later_version_of_the_same_event() -> None:
    before = events(made.SHORTER.model_copy(update={"ends": ()}))["O-2"]
    after = events(made.SHORTER)["O-2"]
    assert before.uid.value == after.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert (before.dtend.value.day, after.dtend.value.day) == (9, 6)
    assert after.last_modified.value > before.last_modified.value
    assert after.status.value == "CONFIRMED"


def test_an_order_that_never_begins_is_cancelled_and_keeps_its_time() -> None:
    event = events()["O-3"]
    assert event.status.value == "CANCELLED"
    assert event.summary.value == "ended: Alert: The port"
    assert (event.dtstart.value.day, event.dtend.value.day) == (7, 9)
    assert int(event.sequence.value) == 2


def test_cancellations_are_a_message_of_their_own() -> None:
    raw = calendar_of(orders(), locale(), at=NOON, cancelled=True)
    calendar = read(raw)
    assert calendar.method.value == "CANCEL"
    assert [one.uid.value for one in calendar.vevent_list] == ["O-3@port"]
    assert read(calendar_of(orders(), locale(), at=NOON)).method.value == "PUBLISH"


def test_an_order_that_waits_for_ratification_is_tentative_and_one_that_lapsed_ends_there() -> None:
    waits = events(made.WAITING, at=NOON)["O-4"]
    assert (waits.status.value, waits.dtend.value.hour) == ("TENTATIVE", 4)
    lapsed = events(made.WAITING, at=NOON + timedelta(days=1))["O-4"]
    assert lapsed.status.value == "CONFIRMED"
    assert int(lapsed.sequence.value) == int(waits.sequence.value) + 1
    ratified = made.WAITING.model_copy(update={"provisional_until": None})
    assert int(events(ratified)["O-4"].sequence.value) == int(waits.sequence.value) + 1


def test_a_drill_says_so_first_of_all() -> None:
    event = events()["O-5"]
    assert event.summary.value == "DRILL: Alert: The port"
    assert event.description.value.startswith("DRILL: an exercise")
    assert "drill" in event.categories.value
    assert event.x_responselevels_drill.value == "TRUE"


def test_an_order_without_an_end_reaches_a_fortnight_ahead_the_same_all_day() -> None:
    first = events(made.OPEN, at=datetime(2026, 3, 10, 1, tzinfo=UTC))["O-6"]
    assert first.dtend.value == datetime(2026, 3, 24, tzinfo=UTC)
    again = calendar_of(orders(made.OPEN), locale(), at=datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert again == calendar_of(
        orders(made.OPEN), locale(), at=datetime(2026, 3, 10, 1, tzinfo=UTC)
    )


def test_an_order_ended_in_a_part_goes_on_and_says_where_it_ended() -> None:
    event = events()["O-7"]
    assert event.dtend.value.day == 9
    assert "in North quay (`north`)" in event.description.value


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_written_in_a_name_stays_in_it(lang: str) -> None:
    raw = calendar_of(orders(made.HOSTILE), locale(lang), at=NOON)
    (event,) = read(raw).vevent_list
    assert f"`{EVIL}`" in event.description.value
    assert event.location.value.endswith("b, North quay") or lang == "zh"
    assert event.dtend.value == datetime(2026, 3, 5, tzinfo=UTC)
    assert (
        "a\\u000d\\u000aDTEND:20300101T000000Z\\u0000\\u001b[31m\\u2028\\u202eb"
        in event.description.value
    )
    assert raw.count(b"\r\nDTEND") == raw.count(b"\r\nBEGIN:VEVENT") == 1
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert not {char for char in raw.decode() if ord(char) < 32} - {"\r", "\n"}


def test_orders_that_are_long_over_can_be_left_out() -> None:
    kept = orders().since(datetime(2026, 3, 8, 4, tzinfo=UTC))
    names = [one.order.id for one in kept.last]
    assert names == ["O-6", "O-7"]
