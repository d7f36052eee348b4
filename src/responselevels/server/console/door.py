"""The page for signing in. What its form asks for is done by `responselevels.server.people`."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from responselevels.errors import NotServed
from responselevels.server.console.frame.choices import choices_of
from responselevels.server.console.frame.rendering import rendered_plain
from responselevels.server.console.frame.visiting import answer
from responselevels.server.demo import PASSWORD, demo_accounts, demo_steps
from responselevels.server.languages import lang_of
from responselevels.server.people.signing_in import door_of, refusal_of, way_on
from responselevels.server.registers import ServedRegister
from responselevels.server.settings import ServerSettings
from responselevels.text.catalogue import worded


def login(request: Request, slug: str) -> Response:
    """Show the form to sign in; it says why where somebody was sent to it, or back.

    Raises:
        NotServed: no such register is served.
    """
    served = cast("dict[str, ServedRegister]", request.app.state.registers).get(slug)
    if served is None:
        raise NotServed("register", {"slug": slug})
    settings = cast("ServerSettings", request.app.state.settings)
    lang, door, refused = lang_of(request), door_of(request), refusal_of(request)
    wanted = way_on(slug, request.query_params.get("next"))
    provider = f"/r/{slug}/login/provider?{urlencode({'next': wanted})}"
    values = {
        "title": served.title,
        "action": f"/r/{slug}/login",
        "proof": door.proof,
        "next": wanted,
        "over": request.query_params.get("over") == "1" and refused is None,
        "error": None if refused is None else refused.worded(lang),
        "provider": provider if settings.oidc is not None else None,
        "demo": settings.demo,
        "drill": settings.drill,
        "examples": demo_accounts(lang) if settings.demo else (),
        "password": PASSWORD,
        "steps": demo_steps(lang) if settings.demo else (),
        "steps_title": worded("demo.try.title", {}, lang),
        "choices": choices_of(request, lang),
    }
    response = answer(request, rendered_plain("login.html", lang, values), lang)
    door.keep(request, response)
    return response
