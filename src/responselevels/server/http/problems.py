"""Errors as problem documents (RFC 9457): which status each has, and what it says. One place for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, Literal, NotRequired

from anyio.to_thread import run_sync
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from responselevels.errors import (
    AccessRefused,
    ActImpossible,
    ApprovalRefused,
    ConditionMissing,
    Forbidden,
    IdempotencyConflict,
    InputError,
    KeysRefused,
    MissingExtra,
    MovedOn,
    NotServed,
    OutcomeUnknown,
    Place,
    Problem,
    ProofRefused,
    RegisterBusy,
    RegisterError,
    ResponseLevelsError,
    TooManyTries,
    Unauthenticated,
    Unrecordable,
)
from responselevels.files.checking.shape import slips_of
from responselevels.models.decisions import NotPermitted
from responselevels.models.documents import ClosedDocument, ProblemDocument
from responselevels.reports.programs.json import problems_document
from responselevels.server.http.documents import MoveDocument, RecordedDecision
from responselevels.server.http.moves import moves_since
from responselevels.server.languages import lang_of
from responselevels.server.marks import MovedOnSince
from responselevels.server.people.identity import takes_basic
from responselevels.text.catalogue import worded
from responselevels.text.escaping import in_json

MEDIA = "application/problem+json"
"""The media type of a problem document."""

_AGAIN = 2
"""Seconds after which to ask again, where others hold the register or the store is away."""

_METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")

_STATES = {"proposal.known", "proposal.action"}
"""What is wrong with an input only for what the register holds by now."""

_STATUSES: tuple[tuple[type[ResponseLevelsError], HTTPStatus], ...] = (
    (NotPermitted, HTTPStatus.CONFLICT),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Unauthenticated, HTTPStatus.UNAUTHORIZED),
    (Forbidden, HTTPStatus.FORBIDDEN),
    (NotServed, HTTPStatus.NOT_FOUND),
    (TooManyTries, HTTPStatus.TOO_MANY_REQUESTS),
    (MovedOn, HTTPStatus.PRECONDITION_FAILED),
    (ConditionMissing, HTTPStatus.PRECONDITION_REQUIRED),
    (IdempotencyConflict, HTTPStatus.CONFLICT),
    (ActImpossible, HTTPStatus.CONFLICT),
    (ApprovalRefused, HTTPStatus.CONFLICT),
    (KeysRefused, HTTPStatus.CONFLICT),
    (ProofRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Unrecordable, HTTPStatus.UNPROCESSABLE_ENTITY),
    (MissingExtra, HTTPStatus.NOT_IMPLEMENTED),
    (AccessRefused, HTTPStatus.FORBIDDEN),
    (RegisterError, HTTPStatus.SERVICE_UNAVAILABLE),
)
"""The status of each error: the first class that it is of."""


class HttpProblem(ClosedDocument):
    """What is wrong with a request, or stands against it.

    `code` says which it is, `detail` in words; `request` is the id that the server's log has it
    by. `problems` lists what cannot be read, each with its place. `decision` is there where the
    rules do not permit, or not yet. `key` is the one to ask again with where the outcome is unknown.
    `changes` is what was recorded since you looked, where what you saw is known to have been so.
    """

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    code: str
    request: str | None
    problems: NotRequired[list[ProblemDocument]]
    decision: NotRequired[RecordedDecision]
    key: NotRequired[str]
    changes: NotRequired[list[MoveDocument]]


class NotCarriedOut(NotPermitted):
    """A decision that does not permit was recorded: *document* is it in words, *mark* that of its proposal."""

    def __init__(self, document: RecordedDecision, decision: Any, mark: str) -> None:
        super().__init__(decision)
        self.document = document
        self.mark = mark


def answer_problems(app: FastAPI) -> None:
    """Have *app* answer with a problem document for all that is refused; what breaks is told of by `operations`."""
    app.add_exception_handler(ResponseLevelsError, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _unanswered)


def problem(
    request: Request,
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the answer to *request* that says what is wrong."""
    lang = lang_of(request)
    document = {
        "type": "about:blank",
        "title": worded(f"http.title.{status.value}", {}, lang),
        "status": status.value,
        "detail": detail,
        "code": code,
        "request": getattr(request.state, "request_id", None),
        **(more or {}),
    }
    told = {
        "Content-Language": lang,
        "Vary": "Accept-Language, Cookie",
        "Cache-Control": "no-store",
    }
    return Response(in_json(document), status, {**told, **(headers or {})}, MEDIA)


def status_of(error: ResponseLevelsError) -> HTTPStatus:
    """Return the status of the answer that *error* makes."""
    if isinstance(error, InputError) and {one.code for one in error.problems} <= _STATES:
        return HTTPStatus.CONFLICT
    if isinstance(error, RegisterError) and error.code == "too_long":
        return HTTPStatus.UNPROCESSABLE_ENTITY
    known = (status for kind, status in _STATUSES if isinstance(error, kind))
    return next(known, HTTPStatus.INTERNAL_SERVER_ERROR)


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, ResponseLevelsError):
        raise TypeError(type(error))
    lang, status = lang_of(request), status_of(error)
    code, detail, more = _told(error, lang)
    headers = _headers(error, status)
    if status == HTTPStatus.UNAUTHORIZED and takes_basic(request):
        headers["WWW-Authenticate"] += ', Basic realm="responselevels", charset="UTF-8"'
    if isinstance(error, MovedOnSince) and error.since:
        with suppress(ResponseLevelsError):  # the log cannot be read: it has moved on all the same
            more["changes"] = await run_sync(moves_since, request, error)
    return problem(request, status, code, detail, more=more, headers=headers)


def _told(error: ResponseLevelsError, lang: str) -> tuple[str, str, dict[str, object]]:
    """Return the code of *error*, what it says, and what goes along with it."""
    more: dict[str, object] = {}
    if isinstance(error, InputError):
        more["problems"] = problems_document(error, lang)
        return error.problems[0].code, error.worded(lang), more
    if isinstance(error, NotPermitted):
        verdict = error.decision.verdict.value
        if isinstance(error, NotCarriedOut):
            more["decision"] = error.document
        detail = worded(f"http.{verdict}", {"proposal": error.decision.proposal}, lang)
        return f"verdict.{verdict}", detail, more
    if isinstance(error, OutcomeUnknown) and error.key is not None:
        more["key"] = error.key
    if isinstance(error, RegisterError | AccessRefused):
        return error.code, error.worded(lang), more
    return "http.broken", str(error), more


def _headers(error: ResponseLevelsError, status: HTTPStatus) -> dict[str, str]:
    if status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, NotCarriedOut | MovedOnSince):
        return {"ETag": f'"{error.mark}"'}
    if isinstance(error, TooManyTries):
        return {"Retry-After": str(error.seconds)}
    if isinstance(error, RegisterBusy) or status == HTTPStatus.SERVICE_UNAVAILABLE:
        return {"Retry-After": str(_AGAIN)}
    return {}


async def _unreadable(request: Request, error: Exception) -> Response:
    """Answer where the address, or the part of it after ``?``, cannot be read."""
    if not isinstance(error, RequestValidationError):
        raise TypeError(type(error))
    return await _refused(request, InputError(_problems(error)))


def _problems(error: RequestValidationError) -> list[Problem]:
    """Return what pydantic found, in our words; the first part of a place says where it was given."""
    found: list[Problem] = []
    for one in error.errors():
        loc = tuple(one["loc"][1:])
        if one["type"] == "extra_forbidden":
            facts = {"key": str(loc[-1])}
            found.append(Problem(Place(path=loc), "http.parameter", facts))
            continue
        slips = slips_of(
            [{**one, "loc": loc}], {str(loc[-1]): one.get("input")} if loc else {}, None
        )
        found += [slip.problem for slip in slips]
    return found


async def _unanswered(request: Request, error: Exception) -> Response:
    """Answer where there is no such address, or not by this method."""
    if not isinstance(error, HTTPException):
        raise TypeError(type(error))
    status = HTTPStatus(error.status_code)
    headers = dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(allowed(request))
    detail = worded(f"http.detail.{status.value}", {}, lang_of(request))
    return problem(request, status, f"http.{status.value}", detail, headers=headers)


def allowed(request: Request) -> list[str]:
    """Return the methods by which the address of *request* is answered."""
    scope, routes = request.scope, request.app.router.routes
    asked = {"root_path": "", "path": request.scope["path"], "type": "http"}
    return [
        method
        for method in _METHODS
        if any(
            route.matches({**scope, **asked, "method": method})[0] is Match.FULL for route in routes
        )
    ]
