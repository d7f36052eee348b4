"""`BodyLimits` and `RateLimits`: how much one asker may send, how slowly, and how often."""

from __future__ import annotations

from collections import deque
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from anyio import fail_after
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from responselevels.server.operations.refusals import Refusal

_CLOSING = {"Connection": "close"}
"""What is left of a body that was not read must not be taken for the next request."""


class BodyLimits:
    """Reads the whole body of a request before the application is asked, within a size and a time.

    Slow senders thus hold no thread, no register and no lock, but a buffer of limited size.
    """

    def __init__(self, app: ASGIApp, *, size: int, seconds: float) -> None:
        """Stand around *app*: at most *size* bytes, within *seconds*."""
        self._app = app
        self._size = size
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse its body."""
        if scope["type"] != "http" or not _has_body(headers := Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        if _stated_length(headers) > self._size:
            await self._too_large()(scope, receive, send)
            return
        try:
            with fail_after(self._seconds):
                whole = await self._read(receive)
        except TimeoutError:
            facts = {"seconds": ceil(self._seconds)}
            refusal = Refusal(
                status=HTTPStatus.REQUEST_TIMEOUT, code="slow", facts=facts, headers=_CLOSING
            )
            await refusal(scope, receive, send)
            return
        if whole is None:
            await self._too_large()(scope, receive, send)
        elif whole[-1]["type"] == "http.request":  # else the asker went away
            await self._app(scope, _again(whole, receive), send)

    async def _read(self, receive: Receive) -> deque[Message] | None:
        """Return the messages of the body up to its end, or the asker's; None where it is too large."""
        read: deque[Message] = deque()
        size = 0
        while True:
            message = await receive()
            read.append(message)
            size += len(message.get("body", b""))
            if size > self._size:
                return None
            if message["type"] != "http.request" or not message.get("more_body", False):
                return read

    def _too_large(self) -> Refusal:
        return Refusal(
            status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            code="large",
            facts={"size": self._size},
            headers=_CLOSING,
        )


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _stated_length(headers: Headers) -> int:
    stated = headers.get("content-length", "")
    return int(stated) if stated.isascii() and stated.isdigit() else 0


def _again(read: deque[Message], receive: Receive) -> Receive:
    """Return what gives *read* once more, and then goes on."""

    async def again() -> Message:
        return read.popleft() if read else await receive()

    return again


class RateLimits:
    """Counts requests by the address that they come from, and refuses those that are too many."""

    def __init__(self, app: ASGIApp, *, rate: str) -> None:
        """Stand around *app*; *rate* is written as ``1200/minute``."""
        self._app = app
        self._rate: RateLimitItem = parse(rate)
        self._counted = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with when to come again."""
        if scope["type"] != "http" or self._counted.hit(self._rate, asker_of(scope)):
            await self._app(scope, receive, send)
            return
        seconds = self._rate.get_expiry()
        refusal = Refusal(
            status=HTTPStatus.TOO_MANY_REQUESTS,
            code="often",
            facts={"seconds": seconds},
            headers={"Retry-After": str(seconds)},
        )
        await refusal(scope, receive, send)


def asker_of(scope: Scope) -> str:
    """Return what stands for who asks: their address, of IPv6 the network of a household."""
    host = str((scope.get("client") or ("nobody",))[0])
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)
