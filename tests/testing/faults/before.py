"""Faults to plant in the deciding core: each a small, plausible mistake at one point of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from responselevels.core.deciding import counting, decide, floors
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.floors import check_floor
from responselevels.core.orders import book, filling, levels
from responselevels.core.orders.arrays.pairs import SortedPairs
from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.entries import Entry, entry_of, held_until
from responselevels.core.orders.holdings import level_at
from responselevels.core.orders.lanes import RANK_MASK, SILENT, Lane, code_of, coded_track, spliced
from responselevels.core.orders.levels import Source, View
from responselevels.core.timeline import FOREVER, Track
from responselevels.core.world.areas import AreaTree
from responselevels.core.world.scheme import ApprovalRequirement, CompiledRule, FloorRule
from responselevels.models.decisions import Finding
from responselevels.register import memory, register
from tests.testing.faults.fault import Fault

# -- levels ----------------------------------------------------------------------------


def _by_id(view: View, orders: tuple[int, ...], silence: int) -> Source:
    """As `levels._source`, but levels are compared as numbers: the greatest is the worst."""
    ids = view.book.scheme.levels
    ranks = {order: view.rank(order) for order in orders if order != SILENT}
    silent = {silence} if not ranks or len(ranks) < len(orders) else set()
    worst = max({*ranks.values(), *silent}, key=lambda rank: int(ids[rank]))
    return worst, tuple(sorted(order for order, rank in ranks.items() if rank == worst))


def id_as_a_number() -> AbstractContextManager[Any]:
    return patch.object(levels, "_source", _by_id)


def _still_painted(self: OrderBook, steps: SortedPairs, entry: Entry, place: int) -> SortedPairs:
    """As `OrderBook._painted`, but a more severe order shines through the one that replaced it."""
    start, end = self.held(entry.number, place)
    if start >= end:
        return steps
    pieces: Track[int] = []
    new = code_of(entry.number, entry.rank)
    for left, right, old in coded_track(steps, start, end):
        stays = old >= 0 and old & RANK_MASK > entry.rank
        pieces.append((left, right, old if stays else new))
    return spliced(steps, start, end, pieces)


def replaced_order_counts() -> AbstractContextManager[Any]:
    return patch.object(OrderBook, "_painted", _still_painted)


# -- when and where an order holds -----------------------------------------------------


def _closed(entry: Entry, place: int, tree: AreaTree) -> int:
    until = held_until(entry, place, tree)
    return until + 1 if until == entry.end != FOREVER else until


@contextmanager
def _holding(until: Callable[[Entry, int, AreaTree], int]) -> Iterator[None]:
    """Let orders hold until then, in a book that is filled as in one that grows."""

    def plain(self: Any, kind: Any, orders: list[Entry], place: int) -> Lane:
        """As `_plain`, which reads the end of most orders itself."""
        viewed: Lane = self._viewed(kind, orders, (place,))
        return viewed

    with (
        patch.object(book, "held_until", until),
        patch.object(filling, "held_until", until),
        patch.object(filling._Filling, "_plain", plain),
    ):
        yield


def closed_end() -> AbstractContextManager[Any]:
    return _holding(_closed)


def _without_grace(entry: Entry, place: int, tree: AreaTree) -> int:
    return held_until(replace(entry, lapse=None), place, tree)


def never_lapses() -> AbstractContextManager[Any]:
    return _holding(_without_grace)


def _view_at_the_place(self: Lane, line: tuple[int, ...]) -> SortedPairs:
    """As `Lane.steps_for`, but a view holds at its place alone."""
    return dict(self.views).get(line[0], self.steps)


def end_ignored_beneath() -> AbstractContextManager[Any]:
    return patch.object(Lane, "steps_for", _view_at_the_place)


def _whole_area(*args: Any, **named: Any) -> Entry:
    entry = entry_of(*args, **named)
    return replace(entry, scope=(entry.area,))


def partial_scope_ignored() -> AbstractContextManager[Any]:
    return patch.object(memory, "entry_of", _whole_area)


# -- floors ------------------------------------------------------------------------------


def _floor_at_start(case: Case) -> Iterable[Finding]:
    if case.end <= case.start:
        return ()
    end = case.start + 1
    view = View(case.book, case.start, end, drill=case.drill, track=case.track)
    return check_floor(replace(case, end=end, view=view))


def floor_at_start_only() -> AbstractContextManager[Any]:
    return patch.object(decide, "check_floor", _floor_at_start)


_counted = floors._counted


def _from_the_parent(case: Case, rule: FloorRule) -> tuple[int, ...]:
    """As `floors._counted`, but only the nearest area is looked at."""
    return _counted(case, rule)[:1]


def parent_without_grandparent() -> AbstractContextManager[Any]:
    return patch.object(floors, "_counted", _from_the_parent)


# -- approvals -----------------------------------------------------------------------------


_standing_notes = counting._standing_notes


def _but(code: str, variant: str) -> Callable[..., Iterator[Finding]]:
    def notes(
        case: Case, asked: ApprovalRequirement, rule: CompiledRule, approval: Any
    ) -> Iterator[Finding]:
        for note in _standing_notes(case, asked, rule, approval):
            if (note.code, note.facts.get("variant")) != (code, variant):
                yield note

    return notes


def approval_of_another_area() -> AbstractContextManager[Any]:
    return patch.object(counting, "_standing_notes", _but("approval.not_entitled", "elsewhere"))


def approval_of_the_issuer() -> AbstractContextManager[Any]:
    return patch.object(counting, "_standing_notes", _but("approval.self", "body"))


def _nothing_late(_case: Case, _rule: CompiledRule, _approval: Any) -> Iterable[Finding]:
    return ()


def approval_of_tomorrow() -> AbstractContextManager[Any]:
    return patch.object(counting, "_time_notes", _nothing_late)


def _again_and_again(_case: Case, _rule: CompiledRule, _after: int) -> Iterable[Finding]:
    return ()


def acting_first_again_and_again() -> AbstractContextManager[Any]:
    return patch.object(decide, "check_repeated", _again_and_again)


def _drill_as_real(*args: Any, **named: Any) -> Any:
    return level_at(*args, **{**named, "drill": False})


def drill_as_real() -> AbstractContextManager[Any]:
    return patch.object(register, "level_at", _drill_as_real)


BEFORE = (
    Fault("id_as_a_number", "a level's id is compared as a number", id_as_a_number),
    Fault("closed_end", "a period includes its end", closed_end),
    Fault("floor_at_start_only", "the floor is checked only at the start", floor_at_start_only),
    Fault(
        "parent_without_grandparent",
        "the floor looks at the parent, not at the grandparent",
        parent_without_grandparent,
    ),
    Fault("partial_scope_ignored", "an order for a part holds in the whole", partial_scope_ignored),
    Fault("replaced_order_counts", "a replaced order still counts", replaced_order_counts),
    Fault(
        "approval_of_another_area",
        "the approval of a body of another area counts",
        approval_of_another_area,
    ),
    Fault("approval_of_the_issuer", "the issuer's own approval counts", approval_of_the_issuer),
    Fault(
        "end_ignored_beneath",
        "an early end is ignored beneath the named part",
        end_ignored_beneath,
    ),
    Fault("never_lapses", "a provisional order never lapses", never_lapses),
    Fault("approval_of_tomorrow", "a late or stale approval counts", approval_of_tomorrow),
    Fault(
        "acting_first_again_and_again",
        "one may act first again at once",
        acting_first_again_and_again,
    ),
    Fault("drill_as_real", "a drill shows the real levels", drill_as_real),
)
"""The faults, each different from the others."""
