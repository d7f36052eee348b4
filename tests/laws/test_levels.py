"""docs/semantics.md, section 6, invariants 1, 4 and 5, and the edges of every period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given

from responselevels.models.orders import End
from responselevels.testing.reference.world.standing import in_force
from tests.laws.strategies import Held, held, registers

INSTANT = timedelta(microseconds=1)


def places(world: Held) -> Iterator[tuple[str, datetime]]:
    """Yield every area at every instant that any order names, and after all of them."""
    return ((area, at) for area in world.areas for at in world.instants())


@given(registers())
def test_no_area_is_less_severe_than_what_an_ancestor_it_inherits_from_ordered_for_it(
    world: Held,
) -> None:
    ground = world.ground
    for area, at in places(world):
        level = world.register.level(area, at=at, track=world.track).level
        for above in ground.inherited_from(area):
            assert ground.rank(str(level)) >= world.state.ordered(above, area, at).rank


@given(registers())
def test_where_nothing_is_in_force_the_level_is_the_default(world: Held) -> None:
    ground = world.ground
    for area, at in places(world):
        heard = set(ground.inherited_from(area))
        holds = any(o.area in heard and in_force(o, area, at) for o in world.state.orders)
        found = world.register.level(area, at=at, track=world.track)
        if not holds:
            assert found.level == ground.levels[ground.default]
            assert found.orders == ()


@given(registers())
def test_when_everything_has_run_out_every_level_is_the_default_again(world: Held) -> None:
    last = world.instants()[-1]
    bounded = tuple(
        order.model_copy(update={"ends": (*order.ends, End(at=last))})
        for order in world.world.orders
    )
    over = held(replace(world.world, orders=bounded))
    for area in world.areas:
        found = over.register.level(area, at=last, track=world.track)
        assert found.level == world.ground.levels[world.ground.default]
        assert found.orders == ()


@given(registers())
def test_every_change_of_a_level_has_a_cause_at_that_instant(world: Held) -> None:
    first, last = world.instants()[0] - INSTANT, world.instants()[-1]
    instants = world.state.instants()
    for area in world.areas:
        spans = world.register.timeline(area, first, last, track=world.track)
        moves = world.register.transitions(area, first, last, track=world.track)
        levels = [(one.at, one.to_level) for one in moves]
        steps = [
            (after.start, after.level)
            for before, after in pairwise(spans)
            if after.level != before.level
        ]
        assert levels == steps
        for move in moves:
            assert move.at in instants
            assert move.causes != ()


@given(registers())
def test_a_timeline_says_at_each_instant_what_the_level_then_is(world: Held) -> None:
    first, last = world.instants()[0] - INSTANT, world.instants()[-1]
    for area in world.areas:
        spans = world.register.timeline(area, first, last, track=world.track)
        assert [span.start for span in spans] == [first, *(span.end for span in spans[:-1])]
        assert spans[-1].end == last
        for span in spans:
            found = world.register.level(area, at=span.start, track=world.track)
            assert (span.level, span.orders) == (found.level, found.orders)


# -- half-open at each edge -----------------------------------------------------------------


@given(registers())
def test_no_order_counts_before_its_start_nor_from_its_end_on(world: Held) -> None:
    for order in world.state.orders:
        edges = [order.start - INSTANT, order.end, order.provisional_until]
        for at in edges:
            for area in world.areas:
                if at is not None:
                    assert (
                        order.id not in world.register.level(area, at=at, track=world.track).orders
                    )


@given(registers())
def test_no_order_counts_from_an_early_end_on_where_that_end_covers(world: Held) -> None:
    for order in world.state.orders:
        for at, places in order.ends:
            for area in places:
                assert order.id not in world.register.level(area, at=at, track=world.track).orders


@given(registers())
def test_the_last_order_of_a_root_counts_there_from_its_start_to_just_before_its_end(
    world: Held,
) -> None:
    ground = world.ground
    for place, order in enumerate(world.state.orders):
        later = [one for one in world.state.orders[place + 1 :] if one.area == order.area]
        if ground.parent[order.area] is not None or later or order.ends:
            continue
        lasts = [last for last in (order.end, order.provisional_until) if last is not None]
        for at in [order.start, *(last - INSTANT for last in lasts)]:
            inside = order.start <= at and all(at < last for last in lasts)
            if inside and order.area in order.places:
                level = world.register.level(order.area, at=at, track=world.track).level
                assert level == ground.levels[order.rank]
