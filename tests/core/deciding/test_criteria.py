"""`criteria.missing` and `criteria.differs` (docs/semantics.md, section 11)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from responselevels.core.deciding.audit import audit
from responselevels.core.digests import proposal_digest
from responselevels.errors import InputError
from responselevels.models.decisions import Decision, Effect, Finding, Remedy, Verdict
from responselevels.models.orders import Order
from responselevels.models.parts.cites import Clause
from responselevels.models.proposals import IssueProposal
from responselevels.text.catalogue import Named
from tests.core.desk import (
    CITY_ORDER,
    REGION_ORDER,
    approval,
    city,
    codes,
    decided,
    found,
    level,
    rules,
    waits,
    world,
)
from tests.model.scenes import Data, on, order

FACTS: list[Data] = [
    {"id": "people", "unit": "person", "from": 0},
    {"id": "outdoors", "type": "yes_no"},
    {"id": "kind", "one_of": ["sport", "concert", "fair"]},
    {"id": "beside", "unit": "metre"},
]
ROWS: list[Data] = [
    {"when": {"people": {"from": 1000, "below": 5000}}, "levels": ["yellow"]},
    {"when": {"people": {"from": 5000}, "outdoors": False}, "levels": ["yellow", "orange"]},
    {"when": {"people": {"from": 5000}, "outdoors": True}, "levels": ["orange", "red"]},
]
GRADE: Data = {
    "id": "grade",
    "rows": ROWS,
    "otherwise": ["green"],
    "cite": {"source": "opinion", "clause": "5.1"},
}
CLAUSE = Clause(source="opinion", clause="5.1")
TABLE = Named("table", "grade")


def asking(table: Data = GRADE, **asked: Any) -> Data:
    """Return the rules with a city order that is held against a table."""
    assessment = {"by": ["city_hall"], "table": "grade", **asked}
    requires = {"period": "open", "assessment": assessment}
    return rules(
        facts=FACTS,
        tables=[table],
        transitions=[REGION_ORDER, {**CITY_ORDER, "requires": requires}],
    )


def assessed(**facts: Any) -> Data:
    return {"by": "city_hall", "at": on(2), "facts": facts}


def judged(level_: str, written: Data | None = None, /, **facts: Any) -> Decision:
    return decided(city(level_, assessment=assessed(**facts)), written=written or asking())


def differing(effect: Effect = Effect.DENY, cite: Clause = CLAUSE, **facts: object) -> Finding:
    given = {"table": TABLE, **facts}
    return Finding(
        code="criteria.differs", effect=effect, rule="city_order", cite=cite, facts=given
    )


def missing(level_: str, *facts: str) -> Finding:
    named = tuple(Named("fact", fact) for fact in facts)
    found_ = waits("criteria.missing", "city_order", table=TABLE, level=level(level_), facts=named)
    return replace(found_, cite=CLAUSE)


@pytest.mark.parametrize(
    ("level_", "facts"),
    [
        ("green", {"people": 999}),
        ("green", {"people": "999.999999999", "outdoors": True}),
        ("yellow", {"people": 1000}),
        ("yellow", {"people": "4999.5"}),
        ("yellow", {"people": 5000, "outdoors": False}),
        ("orange", {"people": 5000, "outdoors": False}),
        ("orange", {"people": 5000}),
        ("red", {"people": 5000, "outdoors": True}),
    ],
)
def test_a_level_that_the_facts_call_for_is_permitted(level_: str, facts: Data) -> None:
    decision = judged(level_, **facts)
    assert (decision.verdict, decision.findings) == (Verdict.PERMIT, ())


def test_a_level_that_the_facts_do_not_call_for_is_denied_with_the_row_and_its_levels() -> None:
    decision = judged("yellow", people=5000, outdoors=True, kind="fair")
    assert decision.verdict is Verdict.DENY
    levels = (level("orange"), level("red"))
    wanted = differing(level=level("yellow"), rows=(3,), levels=levels)
    remedies = (Remedy(level="orange"), Remedy(level="red"))
    assert decision.findings == (replace(wanted, remedies=remedies),)


def test_the_rest_counts_as_the_row_after_the_last() -> None:
    decision = judged("red", people=3)
    wanted = differing(level=level("red"), rows=(4,), levels=(level("green"),))
    assert decision.findings == (replace(wanted, remedies=(Remedy(level="green"),)),)


def test_of_several_rows_left_the_levels_that_all_have_are_the_remedies() -> None:
    decision = judged("green", people=5000)
    levels = (level("yellow"), level("orange"), level("red"))
    wanted = differing(level=level("green"), rows=(2, 3), levels=levels)
    assert decision.findings == (replace(wanted, remedies=(Remedy(level="orange"),)),)


def test_programs_are_told_the_table_and_what_would_decide_or_which_rows_are_left() -> None:
    def told(decision: Decision) -> Any:
        (finding,) = json.loads(decision.to_json())["findings"]
        return finding["criteria"]

    assert told(judged("red")) == {"table": "grade", "facts": ["outdoors", "people"]}
    assert told(judged("green", people=5000)) == {
        "table": "grade",
        "rows": [2, 3],
        "levels": ["yellow", "orange", "red"],
    }


def test_rows_that_agree_on_no_level_leave_no_remedy() -> None:
    one = {"when": {"outdoors": True}, "levels": ["orange"]}
    other = {"when": {"outdoors": False}, "levels": ["red"]}
    written = asking({"id": "grade", "rows": [one, other]})
    (finding,) = judged("yellow", written).findings
    assert finding.facts["rows"] == (1, 2)
    assert finding.remedies == ()
    assert finding.cite == Clause(source="opinion", clause="3.4")


def test_facts_that_leave_rows_with_and_without_the_level_are_missing() -> None:
    decision = judged("yellow", people=5000)
    assert decision.verdict is Verdict.PENDING
    assert decision.findings == (missing("yellow", "outdoors"),)
    assert judged("red").findings == (missing("red", "outdoors", "people"),)
    assert judged("yellow", outdoors=False).findings == (missing("yellow", "people"),)


def test_a_fact_that_decides_nothing_need_not_be_stated_and_may_be() -> None:
    assert judged("orange", people=5000).permitted
    assert judged("orange", people=5000, beside="-2.5", kind="fair").permitted


def test_a_table_that_is_advice_only_notes_what_differs() -> None:
    advised = asking(binding=False)
    decision = judged("yellow", advised, people=5000, outdoors=True)
    levels = (level("orange"), level("red"))
    facts: dict[str, Any] = {
        "variant": "advice",
        "level": level("yellow"),
        "rows": (3,),
        "levels": levels,
    }
    remedies = (Remedy(level="orange"), Remedy(level="red"))
    assert decision.findings == (replace(differing(Effect.NOTE, **facts), remedies=remedies),)
    assert decision.permitted
    assert judged("yellow", advised, people=5000).findings == (missing("yellow", "outdoors"),)


def test_the_one_row_left_cites_its_own_clause() -> None:
    own = {**ROWS[2], "cite": {"source": "opinion", "clause": "5.2"}}
    written = asking({**GRADE, "rows": [*ROWS[:2], own]})
    (one,) = judged("yellow", written, people=5000, outdoors=True).findings
    assert one.cite == Clause(source="opinion", clause="5.2")
    (several,) = judged("green", written, people=5000).findings
    assert several.cite == CLAUSE
    first = {**ROWS[1], "cite": {"source": "opinion", "clause": "5.3"}}
    written = asking({**GRADE, "rows": [ROWS[0], first, ROWS[2]]})
    (several,) = judged("green", written, people=5000).findings
    assert several.cite == CLAUSE


def test_a_table_without_a_clause_cites_what_asks_for_the_assessment() -> None:
    written = asking({key: value for key, value in GRADE.items() if key != "cite"})
    (_, mine) = written["transitions"]
    mine["requires"]["cites"] = {"assessment": {"source": "opinion", "clause": "7"}}
    by_key = Clause(source="opinion", clause="7")
    assert [one.cite for one in judged("red", written, people=3).findings] == [by_key]
    assert [one.cite for one in judged("red", written, people=5000).findings] == [by_key]


def test_where_the_assessment_is_missing_its_facts_call_for_nothing() -> None:
    assert codes(decided(city("red"), written=asking())) == ["assessment.missing"]
    joint = asking(with_=["city_watch"])
    decision = decided(city("red", assessment=assessed(people=3)), written=joint)
    assert codes(decision) == ["assessment.missing"]
    late = {**assessed(people=3), "at": on(4)}
    assert codes(decided(city("red", assessment=late), written=asking())) == ["assessment.missing"]


def test_a_transition_that_asks_for_no_table_looks_at_no_facts() -> None:
    written = asking()
    transition = {**CITY_ORDER, "requires": {"assessment": {"by": ["city_hall"]}}}
    written = {**written, "transitions": [REGION_ORDER, transition]}
    assert judged("red", written, people=3).permitted


def test_criteria_count_in_choosing_a_transition() -> None:
    plain = {**CITY_ORDER, "id": "plain", "requires": {"approval": "committee"}}
    written = asking()
    written = {**written, "transitions": [*written["transitions"], plain]}
    assert judged("red", written, people=3).transition == "plain"
    assert judged("red", written, people=5000, outdoors=True).transition == "city_order"


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"poeple": 5}, [("fact.unknown", ("assessment", "facts", "poeple"))]),
        ({"people": -1}, [("stated.least", ("assessment", "facts", "people"))]),
        (
            {"outdoors": 1, "kind": "fete"},
            [
                ("stated.yes_no", ("assessment", "facts", "outdoors")),
                ("option.unknown", ("assessment", "facts", "kind")),
            ],
        ),
    ],
)
def test_facts_that_cannot_be_are_input_errors_with_their_place(facts: Data, problems: Any) -> None:
    with pytest.raises(InputError) as caught:
        judged("red", None, **facts)
    assert [(one.code, one.where.path) for one in caught.value.problems] == problems


def test_facts_in_orders_are_looked_up_too() -> None:
    held = order("R-1", "north", "red", (5, 9), issuer="city_hall", assessment=assessed(people=-1))
    with pytest.raises(InputError) as caught:
        world([held], asking())
    (problem,) = caught.value.problems
    assert problem.where.path == ("orders", 0, "assessment", "facts", "people")


def test_an_audit_holds_an_order_against_the_facts_that_it_was_issued_on() -> None:
    on_facts = {**assessed(people=5000, outdoors=True), "at": on(1)}
    lawful = order("R-1", "north", "red", (5, 9), issuer="city_hall", assessment=on_facts)
    other = {**lawful, "id": "R-2", "assessment": {**assessed(people=5), "at": on(1)}}
    book = world([lawful, other], asking())
    listed = [Order.model_validate(one) for one in (lawful, other)]
    made = [decision for _, decision in audit(book.scheme, listed)]
    assert [codes(decision) for decision in made] == [[], ["criteria.differs"]]


def _digest(assessment: Data | None) -> str:
    return proposal_digest(IssueProposal.model_validate(city("red", assessment=assessment)))


def test_an_approval_is_bound_to_the_facts() -> None:
    bare = _digest(None)
    assert _digest({"by": "city_hall", "at": on(2)}) == bare == _digest(assessed())
    stated = _digest(assessed(people=5000, outdoors=True))
    assert stated != bare
    assert stated == _digest({**assessed(outdoors=True, people=5000), "at": on(1)})
    assert stated != _digest(assessed(people="5000", outdoors=True))
    written = asking()
    (_, mine) = written["transitions"]
    mine["requires"]["approval"] = "committee"
    proposal = city(
        "red",
        assessment=assessed(people=6000, outdoors=True),
        approvals=[approval("committee", digest=stated)],
    )
    decision = decided(proposal, written=written)
    assert found(decision, "approval.stale").facts["digest"] == stated
    assert decision.verdict is Verdict.PENDING
