"""How far orders reach beneath an area: what is cleared away was over, and changes no answer."""

from __future__ import annotations

from random import Random

import pytest

from responselevels.core.screening import reach as module
from responselevels.core.screening.reach import Reach
from responselevels.core.timeline import micros_of
from tests.core.desk import world
from tests.model.scenes import at, on, order

COUNT = 24


def test_of_many_orders_one_after_the_other_those_that_are_over_are_cleared_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_CROWDED", 4)
    # Each begins when it is issued; every third reaches further than those after it.
    held = [
        order(
            f"R-{day}",
            "home",
            "red" if day % 3 else "orange",
            (day, day + (1 if day % 3 else 3)),
            scope=["lane"],
            issued_at=on(day),
        )
        for day in range(1, COUNT + 1)
    ]
    book = world(held)
    tree, levels = book.scheme.tree, book.scheme.levels
    home = tree.numbers["home"]
    until = [entry.end for entry in book]
    reach = Reach(tree, len(levels), until)
    for entry in book:
        reach.add(entry, tree.numbers["lane"])
        for later in range(5):
            after = entry.issued + later * (micros_of(at(2)) - micros_of(at(1)))
            before = [book.entry(number) for number in range(entry.number + 1)]
            most = max((one.rank for one in before if one.end > after), default=-1)
            assert reach.most(home, home, entry.realm, after) == most
    kept = [len(heap) for heaps in reach._heaps.values() for heap in heaps]
    assert sum(kept) < COUNT
    assert max(kept) <= 8


def test_an_order_that_was_ended_early_since_reaches_no_further_than_its_end() -> None:
    held = [
        order("R-1", "home", "red", (1, 9), scope=["lane"]),
        order("R-2", "home", "red", (1, 5), scope=["lane"]),
    ]
    book = world(held)
    tree = book.scheme.tree
    home, until = tree.numbers["home"], [entry.end for entry in book]
    reach = Reach(tree, len(book.scheme.levels), until)
    for entry in book:
        reach.add(entry, tree.numbers["lane"])
    red, realm = book.entry(0).rank, book.entry(0).realm
    days = [micros_of(at(day)) for day in (2, 4, 6)]
    assert [reach.most(home, home, realm, day) for day in days] == [red, red, red]
    until[0] = micros_of(at(3))
    assert [reach.most(home, home, realm, day) for day in days] == [red, red, -1]


@pytest.mark.parametrize("seed", range(4))
def test_how_far_orders_reach_is_what_they_say_one_by_one(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CROWDED", 8)
    random, levels = Random(seed), ["green", "yellow", "orange", "red"]
    held = []
    for number in range(4 * COUNT):
        day = number // 4 + 1
        days, level = (day, random.randrange(day + 1, 29)), random.choice(levels[2:])
        held.append(order(f"R-{number}", "home", level, days, scope=["lane"], issued_at=on(day)))
    book = world(held)
    home, lane = (book.scheme.tree.numbers[name] for name in ("home", "lane"))
    until = [entry.end for entry in book]
    reach = Reach(book.scheme.tree, len(levels), until)
    for entry in book:
        reach.add(entry, lane)
        # Some of them are ended early, now and then.
        for one in random.sample(range(entry.number + 1), min(3, entry.number + 1)):
            until[one] = min(until[one], micros_of(at(random.randrange(1, 29))))
        for day in range(entry.number // 4 + 1, 29, 3):
            after = micros_of(at(day))
            known = zip(book, until[: entry.number + 1], strict=False)
            most = max((each.rank for each, end in known if end > after), default=-1)
            assert reach.most(home, home, entry.realm, after) == most
