"""Before a list of orders is known, no level is: it is none, and not the default."""

from __future__ import annotations

import pytest

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.causes import level_changes
from responselevels.core.orders.holdings import (
    Holding,
    LevelSpan,
    floor_at,
    floor_timeline,
    level_at,
    timeline,
)
from responselevels.errors import InputError
from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.proposals import IssueProposal
from responselevels.register.register import Register
from responselevels.testing import reference
from tests.core.desk import AREAS, RULES, rules, scheme_of
from tests.model.scenes import Data, at, issue, on, order

TRACKS: Data = rules(tracks=[{"id": "flood"}, {"id": "wind"}])
RED = order("N-1", "north", "red", (4, 9), issuer="city_hall")


def known(since: object, *orders: Data, written: Data = RULES) -> OrderBook:
    listing = Orders.model_validate({"known_from": since, "orders": [*orders]})
    return book_of(scheme_of(written), listing)


def test_before_it_nothing_is_known_and_from_it_on_everything_is() -> None:
    book = known(on(5), RED)
    assert level_at(book, "north", at(4)) == Holding(None, ())
    assert level_at(book, "north", at(4, 23)) == Holding(None, ())
    assert level_at(book, "north", at(5)) == Holding("red", ("N-1",))
    assert level_at(book, "home", at(4)).level is None
    assert level_at(book, "home", at(5)).level == "green"
    assert level_at(book, "north", at(4), drill=True).level is None


def test_the_same_holds_for_floors() -> None:
    book = known(on(5), order("R-1", "home", "red", (4, 9), issuer="office"))
    assert floor_at(book, "north", at(4)) == Holding(None, ())
    assert floor_at(book, "north", at(5)) == Holding("red", ("R-1",))
    assert [span.level for span in floor_timeline(book, "north", start=at(3), end=at(8))] == [
        None,
        "red",
    ]
    assert [span.level for span in floor_timeline(book, "north", start=at(3), end=at(4))] == [None]


def test_a_timeline_begins_with_a_span_of_which_nothing_is_known() -> None:
    book = known(on(5), RED)
    unknown = LevelSpan(start=at(3), end=at(5), level=None, orders=())
    held = LevelSpan(start=at(5), end=at(9), level="red", orders=("N-1",))
    after = LevelSpan(start=at(9), end=at(12), level="green", orders=())
    assert timeline(book, "north", start=at(3), end=at(12)) == (unknown, held, after)
    assert timeline(book, "north", start=at(5), end=at(9)) == (held,)


def test_a_window_before_all_that_is_known_is_one_span() -> None:
    book = known(on(5), RED)
    for end in (at(4), at(5)):
        unknown = LevelSpan(start=at(3), end=end, level=None, orders=())
        assert timeline(book, "north", start=at(3), end=end) == (unknown,)


def test_each_track_may_be_known_from_another_time_and_one_that_is_not_named_always_is() -> None:
    book = known({"wind": on(5)}, written=TRACKS)
    assert level_at(book, "north", at(4), track="wind") == Holding(None, (), "wind")
    assert level_at(book, "north", at(5), track="wind") == Holding("green", (), "wind")
    assert level_at(book, "north", at(1), track="flood") == Holding("green", (), "flood")
    spans = timeline(book, "north", start=at(4), end=at(6), track="wind")
    assert [(span.level, span.track) for span in spans] == [(None, "wind"), ("green", "wind")]


def test_one_time_for_all_is_that_of_every_track() -> None:
    book = known(on(5), written=TRACKS)
    assert book.known_from == (book.known(0),) * 2
    assert level_at(book, "north", at(4), track="flood").level is None


@pytest.mark.parametrize(("written", "code"), [(TRACKS, "track.unknown"), (RULES, "track.none")])
def test_a_track_that_the_rules_do_not_have_is_refused(written: Data, code: str) -> None:
    listing = Orders.model_validate({"known_from": {"fire": on(5)}, "orders": []})
    with pytest.raises(InputError) as caught:
        book_of(scheme_of(written), listing, file="orders.yaml")
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.where.file == "orders.yaml"
    assert problem.where.path == ("known_from", "fire")


def test_it_concerns_questions_and_no_decision() -> None:
    proposal = IssueProposal.model_validate(issue("north", "yellow", 4, 9, issuer="city_hall"))
    above = order("R-1", "home", "orange", (4, 9), issuer="office")
    for since in (on(1), on(20)):
        book = known(since, above)
        decision = decide(book.scheme, book, proposal, at(3))
        assert [one.code for one in decision.findings] == ["floor.less_severe"]


def test_what_is_not_known_is_unknown_even_where_the_question_is_wrong() -> None:
    with pytest.raises(InputError):
        level_at(known(on(5), RED), "nowhere", at(4))


def test_a_list_without_it_is_known_always() -> None:
    listing = Orders.model_validate({"orders": [RED]})
    assert book_of(scheme_of(RULES), listing).known_from == ()
    assert level_at(book_of(scheme_of(RULES), listing), "north", at(1)).level == "green"


@pytest.mark.parametrize("since", [None, on(5), on(10)])
@pytest.mark.parametrize("end", [4, 5, 9, None])
def test_the_reference_engine_answers_alike(since: str | None, end: int | None) -> None:
    listing = Orders.model_validate({"known_from": since, "orders": [RED]})
    book, last = book_of(scheme_of(RULES), listing), None if end is None else at(end)
    areas = Areas.model_validate({"areas": AREAS})
    world = (scheme_of(RULES).rules, areas, listing)
    for day in (1, 5, 10):
        level, floor = level_at(book, "north", at(day)), floor_at(book, "north", at(day))
        asked = reference.level(*world, "north", at=at(day))
        assert asked == reference.Holding(level.level, level.orders)
        under = reference.floor(*world, "north", at=at(day))
        assert under == reference.Holding(floor.level, floor.orders)
    spans = timeline(book, "north", start=at(3), end=last)
    assert reference.timeline(*world, "north", at(3), last) == tuple(
        reference.LevelSpan(one.start, one.end, one.level, one.orders) for one in spans
    )


def test_that_levels_are_known_from_then_on_moves_none() -> None:
    book = known(on(5), RED)
    assert level_changes(book, "north", start=at(1), end=at(5)) == ()
    (moved,) = level_changes(book, "north", start=at(1), end=at(20))
    assert (moved.at, moved.from_level, moved.to_level) == (at(9), "red", "green")
    raised = level_changes(known(on(3), RED), "north", start=at(1), end=at(20))
    assert [(one.at, one.to_level) for one in raised] == [(at(4), "red"), (at(9), "green")]


def test_a_register_in_memory_knows_it_too() -> None:
    listing = Orders.model_validate({"known_from": on(5), "orders": [RED]})
    rules_ = scheme_of(RULES).rules
    register = Register(rules_, Areas.model_validate({"areas": AREAS}), listing)
    assert register.level("north", at=at(4)).level is None
    assert register.level("north", at=at(5)).level == "red"
    assert [one.level for one in register.timeline("north", at(3), at(9))] == [None, "red"]
    assert register.orders == listing.orders
    proposal = IssueProposal.model_validate(issue("north", "red", 10, 12, issuer="city_hall"))
    register.issue(proposal, at=at(6))
    assert register.level("north", at=at(4)).level is None
