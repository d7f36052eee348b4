"""Orders that are told of in tests: one of each kind, and one with names that mean to break out."""

from __future__ import annotations

from datetime import UTC, datetime

from responselevels import Areas, Order, Rules, compile_scheme
from responselevels.core.orders.book import book_of
from responselevels.exports.revisions import Orders, orders_in_book
from responselevels.reports.frame.wording import Locale

NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)
EVIL = 'x\'"<&]]>\\;,:*|=1+1,"a"'
"""An id with the marks of every grammar that it is written in."""
UNSEEN = "a\r\nDTEND:20300101T000000Z\x00\x1b[31m\u2028\u202eb"
"""A text that begins a line of its own, acts on a terminal, and turns its direction."""

RULES = Rules.model_validate(
    {
        "format": 1,
        "id": "port",
        "levels": [
            {"id": "calm", "title": {"en": "Calm", "zh": "常态"}, "default": True},
            {"id": "alert", "title": {"en": "Alert", "zh": "戒备"}},
            {"id": EVIL, "title": UNSEEN},
        ],
        "tiers": [{"id": "port"}, {"id": "quay"}],
        "bodies": {"master": {"tier": "port", "title": {"en": "Harbour master", "zh": "港务长"}}},
        "transitions": [
            {"id": "raise", "tier": "port", "to": ["alert", EVIL], "issuers": ["master"]}
        ],
    }
)
AREAS = Areas.model_validate(
    {
        "areas": [
            {"id": "port", "tier": "port", "title": {"en": "The port", "zh": "港区"}},
            {
                "id": "north",
                "tier": "quay",
                "parent": "port",
                "title": {"en": "North quay", "zh": "北码头"},
            },
            {"id": EVIL, "tier": "quay", "parent": "port", "title": UNSEEN},
        ]
    }
)


def order(name: str, start: str, end: str | None, **more: object) -> Order:
    return Order.model_validate(
        {
            "id": name,
            "area": "port",
            "level": "alert",
            "scope": ["port"],
            "period": {"start": at(start)} | ({} if end is None else {"end": at(end)}),
            "issuer": "master",
            "issued_at": at("01T08:00"),
            **more,
        }
    )


def at(when: str) -> str:
    return f"2026-03-{when}+08:00"


PLAIN = order("O-1", "02T08:00", "05T08:00")
SHORTER = order(
    "O-2", "02T08:00", "09T08:00", ends=[{"at": at("06T08:00"), "decided_at": at("05T08:00")}]
)
CALLED_OFF = order(
    "O-3", "07T08:00", "09T08:00", ends=[{"at": at("06T08:00"), "decided_at": at("05T08:00")}]
)
WAITING = order("O-4", "01T09:00", "09T08:00", provisional_until=at("01T12:30"))
DRILL = order("O-5", "02T08:00", "03T08:00", drill=True)
OPEN = order("O-6", "02T08:00", None)
HOSTILE = order(EVIL, "02T08:00", "05T08:00", level=EVIL, scope=[EVIL, "north"], reason=UNSEEN)
IN_PART = order(
    "O-7",
    "02T08:00",
    "09T08:00",
    ends=[{"at": at("06T08:00"), "scope": ["north"], "decided_at": at("06T08:00")}],
)
ALL = (PLAIN, SHORTER, CALLED_OFF, WAITING, DRILL, OPEN, HOSTILE, IN_PART)


def orders(*told: Order) -> Orders:
    """Return *told* as they are exported, or one of each kind."""
    scheme = compile_scheme(RULES, AREAS)
    return orders_in_book(book_of(scheme, told or ALL), told or ALL)


def locale(lang: str = "en") -> Locale:
    return Locale(lang, compile_scheme(RULES, AREAS).titles)
