"""`KnownHosts`: refuses requests for names that this server does not have.

A page of others can point a name of its own at this machine and have a browser ask by it (DNS
rebinding). The browser then says that name, and is refused. An address in numbers cannot be pointed.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address
from socket import gethostname

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from responselevels.server.operations.refusals import Refusal

ANY = "*"
"""As a name: whatever was asked for."""

_REFUSAL = Refusal(status=HTTPStatus.MISDIRECTED_REQUEST, code="host")


class KnownHosts:
    """Lets through what asks for this server by one of its names."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str]) -> None:
        """Stand around *app*, which has *names*, beside ``localhost`` and the name of the machine."""
        self._app = app
        self._names = {name.lower() for name in names} | {"localhost", gethostname().lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "http" and not self.knows(Headers(scope=scope).get("host", "")):
            await _REFUSAL(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def knows(self, host: str) -> bool:
        """Say whether *host*, with a port or without, is this server."""
        name = _without_port(host.lower())
        return ANY in self._names or name in self._names or _is_address(name)


def _without_port(host: str) -> str:
    """Return the name in a ``Host`` header.

    >>> _without_port("[::1]:8080"), _without_port("duty.example:8080"), _without_port("localhost")
    ('::1', 'duty.example', 'localhost')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if ":" in host else host


def _is_address(name: str) -> bool:
    with suppress(ValueError):
        ip_address(name)
        return True
    return False
