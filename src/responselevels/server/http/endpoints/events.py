"""``/events``: what is recorded, as it is (server-sent events), to be resumed by ``Last-Event-ID``.

A stream looks at how far the register goes, which costs nothing, and reads only what is new. Whoever
reads slowly holds up nobody: nothing is kept for them, and they are read to as fast as they take it.
Before news is sent, and at each sign of life, it is asked whether they may still read: a session that
was ended, or an account that may read less by now, ends the stream.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Annotated

from anyio import sleep
from fastapi import APIRouter, Header, Query
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from responselevels.register.log.events import event_of, fields_of
from responselevels.register.log.kinds import Event
from responselevels.server.http.answers import Ask, Asking, Plainly
from responselevels.server.http.endpoints.log import event_document
from responselevels.server.people.identity import Still
from responselevels.server.readings import Reading
from responselevels.server.sight import SeenEvent
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
    register, errands, quiet, behind = ask.served.register, ask.served.errands, 0, False
    yield f"retry: {_AGAIN_MS}\n\n".encode()
    for _look in range(_LONGEST):
        if register.head.size > after + 1:
            news = await errands.run(partial(_news_if, still, reading, after))
            if news is None:
                return
            text, after = news
            if text:
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
            if not await errands.run(still):
                return
            yield b": still here\n\n"
        await sleep(_PAUSE)


def _news_if(still: Callable[[], bool], reading: Reading, after: int) -> tuple[bytes, int] | None:
    """Return the same as `_news`, to who may still read; None to others."""
    return _news(reading, after) if still() else None


def _news(reading: Reading, after: int) -> tuple[bytes, int]:
    """Return what is sent of the next events, and the number of the last of them."""
    served = reading.served
    head = served.register.head
    end = min(after + 1 + _BATCH, head.size)

    def read() -> tuple[_Told, ...]:
        lines = served.register.store.lines(after + 1, end)
        numbered = enumerate(lines, after + 1)
        return tuple(_Told(event_of(line, fields_of(line, seq), seq)) for seq, line in numbered)

    # What is new is new to all who follow; what somebody catches up with is theirs alone.
    told = served.kept.get(("news", head, after), read) if end == head.size else read()
    seen = ((one, reading.sight.event(one.event)) for one in told)
    return b"".join(one.text(event) for one, event in seen if event is not None), end - 1


class _Told:
    """An event as it is sent: in two ways, for who may read it as a whole and for who may not."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self._texts: dict[bool, bytes] = {}

    def text(self, seen: SeenEvent) -> bytes:
        """Return the event as it is *seen*; it is written out once."""
        if seen.whole not in self._texts:
            told = in_json(event_document(seen))
            head = f"id: {seen.event.seq}\nevent: {seen.event.kind}\n"
            self._texts[seen.whole] = f"{head}data: {told}\n\n".encode()
        return self._texts[seen.whole]
