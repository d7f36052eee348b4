"""`add_console`: the pages of the console and what they are drawn with, added to the application."""

from __future__ import annotations

from collections.abc import MutableMapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from responselevels.server.console.frame.choices import choices_of
from responselevels.server.console.frame.rendering import rendered_plain
from responselevels.server.console.frame.visiting import PageRoute, answer
from responselevels.server.console.pages import console_router
from responselevels.server.languages import lang_of
from responselevels.server.registers import ServedRegister
from responselevels.server.settings import ServerSettings

_STATIC = Path(__file__).with_name("static")


class _Drawn(StaticFiles):
    """Style, script and icon: kept by browsers, which ask each time whether they are still the same."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        """Return a file."""
        found = await super().get_response(path, scope)
        found.headers.setdefault("Cache-Control", "no-cache")
        return found


def add_console(app: FastAPI) -> None:
    """Add the pages of the console to *app*."""
    router = APIRouter(route_class=PageRoute, include_in_schema=False)
    router.get("/")(start)
    app.include_router(router)
    app.include_router(console_router())
    app.mount("/static", _Drawn(directory=_STATIC), name="static")


def start(request: Request) -> Response:
    """List the registers; lead to the only one where there is one."""
    held = cast("dict[str, ServedRegister]", request.app.state.registers)
    if len(held) == 1:
        return RedirectResponse(f"/r/{next(iter(held))}/", HTTPStatus.SEE_OTHER)
    settings = cast("ServerSettings", request.app.state.settings)
    lang = lang_of(request)
    values = {
        "lang": lang,
        "choices": choices_of(request, lang),
        "registers": [(slug, served.title) for slug, served in held.items()],
        "demo": settings.demo,
        "drill": settings.drill,
    }
    return answer(request, rendered_plain("registers.html", lang, values), lang)
