"""The laws hold under rules that demand signatures, with what a register is told of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from responselevels import Areas, Register, Rules
from responselevels.core.deciding.evidence import Evidence, Void
from responselevels.models.orders import Approval
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.testing import History, check_laws
from responselevels.testing.laws.evident import takes_evidence

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
AREAS = Areas.model_validate({"areas": [{"id": "A", "tier": "city"}]})
TWO = Evidence(signed={0: "li.na", 1: "wei"})


def signed() -> Rules:
    bodies = {name: {"tier": "city"} for name in ("hall", "council", "board")}
    asked = {"approval": {"all_of": ["council", "board"]}, "signed": True}
    return Rules.model_validate(
        {
            "format": 1,
            "id": "signed",
            "levels": [{"id": "calm", "default": True}, {"id": "red"}],
            "tiers": [{"id": "city"}],
            "bodies": bodies,
            "transitions": [
                {
                    "id": "order",
                    "tier": "city",
                    "to": ["calm", "red"],
                    "issuers": ["hall"],
                    "requires": {**asked, "period": "open"},
                },
                {
                    "id": "at_once",
                    "tier": "city",
                    "to": ["red"],
                    "issuers": ["hall"],
                    "requires": {"period": "open"},
                    "ratify": {**asked, "within": "PT4H"},
                },
            ],
            "endings": [{"id": "end", "tier": "city", "issuers": ["hall"], "requires": asked}],
        }
    )


def approvals(*bodies: str) -> tuple[Approval, ...]:
    return tuple(Approval(body=body, at=AT) for body in bodies)


def issue(name: str = "P-1", level: str = "red", **more: object) -> IssueProposal:
    return IssueProposal.model_validate(
        {"id": name, "area": "A", "level": level, "issuer": "hall", "period": {"start": AT}}
        | {"approvals": approvals("council", "board"), **more}
    )


def test_signed_approvals_permit_what_asserted_ones_do_not() -> None:
    history = History(signed(), AREAS)
    assert history.take(issue("P-1"), AT).decision.verdict.value == "pending"
    assert history.take(issue("P-2"), AT, TWO).carried_out
    check_laws(history)


KNOWN = {
    "one person for two bodies": Evidence(signed={0: "li.na", 1: "li.na"}),
    "too few persons": Evidence(signed=TWO.signed, persons={"board": 2}),
    "a void signature": Evidence(signed=TWO.signed, void={1: (Void(code="approval.expired"),)}),
    "signed by who proposed": Evidence(signed=TWO.signed, proposers=frozenset({"wei"})),
    "one not signed": Evidence(signed={0: "li.na"}),
}


@pytest.mark.parametrize("known", KNOWN.values(), ids=KNOWN)
def test_the_laws_agree_on_what_does_not_count(known: Evidence) -> None:
    history = History(signed(), AREAS)
    step = history.take(issue(), AT, known)
    assert not step.carried_out
    assert "approval.missing" in {finding.code for finding in step.decision.findings}
    check_laws(history)


def test_ends_ratifications_and_lowering_are_told_of_signatures() -> None:
    history = History(signed(), AREAS)
    first = issue("P-1", transition="at_once", approvals=())
    assert history.take(first, AT).carried_out
    given = approvals("council", "board")
    ratify = RatifyProposal(id="P-2", action="ratify", order="P-1", issuer="hall", approvals=given)
    assert history.take(ratify, AT, TWO).carried_out
    assert not history.take(issue("P-3", "calm"), AT).carried_out
    assert history.take(issue("P-4", "calm"), AT, TWO).carried_out
    end = EndProposal(id="P-5", action="end", order="P-1", at=AT, issuer="hall", approvals=given)
    assert history.take(end, AT, TWO).carried_out
    assert history.twin is not None
    assert history.twin.orders == history.orders
    check_laws(history)


def test_a_register_that_takes_no_evidence_is_told_of_none() -> None:
    history = History(signed(), AREAS, Register)
    assert not takes_evidence(history.register.decide)
    step = history.take(issue(), AT, TWO)
    assert step.evidence == Evidence()
    assert not step.carried_out
    check_laws(history)
