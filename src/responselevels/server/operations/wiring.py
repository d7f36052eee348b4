"""`add_operations`: the pieces of this room around an application, from the outermost in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from fastapi import FastAPI

from responselevels.server.operations.figures import Figures, Watched
from responselevels.server.operations.headers import SecurityHeaders
from responselevels.server.operations.health import health_router
from responselevels.server.operations.hosts import KnownHosts
from responselevels.server.operations.limits import BodyLimits, RateLimits
from responselevels.server.operations.requests import Requests
from responselevels.server.operations.streams import Closing, Streams
from responselevels.server.settings import ServerSettings


def add_operations(app: FastAPI, settings: ServerSettings) -> None:
    """Put the pieces around *app*, which holds its open registers under ``app.state.registers`` by slug.

    ``app.state.closing`` is what a server tells that it is on its way down.
    """

    def registers() -> Mapping[str, Watched]:
        return cast("Mapping[str, Watched]", getattr(app.state, "registers", {}))

    limits = settings.limits
    closing, figures = Closing(), Figures(registers)
    app.state.closing = closing
    app.include_router(
        health_router(
            registers=registers,
            closing=closing,
            figures=figures,
            open_figures=settings.open_figures,
        )
    )
    # What is added last is asked first.
    app.add_middleware(
        Streams,
        closing=closing,
        figures=figures,
        most=limits.streams,
        each=limits.streams_each,
    )
    app.add_middleware(BodyLimits, size=limits.body, seconds=limits.body_seconds)
    if limits.rate is not None:
        app.add_middleware(RateLimits, rate=limits.rate)
    app.add_middleware(KnownHosts, names=(settings.host, *settings.hosts))
    app.add_middleware(Requests, figures=figures)
    app.add_middleware(SecurityHeaders, secure=settings.secure)
