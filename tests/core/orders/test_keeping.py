"""What views and profiles are made of long lanes, and what checks say of what is in order."""

from __future__ import annotations

from unittest.mock import patch

from responselevels.core.deciding.case import resolve
from responselevels.core.deciding.checks import (
    check_foreseen_itself,
    check_period_itself,
    check_rules,
    check_scope_inside,
)
from responselevels.core.orders.arrays import pairs
from responselevels.core.orders.levels import View
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import micros_of
from tests.core.desk import NOW, city, world
from tests.model.scenes import at, order

MANY = [order(f"N-{day}", "north", "red", (day, day + 1)) for day in (4, 6, 8, 10, 12)]


def test_a_lane_in_chunks_is_heard_as_one_in_one_piece() -> None:
    whole = world(MANY)
    with patch.object(pairs, "CHUNK", 2):
        cut = world(MANY)
    north = whole.scheme.tree.numbers["north"]
    assert cut.place(north)[0].steps.chunks
    assert not whole.place(north)[0].steps.chunks
    for first in range(2, 14):
        for last in range(first + 1, 15):
            window = micros_of(at(first)), micros_of(at(last))
            heard = [
                View(book, *window, drill=False, track=0).coded(north) for book in (whole, cut)
            ]
            assert heard[0] == heard[1]


def test_checks_have_nothing_to_say_of_what_is_in_order() -> None:
    book = world([])
    case = resolve(book.scheme, book, IssueProposal.model_validate(city()), NOW)
    for check in (check_rules, check_scope_inside, check_period_itself, check_foreseen_itself):
        assert [*check(case)] == []
