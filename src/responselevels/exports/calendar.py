"""Orders as a calendar (iCalendar, RFC 5545), by the library icalendar.

Each order is one event, with the same UID for ever and a SEQUENCE that grows with what is recorded of
it, so that a calendar that has it takes an early end for a change and not for another event. An order
that never comes to hold is cancelled and stays in the calendar as such; one that is to be ratified is
tentative. All times are in UTC, which needs no definition of a time zone.

The same orders give the same bytes: times in it are those of the record, not of the writing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from responselevels.exports.needing import needing
from responselevels.exports.revisions import Orders, Revision
from responselevels.exports.wording import identifier_of, lines_of, seconds, summary_of, titled
from responselevels.reports.frame.wording import Locale
from responselevels.text.escaping import plain
from responselevels.version import __version__

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MEDIA = "text/calendar; charset=utf-8"
"""The media type of a calendar."""

AHEAD = timedelta(days=14)
"""How far an order without an end reaches in a calendar, which knows no event without one."""

_SHORTEST = timedelta(seconds=1)


def calendar_of(
    orders: Orders,
    locale: Locale,
    *,
    at: datetime,
    title: str | None = None,
    cancelled: bool = False,
) -> bytes:
    """Return *orders* as a calendar, in the language of *locale*, as it is at the instant *at*.

    With *cancelled*, only those that are cancelled, as the message that says so (``METHOD:CANCEL``,
    RFC 5546), for calendars that the orders were once sent to.

    Raises:
        MissingExtra: icalendar is not installed.
    """
    with needing("interop"):
        from icalendar import Calendar
    calendar = Calendar()
    calendar.add("prodid", f"-//responselevels//{__version__}//{locale.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    if not cancelled:
        name = plain(title or locale.says("export.calendar", source=orders.source))
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    _fill(calendar, _shown(orders.last, at, cancelled=cancelled), (orders.source, locale, at))
    written: bytes = calendar.to_ical()
    return written


def _shown(revisions: Iterable[Revision], at: datetime, *, cancelled: bool) -> list[Revision]:
    return [one for one in revisions if not cancelled or _is_cancelled(one, at)]


def _is_cancelled(revision: Revision, at: datetime) -> bool:
    """Say whether an order never held anywhere, and never will."""
    never = not revision.begins
    return never and (
        revision.lapse is None or revision.lapse != revision.until or revision.lapsed(at)
    )


def _fill(
    calendar: Calendar, revisions: Iterable[Revision], told: tuple[str, Locale, datetime]
) -> None:
    source, locale, at = told
    for revision in revisions:
        calendar.add_component(_event(revision, source, locale, at))


def _event(revision: Revision, source: str, locale: Locale, at: datetime) -> Event:
    from icalendar import Event

    order, event = revision.order, Event()
    event.add("uid", f"{identifier_of(order.id)}@{identifier_of(source)}")
    event.add("sequence", revision.number + revision.lapsed(at))
    changed = _utc(revision.at)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", _utc(order.issued_at))
    start, end = _span(revision, at)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", summary_of(revision, locale))
    event.add("description", "\n".join(lines_of(revision, locale)))
    event.add("location", ", ".join(titled("area", area, locale) for area in order.scope[:20]))
    event.add("status", _status(revision, at))
    event.add("transp", "TRANSPARENT")
    categories = [titled("level", order.level, locale)]
    event.add(
        "categories",
        [*categories, locale.says("export.category.drill")] if order.drill else categories,
    )
    event.add("x-responselevels-order", plain(order.id))
    event.add("x-responselevels-level", plain(order.level))
    event.add("x-responselevels-drill", str(order.drill).upper())
    return event


def _status(revision: Revision, at: datetime) -> str:
    if _is_cancelled(revision, at):
        return "CANCELLED"
    waits = revision.lapse is not None and not revision.lapsed(at)
    return "TENTATIVE" if waits else "CONFIRMED"


def _span(revision: Revision, at: datetime) -> tuple[datetime, datetime]:
    """Return when the event begins and ends: as the order holds, or as it would have."""
    order = revision.order
    start, until = order.period.start, revision.until if revision.begins else order.period.end
    if until is None:
        # By the day, so that what nobody changed reads the same all day.
        today = max(start, at).astimezone(UTC).replace(hour=0, minute=0, second=0)
        expected = order.expected_end
        until = expected if expected is not None and expected > at else today + AHEAD
    begun = _utc(start)
    return begun, max(_utc(until), begun + _SHORTEST)


def _utc(instant: datetime) -> datetime:
    return seconds(instant.astimezone(UTC))
