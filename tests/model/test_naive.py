"""What each engine must say of worlds written by hand.

The naive engine is itself held to these, so that an oracle that errs is seen.
"""

from __future__ import annotations

import pytest

from responselevels.testing.reference.values import (
    Change,
    Decision,
    Finding,
    Overtake,
    Remedy,
    Span,
)
from tests.model.cases import CASES, Case, city
from tests.model.engines import Engine, of_each_engine
from tests.model.scenes import (
    XIXIAN,
    Data,
    at,
    order,
    scene,
    xixian_counting,
)


@of_each_engine
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_of_the_schemes_is_decided_as_its_table_says(case: Case, engine: Engine) -> None:
    decision = decided(case.name, engine)
    assert (decision.verdict, tuple(sorted(decision.codes()))) == (case.verdict, case.codes)


def decided(name: str, engine: Engine) -> Decision:
    """Return the decision on the case whose name begins with *name*, on 3 February."""
    case = next(case for case in CASES if case.name.startswith(name))
    world, proposal = scene(case.scheme, case.orders, case.proposal)
    return engine(world, proposal, at(3))


def over(scheme: Data, held: list[Data], proposal: Data, engine: Engine) -> Decision:
    world, asked = scene(scheme, held, proposal)
    return engine(world, asked, at(3))


def change(area: str, days: tuple[int, int | None], was: str, would_be: str) -> Change:
    start, end = days
    return Change(area, at(start), None if end is None else at(end), was, would_be)


# -- floors: where it fails, and what would do ----------------------------------------


@of_each_engine
def test_a_floor_on_one_of_two_days_names_that_day_and_leaves_the_other(engine: Engine) -> None:
    found = decided("X4", engine).finding("floor.less_severe")
    assert found.rule == "city_not_below_new_area"
    assert found.where == (Span("north", at(12), at(13), "2", ("R-1",)),)
    assert found.remedies == (Remedy("level", "2"), Remedy("period", (at(13), at(14))))


@of_each_engine
def test_a_floor_in_the_middle_leaves_both_ends_of_the_period(engine: Engine) -> None:
    found = decided("A3", engine).finding("floor.less_severe")
    assert found.where == (Span("ship", at(14), at(16), "2", ("R-1",)),)
    assert found.remedies == (
        Remedy("level", "2"),
        Remedy("period", (at(13), at(14))),
        Remedy("period", (at(16), at(17))),
    )


@of_each_engine
def test_a_floor_over_one_street_leaves_the_other_as_scope(engine: Engine) -> None:
    held = [order("R-1", "xixian", "2", (10, 21), scope=["lane"])]
    found = over(XIXIAN, held, city("3", 12, 14, scope=["north"]), engine)
    floor = found.finding("floor.less_severe")
    assert floor.where == (Span("lane", at(12), at(14), "2", ("R-1",)),)
    assert floor.remedies == (Remedy("level", "2"), Remedy("scope", ("mill",)))


@of_each_engine
def test_a_floor_that_rises_is_one_row_for_each_level(engine: Engine) -> None:
    held = [
        order("R-1", "xixian", "2", (10, 13)),
        order("R-2", "xixian", "1", (13, 21)),
        order("R-3", "xixian", "1", (15, 21)),
    ]
    floor = over(XIXIAN, held, city("3", 12, 16), engine).finding("floor.less_severe")
    assert floor.where == (
        Span("north", at(12), at(13), "2", ("R-1",)),
        Span("north", at(13), at(15), "1", ("R-2",)),
        Span("north", at(15), at(16), "1", ("R-3",)),
    )
    assert floor.remedies == (Remedy("level", "1"),)


@of_each_engine
def test_touching_binds_the_whole_city_by_what_is_ordered_for_one_street(engine: Engine) -> None:
    held = [order("R-1", "xixian", "2", (10, 13), scope=["lane"])]
    proposal = city("3", 12, 14, scope=["mill"])
    floor = over(xixian_counting("touching"), held, proposal, engine).finding("floor.less_severe")
    assert floor.where == (Span("mill", at(12), at(13), "2", ("R-1",)),)
    assert over(XIXIAN, held, proposal, engine).findings == ()


# -- changes and overtaken orders -------------------------------------------------------


@of_each_engine
def test_raising_over_a_standing_order_overtakes_it_for_as_long_as_both_hold(
    engine: Engine,
) -> None:
    decision = decided("X9", engine)
    assert decision.overtakes == (Overtake("N-1", "north", at(12), at(14)),)
    assert decision.changes == (
        change("north", (12, 14), "2", "1"),
        change("xixian", (12, 14), "4", "1"),
    )


@of_each_engine
def test_a_milder_order_over_all_lowers_where_a_local_one_was_more_severe(engine: Engine) -> None:
    decision = decided("X12", engine)
    assert decision.changes == (
        change("north", (12, 15), "2", "3"),
        change("north", (15, 21), "4", "3"),
        change("xixian", (12, 21), "4", "3"),
    )
    assert decision.finding("level.lowers").facts == (("areas", ("north",)),)


@of_each_engine
def test_what_the_parent_shows_as_well_is_left_out(engine: Engine) -> None:
    assert decided("A5", engine).changes == (change("harbor", (3, None), "1", "3"),)


@of_each_engine
def test_a_base_at_the_old_minimum_is_overtaken_by_the_new_one(engine: Engine) -> None:
    decision = decided("B1", engine)
    assert decision.changes == (change("northcom", (3, None), "ALPHA", "BRAVO"),)
    assert decision.overtakes == (Overtake("R-2", "base", at(3), at(9)),)


@of_each_engine
def test_after_the_end_the_older_order_counts_again(engine: Engine) -> None:
    assert decided("E5", engine).changes == (change("fr", (4, None), "urgence", "renforcee"),)


@of_each_engine
def test_a_part_ending_changes_that_part_alone(engine: Engine) -> None:
    assert decided("F4", engine).changes == (change("kita", (4, None), "4", "2"),)


# -- approvals --------------------------------------------------------------------------


@of_each_engine
def test_a_missing_approval_lists_who_could_complete_it(engine: Engine) -> None:
    assert decided("C2", engine).finding("approval.missing").completions == (("deputy_head",),)
    assert decided("X2", engine).finding("approval.missing").completions == (
        ("governance_committee",),
        ("party_management",),
    )


@of_each_engine
def test_an_approval_that_was_not_asked_for_is_noted_and_not_counted(engine: Engine) -> None:
    decision = decided("C4", engine)
    assert decision.finding("approval.not_entitled") == Finding(
        "approval.not_entitled",
        "note",
        "close_II",
        (("body", "secretary_general"), ("variant", "unnamed")),
    )
    assert decision.finding("approval.missing").completions == (("deputy_head",),)
