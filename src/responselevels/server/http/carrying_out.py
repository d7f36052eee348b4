"""The answer to an act that decides: what was carried out, or 409 with the decision that stands against it."""

from __future__ import annotations

from starlette.responses import Response

from responselevels.server.acts import Decided
from responselevels.server.http.answers import Ask
from responselevels.server.http.problems import NotCarriedOut
from responselevels.server.http.proposal_documents import recorded_decision


def carried_out(ask: Ask, decided: Decided) -> Response:
    """Answer with what was carried out.

    Raises:
        NotCarriedOut: it was not permitted; the decision is recorded.
    """
    document = recorded_decision(ask, decided)
    if decided.order is None:
        raise NotCarriedOut(document, decided.decision, decided.done.mark)
    return ask.answer(document, mark=decided.done.mark)
