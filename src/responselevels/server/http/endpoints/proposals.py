"""``/proposals``: what people do with a proposal, from the first draft to the order."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from responselevels.files.syntax.documents import Document
from responselevels.models.documents import DecisionDocument
from responselevels.models.orders import Assessment
from responselevels.models.proposals import Action
from responselevels.reports.lifelines import history_document
from responselevels.reports.programs.json import decision_document
from responselevels.reports.programs.register_documents import HistoryDocument
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.acts import Done
from responselevels.server.http.answers import (
    Ask,
    Asking,
    Body,
    MaybeBody,
    NewTerms,
    SeenTerms,
    ThenQuery,
    taken,
)
from responselevels.server.http.carrying_out import carried_out
from responselevels.server.http.documents import (
    DoneDocument,
    DossierDocument,
    ProposalPage,
    RecordedDecision,
)
from responselevels.server.http.given import (
    ApprovalGiven,
    AssessmentGiven,
    EnvelopeGiven,
    WithdrawalGiven,
)
from responselevels.server.http.paging import Paged, page_of
from responselevels.server.http.proposal_documents import (
    done_document,
    dossier_document,
    proposal_row,
    recorded_decision,
)
from responselevels.server.http.reading_proposals import named, proposal_in

router = APIRouter(prefix="/proposals", tags=["proposals"])


class ProposalsQuery(Paged):
    """Which proposals are listed."""

    open: Literal["true", "false"] = Field("false", description="only those still open")


# -- reading ----------------------------------------------------------------------------------


@router.get("", operation_id="listProposals", response_model=ProposalPage)
def list_proposals(ask: Asking, query: Annotated[ProposalsQuery, Query()]) -> Response:
    """List the proposals, in the order proposed."""
    reading = ask.reading(query)
    rows = reading.proposals(only_open=query.open == "true")
    items, following = page_of(ask.request, rows, query)
    page: ProposalPage = {"items": [proposal_row(reading, one) for one in items], "next": following}
    return ask.answer(page)


@router.get(
    "/{proposal:path}/decision", operation_id="foreseeDecision", response_model=DecisionDocument
)
def foresee(ask: Asking, proposal: str, query: ThenQuery) -> Response:
    """Decide a recorded proposal as of now, or of another time, and record nothing."""
    decision = ask.reading(query).decision(proposal)
    return ask.answer(decision_document(decision, ask.lang, ask.locale.titles))


@router.get(
    "/{proposal:path}/history", operation_id="getProposalHistory", response_model=HistoryDocument
)
def get_history(ask: Asking, proposal: str, query: ThenQuery) -> Response:
    """Tell the life of a proposal and of the order that it became, step by step."""
    reading = ask.reading(query)
    reading.proposal(proposal)
    return ask.answer(history_document(proposal, reading.life(proposal), reading.at))


@router.get("/{proposal:path}", operation_id="getProposal", response_model=DossierDocument)
def get_proposal(ask: Asking, proposal: str, query: ThenQuery) -> Response:
    """Return a proposal with all that was recorded of it, and what you may do with it."""
    reading = ask.reading(query)
    document = dossier_document(reading, reading.proposal(proposal))
    return ask.answer(document, mark=document["etag"])


# -- acts --------------------------------------------------------------------------------------


@router.post("", operation_id="propose", status_code=201, response_model=DoneDocument)
def propose(ask: Asking, body: Body, terms: NewTerms) -> Response:
    """Record a new proposal. You are its proposer."""
    done = acts.propose(
        ask.served, ask.caller, proposal_in(ask.served, ask.caller, body), terms=terms
    )
    where = quote(ask.request.app.url_path_for("get_proposal", **_named(ask, done.name)))
    return ask.answer(done_document(done), status=201, mark=done.mark, headers={"Location": where})


@router.put("/{proposal:path}", operation_id="amend", response_model=DoneDocument)
def amend(ask: Asking, proposal: str, body: Body, terms: SeenTerms) -> Response:
    """Have a proposal read otherwise. Approvals that were bound to what it said count no longer."""
    asked = named(proposal_in(ask.served, ask.caller, body), proposal)
    return _done(ask, acts.amend(ask.served, ask.caller, proposal, asked, terms=terms))


@router.post("/{proposal:path}/assess", operation_id="assess", response_model=DoneDocument)
def assess(ask: Asking, proposal: str, body: Body, terms: SeenTerms) -> Response:
    """Record an assessment, made by one of your bodies."""
    given = taken(body, AssessmentGiven)

    def stated(at: datetime) -> Assessment:
        return Assessment(
            by=given.by,
            with_=given.with_,
            at=given.at or at,
            summary=given.summary,
            facts=given.facts,
        )

    return _done(ask, acts.assess(ask.served, ask.caller, proposal, stated, terms=terms))


@router.post("/{proposal:path}/approve", operation_id="approve", response_model=DoneDocument)
def approve(ask: Asking, proposal: str, body: Body, terms: SeenTerms) -> Response:
    """Record that one of your bodies approves."""
    return _said(ask, proposal, _word("approve", body), terms)


@router.post("/{proposal:path}/refuse", operation_id="refuse", response_model=DoneDocument)
def refuse(ask: Asking, proposal: str, body: Body, terms: SeenTerms) -> Response:
    """Record that one of your bodies refuses its approval."""
    return _said(ask, proposal, _word("refuse", body), terms)


@router.post("/{proposal:path}/retract", operation_id="retract", response_model=DoneDocument)
def retract(ask: Asking, proposal: str, body: Body, terms: SeenTerms) -> Response:
    """Record that one of your bodies takes its last word back."""
    return _said(ask, proposal, _word("withdraw", body), terms)


@router.post("/{proposal:path}/signed", operation_id="handInSigned", response_model=DoneDocument)
def hand_in(ask: Asking, proposal: str, body: Body, terms: SeenTerms) -> Response:
    """Record what was signed of a proposal. It is the signature that counts, and not who hands it in."""
    envelope = taken(body, EnvelopeGiven).to_bytes()
    return _done(ask, acts.hand_in(ask.served, ask.caller, proposal, envelope, terms=terms))


@router.post("/{proposal:path}/withdraw", operation_id="withdraw", response_model=DoneDocument)
def withdraw(ask: Asking, proposal: str, body: MaybeBody, terms: SeenTerms) -> Response:
    """Record that a proposal is no longer asked for."""
    reason = taken(body, WithdrawalGiven).reason
    return _done(ask, acts.withdraw(ask.served, ask.caller, proposal, reason, terms=terms))


@router.post("/{proposal:path}/decide", operation_id="decide", response_model=RecordedDecision)
def decide(ask: Asking, proposal: str, terms: SeenTerms) -> Response:
    """Decide a proposal now, and record the decision, a refusal too."""
    decided = acts.decide(ask.served, ask.caller, proposal, terms=terms)
    return ask.answer(recorded_decision(ask, decided), mark=decided.done.mark)


@router.post("/{proposal:path}/issue", operation_id="issue", response_model=RecordedDecision)
def issue(ask: Asking, proposal: str, terms: SeenTerms) -> Response:
    """Decide a proposal now and issue it as an order, if that is permitted; else 409 with the decision."""
    return _carried_out(ask, proposal, "issue", terms)


@router.post("/{proposal:path}/end", operation_id="endByProposal", response_model=RecordedDecision)
def end(ask: Asking, proposal: str, terms: SeenTerms) -> Response:
    """Decide a proposal now and end its order, if that is permitted; else 409 with the decision."""
    return _carried_out(ask, proposal, "end", terms)


@router.post(
    "/{proposal:path}/ratify", operation_id="ratifyByProposal", response_model=RecordedDecision
)
def ratify(ask: Asking, proposal: str, terms: SeenTerms) -> Response:
    """Decide a proposal now and ratify its order, if that is permitted; else 409 with the decision."""
    return _carried_out(ask, proposal, "ratify", terms)


def _named(ask: Ask, proposal: str) -> dict[str, str]:
    return {"slug": ask.served.slug, "proposal": proposal}


def _done(ask: Ask, done: Done) -> Response:
    return ask.answer(done_document(done), mark=done.mark)


def _word(word: str, body: Document) -> acts.Said:
    given = taken(body, ApprovalGiven)
    return acts.Said(word=word, body=given.body, area=given.area, digest=given.digest)


def _said(ask: Ask, proposal: str, said: acts.Said, terms: Terms) -> Response:
    return _done(ask, acts.say(ask.served, ask.caller, proposal, said, terms=terms))


def _carried_out(ask: Ask, proposal: str, action: Action, terms: Terms) -> Response:
    decided = acts.carry_out(ask.served, ask.caller, proposal, action, terms=terms)
    return carried_out(ask, decided)
