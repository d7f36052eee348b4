"""`Receiver`: where events are sent to, and how one is sent: by HTTP, to one address, and no further.

The address is the operator's word and never comes from what is sent. Still, it is held to a few things:
it is reached by https, or is this machine; no redirect is followed, for it would lead elsewhere with
what was signed for here; and no address that can only be a mistake or a trick is connected to (link-local
ones, where clouds answer with their secrets, and those of nobody or of many).
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_ANSWER = 65_536
"""Maximum number of bytes of an answer that are read."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one attempt: the status of the answer, or why there is none; and when to try again."""

    status: int | None
    reason: str
    after: float | None = None

    @property
    def taken(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Whether the receiver wants nothing more."""
        return self.status == 410


@dataclass(frozen=True, slots=True)
class Receiver:
    """An address that events are sent to; see the module."""

    host: str
    port: int
    path: str
    secure: bool
    seconds: float = 10.0
    context: ssl.SSLContext | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """Its address without what stands after ``?``: that may be a secret."""
        scheme = "https" if self.secure else "http"
        return f"{scheme}://{self.host}:{self.port}{self.path.partition('?')[0]}"

    @property
    def _host(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.secure else 80
        return name if self.port == usual else f"{name}:{self.port}"

    def post(self, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Send *body*, and return what came of it; nothing that the network does is raised."""
        try:
            return self._posted(body, headers)
        except (OSError, HTTPException, ValueError) as error:
            return Reply(None, getattr(error, "strerror", None) or type(error).__name__)

    def _posted(self, body: bytes, headers: Mapping[str, str]) -> Reply:
        connection = HTTPConnection(self.host, self.port, timeout=self.seconds)
        connection.sock = self._connected()
        try:
            told = {**headers, "Host": self._host, "Connection": "close"}
            connection.request("POST", self.path, body, told)
            answer = connection.getresponse()
            answer.read(_ANSWER)
            after = answer.headers.get("Retry-After", "")
            return Reply(
                answer.status,
                f"HTTP {answer.status}",
                float(after) if after.isascii() and after.isdecimal() else None,
            )
        finally:
            connection.close()

    def _connected(self) -> socket.socket:
        sock = self._reached()
        if not self.secure:
            return sock
        context = self.context or ssl.create_default_context()
        try:
            return context.wrap_socket(sock, server_hostname=self.host)
        except BaseException:
            sock.close()
            raise

    def _reached(self) -> socket.socket:
        """Connect to the first address of the host that answers: one that was looked at, and is not looked up again."""
        failure: OSError = ConnectionRefusedError(None, "an address that is not connected to")
        for *_kind, place in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            address = str(place[0])
            if not is_refused(address):
                try:
                    return socket.create_connection((address, self.port), timeout=self.seconds)
                except OSError as error:
                    failure = error
        raise failure


def is_refused(address: str) -> bool:
    """Say whether nothing is ever sent to *address*.

    >>> [is_refused(one) for one in ("169.254.169.254", "::ffff:169.254.169.254", "10.0.0.8")]
    [True, True, False]
    """
    found = ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    return found.is_link_local or found.is_multicast or found.is_unspecified


def receiver_of(url: str, *, plain: bool = False) -> Receiver:
    """Return the receiver at *url*; with *plain*, http is taken for any of them.

    Raises:
        ValueError: it is no address, has a name or a password in it, or is not reached by https.
    """
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("form")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment:
        raise ValueError("form")
    if parts.username is not None or parts.password is not None:
        raise ValueError("password")
    secure = parts.scheme == "https"
    if not (secure or plain or _is_here(parts.hostname)):
        raise ValueError("plain")
    return Receiver(parts.hostname, _port_of(parts, secure=secure), _path_of(parts), secure)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _port_of(parts: SplitResult, *, secure: bool) -> int:
    try:
        return parts.port or (443 if secure else 80)
    except ValueError:
        raise ValueError("form") from None


def _path_of(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
