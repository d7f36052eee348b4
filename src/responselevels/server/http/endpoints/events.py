"""``/events``: what is recorded, as it is (server-sent events), to be resumed by ``Last-Event-ID``.

A stream looks at how far the register goes, which costs nothing, and reads only what is new. Whoever
reads slowly holds up nobody: nothing is kept for them, and they are read to as fast as they take it.
Before news is sent, and at each sign of life, it is asked whether they may still read: a session that
was ended, or an account that may read less by now, ends the stream.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Annotated

from anyio import sleep
from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from responselevels.register.log.events import event_of, fields_of
from responselevels.server.http.answers import Ask, Asking, Plainly
from responselevels.server.http.endpoints.log import event_document
from responselevels.server.people.identity import Still
from responselevels.server.readings import Reading
from responselevels.text.escaping import in_json

router = APIRouter(tags=["log"])

_PAUSE = 0.2
"""Seconds between two looks."""

_BEAT = 50
"""After so many looks without news, a line says that the stream is alive."""

_LONGEST = 1500
"""After so many looks a stream ends: who comes again is asked anew who they are."""

_BATCH = 100
"""How many events are read at once."""

_AGAIN_MS = 1000


class EventsQuery(Plainly):
    """From where on."""

    after: int | None = Field(
        None, ge=-1, le=2**53, description="events after this number; left out: only new ones"
    )


@router.get(
    "/events",
    operation_id="followEvents",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def follow(
    ask: Asking,
    still: Still,
    query: Annotated[EventsQuery, Query()],
    last: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            pattern=r"^(0|[1-9][0-9]{0,15})$",
            description="the `id` of the last event that was received",
        ),
    ] = None,
) -> Response:
    """Send each event as it is recorded: `id` is its number, `event` its kind, `data` as `/log` has it.

    While the server itself cannot see what others record, an event `behind` says why.
    """
    reading = ask.reading()
    head = ask.served.register.head.size - 1
    after = query.after if last is None else int(last)
    stream = _stream(ask, reading, head if after is None else after, still)
    told = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "Content-Language": ask.lang}
    return StreamingResponse(stream, 200, told, "text/event-stream")


async def _stream(
    ask: Ask, reading: Reading, after: int, still: Callable[[], bool]
) -> AsyncIterator[bytes]:
    """Yield what is sent: every event after number *after* that is theirs to read, and signs of life."""
    register, quiet, behind = ask.served.register, 0, False
    yield f"retry: {_AGAIN_MS}\n\n".encode()
    for _look in range(_LONGEST):
        if register.head.size > after + 1:
            if not await run_sync(still):
                return
            texts, after = await run_sync(_news, reading, after)
            for text in texts:
                yield text
            quiet = 0
            continue
        error = ask.served.behind
        if error is not None and not behind:
            yield f"event: behind\ndata: {in_json({'detail': error.worded(ask.lang)})}\n\n".encode()
        elif error is None and behind:
            yield b"event: live\ndata: {}\n\n"
        behind, quiet = error is not None, quiet + 1
        if quiet % _BEAT == 0:
            if not await run_sync(still):
                return
            yield b": still here\n\n"
        await sleep(_PAUSE)


def _news(reading: Reading, after: int) -> tuple[list[bytes], int]:
    """Return what is sent of the next events, and the number of the last of them."""
    register = reading.served.register
    end, texts = min(after + 1 + _BATCH, register.head.size), []
    for seq, line in enumerate(register.store.lines(after + 1, end), after + 1):
        seen = reading.sight.event(event_of(line, fields_of(line, seq), seq))
        after = seq
        if seen is not None:
            told = in_json(event_document(seen))
            texts.append(f"id: {seq}\nevent: {seen.event.kind}\ndata: {told}\n\n".encode())
    return texts, after
