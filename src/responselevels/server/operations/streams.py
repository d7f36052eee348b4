"""`Streams`: keeps count of open streams of events, lets nobody hold too many, and ends all when the server does.

A stream is told by its answer, after the application has made sure of who asks: what is refused there
never counts.
"""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus

from anyio import CancelScope
from anyio.lowlevel import checkpoint
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from responselevels.server.operations.figures import Figures
from responselevels.server.operations.limits import asker_of
from responselevels.server.operations.refusals import Refusal

_AGAIN = 10
"""Seconds after which to ask again."""


class Closing:
    """Whether the server is on its way down; ends the streams that are open then."""

    def __init__(self) -> None:
        """Begin with a server that stays."""
        self.begun = False
        self.wanted = False
        """Whether a thread of this process wants the server to end, as a signal would."""
        self._open: set[CancelScope] = set()

    def begin(self) -> None:
        """End all streams; new ones are refused from here on. To be called in the loop of the server."""
        self.begun = True
        for scope in tuple(self._open):
            scope.cancel()

    def watch(self, scope: CancelScope) -> None:
        """End *scope* with the server."""
        self._open.add(scope)

    def forget(self, scope: CancelScope) -> None:
        """Leave *scope* alone again."""
        self._open.discard(scope)


class Streams:
    """Counts streams, in all and by who holds them."""

    def __init__(
        self, app: ASGIApp, *, closing: Closing, figures: Figures, most: int, each: int
    ) -> None:
        """Stand around *app*: at most *most* streams, and *each* of one account."""
        self._app = app
        self._closing = closing
        self._figures = figures
        self._most = most
        self._each = each
        self._held: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; where the answer is a stream, keep count of it until it ends."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stream = _Stream(self, scope, send)
        try:
            with stream.ending:
                await self._app(scope, receive, stream.send)
        finally:
            stream.close()
        if stream.refusal is not None:
            await stream.refusal(scope, receive, send)
        elif stream.ending.cancel_called:
            await stream.finish()

    def refusal(self, holder: str) -> Refusal | None:
        """Return why no more streams are opened for *holder*; None where one is."""
        if self._closing.begun:
            return _CLOSING
        full = self._held.total() >= self._most or self._held[holder] >= self._each
        return _FULL if full else None

    def opened(self, holder: str, ending: CancelScope) -> None:
        """Count one more."""
        self._held[holder] += 1
        self._figures.streams.inc()
        self._closing.watch(ending)

    def closed(self, holder: str, ending: CancelScope) -> None:
        """Count one less."""
        self._held[holder] -= 1
        self._held += Counter()  # forgets who holds none
        self._figures.streams.dec()
        self._closing.forget(ending)


class _Stream:
    """One answer, which may turn out to be a stream."""

    def __init__(self, streams: Streams, scope: Scope, send: Send) -> None:
        self.ending = CancelScope()
        self.refusal: Refusal | None = None
        self._streams = streams
        self._scope = scope
        self._send = send
        self._holder: str | None = None

    async def send(self, message: Message) -> None:
        """Send *message*. With the first of a stream, count it, or break off: nothing is sent yet."""
        if message["type"] == "http.response.start" and _is_stream(message):
            holder = _holder_of(self._scope)
            self.refusal = self._streams.refusal(holder)
            if self.refusal is not None:
                self.ending.cancel()
                await checkpoint()
            self._holder = holder
            self._streams.opened(holder, self.ending)
        await self._send(message)

    def close(self) -> None:
        """Count it no longer, if it was counted."""
        if self._holder is not None:
            self._streams.closed(self._holder, self.ending)

    async def finish(self) -> None:
        """End it as a whole answer, so that the asker comes back to go on where it stood."""
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


def _refused(status: HTTPStatus, code: str) -> Refusal:
    again = str(_AGAIN)
    return Refusal(
        status=status, code=code, facts={"seconds": _AGAIN}, headers={"Retry-After": again}
    )


_CLOSING = _refused(HTTPStatus.SERVICE_UNAVAILABLE, "closing")
_FULL = _refused(HTTPStatus.TOO_MANY_REQUESTS, "streams")


def _is_stream(message: Message) -> bool:
    media = Headers(raw=message.get("headers", [])).get("content-type", "")
    return media.startswith("text/event-stream")


def _holder_of(scope: Scope) -> str:
    caller = scope.get("state", {}).get("caller")
    account = getattr(caller, "account", None)
    return asker_of(scope) if account is None else f"account {account}"
