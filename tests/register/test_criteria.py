"""Facts in a register: assessed again, approvals bound to them, replayed, and adopted otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision, NotPermitted, Verdict
from responselevels.models.rules import Rules
from responselevels.register.adoption.easing import easings
from responselevels.register.clocks import GivenClock
from responselevels.register.register import StoredRegister
from responselevels.register.signatures.statements import approval_text, content_digest
from tests.register import duty
from tests.register.duty import approval, assessment, at, order_of

FACTS: list[dict[str, Any]] = [
    {"id": "people", "unit": "person", "from": 0},
    {"id": "outdoors", "type": "yes_no"},
]
GRADE: dict[str, Any] = {
    "id": "grade",
    "rows": [
        {"when": {"people": {"from": 5000}, "outdoors": True}, "levels": ["closed"]},
        {"when": {"people": {"from": 5000}, "outdoors": False}, "levels": ["alert"]},
    ],
    "otherwise": ["watch"],
}


def rules(table: dict[str, Any] | None = GRADE, **asked: Any) -> Rules:
    """Return the small scheme, the district held against a table."""
    written = duty.RULES.model_dump(by_alias=True, exclude_defaults=True)
    first = written["transitions"][0]["requires"]["assessment"]
    if table is not None:
        first["table"] = table["id"]
        written |= {"facts": FACTS, "tables": [table]}
    first.update(asked)
    return Rules.model_validate(written)


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock(at(0))


@pytest.fixture
def register(tmp_path: Any, clock: GivenClock) -> Iterator[StoredRegister]:
    with duty.made(f"sqlite:///{tmp_path}/r.db", clock, rules=rules()) as made:
        yield made


def large() -> Any:
    return order_of("D-1", level="closed")


def stated(hours: float = 0, **facts: Any) -> Any:
    return assessment(hours, facts=facts)


def codes(decision: Decision) -> list[str]:
    return [found.code for found in decision.findings]


def test_an_order_is_issued_on_the_facts_that_were_recorded_and_replays(
    register: StoredRegister,
) -> None:
    register.propose(large())
    register.assess("D-1", stated(people=9000))
    register.approve("D-1", approval())
    assert codes(register.record_decision("D-1")) == ["criteria.missing"]
    register.assess("D-1", stated(people=9000, outdoors=True))
    register.approve("D-1", approval())
    order = register.issue("D-1")
    assert order.assessment is not None
    assert order.assessment.facts == {"people": 9000, "outdoors": True}
    assert register.replay() == []
    assert register.dossier("D-1").assessment == order.assessment


def test_other_facts_make_an_approval_stale_and_the_same_facts_again_do_not(
    register: StoredRegister,
) -> None:
    register.propose(large())
    register.assess("D-1", stated(people=9000, outdoors=True))
    register.approve("D-1", approval())
    before = register.dossier("D-1").digest
    assert before != register.dossier("D-1").written_digest
    register.assess("D-1", stated(people=5000, outdoors=True))
    assert codes(register.record_decision("D-1")) == ["approval.missing", "approval.stale"]
    with pytest.raises(NotPermitted):
        register.issue("D-1")
    register.assess("D-1", stated(people=9000, outdoors=True))
    assert register.dossier("D-1").digest == before
    assert register.record_decision("D-1").verdict is Verdict.PERMIT
    assert register.replay() == []


def test_an_amendment_keeps_the_facts_that_were_assessed(register: StoredRegister) -> None:
    register.propose(large())
    register.assess("D-1", stated(people=9000, outdoors=True))
    register.amend(order_of("D-1", level="alert"))
    assert codes(register.record_decision("D-1")) == ["criteria.differs", "approval.missing"]
    dossier = register.dossier("D-1")
    assert dossier.digest != dossier.written_digest
    assert register.replay() == []


def test_an_assessment_without_facts_binds_nothing_more(register: StoredRegister) -> None:
    register.propose(large())
    written = register.dossier("D-1").digest
    register.assess("D-1", stated())
    dossier = register.dossier("D-1")
    assert dossier.digest == dossier.written_digest == written
    assert dossier.assessed is dossier.content


def test_the_facts_of_an_ending_are_kept_and_bind_nothing(
    register: StoredRegister,
) -> None:
    register.propose(order_of("D-1", level="watch"))
    register.assess("D-1", stated(people=10))
    register.approve("D-1", approval())
    register.issue("D-1")
    register.propose(duty.ending_of("E-1", "D-1", 30, issuer="office"))
    register.assess("E-1", stated(people=20))
    dossier = register.dossier("E-1")
    assert dossier.digest == dossier.written_digest
    assert dossier.assessment is not None
    assert dossier.assessment.facts == {"people": 20}


def test_facts_that_cannot_be_are_not_recorded(register: StoredRegister) -> None:
    register.propose(large())
    before = len(register.dossier("D-1").events)
    with pytest.raises(InputError) as caught:
        register.assess("D-1", stated(people=-1, crowd=True, outdoors="yes"))
    assert [problem.where.path for problem in caught.value.problems] == [
        ("assessment", "facts", "people"),
        ("assessment", "facts", "crowd"),
        ("assessment", "facts", "outdoors"),
    ]
    assert len(register.dossier("D-1").events) == before


# -- what is signed -----------------------------------------------------------------------


def test_what_is_signed_shows_the_facts_and_holds_them(register: StoredRegister) -> None:
    register.propose(large())
    register.assess("D-1", stated(people=9000, outdoors=True))
    shown = register.dossier("D-1").assessed
    said = approval_text(shown, "en")
    assert "stated by the assessment: `outdoors` and true\n" in said
    assert "stated by the assessment: `people` and 9000\n" in said
    assert "研判意见所列事实：`people`和9000" in approval_text(shown, "zh")
    register.assess("D-1", stated(people=9001, outdoors=True))
    other = register.dossier("D-1").assessed
    assert content_digest(other) != content_digest(shown)
    assert content_digest(register.dossier("D-1").content) != content_digest(shown)


# -- adopted otherwise ----------------------------------------------------------------------


def with_rows(*rows: dict[str, Any], otherwise: list[str] | None = None) -> dict[str, Any]:
    return {"id": "grade", "rows": list(rows), "otherwise": otherwise or ["watch"]}


LARGE, SMALL = GRADE["rows"]
EASED = {
    "no table": (rules(None), ["watch", "alert", "closed"]),
    "advice only": (rules(binding=False), ["watch", "alert", "closed"]),
    "a lower bound": (
        rules(with_rows({**LARGE, "when": {"people": {"from": 4000}, "outdoors": True}}, SMALL)),
        ["closed"],
    ),
    "a level more": (rules(with_rows(LARGE, {**SMALL, "levels": ["alert", "closed"]})), ["closed"]),
    "other levels for the rest": (rules(with_rows(LARGE, SMALL, otherwise=["alert"])), ["alert"]),
    "another kind of fact": (
        rules(
            {
                "id": "grade",
                "rows": [{"when": {"outdoors": True}, "levels": ["closed"]}],
                "otherwise": ["watch"],
            }
        ),
        ["watch", "closed"],
    ),
}
STRICTER = {
    "a higher bound": rules(
        with_rows(
            {**LARGE, "when": {"people": {"from": 6000}, "outdoors": True}},
            SMALL,
            {
                "when": {"people": {"from": 5000, "below": 6000}, "outdoors": True},
                "levels": ["alert", "watch"],
            },
            otherwise=["watch"],
        )
    ),
    "rows in another order": rules(with_rows(SMALL, LARGE)),
    "another name": rules({**GRADE, "id": "grades", "title": "Grades"}),
}


def eased_at(old: Rules, new: Rules) -> list[str]:
    """Return the levels that the district could order on other facts."""
    before, after = (compile_scheme(one, duty.AREAS) for one in (old, new))
    rows = [row for row in easings(before, after, {}) if "table" in row.get("points", ())]
    assert {row["rule"] for row in rows} <= {"raise"}
    return [row["level"] for row in rows]


@pytest.mark.parametrize("name", EASED)
def test_a_table_that_lets_more_be_ordered_is_eased_at_those_levels(name: str) -> None:
    new, levels = EASED[name]
    assert eased_at(rules(), new) == levels


@pytest.mark.parametrize("name", STRICTER)
def test_a_table_that_lets_nothing_more_be_ordered_is_not_eased(name: str) -> None:
    found = eased_at(rules(), STRICTER[name])
    assert found == ([] if name != "a higher bound" else ["watch", "alert"])


def test_a_fact_of_another_kind_cannot_be_told_and_counts_as_easier() -> None:
    new = rules()
    facts = [{"id": "people", "unit": "person"}, FACTS[1]]
    written = new.model_dump(by_alias=True, exclude_defaults=True) | {"facts": facts}
    assert eased_at(rules(), Rules.model_validate(written)) == ["watch", "alert", "closed"]


def test_a_table_where_there_was_none_eases_nothing_nor_does_one_that_binds_now() -> None:
    assert eased_at(rules(None), rules()) == []
    assert eased_at(rules(binding=False), rules()) == []


def test_of_tables_that_only_advise_any_change_counts() -> None:
    other = with_rows({**LARGE, "when": {"people": {"from": 6000}, "outdoors": True}}, SMALL)
    assert eased_at(rules(binding=False), rules(other, binding=False)) == ["watch", "closed"]


def test_an_adoption_that_eases_a_table_while_an_order_stands_is_refused(
    register: StoredRegister,
) -> None:
    register.propose(order_of("D-1", level="watch", start=1, end=9))
    register.assess("D-1", stated(people=10))
    register.approve("D-1", approval())
    register.issue("D-1")
    with pytest.raises(InputError) as caught:
        register.adopt(rules=rules(None))
    codes_ = {problem.code for problem in caught.value.problems}
    assert codes_ == {"adoption.eased_issue", "adoption.accept"}
    assert duty.adopted(register, rules=rules(None))
    assert register.replay() == []
    # Orders keep what they were issued on, also where the rules know no facts any more.
    assert register.orders[0].assessment is not None
    assert register.orders[0].assessment.facts == {"people": 10}
