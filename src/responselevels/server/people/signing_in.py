"""Signing in by a form and out again: what the forms of the pages ask for. They work without JavaScript.

Before anybody has signed in, a browser is known by a *mark*, a cookie that opens nothing: the form
carries what belongs to the mark, so that no page of others signs somebody in under another's name.
Whoever signs in gets a session with a new id; what was there before is ended.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Annotated, cast
from urllib.parse import urlencode

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from responselevels.errors import AccessRefused, Forbidden, TooManyTries, Unauthenticated
from responselevels.server.callers import Caller
from responselevels.server.people.accounts import RegisterAccounts, SignedIn
from responselevels.server.people.credentials import cookie_name, cookies
from responselevels.server.people.forgery import FIELD, check_origin, check_proof
from responselevels.server.people.identity import accounts_of, optional_caller_of
from responselevels.server.people.sessions import digest_of
from responselevels.server.settings import ServerSettings

AT_ONCE = 2
"""How many passwords are verified at a time: each takes a processor and 64 MiB for a moment."""

MOST_WAITING = 40
"""How many may wait for that; who comes then is asked to come again."""

_LATER = 5
_TOLD = ("sign_in.wrong", "sign_in.wait", "sign_in.stale", "sign_in.busy", "sign_in.provider")
"""The refusals that an address may name; all else is told as the last."""

_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Door:
    """A browser that nobody has signed in with: its *mark*, and what the form carries for it."""

    mark: str
    proof: str
    fresh: bool

    def keep(self, request: Request, response: Response) -> None:
        """Have the browser keep the mark."""
        if self.fresh:
            set_cookie(request, response, _mark_name(request), self.mark)


def door_of(request: Request) -> Door:
    """Return what the page for signing in is made with; `Door.keep` goes with its answer."""
    found = cookies(request.headers.getlist("cookie")).get(_mark_name(request), ())
    fresh = len(found) != 1 or len(found[0]) < 20
    mark = secrets.token_urlsafe(32) if fresh else found[0]
    return Door(mark, register_accounts_of(request).proof_before(mark), fresh)


def refusal_of(request: Request) -> AccessRefused | None:
    """Return why somebody was sent back to the page for signing in, as its address says; None: for nothing."""
    code = request.query_params.get("refused", "")
    if code not in _TOLD:
        return None
    seconds = request.query_params.get("seconds", "")
    wait = int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 6 else 0
    return TooManyTries(code, {"seconds": wait}, seconds=wait)


def way_on(slug: str, wanted: str | None) -> str:
    """Return where to go after signing in: what was wanted if it lies in this register, else its first page.

    >>> way_on("duty", "/r/duty/orders/X-1"), way_on("duty", "//evil.example/r/duty/")
    ('/r/duty/orders/X-1', '/r/duty/')
    """
    first = f"/r/{slug}/"
    plain = wanted is not None and wanted.isascii() and wanted.isprintable() and "\\" not in wanted
    if wanted is None or not plain or not wanted.startswith(first) or "/.." in wanted:
        return first
    return first if wanted.startswith((f"{first}login", f"{first}logout")) else wanted


def register_accounts_of(request: Request) -> RegisterAccounts:
    """Return the accounts of the register that the address names.

    Raises:
        NotServed: no such register is served.
    """
    return cast("RegisterAccounts", accounts_of(request))


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """Have the browser keep a cookie of this register until it is closed; no script sees it."""
    settings = cast("ServerSettings", request.app.state.settings)
    response.set_cookie(
        name, value, path=_path(request), httponly=True, samesite="lax", secure=settings.secure
    )


def let_in(request: Request, signed_in: SignedIn, wanted: str | None) -> Response:
    """Return the answer to somebody who signed in: their session, and the way on."""
    response = RedirectResponse(way_on(_slug(request), wanted), HTTPStatus.SEE_OTHER)
    set_cookie(request, response, cookie_name(_slug(request)), signed_in.session)
    response.delete_cookie(_mark_name(request), path=_path(request))
    response.headers["Cache-Control"] = "no-store"
    return response


def back_to_the_door(request: Request, error: AccessRefused, wanted: str | None) -> Response:
    """Return the way back to the page for signing in, which says why."""
    query = {"refused": error.code if error.code in _TOLD else _TOLD[-1]}
    if isinstance(error, TooManyTries):
        query["seconds"] = str(error.seconds)
    if wanted != _path(request) and wanted == way_on(_slug(request), wanted):
        query["next"] = wanted
    place = f"{_path(request)}login?{urlencode(query)}"
    response = RedirectResponse(place, HTTPStatus.SEE_OTHER)
    response.headers["Cache-Control"] = "no-store"
    return response


async def end_before(request: Request) -> None:
    """End the session that the browser still has: nobody is in twice with one browser."""
    accounts = register_accounts_of(request)
    name = cookie_name(_slug(request))
    for id_ in cookies(request.headers.getlist("cookie")).get(name, ()):
        await run_sync(accounts.sign_out, digest_of(id_))


# -- the endpoints -----------------------------------------------------------------------


router = APIRouter(prefix="/r/{slug}", include_in_schema=False)


@router.post("/login")
async def sign_in(request: Request) -> Response:
    """Let somebody sign in by name and password.

    Raises:
        Forbidden: the form was sent by a page of others.
    """
    check_origin(request.headers)
    form = await request.form(max_files=0, max_fields=10, max_part_size=_LONGEST)
    given = {key: value for key, value in form.items() if isinstance(value, str)}
    wanted = given.get("next")
    try:
        check_proof(given.get(FIELD, ""), door_of(request).proof)
    except Forbidden:
        return back_to_the_door(request, Unauthenticated("sign_in.stale"), wanted)
    try:
        signed_in = await _verified(request, given.get("name", ""), given.get("password", ""))
    except (Unauthenticated, TooManyTries) as error:
        return back_to_the_door(request, error, wanted)
    await end_before(request)
    return let_in(request, signed_in, wanted)


@router.post("/logout")
async def sign_out(
    request: Request, slug: str, caller: Annotated[Caller | None, Depends(optional_caller_of)]
) -> Response:
    """End the session."""
    if caller is not None and caller.session is not None:
        await run_sync(register_accounts_of(request).sign_out, caller.session)
    response = RedirectResponse(f"{_path(request)}login", HTTPStatus.SEE_OTHER)
    response.delete_cookie(cookie_name(slug), path=_path(request))
    response.headers["Cache-Control"] = "no-store"
    return response


async def _verified(request: Request, name: str, password: str) -> SignedIn:
    """Return who signed in: counted, then verified beside the loop, a few at a time.

    Raises:
        TooManyTries, Unauthenticated: they did not.
    """
    accounts, place = register_accounts_of(request), _place(request)
    hashing = _hashing(request)
    if hashing.statistics().tasks_waiting >= MOST_WAITING:
        raise TooManyTries("sign_in.busy", {"seconds": _LATER}, seconds=_LATER)
    kept = await run_sync(accounts.begin_try, name, place)
    fits = await run_sync(accounts.passwords.holds, kept, password, limiter=hashing)
    renewed = None
    if fits and kept is not None and accounts.passwords.is_dated(kept):
        renewed = await run_sync(accounts.passwords.hashed, password, limiter=hashing)
    done = partial(accounts.end_try, name, place, fits=kept if fits else None, renewed=renewed)
    return await run_sync(done)


def _hashing(request: Request) -> CapacityLimiter:
    """Return what lets so many passwords be verified at a time, in this application."""
    state = request.app.state
    if not hasattr(state, "hashing"):
        state.hashing = CapacityLimiter(AT_ONCE)
    return cast("CapacityLimiter", state.hashing)


def _place(request: Request) -> str:
    """Return where somebody asks from; a proxy that is known has said so to the server before."""
    return request.client.host if request.client is not None else ""


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


def _path(request: Request) -> str:
    return f"/r/{_slug(request)}/"


def _mark_name(request: Request) -> str:
    return f"{cookie_name(_slug(request))}-door"
