"""``/decisions``: deciding without recording anything."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from responselevels.models.documents import DecisionDocument
from responselevels.reports.programs.json import decision_document
from responselevels.server.http.answers import Asking, Body, ThenQuery
from responselevels.server.http.reading_proposals import proposal_in

router = APIRouter(prefix="/decisions", tags=["proposals"])


@router.post("", operation_id="judge", response_model=DecisionDocument)
def judge(ask: Asking, body: Body, query: ThenQuery) -> Response:
    """Decide a proposal, with the assessment and approvals that it brings along, and record nothing.

    The verdict is in the answer: a denial is an answer as well.
    """
    decision = ask.reading(query).judge(proposal_in(ask.served, ask.caller, body))
    return ask.answer(decision_document(decision, ask.lang, ask.locale.titles))
