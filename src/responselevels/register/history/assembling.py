"""From a dossier to the proposal that is decided: what was assessed and approved, put into it."""

from __future__ import annotations

from responselevels.core.deciding.case import AnyProposal, groups_meant
from responselevels.core.deciding.evidence import Evidence
from responselevels.core.digests import proposal_digest
from responselevels.core.groups import NO_GROUPS
from responselevels.errors import expect
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.times import instant_at
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.state import State
from responselevels.register.signatures.acceptance import SigningContext
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.standing import evidence_of


def assembled(
    dossier: Dossier, state: State, at: int, seq: int
) -> tuple[AnyProposal, Evidence, list[int]]:
    """Return the proposal with all that counts for it at the instant *at*, before event *seq*.

    With it: what the register knows of its approvals, and the numbers of the
    events that these were recorded by.
    """
    weighed = evidence_of(
        dossier.approvals,
        dossier.assessed,
        signing_context(state, at, seq, dossier.content),
        proposers=proposers_of(dossier, state),
    )
    more: dict[str, object] = {"approvals": weighed.approvals}
    if "assessment" in type(dossier.content).model_fields:
        more["assessment"] = dossier.assessment
    return dossier.content.model_copy(update=more), weighed.evidence, list(weighed.seqs)


def signing_context(
    state: State, at: int, seq: int, proposal: AnyProposal | None = None
) -> SigningContext:
    """Return where and when an approval is to count: before event *seq*, at the instant *at*.

    With the members that the groups which *proposal* names stand for there and then.

    Raises:
        InputError: *proposal* is no proposal.
    """
    if proposal is not None:
        expect("proposal", proposal, IssueProposal, EndProposal, RatifyProposal)
    version = state.version_at(seq)
    groups = NO_GROUPS if proposal is None else groups_meant(version.scheme, version.book, proposal)
    return SigningContext(
        groups=groups,
        register=state.register,
        rules=version.rules,
        lists=state.keyring.lists(seq),
        seq=seq,
        at=instant_at(at),
    )


def keys_in_force(state: State, seq: int | None = None) -> KeyList | None:
    """Return the key list in force now, or before event *seq*; None where there is none."""
    lists = state.keyring.lists(seq)
    return lists[-1] if lists else None


def proposers_of(dossier: Dossier, state: State) -> frozenset[str]:
    """Return the persons who proposed or amended it, as far as the register knows them.

    Of a ratification, those who proposed or amended its order, too.
    """
    content = dossier.content
    first = state.dossiers.get(content.order) if isinstance(content, RatifyProposal) else None
    return dossier.proposers if first is None else dossier.proposers | first.proposers


def order_meant(dossier: Dossier, state: State) -> Order | None:
    """Return the order that the proposal would end or ratify; None for a new order."""
    proposal = dossier.content
    return None if isinstance(proposal, IssueProposal) else state.orders.get(proposal.order)


def bound_digest(dossier: Dossier, state: State) -> str:
    """Return the digest that approvals of the proposal are bound to now.

    That which was recorded, unless it names groups: their members may have changed.
    """
    groups = groups_meant(state.scheme, state.version.book, dossier.content)
    if not groups:
        return dossier.digest
    order = order_meant(dossier, state)
    drill = None if order is None else order.drill
    return proposal_digest(dossier.assessed, drill=drill, groups=groups)
