"""What a transition asks of an order by itself: issuer, assessment, approvals, reason, scope, period.

Each answer is on the safe side: True means that the checks of `deciding.checks` find nothing
against the order, False that they may. Whatever takes long to tell is False.
"""

from __future__ import annotations

from functools import cached_property

from responselevels.core.conditions import filled
from responselevels.core.digests import proposal_digest
from responselevels.core.groups import groups_named
from responselevels.core.orders.entries import Entry
from responselevels.core.screening.proposed import proposal_of
from responselevels.core.timeline import FOREVER, micros_of, micros_of_duration
from responselevels.core.world.criteria import Call, call_for
from responselevels.core.world.people import same_person_in
from responselevels.core.world.scheme import ApprovalRequirement, CompiledRule, Scheme
from responselevels.models.orders import Approval, Order
from responselevels.models.proposals import IssueProposal


class Acts:
    """One order, and what it says of the acts that it was issued on."""

    def __init__(self, scheme: Scheme, order: Order, entry: Entry) -> None:
        """Take *order*, and what the book has of it."""
        self.scheme = scheme
        self.order = order
        self.entry = entry

    def fill(self, rule: CompiledRule) -> bool:
        """Say whether the transition *rule* surely finds nothing against the order by itself."""
        return (
            self.end(rule) and self._called_for(rule) and self._scoped(rule) and self._timely(rule)
        )

    def end(self, rule: CompiledRule, since: int = -FOREVER) -> bool:
        """Say whether the order surely fills what *rule*, perhaps an ending, asks of its acts.

        Acts that are older than *since* do not count.
        """
        order = self.order
        return (
            order.issuer is not None
            and order.issuer in rule.issuers
            and self.scheme.acting(order.issuer, self.entry.area) is not None
            and self._assessed(rule, since)
            and (rule.approval is None or self._approved(rule.approval, since))
            and not (rule.reason and not (order.reason and order.reason.strip()))
        )

    # -- assessment ------------------------------------------------------------------

    def _assessed(self, rule: CompiledRule, since: int) -> bool:
        asked, assessment = rule.assessment, self.order.assessment
        if asked is None:
            return True
        if assessment is None:
            return False
        parties = {assessment.by, *assessment.with_}
        age = self.entry.issued - micros_of(assessment.at)
        return (
            not parties.isdisjoint(asked.by)
            and parties.issuperset(asked.with_)
            and 0 <= age <= self.entry.issued - since
            and (asked.max_age is None or age <= micros_of_duration(asked.max_age))
        )

    def _called_for(self, rule: CompiledRule) -> bool:
        """Say whether the facts stated call for the level, or the table of *rule* only advises."""
        table, assessment = rule.table, self.order.assessment
        if table is None or assessment is None:
            return True
        call = call_for(table.left(table.box_of(assessment.facts)), self.entry.rank)
        return call is Call.ALL or (call is Call.NONE and not rule.binding)

    # -- approvals -------------------------------------------------------------------

    def _approved(self, asked: ApprovalRequirement, since: int) -> bool:
        # Nobody verifies a signature here: an approval that has to be signed is not counted.
        if asked.signed:
            return False
        approvals = self.order.approvals
        bodies = {a.body for a in approvals if self._counts(a, asked, since)}
        return filled(asked.condition, bodies)

    def _counts(self, approval: Approval, asked: ApprovalRequirement, since: int) -> bool:
        """Say whether no note applies to *approval*; what looks like one does not count."""
        body, order = approval.body, self.order
        if body not in asked.bodies or body == order.issuer:
            return False
        acting = self.scheme.acting(body, self.entry.area)
        if acting is None or approval.area not in {None, self.scheme.tree.ids[acting]}:
            return False
        person, proposer = approval.person, order.proposer
        if person is not None and proposer is not None and same_person_in(person, (proposer,)):
            return False
        at, assessment = micros_of(approval.at), order.assessment
        if not since <= at <= self.entry.issued:
            return False
        if asked.after_assessment and assessment is not None and at < micros_of(assessment.at):
            return False
        return not asked.bound if approval.digest is None else approval.digest == self._digest

    @cached_property
    def _proposal(self) -> IssueProposal:
        return proposal_of(self.order)

    @cached_property
    def _digest(self) -> str:
        groups = groups_named(self._proposal.scope, self.scheme.groups, self.order.groups)
        return proposal_digest(self._proposal, groups=groups)

    # -- scope and period ------------------------------------------------------------

    def _scoped(self, rule: CompiledRule) -> bool:
        tiers = self.scheme.tree.tiers
        if rule.scope_tiers is not None and any(
            tiers[place] not in rule.scope_tiers for place in self.entry.scope
        ):
            return False
        # Where an approval is bound to the proposal without a scope, none was named.
        bound = any(approval.digest is not None for approval in self.order.approvals)
        return not (rule.explicit and bound and not self._proposal.scope)

    def _timely(self, rule: CompiledRule) -> bool:
        entry = self.entry
        return not (
            (rule.bounded and entry.end == FOREVER)
            or (rule.longest is not None and entry.end - entry.start > rule.longest)
            or (rule.notice is not None and entry.start < entry.issued + rule.notice)
            or (rule.foreseen and self.order.expected_end is None)
        )
