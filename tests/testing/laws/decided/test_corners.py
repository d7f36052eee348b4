"""What the laws of what is decided say of groups, evidence, large tables, and what they cannot know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from responselevels import Areas, Rules
from responselevels.core.deciding.evidence import Evidence, Refusal
from responselevels.models.areas import Group
from responselevels.models.orders import Approval, Assessment, Order, Period
from responselevels.testing import History
from responselevels.testing.laws import reference_tables
from responselevels.testing.laws.decided.permitting import permitted
from responselevels.testing.laws.decided.probing import edges
from tests.testing.laws.decided.yard import (
    AREAS,
    AT,
    DAY,
    HOUR,
    NAMED,
    NEW,
    RULES,
    YARD,
    ended,
    of_city,
    ordered,
    ratified,
    seen_by,
    story,
)

GROUPED = Areas(areas=AREAS.areas, groups=(Group(id="towns", members=("A1", "A2")),))


def test_groups_of_areas_are_issued_and_ended_as_they_are_meant() -> None:
    history = History(RULES, GROUPED)
    history.take(ordered("P-1", scope=("towns",)), AT)
    history.take(ended("P-2", "P-1", scope=("towns",)), AT + HOUR)
    assert [step.carried_out for step in history.steps] == [True, True]
    assert [permitted(history, step) for step in history.steps] == [None, None]
    for name in (*NEW, "listing_is_irrelevant"):
        NAMED[name].check(history)


def test_nothing_is_said_of_what_was_refused() -> None:
    history = History(RULES, AREAS)
    step = history.take(ordered("P-1"), AT, Evidence(refusals=(Refusal(body="council"),)))
    assert permitted(history, step) is None
    assert seen_by(history) == []


def test_signed_approvals_count_where_signatures_are_demanded() -> None:
    signed: dict[str, Any] = {**YARD, "transitions": [dict(one) for one in YARD["transitions"]]}
    signed["transitions"][0]["requires"] = {"approval": "council", "signed": True}
    history = History(Rules.model_validate(signed), AREAS)
    history.take(ordered("P-1"), AT)
    history.take(ordered("P-2"), AT, Evidence(signed={0: "li"}))
    assert [permitted(history, step) for step in history.steps] == [False, True]
    assert seen_by(history) == []


CRITERIA: dict[str, Any] = {
    **YARD,
    "facts": [{"id": "people", "unit": "person", "from": 0}],
    "tables": [
        {
            "id": "grade",
            "rows": [
                {"when": {"people": {"below": 100}}, "levels": ["watch"]},
                {"when": {"people": {"from": 100}}, "levels": ["alert"]},
            ],
        }
    ],
    "transitions": [
        {
            "id": "order",
            "tier": "region",
            "to": ["watch", "alert"],
            "issuers": ["office"],
            "requires": {"assessment": {"by": ["office"], "table": "grade"}},
        }
    ],
    "floors": [],
    "endings": [],
}


def counted(name: str, people: int | None) -> Any:
    facts: dict[str, Any] = {} if people is None else {"people": people}
    return ordered(name, assessment=Assessment(by="office", at=AT, facts=facts))


def test_facts_call_for_the_level_or_nothing_is_said_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [(counted("P-1", 5), AT), (counted("P-2", 500), AT), (counted("P-3", None), AT)]
    history = story(*told, rules=Rules.model_validate(CRITERIA))
    assert [permitted(history, step) for step in history.steps] == [True, False, False]
    assert seen_by(history) == []
    monkeypatch.setattr(reference_tables, "MOST_SETS", 0)
    assert [permitted(history, step) for step in history.steps] == [None, None, None]


def test_an_order_that_names_no_transition_may_have_come_by_any_that_leads_there() -> None:
    order = Order(
        id="P-1",
        area="A",
        level="all",
        scope=("A",),
        period=Period(start=AT, end=AT + DAY),
        issuer="board",
        issued_at=AT,
        provisional_until=AT + 4 * HOUR,
    )
    history = History.over(RULES, AREAS, [order])
    step = history.take(ratified("P-2", "P-1"), AT + 2 * HOUR)
    assert permitted(history, step) is True
    assert step.decision.permitted


def test_nothing_is_said_of_an_order_that_is_not_there() -> None:
    history = story((ordered("P-1"), AT))
    (step,) = history.steps
    gone = replace(step, proposal=ended("P-2", "P-0"))
    assert permitted(history, gone) is None
    ending = replace(step.decision, transition="end_watch")
    assert "at" not in {
        key for one in edges(history, replace(gone, decision=ending)) for key in one
    }


def test_of_very_many_bodies_no_completions_are_worked_out() -> None:
    names = [f"b{number}" for number in range(12)]
    many: dict[str, Any] = {**YARD, "transitions": [dict(one) for one in YARD["transitions"]]}
    many["bodies"] = {**YARD["bodies"], **{name: {"tier": "region"} for name in names}}
    many["transitions"][0]["requires"] = {"approval": {"any_of": names}}
    history = story((ordered("P-1", approvals=()), AT), rules=Rules.model_validate(many))
    assert seen_by(history) == []


@pytest.mark.parametrize(
    "proposal",
    [
        ordered("P-1", approvals=(), assessment=Assessment(by="office", at=AT + HOUR)),
        ordered("P-1", approvals=(Approval(body="hall", at=AT),)),
        ordered("P-1", approvals=(Approval(body="council", area="A1", at=AT),)),
        ordered("P-1", scope=("A2",), area="A1", level="watch", issuer="hall"),
    ],
    ids=["assessed tomorrow", "a body not named", "a body of elsewhere", "outside"],
)
def test_the_laws_hold_for(proposal: Any) -> None:
    assert seen_by(story((proposal, AT))) == []


def test_the_laws_hold_where_a_floor_fails_in_a_part() -> None:
    history = story(
        (ordered("P-1", level="alert", scope=("A1.1",)), AT),
        (of_city("P-2", "watch"), AT),
        (of_city("P-3", "watch", scope=("A1.2",)), AT),
    )
    remedies = [one for found in history.steps[1].decision.findings for one in found.remedies]
    assert ("A1.2",) in [one.scope for one in remedies]
    assert seen_by(history) == []
