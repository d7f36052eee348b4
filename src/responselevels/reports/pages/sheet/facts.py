"""What a proposal asks, row by row: the label of each field, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.orders import Approval, Assessment
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.reports.frame.wording import Locale, named, span_phrase
from responselevels.text.catalogue import Named, Phrase

Fact = tuple[str, str]
"""The code of a label, and a text."""


def facts_of(proposal: AnyProposal, locale: Locale) -> Iterator[Fact]:
    """Yield what *proposal* asks, on what it rests, and who proposes it."""
    yield "action", locale.says(f"sheet.action.{proposal.action}")
    if isinstance(proposal, IssueProposal):
        yield from _issue(proposal, locale)
    else:
        yield "order", locale.fact(Named("order", proposal.order))
    if isinstance(proposal, EndProposal):
        yield "at", locale.fact(proposal.at)
        if proposal.scope:
            yield "scope", locale.fact(named("area", proposal.scope))
    yield "issuer", locale.fact(Named("body", proposal.issuer))
    if proposal.proposer is not None:
        yield "proposer", locale.fact(Named("person", proposal.proposer))
    if not isinstance(proposal, RatifyProposal):
        if proposal.reason is not None:
            yield "reason", str(proposal.reason)
        if proposal.assessment is not None:
            yield from _assessment(proposal.assessment, locale)
    yield from _approvals(proposal.approvals, locale)


def _issue(proposal: IssueProposal, locale: Locale) -> Iterator[Fact]:
    yield "level", locale.fact(Named("level", proposal.level))
    if proposal.track is not None:
        yield "track", locale.fact(Named("track", proposal.track))
    yield "area", locale.fact(Named("area", proposal.area))
    yield "scope", locale.fact(named("area", proposal.scope or (proposal.area,)))
    period = span_phrase(proposal.period.start, proposal.period.end)
    yield "period", locale.fact(period)
    if proposal.expected_end is not None:
        yield "expected", locale.fact(proposal.expected_end)
    for extra in proposal.extras:
        yield "extra", extra.do.in_(locale.lang)


def _assessment(made: Assessment, locale: Locale) -> Iterator[Fact]:
    facts: dict[str, object] = {"by": Named("body", made.by), "at": made.at}
    if made.with_:
        facts["others"] = named("body", made.with_)
    key = "sheet.assessed.with" if made.with_ else "sheet.assessed"
    yield "assessment", locale.fact(Phrase(key, facts))
    if made.summary is not None:
        yield "summary", str(made.summary)


def _approvals(given: Sequence[Approval], locale: Locale) -> Iterator[Fact]:
    for one in given:
        facts: dict[str, object] = {"by": Named("body", one.body), "at": one.at}
        if one.person is not None:
            facts["person"] = Named("person", one.person)
        key = "sheet.approved.person" if one.person is not None else "sheet.approved"
        yield "approval", locale.fact(Phrase(key, facts))
