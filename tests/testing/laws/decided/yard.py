"""A made-up scheme that asks for whatever the laws of what is decided look at, and stories in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from responselevels import Areas, Rules
from responselevels.core.digests import proposal_digest
from responselevels.models.orders import Approval, Assessment, Period
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.testing import LAWS, History, LawBroken

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)

NEW = (
    "issued_as_the_rules_permit",
    "ended_as_the_rules_permit",
    "ratified_as_the_rules_permit",
    "carried_out_as_asked",
    "checked_as_defined",
    "exact_at_the_edges",
    "valid_while_in_force",
    "notes_as_defined",
    "lowering_is_noted",
    "duties_as_listed",
    "each_remedy_passes",
    "completions_are_least",
    "audited_as_of_then",
    "digests_by_content",
)
"""The laws of what is decided."""

YARD: dict[str, Any] = {
    "format": 1,
    "id": "yard",
    "valid": {"from": "2026-01-01T00:00Z", "to": "2026-03-01T00:00Z"},
    "levels": [{"id": "calm", "default": True}, {"id": "watch"}, {"id": "alert"}, {"id": "all"}],
    "tiers": [{"id": "region"}, {"id": "city"}, {"id": "street"}],
    "bodies": {
        "office": {"tier": "region"},
        "board": {"tier": "region"},
        "council": {"tier": "region"},
        "hall": {"tier": "city"},
    },
    "transitions": [
        {
            "id": "order",
            "tier": "region",
            "to": ["watch", "alert"],
            "issuers": ["office", "board"],
            "requires": {
                "approval": {"any_of": ["council", {"all_of": ["office", "board"]}]},
                "assessment": {"by": ["office"], "max_age": "P1D"},
                "max_duration": "P10D",
                "notice": "PT1H",
                "expected_end": True,
            },
            "duties": [
                {"do": "tell all", "within": "PT2H"},
                {"do": "stand by", "within": "PT1H", "counts_from": "start"},
                {"do": "clear up", "within": "P1D", "counts_from": "end", "when": "raised"},
                {"do": "stand down", "when": "lowered"},
            ],
        },
        {
            "id": "at_once",
            "tier": "region",
            "to": ["all"],
            "issuers": ["office", "board"],
            "ratify": {
                "approval": "council",
                "within": "PT4H",
                "duties": [{"do": "report", "within": "PT1H", "counts_from": "end"}],
            },
        },
        {"id": "city_order", "tier": "city", "to": ["watch", "alert"], "issuers": ["hall"]},
        {
            "id": "city_open",
            "tier": "city",
            "to": ["alert", "all"],
            "issuers": ["hall"],
            "requires": {"period": "open"},
        },
    ],
    "endings": [
        {
            "id": "end_watch",
            "tier": "region",
            "of": ["watch"],
            "issuers": ["office"],
            "requires": {"reason": True},
            "duties": [{"do": "tell of it", "within": "PT1H", "counts_from": "end"}],
        },
        {"id": "end_all", "tier": "region", "of": ["all"], "issuers": ["council"]},
        {"id": "city_end", "tier": "city", "issuers": ["hall"]},
    ],
    "floors": [{"id": "city_floor", "tier": "city"}],
}
RULES = Rules.model_validate(YARD)
AREAS = Areas.model_validate(
    {
        "areas": [
            {"id": "A", "tier": "region"},
            {"id": "A1", "tier": "city", "parent": "A"},
            {"id": "A2", "tier": "city", "parent": "A"},
            {"id": "A1.1", "tier": "street", "parent": "A1"},
            {"id": "A1.2", "tier": "street", "parent": "A1"},
        ]
    }
)
NAMED = {law.name: law for law in LAWS}


def ordered(name: str, **more: Any) -> IssueProposal:
    """Return a proposal of the region that has all it needs an hour after `AT`."""
    start = more.pop("start", AT + HOUR)
    end = more.pop("end", start + 2 * DAY)
    said = {
        "id": name,
        "area": "A",
        "level": "watch",
        "period": Period(start=start, end=end),
        "issuer": "office",
        "assessment": Assessment(by="office", at=AT),
        "approvals": (Approval(body="council", at=AT),),
        "expected_end": end,
    }
    return IssueProposal(**{**said, **more})


def of_city(name: str, level: str, **more: Any) -> IssueProposal:
    """Return a proposal of a city, which needs nobody."""
    period = Period(start=more.pop("start", AT), end=more.pop("end", AT + 3 * DAY))
    said = {"id": name, "area": "A1", "level": level, "period": period, "issuer": "hall"}
    return IssueProposal(**{**said, **more})


def at_once(name: str, **more: Any) -> IssueProposal:
    """Return a proposal of the region to act first."""
    said = {"level": "all", "transition": "at_once", "approvals": (), "assessment": None}
    return ordered(name, **{**said, "expected_end": None, **more})


def ended(name: str, order: str, **more: Any) -> EndProposal:
    """Return a proposal to end *order* a day after `AT`."""
    said = {"action": "end", "at": AT + DAY, "issuer": "office", "reason": "it is over"}
    return EndProposal(id=name, order=order, **{**said, **more})


def ratified(name: str, order: str, **more: Any) -> RatifyProposal:
    """Return a proposal to ratify *order*, approved two hours after `AT`."""
    approvals = (Approval(body="council", at=AT + 2 * HOUR),)
    said = {"action": "ratify", "issuer": "office", "approvals": approvals}
    return RatifyProposal(id=name, order=order, **{**said, **more})


Told = tuple[Any, datetime]
"""A proposal, and when it is put to the register."""


def story(*told: Told, rules: Rules = RULES) -> History:
    """Return what comes of these proposals."""
    history = History(rules, AREAS)
    for proposal, at in told:
        history.take(proposal, at)
    return history


def seen_by(history: History) -> list[str]:
    """Return the laws that *history* breaks, without those that hold it against the reference."""
    seen = []
    for law in LAWS:
        if law.name.endswith("_as_referenced"):
            continue
        try:
            law.check(history)
        except LawBroken:
            seen.append(law.name)
    return seen


@contextmanager
def planted(where: Any, name: str, fault: Any) -> Iterator[None]:
    """Plant a fault for a while: *name* of *where* is *fault*."""
    with patch.object(where, name, fault):
        yield


def bound(proposal: Any, **named: Any) -> Approval:
    """Return an approval of the council with the digest of *proposal*."""
    return Approval(body="council", at=AT, digest=proposal_digest(proposal, **named))
