"""What a request shows to say who asks: a token, the word of a proxy, or the cookie of a session."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Protocol

from responselevels.errors import Unauthenticated
from responselevels.server.settings import TrustedProxy


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token, as its holder sent it."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proxied:
    """A name that a proxy vouches for; that it is the proxy was made sure of."""

    name: str


@dataclass(frozen=True, slots=True)
class Session:
    """The id of a session, as the browser keeps it."""

    id: str = field(repr=False)


Credential = Bearer | Proxied | Session


class Headers(Protocol):
    """The headers of a request, each as often as it was sent."""

    def getlist(self, key: str) -> list[str]:
        """Return all values of one header."""
        ...


def cookie_name(slug: str) -> str:
    """Return the name of the cookie that a register keeps its session in."""
    return f"responselevels-{slug}"


def credential_of(
    headers: Headers, slug: str, proxy: TrustedProxy | None, *, basic: bool = False
) -> Credential | None:
    """Return what a request shows, None where it shows nothing.

    With *basic*, a token may be the password of HTTP Basic, whatever the name beside it.

    Raises:
        Unauthenticated: a header is malformed or sent twice, or a name comes without the secret of
            the proxy.
    """
    given = headers.getlist("authorization")
    if given:
        return _basic(given) if basic and _scheme(given) == "basic" else _bearer(given)
    if proxy is not None and headers.getlist(proxy.name_header):
        return _proxied(headers, proxy)
    found = cookies(headers.getlist("cookie")).get(cookie_name(slug), ())
    return Session(found[0]) if len(found) == 1 and found[0] else None


def cookies(lines: list[str]) -> Mapping[str, tuple[str, ...]]:
    """Return each cookie with all the values that were sent for it.

    Two values for one name mean that somebody put a cookie beside ours (from another path or
    domain): which is whose cannot be told, so neither counts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for pair in ";".join(lines).split(";"):
        name, equals, value = pair.strip().partition("=")
        if equals:
            found[name] = (*found.get(name, ()), value)
    return found


def _scheme(given: list[str]) -> str:
    return given[0].partition(" ")[0].lower()


def _basic(given: list[str]) -> Bearer:
    try:
        pair = b64decode(given[0].partition(" ")[2].strip(), validate=True).decode()
    except ValueError:
        pair = ""
    token = pair.partition(":")[2]
    if len(given) != 1 or not token:
        raise Unauthenticated("token.malformed")
    return Bearer(token)


def _bearer(given: list[str]) -> Bearer:
    token = given[0].partition(" ")[2]
    if len(given) != 1 or _scheme(given) != "bearer" or not token.strip():
        raise Unauthenticated("token.malformed")
    return Bearer(token.strip())


def _proxied(headers: Headers, proxy: TrustedProxy) -> Proxied:
    names, secrets = headers.getlist(proxy.name_header), headers.getlist(proxy.secret_header)
    if len(names) != 1 or len(secrets) != 1 or not names[0]:
        raise Unauthenticated("proxy.untrusted")
    # The bytes of a header are handed on as latin-1; what they say is in UTF-8.
    if not compare_digest(secrets[0].encode("latin-1"), proxy.secret.encode()):
        raise Unauthenticated("proxy.untrusted")
    try:
        return Proxied(names[0].encode("latin-1").decode())
    except UnicodeDecodeError:
        raise Unauthenticated("proxy.untrusted") from None
