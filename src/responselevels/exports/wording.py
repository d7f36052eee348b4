"""What an export says of an order in words: a line that names it, and lines that tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from responselevels.exports.revisions import Act, Revision
from responselevels.models.orders import Order
from responselevels.reports.frame.wording import Locale, named, span_phrase
from responselevels.text.catalogue import Named
from responselevels.text.escaping import plain

_SUMMARIZED = 3
"""Number of areas that a headline names; the rest are counted."""


def identifier_of(*names: str) -> str:
    """Return *names* as one identifier of letters, digits and ``. - _ ~ %`` alone: two never share one.

    >>> identifier_of("duty room", "XX.1")
    'duty%20room.XX%2E1'
    """
    return ".".join(quote(name, safe="").replace(".", "%2E") for name in names)


def summary_of(revision: Revision, locale: Locale) -> str:
    """Return the order in one line: its level and where, marked where it is a drill, or was called off."""
    order = revision.order
    facts = {
        "level": titled("level", order.level, locale),
        "areas": _areas(order, locale),
    }
    text = locale.says("export.summary", **facts)
    if revision.over:
        text = locale.says("export.summary.over", summary=text)
    elif order.provisional_until is not None:
        text = locale.says("export.summary.provisional", summary=text)
    return plain(locale.says("export.summary.drill", summary=text) if order.drill else text)


def _areas(order: Order, locale: Locale) -> str:
    titles = [titled("area", area, locale) for area in order.scope[:_SUMMARIZED]]
    more = len(order.scope) - len(titles)
    code = "export.areas.more" if more else "export.areas"
    return locale.says(code, areas=tuple(titles), more=more)


def titled(kind: str, name: str, locale: Locale) -> str:
    """Return the title of a thing, else its id, all that cannot be seen as escapes."""
    return plain(locale.titles(Named(kind, name), locale.lang) or name)


def lines_of(revision: Revision, locale: Locale) -> list[str]:
    """Return what is to be known of the order, each thing in a line."""
    return [plain(line) for line in _lines(revision, locale.within(revision.order.period.start))]


def _lines(revision: Revision, locale: Locale) -> Iterator[str]:
    order = revision.order
    if order.drill:
        yield locale.says("export.drill")
    yield locale.says(
        "export.order", order=Named("order", order.id), area=Named("area", order.area)
    )
    yield locale.says("export.level", level=Named("level", order.level))
    if order.track is not None:
        yield locale.says("export.track", track=Named("track", order.track))
    yield locale.says("export.scope", areas=named("area", order.scope))
    yield locale.says("export.period", span=span_phrase(order.period.start, order.period.end))
    yield from _ends(order, locale)
    if order.provisional_until is not None:
        yield locale.says("export.provisional", until=order.provisional_until)
    if order.period.end is None and order.expected_end is not None:
        yield locale.says("export.expected", end=order.expected_end)
    if order.issuer is not None:
        facts: dict[str, object] = {"body": Named("body", order.issuer), "at": order.issued_at}
        yield locale.says("export.issued", **facts)
    if order.reason is not None:
        yield locale.says("export.reason", reason=order.reason)
    yield told(revision, locale)


def _ends(order: Order, locale: Locale) -> Iterator[str]:
    for end in order.ends:
        if end.scope is None:
            yield locale.says("export.ended", at=end.at)
        else:
            yield locale.says("export.ended.part", at=end.at, areas=named("area", end.scope))


def told(revision: Revision, locale: Locale) -> str:
    """Return what was recorded last, and when."""
    code = f"export.told.{revision.act}"
    if revision.act is Act.END and not revision.begins:
        code = "export.told.called_off"
    return locale.says(code, at=revision.at)


def seconds(instant: datetime) -> datetime:
    """Return *instant* to the second: finer times have no place in calendars and alerts."""
    return instant.replace(microsecond=0)
