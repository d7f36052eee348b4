"""What a book of many orders looks at: counted, since what grows by the square is too slow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.holdings import timeline
from responselevels.core.world.scheme import Scheme
from tests.core.desk import scheme_of

STREETS = 400
START = datetime.fromisoformat("1970-01-01T00:00Z")


def wide_scheme() -> Scheme:
    """Return a region, one city, and its streets; the numbers of the streets are 2 and more."""
    streets = [{"id": f"s{n:04}", "tier": "street", "parent": "city"} for n in range(STREETS)]
    top = [{"id": "region", "tier": "region"}, {"id": "city", "tier": "city", "parent": "region"}]
    return scheme_of(areas=[*top, *streets])


def entry_for(scope: tuple[int, ...], number: int = 0, start: int = 10, end: int = 20) -> Entry:
    return Entry(
        number=number,
        id=f"O-{number}",
        area=1,
        rank=1 + number % 3,
        scope=scope,
        start=start,
        end=end,
        issued=0,
        transition=None,
        drill=False,
        lapse=None,
        ends=(),
    )


class Watched(tuple[int, ...]):
    """A scope that counts how many of its areas are looked at."""

    __slots__ = ()
    looked = 0

    def __iter__(self) -> Iterator[int]:
        for area in super().__iter__():
            Watched.looked += 1
            yield area

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        Watched.looked += len(found) if isinstance(key, slice) else 1
        return found


def test_an_end_in_many_places_is_looked_at_a_few_times_for_each_and_not_once_for_each_pair() -> (
    None
):
    scheme = wide_scheme()
    scope = tuple(range(2, 2 + STREETS))
    for named in (scope, (1,)):
        book = OrderBook(scheme).issue(entry_for(named))
        Watched.looked = 0
        ended = book.end("O-0", 15, Watched(scope))
        # Some searches for each of the places, of nine steps each, and some walks over all.
        assert 0 < Watched.looked < 100 * STREETS
        Watched.looked = 0
        filled = filled_book(scheme, ended)
        assert 0 < Watched.looked < 100 * STREETS
        for made in (ended, filled):
            spans = timeline(made, "s0007", start=START, end=None)
            assert [span.start.microsecond for span in spans] == [0, 10, 15]
