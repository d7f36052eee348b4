"""`http_router`: every address that programs ask."""

from __future__ import annotations

from fastapi import APIRouter

from responselevels.server.http import description
from responselevels.server.http.endpoints import (
    areas,
    decisions,
    events,
    feeds,
    log,
    orders,
    overview,
    proposals,
    registers,
    rules,
    signing,
)

PREFIX = "/r/{slug}/api/v1"
"""Where the addresses of a register begin."""

_PARTS = (registers, overview, areas, decisions, signing, proposals, orders, rules, events, log)


def http_router() -> APIRouter:
    """Return the addresses."""
    router = APIRouter()
    for part in _PARTS:
        router.include_router(part.router, prefix=PREFIX)
    router.include_router(feeds.router, prefix="/r/{slug}")
    router.include_router(description.router)
    return router
