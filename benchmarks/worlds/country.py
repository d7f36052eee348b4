"""A made-up country of any size: a province, cities, counties, units; and histories of any length.

Areas are `p`, `c0`…, `k0`… (counties) and `u0`… (units). Levels are calm, watch, alert, emergency.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from responselevels.core.orders.entries import Entry
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Order, Period
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules

TIERS = ("province", "city", "county", "unit")
LEVELS = ("calm", "watch", "alert", "emergency")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = datetime(2020, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MICROS_A_DAY = 86_400_000_000


def country_rules(counts: str = "covering", tiers: tuple[str, ...] = TIERS, **more: Any) -> Rules:
    """Return rules by which an office of each tier may order any level, not beneath its floor."""
    return Rules.model_validate(
        {
            "format": 1,
            "id": "country",
            "levels": [{"id": level, "default": level == LEVELS[0]} for level in LEVELS],
            "tiers": [{"id": tier} for tier in tiers],
            "bodies": {f"{tier}_office": {"tier": tier} for tier in tiers},
            "transitions": [
                {
                    "id": f"{tier}_order",
                    "tier": tier,
                    "to": LEVELS[1:],
                    "issuers": [f"{tier}_office"],
                    "requires": {"period": "open"},
                }
                for tier in tiers
            ],
            "endings": [
                {"id": f"{tier}_end", "tier": tier, "issuers": [f"{tier}_office"]} for tier in tiers
            ],
            "floors": [
                {"id": f"{tier}_floor", "tier": tier, "counts": counts} for tier in tiers[1:]
            ],
            **more,
        }
    )


def area_rows(
    count: int, *, cities: int = 14, counties: int = 140
) -> Iterator[tuple[str, str, str]]:
    """Yield id, tier and parent ("": none) of *count* areas in all."""
    yield "p", "province", ""
    for number in range(cities):
        yield f"c{number}", "city", "p"
    for number in range(counties):
        yield f"k{number}", "county", f"c{number % cities}"
    for number in range(count - 1 - cities - counties):
        yield f"u{number}", "unit", f"k{number % counties}"


def country_areas(count: int, **shape: int) -> Areas:
    """Return *count* areas."""
    rows = area_rows(count, **shape)
    return Areas(areas=tuple(Area(id=i, tier=t, parent=p or None) for i, t, p in rows))


def country(count: int, *, rules: Rules | None = None, **shape: int) -> Scheme:
    """Return a compiled scheme with *count* areas."""
    return compile_scheme(rules or country_rules(), country_areas(count, **shape))


# -- histories ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """An order of a history: *area* for *scope*, a rank, and days from the start: *begin* to *end*."""

    area: str
    scope: str
    rank: int
    begin: float
    end: float | None


def history(
    names: dict[str, list[str]],
    count: int,
    *,
    days: int = 1000,
    province: int = 2,
    above: tuple[int, ...] = (1,),
) -> Iterator[HistoryRow]:
    """Yield *count* orders over *days* days, each of a tenth of them: a tenth are in force at a time.

    The province orders one rank for good, first of all: "alert". Most orders are a unit's for itself,
    at "watch" or "emergency"; some a county's or a city's for itself, of the ranks *above*.
    """
    rng = random.Random(2)
    yield HistoryRow("p", "p", province, 0, None)
    length = days // 10
    for number in range(count - 1):
        draw, begin = rng.random(), number * days // count
        tier = "unit" if draw < 0.90 else "county" if draw < 0.98 else "city"
        area = rng.choice(names[tier])
        rank = rng.choice((1, 1, 3)) if tier == "unit" else rng.choice(above)
        yield HistoryRow(area, area, rank, begin, begin + length)


def permitted(names: dict[str, list[str]], count: int) -> Iterator[HistoryRow]:
    """Yield a history of which the floor denies about a tenth."""
    return history(names, count, province=1, above=(*[1] * 9, 2))


def names_of(scheme: Scheme) -> dict[str, list[str]]:
    """Return the ids of all areas, by tier."""
    tiers = [tier.id for tier in scheme.rules.tiers]
    found: dict[str, list[str]] = {tier: [] for tier in tiers}
    for area, tier in zip(scheme.tree.ids, scheme.tree.tiers, strict=True):
        found[tiers[tier]].append(area)
    return found


def entries(scheme: Scheme, rows: Iterator[HistoryRow]) -> Iterator[Entry]:
    """Yield entries of *rows* as reading orders would, without models in between.

    An order is issued at the noon before it begins.
    """
    numbers, tiers = scheme.tree.numbers, [tier.id for tier in scheme.rules.tiers]
    base = (START - EPOCH) // timedelta(microseconds=1)
    for number, row in enumerate(rows):
        area = numbers[row.area]
        tier = tiers[scheme.tree.tiers[area]]
        start = base + int(row.begin * MICROS_A_DAY)
        yield Entry(
            number=number,
            id=f"O-{number}",
            area=area,
            rank=row.rank,
            scope=(numbers[row.scope],),
            start=start,
            end=FOREVER if row.end is None else base + int(row.end * MICROS_A_DAY),
            issued=start - MICROS_A_DAY // 2,
            transition=f"{tier}_order",
            drill=False,
            lapse=None,
            ends=(),
            issuer=f"{tier}_office",
        )


def order(  # noqa: PLR0917 - what every order has
    number: int,
    tier: str,
    area: str,
    level: str,
    begin: datetime,
    end: datetime | None,
    **more: Any,
) -> Order:
    """Return an order of an office for its own area, or for the *scope* in *more*."""
    return Order(
        id=f"O-{number}",
        area=area,
        level=level,
        scope=more.pop("scope", (area,)),
        period=Period(start=begin, end=end),
        issuer=f"{tier}_office",
        issued_at=more.pop("issued_at", begin - 12 * HOUR),
        transition=f"{tier}_order",
        **more,
    )


def proposal(  # noqa: PLR0917 - what every proposal has
    name: str, tier: str, area: str, level: str, begin: datetime, end: datetime | None, **more: Any
) -> IssueProposal:
    """Return a proposal of an office for its own area, or for the *scope* in *more*."""
    return IssueProposal(
        id=name,
        area=area,
        level=level,
        scope=more.pop("scope", (area,)),
        period=Period(start=begin, end=end),
        issuer=f"{tier}_office",
        **more,
    )
