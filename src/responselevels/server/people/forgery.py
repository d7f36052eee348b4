"""Requests that a page of others makes a browser send: told from those of our own pages.

Two things are held together. The browser says where a request comes from (``Sec-Fetch-Site``; older
ones by ``Origin``): one from elsewhere is refused. And a form carries a text that only our pages know:
an HMAC over the session, under a key that is the register's. That needs no JavaScript.
"""

from __future__ import annotations

import hmac
from typing import Protocol
from urllib.parse import urlsplit

from responselevels.errors import Forbidden

FIELD = "csrf"
"""The field of a form that carries the proof."""

HEADER = "X-CSRF-Token"
"""The header that carries it where a script of ours asks."""


class OneOfEach(Protocol):
    """The headers of a request."""

    def get(self, key: str) -> str | None:
        """Return a header."""
        ...


def proof_of(key: bytes, bound_to: str) -> str:
    """Return the text that goes with a session (or what else it is *bound_to*) under *key*."""
    return hmac.digest(key, bound_to.encode(), "sha256").hex()


def check_origin(headers: OneOfEach) -> None:
    """Let a request pass whose browser says it comes from here, or says nothing.

    Raises:
        Forbidden: it comes from a page of others.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise Forbidden("forgery.elsewhere")
        return
    origin = headers.get("origin")
    if (
        origin is not None
        and urlsplit(origin).netloc.lower() != (headers.get("host") or "").lower()
    ):
        raise Forbidden("forgery.elsewhere")


def check_proof(shown: str, expected: str) -> None:
    """Let a request pass that carries what our pages carry.

    Raises:
        Forbidden: it does not.
    """
    if not hmac.compare_digest(shown.encode(), expected.encode()):
        raise Forbidden("forgery.proof")
