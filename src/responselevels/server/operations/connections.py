"""`Connection`: HTTP/1.1 over one connection, with an end to every waiting for the other side.

uvicorn waits without end for a request whose headers come slowly, and for a reader who does not read.
"""

from __future__ import annotations

import asyncio
import logging

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from responselevels.server.operations.logs import log
from responselevels.server.settings import Limits


class Connection(H11Protocol):
    """Closes itself where a request does not come whole, or an answer is not read, in time."""

    limits = Limits()
    """How long it waits; `connections_within` says otherwise."""

    _waiting: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request from here on."""
        super().connection_made(transport)
        self._watch_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._request_came()
        self._reader_caught_up()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came; a request whose headers are not whole goes on waiting, no longer than before."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE:
            self._watch_request()
        else:
            self._request_came()

    def pause_writing(self) -> None:
        """Note that the reader is behind."""
        super().pause_writing()
        if self._stuck is None:
            self._stuck = self.loop.call_later(self.limits.stuck_seconds, self._give_up)

    def resume_writing(self) -> None:
        """Note that the reader has caught up."""
        self._reader_caught_up()
        super().resume_writing()

    def _request_came(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _reader_caught_up(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _watch_request(self) -> None:
        if self._waiting is None:
            close = self._close_unasked
            self._waiting = self.loop.call_later(self.limits.body_seconds, close)

    def _close_unasked(self) -> None:
        self._waiting = None
        if not self.transport.is_closing():
            self.transport.close()

    def _give_up(self) -> None:
        self._stuck = None
        log("reader.stuck", logging.WARNING, client=self.client[0] if self.client else None)
        self.transport.abort()


def connections_within(limits: Limits) -> type[asyncio.Protocol]:
    """Return the kind of connections that keep to *limits*."""
    return type("LimitedConnection", (Connection,), {"limits": limits})
