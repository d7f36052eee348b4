"""The register itself: what it is, how far it goes, who asks."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from responselevels.models.times import instant_at, instant_written
from responselevels.server.callers import Caller
from responselevels.server.http.answers import Asking, PlainQuery
from responselevels.server.http.documents import CallerDocument, RegisterDocument

router = APIRouter(tags=["register"])


@router.get("", operation_id="getRegister", response_model=RegisterDocument)
def get_register(ask: Asking, _query: PlainQuery) -> Response:
    """Return what this register is, how far its log goes, and who you are to it."""
    reading, served = ask.reading(), ask.served
    state = served.register.state
    version, behind = state.version, served.behind
    settings = ask.request.app.state.settings
    document: RegisterDocument = {
        "register": served.register.id,
        "title": state.title,
        "slug": served.slug,
        "head": {"size": state.head.size, "hash": state.head.hash},
        "rules": {
            "event": version.seq,
            "since": instant_written(instant_at(version.since)),
            "rules": version.rules,
            "areas": version.areas,
        },
        "levels": list(version.scheme.levels),
        "tracks": list(version.scheme.tracks),
        "now": instant_written(reading.at),
        "behind": None if behind is None else behind.worded(ask.lang),
        "drill": settings.drill,
        "demo": settings.demo,
        "caller": caller_document(ask.caller),
    }
    return ask.answer(document)


def caller_document(caller: Caller) -> CallerDocument:
    """Return who asks."""
    return {
        "account": caller.account,
        "person": caller.person,
        "title": caller.title,
        "how": caller.how.value,
        "rights": sorted(right.value for right in caller.rights),
        "bodies": sorted(caller.bodies),
        "areas": None if caller.areas is None else sorted(caller.areas),
    }
