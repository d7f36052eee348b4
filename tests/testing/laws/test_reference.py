"""The laws that hold whole decisions against the reference engine see what no other law looks at."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responselevels import (
    Areas,
    EndProposal,
    Evidence,
    IssueProposal,
    Order,
    Period,
    RatifyProposal,
    Rules,
)
from responselevels.core.deciding import audit
from responselevels.core.deciding import decide as deciding
from responselevels.core.deciding.case import AnyProposal
from responselevels.core.orders.entries import Entry
from responselevels.core.screening.growing import GrowingBook
from responselevels.testing import (
    LAWS,
    History,
    LawBroken,
    Timed,
    areas,
    check_laws,
    histories,
    rules,
)
from responselevels.testing.laws import laws_of_reference
from responselevels.testing.reference.auditing import audited
from tests.core.desk import AREAS, CITY_ORDER, ENDING, REGION_ORDER, RULES, approval
from tests.model.scenes import Data, at

NAMED = {law.name: law for law in LAWS}
DECISION, AUDIT = NAMED["decision_as_referenced"], NAMED["audit_as_referenced"]
NOW = at(3)
DUTIES = [{"do": "report", "within": "PT2H"}]
WRITTEN: Data = {
    **RULES,
    "transitions": [
        REGION_ORDER,
        {**CITY_ORDER, "duties": DUTIES},
        {
            **CITY_ORDER,
            "id": "at_once",
            "ratify": {"approval": "city_watch", "within": "P2D", "duties": DUTIES},
        },
    ],
    "endings": [{**ENDING, "duties": DUTIES}],
}


def history() -> History:
    scheme = Rules.model_validate({"format": 1, "id": "by_hand", **WRITTEN})
    return History(scheme, Areas.model_validate({"areas": AREAS}))


def issue(name: str, level: str = "red", **more: Any) -> IssueProposal:
    period = Period(start=NOW + timedelta(days=1), end=NOW + timedelta(days=9))
    given: Any = {"issuer": "city_hall", "area": "north"} | more
    return IssueProposal(id=name, level=level, period=period, **given)


END = EndProposal(action="end", id="P-2", order="P-1", at=at(5), issuer="city_hall")
RATIFY = RatifyProposal(
    action="ratify",
    id="P-2",
    order="P-1",
    issuer="city_hall",
    approvals=({"body": "city_watch", "at": NOW},),  # type: ignore[arg-type]
)


def told(*proposals: AnyProposal) -> History:
    """Return what comes of *proposals*, one an hour."""
    made = history()
    for number, proposal in enumerate(proposals):
        made.take(proposal, NOW + number * timedelta(hours=1))
    return made


def broken(law: Any, made: History) -> str:
    """Return what *law* finds of *made*, in English."""
    with pytest.raises(LawBroken) as caught:
        law.check(made)
    assert caught.value.worded("zh") != caught.value.worded("en")
    return str(caught.value)


@settings(max_examples=25)
@given(st.data())
def test_both_laws_hold_in_lawful_histories_and_over_any_orders(data: st.DataObject) -> None:
    scheme = data.draw(rules())
    lawful = data.draw(st.booleans())
    made = data.draw(histories(scheme, data.draw(areas(scheme)), lawful=lawful, most=6))
    DECISION.check(made)
    AUDIT.check(made)


# -- decisions ----------------------------------------------------------------------------

Fault = Callable[[], AbstractContextManager[Any]]


def forgetting(field: str) -> Fault:
    """Return a fault: what decisions would say in *field* is left out."""

    def planted() -> AbstractContextManager[Any]:
        made = deciding.decided

        def faulty(case: Any) -> Any:
            gone: Any = None if field == "provisional_until" else ()
            return replace(made(case), **{field: gone})

        return patch.object(deciding, "decided", faulty)

    return planted


@pytest.mark.parametrize(
    ("field", "proposals"),
    [
        ("changes", [issue("P-1")]),
        ("duties", [issue("P-1")]),
        ("duties", [issue("P-1"), END]),
        ("changes", [issue("P-1"), END]),
        ("duties", [issue("P-1", transition="at_once"), RATIFY]),
        ("provisional_until", [issue("P-1", transition="at_once")]),
        ("replaces", [issue("P-1"), issue("P-2")]),
        ("overtakes", [issue("P-1", "yellow"), issue("P-2", area="home", issuer="office")]),
        ("findings", [issue("P-1"), END]),
        ("findings", [issue("P-1", issuer="office")]),
    ],
)
def test_a_decision_that_leaves_something_out_is_found(
    field: str, proposals: list[AnyProposal]
) -> None:
    DECISION.check(told(*proposals))
    with forgetting(field)():
        made = told(*proposals)
    assert f"{field} - " in broken(DECISION, made)


def test_what_is_found_says_what_each_engine_has() -> None:
    with forgetting("duties")():
        made = told(issue("P-1"))
    assert broken(DECISION, made) == (
        "whatever is to be issued, ended or ratified is decided as the reference engine decides it, "
        "to the last finding, change, duty and remedy [2]\n"
        "the decision on `P-1` is not that of the reference engine, which has what is marked - and "
        "lacks what is marked +: duties - do=report due=2026-02-02T18:00:00Z counts_from=decision"
    )


def test_of_many_differences_the_first_are_told_and_the_rest_counted() -> None:
    made = told(issue("P-1"))
    (step,) = made.steps
    empty = replace(
        step.decision, changes=(), duties=(), findings=(), transition=None, proposal="", drill=True
    )
    made.steps[:] = [replace(step, decision=replace(empty, provisional_until=NOW))]
    assert broken(DECISION, made).endswith("(+2)")


def test_what_the_register_knew_counts() -> None:
    asks = {"period": "open", "approval": "committee", "signed": True}
    written = {**WRITTEN, "transitions": [REGION_ORDER, {**CITY_ORDER, "requires": asks}]}
    scheme = Rules.model_validate({"format": 1, "id": "by_hand", **written})
    made = History(scheme, Areas.model_validate({"areas": AREAS}))
    given: Any = (approval("committee", person="li.na"),)
    step = made.take(issue("P-1", approvals=given), NOW, Evidence(signed={0: "li.na"}))
    assert step.carried_out
    DECISION.check(made)
    made.steps[:] = [replace(step, evidence=Evidence())]
    assert "verdict - pending + permit" in broken(DECISION, made)


def test_a_register_that_binds_what_it_records_is_held_to_what_it_then_says(
    tmp_path: Path,
) -> None:
    asks = {"period": "open", "approval": "committee", "digest": "required"}
    written = {**WRITTEN, "transitions": [REGION_ORDER, {**CITY_ORDER, "requires": asks}]}

    def opened(scheme: Rules, tree: Areas) -> Timed:
        return Timed.made(f"sqlite:///{tmp_path}/{uuid4().hex}.db", scheme, tree, at(2))

    scheme = Rules.model_validate({"format": 1, "id": "by_hand", **written})
    made = History(scheme, Areas.model_validate({"areas": AREAS}), opened)
    given: Any = (approval("committee"),)
    step = made.take(issue("P-1", approvals=given), NOW)
    assert step.carried_out
    assert step.decision.permitted
    assert not made.take(issue("P-2"), NOW + timedelta(hours=1)).carried_out
    assert made.take(END.model_copy(update={"id": "P-3"}), NOW + timedelta(hours=2)).carried_out
    check_laws(made)


def test_a_decision_on_what_cannot_be_understood_is_found() -> None:
    made = told(issue("P-1"))
    made.steps[:] = [replace(made.steps[0], proposal=END)]
    assert broken(DECISION, made).endswith(
        "`P-2` was decided, though it cannot be understood: order: unknown order `P-1`"
    )


# -- audits --------------------------------------------------------------------------------


def test_the_law_of_audits_finds_a_core_that_lets_a_longer_grace_pass() -> None:
    made = told(issue("P-1", transition="at_once"))
    (order,) = made.orders
    longer = order.model_copy(update={"provisional_until": at(20)})
    listed = History.over(made.rules, made.areas, [longer])
    AUDIT.check(listed)
    listed = History.over(made.rules, made.areas, [longer])
    with patch.object(audit, "_held_to_grace", lambda _scheme, _order, decision: decision):
        said = broken(AUDIT, listed)
    assert "the decision on `P-1`, as of its issue at 2026-02-02 16:00Z, is not that of" in said
    assert "verdict - deny + permit" in said


def test_the_law_of_audits_finds_a_core_that_counts_what_came_later() -> None:
    with_all = GrowingBook.add

    def faulty(self: GrowingBook, entry: Entry) -> None:
        with_all(self, replace(entry, start=entry.start + 1))

    made = told(issue("P-1"), issue("P-2", "orange"))
    with patch.object(GrowingBook, "add", faulty):
        assert "replaces - " in broken(AUDIT, made)
    AUDIT.check(made)


def test_what_was_found_right_is_not_worked_out_again() -> None:
    made = told(issue("P-1"), issue("P-2", "orange"))
    counted: list[str] = []

    def counting(ground: Any, before: tuple[Order, ...], order: Order) -> Any:
        counted.append(order.id)
        return audited(ground, before, order)

    with patch.object(laws_of_reference, "audited", counting):
        AUDIT.check(made)
        AUDIT.check(made)
        assert counted == ["P-1", "P-2"]
        made.take(issue("P-3", "yellow"), NOW + timedelta(hours=3))
        AUDIT.check(made)
        assert counted == ["P-1", "P-2", "P-3"]
        made.take(END.model_copy(update={"id": "P-4", "order": "P-2"}), NOW + timedelta(hours=4))
        AUDIT.check(made)
        assert counted == ["P-1", "P-2", "P-3", "P-2", "P-3"]
