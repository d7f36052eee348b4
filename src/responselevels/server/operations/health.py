"""`/health/live`, `/health/ready` and `/metrics`: for whatever starts, asks and watches the server."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_address

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from responselevels.server.operations.figures import MEDIA_TYPE, Figures, Registers
from responselevels.server.operations.refusals import Refusal
from responselevels.server.operations.streams import Closing

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_ELSEWHERE = Refusal(status=HTTPStatus.NOT_FOUND, code="figures")


def health_router(
    *, registers: Registers, closing: Closing, figures: Figures, open_figures: bool
) -> APIRouter:
    """Return the addresses; *open_figures* where who is on another machine may read the figures."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health/live")
    async def live() -> JSONResponse:
        """Say that the process answers."""
        return JSONResponse({"status": "live"})

    @router.get("/health/ready")
    async def ready() -> JSONResponse:
        """Say whether requests should come here: every register up to date, and the server staying."""
        state = {slug: "behind" if one.behind else "ready" for slug, one in registers().items()}
        well = not closing.begun and "behind" not in state.values()
        word = "ready" if well else "closing" if closing.begun else "behind"
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"status": word, "registers": state}, status)

    @router.get("/metrics")
    async def metrics(request: Request) -> Response:
        """Return the figures, to this machine alone unless the server was told otherwise."""
        if not (open_figures or is_from_here(request)):
            return _ELSEWHERE.response(request.scope)
        return Response(figures.text(), media_type=MEDIA_TYPE)

    return router


def is_from_here(request: Request) -> bool:
    """Say whether a request was made on this machine, and not handed on by a proxy on it."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
