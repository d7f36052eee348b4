"""Rules and areas change over the years: standing orders are carried over, history stays readable."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from responselevels.core.digests import rules_digest
from responselevels.core.orders.causes import Cause, CauseKind
from responselevels.core.orders.holdings import Holding, LevelSpan
from responselevels.errors import InputError
from responselevels.models.decisions import NotPermitted
from responselevels.models.rules import Rules
from responselevels.register.log.events import Head, events_of
from tests.register import duty
from tests.register.duty import (
    adopted,
    areas,
    at,
    ending_of,
    fields_of,
    made,
    opened,
    order_of,
    ward_order,
)

FOUR = ("district", "district", None), ("north", "ward", "district"), ("south", "ward", "district")


def span(start: float, end: float | None, level: str, *orders: str) -> LevelSpan:
    until = None if end is None else at(end)
    return LevelSpan(start=at(start), end=until, level=level, orders=orders)


def changed(**more: Any) -> Rules:
    return Rules.model_validate({**duty.RULES.model_dump(by_alias=True), **more})


@pytest.fixture
def clock() -> Any:
    return duty.clock()


def test_a_decision_is_made_under_the_rules_of_its_day_and_says_which(
    sqlite_url: str, clock: Any
) -> None:
    register = made(sqlite_url, clock)
    stricter = changed(floors=[{"id": "ward_floor", "tier": "ward", "counts": "issued"}])
    duty.issued(register, order_of("P-1", level="closed", scope=["south"]))
    register.issue(ward_order("P-2", level="watch"))
    clock.at = at(1)
    adopted(register, rules=stricter)
    with pytest.raises(NotPermitted) as raised:
        register.issue(ward_order("P-3", level="watch"))
    assert [found.code for found in raised.value.decision.findings] == ["floor.less_severe"]
    (before,), (after,) = register.decisions("P-2"), register.decisions("P-3")
    assert fields_of(before)["rules"] == rules_digest(duty.RULES)
    assert fields_of(after)["rules"] == rules_digest(stricter)
    adoptions = [e for e in events_of(register.store.lines(), Head()) if e.kind == "adoption"]
    assert [fields_of(event)["changed"] for event in adoptions] == [["rules", "areas"], ["rules"]]
    assert register.replay() == []
    assert opened(sqlite_url).state_digest == register.state_digest
    with pytest.raises(NotPermitted) as again:
        register.issue(ward_order("P-4", level="watch"), key="k")
    with pytest.raises(NotPermitted) as once_more:
        register.issue(ward_order("P-4", level="watch"), key="k")
    assert again.value.decision == once_more.value.decision


def test_a_renamed_area_keeps_its_orders_and_its_past(sqlite_url: str, clock: Any) -> None:
    register = made(sqlite_url, clock)
    register.issue(ward_order("P-1", start=1, end=10))
    clock.at = at(5)
    renamed = areas(FOUR[0], ("harbour", "ward", "district"), FOUR[2])
    register.adopt(areas=renamed, renamed={"north": "harbour"})
    assert register.timeline("harbour", at(0), at(12)) == (
        span(0, 1, "calm"),
        span(1, 10, "watch", "P-1"),
        span(10, 12, "calm"),
    )
    assert register.timeline("north", at(0), at(12)) == (
        span(0, 1, "calm"),
        span(1, 5, "watch", "P-1"),
    )
    assert register.level("harbour", at=at(2)) == Holding("watch", ("P-1",))
    assert register.level("north", at=at(2)) == Holding("watch", ("P-1",))
    with pytest.raises(InputError) as raised:
        register.level("north", at=at(6))
    assert str(raised.value) == (
        "area: there was no area `north` at 2026-03-01 06:00Z; ask for what it was part of, "
        "or for a later time"
    )
    end = register.end(ending_of("E-1", "P-1", 6))
    (ended,) = end.ends
    assert (ended.at, ended.scope, ended.decided_at) == (
        at(6),
        None,
        at(5) + timedelta(microseconds=1),
    )
    assert register.level("harbour", at=at(7)) == Holding("calm", ())
    assert register.order("P-1").area == "north"
    assert register.replay() == []


def test_merged_areas_hold_what_was_ordered_for_any_of_them(sqlite_url: str, clock: Any) -> None:
    register = made(sqlite_url, clock)
    register.issue(ward_order("P-1", level="alert", start=1, end=10))
    register.issue(ward_order("P-2", level="watch", start=1, end=12, ward="south"))
    clock.at = at(5)
    adopted(
        register,
        areas=areas(FOUR[0], ("riverside", "ward", "district")),
        merged={"north": "riverside", "south": "riverside"},
    )
    assert register.timeline("riverside", at(0), at(14)) == (
        span(5, 12, "watch", "P-2"),
        span(12, 14, "calm"),
    )
    assert register.replay() == []


def test_an_area_that_was_split_off_or_added_has_no_level_before(
    sqlite_url: str, clock: Any
) -> None:
    register = made(sqlite_url, clock)
    duty.issued(register, order_of("P-1", start=1, end=10))
    clock.at = at(5)
    register.adopt(areas=areas(*FOUR, ("east", "ward", "district")))
    assert register.timeline("east", at(0), at(12)) == (
        span(5, 10, "alert", "P-1"),
        span(10, 12, "calm"),
    )
    with pytest.raises(InputError):
        register.level("east", at=at(4))
    with pytest.raises(InputError):
        register.timeline("east", at(1), at(4))
    assert [change.to_level for change in register.transitions("east", at(0), None)] == ["calm"]
    assert register.floor("east", at=at(6)) == Holding("alert", ("P-1",))


def test_an_area_moves_under_another(sqlite_url: str, clock: Any) -> None:
    two = areas(*FOUR, ("region", "district", None))
    register = made(sqlite_url, clock, areas=two)
    duty.issued(register, order_of("P-1", start=1, end=10))
    clock.at = at(5)
    moved = areas(FOUR[0], ("north", "ward", "region"), FOUR[2], ("region", "district", None))
    adopted(register, areas=moved)
    assert register.timeline("north", at(0), at(12)) == (
        span(0, 1, "calm"),
        span(1, 5, "alert", "P-1"),
        span(5, 12, "calm"),
    )
    changes = register.transitions("north", at(0), at(12))
    assert [(change.at, change.from_level, change.to_level) for change in changes] == [
        (at(1), "calm", "alert"),
        (at(5), "alert", "calm"),
    ]
    assert [change.causes for change in changes] == [
        (Cause(kind=CauseKind.START, order="P-1"),),
        (),
    ]


def test_an_order_that_is_not_over_keeps_its_area_and_its_level(
    sqlite_url: str, clock: Any
) -> None:
    register = made(sqlite_url, clock)
    register.issue(ward_order("P-1", level="closed", start=1, end=10))
    size = register.head.size
    fewer = [level for level in duty.RULES.model_dump()["levels"] if level["id"] != "closed"]
    texts = duty.RULES.model_dump(by_alias=True)
    for transition in texts["transitions"]:
        transition["to"] = [level for level in transition["to"] if level != "closed"] or ["alert"]
    milder = Rules.model_validate({**texts, "levels": fewer})
    for what, message in (
        (
            {"areas": areas(FOUR[0], FOUR[2])},
            (
                "orders.P-1: `P-1` is not over and names `north`, which is no more; "
                "say what became of the area, or end the order first"
            ),
        ),
        (
            {"rules": milder},
            (
                "orders.P-1: `P-1` is not over and has `closed`, which is no more; "
                "keep the level, or end the order first"
            ),
        ),
        (
            {"areas": areas(*FOUR), "renamed": {"nort": "north"}},
            (
                "renamed.nort: unknown area `nort`; known: `district`, `north` and `south`; "
                "did you mean `north`?"
            ),
        ),
        (
            {"areas": areas(*FOUR), "renamed": {"north": "nowhere"}},
            "renamed.north: unknown area `nowhere`; known: `district`, `north` and `south`",
        ),
    ):
        with pytest.raises(InputError) as raised:
            register.adopt(**what)
        assert str(raised.value) == message
    assert register.head.size == size
    clock.at = at(10)
    register.adopt(rules=milder, areas=areas(FOUR[0], FOUR[2]))
    assert register.orders[0].id == "P-1"
    assert register.level("north", at=at(5)) == Holding("closed", ("P-1",))
    with pytest.raises(InputError):
        register.end(ending_of("E-1", "P-1", 11))
    assert register.replay() == []


def test_an_order_may_not_lose_a_place_it_names(sqlite_url: str, clock: Any) -> None:
    register = made(sqlite_url, clock, areas=areas(*FOUR, ("region", "district", None)))
    duty.issued(register, order_of("P-1", start=1, end=10, scope=["north", "south"]))
    moved = areas(FOUR[0], ("north", "ward", "region"), FOUR[2], ("region", "district", None))
    with pytest.raises(InputError) as raised:
        register.adopt(areas=moved)
    assert str(raised.value) == (
        "orders.P-1: `P-1` is not over and holds in `north`, which its issuing area would no longer "
        "cover; end the order there first"
    )


def test_what_was_known_before_an_adoption_stays_as_it_was(sqlite_url: str, clock: Any) -> None:
    register = made(sqlite_url, clock)
    register.issue(ward_order("P-1", start=1, end=10))
    clock.at = at(3)
    renamed = areas(FOUR[0], ("harbour", "ward", "district"), FOUR[2])
    register.adopt(areas=renamed, renamed={"north": "harbour"})
    clock.at = at(4)
    register.end(ending_of("E-1", "P-1", 5))
    before = register.as_known_at(at(2))
    assert before.level("north", at=at(6)) == Holding("watch", ("P-1",))
    with pytest.raises(InputError):
        before.level("harbour", at=at(6))
    between = register.as_known_at(at(3.5))
    assert between.level("harbour", at=at(6)) == Holding("watch", ("P-1",))
    assert register.level("harbour", at=at(6)) == Holding("calm", ())


def test_two_areas_may_exchange_their_names(sqlite_url: str, clock: Any) -> None:
    register = made(sqlite_url, clock)
    register.issue(ward_order("P-1", start=1, end=10))
    clock.at = at(3)
    swapped = {"north": "south", "south": "north"}
    (row,) = duty.adopted(register, areas=areas(*FOUR), renamed=swapped)
    assert row["what"] == "level"
    assert (row["area"], row["from"], row["to"]) == ("north", "watch", "calm")
    assert register.level("south", at=at(2)) == Holding("watch", ("P-1",))
    assert register.level("south", at=at(4)) == Holding("watch", ("P-1",))
    assert register.level("north", at=at(2)) == Holding("calm", ())
    assert register.level("north", at=at(4)) == Holding("calm", ())


def test_partly_ended_orders_are_carried_over_with_their_ends(sqlite_url: str, clock: Any) -> None:
    register = made(sqlite_url, clock)
    duty.issued(register, order_of("P-1", start=1, end=10))
    ending = ending_of("E-1", "P-1", 4, issuer="office", scope=["north"])
    clock.at = at(1)
    register.propose(ending)
    register.approve("E-1", duty.approval(hours=1))
    register.end("E-1")
    clock.at = at(2)
    register.adopt(
        areas=areas(FOUR[0], ("harbour", "ward", "district"), FOUR[2]), renamed={"north": "harbour"}
    )
    assert register.timeline("harbour", at(0), at(12)) == (
        span(0, 1, "calm"),
        span(1, 4, "alert", "P-1"),
        span(4, 12, "calm"),
    )
    assert register.level("south", at=at(5)) == Holding("alert", ("P-1",))
