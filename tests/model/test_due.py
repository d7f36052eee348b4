"""The core tells what is due as the reference engine does, in random worlds with random deeds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from responselevels.core.deciding.decide import decide
from responselevels.core.due.due import due
from responselevels.core.due.known import beside_orders
from responselevels.core.due.rows import Due
from responselevels.core.orders.book import book_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.orders import Order
from responselevels.models.parts.deeds import Deed
from responselevels.models.rules import Rules
from responselevels.testing.reference.world.due import Row
from responselevels.testing.reference.world.due import due as naive_due
from responselevels.testing.reference.world.ground import Ground
from tests.model import run
from tests.model.naive import World

pytestmark = pytest.mark.untraced

ZONES = [*map(ZoneInfo, ("Asia/Shanghai", "America/Sao_Paulo", "Pacific/Apia", "UTC"))]


def running(random: Random, world: World) -> Rules:
    """Return the rules of *world* with cadences, reviews and duties."""
    data = world.rules.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for number, rule in enumerate(data.get("transitions", ())):
        if random.random() < 0.6:
            rule["review"] = {"every": random.choice(("PT30M", "PT6H", "P1D"))}
        rule["duties"] = [_duty(random, f"d{number}_{n}") for n in range(random.randrange(3))]
    for ending in data.get("endings", ()):
        ending.pop("duties", None)
    data["zone"] = str(random.choice(ZONES))
    data["cadence"] = [
        {"id": f"c{n}", "tier": tier["id"], "do": "x", "every": random.choice(EVERY)}
        for n, tier in enumerate(data["tiers"])
    ]
    return Rules.model_validate(data)


EVERY = ("month", "quarter", "half_year", "year")


def _duty(random: Random, name: str) -> dict[str, Any]:
    duty: dict[str, Any] = {"do": "x", "even_if_ended": random.random() < 0.3}
    if random.random() < 0.8:
        duty["id"] = name
    if random.random() < 0.8:
        duty["within"] = random.choice(("PT15M", "PT2H", "P1D"))
    duty["counts_from"] = random.choice(("decision", "start", "end"))
    return duty


def moments(orders: tuple[Order, ...]) -> list[datetime]:
    """Return the instants that the orders name, and some about them."""
    named = [datetime(2026, 3, 1, tzinfo=UTC)]
    for order in orders:
        named += [order.issued_at, order.period.start]
        named += [end for end in (order.period.end, order.provisional_until) if end is not None]
        named += [end.at for end in order.ends]
    about = [timedelta(0), timedelta(microseconds=1), timedelta(hours=-1), timedelta(days=20)]
    return [instant + shift for instant in named for shift in about]


def deeds_of(random: Random, rules: Rules, world: World) -> list[Deed]:
    times = moments(world.orders)
    made: list[dict[str, Any]] = [
        {"does": cadence.id, "area": area.id}
        for cadence in rules.cadence
        for area in world.areas.areas
        if random.random() < 0.4
    ]
    for order in world.orders:
        for rule in rules.transitions:
            made += [{"review": rule.id, "order": order.id}] if random.random() < 0.3 else []
            made += [
                {"duty": duty.id, "order": order.id}
                for duty in rule.duties
                if duty.id is not None and random.random() < 0.4
            ]
    return [Deed.model_validate({**deed, "at": random.choice(times)}) for deed in made]


def plain(row: Due) -> Row:
    moves = tuple(sorted((fall.area, fall.from_level, fall.to_level) for fall in row.falls))
    of = (row.name,) if row.kind == "rules.expire" else (row.order, row.area, row.name)
    return Row(row.kind, row.due, row.overdue, of, moves, row.missed)


@pytest.mark.parametrize("batch", range(4))
def test_both_engines_find_the_same_due(batch: int) -> None:
    random, seen = Random(batch), Counter[str]()
    for world, _question in [*run.batch_of(2026, batch)][:60]:
        rules = running(random, world)
        zone = ZoneInfo(str(rules.zone))
        scheme = compile_scheme(rules, world.areas)
        deeds = deeds_of(random, rules, world)
        book = book_of(scheme, world.orders)
        beside = beside_orders(book, world.orders, zone=zone, deeds=deeds)
        at = random.choice(moments(world.orders))
        within = random.choice((timedelta(0), timedelta(hours=3), timedelta(days=40)))
        rows = [plain(row) for row in due(book, beside, at=at, within=within)]
        ground = Ground(rules, world.areas)
        assert Counter(rows) == Counter(naive_due(ground, world.orders, deeds, at, within, zone))
        seen.update(row.kind for row in rows)
    assert {"order.runs_out", "order.lapses", "duty", "review", "cadence"} <= set(seen)


def test_what_is_due_weighs_in_no_decision() -> None:
    random = Random(7)
    for world, question in [*run.batch_of(2026, 1)][:60]:
        schemes = [
            compile_scheme(one, world.areas) for one in (_bare(world), running(random, world))
        ]
        plain_, with_due = (
            decide(scheme, book_of(scheme, world.orders), question.proposal, question.at)
            for scheme in schemes
        )
        same = replace(with_due, rules_digest=plain_.rules_digest, duties=plain_.duties)
        assert same == plain_


def _bare(world: World) -> Rules:
    """Return the rules of *world* without duties, which `running` puts others in place of."""
    data = world.rules.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for rule in (*data.get("transitions", ()), *data.get("endings", ())):
        rule.pop("duties", None)
    return Rules.model_validate(data)
