"""What can be done to a register, one function an act: each drafts what is to be recorded.

An act looks at the state and at what was asked, and drafts events; it raises
where nothing can be recorded. Writing them down, all or none, is the business
of `responselevels.register.stored`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from responselevels.core.deciding.audit import audit
from responselevels.core.deciding.case import AnyProposal, resolve
from responselevels.core.deciding.decide import decide
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.entries import check_provenance
from responselevels.core.world.names import unknown_name
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import ApprovalRefused, InputError, Place, Problem
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Assessment, End, Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.register.adoption.changes import (
    NOTHING,
    AdoptionRequest,
    Backing,
    check_adoption,
    check_once,
)
from responselevels.register.adoption.words import Plan
from responselevels.register.clocks import USUAL, Bounds
from responselevels.register.history.assembling import (
    assembled,
    keys_in_force,
    order_meant,
    proposers_of,
    signing_context,
)
from responselevels.register.history.dossiers import WORDS, bare, to_json
from responselevels.register.history.persons import named_in, named_in_keys
from responselevels.register.history.records import (
    SPLIT,
    audit_record,
    decision_record,
    missing_in,
    order_of,
)
from responselevels.register.history.versions import carried_over
from responselevels.register.log.events import LONGEST, digest_of_line, line_of
from responselevels.register.log.plain import one_of
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.issued import Issued
from responselevels.register.signatures.acceptance import accepted
from responselevels.register.signatures.proposers import check_before, check_proposers, demanding
from responselevels.register.signatures.rotation import adopted


def begin(
    draft: Draft,
    rules: Rules,
    areas: Areas,
    *,
    orders: Iterable[Order],
    title: str | None,
    bounds: Bounds = USUAL,
) -> None:
    """Record the beginning of a register, with *orders* that were issued elsewhere before.

    *bounds* are those that its times will be held to. Each order is decided as
    of its issue, and what comes of it recorded with it: the rules may not have
    permitted it.

    Raises:
        InputError: rules, areas or orders are not sound, or don't fit each other.
    """
    listed = list(orders)
    draft.add("register", title=title, clock=bounds.fields(), audited=True)
    scheme = adopt(draft, rules, areas, renamed={}, merged={})
    for number, (order, decision) in enumerate(audit(scheme, listed)):
        if order.issued_at > draft.time:
            place = Place(path=("orders", number, "issued_at"))
            raise InputError([Problem(place, "orders.to_come", {"order": order.id})])
        draft.add("order", order=to_json(order), decision=None, audit=audit_record(decision))


def adopt(
    draft: Draft,
    rules: Rules | None,
    areas: Areas | None,
    *,
    renamed: Mapping[str, str],
    merged: Mapping[str, str],
    backing: Backing = NOTHING,
) -> Scheme:
    """Put *rules* and *areas* (what is None stays as it is) in force from now on.

    Raises:
        InputError: they are not sound, do not fit each other, or an order that
            is not over has no place in them; or something is missing of what is
            asked of an adoption (`responselevels.register.adoption.changes`).
        ApprovalRefused: an envelope does not hold.
    """
    plan, scheme = planned(draft, rules, areas, renamed=renamed, merged=merged)
    more: dict[str, Any] = {}
    if draft.state.versions:
        _check_bodies(draft, None, backing.approvals)
        asking = AdoptionRequest(
            plan=plan, scheme=scheme, seq=draft.seq, at=draft.at, person=draft.by.person
        )
        rows = check_adoption(draft.state, asking, backing)
        more = {**backing.fields(), **({"changes": rows} if rows else {})}
    changed = [name for name, given in (("rules", rules), ("areas", areas)) if given is not None]
    draft.add(
        "adoption",
        rules=plan.rules,
        areas=plan.areas,
        changed=changed,
        renamed=dict(renamed),
        merged=dict(merged),
        **more,
    )
    return scheme


def planned(
    draft: Draft,
    rules: Rules | None,
    areas: Areas | None,
    *,
    renamed: Mapping[str, str],
    merged: Mapping[str, str],
) -> tuple[Plan, Scheme]:
    """Return what would be adopted, and compiled; nothing is recorded.

    Raises:
        InputError: as `adopt`.
    """
    versions = draft.state.versions
    digests = {
        "rules": versions[-1].rules if rules is None else draft.keep(rules),
        "areas": versions[-1].areas if areas is None else draft.keep(areas),
    }
    scheme = draft.compiled(**digests)
    if versions:
        check_once(renamed, merged)
        _check_moves(draft, scheme.tree.numbers, {**renamed, **merged})
        carried_over(versions[-1], scheme, {**renamed, **merged}, draft.at)
    since = versions[-1].seq if versions else 0
    name = draft.state.register
    return Plan(register=name, since=since, renamed=renamed, merged=merged, **digests), scheme


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
    _write_down(draft, "proposal", proposal, revision=1)


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
    _write_down(draft, "amendment", proposal, revision=known.revision + 1)


def _write_down(draft: Draft, kind: str, proposal: AnyProposal, *, revision: int) -> None:
    draft.meet(named_in({"proposal": to_json(proposal)}))
    case = resolve(draft.scheme, draft.book, proposal, draft.time)
    check_before(case, _who_asks(draft, proposal), keys_in_force(draft.state))
    plain = bare(proposal)
    digest = proposal_digest(plain, drill=case.drill)
    draft.add(
        kind,
        made=plain,
        of=plain.id,
        proposal=to_json(plain),
        proposal_digest=digest,
        revision=revision,
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
    draft.add("assessment", of=name, assessment=to_json(assessment))


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
        approval = approval.model_copy(update={"digest": draft.dossier(name).digest})
    draft.add("approval", of=name, word=word, standing="asserted", approval=to_json(approval))


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
            dossier.content,
            signing_context(state, draft.at, draft.seq),
            nonces=state.keyring.nonces,
            proposers=proposers_of(dossier, state),
            digest=dossier.digest,
            order=order_meant(dossier, state),
        )
    except ApprovalRefused as refused:
        digest = "sha256:" + sha256(envelope).hexdigest()
        draft.add("attempt", of=name, code=refused.code, digest=digest)
        return refused
    _check_bodies(draft, None, (signed.approval,))
    draft.add("approval", of=name, **signed.fields())
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
    draft.add("keys", **keys.fields())
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
    draft.add("withdrawal", of=name, reason=reason)


def judge(draft: Draft, name: str) -> Decision:
    """Decide the proposal *name* now, and record the decision, whatever it is.

    Raises:
        InputError: no such proposal, or it names what is no longer there.
        ActImpossible: it was issued, carried out or withdrawn.
    """
    return _judged(draft, name)[0]


def _judged(draft: Draft, name: str) -> tuple[Decision, AnyProposal]:
    """Decide and record; return the decision, and the proposal with all that counted for it."""
    dossier, state = draft.dossier(name), draft.state
    proposal, evidence, counted = assembled(dossier, state, draft.at, draft.seq)
    decision = decide(draft.scheme, draft.book, proposal, draft.time, evidence)
    record, whole = decision_record(decision), to_json(proposal)
    body = line_of(record, longest=None)
    fields = {
        "of": name,
        "proposal": whole,
        "proposal_digest": dossier.digest,
        "at_head": draft.seq - 1,
        "state_digest": state.digest,
        "rules": state.version.rules,
        "areas": state.version.areas,
        "keys": state.keyring.version,
        "missing": missing_in(decision.findings),
        "approvals": counted,
        "decision": digest_of_line(body),
        **record,
    }
    if len(body) + len(json.dumps(whole)) > LONGEST // 2:
        asked = line_of(whole, longest=None)
        fields |= {**dict.fromkeys(SPLIT), "proposal": digest_of_line(asked), "missing": None}
        for document in (body, asked):
            draft.keep_bytes(digest_of_line(document), document)
    draft.add("decision", **fields)
    return decision, proposal


def check_action(draft: Draft, name: str, action: str) -> None:
    """Hold a proposal to what it is asked to be carried out as.

    Raises:
        InputError: no such proposal, or it asks for something else.
    """
    found = draft.dossier(name).content.action
    if found != action:
        facts = {"id": name, "action": found}
        raise InputError([Problem(Place(path=("action",)), "proposal.action", facts)])


def carry_out(draft: Draft, name: str) -> Issued:
    """Decide the proposal *name* now, record it, and do what it asks where that is permitted."""
    decision, proposal = _judged(draft, name)
    seq = draft.seq - 1
    order = _carried_out(draft, name, decision, proposal) if decision.permitted else None
    return Issued(decision=decision, order=order, event=seq)


def _carried_out(draft: Draft, name: str, decision: Decision, proposal: AnyProposal) -> Order:
    """Record what a permitted *proposal* does; return the order as it is then."""
    if demanding(draft.scheme.rules, decision.transition, proposal):
        proposers = draft.dossier(name).all_proposers
        check_proposers(decision.transition, proposers, keys_in_force(draft.state))
    seq = draft.seq - 1
    if isinstance(proposal, IssueProposal):
        order = order_of(proposal, decision, draft.time)
        draft.add("order", made=order, of=name, order=to_json(order), decision=seq)
        return order
    order = draft.state.orders[proposal.order]
    if isinstance(proposal, EndProposal):
        end = End(at=proposal.at, scope=proposal.scope or None)
        draft.add("end", of=name, order=order.id, decision=seq, **{"scope": None, **to_json(end)})
    else:
        draft.add("ratification", of=name, order=order.id, decision=seq)
    return changed(order, proposal)


def changed(order: Order, proposal: EndProposal | RatifyProposal) -> Order:
    """Return *order* as it is once *proposal* was carried out."""
    if isinstance(proposal, RatifyProposal):
        return order.model_copy(update={"provisional_until": None})
    end = End(at=proposal.at, scope=proposal.scope or None)
    return order.model_copy(update={"ends": (*order.ends, end)})
