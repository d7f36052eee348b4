"""The laws about approvals see a core that forgets how fresh acts must be, or what binds them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from responselevels import Areas, Rules
from responselevels.core.deciding import checks, counting
from responselevels.core.digests import proposal_digest
from responselevels.models.areas import Area
from responselevels.models.orders import Approval, Assessment, Period
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.testing import LAWS, History, LawBroken
from responselevels.testing.laws.catalogue import Law
from tests.core.desk import AREAS, CITY_ORDER, REGION_ORDER, asking, city, rules
from tests.model.scenes import Data, at, scene

TICK = timedelta(microseconds=1)
NOW = at(3)
BY_NAME = {law.name: law for law in LAWS}
UNAPPROVED, DEFINED = BY_NAME["nothing_unapproved"], BY_NAME["findings_as_defined"]
ASKED: Data = {"assessment": {"by": ["office"], "max_age": "P1D"}, "approval": "board"}
PLACES = Areas(areas=(Area(id="home", tier="region"), Area(id="north", tier="city", parent="home")))


def written(data: Data) -> Rules:
    return scene({"rules": data, "areas": AREAS}, [], city())[0].rules


def proposed(
    assessed: datetime = NOW, approved: datetime = NOW, *, digest: bool = False
) -> IssueProposal:
    bare = IssueProposal(
        id="P-1",
        area="north",
        level="yellow",
        scope=("north",),
        period=Period(start=at(5), end=at(9)),
        issuer="city_hall",
        assessment=Assessment(by="office", at=assessed),
    )
    bound: dict[str, Any] = {"digest": proposal_digest(bare)} if digest else {}
    given = (Approval(body="board", at=approved, **bound),)
    return bare.model_copy(update={"approvals": given})


def story(asked: Data, proposal: IssueProposal) -> History:
    history = History(written(asking(**asked)), PLACES)
    history.take(proposal, NOW)
    return history


def broken(law: Law, history: History) -> str:
    with pytest.raises(LawBroken) as caught:
        law.check(history)
    return caught.value.worded("en").split("\n")[1]


@pytest.mark.parametrize(
    ("asked", "proposal", "permitted"),
    [
        ({}, proposed(), True),
        ({}, proposed(NOW - timedelta(days=1)), True),
        ({}, proposed(NOW - timedelta(days=1) - TICK), False),
        ({}, proposed(approved=NOW - TICK), False),
        ({}, proposed(NOW - TICK, NOW - TICK), True),
        ({"approval_after_assessment": False}, proposed(approved=NOW - TICK), True),
        ({"digest": "required"}, proposed(), False),
        ({"digest": "required"}, proposed(digest=True), True),
    ],
)
def test_the_laws_hold_of_what_is_decided(
    asked: Data, proposal: IssueProposal, *, permitted: bool
) -> None:
    history = story({**ASKED, **asked}, proposal)
    assert history.steps[0].carried_out is permitted
    for law in (UNAPPROVED, DEFINED):
        law.check(history)


@pytest.mark.parametrize(
    ("asked", "proposal"),
    [({}, proposed(approved=NOW - TICK)), ({"digest": "required"}, proposed())],
)
def test_they_see_an_approval_counted_that_is_too_early_or_bound_to_nothing(
    asked: Data, proposal: IssueProposal
) -> None:
    with patch.object(counting, "_basis_notes", lambda *_args: ()):
        history = story({**ASKED, **asked}, proposal)
    said = broken(UNAPPROVED, history)
    assert said == "`P-1` was carried out by `city_order` without the approvals that it asks for"
    assert "approval.missing" in broken(DEFINED, history)


def test_they_see_an_assessment_taken_that_is_too_old() -> None:
    with patch.object(checks, "micros_of_duration", lambda _age: 2**62):
        history = story(ASKED, proposed(NOW - timedelta(days=2)))
    said = broken(UNAPPROVED, history)
    assert said == "`P-1` was carried out by `city_order` without the assessment that it asks for"


def test_a_ratification_is_held_to_its_digest() -> None:
    ratify = {"approval": "board", "within": "P2D", "digest": "required"}
    at_once = {**CITY_ORDER, "id": "at_once", "ratify": ratify}
    history = History(written(rules(transitions=[REGION_ORDER, at_once])), PLACES)
    first = proposed().model_copy(update={"transition": "at_once", "approvals": ()})
    history.take(first, NOW)
    bare = RatifyProposal(id="P-2", action="ratify", order="P-1", issuer="city_watch")
    for digest, name in ((None, "P-2"), (proposal_digest(bare), "P-3")):
        given = (Approval(body="board", at=NOW, digest=digest),)
        history.take(bare.model_copy(update={"id": name, "approvals": given}), NOW)
    assert [step.carried_out for step in history.steps] == [True, False, True]
    for law in (UNAPPROVED, DEFINED):
        law.check(history)
