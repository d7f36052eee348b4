"""Where findings come from: the clause of a rule, of one of its keys, or a reading (section 9)."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.models.decisions import Decision
from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text
from tests.core.desk import (
    CITE,
    CITY_ORDER,
    ENDING,
    FLOOR,
    REGION_ORDER,
    approval,
    asking,
    city,
    decided,
    ending,
    ending_asking,
    found,
    region,
    rules,
)
from tests.model.scenes import Data, on, order

READING = Text.of({"en": "as we read it", "zh": "依本方案"})


def cited(clause: str) -> Data:
    return {"source": "opinion", "clause": clause}


def own(clause: str) -> Clause:
    return Clause(source="opinion", clause=clause)


def cite_in(decision: Decision, code: str) -> Clause | None:
    return found(decision, code).cite


KEYS = ("assessment", "approval", "period", "max_duration", "scope", "notice", "reason", "signed")
BY_KEY = {key: cited(key) for key in KEYS}


def asked(**requires: Any) -> Data:
    return asking(**requires, cites=BY_KEY)


@pytest.mark.parametrize(
    ("code", "key", "requires", "proposal"),
    [
        ("assessment.missing", "assessment", {"assessment": {"by": ["office"]}}, {}),
        ("approval.missing", "approval", {"approval": "board"}, {}),
        (
            "approval.late",
            "approval",
            {"approval": "board"},
            {"approvals": [approval("board", at=on(4))]},
        ),
        (
            "approval.not_entitled",
            "approval",
            {"approval": "board"},
            {"approvals": [approval("office")]},
        ),
        (
            "approval.unsigned",
            "signed",
            {"approval": "board", "signed": True},
            {"approvals": [approval("board")]},
        ),
        ("period.unbounded", "period", {}, {"end": None}),
        ("period.too_long", "max_duration", {"max_duration": "P1D"}, {}),
        ("period.short_notice", "notice", {"notice": "P9D"}, {}),
        ("scope.missing", "scope", {"scope": "explicit"}, {"scope": []}),
        ("reason.missing", "reason", {"reason": True}, {}),
    ],
)
def test_a_finding_goes_with_the_key_that_asked_for_it(
    code: str, key: str, requires: Data, proposal: Data
) -> None:
    decision = decided(city(**proposal), written=asked(**requires))
    assert (found(decision, code).rule, cite_in(decision, code)) == ("city_order", own(key))


def test_without_a_ground_of_its_own_a_key_falls_back_on_its_rule() -> None:
    written = asking(approval="board", reason=True, cites={"reason": cited("9")})
    decision = decided(city(), written=written)
    assert cite_in(decision, "approval.missing") == CITE
    assert cite_in(decision, "reason.missing") == own("9")


def test_what_no_key_asks_for_goes_with_the_rule() -> None:
    decision = decided(city(issuer="police"), written=asked())
    assert cite_in(decision, "issuer.not_entitled") == CITE


def test_an_ending_has_grounds_of_its_own() -> None:
    held = order("N-1", "north", "red", (3, 20))
    written = ending_asking(approval="board", reason=True, cites={"approval": cited("9")})
    decision = decided(ending("N-1"), held, written=written)
    assert cite_in(decision, "approval.missing") == own("9")
    assert cite_in(decision, "reason.missing") == CITE


def ratifying(**ratify: Any) -> Data:
    way: Data = {
        **CITY_ORDER,
        "requires": {"approval": "office", "cites": {"approval": cited("before")}},
        "ratify": {"approval": "board", "within": "P2D", **ratify},
    }
    return rules(transitions=[REGION_ORDER, way])


@pytest.mark.parametrize(
    ("cites", "expected"), [({"approval": cited("after")}, own("after")), ({}, CITE)]
)
def test_a_ratification_goes_with_what_is_asked_of_it(cites: Data, expected: Clause) -> None:
    lapse = {"provisional_until": on(8), "transition": "city_order"}
    held = order("N-1", "north", "red", (2, 20), issuer="city_hall", **lapse)
    proposal: Data = {"id": "P", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    decision = decided(proposal, held, written=ratifying(cites=cites))
    assert cite_in(decision, "approval.missing") == expected


def test_acting_first_again_too_soon_goes_with_again_after() -> None:
    lapse = {"provisional_until": on(2), "transition": "city_order"}
    held = order("N-1", "north", "red", (1, 20), issuer="city_hall", **lapse)
    cites = {"again_after": cited("again")}
    written = ratifying(again_after="P9D", cites=cites)
    decision = decided(city(transition="city_order"), held, written=written)
    assert cite_in(decision, "provisional.repeated") == own("again")
    assert cite_in(decision, "approval.missing") == own("before")


def test_a_reading_and_a_silent_source_are_kept_apart_from_a_clause() -> None:
    read = {**cited("3.4"), "reading": READING.written()}
    silent = {"source": "opinion", "reading": READING.written()}
    duty = {"do": "tell", "cite": silent}
    written = rules(
        transitions=[
            {**REGION_ORDER, "duties": [duty, {"do": "file"}]},
            {**CITY_ORDER, "cite": read},
        ],
        endings=[{**ENDING, "cite": silent}],
        floors=[{**FLOOR, "cite": silent}],
    )
    decision = decided(city(issuer="police"), written=written)
    expected = Clause(source="opinion", clause="3.4", reading=READING)
    assert cite_in(decision, "issuer.not_entitled") == expected
    own_rule = Clause(source="opinion", clause=None, reading=READING)
    held = order("A", "home", "red", (1, 20))
    assert cite_in(decided(city(), held, written=written), "floor.less_severe") == own_rule
    named = decided(
        ending("N", issuer="police"), order("N", "north", "red", (3, 20)), written=written
    )
    assert cite_in(named, "issuer.not_entitled") == own_rule
    duties = decided(region(), written=written).duties
    assert [(one.do.in_("en"), one.cite) for one in duties] == [("tell", own_rule), ("file", None)]


def test_grounds_weigh_nothing() -> None:
    plain = asking(approval="board", period="bounded")
    grounded = asking(
        approval="board", period="bounded", cites={"approval": {**cited("1"), "reading": "so"}}
    )
    for proposal in (city(), city(end=None), city(approvals=[approval("board")])):
        one, other = (decided(proposal, written=written) for written in (plain, grounded))
        assert (one.verdict, one.changes, one.transition) == (
            other.verdict,
            other.changes,
            other.transition,
        )
        assert [finding.code for finding in one.findings] == [
            finding.code for finding in other.findings
        ]
