"""What somebody signs of a proposal with a key that stays with them: in the browser, or wherever the key is."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from responselevels.errors import KeysRefused
from responselevels.models.times import Instant
from responselevels.register.signatures.acceptance import (
    SigningRequest,
    request_text,
    statement_of,
)
from responselevels.register.signatures.dsse import signed_bytes
from responselevels.register.signatures.statements import APPROVAL_TYPE, approval_text
from responselevels.server.http.answers import Asking, Plainly
from responselevels.server.http.documents import ToSignDocument

router = APIRouter(prefix="/proposals", tags=["proposals"])

_LASTS = timedelta(days=1)


class SigningQuery(Plainly):
    """What is to be said of the proposal, for whom, and how long it counts."""

    word: Literal["approve", "refuse", "withdraw"] = Field("approve", description="what is said")
    body: str = Field(min_length=1, description="the body that says it")
    area: str | None = Field(None, min_length=1, description="the area whose body it is")
    expires: Instant | None = Field(None, description="until when it counts; left out: a day")


@router.get("/{proposal:path}/signing", operation_id="getToSign", response_model=ToSignDocument)
def get_to_sign(ask: Asking, proposal: str, query: Annotated[SigningQuery, Query()]) -> Response:
    """Return what you would sign of a proposal: in words, and the bytes that the signature is over."""
    reading, register = ask.reading(), ask.served.register
    content, at = reading.proposal(proposal).assessed, reading.at
    context = register.signing_context(at, content)
    if context.keys is None:
        raise KeysRefused("keys.none")
    order = None if content.action == "issue" else register.order(content.order)
    request = SigningRequest(
        word=query.word,
        body=query.body,
        person=ask.caller.person,
        at=at,
        expires=query.expires or _later(at),
        area=query.area,
        lang=ask.lang,
    )
    payload = statement_of(request, content, context, order=order).to_bytes()
    shown = approval_text(content, ask.lang, order=order, groups=context.groups)
    document: ToSignDocument = {
        "text": f"{shown}\n{request_text(request, context)}",
        "payload": b64encode(payload).decode(),
        "payloadType": APPROVAL_TYPE,
        "bytes": b64encode(signed_bytes(APPROVAL_TYPE, payload)).decode(),
    }
    return ask.answer(document)


def _later(at: datetime) -> datetime:
    try:
        return at + _LASTS
    except OverflowError:
        return at
