"""How old acts may be, and what binds them, asked of both engines (docs/semantics.md, section 8)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from responselevels.testing.reference.findings.digests import digest_of
from responselevels.testing.reference.values import Decision
from tests.model.engines import Engine, of_each_engine
from tests.model.scenes import RELIEF, Data, at, issue, on, order, scene

DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


def scheme(assessment: Data, **requires: object) -> Data:
    asked = {"by": ["office"], **assessment}
    opens = {
        "id": "open",
        "tier": "nation",
        "to": ["III"],
        "issuers": ["office"],
        "requires": {"assessment": asked, "approval": "head", "period": "open", **requires},
    }
    return {**RELIEF, "rules": {**RELIEF["rules"], "transitions": [opens]}}


def proposed(assessed: datetime, approved: datetime, digest: str | None = None) -> Data:
    return issue(
        "cn",
        "III",
        4,
        None,
        issuer="office",
        assessment={"by": "office", "at": assessed},
        approvals=[{"body": "head", "at": approved} | ({"digest": digest} if digest else {})],
    )


def decided(engine: Engine, rules: Data, proposal: Data, *held: Any) -> Decision:
    world, asked = scene(rules, list(held), proposal)
    return engine(world, asked, at(3))


@of_each_engine
@pytest.mark.parametrize(
    ("older", "codes"),
    [
        (-MICROSECOND, {}),
        (timedelta(0), {}),
        (MICROSECOND, {"assessment.stale": "pending"}),
    ],
)
def test_an_assessment_is_in_time_up_to_the_very_age_that_it_may_have(
    engine: Engine, older: timedelta, codes: dict[str, str]
) -> None:
    proposal = proposed(at(3) - DAY - older, at(3))
    assert decided(engine, scheme({"max_age": "P1D"}), proposal).codes() == codes


@of_each_engine
@pytest.mark.parametrize(
    ("off", "counts"), [(-MICROSECOND, False), (timedelta(0), True), (MICROSECOND, True)]
)
def test_an_approval_counts_from_the_instant_of_the_assessment_on(
    engine: Engine, off: timedelta, counts: bool
) -> None:
    decision = decided(engine, scheme({}), proposed(at(2), at(2) + off))
    early = {"approval.before_assessment": "note", "approval.missing": "pending"}
    assert decision.codes() == ({} if counts else early)


@of_each_engine
def test_where_the_rule_says_so_an_earlier_approval_counts_as_well(engine: Engine) -> None:
    rules = scheme({}, approval_after_assessment=False)
    assert decided(engine, rules, proposed(at(2), at(1))).codes() == {}


@of_each_engine
def test_an_approval_without_a_digest_is_unbound_where_one_is_required(engine: Engine) -> None:
    rules = scheme({}, digest="required")
    _world, bare = scene(rules, [], proposed(at(2), at(2)))
    digest = digest_of(bare, drill=False)
    assert decided(engine, rules, proposed(at(2), at(2), digest)).codes() == {}
    unbound = decided(engine, rules, proposed(at(2), at(2)))
    assert unbound.codes() == {"approval.unbound": "note", "approval.missing": "pending"}
    assert dict(unbound.finding("approval.unbound").facts)["expected"] == digest


@of_each_engine
@pytest.mark.parametrize(("decided_on", "floor"), [(3, "permit"), (4, "deny")])
def test_an_end_counts_from_the_instant_at_which_it_was_decided(
    engine: Engine, decided_on: int, floor: str
) -> None:
    rules = scheme({})
    rules["rules"]["floors"] = [{"id": "floor", "tier": "province"}]
    east = {"id": "by_east", "tier": "province", "to": ["IV"], "issuers": ["office"]}
    rules["rules"]["transitions"] = [*rules["rules"]["transitions"], east]
    ends = [{"at": on(4), "decided_at": on(decided_on)}]
    held = order("R-1", "cn", "II", (2, None), ends=ends)
    proposal = issue("east", "IV", 5, 6, issuer="office")
    assert decided(engine, rules, proposal, held).verdict == floor
