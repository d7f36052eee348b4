"""What every page needs: who reads which register, in which language; and answers that are pages."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import Depends, Request
from fastapi.routing import APIRoute
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from responselevels.errors import (
    AccessRefused,
    InputError,
    NotServed,
    RegisterError,
    ResponseLevelsError,
    TooManyTries,
    Unauthenticated,
)
from responselevels.models.times import instant_at
from responselevels.server.callers import Caller
from responselevels.server.console.frame.choices import choices_of, keep_choices, plain_address
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.rendering import (
    Own,
    Surround,
    rendered,
    rendered_plain,
)
from responselevels.server.demo import demo_steps
from responselevels.server.http.problems import status_of
from responselevels.server.languages import lang_of
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.identity import caller_of
from responselevels.server.readings import Asked, Reading
from responselevels.server.registers import ServedRegister, Stand
from responselevels.server.settings import ServerSettings
from responselevels.text.catalogue import worded

DRILLS = "/r/{slug}/drill"
"""Where the pages of drills lie; the others lie one step above."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said on top of a page about what was just done, or was not."""

    style: str
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: the register, who asks, what they read it with, and what is theirs alone.

    *stand* is what several pages tell of alike; None for what is sent, which is of its own moment.
    """

    request: Request
    served: ServedRegister
    reader: Reader
    own: Own
    stand: Stand | None

    @property
    def caller(self) -> Caller:
        """Who asks."""
        return self.reader.caller

    def page(
        self,
        template: str,
        values: Mapping[str, object],
        *,
        current: str = "",
        status: HTTPStatus = HTTPStatus.OK,
        notice: Notice | None = None,
    ) -> Response:
        """Return a page of the console."""
        around = {
            "current": current,
            "notice": notice,
            "key": self.own.key,
            "choices": choices_of(self.request, self.reader.lang),
            "other_mode": _other_mode(self.reader),
        }
        text = rendered(template, self.reader, _surround(self), {**around, **values})
        return answer(self.request, text, self.reader.lang, status)

    def to(self, *parts: str, **query: object) -> Response:
        """Return an answer that sends the browser on to a page of this register."""
        return RedirectResponse(self.reader.link(*parts, **query), HTTPStatus.SEE_OTHER)


async def visit_of(request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> Visit:
    """Return the visit that *request* is.

    Raises:
        Forbidden: the account may not read.
    """
    slug = str(request.path_params["slug"])
    served = cast("dict[str, ServedRegister]", request.app.state.registers)[slug]
    settings = _settings(request)
    apart = request.url.path.startswith(f"/r/{slug}/drill/")
    stand = served.stand() if request.method == "GET" else None
    reading = Reading(served, caller, Asked(drill=apart or settings.drill), stand=stand)
    base = f"/r/{slug}/drill" if apart else f"/r/{slug}"
    reader = Reader(reading, lang_of(request), base)
    return Visit(request, served, reader, _own(served, reader), stand)


def _own(served: ServedRegister, reader: Reader) -> Own:
    caller = reader.caller
    return Own(
        account=caller.account,
        shown=caller.title or caller.person,
        proof=served.accounts.proof(caller),
        key=secrets.token_urlsafe(12),
        instant=reader.machine_time(reader.at),
        clock=reader.second(reader.at),
        printed=reader.says("printed", title=served.title, at=reader.at),
    )


async def form_of(request: Request) -> FormData:
    """Return the form that *request* brings; too many fields are refused."""
    return await request.form(max_files=0, max_fields=12_000)


Visiting = Annotated[Visit, Depends(visit_of)]
Sent = Annotated[FormData, Depends(form_of)]


def _surround(visit: Visit) -> Surround:
    state, settings = visit.request.app.state, _settings(visit.request)
    return Surround(
        title=visit.served.title,
        address=plain_address(visit.request),
        events=f"/r/{visit.served.slug}/api/v1/events",
        logout=f"/r/{visit.served.slug}/logout",
        signed_in=visit.caller.session is not None,
        own=visit.own,
        demo=settings.demo,
        steps=_steps(visit) if settings.demo and not visit.reader.drill else (),
        whole_drill=settings.drill,
        behind=visit.served.behind is not None,
        others=len(state.registers) > 1,
    )


def _steps(visit: Visit) -> tuple[str, ...]:
    return demo_steps(visit.reader.lang, visit.caller.person)


def session_over(visit: Visit) -> datetime | None:
    """Return when the session of the reader ends at the latest; None where they have none."""
    digest, known = visit.caller.session, visit.served.accounts
    if digest is None or not isinstance(known, RegisterAccounts):
        return None
    made = [one.made for one in known.sessions(visit.caller.account) if one.digest == digest]
    return instant_at(made[0]) + _settings(visit.request).session_life if made else None


def _settings(request: Request) -> ServerSettings:
    return cast("ServerSettings", request.app.state.settings)


def _other_mode(reader: Reader) -> str:
    return f"{reader.base.removesuffix('/drill')}/" if reader.drill else f"{reader.base}/drill/"


def answer(request: Request, text: str, lang: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return a page as an answer; language and light that were chosen in its address are kept."""
    response = HTMLResponse(text, status)
    response.headers.update(
        {
            "Cache-Control": "no-store",
            "Content-Language": "zh-Hans" if lang == "zh" else "en",
            "Vary": "Accept-Language, Cookie",
        }
    )
    keep_choices(request, response)
    return response


# -- what goes wrong ---------------------------------------------------------------------------


class PageRoute(APIRoute):
    """A route whose errors are pages: whoever has not signed in is led to the door."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Unauthenticated as error:
                return to_the_door(request, over=error.code == "session.over")
            except ResponseLevelsError as error:
                return wrong(request, error)

        return handled


def to_the_door(request: Request, *, over: bool = False) -> Response:
    """Return the way to the login page, and back to where somebody wanted to go from there.

    *over*: they had signed in, and their session has ended since.
    """
    slug = str(request.path_params.get("slug", ""))
    wanted = plain_address(request) if request.method == "GET" else ""
    said = {"over": "1" if over else "", "next": wanted}
    query = urlencode({name: text for name, text in said.items() if text})
    return RedirectResponse(f"/r/{slug}/login" + f"?{query}" * bool(query), HTTPStatus.SEE_OTHER)


def wrong(request: Request, error: ResponseLevelsError) -> Response:
    """Return the page that says what is wrong, in the language of the request."""
    lang, status = lang_of(request), status_of(error)
    base = f"/r/{request.path_params.get('slug', '')}/"
    apart = request.url.path.startswith(f"{base}drill/")
    values = {
        "lang": lang,
        "choices": choices_of(request, lang),
        "drill": apart or _settings(request).drill,
        "demo": _settings(request).demo,
        "title": worded(f"page.wrong.{_kind(status)}", {}, lang),
        "lines": lines_of(error, lang),
        "back": "/"
        if isinstance(error, NotServed) and error.code == "register"
        else f"{base}drill/"
        if apart
        else base,
    }
    text = rendered_plain("wrong.html", lang, values)
    response = answer(request, text, lang, status)
    if isinstance(error, TooManyTries):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def lines_of(error: ResponseLevelsError, lang: str) -> tuple[str, ...]:
    """Return what an error says, in sentences."""
    if isinstance(error, InputError):
        return tuple(problem.worded(lang) for problem in error.problems)
    if isinstance(error, RegisterError | AccessRefused):
        return (error.worded(lang),)
    return (worded("page.wrong.bug", {}, lang),)


def _kind(status: HTTPStatus) -> int:
    known = {
        400: 400,
        403: 403,
        404: 404,
        409: 409,
        412: 409,
        422: 400,
        428: 400,
        429: 429,
        503: 503,
    }
    return known.get(status.value, 500)
