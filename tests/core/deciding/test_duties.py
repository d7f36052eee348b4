"""What is to be done, and by when (docs/semantics.md, section 10, "Duties")."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from responselevels.models.decisions import Decision, Verdict
from responselevels.models.duties import DutyDue
from responselevels.models.texts import Text
from tests.core.desk import CITY_ORDER, ENDING, RULES, city, decided, ending, rules
from tests.model.scenes import Data, at, on, order

DUTIES = [
    {"do": {"en": "publish", "zh": "公布"}, "to": "the public", "within": "PT1H"},
    {"do": "file"},
]
DUTIFUL = rules(transitions=[{**CITY_ORDER, "duties": DUTIES}])
FROM = [{"do": since, "within": "PT1H", "counts_from": since} for since in ("start", "end")]


def due(decision: Decision) -> dict[str, datetime | None]:
    return {duty.do.in_("en"): duty.due for duty in decision.duties}


def red(days: tuple[int, int | None], **more: object) -> Data:
    return order("N-1", "north", "red", days, **more)


def test_duties_are_due_counted_from_the_decision_and_weigh_nothing() -> None:
    expected = (
        DutyDue(
            do=Text.of({"en": "publish", "zh": "公布"}), to=Text.of("the public"), due=at(3, 1)
        ),
        DutyDue(do=Text.of("file"), to=None, due=None),
    )
    decision = decided(city(), written=DUTIFUL)
    assert (decision.verdict, decision.duties) == (Verdict.PERMIT, expected)
    denied = decided(city(issuer="police"), written=DUTIFUL)
    assert (denied.verdict, denied.duties) == (Verdict.DENY, expected)


def test_there_are_no_duties_where_no_transition_fits_nor_for_an_ending_without_any() -> None:
    assert decided(city(transition="x") | {"transition": None, "level": "green"}).duties == ()
    assert decided(ending("N-1"), red((2, 9)), written=DUTIFUL).duties == ()


def test_a_duty_that_is_due_after_all_time_is_due_at_its_end() -> None:
    last = datetime.fromisoformat("9999-12-31T23:59:59.999999Z")
    proposal = city() | {"period": {"start": "9999-12-31T23:59:30Z"}}
    decision = decided(proposal, written=DUTIFUL, when=last - timedelta(seconds=60))
    assert decision.duties[0].due == last


# -- from when they count --------------------------------------------------------------


def test_of_a_new_order_they_count_from_the_start_or_the_end_of_its_period() -> None:
    written = rules(transitions=[{**CITY_ORDER, "duties": FROM}])
    assert due(decided(city("red", 5, 9), written=written)) == {"start": at(5, 1), "end": at(9, 1)}
    assert due(decided(city("red", 5, None), written=written))["end"] is None


def test_of_an_early_end_they_count_from_the_start_of_the_order_or_from_the_end_itself() -> None:
    written = rules(endings=[{**ENDING, "duties": FROM}])
    decision = decided(ending("N-1", 6), red((2, 9)), written=written)
    assert due(decision) == {"start": at(2, 1), "end": at(6, 1)}


AT_ONCE: Data = {
    **CITY_ORDER,
    "id": "at_once",
    "duties": [{"do": "report"}],
    "ratify": {"approval": "board", "within": "P2D", "duties": FROM},
}
HELD: Data = {"transition": "at_once", "provisional_until": on(4), "issuer": "city_hall"}


@pytest.mark.parametrize(
    ("days", "ends", "over"),
    [
        ((2, 9), [], at(9, 1)),
        ((2, None), [], None),
        ((2, 9), [{"at": on(7)}], at(7, 1)),
        ((2, 9), [{"at": on(7), "scope": ["lane"]}], at(9, 1)),
        ((2, None), [{"at": on(7), "scope": ["north"]}, {"at": on(6)}], at(6, 1)),
    ],
)
def test_of_a_ratification_they_count_to_the_end_of_the_order_everywhere(
    days: tuple[int, int | None], ends: list[Data], over: datetime | None
) -> None:
    written = rules(transitions=[*RULES["transitions"], AT_ONCE])
    proposal: Data = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    decision = decided(proposal, red(days, ends=ends, **HELD), written=written)
    assert due(decision) == {"start": at(2, 1), "end": over}


# -- when they are set ----------------------------------------------------------------


WHEN = [{"do": when, "when": when} for when in ("always", "raised", "lowered")]


def test_some_are_set_only_where_the_decision_itself_raises_or_lowers_some_area() -> None:
    written = rules(transitions=[{**CITY_ORDER, "duties": WHEN}], lowering="free")
    assert set(due(decided(city("red"), written=written))) == {"always", "raised"}
    held = red((2, 9))
    assert set(due(decided(city("orange", 5, 9), held, written=written))) == {"always", "lowered"}
    # To the end of the red order it lowers, and raises after that.
    both = decided(city("orange", 5, 12), held, written=written)
    assert set(due(both)) == {"always", "raised", "lowered"}
    assert set(due(decided(city("red", 5, 9), held, written=written))) == {"always"}


def test_a_denied_proposal_raises_nothing_and_sets_none_that_ask_for_it() -> None:
    written = rules(transitions=[{**CITY_ORDER, "duties": WHEN}])
    denied = decided(city("red", issuer="police"), written=written)
    assert (denied.verdict, set(due(denied))) == (Verdict.DENY, {"always"})


# -- how they are told -----------------------------------------------------------------


def test_as_json_a_duty_has_its_id_and_what_it_counts_from_where_that_is_not_the_decision() -> None:
    sweep = {"id": "sweep", "do": "sweep", "within": "PT6H", "counts_from": "end"}
    clear = {"do": "clear", "counts_from": "end"}
    written = rules(transitions=[{**CITY_ORDER, "duties": [sweep, clear, {"do": "file"}]}])
    assert json.loads(decided(city("red", 5, None), written=written).to_json())["duties"] == [
        {
            "id": "sweep",
            "do": "sweep",
            "to": None,
            "due": None,
            "counts_from": "end",
            "within": "PT6H",
        },
        {"do": "clear", "to": None, "due": None, "counts_from": "end", "within": None},
        {"do": "file", "to": None, "due": None},
    ]
