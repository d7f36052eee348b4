"""Pages that several read alike: worked out once, and completed for each with what is theirs alone.

A page depends on the register as it stands, on its address and its language, and on what of an account
decides what it shows: areas, rights, bodies and, of who may act, the person. Accounts that are alike in all of
this share it. It is rendered for a stand-in who has nothing else: names, and the proof that forms carry,
are not known while it is rendered, and are put in where marks of chance stand for them.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import Any

from anyio.to_thread import run_sync
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import Response

from responselevels.models.sha256 import sha256_of
from responselevels.server.callers import Caller, How, Right
from responselevels.server.console.frame.choices import KEPT, THEME_COOKIE, theme_of
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.rendering import Own
from responselevels.server.console.frame.visiting import Visit, answer
from responselevels.server.http.answers import tags_in
from responselevels.server.languages import COOKIE
from responselevels.server.readings import Reading
from responselevels.text.catalogue import visible

_LONGEST = 500
"""The longest address whose page is kept."""

_ALIKE = frozenset({"area", "begin", "window", *KEPT})
"""What an address may ask for of a page that is shared. A search is for one alone, and so is a word about an act."""

_MARK = secrets.token_hex(16)
_OWN = Own(**{name: f"{_MARK}_{name}_" for name in Own.__slots__})
"""What stands where each has something of their own: nobody can know it, and write it into a page."""

_GAPS = re.compile(rf"{_MARK}_(\w+?)_")


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page with gaps: *parts* are text and, in turn, the name of what is put in.

    *times* has the texts that say what time it tells of, and no more. *digest* is of all but the gaps: it is another where the page says something else.
    """

    parts: tuple[str, ...]
    times: Own
    digest: str

    @property
    def size(self) -> int:
        """How long it is."""
        return sum(map(len, self.parts))

    def mark(self, own: Own) -> str:
        """Return what names the page as *own* have it: another where it would read otherwise."""
        told = f"{self.digest}\n{own.account}\n{own.shown}\n{own.proof}"
        return sha256_of(told.encode("utf-8", "surrogatepass"))[-32:]

    def completed(self, own: Own) -> str:
        """Return the page of those whose *own* is put in."""
        mine = replace(
            self.times,
            account=own.account,
            shown=own.shown,
            proof=own.proof,
            key=own.key,
            mark=self.mark(own),
        )
        put: Mapping[str, str] = {
            name: str(escape(visible(getattr(mine, name)))) for name in Own.__slots__
        }
        return "".join(put[part] if number % 2 else part for number, part in enumerate(self.parts))


def shared(endpoint: Callable[..., Response]) -> Callable[..., Any]:
    """Have the page of *endpoint* shared by all who read it alike; one that is kept costs no thread.

    An endpoint is told nothing of the request but its address, and how the page is to be shown.
    """

    @wraps(endpoint)
    async def answered(visit: Visit, **given: Any) -> Response:
        if _is_own(visit):
            return await run_sync(lambda: endpoint(visit, **given), limiter=visit.served.drawing)
        page = await visit.served.pages.fetch(
            _key(visit), lambda: _made(endpoint, visit, given), visit.served.drawing
        )
        return _answer(visit, page)

    return answered


def _is_own(visit: Visit) -> bool:
    url, asked = visit.request.url, visit.request.query_params
    return not _ALIKE.issuperset(asked) or len(url.path) + len(url.query) > _LONGEST


def _key(visit: Visit) -> tuple[object, ...]:
    """Return all that the page depends on."""
    url, reader = visit.request.url, visit.reader
    return (
        visit.stand,
        url.path,
        url.query,
        reader.lang,
        theme_of(visit.request),
        reader.drill,
        visit.served.behind is not None,
        _stand_in(visit.caller),
    )


def _stand_in(caller: Caller) -> Caller:
    """Return somebody who reads what *caller* reads, and is nobody."""
    acts = caller.may(Right.ACT)
    return Caller(
        account="",
        person=caller.person if acts else "",
        title="",
        bodies=caller.bodies if acts else frozenset(),
        areas=caller.areas,
        rights=caller.rights,
        how=How.PASSWORD,
        server="",
        session=None if caller.session is None else "",
    )


def _made(endpoint: Callable[..., Response], visit: Visit, given: Mapping[str, Any]) -> SharedPage:
    """Return the page as it is for the stand-in."""
    reader, stand_in = visit.reader, _stand_in(visit.caller)
    reading = Reading(visit.served, stand_in, reader.reading.asked, stand=visit.stand)
    standing_in = replace(
        visit,
        request=_request_like(visit.request, reader.lang),
        reader=Reader(reading, reader.lang, reader.base),
        own=_OWN,
    )
    response = endpoint(standing_in, **given)
    parts = tuple(_GAPS.split(bytes(response.body).decode()))
    digest = sha256_of("".join(parts).encode("utf-8"))
    own = visit.own
    times = replace(_OWN, instant=own.instant, clock=own.clock, printed=own.printed)
    return SharedPage(parts, times, digest)


def _request_like(request: Request, lang: str) -> Request:
    """Return a request for the same page that has nothing else of *request*."""
    cookies = f"{COOKIE}={lang}; {THEME_COOKIE}={theme_of(request)}"
    scope = {name: request.scope[name] for name in _TOLD}
    return Request({**scope, "headers": [(b"cookie", cookies.encode())]})


_TOLD = ("type", "method", "path", "path_params", "query_string", "app")


def _answer(visit: Visit, page: SharedPage) -> Response:
    """Return the page, completed; nothing where the asker has it already."""
    own = visit.own
    mark = page.mark(own)
    headers = {"ETag": f'"{mark}"'}
    if mark in tags_in(visit.request.headers.get("if-none-match", "")):
        response = answer(visit.request, "", visit.reader.lang, HTTPStatus.NOT_MODIFIED)
        headers["X-As-Of"] = f"{page.times.instant}/{page.times.clock}"
    else:
        response = answer(visit.request, page.completed(own), visit.reader.lang)
    response.headers.update(headers)
    return response
