"""`http_router`: every address that programs ask."""

from __future__ import annotations

from fastapi import APIRouter

from responselevels.server.http import proposals, registers

PREFIX = "/r/{slug}/api/v1"
"""Where the addresses of a register begin."""


def http_router() -> APIRouter:
    """Return the addresses."""
    router = APIRouter()
    for part in (registers, proposals):
        router.include_router(part.router, prefix=PREFIX)
    return router
