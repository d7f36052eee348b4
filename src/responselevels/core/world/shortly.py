"""The names of a proposal, or of an order, looked up in one go, where there is nothing to say of any of them.

`NameResolver` looks at one name after another, with the place of each, and collects what is
wrong. Nearly always nothing is, and then dictionaries alone do. Whatever is not plain is left
to the resolver, which alone knows what to say; so nothing here can be wrong but for its cost.
"""

from __future__ import annotations

from responselevels.core.groups import NO_GROUPS, Groups
from responselevels.core.world.scheme import Scheme
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.proposals import IssueProposal

Read = tuple[int, int, tuple[int, ...], int, Groups]
"""Issuing area, rank, the areas named, track, groups."""


def read_shortly(scheme: Scheme, proposal: IssueProposal | Order) -> Read | None:
    """Return what the names of *proposal* stand for, or those of the order it was; None where a resolver has to look at it.

    That is wherever a name is not known, or a person, a group, a fact or an extra is named.
    """
    numbers = scheme.tree.numbers
    issuing, rank = numbers.get(proposal.area), scheme.ranks.get(proposal.level)
    track = scheme.tracks.get(proposal.track) if proposal.track is not None else 0
    known = (
        proposal.issuer in scheme.bodies
        and proposal.proposer is None
        and (proposal.track is None) is (not scheme.tracks)
        and not proposal.extras
        and (proposal.transition is None or proposal.transition in scheme.transitions_by_id)
        and _assessed_plainly(scheme, proposal.assessment)
        and _approved_plainly(scheme, proposal.approvals)
    )
    if not known or issuing is None or rank is None or track is None:
        return None
    named: list[int] = []
    for name in proposal.scope:
        number = numbers.get(name)
        if number is None:
            return None
        named.append(number)
    if len(named) > 1:
        named = sorted(set(named))
    return issuing, rank, tuple(named), track, NO_GROUPS


def _assessed_plainly(scheme: Scheme, assessment: Assessment | None) -> bool:
    if assessment is None:
        return True
    if assessment.facts:
        return False
    return scheme.bodies.keys() >= {assessment.by, *assessment.with_}


def _approved_plainly(scheme: Scheme, approvals: tuple[Approval, ...]) -> bool:
    for approval in approvals:
        if approval.person is not None or approval.body not in scheme.bodies:
            return False
        if approval.area is not None and approval.area not in scheme.tree.numbers:
            return False
    return True
