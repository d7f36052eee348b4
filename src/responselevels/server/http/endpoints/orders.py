"""``/orders``: what was issued, how it stands, and its end or ratification in one go."""

from __future__ import annotations

from typing import TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, Place, Problem
from responselevels.models.proposals import EndProposal, RatifyProposal
from responselevels.reports.lifelines import history_document
from responselevels.reports.programs.register_documents import HistoryDocument
from responselevels.server import acts
from responselevels.server.http.answers import Asking, Body, SeenTerms, ThenQuery
from responselevels.server.http.carrying_out import carried_out
from responselevels.server.http.documents import OrderDocument, OrderPage, RecordedDecision
from responselevels.server.http.paging import RealmPageQuery, page_of
from responselevels.server.http.proposal_documents import order_document
from responselevels.server.http.reading_proposals import proposal_in

router = APIRouter(prefix="/orders", tags=["orders"])


@router.get("", operation_id="listOrders", response_model=OrderPage)
def list_orders(ask: Asking, query: RealmPageQuery) -> Response:
    """List the orders, in order of issue."""
    reading = ask.reading(query)
    rows = (
        order
        for order in reading.orders()
        if order.drill == (query.drill == "true") and query.track in {None, order.track}
    )
    items, following = page_of(ask.request, rows, query)
    page: OrderPage = {"items": [order_document(reading, one) for one in items], "next": following}
    return ask.answer(page)


@router.get("/{order:path}/history", operation_id="getOrderHistory", response_model=HistoryDocument)
def get_history(ask: Asking, order: str, query: ThenQuery) -> Response:
    """Tell the life of an order, step by step, and what is foreseen of it."""
    reading = ask.reading(query)
    reading.order(order)
    return ask.answer(history_document(order, reading.life(order), reading.at))


@router.get("/{order:path}", operation_id="getOrder", response_model=OrderDocument)
def get_order(ask: Asking, order: str, query: ThenQuery) -> Response:
    """Return an order with its ends and ratification so far, and where it stands."""
    reading = ask.reading(query)
    document = order_document(reading, reading.order(order))
    return ask.answer(document, mark=document["etag"])


@router.post("/{order:path}/end", operation_id="endOrder", response_model=RecordedDecision)
def end(ask: Asking, order: str, body: Body, terms: SeenTerms) -> Response:
    """Propose to end an order early, decide, and end it, if that is permitted; else 409 with the decision."""
    proposal = _of(order, proposal_in(ask.served, ask.caller, body), EndProposal)
    return carried_out(ask, acts.change_order(ask.served, ask.caller, proposal, terms=terms))


@router.post("/{order:path}/ratify", operation_id="ratifyOrder", response_model=RecordedDecision)
def ratify(ask: Asking, order: str, body: Body, terms: SeenTerms) -> Response:
    """Propose to ratify an order, decide, and ratify it, if that is permitted; else 409 with the decision."""
    proposal = _of(order, proposal_in(ask.served, ask.caller, body), RatifyProposal)
    return carried_out(ask, acts.change_order(ask.served, ask.caller, proposal, terms=terms))


P = TypeVar("P", EndProposal, RatifyProposal)


def _of(order: str, proposal: AnyProposal, kind: type[P]) -> P:
    """Return *proposal*, which is of a *kind* and about *order*.

    Raises:
        InputError: it asks for something else, or is about another.
    """
    if not isinstance(proposal, kind):
        facts = {"action": proposal.action, "id": proposal.id}
        raise InputError([Problem(Place(path=("action",)), "proposal.action", facts)])
    if proposal.order != order:
        facts = {"id": proposal.order, "name": order}
        raise InputError([Problem(Place(path=("order",)), "http.other_order", facts)])
    return proposal
