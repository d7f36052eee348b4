"""Decide a recorded proposal, record the decision, and do what it asks where that is permitted."""

from __future__ import annotations

import json
from dataclasses import replace

from responselevels.core.deciding.case import AnyProposal, groups_meant
from responselevels.core.deciding.decide import decide
from responselevels.errors import InputError, Place, Problem
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.register.history.assembling import (
    assembled,
    bound_digest,
    keys_in_force,
)
from responselevels.register.history.dossiers import to_json
from responselevels.register.history.records import (
    decision_record,
    end_of,
    missing_in,
    order_of,
)
from responselevels.register.log.events import LONGEST, digest_of_line, line_of
from responselevels.register.log.kinds import (
    DecisionEvent,
    EndEvent,
    OrderEvent,
    RatificationEvent,
)
from responselevels.register.recording import commands
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.issued import Issued
from responselevels.register.signatures.proposers import check_proposers, demanding


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
    event = DecisionEvent(
        draft.header,
        of=name,
        proposal=whole,
        proposal_digest=bound_digest(dossier, state),
        at_head=draft.seq - 1,
        state_digest=state.digest,
        rules=state.version.rules,
        areas=state.version.areas,
        keys=state.keyring.version,
        missing=missing_in(decision.findings),
        approvals=tuple(counted),
        decision=digest_of_line(body),
        decided_at=record["decided_at"],
        verdict=decision.verdict,
        transition=record["transition"],
        findings=record["findings"],
        effects=record["effects"],
        overtakes=record["overtakes"],
        replaces=record["replaces"],
        duties=record["duties"],
        provisional_until=record["provisional_until"],
    )
    if len(body) + len(json.dumps(whole)) > LONGEST // 2:
        asked = line_of(whole, longest=None)
        event = replace(
            event,
            proposal=digest_of_line(asked),
            missing=None,
            findings=None,
            effects=None,
            overtakes=None,
            replaces=None,
        )
        for document in (body, asked):
            draft.keep_bytes(digest_of_line(document), document)
    draft.add(event)
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


def carry_out_as(draft: Draft, action: str, proposal: AnyProposal | str) -> Issued:
    """Record *proposal*, unless it is the id of one that was, and carry it out as *action*.

    Raises:
        InputError, ActImpossible: as `judge`, `check_action` and `commands.propose`.
    """
    name = proposal if isinstance(proposal, str) else proposal.id
    if not isinstance(proposal, str):
        commands.propose(draft, proposal)
    check_action(draft, name, action)
    return carry_out(draft, name)


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
    groups = groups_meant(draft.scheme, draft.book, proposal)
    if isinstance(proposal, IssueProposal):
        order = order_of(proposal, decision, draft.time, groups)
        draft.add(OrderEvent(draft.header, of=name, order=order, decision=seq))
        return order
    order = draft.state.orders[proposal.order]
    if isinstance(proposal, RatifyProposal):
        draft.add(RatificationEvent(draft.header, of=name, order=order.id, decision=seq))
        return order.model_copy(update={"provisional_until": None})
    end = end_of(proposal, groups, draft.time)
    draft.add(
        EndEvent(draft.header, of=name, order=order.id, at=end.at, scope=end.scope, decision=seq)
    )
    return order.model_copy(update={"ends": (*order.ends, end)})
