"""What a proposal of a sequence rests on: the least that lets it pass.

Nothing is approved at first; what the core says would complete it is added, until it permits
or says that no approval helps. So nobody approves who need not, and every verdict is the core's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from responselevels.analysis.enumeration.statements import NOTHING, Statement, Statements
from responselevels.core.digests import proposal_digest
from responselevels.core.world.criteria import Call
from responselevels.models.decisions import Finding, Verdict
from responselevels.models.orders import Approval, Assessment
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.proposals import Proposal
from responselevels.models.rules import Ending, Ratify, Rules, Transition

Bodies = frozenset[str]


class Tried(Protocol):
    """What came of a proposal."""

    @property
    def verdict(self) -> Verdict:
        """The verdict."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Who issues, approves and assesses (in this order), and what facts the assessment states."""

    issuer: str
    approvals: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    stated: Statement = NOTHING

    def said(self, at: datetime) -> dict[str, Any]:
        """Return what a proposal made and decided at *at* says of people; a reason always is given."""
        return dict(_said(self, at))

    @property
    def people(self) -> Bodies:
        """All bodies that act."""
        return frozenset((self.issuer, *self.approvals, *self.parties))

    def completed(self, step: Tried, only: Bodies | None) -> Papers | None:
        """Return these papers with the approvals that *step* misses; None where it misses more.

        Only bodies of *only* may approve (None: all).
        """
        if step.verdict != Verdict.PENDING:
            return None
        more: set[str] = set()
        for found in step.findings:
            if found.code == "approval.missing":
                ways = found.completions or ()
                able = [way for way in ways if only is None or only.issuperset(way)]
                if not able:
                    return None
                more |= set(able[0])
        more -= set(self.approvals)
        return replace(self, approvals=(*self.approvals, *sorted(more))) if more else None


@lru_cache(maxsize=4096)
def _said(papers: Papers, at: datetime) -> Mapping[str, Any]:
    assessment = None
    if papers.parties:
        by, *others = papers.parties
        assessment = Assessment(by=by, with_=tuple(others), at=at, facts=dict(papers.stated))
    approvals = tuple(Approval(body=body, at=at) for body in papers.approvals)
    said = {"issuer": papers.issuer, "assessment": assessment, "approvals": approvals}
    return {**said, "reason": "stated"}


def papers_of(
    rules: Rules, rule: Transition | Ending, level: str, only: Bodies | None
) -> Iterator[Papers]:
    """Yield the papers to begin with: for each issuer, those of *rule*, then with those of endings.

    What an ending asks counts where an order would be lowered. Only bodies of *only* act (None:
    all).
    """
    own = _parties(rule.requires.assessment, only)
    if own is None:
        return
    stated = _statement(rules, rule, level)
    wider = [own]
    if isinstance(rule, Transition):
        for ending in rules.endings:
            more = _parties(ending.requires.assessment, only) if ending.tier == rule.tier else None
            if more is not None and not set(more) <= set(own):
                wider.append((*own, *(body for body in more if body not in own)))
    for issuer in rule.issuers:
        if only is None or issuer in only:
            for parties in wider:
                yield Papers(issuer, parties=parties, stated=stated if parties else NOTHING)


def _parties(asked: AssessmentRule | None, only: Bodies | None) -> tuple[str, ...] | None:
    """Return who assesses, at least; None where those of *only* cannot."""
    if asked is None:
        return ()
    by = next((body for body in asked.by if only is None or body in only), None)
    if by is None or (only is not None and not only.issuperset(asked.with_)):
        return None
    return (by, *(body for body in asked.with_ if body != by))


def _statement(rules: Rules, rule: Transition | Ending, level: str) -> Statement:
    """Return facts that call for *level* by the table of *rule*; nothing where it has none."""
    asked = rule.requires.assessment
    if not isinstance(rule, Transition) or asked is None or asked.table is None:
        return NOTHING
    statements = Statements([(rules, rule)], rules.facts, level)
    return next((one for one in statements.all if statements.judged(one) == (Call.ALL,)), NOTHING)


def bound(proposal: Proposal) -> Proposal:
    """Return *proposal* with its digest in each of its approvals."""
    digest = {"digest": proposal_digest(proposal)}
    approvals = tuple(one.model_copy(update=digest) for one in proposal.approvals)
    return proposal.model_copy(update={"approvals": approvals})


def demands(rules: Rules, what: str) -> bool:
    """Say whether some rule demands that approvals be ``signed``, or bound by their ``digest``."""
    asking: list[Requires | EndingRequires | Ratify] = [
        *(rule.requires for rule in rules.transitions),
        *(rule.requires for rule in rules.endings),
        *(rule.ratify for rule in rules.transitions if rule.ratify is not None),
    ]
    return any(getattr(one, what) in {True, "required"} for one in asking)
