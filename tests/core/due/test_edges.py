"""The time that is asked about is included to its very end, and nothing is late at its instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from responselevels.core.due.asking import Expiring, Waiting
from responselevels.core.due.due import due
from responselevels.core.due.rows import Due, in_order
from responselevels.core.timeline import micros_of
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from tests.core.due.desk import BEIJING, asked, beside, book, ended, on, order, rules, starting

LOOK = {"id": "look", "tier": "town", "every": "month", "do": "look"}


@pytest.mark.parametrize(
    ("kind", "made", "orders", "at"),
    [
        ("order.expected_end", rules(), (order(expected_end=on(15)),), on(15)),
        ("review", starting(review={"every": "P3D"}), (order(),), on(13, 6)),
        ("rules.expire", rules(valid={"to": "2026-06-15T08:00+08:00"}), (), on(15)),
        ("cadence", rules(zone="Asia/Shanghai", cadence=[LOOK]), (), on(1, 0, month=7)),
    ],
)
def test_what_is_due_at_the_end_of_the_time_asked_is_told(
    kind: str, made: Rules, orders: tuple[Order, ...], at: datetime
) -> None:
    now = on(11)
    beside_: dict[str, Any] = {"days": (at - now) / timedelta(days=1)}
    rows = [row for row in asked(made, *orders, at=now, **beside_) if row.kind == kind]
    assert [row.due for row in rows] == [at] * len(rows) != []
    shorter: dict[str, Any] = {"days": (at - now - timedelta(seconds=1)) / timedelta(days=1)}
    assert [r for r in asked(made, *orders, at=now, **shorter) if r.kind == kind] == []


def test_keys_and_proposals_at_the_end_of_the_time_asked_are_told() -> None:
    at = micros_of(on(15))
    known = beside(
        zone=BEIJING,
        keys=[Expiring(id="k", until=at)],
        waiting=[Waiting(id="P-1", start=at)],
    )
    rows = due(book(rules()), known, at=on(11), within=timedelta(days=4))
    assert {row.kind for row in rows} == {"key.expires", "proposal.starts"}


def test_a_review_is_not_late_at_its_instant() -> None:
    reviewed = starting(review={"every": "P3D"})
    (row,) = (r for r in asked(reviewed, order(), at=on(13, 6)) if r.kind == "review")
    assert not row.overdue


def test_an_order_that_begins_later_is_told_by_its_own_end() -> None:
    later: dict[str, Any] = {"start": on(15), "end": on(18)}
    assert [row.due for row in asked(rules(), order(**later), at=on(11))] == [on(18)]
    # Ended at its start, it never is in force, there or anywhere.
    part = order(**later, scope=("lower", "upper"), **ended(on(15), scope=("lower",)))
    rows = asked(rules(), part, at=on(11))
    assert [(row.due, [fall.area for fall in row.falls]) for row in rows] == [(on(18), ["upper"])]
    whole = starting(review={"every": "P3D"})
    assert asked(whole, order(**later, **ended(on(15))), at=on(11)) == ()


def test_an_expected_end_counts_while_any_part_goes_on() -> None:
    part = order(scope=("lower", "upper"), expected_end=on(16), **ended(on(14), scope=("lower",)))
    kinds = [row.kind for row in asked(rules(), part, at=on(15))]
    assert kinds == ["order.expected_end", "order.runs_out"]


def test_what_is_missed_and_over_before_the_rules_end_is_told() -> None:
    valid = {"from": "2026-04-01T00:00+08:00", "to": "2026-06-01T00:00+08:00"}
    made = rules(zone="Asia/Shanghai", cadence=[LOOK], valid=valid)
    rows = [row for row in asked(made, at=on(10), days=0) if row.kind == "cadence"]
    assert [(row.area, row.missed) for row in rows] == [("lower", 2), ("upper", 2)]


def test_rows_of_one_instant_are_in_the_order_of_their_names() -> None:
    def row(**names: Any) -> Due:
        return Due(kind="duty", due=on(12), **names)

    listed = [row(order="A", area="b"), row(order="A", area="a", name="y"), row(order="B")]
    first = row(order="A", area="a", name="x")
    assert in_order([listed[2], listed[0], listed[1], first]) == (
        first,
        listed[1],
        listed[0],
        listed[2],
    )
