"""``/status``, ``/due``, ``/deeds`` and ``/history``: what goes on in a register."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from responselevels.files.checking.parsing import parse
from responselevels.machine.zones import zone_of
from responselevels.models.parts.deeds import Deed
from responselevels.models.times import Duration, instant_kept
from responselevels.register.history.dossiers import to_json
from responselevels.register.history.lifelines import LifeStep
from responselevels.reports.due import due_document
from responselevels.reports.lifelines import timeline_document
from responselevels.reports.overview import overview_document
from responselevels.reports.programs.due_documents import DueDocument
from responselevels.reports.programs.register_documents import StatusDocument
from responselevels.server import acts
from responselevels.server.http.answers import (
    AskedRealm,
    Asking,
    Body,
    NewTerms,
    PlainQuery,
    RealmQuery,
    taken,
)
from responselevels.server.http.documents import DeedDocument, HistoryPage
from responselevels.server.http.given import DeedGiven
from responselevels.server.http.paging import PagedQuery, page_of
from responselevels.server.readings import Reading

router = APIRouter(tags=["overview"])

_FORTNIGHT = timedelta(days=14)


class DueQuery(AskedRealm):
    """How far ahead."""

    within: Duration = Field(_FORTNIGHT, description="how far ahead; left out: a fortnight")


@router.get("/status", operation_id="getStatus", response_model=StatusDocument)
def get_status(ask: Asking, query: RealmQuery) -> Response:
    """Return what is open, what stands, and where the level is another than usual."""
    reading, register = ask.reading(query), ask.served.register
    document = overview_document(
        register.id,
        reading.overview(),
        ask.locale,
        known=query.known_at,
        verified=register.verified,
    )
    return ask.answer(document)


@router.get("/due", operation_id="getDue", response_model=DueDocument)
def get_due(ask: Asking, query: Annotated[DueQuery, Query()]) -> Response:
    """Return what is overdue and what comes next, in order of time, with what follows if nobody acts."""
    reading = ask.reading(query)
    name = reading.version.scheme.rules.zone
    zone = None if name is None else zone_of(name)
    document = due_document(
        reading.due(query.within),
        ask.locale,
        at=reading.at,
        within=query.within,
        known=query.known_at,
        zone=zone,
    )
    return ask.answer(document)


@router.post("/deeds", operation_id="done", status_code=201, response_model=DeedDocument)
def tell(ask: Asking, body: Body, terms: NewTerms, _query: PlainQuery) -> Response:
    """Record that something that was due was done."""
    given = taken(body, DeedGiven)
    plain = {key: one for key, one in body.data.items() if key != "body"}

    def deed(at: datetime) -> Deed:
        return parse(replace(body, data={"at": instant_kept(at), **plain}), Deed)

    told = acts.tell(ask.served, ask.caller, deed, given.body, terms=terms)
    document: DeedDocument = {"deed": to_json(told.deed), "event": told.event}
    return ask.answer(document, status=201)


@router.get("/history", operation_id="getHistory", response_model=HistoryPage)
def get_history(ask: Asking, query: PagedQuery) -> Response:
    """Return each change in the lives of all proposals and orders up to the instant, in order of time."""
    reading = ask.reading(query)
    items, following = page_of(ask.request, _steps(reading), query)
    page: HistoryPage = {"items": timeline_document(items, reading.at), "next": following}
    return ask.answer(page)


def _steps(reading: Reading) -> list[tuple[str, LifeStep]]:
    names = dict.fromkeys(order.id for order in reading.orders())
    names |= dict.fromkeys(dossier.id for dossier in reading.proposals())
    steps = [(name, step) for name in names for step in reading.life(name) if step.at <= reading.at]
    return sorted(steps, key=lambda one: (one[1].at, one[1].seq is None, one[1].seq or 0))
