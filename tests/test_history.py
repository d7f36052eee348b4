"""The histories of `examples/history`: their timelines are the levels that were published."""

from __future__ import annotations

import csv
import re
import runpy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from responselevels import (
    Orders,
    Register,
    Scheme,
    audit,
    compile_scheme,
    load_areas,
    load_book,
    load_orders,
    load_rules,
)
from responselevels.core.orders.holdings import level_at
from tests.goldens import assert_golden

ROOT = Path(__file__).resolve().parents[1]
HISTORY = ROOT / "examples" / "history"


@dataclass(frozen=True)
class Published:
    """What was published of one area, and track: from when on which level; None: not known."""

    history: str
    orders: str
    area: str
    track: str | None
    levels: tuple[tuple[str, str | None], ...] = ()

    @property
    def rules(self) -> str:
        return self.orders.replace("orders", "rules")

    def __str__(self) -> str:
        return "-".join(filter(None, (self.history, self.area, self.track, self.orders)))


def published() -> Iterator[Published]:
    with (HISTORY / "published.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    found: dict[Published, list[tuple[str, str | None]]] = {}
    for row in rows:
        of = Published(row["history"], row["orders"], row["area"], row["track"] or None)
        found.setdefault(of, []).append((row["from"], row["level"] or None))
    return (replace(of, levels=tuple(levels)) for of, levels in found.items())


CASES = [*published()]
TICK = timedelta(microseconds=1)


def scheme_of(said: Published) -> Scheme:
    folder = HISTORY / said.history
    rules = load_rules(folder / said.rules)
    return compile_scheme(rules, load_areas(folder / "areas.yaml", rules))


def orders_of(said: Published) -> Orders:
    zone = load_rules(HISTORY / said.history / said.rules).zone
    return load_orders(HISTORY / said.history / said.orders, zone)


def steps(said: Published) -> list[tuple[datetime, str | None]]:
    """Return when a level was published to hold from, and which, in order of time."""
    zone = ZoneInfo(str(scheme_of(said).rules.zone))
    times = [(datetime.fromisoformat(day), level) for day, level in said.levels]
    return [(at if at.tzinfo else at.replace(tzinfo=zone), level) for at, level in times]


@pytest.mark.parametrize("said", CASES, ids=str)
def test_a_timeline_has_the_published_levels_from_the_published_dates_on(said: Published) -> None:
    folder = HISTORY / said.history
    rules = load_rules(folder / said.rules)
    register = Register(rules, load_areas(folder / "areas.yaml", rules), orders_of(said))
    expected = steps(said)
    spans = register.timeline(said.area, expected[0][0], None, track=said.track)
    moves: list[tuple[datetime, str | None]] = []
    for span in spans:
        if not moves or moves[-1][1] != span.level:
            moves.append((span.start, span.level))
    assert moves == expected


@pytest.mark.parametrize("said", CASES, ids=str)
def test_just_before_each_date_the_level_before_still_held(said: Published) -> None:
    book = load_book(HISTORY / said.history / said.orders, scheme_of(said))
    for (_, before), (at, level) in pairwise(steps(said)):
        held = (level_at(book, said.area, when, track=said.track) for when in (at - TICK, at))
        assert [one.level for one in held] == [before, level]


@pytest.mark.parametrize("said", CASES, ids=str)
def test_every_order_is_recorded_with_its_source_and_how_that_was_seen(said: Published) -> None:
    for order in orders_of(said).orders:
        assert order.recorded is not None
        assert order.recorded.source
        assert order.recorded.seen in {"official", "mirror"}


@pytest.mark.parametrize("said", CASES, ids=str)
def test_no_order_of_a_history_is_held_against_it(said: Published) -> None:
    orders = orders_of(said).orders
    found = {
        order.id: sorted(one.code for one in decision.findings if one.code != "level.lowers")
        for order, decision in audit(scheme_of(said), orders)
    }
    late = {"UK-16": ["record.late"]} if said.history == "uk" else {}
    unstated = {one.id: ["record.unstated"] for one in orders if one.issuer is None}
    assert {name: codes for name, codes in found.items() if codes} == {**unstated, **late}


def test_every_list_of_orders_of_a_history_is_held_to_what_was_published() -> None:
    for folder in {said.history for said in CASES}:
        listed = {path.name for path in (HISTORY / folder).glob("orders*.yaml")}
        assert listed == {said.orders for said in CASES if said.history == folder}


def test_the_picture_in_the_pages_is_the_one_that_the_script_draws() -> None:
    drawn = runpy.run_path(str(HISTORY / "picture.py"))["picture"]()
    assert_golden(ROOT / "docs" / "history.svg", drawn)
    assert len(re.findall("<path d=.M[^>]*stroke-width", drawn)) == 6
