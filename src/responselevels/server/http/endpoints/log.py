"""``/log``: what is recorded, line by line, and what proves it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field
from starlette.responses import Response

from responselevels.errors import NotServed
from responselevels.models.documents import ConsistencyDocument, InclusionDocument
from responselevels.models.times import instant_at, instant_written
from responselevels.register.log.checkpoints import Note
from responselevels.reports.logs import verification_document
from responselevels.reports.programs.log_documents import VerificationDocument
from responselevels.server.http.answers import Asking, Plainly, PlainQuery
from responselevels.server.http.documents import CheckpointList, EventDocument, EventPage
from responselevels.server.http.paging import USUAL, Limit
from responselevels.server.http.proposal_documents import actor_document
from responselevels.server.sight import SeenEvent

router = APIRouter(prefix="/log", tags=["log"])

_MOST = 2**53
Seq = Annotated[int, Path(ge=0, le=_MOST, description="the number of an event, from 0")]


class LogQuery(Plainly):
    """Which part of the log."""

    after: int = Field(-1, ge=-1, le=_MOST, description="events after this number")
    limit: Limit = USUAL


class InclusionQuery(Plainly):
    """In which log the event is proved to be."""

    size: int | None = Field(None, ge=1, le=_MOST, description="of so many events; left out: all")


class ConsistencyQuery(Plainly):
    """From which size to which a log is proved to have only grown."""

    old: int = Field(ge=0, le=_MOST, description="how many events it had")
    new: int | None = Field(None, ge=0, le=_MOST, description="how many it has; left out: all")


@router.get("", operation_id="readLog", response_model=EventPage)
def read_log(ask: Asking, query: Annotated[LogQuery, Query()]) -> Response:
    """Return the events of the log, in the order recorded, as far as they are yours to read."""
    items = [event_document(one) for one in ask.reading().events(query.after, query.limit)]
    following = None
    if len(items) == query.limit:
        url = ask.request.url.include_query_params(after=items[-1]["event"], limit=query.limit)
        following = f"{url.path}?{url.query}"
    size = ask.served.register.head.size
    page: EventPage = {"size": size, "items": items, "next": following}
    return ask.answer(page)


@router.get("/verification", operation_id="verifyLog", response_model=VerificationDocument)
def verify_log(ask: Asking, _query: PlainQuery) -> Response:
    """Verify the log whole, with its documents and its own checkpoints; say what cannot be seen by that.

    It is done for one asker at a time; others get 503, and when to ask again.
    """
    ask.reading()
    return ask.answer(verification_document(ask.served.verified(), ask.lang))


@router.get("/checkpoints", operation_id="listCheckpoints", response_model=CheckpointList)
def list_checkpoints(ask: Asking, _query: PlainQuery) -> Response:
    """Return the checkpoints that are kept, and one over the log as it is now, to be kept elsewhere."""
    ask.reading()
    store, point = ask.served.register.store, ask.served.prover.checkpoint()
    document: CheckpointList = {
        "now": {"size": point.size, "checkpoint": Note(point).to_bytes.decode()},
        "kept": [{"size": size, "checkpoint": raw.decode()} for size, raw in store.checkpoints()],
    }
    return ask.answer(document)


@router.get(
    "/proofs/consistency", operation_id="proveConsistency", response_model=ConsistencyDocument
)
def prove_consistency(ask: Asking, query: Annotated[ConsistencyQuery, Query()]) -> Response:
    """Prove that the log only grew from one size to another."""
    ask.reading()
    proof = ask.served.prover.consistency(query.old, query.new)
    return ask.answer(proof.document())


@router.get("/{seq}", operation_id="getEvent", response_model=EventDocument)
def get_event(ask: Asking, seq: Seq, _query: PlainQuery) -> Response:
    """Return one event of the log."""
    return ask.answer(event_document(ask.reading().event(seq)), mark=f"event-{seq}")


@router.get("/{seq}/proof", operation_id="proveInclusion", response_model=InclusionDocument)
def prove_inclusion(ask: Asking, seq: Seq, query: Annotated[InclusionQuery, Query()]) -> Response:
    """Prove that an event is in the log of some size. The proof has its line."""
    seen = ask.reading().event(seq)
    if not seen.whole:
        raise NotServed("event", {"seq": seq, "size": ask.served.register.head.size})
    proof = ask.served.prover.inclusion(seq, query.size)
    return ask.answer(proof.document())


def event_document(seen: SeenEvent) -> EventDocument:
    """Return an event as it may be read."""
    event = seen.event
    return {
        "event": event.seq,
        "recorded_at": instant_written(instant_at(event.recorded)),
        "kind": event.kind,
        "of": seen.of,
        "actor": actor_document(event.actor),
        "line": event.line.decode("ascii") if seen.whole else None,
    }
