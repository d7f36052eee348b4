"""Walks over lively places: they pass over what makes no difference, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.levels import View
from responselevels.core.orders.wide import summaries
from responselevels.core.orders.wide.lively import ALL_RANKS, Lively, without_difference
from responselevels.core.orders.wide.summaries import NOBODY, Seen, seen_at
from responselevels.core.timeline import mapped
from responselevels.core.world.scheme import Scheme
from tests.core.desk import RULES, scheme_of
from tests.model.scenes import Data

CITIES, STREETS, LEVELS = 5, 11, 4
Row = tuple[int, int, object]


def scheme_with(*deaf: str) -> Scheme:
    """Return a region of cities and streets; the tiers *deaf* do not inherit."""
    areas: list[Data] = [{"id": "region", "tier": "region"}]
    for city in range(CITIES):
        areas.append({"id": f"c{city}", "tier": "city", "parent": "region"})
        areas += [
            {"id": f"c{city}-{n:02}", "tier": "street", "parent": f"c{city}"}
            for n in range(STREETS)
        ]
    tiers = [{**tier, "inherits": False} if tier["id"] in deaf else tier for tier in RULES["tiers"]]
    return scheme_of({**RULES, "tiers": tiers}, areas)


SCHEMES = [scheme_with(), scheme_with("street"), scheme_with("city")]


def some_entries(scheme: Scheme, random: Random) -> Iterator[Entry]:
    """Yield orders of some areas for themselves or places beneath, some of them ended in a part."""
    tree = scheme.tree
    for number in range(random.choice([3, 30, 90])):
        place = random.randrange(len(tree))
        area = random.choice(tree.lines[place]) if random.random() < 0.5 else place
        start = random.randrange(30)
        end = start + random.choice([2, 9, 1 << 40])
        part = random.randrange(place, tree.after[place])
        named = random.choice([(part,), (part,), None])
        ends = ((start + 1, named),) if random.random() < 0.2 else ()
        yield Entry(
            number=number,
            id=f"O-{number}",
            area=area,
            rank=random.randrange(LEVELS),
            scope=(place,),
            start=start,
            end=end,
            issued=0,
            transition=None,
            drill=random.random() < 0.1,
            lapse=None,
            ends=ends,
        )


def some_book(random: Random) -> OrderBook:
    """Return a book filled at once, or issued into one by one while it was walked over."""
    scheme = random.choice(SCHEMES)
    entries = [*some_entries(scheme, random)]
    if random.random() < 0.5:
        return filled_book(scheme, entries)
    book = OrderBook(scheme)
    for entry in entries:
        book = book.issue(entry)
        if random.random() < 0.1:
            walked(book, 0, random)
    return book


def walked(book: OrderBook, top: int, random: Random) -> list[int]:
    """Walk with bars drawn anew, and return what came."""
    walk = book.lively(top, 10, random.choice([11, 25]), realm=0)
    came = []
    for place in walk:
        came.append(place)
        walk.bar(*_drawn(place))
    return came


def _drawn(place: int) -> tuple[int, int]:
    drawn = Random(place)
    return drawn.choice([0, 3, 7, 15, drawn.randrange(16)]), drawn.choice(
        [0, 12, drawn.randrange(16)]
    )


books = st.integers(0, 2**64 - 1).map(Random).map(lambda random: (some_book(random), random))
Drawn = tuple[OrderBook, Random]


# -- against the same walk, place by place ---------------------------------------------------


def by_place(book: OrderBook, top: int, window: tuple[int, int]) -> list[int]:
    """Return what comes where each place is held to the bar of the nearest one above it that came."""
    tree, came = book.scheme.tree, [top]
    bars = {top: _drawn(top)}
    for place in range(top + 1, tree.after[top]):
        seen = seen_at(book, place, window, 0)
        line = tree.lines[place][1:]
        nearest = next(wider for wider in line if wider in bars)
        never, steady = bars[nearest]
        passed = (
            seen.widest > nearest
            and not seen.moving & ~never
            and not seen.steady & ~(never | steady)
            and not (steady and seen.handed & never)
        )
        if seen == Seen() or passed:
            continue
        between = [
            wider
            for wider in reversed(line[: line.index(nearest)])
            if seen_at(book, wider, window, 0) != Seen()
        ]
        for one in (*between, place):
            came.append(one)
            bars[one] = _drawn(one)
    return came


@given(books, st.sampled_from([0, 1, 13, 14]), st.sampled_from([(10, 11), (10, 25), (31, 99)]))
def test_branches_are_passed_over_exactly_where_each_of_their_places_is(
    drawn: Drawn, top: int, window: tuple[int, int]
) -> None:
    book, _ = drawn
    # Twice, since the second time some of it is known; and of a copy, that knows nothing.
    for asked in (book, book, replace(book, places=deepcopy(book.places))):
        walk = Lively(asked, top, window, 0)
        came = []
        for place in walk:
            came.append(place)
            walk.bar(*_drawn(place))
        assert came == by_place(book, top, window)


@pytest.mark.parametrize("bar", [(ALL_RANKS, 0), (0, ALL_RANKS)])
def test_a_branch_that_goes_on_behind_a_cover_is_held_to_what_is_told_above_it_too(
    bar: tuple[int, int],
) -> None:
    """The streets of a city and those of the next one lie in one branch of the array."""
    city, street = places("c1", "c2-04")
    assert city // 16 < (city + 4) // 16 == street // 16
    book = book_with({"area": city, "rank": 2}, {"area": street, "rank": 2})
    assert came_with(book, {city: bar}) == [0, city, street]


@pytest.mark.parametrize("bar", [(ALL_RANKS - 1, 0), (0, ALL_RANKS - 1)])
def test_an_order_of_the_default_level_is_an_order_also_where_it_is_the_first_of_all(
    bar: tuple[int, int],
) -> None:
    """What makes it milder than silence would be overtaken, and is told."""
    (street,) = places("c2-04")
    book = book_with({"area": street, "rank": 0})
    assert came_with(book, {0: bar}) == [0, street]


def test_an_order_counts_in_a_branch_where_it_was_not_ended() -> None:
    ended, left = places("c0-10", "c1-06")
    region = {"area": 0, "scope": (ended, left), "ends": ((1, (ended,)),)}
    assert (ended // 16, left // 16) == (0, 1)
    assert came_with(book_with({**region, "rank": 1}), {0: (8, 0)}) == [0, left]
    assert ended + left == 2 * 16, "as far before the branch as the other is in it"


def places(*names: str) -> tuple[int, ...]:
    """Return the numbers of areas of the first scheme."""
    return tuple(SCHEMES[0].tree.numbers[name] for name in names)


def book_with(*orders: Data) -> OrderBook:
    """Return a book of orders in force of areas for themselves, changed as told."""
    sample = next(some_entries(SCHEMES[0], Random(0)))
    entries = []
    for number, order in enumerate(orders):
        own: Data = {"number": number, "scope": (order["area"],), "drill": False, "ends": ()}
        entries.append(replace(sample, **{**own, "start": 0, "end": 99, **order}))
    return filled_book(SCHEMES[0], entries)


def came_with(book: OrderBook, bars: dict[int, tuple[int, int]]) -> list[int]:
    """Walk from the top with these bars at these places, and return what came."""
    walk, came = Lively(book, 0, (10, 11), 0), []
    for place in walk:
        came.append(place)
        walk.bar(*bars.get(place, (0, 0)))
    return came


@given(books, st.sampled_from([(10, 11), (10, 25), (31, 99)]))
def test_without_bars_every_place_comes_where_an_order_is_in_force(
    drawn: Drawn, window: tuple[int, int]
) -> None:
    book, _ = drawn
    in_force = [n for n in range(1, len(book.scheme.tree)) if seen_at(book, n, window, 0) != Seen()]
    assert [*book.lively(0, *window, realm=0)] == [0, *in_force]
    # Any other place has the tracks of its parent.
    view, tree = View(book, *window, drill=False, track=0), book.scheme.tree
    for place in range(1, len(tree)):
        if place not in in_force:
            assert view.tracks(place) == view.tracks(tree.parents[place])


@given(books, st.sampled_from([0, 1, 13]), st.sampled_from([(10, 11), (10, 25)]))
def test_those_reached_from_above_have_an_order_of_that_area_or_of_a_wider_one(
    drawn: Drawn, top: int, window: tuple[int, int]
) -> None:
    book, random = drawn
    by = random.choice(book.scheme.tree.lines[top])
    beneath = range(top + 1, book.scheme.tree.after[top])
    assert [*book.lively(top, *window, realm=0).reached(by)] == [
        place for place in beneath if seen_at(book, place, window, 0).widest <= by
    ]


# -- against what a proposal sets in motion ------------------------------------------------------


@dataclass(frozen=True)
class Proposed:
    """A proposal of the area *top* for itself, and what it sets in motion at each place."""

    book: OrderBook
    top: int
    rank: int
    window: tuple[int, int]

    @cached_property
    def view(self) -> View:
        return View(self.book, *self.window, drill=False, track=0)

    def held(self, place: int) -> list[tuple[int, dict[int, int]]]:
        """Return (instant, rank by issuing area) for each instant of the window."""
        tracks = self.view.tracks(place)
        return [
            (
                at,
                {
                    issuer: self.view.rank_or_default(number)
                    for issuer, track in tracks.items()
                    for start, end, number in track
                    if start <= at < end and number >= 0
                },
            )
            for at in range(*self.window)
        ]

    def spans(self, place: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield what is heard from others, the area's own before and after, and all ordered."""
        heard = self.book.scheme.inherited_from[place]
        for _, ranks in self.held(place):
            others = (
                rank for issuer, rank in ranks.items() if issuer in heard and issuer != self.top
            )
            # Where the area is not heard, nothing that it orders moves anything.
            own = ranks.get(self.top, 0)
            new = self.rank
            if self.top in heard:
                yield max(others, default=0), own, new, max(ranks.values(), default=0)
            else:
                yield LEVELS, own, new, max(ranks.values(), default=0)

    def rows(self, place: int) -> set[Row]:
        """Return the rows of changes and overtakes at a place, defined instant by instant."""
        heard = self.book.scheme.inherited_from[place]
        moves, lifts = [], dict[int, list[tuple[int, int, bool]]]()
        for at, ranks in self.held(place):
            counted = {issuer: rank for issuer, rank in ranks.items() if issuer in heard}
            before = max(counted.values(), default=0)
            after = max({**counted, self.top: self.rank}.values()) if self.top in heard else before
            moves.append((at, at + 1, (before, after)))
            for issuer, rank in ranks.items():
                above = [r for other, r in ranks.items() if other < issuer]
                raised = max(
                    *(r for i, r in ranks.items() if i < issuer and i != self.top), self.rank, 0
                )
                lifted = issuer > self.top and max(above, default=0) <= rank < raised
                lifts.setdefault(issuer, []).append((at, at + 1, lifted))
        rows = {row for row in mapped(moves, lambda pair: pair) if row[2][0] != row[2][1]}
        return rows | {
            (start, end, issuer)
            for issuer, track in lifts.items()
            for start, end, lifted in mapped(track, lambda one: one)
            if lifted
        }


@given(books, st.sampled_from([0, 1, 13]), st.sampled_from([(10, 11), (10, 25)]), st.integers(0, 3))
def test_what_is_passed_over_sets_nothing_in_motion_that_its_parent_does_not(
    drawn: Drawn, top: int, window: tuple[int, int], rank: int
) -> None:
    book, _ = drawn
    proposed = Proposed(book, top, rank, window)
    walk, came = book.lively(top, *window, realm=0), set[int]()
    for place in walk:
        came.add(place)
        walk.bar(*without_difference(proposed.spans(place), LEVELS))
    tree = book.scheme.tree
    for place in range(top + 1, tree.after[top]):
        if place not in came:
            assert proposed.rows(place) <= proposed.rows(tree.parents[place])


# -- what is looked at --------------------------------------------------------------------------


def test_a_walk_looks_at_what_makes_a_difference_however_much_is_in_force(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []

    def counting(book: OrderBook, place: int, window: tuple[int, int], realm: int) -> Seen:
        looked.append(place)
        return seen_at(book, place, window, realm)

    monkeypatch.setattr("responselevels.core.orders.wide.lively.seen_at", counting)
    scheme = SCHEMES[0]
    streets = [n for n, tier in enumerate(scheme.tree.tiers) if tier == 2]
    random = Random(5)
    (first, *_) = some_entries(scheme, random)
    plain = replace(first, drill=False, ends=(), start=0, end=1 << 40)
    book = filled_book(
        scheme,
        [
            replace(plain, number=n, id=str(n), area=street, scope=(street,), rank=1 + n % 2)
            for n, street in enumerate(streets)
        ],
    )
    for never, steady in ((0b111, 0), (0, 0b110)):
        for _ in range(2):
            looked.clear()
            walk = book.lively(0, 5, 9, realm=0)
            for _place in walk:
                walk.bar(never, steady)
            assert looked == []
    # One that makes a difference, and its neighbours in the same leaf of the array.
    book = book.issue(replace(plain, number=len(streets), id="new", area=30, scope=(30,), rank=3))
    walk, came = book.lively(0, 5, 9, realm=0), []
    for place in walk:
        came.append(place)
        walk.bar(0b111)
    assert came[:1] + came[-1:] == [0, 30]
    assert len(looked) <= 16 + 3


def test_long_lanes_are_summed_up_from_their_last_steps() -> None:
    scheme = SCHEMES[0]
    (first, *_) = some_entries(scheme, Random(5))
    plain = replace(first, drill=False, ends=(), area=3, scope=(3,))
    entries = [
        replace(plain, number=n, id=str(n), start=2 * n, end=2 * n + 1, rank=3 if n < 5 else 1)
        for n in range(700)
    ]
    book = filled_book(scheme, entries)
    root, height = book.places.root, book.places.height
    assert root is not None
    known, whole = summaries.Summaries(book), (root, height, 0, 0, 16)
    assert known.lasting(whole, 0).moving == 0b1111
    assert known.lasting(whole, 1_390).moving == 0b10
    assert known.lasting(whole, 1_399) == Seen(0, 0, 0, NOBODY)
    assert known.calm(whole, (1_000, 1_001)) == Seen(0b10)
    assert known.calm(whole, (1_001, 1_002)) == Seen()
    assert known.calm(whole, (1_000, 1_002)) is None


def test_an_order_for_another_place_is_looked_at_where_it_stands_in_for_one_passed_over() -> None:
    scheme = SCHEMES[0]
    (first, *_) = some_entries(scheme, Random(5))
    plain = replace(first, drill=False, ends=(), start=0, end=1 << 40)
    city, street = 1, 2
    own, severe, mild = (
        replace(plain, number=n, id=str(n), area=area, scope=(scope,), rank=rank)
        for n, (area, scope, rank) in enumerate([(0, 0, 2), (city, city, 3), (city, street, 1)])
    )
    book = filled_book(scheme, [own, severe, mild])
    proposed = Proposed(book, 0, 3, (10, 11))
    walk, came = book.lively(0, 10, 11, realm=0), list[int]()
    for place in walk:
        came.append(place)
        walk.bar(*without_difference(proposed.spans(place), LEVELS))
    # The city is at red and stays there; its street is not, and would move with the region.
    assert came == [0, city, street]
    assert not proposed.rows(city)
    assert proposed.rows(street) == proposed.rows(0) == {(10, 11, (2, 3))}
