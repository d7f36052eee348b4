"""A book that is asked again answers from profiles, and says what a sweep over the period says."""

from __future__ import annotations

import pickle
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from unittest.mock import patch

import pytest

from responselevels.core.deciding.case import Case, resolve
from responselevels.core.deciding.consequences import consequences_of
from responselevels.core.deciding.decide import decide, fitting
from responselevels.core.deciding.floors import check_floor
from responselevels.core.deciding.lowering import lowering_of
from responselevels.core.orders import keeping, levels
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.orders.keeping import profiles_of
from responselevels.core.orders.levels import View
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from tests.core.desk import in_pairs, rules, scheme_of, world
from tests.core.measures import ground
from tests.model.scenes import Data, at, issue, order
from tests.model.worlds import Question


def forgetful(book: OrderBook) -> OrderBook:
    """Return *book* as if it had never been asked anything."""
    return replace(book)


def case_of(book: OrderBook, question: Question) -> Case | None:
    """Return the question as a case; None where it cannot be read, or nothing is to be issued."""
    if not isinstance(question.proposal, IssueProposal):
        return None
    try:
        case = resolve(book.scheme, book, question.proposal, question.at)
    except InputError:
        return None
    return case if case.start < case.end and case.inside else None


def told(case: Case) -> tuple[object, ...]:
    """Return all that is asked of the orders that stand, whatever the verdict."""
    lowering = lowering_of(case)
    lowered: tuple[object, ...] | None = None
    if lowering is not None:
        rest = [*lowering.rows.remedies()], lowering.rows.topmost()
        lowered = lowering.shares, lowering.endless, lowering.rows.where(), *rest
    rows = [consequences_of(case, rule) for rule in fitting(case)]
    return [*check_floor(case)], lowered, rows


def remember(book: OrderBook, case: Case) -> bool:
    """Ask *book* often enough for profiles of what the case is about; say whether it keeps some."""
    kept: list[object] = []
    for _ in range(2):
        view = View(book, case.start, case.end, drill=case.drill, track=case.track)
        tops = case.scheme.tree.topmost(case.inside)
        kept = [profiles_of(case.scheme, view, case.issuing, top) for top in tops]
    return None not in kept


def test_profiles_say_what_a_sweep_says() -> None:
    seen: Counter[str] = Counter()
    for pair, question in in_pairs("profiles", 2500):
        _, book = pair.core
        swept = case_of(forgetful(book), question)
        recalled = case_of(book, question)
        if swept is None or recalled is None or not remember(recalled.book, recalled):
            continue
        for rank in range(len(swept.scheme.levels)):
            plain = told(replace(swept, rank=rank))
            assert told(replace(recalled, rank=rank)) == plain
            floors, lowered, rows = plain
            seen.update(floors=bool(floors), lowered=lowered is not None)
            seen.update(changes=any(row.changes for row in rows))  # type: ignore[attr-defined]
            seen.update(overtakes=any(row.overtakes for row in rows))  # type: ignore[attr-defined]
            seen.update(replaces=any(row.replaces for row in rows))  # type: ignore[attr-defined]
    kinds = ("floors", "lowered", "changes", "overtakes", "replaces")
    assert all(seen[kind] > 20 for kind in kinds), seen


def test_decisions_are_the_same_however_often_they_are_asked_for() -> None:
    for pair, question in in_pairs("asked again", 800):
        scheme, book = pair.core
        try:
            first = decide(scheme, forgetful(book), question.proposal, question.at)
        except InputError:
            continue
        for _ in range(3):
            assert decide(scheme, book, question.proposal, question.at) == first


def test_orders_overtaken_together_are_told_as_one_span_each_at_every_asking() -> None:
    held = [order("H-1", "home", "yellow", (4, 7))]
    held += [order(f"{name}-1", name, "orange", (4, 9)) for name in ("north", "lane")]
    book = world(held)
    proposal = IssueProposal.model_validate(issue("home", "red", 4, 9, issuer="office"))
    for _ in range(3):
        told = decide(book.scheme, book, proposal, at(3)).overtakes
        assert [(row.order, row.area, row.start, row.end) for row in told] == [
            ("lane-1", "lane", at(4), at(9)),
            ("north-1", "north", at(4), at(9)),
        ]


HELD = [
    order("H-1", "home", "orange", (4, 9)),
    order("N-1", "north", "red", (5, 8)),
    order("N-2", "north", "yellow", (7, 12)),
    order("L-1", "lane", "red", (6, 10)),
]


def asked(book: OrderBook, proposal: Data) -> None:
    decide(book.scheme, book, IssueProposal.model_validate(proposal), at(3))


def test_a_profile_is_made_at_the_second_question_about_the_same_two_areas() -> None:
    book = world(HELD)
    north = book.scheme.tree.numbers["north"]
    asked(book, issue("north", "yellow", 5, 9, issuer="city_hall"))
    assert dict(book.profiles) == {(north, north, 0): ()}
    asked(book, issue("north", "orange", 6, 10, issuer="city_hall"))
    kept = book.profiles[north, north, 0]
    assert kept is not None
    assert [book.scheme.tree.ids[one.area] for one in kept] == ["north", "lane"]


def test_another_book_begins_without_profiles_and_so_does_one_that_travelled() -> None:
    book = world(HELD)
    for _ in range(2):
        asked(book, issue("north", "yellow", 5, 9, issuer="city_hall"))
    assert book.profiles
    assert book.end("N-1", 10, None).profiles == {}
    assert book.ratify("N-1").profiles == {}
    assert forgetful(book).profiles == {}
    assert pickle.loads(pickle.dumps(book)).profiles == {}  # noqa: S301 - our own bytes
    assert book.profiles


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(
            rules(levels=[{"id": "green"}, {"id": "yellow", "default": True}, {"id": "red"}]),
            id="a default above the least severe level",
        ),
    ],
)
def test_where_silence_is_an_answer_nothing_is_kept(written: Data) -> None:
    held = [order("N-1", "north", "red", (5, 8))]
    lower = rules(
        levels=written["levels"],
        transitions=[
            {"id": "city_order", "tier": "city", "to": ["yellow", "red"], "issuers": ["city_hall"]}
        ],
        endings=[],
    )
    book = world(held, lower)
    for _ in range(3):
        asked(book, issue("north", "yellow", 5, 9, issuer="city_hall"))
    assert {*book.profiles.values()} == {None}


def test_where_rules_have_measures_every_asking_says_what_of_them_would_change() -> None:
    book = ground.book(order("N-1", "north", "yellow", (5, 8)))
    proposal = IssueProposal.model_validate(issue("north", "red", 6, 9, issuer="city_hall"))
    first = decide(book.scheme, forgetful(book), proposal, at(3))
    assert first.measures
    for _ in range(3):
        assert decide(book.scheme, book, proposal, at(3)) == first


def test_under_rules_that_are_not_those_of_the_book_every_asking_is_answered_alike() -> None:
    book = world(HELD)
    tiers = [{"id": "region"}, {"id": "city", "inherits": False}, {"id": "street"}]
    other = scheme_of(rules(tiers=tiers))
    proposal = IssueProposal.model_validate(issue("home", "red", 5, 9, issuer="office"))
    first = decide(other, forgetful(book), proposal, at(3))
    asked(book, issue("home", "red", 5, 9, issuer="office"))
    for _ in range(3):
        assert decide(other, book, proposal, at(3)) == first


def test_nothing_is_kept_of_a_long_history_a_wide_cover_or_very_many_places() -> None:
    long = [order(f"N-{n}", "north", "red", (n, n + 1)) for n in range(2, 20)]
    proposal = issue("north", "yellow", 5, 9, issuer="city_hall")
    with patch.object(levels, "WIDE", 2):
        book = world(long)
        for _ in range(3):
            asked(book, proposal)
        assert {*book.profiles.values()} == {None}
    with patch.object(keeping, "MOST_STEPS", 18):
        book = world(long)
        for _ in range(3):
            asked(book, proposal)
        assert {*book.profiles.values()} == {None}
    with patch.object(keeping, "MOST_KEPT", 0):
        book = world(long)
        for _ in range(3):
            asked(book, proposal)
        assert book.profiles == {}


def test_no_more_is_kept_once_the_profiles_of_a_book_hold_very_many_spans() -> None:
    book = world(HELD)
    with patch.object(keeping, "MOST_ROWS", 4):
        for area, issuer in (("north", "city_hall"), ("home", "office"), ("north", "city_hall")):
            for _ in range(2):
                asked(book, issue(area, "yellow", 5, 9, issuer=issuer))
    north, home = (book.scheme.tree.numbers[name] for name in ("north", "home"))
    kept = book.profiles[north, north, 0]
    assert kept is not None
    assert book.profiles.rows == sum(len(one.held) for one in kept) >= 4
    assert book.profiles[home, home, 0] == ()
    asked(book, issue("home", "yellow", 5, 9, issuer="office"))
    places = [one for each in book.profiles.values() for one in each or ()]
    assert len(places) > len(kept)
    assert book.profiles.rows == sum(len(one.held) for one in places)


def test_threads_that_ask_one_book_are_told_the_same() -> None:
    scheme: Scheme = scheme_of()
    book = book_of(scheme, map(Order.model_validate, world_orders()))
    proposals = [
        IssueProposal.model_validate(issue(area, level, day, day + 4, issuer=issuer))
        for area, issuer in (("north", "city_hall"), ("home", "office"), ("south", "city_hall"))
        for level in ("yellow", "orange", "red")
        for day in range(3, 12)
    ]
    alone = [decide(scheme, forgetful(book), one, at(3)) for one in proposals]
    with ThreadPoolExecutor(4) as pool:
        turns = [
            pool.submit(lambda: [decide(scheme, book, one, at(3)) for one in proposals])
            for _ in range(8)
        ]
        assert all(turn.result() == alone for turn in turns)


def world_orders() -> list[Data]:
    """Return the orders that stand, each with an issuer that is known."""
    return [{**one, "issuer": "office"} for one in HELD]
