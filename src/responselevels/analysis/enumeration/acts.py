"""What is said in a small world: who issues, assesses and approves, when, and bound to what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from responselevels.analysis.enumeration.asked import Facts
from responselevels.analysis.enumeration.statements import Statement
from responselevels.analysis.enumeration.subsets import Bodies
from responselevels.core.digests import proposal_digest
from responselevels.models.orders import Approval, Assessment
from responselevels.models.proposals import Proposal

EARLIER = timedelta(hours=1)
"""How long before the assessment an approval is that comes from before it."""

_FIRST = datetime.min.replace(tzinfo=UTC)


def acting_since(facts: Facts) -> timedelta:
    """Return how long before the decision the first act of a class is dated."""
    return facts.age + (EARLIER if facts.early else timedelta(0))


def back(at: datetime, span: timedelta) -> datetime:
    """Return the instant *span* before *at*; the first that can be written where there is none."""
    return at - span if span <= at - _FIRST else _FIRST


class Acts:
    """The acts of the classes; acts that are alike are made once."""

    def __init__(self, at: datetime, bodies: tuple[str, ...]) -> None:
        """Take the decision time, and the bodies in order."""
        self.at = at
        self.bodies = bodies
        self._approvals: dict[tuple[str, str | None, timedelta], Approval] = {}
        self._assessments: dict[tuple[Bodies, timedelta, Statement], Assessment] = {}

    def said(self, facts: Facts) -> dict[str, Any]:
        """Return what a proposal says of people: who issues, assesses and approves, and why."""
        person = "the proposer" if facts.own else None
        before = facts.age + EARLIER
        return {
            "issuer": facts.issuer,
            "proposer": person,
            "assessment": self._assessment(facts),
            "approvals": (
                *(self._approval(body, person, timedelta(0)) for body in sorted(facts.approved)),
                *(self._approval(body, person, before) for body in sorted(facts.early)),
            ),
            "reason": "stated" if facts.reason else None,
        }

    @staticmethod
    def bound(proposal: Proposal, facts: Facts) -> Proposal:
        """Return *proposal* with its digest in those approvals that are bound to it."""
        if not facts.bound and not facts.early_bound:
            return proposal
        update = {"digest": proposal_digest(proposal)}
        fresh = len(facts.approved)
        approvals = tuple(
            one.model_copy(update=update)
            if one.body in (facts.bound if number < fresh else facts.early_bound)
            else one
            for number, one in enumerate(proposal.approvals)
        )
        return proposal.model_copy(update={"approvals": approvals})

    def _approval(self, body: str, person: str | None, ago: timedelta) -> Approval:
        key = (body, person, ago)
        if key not in self._approvals:
            self._approvals[key] = Approval(body=body, person=person, at=back(self.at, ago))
        return self._approvals[key]

    def _assessment(self, facts: Facts) -> Assessment | None:
        if not facts.parties:
            return None
        key = (facts.parties, facts.age, facts.stated)
        if key not in self._assessments:
            by, *others = (body for body in self.bodies if body in facts.parties)
            at = back(self.at, facts.age)
            self._assessments[key] = Assessment(
                by=by, with_=tuple(others), at=at, facts=dict(facts.stated)
            )
        return self._assessments[key]
