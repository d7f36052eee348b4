"""What is asked of the acts of a proposal but approvals: issuer, assessment, reason (sections 3, 4, 8)."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.orders import Assessment
from responselevels.models.parts.requires import AssessmentRule
from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.values import Finding


def issuer_findings(asked: Asked, issuers: tuple[str, ...], rule: str) -> Iterator[Finding]:
    """Yield `issuer.not_entitled`.

    Section 3: "the issuing body is none of the transition's `issuers`; or no area in the order's
    line is of its tier, so that nobody of it exists there"
    """
    code, issuer = "issuer.not_entitled", asked.proposal.issuer
    if issuer not in issuers:
        yield finding(code, rule=rule, issuer=issuer, issuers=issuers)
    elif asked.ground.acting_area(issuer, asked.area) is None:
        there = tuple(i for i in issuers if asked.ground.acting_area(i, asked.area) is not None)
        variant = "absent" if there else "nobody"
        yield finding(
            code, rule=rule, variant=variant, issuer=issuer, issuers=there, area=asked.area
        )


def assessment_findings(
    asked: Asked, wanted: AssessmentRule | None, given: Assessment | None, rule: str
) -> Iterator[Finding]:
    """Yield `assessment.missing`, or else `assessment.stale`, of the assessment *given*.

    Section 3: "the transition asks for an assessment, and none is given; or none of the bodies it
    may come `by` has a part in it; or one of those it must be made `with` has not; or it is dated
    after the decision"
    """
    if wanted is None:
        return
    if given is None:
        facts: dict[str, object] = {"variant": "joint" if wanted.with_ else "none", "by": wanted.by}
        facts |= {"with_": wanted.with_} if wanted.with_ else {}
        yield finding("assessment.missing", "pending", rule, **facts)
        return
    part = {given.by, *given.with_}
    absent = {body for body in wanted.with_ if body not in part}
    if not part & set(wanted.by):
        absent |= set(wanted.by)
    if absent:
        yield finding("assessment.missing", "pending", rule, variant="parts", absent=tuple(absent))
    elif given.at > asked.at:
        facts = {"variant": "late", "at": given.at, "decided_at": asked.at}
        yield finding("assessment.missing", "pending", rule, **facts)
    else:
        yield from _stale(asked, wanted, given, rule)


def _stale(asked: Asked, wanted: AssessmentRule, given: Assessment, rule: str) -> Iterator[Finding]:
    """Yield `assessment.stale`; at most one of its two grounds is told.

    Section 4: "the assessment is dated before the order was issued; only where none is missing".
    Section 8: "the rule says `max_age`, and the assessment was made longer than that before the
    decision; only where none is missing" "An assessment exactly as old as `max_age` is in time"
    """
    code, order = "assessment.stale", asked.order
    if order is not None and given.at < order.issued_at:
        facts = {"order": order.id, "issued": order.issued_at, "at": given.at}
        yield finding(code, "pending", rule, variant="before_order", **facts)
    elif wanted.max_age is not None and asked.at - given.at > wanted.max_age:
        facts = {"at": given.at, "decided_at": asked.at, "max_age": wanted.max_age}
        yield finding(code, "pending", rule, variant="old", **facts)


def reason_findings(wanted: bool, given: str | None, rule: str) -> Iterator[Finding]:
    """Yield `reason.missing`; blanks are no reason.

    Section 3: "a reason is asked for, and none is given"
    """
    if wanted and not (given or "").strip():
        yield finding("reason.missing", rule=rule)
