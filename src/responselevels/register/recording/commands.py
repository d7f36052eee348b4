"""What can be done to a register, one function an act: each drafts what is to be recorded.

An act looks at the state and at what was asked, and drafts events; it raises
where nothing can be recorded. Writing them down, all or none, is the business
of `responselevels.register.stored`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from responselevels.core.deciding.audit import audit
from responselevels.core.deciding.case import AnyProposal, resolve
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.entries import check_provenance
from responselevels.core.world.names import unknown_name
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import ApprovalRefused, InputError, Place, Problem
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.sha256 import sha256_of
from responselevels.register.adoption.changes import (
    NOTHING,
    AdoptionRequest,
    Backing,
    check_adoption,
    check_once,
)
from responselevels.register.adoption.levels import level_problems
from responselevels.register.adoption.words import Plan
from responselevels.register.history.assembling import (
    bound_digest,
    keys_in_force,
    order_meant,
    proposers_of,
    signing_context,
)
from responselevels.register.history.dossiers import WORDS, bare
from responselevels.register.history.persons import named_in_keys, named_in_text
from responselevels.register.history.records import (
    audit_record,
)
from responselevels.register.history.versions import carried_over
from responselevels.register.log.bounds import USUAL, Bounds
from responselevels.register.log.decision_records import AdoptionChange
from responselevels.register.log.event_fields import Word
from responselevels.register.log.kinds import (
    AdoptionEvent,
    AmendmentEvent,
    ApprovalEvent,
    AssessmentEvent,
    AttemptEvent,
    OrderEvent,
    ProposalEvent,
    RegisterEvent,
    WithdrawalEvent,
)
from responselevels.register.log.plain import one_of
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.requests import Adopting
from responselevels.register.signatures.acceptance import accepted
from responselevels.register.signatures.proposers import check_before
from responselevels.register.signatures.rotation import adopted


def begin(
    draft: Draft,
    first: Adopting,
    *,
    orders: Iterable[Order],
    title: str | None,
    bounds: Bounds = USUAL,
) -> None:
    """Record the beginning of a register under the *first* rules and areas.

    With *orders* that were issued elsewhere before.
    *bounds* are those that its times will be held to. Each order is decided as
    of its issue, and what comes of it recorded with it: the rules may not have
    permitted it.

    Raises:
        InputError: rules, areas or orders are not sound, or don't fit each other.
    """
    listed = list(orders)
    draft.add(RegisterEvent(draft.header, title=title, clock=bounds, audited=True))
    scheme = adopt(draft, first)
    for number, (order, decision) in enumerate(audit(scheme, listed)):
        if order.issued_at > draft.time:
            place = Place(path=("orders", number, "issued_at"))
            raise InputError([Problem(place, "orders.to_come", {"order": order.id})])
        audited = audit_record(decision)
        draft.add(OrderEvent(draft.header, order=order, decision=None, audit=audited))


def adopt(draft: Draft, what: Adopting, *, backing: Backing = NOTHING) -> Scheme:
    """Put rules and areas (what is None stays as it is) in force from now on.

    Raises:
        InputError: they are not sound, do not fit each other, or an order that
            is not over has no place in them; or something is missing of what is
            asked of an adoption (`responselevels.register.adoption.changes`).
        ApprovalRefused: an envelope does not hold.
    """
    plan, scheme = planned(draft, what)
    rows: list[AdoptionChange] = []
    if draft.state.versions:
        _check_bodies(draft, None, backing.approvals)
        asking = AdoptionRequest(
            plan=plan, scheme=scheme, seq=draft.seq, at=draft.at, person=draft.by.person
        )
        rows = check_adoption(draft.state, asking, backing)
    given = (("rules", what.rules), ("areas", what.areas))
    backed = backing if draft.state.versions else NOTHING
    draft.add(
        AdoptionEvent(
            draft.header,
            rules=plan.rules,
            areas=plan.areas,
            changed=tuple(name for name, one in given if one is not None),
            renamed=what.renamed,
            merged=what.merged,
            track=what.track,
            levels=what.levels or None,
            approvals=backed.approvals,
            envelopes=backed.envelopes,
            changes=tuple(rows) or None,
        )
    )
    return scheme


def planned(draft: Draft, what: Adopting) -> tuple[Plan, Scheme]:
    """Return what would be adopted, and compiled; nothing is recorded.

    Raises:
        InputError: as `adopt`.
    """
    versions = draft.state.versions
    plan = Plan(
        register=draft.state.register,
        since=versions[-1].seq if versions else 0,
        rules=versions[-1].rules if what.rules is None else draft.keep(what.rules),
        areas=versions[-1].areas if what.areas is None else draft.keep(what.areas),
        renamed=what.renamed,
        merged=what.merged,
        track=what.track,
        levels=what.levels,
    )
    scheme = draft.compiled(plan.rules, plan.areas)
    if versions:
        check_once(plan.renamed, plan.merged)
        _check_moves(draft, scheme.tree.numbers, plan.moves)
        found = [*level_problems(draft.scheme, scheme, plan.levels)]
        if found:
            raise InputError(found)
        moves, track, levels = plan.moves, plan.track, plan.levels
        carried_over(versions[-1], scheme, moves, draft.at, track=track, levels=levels)
    return plan, scheme


def _check_moves(draft: Draft, after: Mapping[str, int], moves: Mapping[str, str]) -> None:
    before = draft.scheme.tree.numbers
    problems = [
        unknown_name("area", old, before.keys(), ("renamed", old))
        for old in moves
        if old not in before
    ]
    problems += [
        unknown_name("area", new, after.keys(), ("renamed", old))
        for old, new in moves.items()
        if new not in after
    ]
    if problems:
        raise InputError(problems)


def propose(draft: Draft, proposal: AnyProposal) -> None:
    """Record a new proposal, with the assessment and the approvals that it brings along.

    Raises:
        InputError: it names what is not there, or its id is taken.
    """
    if proposal.id in draft.state.dossiers or proposal.id in draft.state.orders:
        raise InputError([Problem(Place(path=("id",)), "proposal.known", {"id": proposal.id})])
    _write_down(draft, ProposalEvent, proposal, revision=1)


def amend(draft: Draft, proposal: AnyProposal) -> None:
    """Record that a proposal reads otherwise now; approvals bound to what it said no longer count.

    Raises:
        InputError: no such proposal, another action, or an unknown name.
        ActImpossible: it was issued or withdrawn.
    """
    known = draft.dossier(proposal.id)
    if known.content.action != proposal.action:
        facts = {"id": proposal.id, "action": known.content.action}
        raise InputError([Problem(Place(path=("action",)), "proposal.action", facts)])
    _write_down(draft, AmendmentEvent, proposal, revision=known.revision + 1)


def _write_down(
    draft: Draft,
    kind: type[ProposalEvent | AmendmentEvent],
    proposal: AnyProposal,
    *,
    revision: int,
) -> None:
    draft.meet(named_in_text(proposal))
    case = resolve(draft.scheme, draft.book, proposal, draft.time)
    check_before(case, _who_asks(draft, proposal), keys_in_force(draft.state))
    plain = bare(proposal)
    digest = proposal_digest(plain, drill=case.drill, groups=case.groups)
    draft.add(
        kind(
            draft.header,
            of=plain.id,
            proposal=plain,
            proposal_digest=digest,
            revision=revision,
        )
    )
    assessment = getattr(proposal, "assessment", None)
    if assessment is not None:
        assess(draft, proposal.id, assessment)
    for approval in proposal.approvals:
        approve(draft, proposal.id, approval)


def _who_asks(draft: Draft, proposal: AnyProposal) -> frozenset[str]:
    """Return the persons who propose, as the proposal and the caller say."""
    named = (draft.by.person, proposal.proposer)
    return frozenset(person for person in named if person is not None)


def assess(draft: Draft, name: str, assessment: Assessment) -> None:
    """Record an assessment for the proposal *name*; it takes the place of an earlier one.

    Raises:
        InputError: no such proposal, or an unknown body.
        ActImpossible: the proposal is closed.
    """
    _check_bodies(draft, assessment, ())
    draft.add(AssessmentEvent(draft.header, of=name, assessment=assessment))


def approve(draft: Draft, name: str, approval: Approval, *, word: str = "approve") -> None:
    """Record what a body says of the proposal *name*, as the caller asserts it.

    *word* is ``approve``, ``refuse``, or ``withdraw`` (take back the last word).
    Without a digest of its own, it is bound to what the proposal says now.

    Raises:
        InputError: no such proposal, or an unknown body or area.
        ActImpossible: the proposal is closed.
    """
    one_of(word, WORDS, "word")
    _check_bodies(draft, None, (approval,))
    if approval.digest is None:
        approval = approval.model_copy(
            update={"digest": bound_digest(draft.dossier(name), draft.state)}
        )
    draft.add(
        ApprovalEvent(
            draft.header, of=name, word=cast("Word", word), standing="asserted", approval=approval
        )
    )


def approve_signed(draft: Draft, name: str, envelope: bytes) -> ApprovalRefused | None:
    """Record what a signed envelope says of the proposal *name*, where it holds and would count.

    Where it does not, the attempt is recorded, and the error returned that says why.

    Raises:
        InputError: no such proposal, or an unknown body or area.
        ActImpossible: the proposal is closed.
        MissingExtra: cryptography is not installed.
    """
    dossier, state = draft.dossier(name), draft.state
    try:
        signed = accepted(
            envelope,
            dossier.assessed,
            signing_context(state, draft.at, draft.seq, dossier.content),
            nonces=state.keyring.nonces,
            proposers=proposers_of(dossier, state),
            digest=bound_digest(dossier, state),
            order=order_meant(dossier, state),
        )
    except ApprovalRefused as refused:
        digest = sha256_of(envelope)
        draft.add(AttemptEvent(draft.header, of=name, code=refused.code, digest=digest))
        return refused
    _check_bodies(draft, None, (signed.approval,))
    draft.add(signed.event(draft.header, name))
    return None


def adopt_keys(draft: Draft, envelope: bytes) -> int:
    """Put the signed key list in *envelope* in force from now on; return its version.

    Raises:
        KeysRefused: it may not follow the list in force; the code says why.
        MissingExtra: cryptography is not installed.
    """
    keys = adopted(envelope, draft.state.keyring.lists(), draft.state.register)
    draft.meet(named_in_keys(keys.keys))
    draft.keep_bytes(keys.digest, keys.document)
    draft.add(keys.event(draft.header))
    return keys.keys.version


def _check_bodies(
    draft: Draft, assessment: Assessment | None, approvals: tuple[Approval, ...]
) -> None:
    reader = NameResolver(draft.scheme)
    check_provenance(reader, assessment, approvals, ())
    if reader.problems:
        raise InputError(reader.problems)


def withdraw(draft: Draft, name: str, reason: str | None = None) -> None:
    """Record that the proposal *name* is no longer asked for."""
    draft.add(WithdrawalEvent(draft.header, of=name, reason=reason))
