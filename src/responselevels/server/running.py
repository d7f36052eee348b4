"""`serve`: an application on an address of this machine, from its first request to its last.

When the process is told to end, it takes no new connection, ends the streams of events, lets requests
under way come to their end within a time, and then closes the registers. A second interrupt ends it
at once. Nothing is lost either way: what was acknowledged stands in the log.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI

from responselevels.server.operations.connections import connections_within
from responselevels.server.operations.logs import log
from responselevels.server.operations.starting import ServingError
from responselevels.server.operations.streams import Closing
from responselevels.server.settings import ServerSettings

_HEADERS = 32_768
"""Bytes of the headers of a request."""
_IDLE = 30
"""Seconds for which a connection is kept for a next request."""
_TURN = 0.001
"""Seconds after which a thread lets another have its turn: who decides waits for pages that are drawn, turn by turn."""
_BUFFER = 262_144
"""Bytes that the system keeps for a reader who is behind."""


def serve(app: FastAPI, settings: ServerSettings, told: Callable[[str], None]) -> None:
    """Serve *app* until the process is told to end; *told* is called with the address once it answers.

    Raises:
        ServingError: the address cannot be had.
        RegisterError: a register cannot be opened.
    """
    listening, turn = bound(settings.host, settings.port), sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        asyncio.run(_serve(app, settings, told, listening))
    finally:
        sys.setswitchinterval(turn)
        listening.close()


async def _serve(
    app: FastAPI,
    settings: ServerSettings,
    told: Callable[[str], None],
    listening: socket.socket,
) -> None:
    config = uvicorn.Config(
        app,
        http=connections_within(settings.limits),
        ws="none",
        lifespan="off",  # it is entered here, so that what goes wrong in it is raised as it is
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        limit_concurrency=settings.limits.connections,
        h11_max_incomplete_event_size=_HEADERS,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=settings.limits.grace_seconds,
    )
    async with app.router.lifespan_context(app):
        server = _Server(config, app.state.closing, lambda: told(address_of(listening, settings)))
        await server.serve(sockets=[listening])
    log("ended")


class _Server(uvicorn.Server):
    """Ends the streams first, and is over with status 0 when it was told to end."""

    def __init__(self, config: uvicorn.Config, closing: Closing, told: Callable[[], None]) -> None:
        super().__init__(config)
        self._closing = closing
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        log("started")
        self._told()

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self._closing.wanted

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        log("ending", connections=len(self.server_state.connections))
        self._closing.begin()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as it is called
        """End; a second interrupt ends at once. uvicorn would raise the signal again, afterwards."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address of this machine; port 0 takes any that is free.

    Raises:
        ServingError: the address is none of this machine, or others have the port.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:  # a name that cannot be one is not even looked up
        raise _unusable(host, port, error) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        if family is socket.AF_INET6:
            with suppress(OSError):
                listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind(address)
        listening.listen(2_048)
    except OSError as error:
        listening.close()
        raise _unusable(host, port, error) from error
    listening.setblocking(False)
    return listening


def _unusable(host: str, port: int, error: OSError | UnicodeError) -> ServingError:
    reason = getattr(error, "strerror", None) or str(error)
    facts = {"host": host, "port": port, "reason": reason}
    return ServingError("address", facts)


def address_of(listening: socket.socket, settings: ServerSettings) -> str:
    """Return how a browser on this machine reaches the server."""
    host, port = listening.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - asked, not bound
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"  # noqa: S104
    named = f"[{host}]" if ":" in host else host
    scheme = "https" if settings.secure else "http"
    return f"{scheme}://{named}:{port}/"
