"""`people_router`: the addresses at which people sign in and out."""

from __future__ import annotations

from fastapi import APIRouter

from responselevels.server.people import oidc, signing_in


def people_router() -> APIRouter:
    """Return the addresses."""
    router = APIRouter()
    router.include_router(signing_in.router)
    router.include_router(oidc.router)
    return router
