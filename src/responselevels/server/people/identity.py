"""Who asks, for one request: `caller_of`, which endpoints depend on, and `Accounts`, which it asks.

An application holds its registers under ``app.state.registers`` by slug, each with ``accounts``, and
its `ServerSettings` under ``app.state.settings``. One request has one proof of who asks, looked for in
this order: a bearer token, the word of a proxy, the cookie of a session. What is there and does not
hold is refused, never passed over for the next.

A browser sends cookies along by itself, and a proxy vouches for whatever its browser sends. So
whoever asks by one of these, for more than to read, must show that the request comes from a page of
this register (`forgery`). That is held to here, for every endpoint alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Protocol, cast

from anyio.to_thread import run_sync
from fastapi import Depends, Request

from responselevels.errors import NotServed, Unauthenticated
from responselevels.server.callers import Caller
from responselevels.server.people.credentials import (
    Bearer,
    Credential,
    Session,
    credential_of,
)
from responselevels.server.people.forgery import FIELD, HEADER, check_origin, check_proof
from responselevels.server.settings import ServerSettings

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing, and need no proof of where they come from."""

MOST_FIELDS = 12_000
"""Maximum number of fields of a form: an order's scope has one for each area that was chosen."""

TAKES_BASIC = re.compile(r"/r/[^/]+/(?:calendar\.ics|cap\.atom|cap/[^/]+\.xml)")
"""The addresses that are read by programs which know of no other way to show a token."""

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class Accounts(Protocol):
    """The accounts of one register: who a credential stands for. Threads share it."""

    def caller(self, credential: Credential) -> Caller | None:
        """Return whom *credential* stands for; None for a session that is over or never was.

        Raises:
            Unauthenticated: a token, or a proxy's word, that does not hold.
        """
        ...

    def still(self, caller: Caller) -> Caller | None:
        """Return who a caller is by now, without keeping their session alive; None if they are nobody."""
        ...

    def proof(self, caller: Caller) -> str:
        """Return the text that forms of *caller*'s pages carry in the field `FIELD`."""
        ...


class HasAccounts(Protocol):
    """A register that is served."""

    @property
    def accounts(self) -> Accounts:
        """Who may ask, and act."""
        ...


def takes_basic(request: Request) -> bool:
    """Say whether a token may be the password of HTTP Basic: where feeds are read, and nothing else.

    A browser would send it along with whatever it asks for next, forms of others among it.
    """
    return request.method in SAFE and TAKES_BASIC.fullmatch(request.url.path) is not None


def accounts_of(request: Request) -> Accounts:
    """Return the accounts of the register that the address of *request* names by its slug.

    Raises:
        NotServed: no such register is served.
    """
    slug = str(request.path_params.get("slug", ""))
    held = cast("dict[str, HasAccounts]", request.app.state.registers).get(slug)
    if held is None:
        raise NotServed("register", {"slug": slug})
    return held.accounts


async def optional_caller_of(request: Request) -> Caller | None:
    """Return who asks, None where nobody has signed in: for pages that greet both.

    Raises:
        Unauthenticated: there is a token, or the word of a proxy, and it does not hold.
        Forbidden: the request would change something and may come from a page of others.
    """
    accounts = accounts_of(request)
    credential = _credential(request)
    if credential is None:
        return None
    caller = await run_sync(accounts.caller, credential)
    request.state.caller = caller  # for the log of requests, and the count of streams
    if caller is not None and not isinstance(credential, Bearer) and request.method not in SAFE:
        check_origin(request.headers)
        check_proof(await _shown(request), accounts.proof(caller))
    return caller


async def caller_of(request: Request) -> Caller:
    """Return who asks.

    Raises:
        Unauthenticated: nobody has signed in, or the proof does not hold.
        Forbidden: the request would change something and may come from a page of others.
    """
    caller = await optional_caller_of(request)
    if caller is None:
        over = isinstance(_credential(request), Session)
        raise Unauthenticated("session.over" if over else "needed")
    return caller


def still_of(request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> Callable[[], bool]:
    """Return what says whether the caller may still ask, all as before: for answers that take long.

    A session that is over, a token that was revoked, an account that was disabled or has other
    rights or areas by now: none of them is sent any more.
    """
    accounts, credential = accounts_of(request), _credential(request)

    def still() -> bool:
        try:
            if isinstance(credential, Bearer):
                return accounts.caller(credential) == caller
            return accounts.still(caller) == caller
        except Unauthenticated:
            return False

    return still


def _credential(request: Request) -> Credential | None:
    settings = cast("ServerSettings", request.app.state.settings)
    slug = request.path_params["slug"]
    return credential_of(request.headers, slug, settings.proxy, basic=takes_basic(request))


async def _shown(request: Request) -> str:
    """Return the proof that the request carries: in a header, or in a field of its form."""
    shown = request.headers.get(HEADER)
    if shown is None and request.headers.get("content-type", "").lower().startswith(FORMS):
        found = (await request.form(max_files=0, max_fields=MOST_FIELDS)).get(FIELD)
        shown = found if isinstance(found, str) else None
    return shown or ""


Asking = Annotated[Caller, Depends(caller_of)]
"""Who asks, for the signature of an endpoint."""

MaybeAsking = Annotated[Caller | None, Depends(optional_caller_of)]
"""Who asks, or None, for the signature of an endpoint."""

Still = Annotated[Callable[[], bool], Depends(still_of)]
"""Whether who asked may still ask, for answers that take long; it looks at the accounts each time."""
