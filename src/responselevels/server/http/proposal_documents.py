"""Proposals and orders in answers."""

from __future__ import annotations

from responselevels.machine.lifecycle import Life
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.models.times import instant_at, instant_written
from responselevels.register.history.dossiers import Dossier, to_json
from responselevels.register.log.actors import Actor
from responselevels.register.log.kinds import ApprovalEvent, DecisionEvent
from responselevels.reports.programs.json import decision_document
from responselevels.reports.programs.register_documents import ActorDocument
from responselevels.server.acts import Decided, Done, offered
from responselevels.server.http.answers import Ask
from responselevels.server.http.documents import (
    DecidedDocument,
    DoneDocument,
    DossierDocument,
    OrderDocument,
    ProposalRow,
    RecordedDecision,
    SaidDocument,
)
from responselevels.server.marks import mark_of_order, mark_of_proposal
from responselevels.server.readings import Reading


def done_document(done: Done) -> DoneDocument:
    """Return what was recorded of a proposal."""
    return {
        "proposal": done.name,
        "state": done.state,
        "revision": done.revision,
        "event": done.event,
        "recorded_at": instant_written(done.recorded),
    }


def recorded_decision(ask: Ask, decided: Decided) -> RecordedDecision:
    """Return a decision that was recorded."""
    return {
        **decision_document(decided.decision, ask.lang, ask.locale.titles),
        "event": decided.event,
        "order": None if decided.order is None else decided.order.id,
    }


def proposal_row(reading: Reading, dossier: Dossier) -> ProposalRow:
    """Return a proposal as a list has it."""
    content = dossier.content
    row: ProposalRow = {
        "proposal": dossier.id,
        "action": content.action,
        "state": _life(dossier),
        "revision": dossier.revision,
        "issuer": content.issuer,
        "order": None if isinstance(content, IssueProposal) else content.order,
        "areas": list(reading.sight.cut(reading.sight.scope_of(content))),
        "level": content.level if isinstance(content, IssueProposal) else None,
        "event": dossier.events[-1].seq,
        "etag": mark_of_proposal(reading.served.register.state, dossier.id, dossier.events[-1].seq),
    }
    if isinstance(content, IssueProposal) and content.track is not None:
        row["track"] = content.track
    return row


def dossier_document(reading: Reading, dossier: Dossier) -> DossierDocument:
    """Return a proposal with all that was recorded of it."""
    content, orders = dossier.content, reading.served.register.state.orders
    order = dossier.id if isinstance(content, IssueProposal) else content.order
    fields = to_json(content)
    if "scope" in fields and not reading.sight.holds(content):
        fields["scope"] = list(reading.sight.cut(getattr(content, "scope", ())))
    return {
        "proposal": dossier.id,
        "action": content.action,
        "state": _life(dossier),
        "revision": dossier.revision,
        "digest": dossier.digest,
        "content": fields,
        "assessment": None if dossier.assessment is None else to_json(dossier.assessment),
        "said": [_said(event) for event in dossier.approvals],
        "decisions": [_decided(e) for e in dossier.events if isinstance(e, DecisionEvent)],
        "order": order if order in orders else None,
        "acts": list(offered(reading.served, reading.caller, dossier)),
        "etag": mark_of_proposal(reading.served.register.state, dossier.id),
    }


def _life(dossier: Dossier) -> Life:
    if dossier.life is None:
        raise LookupError(dossier.id)
    return dossier.life


def _said(event: ApprovalEvent) -> SaidDocument:
    return {
        "event": event.seq,
        "recorded_at": instant_written(instant_at(event.recorded)),
        "word": event.word,
        "standing": event.standing,
        "approval": to_json(event.approval),
        "actor": actor_document(event.actor),
    }


def _decided(event: DecisionEvent) -> DecidedDocument:
    return {
        "event": event.seq,
        "decided_at": event.decided_at,
        "verdict": event.verdict.value,
        "transition": event.transition,
        "actor": actor_document(event.actor),
    }


def actor_document(actor: Actor) -> ActorDocument:
    """Return who did something, as the log names them."""
    return {"person": actor.person, "body": actor.body, "auth": actor.auth}


def order_document(reading: Reading, order: Order) -> OrderDocument:
    """Return an order as it stands."""
    state = reading.state_of(order.id)
    return {
        "order": to_json(order),
        "state": state,
        "etag": mark_of_order(reading.served.register.state, order.id),
    }
