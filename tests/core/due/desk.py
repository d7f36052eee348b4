"""A county with two towns, and how its tests ask what is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from responselevels.core.due.asking import Beside
from responselevels.core.due.due import due
from responselevels.core.due.known import beside_orders
from responselevels.core.due.rows import Due
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.parts.deeds import Deed
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules

BEIJING = ZoneInfo("Asia/Shanghai")

START: dict[str, Any] = {
    "id": "start",
    "tier": "county",
    "to": ["III", "II"],
    "issuers": ["headquarters"],
}
RULES: dict[str, Any] = {
    "format": 1,
    "id": "flood",
    "sources": {"plan": {"title": "Plan"}},
    "levels": [{"id": "IV", "default": True}, {"id": "III"}, {"id": "II"}],
    "tiers": [{"id": "county"}, {"id": "town"}],
    "bodies": {
        "headquarters": {"tier": "county"},
        "mayor": {"tier": "county"},
        "hall": {"tier": "town"},
    },
    "transitions": [START, {"id": "town", "tier": "town", "to": ["III"], "issuers": ["hall"]}],
    "endings": [{"id": "stop", "tier": "county", "issuers": ["headquarters"]}],
}
AREAS = Areas.model_validate(
    {
        "areas": [
            {"id": "shuihe", "tier": "county"},
            {"id": "upper", "tier": "town", "parent": "shuihe"},
            {"id": "lower", "tier": "town", "parent": "shuihe"},
        ]
    }
)


def on(day: int, hour: int = 8, minute: int = 0, *, month: int = 6) -> datetime:
    """Return an instant of June 2026 in Beijing."""
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


def rules(**changes: Any) -> Rules:
    return Rules.model_validate({**RULES, **changes})


def starting(**changes: Any) -> Rules:
    """Return the rules whose transition `start` has *changes*."""
    return rules(transitions=[{**START, **changes}, RULES["transitions"][1]])


def order(**changes: Any) -> Order:
    """Return an order of the county from the 10th to the 20th, with *changes*."""
    start, end = changes.pop("start", on(10)), changes.pop("end", on(20))
    written: dict[str, Any] = {
        "id": "C-1",
        "area": "shuihe",
        "level": "III",
        "scope": ("shuihe",),
        "issuer": "headquarters",
        "issued_at": on(10, 6),
        "transition": "start",
        "period": {"start": start, "end": end},
    }
    return Order.model_validate({**written, **changes})


def town(**changes: Any) -> Order:
    """Return an order of the lower town, with *changes*."""
    mine = {"id": "L-1", "area": "lower", "scope": ("lower",), "issuer": "hall"}
    return order(**{**mine, "transition": "town", **changes})


def ended(at: datetime, **more: Any) -> dict[str, Any]:
    return {"ends": [{"at": at, **more}]}


def did(what: str, of: str, at: datetime, kind: str = "duty") -> Deed:
    """Return a deed: of a duty, unless *kind* says otherwise."""
    return Deed.model_validate({kind: what, "area" if kind == "does" else "order": of, "at": at})


def book(rules_: Rules, *orders: Order) -> OrderBook:
    return book_of(compile_scheme(rules_, AREAS), orders)


def asked(
    rules_: Rules,
    *orders: Order,
    at: datetime,
    days: float = 30,
    deeds: tuple[Deed, ...] = (),
    proposals: tuple[IssueProposal | EndProposal | RatifyProposal, ...] = (),
    **how: Any,
) -> tuple[Due, ...]:
    """Return what is due at *at*, and for some *days* after it."""
    known = book(rules_, *orders)
    beside = beside_orders(known, orders, zone=BEIJING, deeds=deeds, proposals=proposals)
    return due(known, beside, at=at, within=timedelta(days=days), **how)


def times(rows: tuple[Due, ...]) -> list[tuple[str, datetime | None, bool]]:
    """Return of each row what it is, when, and whether that has passed."""
    return [(row.kind, row.due, row.overdue) for row in rows]


def beside(**known: Any) -> Beside:
    return Beside(**known)
