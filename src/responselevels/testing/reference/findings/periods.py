"""What is asked of time and place: the validity of the rules, period, scope (sections 3, 10)."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Transition
from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.values import Finding, later, maybe_utc, utc

# -- what is asked whatever the transition -----------------------------------------------


def validity_findings(asked: Asked) -> Iterator[Finding]:
    """Yield `rules.not_in_force`: before the first instant, or from the second on.

    Section 3: "the decision is outside the time for which the rules file is `valid`"
    """
    valid = asked.ground.rules.valid
    start, end = (maybe_utc(valid.from_), maybe_utc(valid.to)) if valid else (None, None)
    if start is not None and asked.at < start:
        yield finding("rules.not_in_force", variant="before", decided_at=asked.at, start=start)
    elif end is not None and end <= asked.at:
        yield finding("rules.not_in_force", variant="after", decided_at=asked.at, end=end)


def scope_findings(asked: Asked, proposal: IssueProposal) -> Iterator[Finding]:
    """Yield `scope.outside_area`.

    Section 3: "a named area is not in the cover of the issuing area". Section 10: "So a member
    outside the issuing area is `scope.outside_area`, a member of another tier `scope.tier`; one that lies within another
    member adds nothing."
    """
    outside = {area for area in proposal.scope if area not in asked.ground.cover[proposal.area]}
    if outside:
        yield finding("scope.outside_area", areas=tuple(outside), area=proposal.area)


def period_findings(asked: Asked, proposal: IssueProposal) -> Iterator[Finding]:
    """Yield `period.empty` and `period.backdated`.

    Section 3: "the end is not after the start" "the start is before the decision"
    """
    start, end = utc(proposal.period.start), maybe_utc(proposal.period.end)
    if end is not None and end <= start:
        yield finding("period.empty", start=start, end=end)
    if start < asked.at:
        yield finding("period.backdated", start=start, decided_at=asked.at)


def foreseen_findings(proposal: IssueProposal) -> Iterator[Finding]:
    """Yield `expected_end.outside`.

    Section 10: "one is given that is not after the start of the period, or is after its end"
    "`expected_end.outside` needs no transition. An expected end at the very end of the period is in
    it."
    """
    start, end = utc(proposal.period.start), maybe_utc(proposal.period.end)
    expected = maybe_utc(proposal.expected_end)
    if expected is not None and expected <= start:
        yield finding("expected_end.outside", expected_end=expected, start=start)
    elif expected is not None and end is not None and expected > end:
        yield finding("expected_end.outside", variant="end", expected_end=expected, end=end)


# -- what a transition asks ----------------------------------------------------------------


def transition_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield what *transition* asks of the scope and the period."""
    yield from _named_findings(asked, proposal, transition)
    yield from _foreseen_findings(proposal, transition)
    yield from _length_findings(proposal, transition)
    yield from _notice_findings(asked, proposal, transition)


def _named_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield `scope.missing` and `scope.tier`.

    Section 3: "a scope is asked for, and none is named". Section 10: "a named area, or the issuing
    area where none is named, is of none of the `tiers`" "It looks at every named area, also at one
    outside the issuing area's cover." "where it does and none is named, both findings are there"
    """
    asks, tier = transition.requires.scope, asked.ground.tier
    explicit = asks == "explicit" if isinstance(asks, str) else asks.explicit
    if explicit and not proposal.scope:
        yield finding("scope.missing", rule=transition.id)
    if isinstance(asks, str):
        return
    named = proposal.scope or (proposal.area,)
    others = {area for area in named if tier[area] not in asks.tiers}
    if others:
        yield finding("scope.tier", rule=transition.id, areas=tuple(others), tiers=asks.tiers)


def _foreseen_findings(proposal: IssueProposal, transition: Transition) -> Iterator[Finding]:
    """Yield `expected_end.missing`.

    Section 10: "the transition asks for an expected end, and none is given"
    """
    if transition.requires.expected_end and proposal.expected_end is None:
        yield finding("expected_end.missing", rule=transition.id)


def _length_findings(proposal: IssueProposal, transition: Transition) -> Iterator[Finding]:
    """Yield `period.unbounded` and `period.too_long`; of a period without end, one of the two.

    Section 3: "an end is asked for, and there is none" "the period is longer than `max_duration`"
    """
    asks, rule = transition.requires, transition.id
    start, end = utc(proposal.period.start), maybe_utc(proposal.period.end)
    if end is None and asks.period == "bounded":
        yield finding("period.unbounded", rule=rule)
    elif end is None and asks.max_duration is not None:
        yield finding("period.too_long", rule=rule, variant="endless", max_=asks.max_duration)
    if end is not None and asks.max_duration is not None and end - start > asks.max_duration:
        yield finding("period.too_long", rule=rule, length=end - start, max_=asks.max_duration)


def _notice_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield `period.short_notice`.

    Section 3: "the start is sooner after the decision than `notice`"
    """
    start, notice = utc(proposal.period.start), transition.requires.notice
    if notice is not None and start - asked.at < notice:
        facts = {"start": start, "notice": notice, "earliest": later(asked.at, notice)}
        yield finding("period.short_notice", "deny", transition.id, **facts)
