"""``/r/{slug}/calendar.ics``, ``cap.atom`` and ``cap/…xml``: orders for calendars and for what reads alerts.

They are read by programs that know no more than an address, a name and a password: beside what opens
every other address, a token may be the password of HTTP Basic (`identity.TAKES_BASIC`). No token is
ever part of an address: that would stand in the logs of every proxy on the way.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from responselevels.errors import NotServed
from responselevels.exports import atom, calendar, cap
from responselevels.exports.revisions import Orders, orders_in_register
from responselevels.models.orders import Order
from responselevels.models.times import Instant
from responselevels.server.http.answers import Ask, Asking, Plainly, PlainQuery
from responselevels.server.readings import Reading
from responselevels.server.settings import ServerSettings

router = APIRouter(include_in_schema=False)

_YEAR = timedelta(days=366)


class FeedQuery(Plainly):
    """Since when orders are told of."""

    since: Instant | None = Field(
        None, description="orders that hold then or later; left out: for a year"
    )


Feed = Annotated[FeedQuery, Query()]


@router.get("/calendar.ics")
def read_calendar(ask: Asking, query: Feed) -> Response:
    """Return the orders as a calendar."""
    reading, orders = _orders(ask, query)
    body = calendar.calendar_of(orders, ask.locale, at=reading.at, title=ask.served.title)
    return _answer(ask, body, calendar.MEDIA)


@router.get("/cap.atom")
def read_alerts(ask: Asking, query: Feed) -> Response:
    """Return the alerts on the orders as a feed, the newest first."""
    reading, orders = _orders(ask, query)
    profile = _settings(ask).alerts
    body = atom.feed_of(
        list(cap.messages_of(orders, profile)),
        orders.scheme,
        ask.locale,
        source=orders.source,
        at=reading.at,
        address=str(ask.request.url.replace(query="")),
        profile=profile,
    )
    return _answer(ask, body, atom.MEDIA)


@router.get("/cap/{identifier}.xml")
def read_alert(ask: Asking, identifier: str, _query: PlainQuery) -> Response:
    """Return one alert."""
    reading = ask.reading()
    orders, profile = _told(ask, reading), _settings(ask).alerts
    for message in cap.messages_of(orders, profile):
        if message.identifier == identifier:
            return _answer(ask, cap.alert_written(message, orders.scheme, profile), cap.MEDIA)
    raise NotServed("order", {"order": identifier})


def _orders(ask: Ask, query: FeedQuery) -> tuple[Reading, Orders]:
    reading = ask.reading()
    return reading, _told(ask, reading).since(query.since or reading.at - _YEAR)


def _told(ask: Ask, reading: Reading) -> Orders:
    """Return the orders that are theirs to read; of an exercise or an example, each as a drill."""
    settings = _settings(ask)
    drills = settings.drill or settings.demo

    def kept(order: Order) -> Order | None:
        if not reading.sight.touches(order):
            return None
        seen = reading.sight.order(order)
        return seen.model_copy(update={"drill": True}) if drills else seen

    return orders_in_register(reading.known, kept)


def _settings(ask: Ask) -> ServerSettings:
    settings: ServerSettings = ask.request.app.state.settings
    return settings


def _answer(ask: Ask, body: bytes, media: str) -> Response:
    return ask.text(body.decode(), media, mark=sha256(body).hexdigest()[:32])
