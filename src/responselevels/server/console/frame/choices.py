"""`choices_of`: in which language and light a page is shown; chosen by its address, and kept in cookies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from responselevels.server.languages import COOKIE, lang_of
from responselevels.server.settings import ServerSettings
from responselevels.text.catalogue import LANGUAGES

THEMES = ("auto", "light", "dark")
"""The lights of a page: as the device has it, or as somebody chose."""

THEME_COOKIE = "responselevels-theme"
"""The cookie by which a browser keeps the light that was chosen."""

KEPT = frozenset({"lang", "theme"})
"""What an address may say that is no part of what its page is about."""

_NAMES = {"en": "English", "zh": "中文"}
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Choices:
    """How a page is shown, and the addresses of the same page shown otherwise.

    *theme* is the light, *themes* has each with its address; *other* is the other language.
    """

    theme: str
    themes: tuple[tuple[str, str], ...]
    other: str
    other_name: str
    other_link: str


def theme_of(request: Request) -> str:
    """Return the light asked for: by ``?theme=``, or the cookie; else that of the device."""
    for chosen in (request.query_params.get("theme"), request.cookies.get(THEME_COOKIE)):
        if chosen in THEMES:
            return chosen
    return THEMES[0]


def choices_of(request: Request, lang: str | None = None) -> Choices:
    """Return how the page of *request* is shown, *lang* being its language."""
    lang = lang or lang_of(request)
    other = next(one for one in LANGUAGES if one != lang)
    return Choices(
        theme=theme_of(request),
        themes=tuple((one, _with(request, "theme", one)) for one in THEMES),
        other=other,
        other_name=_NAMES[other],
        other_link=_with(request, "lang", other),
    )


def plain_address(request: Request) -> str:
    """Return the address of a page, without how it is shown."""
    query = urlencode(_query(request, KEPT))
    return request.url.path + (f"?{query}" if query else "")


def keep_choices(request: Request, response: Response) -> None:
    """Have the browser keep what the address of *request* chose."""
    secure = cast("ServerSettings", request.app.state.settings).secure
    for name, known, cookie in (("lang", LANGUAGES, COOKIE), ("theme", THEMES, THEME_COOKIE)):
        chosen = request.query_params.get(name, "")
        if chosen in known:
            response.set_cookie(
                cookie,
                chosen,
                max_age=_YEAR,
                path="/",
                httponly=True,
                samesite="lax",
                secure=secure,
            )


def _with(request: Request, name: str, value: str) -> str:
    query = [*_query(request, frozenset({name})), (name, value)]
    return f"{request.url.path}?{urlencode(query)}"


def _query(request: Request, without: frozenset[str]) -> list[tuple[str, str]]:
    return [(k, v) for k, v in request.query_params.multi_items() if k not in without]
