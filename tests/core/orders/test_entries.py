"""What cannot stand in a list of orders: every problem, whole, with its place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given

from responselevels.core.orders.book import book_of
from responselevels.core.orders.entries import Entry, entries_of, held_until
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.orders import Orders
from tests.core.desk import approval, scheme_of
from tests.laws.strategies import scenes
from tests.model.scenes import Data, at, on, order
from tests.model.shrink import Scene

SCHEME = scheme_of()


def held(name: str, **more: Any) -> Data:
    return {**order(name, "north", "red", (4, 9), issuer="city_hall"), **more}


def said(*orders: Data, file: str | None = None) -> list[str]:
    listed = Orders.model_validate({"orders": list(orders)}).orders
    with pytest.raises(InputError) as caught:
        book_of(SCHEME, listed, file=file)
    return caught.value.worded().split("\n")


@given(scenes())
def test_an_order_that_is_plain_is_read_as_it_is_name_by_name(scene: Scene) -> None:
    scheme = compile_scheme(scene.world.rules, scene.world.areas)
    read = entries_of(scheme, scene.world.orders)
    with patch("responselevels.core.orders.entries.read_shortly", return_value=None):
        assert entries_of(scheme, scene.world.orders) == read


def test_an_id_used_twice_is_reported_with_its_first_use() -> None:
    assert said(held("N-1"), held("N-2"), held("N-1"), file="orders.yaml") == [
        "orders.yaml: orders[2].id: the id `N-1` is used already, at orders[0].id; choose another"
    ]


def test_an_order_issued_before_the_one_above_it_is_reported() -> None:
    listed = (held("N-1", issued_at=on(2)), held("N-2"), held("N-3", issued_at=on(1, 1)))
    assert said(*listed) == [
        (
            "orders[1].issued_at: `N-2` was issued at 2026-02-01 00:00+08:00, before `N-1`, "
            "which stands above it; list orders in order of issue"
        )
    ]


def test_orders_issued_at_one_instant_may_stand_in_any_order() -> None:
    listed = Orders.model_validate({"orders": [held("N-2"), held("N-1")]}).orders
    assert [entry.id for entry in entries_of(SCHEME, listed)] == ["N-2", "N-1"]


@pytest.mark.parametrize("end", [on(4), on(3)])
def test_an_empty_period_is_reported(end: str) -> None:
    assert said(held("N-1", period={"start": on(4), "end": end})) == [
        (
            "orders[0].period.end: the period of `N-1` ends before or as it begins; "
            "let its end be later than its start"
        )
    ]


def test_an_empty_scope_is_reported_of_an_order_and_of_its_ends() -> None:
    ends = [{"at": on(5)}, {"at": on(5), "scope": []}]
    assert said(held("N-1", scope=[]), held("N-2", ends=ends)) == [
        "orders[0].scope: the scope of `N-1` is empty; name at least one area",
        "orders[1].ends[1].scope: the scope of `N-2` is empty; name at least one area",
    ]


def test_every_unknown_name_is_reported_with_its_path_and_the_nearest_known_one() -> None:
    misspelt = held(
        "N-1",
        area="nort",
        level="rot",
        scope=["lane", "lone"],
        issuer="cityhall",
        transition="city_ordr",
        ends=[{"at": on(5), "scope": ["mil"]}],
        assessment={"by": "offic", "with": ["polise"], "at": on(1)},
        approvals=[approval("bord", area="hom")],
    )
    found = [(line.partition(": ")[0], line.rpartition("; ")[2]) for line in said(misspelt)]
    assert found == [
        ("orders[0].area", "did you mean `north`?"),
        ("orders[0].scope[1]", "did you mean `lane`?"),
        ("orders[0].issuer", "did you mean `city_hall`?"),
        ("orders[0].transition", "did you mean `city_order`?"),
        ("orders[0].assessment.by", "did you mean `office`?"),
        ("orders[0].assessment.with[0]", "did you mean `police`?"),
        ("orders[0].approvals[0].body", "did you mean `board`?"),
        ("orders[0].approvals[0].area", "did you mean `home`?"),
        ("orders[0].level", "known: `green`, `yellow`, `orange` and `red`"),
        ("orders[0].ends[0].scope[0]", "did you mean `mill`?"),
    ]


def test_an_entry_holds_numbers_for_names_and_microseconds_for_instants() -> None:
    ends = [{"at": on(8)}, {"at": on(6), "scope": ["mill", "lane", "mill"]}]
    more: Data = {
        "scope": ["mill", "lane", "mill"],
        "ends": ends,
        "drill": True,
        "proposer": "li.na",
    }
    listed = [held("N-0"), held("N-1", **more, provisional_until=on(7), transition="city_order")]
    _, entry = entries_of(SCHEME, Orders.model_validate({"orders": listed}).orders)
    streets = tuple(SCHEME.tree.numbers[name] for name in ("lane", "mill"))
    assert entry == Entry(
        number=1,
        id="N-1",
        area=SCHEME.tree.numbers["north"],
        rank=3,
        scope=streets,
        start=micros_of(at(4)),
        end=micros_of(at(9)),
        issued=micros_of(at(1)),
        transition="city_order",
        drill=True,
        lapse=micros_of(at(7)),
        ends=((micros_of(at(8)), None), (micros_of(at(6)), streets)),
        persons=("li.na",),
        issuer="city_hall",
        proposer="li.na",
        offset=timedelta(hours=8),
    )


def test_without_an_end_an_order_lasts_for_ever() -> None:
    listed = [order("N-1", "north", "red", (4, None), issuer="city_hall")]
    (entry,) = entries_of(SCHEME, Orders.model_validate({"orders": listed}).orders)
    assert (entry.end, entry.lapse, entry.ends) == (FOREVER, None, ())


@pytest.mark.parametrize(
    ("more", "place", "until"),
    [
        ({}, "lane", 9),
        ({"provisional_until": on(7)}, "lane", 7),
        ({"provisional_until": on(12)}, "lane", 9),
        ({"ends": [{"at": on(6)}]}, "lane", 6),
        ({"ends": [{"at": on(12)}]}, "lane", 9),
        ({"ends": [{"at": on(8)}, {"at": on(6)}, {"at": on(7)}]}, "lane", 6),
        ({"ends": [{"at": on(2)}]}, "lane", 2),
        ({"ends": [{"at": on(6), "scope": ["lane"]}]}, "lane", 6),
        ({"ends": [{"at": on(6), "scope": ["lane"]}]}, "mill", 9),
        ({"ends": [{"at": on(6), "scope": ["lane"]}]}, "north", 9),
        ({"ends": [{"at": on(6), "scope": ["mill", "north"]}]}, "lane", 6),
        ({"provisional_until": on(7), "ends": [{"at": on(6)}]}, "lane", 6),
        ({"provisional_until": on(5), "ends": [{"at": on(6)}]}, "lane", 5),
    ],
)
def test_an_order_holds_until_it_runs_out_lapses_or_is_ended_there(
    more: Data, place: str, until: int
) -> None:
    (entry,) = entries_of(SCHEME, Orders.model_validate({"orders": [held("N-1", **more)]}).orders)
    where = SCHEME.tree.numbers[place]
    assert held_until(entry, where, SCHEME.tree) == micros_of(at(until))


def test_an_end_that_was_decided_before_the_order_was_issued_is_reported() -> None:
    (sentence,) = said(held("N-1", ends=[{"at": on(5), "decided_at": "2020-01-01T00:00Z"}]))
    assert sentence.startswith("orders[0].ends[0].decided_at: ")
