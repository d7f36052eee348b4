"""Duties and reviews: when they are due, when they fall away, and what counts as done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from responselevels.core.due.rows import Due
from responselevels.models.orders import Order
from responselevels.models.parts.cites import Clause
from responselevels.models.rules import Rules
from tests.core.due.desk import RULES, asked, did, ended, on, rules, starting, town
from tests.core.due.desk import order as county

SECOND = timedelta(microseconds=1)
REPORT: dict[str, Any] = {"id": "report", "do": "report", "to": "the city", "within": "P2D"}


def duties(*listed: dict[str, Any]) -> Rules:
    return starting(duties=[*listed])


def duty(**changes: Any) -> Rules:
    return duties({**REPORT, **changes})


def told(rules_: Rules, *orders: Order, at: datetime, **how: Any) -> list[tuple[Any, bool]]:
    """Return when the duties and reviews are due, and whether that has passed."""
    rows = asked(rules_, *orders, at=at, **how)
    return [(row.due, row.overdue) for row in rows if row.kind in {"duty", "review"}]


def row_of(rules_: Rules, *orders: Order, at: datetime) -> Due:
    (row,) = (row for row in asked(rules_, *orders, at=at) if row.kind in {"duty", "review"})
    return row


# -- when they are due -------------------------------------------------------------------


def test_a_duty_without_an_id_is_told_only_once_it_has_a_time_and_only_before_it() -> None:
    nameless = {key: value for key, value in REPORT.items() if key != "id"}
    assert told(duties(nameless), county(), at=on(11)) == [(on(12, 6), False)]
    assert told(duties(nameless), county(), at=on(13)) == []
    assert told(duties({**nameless, "counts_from": "end"}), county(), at=on(11)) == []
    timeless = {key: value for key, value in nameless.items() if key != "within"}
    assert told(duties({**timeless, "when": "raised"}), county(), at=on(11)) == []


def test_a_duty_counts_from_the_decision_unless_it_says_otherwise() -> None:
    row = row_of(duty(cite={"source": "plan", "clause": "2"}), county(), at=on(11))
    assert (row.order, row.area, row.name, row.due) == ("C-1", "shuihe", "report", on(12, 6))
    assert (str(row.do and row.do.in_("en")), str(row.to and row.to.in_("en"))) == (
        "report",
        "the city",
    )
    assert (row.cite, row.until) == (Clause(source="plan", clause="2"), on(20))


def test_a_duty_without_a_clause_has_that_of_its_rule() -> None:
    cited = starting(duties=[REPORT], cite={"source": "plan", "clause": "1"})
    assert row_of(cited, county(), at=on(11)).cite == Clause(source="plan", clause="1")
    assert row_of(duty(), county(), at=on(11)).cite is None


@pytest.mark.parametrize(
    ("counts_from", "at", "due"),
    [
        ("start", on(11), on(12)),
        ("end", on(19), None),
        ("end", on(20) - SECOND, None),
        ("end", on(20), on(22)),
        ("end", on(21), on(22)),
    ],
)
def test_a_duty_may_count_from_the_start_or_from_the_actual_end(
    counts_from: str, at: datetime, due: datetime | None
) -> None:
    assert told(duty(counts_from=counts_from), county(), at=at) == [(due, False)]


def test_the_actual_end_is_an_early_end_or_a_lapse_too() -> None:
    from_end = duty(counts_from="end")
    assert told(from_end, county(**ended(on(15))), at=on(16)) == [(on(17), False)]
    assert told(from_end, county(provisional_until=on(11)), at=on(12)) == [(on(13), False)]


@pytest.mark.parametrize(
    ("at", "days", "expected"),
    [
        (on(11), 0.5, []),
        (on(11), 1, [(on(12, 6), False)]),
        (on(12, 6), 0, [(on(12, 6), False)]),
        (on(12, 6) + SECOND, 0, [(on(12, 6), True)]),
        (on(28), 0, [(on(12, 6), True)]),
        (on(10, 6) - SECOND, 30, []),
    ],
)
def test_a_duty_is_told_until_it_is_done(at: datetime, days: float, expected: Any) -> None:
    assert told(duty(), county(), at=at, days=days) == expected


def test_a_duty_without_a_time_is_told_last_where_it_can_be_recorded_as_done() -> None:
    untimed = duties({"do": "file it"}, {"id": "file", "do": "file it"})
    rows = asked(untimed, county(), at=on(11))
    assert [(row.kind, row.name, row.due) for row in rows] == [
        ("order.runs_out", None, on(20)),
        ("duty", "file", None),
    ]


def test_a_duty_without_an_id_is_told_up_to_its_time() -> None:
    unnamed = duties({"do": "tell", "within": "P2D"})
    assert told(unnamed, county(), at=on(12, 6)) == [(on(12, 6), False)]
    assert told(unnamed, county(), at=on(12, 6) + SECOND) == []


# -- falling away ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "at", "there"),
    [
        ({}, on(12, 6) - SECOND, False),
        ({}, on(12, 6), True),
        ({"even_if_ended": True}, on(11), True),
        ({"counts_from": "start"}, on(11), False),
        ({"counts_from": "end"}, on(11), True),
        ({"within": None}, on(25), True),
    ],
)
def test_a_duty_falls_away_when_its_order_is_ended_before_it_is_due(
    changes: dict[str, Any], at: datetime, there: bool
) -> None:
    one = county(**ended(at, decided_at=on(10, 7)))
    assert bool(told(duty(**changes), one, at=on(10, 9))) is there


def test_a_duty_without_a_time_falls_away_with_any_early_end() -> None:
    one = county(**ended(on(15), decided_at=on(14)))
    assert told(duty(within=None), one, at=on(13)) == [(None, False)]
    assert told(duty(within=None), one, at=on(16)) == []


def test_a_duty_stays_where_its_order_runs_out_lapses_or_is_ended_in_a_part() -> None:
    assert told(duty(), county(end=on(11)), at=on(11)) == [(on(12, 6), False)]
    assert told(duty(), county(provisional_until=on(11)), at=on(11)) == [(on(12, 6), False)]
    part = county(scope=("lower", "upper"), **ended(on(11), scope=("lower",)))
    assert told(duty(), part, at=on(11)) == [(on(12, 6), False)]


# -- done --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "at", "there"),
    [
        (on(10, 6), on(11), False),
        (on(10, 6) - SECOND, on(11), True),
        (on(14), on(14), False),
        (on(14), on(14) - SECOND, True),
    ],
)
def test_a_deed_counts_from_the_decision_on_and_once_it_is_done(
    done: datetime, at: datetime, there: bool
) -> None:
    deeds = (did("report", "C-1", done),)
    assert bool(told(duty(), county(), at=at, deeds=deeds)) is there


def test_a_deed_before_the_end_does_not_count_for_what_counts_from_it() -> None:
    early, late = did("report", "C-1", on(19)), did("report", "C-1", on(20))
    from_end = duty(counts_from="end")
    assert told(from_end, county(), at=on(19), deeds=(early,)) == [(None, False)]
    assert told(from_end, county(), at=on(21), deeds=(early,)) == [(on(22), False)]
    assert told(from_end, county(), at=on(21), deeds=(early, late)) == []


def test_a_deed_is_of_one_duty_of_one_order() -> None:
    two = (county(), county(id="C-2"))
    rows = asked(duty(), *two, at=on(11), deeds=(did("report", "C-1", on(11)),))
    assert [row.order for row in rows if row.kind == "duty"] == ["C-2"]


# -- whose duties ------------------------------------------------------------------------


def test_an_order_that_names_no_transition_took_the_first_that_it_could_have() -> None:
    one = county(transition=None)
    assert told(duty(), one, at=on(11)) == [(on(12, 6), False)]
    assert told(duty(), county(transition=None, issuer="mayor"), at=on(11)) == []
    elsewhere = starting(duties=[REPORT], to=["II"])
    assert told(elsewhere, one, at=on(11)) == []
    provisional = starting(duties=[REPORT], ratify={"approval": "mayor", "within": "PT1H"})
    assert told(provisional, one, at=on(11)) == []
    assert told(duty(), town(transition=None), at=on(11)) == []


def test_an_order_that_is_only_recorded_set_nothing_and_is_reviewed_while_it_stands() -> None:
    known = county(recorded={"precision": "day"}, issuer=None)
    assert told(duty(), known, at=on(11)) == []
    assert told(reviewed(), known, at=on(11)) == [(on(13, 6), False)]


def test_a_duty_when_raised_or_lowered_is_set_by_what_the_decision_moved() -> None:
    raised, lowered = (
        {"id": word, "do": "tell", "within": "P1D", "when": word} for word in ("raised", "lowered")
    )
    severe = county(level="II")
    milder = county(id="C-2", level="III", issued_at=on(11, 6), start=on(11))
    both = duties(raised, lowered)
    both = both.model_copy(update={"lowering": "free"})
    rows = asked(both, severe, milder, at=on(11))
    named = {(row.order, row.name) for row in rows if row.kind == "duty"}
    assert named == {("C-1", "raised"), ("C-2", "lowered")}


def test_an_early_end_sets_the_duties_of_its_ending() -> None:
    told_off = {"id": "tell", "do": "tell", "within": "P1D"}
    stop = rules(endings=[{**RULES["endings"][0], "duties": [told_off]}])
    decided = county(**ended(on(15), decided_at=on(14)))
    assert told(stop, decided, at=on(14)) == [(on(15), False)]
    assert told(stop, decided, at=on(14) - SECOND) == []
    # Without the time of the decision, the end counts as decided when it came.
    assert told(stop, county(**ended(on(15))), at=on(15)) == [(on(16), False)]
    assert told(stop, county(), at=on(15)) == []


def test_a_duty_of_an_early_end_counts_from_that_end() -> None:
    after = {"id": "sweep", "do": "sweep", "within": "P1D", "counts_from": "end"}
    stop = rules(endings=[{**RULES["endings"][0], "duties": [after]}])
    part = county(scope=("lower", "upper"), **ended(on(15), scope=("lower",), decided_at=on(14)))
    assert told(stop, part, at=on(14)) == [(on(16), False)]


@pytest.mark.parametrize(
    ("others", "moved"),
    [
        ((), {"lowered"}),
        ((county(id="C-0", level="II", end=on(19)),), {"raised"}),
        ((county(id="C-0", end=on(19)),), set()),
    ],
)
def test_an_early_end_sets_what_hangs_on_how_it_moves_levels(
    others: tuple[Order, ...], moved: set[str]
) -> None:
    listed = [{"id": word, "do": "tell", "when": word} for word in ("raised", "lowered")]
    stop = rules(endings=[{**RULES["endings"][0], "duties": listed}])
    orders = (*others, county(end=on(19), **ended(on(15), decided_at=on(14))))
    rows = asked(stop, *orders, at=on(14))
    assert {row.name for row in rows if row.kind == "duty"} == moved


def test_an_end_after_the_period_moves_nothing() -> None:
    listed = [{"id": "tell", "do": "tell", "when": "lowered"}]
    stop = rules(endings=[{**RULES["endings"][0], "duties": listed}])
    assert told(stop, county(**ended(on(20), decided_at=on(14))), at=on(14)) == []


# -- reviews -----------------------------------------------------------------------------


def reviewed(**changes: Any) -> Rules:
    return starting(review={"every": "P3D", **changes})


def test_a_review_is_due_after_the_issue_and_after_the_last_one() -> None:
    again = did("start", "C-1", on(14), "review")
    assert told(reviewed(), county(), at=on(11)) == [(on(13, 6), False)]
    assert told(reviewed(), county(), at=on(14)) == [(on(13, 6), True)]
    assert told(reviewed(), county(), at=on(14), deeds=(again,)) == [(on(17), False)]
    before = did("start", "C-1", on(9), "review")
    assert told(reviewed(), county(), at=on(11), deeds=(before,)) == [(on(13, 6), False)]


def test_a_review_goes_by_its_own_id_where_it_has_one() -> None:
    row = row_of(reviewed(id="weekly", do="look"), county(), at=on(11))
    assert (row.name, row.do and row.do.in_("en"), row.until) == ("weekly", "look", on(20))
    done = did("weekly", "C-1", on(14), "review")
    assert told(reviewed(id="weekly"), county(), at=on(14), deeds=(done,)) == [(on(17), False)]


def test_a_review_has_its_clause_or_that_of_its_transition() -> None:
    rule = {"source": "plan", "clause": "1"}
    own = {"source": "plan", "clause": "2"}
    one = starting(review={"every": "P3D"}, cite=rule)
    assert row_of(one, county(), at=on(11)).cite == Clause(source="plan", clause="1")
    other = starting(review={"every": "P3D", "cite": own}, cite=rule)
    assert row_of(other, county(), at=on(11)).cite == Clause(source="plan", clause="2")


@pytest.mark.parametrize(
    ("orders", "at", "there"),
    [
        ((county(),), on(20) - SECOND, True),
        ((county(),), on(20), False),
        ((county(end=on(13, 6)),), on(11), False),
        ((county(end=on(13, 6) + SECOND),), on(11), True),
        ((county(start=on(15), **ended(on(14))),), on(12), False),
        ((town(),), on(12), False),
    ],
)
def test_a_review_is_due_only_while_the_order_stands(
    orders: tuple[Order, ...], at: datetime, there: bool
) -> None:
    assert bool(told(reviewed(), *orders, at=at)) is there


def test_a_review_beyond_the_time_asked_is_not_told() -> None:
    assert told(reviewed(), county(), at=on(11), days=1) == []
    assert told(reviewed(), county(drill=True), at=on(11)) == []
    assert told(reviewed(), county(drill=True), at=on(11), drill=True) == [(on(13, 6), False)]
    assert told(duty(), county(drill=True), at=on(11)) == []
