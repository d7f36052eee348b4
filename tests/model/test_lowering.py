"""What must not be undone by a milder order, asked of both engines (docs/semantics.md, section 7)."""

from __future__ import annotations

import pytest

from responselevels.testing.reference.values import Decision, Finding, Remedy, Replaced, Span
from tests.model.cases import OFFICE
from tests.model.engines import Engine, of_each_engine
from tests.model.scenes import MARSEC, RELIEF, Data, at, issue, on, order, scene

SEVERE = order("R-1", "cn", "I", (2, None), scope=["east"])
LARGE = order("R-1", "cn", "II", (2, None), scope=["east"])
CAPTAIN = {"issuer": "captain_of_port"}


def decided(engine: Engine, held: list[Data], proposal: Data, scheme: Data = RELIEF) -> Decision:
    world, asked = scene(scheme, held, proposal)
    return engine(world, asked, at(3))


def office(level: str, start: int, end: int | None, *approved: str, **more: object) -> Data:
    approvals = [{"body": body, "at": on(2)} for body in approved]
    return issue("cn", level, start, end, scope=["east"], approvals=approvals, **OFFICE, **more)


def lowered(area: str, days: tuple[int, int | None], level: str, name: str = "R-1") -> Span:
    start, end = days
    return Span(area, at(start), None if end is None else at(end), level, (name,))


def with_lowering(mode: str) -> Data:
    return {**RELIEF, "rules": {**RELIEF["rules"], "lowering": mode}}


# -- what is refused ------------------------------------------------------------------


@of_each_engine
def test_a_captain_who_may_only_raise_cannot_lower_by_starting_early(engine: Engine) -> None:
    held = [order("R-1", "harbor", "3", (10, None))]
    decision = decided(engine, held, issue("harbor", "2", 4, None, **CAPTAIN), MARSEC)
    assert decision.codes() == {"lowering.no_ending": "deny"}
    found = decision.finding("lowering.no_ending")
    assert found.where == (lowered("harbor", (10, None), "3"),)
    assert found.remedies == (Remedy("level", "3"), Remedy("period", (at(4), at(10))))


@of_each_engine
def test_a_captain_who_may_only_raise_cannot_lower_by_naming_the_wider_area(
    engine: Engine,
) -> None:
    held = [order("R-1", "harbor", "3", (2, None), scope=["pier"])]
    decision = decided(engine, held, issue("harbor", "2", 4, None, **CAPTAIN), MARSEC)
    assert decision.verdict == "deny"
    assert decision.finding("lowering.no_ending").where == (lowered("pier", (4, None), "3"),)
    assert decision.replaces == ()


@of_each_engine
def test_an_office_cannot_turn_the_highest_response_into_the_lowest_alone(engine: Engine) -> None:
    decision = decided(engine, [SEVERE], office("IV", 4, None))
    assert decision.verdict == "pending"
    found = decision.finding("approval.missing")
    assert (found.rule, found.completions) == ("close_I", (("head",),))
    assert found.where == (lowered("east", (4, None), "I"),)


@of_each_engine
def test_a_deputy_who_may_open_the_milder_one_may_not_so_end_the_severer(engine: Engine) -> None:
    decision = decided(engine, [LARGE], office("III", 4, None, "secretary_general"))
    assert decision.codes() == {"approval.missing": "pending", "level.lowers": "note"}
    assert decision.finding("approval.missing").rule == "close_II"


@of_each_engine
@pytest.mark.parametrize("days", [(4, 10), (10, None)])
def test_two_shorter_orders_are_asked_each_what_the_long_one_is(
    engine: Engine, days: tuple[int, int | None]
) -> None:
    decision = decided(engine, [LARGE], office("III", *days, "secretary_general"))
    assert decision.finding("approval.missing").where == (lowered("east", days, "II"),)


@of_each_engine
def test_a_drill_has_lowered_nothing_for_what_comes_after_it(engine: Engine) -> None:
    drill = order("R-2", "cn", "IV", (2, None), scope=["east"], drill=True)
    decision = decided(engine, [LARGE, drill], office("III", 4, None, "secretary_general"))
    assert decision.finding("approval.missing").where == (lowered("east", (4, None), "II"),)
    assert decided(engine, [LARGE], office("IV", 4, None, drill=True)).codes() == {}


@of_each_engine
def test_what_may_lapse_has_lowered_nothing_behind_its_grace(engine: Engine) -> None:
    brief = order("R-2", "cn", "IV", (2, None), scope=["east"], provisional_until=on(6))
    decision = decided(engine, [LARGE, brief], office("III", 4, 9, "secretary_general"))
    assert decision.finding("approval.missing").where == (lowered("east", (6, 9), "II"),)


@of_each_engine
def test_what_may_yet_be_ratified_is_lowered_to_the_end_of_its_period(engine: Engine) -> None:
    severe = order("R-1", "cn", "II", (2, 12), scope=["east"], provisional_until=on(6))
    decision = decided(engine, [severe], office("III", 7, 15, "secretary_general"))
    assert decision.finding("approval.missing").where == (lowered("east", (7, 12), "II"),)
    over = {**severe, "provisional_until": on(3)}
    assert decided(engine, [over], office("III", 7, 15, "secretary_general")).verdict == "permit"


@of_each_engine
def test_an_order_hidden_beneath_a_more_severe_one_is_lowered_too(engine: Engine) -> None:
    hidden = order("R-1", "cn", "II", (2, 20), scope=["east"])
    over_it = order("R-2", "cn", "I", (2, 10), scope=["east"])
    decision = decided(engine, [hidden, over_it], office("III", 4, 15, "secretary_general", "head"))
    assert decision.verdict == "pending"
    found = decision.finding("approval.missing")
    assert (found.rule, found.where) == ("close_II", (lowered("east", (4, 15), "II"),))


@of_each_engine
def test_an_approval_of_mondays_routine_undoes_no_order_of_tuesday(engine: Engine) -> None:
    tuesday = {**LARGE, "issued_at": on(2, 1)}
    monday = office("III", 4, None, "secretary_general", "deputy_head")
    decision = decided(engine, [tuesday], monday)
    assert decision.verdict == "pending"
    note = decision.finding("approval.before_order")
    assert (note.rule, dict(note.facts)["body"]) == ("close_II", "deputy_head")


@of_each_engine
def test_where_lowering_is_refused_no_approval_helps(engine: Engine) -> None:
    proposal = office("III", 4, None, "secretary_general", "deputy_head")
    decision = decided(engine, [LARGE], proposal, with_lowering("refused"))
    assert decision.finding("lowering.refused") == Finding(
        "lowering.refused",
        "deny",
        None,
        (("areas", ("east",)), ("level", "III"), ("lowers", ("R-1",))),
        (lowered("east", (4, None), "II"),),
        (Remedy("level", "II"),),
    )


# -- what passes -------------------------------------------------------------------------


@of_each_engine
def test_with_what_the_ending_asks_the_milder_order_takes_the_place(engine: Engine) -> None:
    proposal = office("III", 4, 9, "secretary_general", "deputy_head")
    decision = decided(engine, [LARGE], proposal)
    assert decision.codes() == {"level.lowers": "note"}
    assert decision.replaces == (Replaced("R-1", "east", at(4), at(9)),)


@of_each_engine
def test_where_lowering_is_free_nothing_more_is_asked(engine: Engine) -> None:
    proposal = office("III", 4, 9, "secretary_general")
    decision = decided(engine, [LARGE], proposal, with_lowering("free"))
    assert decision.verdict == "permit"
    assert decision.replaces == (Replaced("R-1", "east", at(4), at(9)),)


@of_each_engine
def test_to_renew_the_milder_order_needs_no_second_ending(engine: Engine) -> None:
    milder = order("R-2", "cn", "III", (2, None), scope=["east"])
    proposal = office("III", 4, 9, "secretary_general")
    assert decided(engine, [LARGE, milder], proposal).verdict == "permit"


@of_each_engine
def test_a_more_severe_order_replaces_and_lowers_nothing(engine: Engine) -> None:
    decision = decided(engine, [LARGE], office("II", 4, 9, "deputy_head"))
    assert decision.codes() == {}
    assert decision.replaces == (Replaced("R-1", "east", at(4), at(9)),)
