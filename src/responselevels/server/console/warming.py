"""`warm`: what the first to look would wait for, worked out before the server says that it is ready."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from fastapi import FastAPI, Request

from responselevels.errors import ResponseLevelsError
from responselevels.server.callers import Caller, How
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.rendering import Own
from responselevels.server.console.frame.visiting import Visit
from responselevels.server.console.views.now import now_values
from responselevels.server.console.views.tree import gather_texts
from responselevels.server.languages import COOKIE
from responselevels.server.readings import Asked, Reading
from responselevels.server.registers import ServedRegister
from responselevels.server.settings import ServerSettings
from responselevels.text.catalogue import LANGUAGES


def warm(app: FastAPI) -> None:
    """Draw *Now* of each register in each language, and gather what areas are searched by."""
    for served in cast("dict[str, ServedRegister]", app.state.registers).values():
        gather_texts(served.register.scheme)
        for lang in LANGUAGES:
            with suppress(ResponseLevelsError):  # it is told to whoever asks
                visit = _visit(app, served, lang)
                visit.page("now.html", now_values(visit.reader, focus=None, begin=0, asked=""))


def _visit(app: FastAPI, served: ServedRegister, lang: str) -> Visit:
    """Return the visit of somebody who may read all, and is nobody."""
    base, stand = f"/r/{served.slug}", served.stand()
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"{base}/",
        "path_params": {"slug": served.slug},
        "query_string": b"",
        "headers": [(b"cookie", f"{COOKIE}={lang}".encode())],
        "app": app,
    }
    nobody = Caller(account="", person="", title="", how=How.PASSWORD, server="")
    drill = cast("ServerSettings", app.state.settings).drill
    reading = Reading(served, nobody, Asked(drill=drill), stand=stand)
    own = Own(account="", shown="", proof="", key="", instant="", clock="", printed="")
    return Visit(Request(scope), served, Reader(reading, lang, base), own, stand)
