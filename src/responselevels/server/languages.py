"""`lang_of`: in which language a request is answered."""

from __future__ import annotations

from starlette.requests import Request

from responselevels.server.operations.language import language_of
from responselevels.text.catalogue import LANGUAGES

COOKIE = "responselevels-lang"
"""The cookie by which a browser keeps the language that was chosen."""


def lang_of(request: Request) -> str:
    """Return the language asked for: by ``?lang=``, the cookie, or ``Accept-Language``; else English."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return language_of(request.headers.get("accept-language"))
