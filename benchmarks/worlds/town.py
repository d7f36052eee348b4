"""The small world that peers decide too: the Xixian rules, five new cities with streets, 24 orders."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.models.proposals import IssueProposal

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
AT = START + 12 * HOUR
"""The instant at which everything is decided."""
CITIES = ("konggang", "fengdong", "qinhan", "fengxi", "jinghe")


def town_areas() -> Areas:
    """Return the new area, five new cities, and three streets in each: 21 areas."""
    areas = [Area(id="xixian", tier="new_area")]
    for city in CITIES:
        areas.append(Area(id=city, tier="new_city", parent="xixian"))
        areas += [Area(id=f"{city}-{n}", tier="street", parent=city) for n in range(3)]
    return Areas(areas=tuple(areas))


def an_order(number: int, area: str, scope: str, level: str, begin: datetime) -> Order:  # noqa: PLR0917
    """Return an order of a day."""
    new_area = area == "xixian"
    return Order(
        id=f"O-{number}",
        area=area,
        level=level,
        scope=(scope,),
        period=Period(start=begin, end=begin + 24 * HOUR),
        issuer="safety_office" if new_area else "city_management",
        issued_at=begin - HOUR,
        transition="activate" if new_area else "city_order",
    )


def town_orders(rng: random.Random) -> list[Order]:
    """Return 24 standing orders: 12 of the new area, 12 of its cities."""
    orders = []
    for number in range(24):
        city = CITIES[number % len(CITIES)]
        scope = city if number % 4 else f"{city}-{number % 3}"
        begin = START + (13 + number) * HOUR
        order = an_order(number, city if number % 2 else "xixian", scope, rng.choice("321"), begin)
        orders.append(order.model_copy(update={"issued_at": START + number * HOUR / 2}))
    return orders


def town_proposals(
    areas: Areas, at: datetime, count: int, rng: random.Random
) -> list[IssueProposal]:
    """Return *count* proposals: half of cities for themselves or a street, half of the new area."""
    cities = [area.id for area in areas.areas if area.tier == "new_city"]
    streets = {city: [a.id for a in areas.areas if a.parent == city] for city in cities}
    made = []
    for number in range(count):
        city = rng.choice(cities)
        street = rng.choice(streets[city])
        whole = rng.random() < 0.5
        new_area = number % 2 == 0
        begin = at + rng.randrange(1, 12) * HOUR
        scope = ("xixian" if number % 10 == 0 else city) if new_area and whole else street
        made.append(
            IssueProposal(
                id=f"P-{number}",
                area="xixian" if new_area else city,
                level=rng.choice("321"),
                scope=(scope if new_area or not whole else city,),
                period=Period(start=begin, end=begin + rng.randrange(1, 48) * HOUR),
                issuer="safety_office" if new_area else "city_management",
                assessment=Assessment(by="safety_office", with_=("public_security",), at=at),
                approvals=(Approval(body="governance_committee", at=at),)
                if rng.random() < 0.8
                else (),
            )
        )
    return made
