"""Auditing: each order decided anew, as of its issue, against those before it (section 5)."""

from __future__ import annotations

from dataclasses import replace

from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.testing.reference.deciding import Known, decide_on
from responselevels.testing.reference.findings.asked import finding
from responselevels.testing.reference.findings.cites import cited
from responselevels.testing.reference.findings.digests import digest_of
from responselevels.testing.reference.values import Decision, sorted_findings, utc
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import groups_of, named_in

NOBODY = ""
"""The issuer of an order of the past of which that is not known."""


def audited(ground: Ground, before: tuple[Order, ...], order: Order) -> Decision:
    """Return the decision that the issue of *order* would get, against the orders *before* it.

    Section 5: "An audit also looks at the grace that an order of its list was given" "the order's
    `provisional_until` is later than its transition allows". Section 8: "and so an audit of what
    was issued before does not" count an end decided later.

    Raises:
        InputError: it names what is not there.
    """
    known = Known(ground, before, order.issued_at, groups=groups_of(order), past=order)
    decision = decide_on(known, proposal_of(order))
    given, until = order.provisional_until, decision.provisional_until
    if given is None or until is None or utc(given) <= until:
        return decision
    rule = decision.transition
    longer = finding("provisional.longer", rule=rule, given=utc(given), until=until)
    findings = [*decision.findings, *cited(ground.rules, [longer], "issue")]
    return replace(
        decision,
        verdict="deny",
        findings=sorted_findings(findings),
        changes=(),
        overtakes=(),
        replaces=(),
        provisional_until=None,
    )


def proposal_of(order: Order) -> IssueProposal:
    """Return the proposal that *order* was, as far as the order tells.

    An order whose proposal named no scope is listed with its own area as the scope. Where an
    approval carries the digest of the proposal without a scope, it was that one.
    """
    asked = order.model_dump(include=set(IssueProposal.model_fields) - {"action"})
    known = {"scope": named_in(order), "issuer": order.issuer or "nobody"}
    named = IssueProposal.model_validate(asked | known)
    if order.issuer is None:
        named = named.model_copy(update={"issuer": NOBODY})
    unnamed = named.model_copy(update={"scope": ()})
    bound = {approval.digest for approval in order.approvals}
    alone = order.scope == (order.area,) and not groups_of(order)
    if alone and digest_of(unnamed, drill=order.drill) in bound:
        return unnamed
    return named
