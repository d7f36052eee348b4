"""`Requests`: gives each request an id, logs and counts how it ended, and lets no mistake of ours out."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from responselevels.register.clocks import Clock, SystemClock
from responselevels.server.operations.figures import Figures, route_of
from responselevels.server.operations.logs import REQUEST_ID, log, mistake
from responselevels.server.operations.refusals import Refusal

HEADER = "X-Request-ID"
"""The header in which a request may bring an id, and in which each answer has it."""

CLOSED = 499
"""What is logged as the status of a request whose asker went away before an answer."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_MISTAKE = Refusal(status=HTTPStatus.INTERNAL_SERVER_ERROR, code="mistake")


@dataclass(slots=True)
class _Answer:
    """What became of a request so far."""

    status: int = CLOSED
    started: bool = False
    size: int = 0
    streamed: bool = False


class Requests:
    """Stands outside of all that can go wrong."""

    def __init__(self, app: ASGIApp, *, figures: Figures, clock: Clock | None = None) -> None:
        """Stand around *app*; *clock* times the answers."""
        self._app = app
        self._figures = figures
        self._clock = clock or SystemClock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens inside."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = id_of(scope)
        scope.setdefault("state", {})["request_id"] = name
        token, began, answer = REQUEST_ID.set(name), self._clock.steady() or 0, _Answer()
        self._figures.in_progress.inc()
        try:
            await self._answer(scope, receive, _noting(send, name, answer), answer)
        finally:
            self._figures.in_progress.dec()
            self._told(scope, answer, ((self._clock.steady() or 0) - began) / 1_000_000)
            REQUEST_ID.reset(token)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, answer: _Answer) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            log("mistake", logging.ERROR, route=route_of(scope), **mistake(error))
            if answer.started:
                raise  # the connection is closed: half an answer must not look like a whole one
            await _MISTAKE(scope, receive, send)

    def _told(self, scope: Scope, answer: _Answer, seconds: float) -> None:
        self._figures.answered(scope, answer.status, seconds, streamed=answer.streamed)
        caller = scope["state"].get("caller")
        log(
            "request",
            method=scope["method"],
            path=scope["path"],
            route=route_of(scope),
            status=answer.status,
            ms=round(seconds * 1_000, 1),
            bytes=answer.size,
            account=getattr(caller, "account", None),
            client=(scope.get("client") or (None,))[0],
        )


def id_of(scope: Scope) -> str:
    """Return the id that a request brings, if it is a plain one; else one drawn by chance."""
    brought = Headers(scope=scope).get(HEADER, "")
    return brought if _ID.fullmatch(brought) else uuid4().hex


def _noting(send: Send, name: str, answer: _Answer) -> Send:
    """Return a way to send that adds the id, and notes what is sent."""

    async def noting(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers[HEADER] = name
            answer.status, answer.started = message["status"], True
            answer.streamed = headers.get("content-type", "").startswith("text/event-stream")
        elif message["type"] == "http.response.body":
            answer.size += len(message.get("body", b""))
        await send(message)

    return noting
