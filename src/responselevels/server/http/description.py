"""``/openapi.json``: all addresses for programs, described by OpenAPI 3.1 (docs/openapi.json is what it says).

What is read from bodies is described by the models that read it, and every problem by one schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from starlette.responses import Response

from responselevels.models.proposals import EndProposal, Proposal, RatifyProposal
from responselevels.server.http.given import (
    ApprovalGiven,
    AssessmentGiven,
    DeedGiven,
    EnvelopeGiven,
    WithdrawalGiven,
)
from responselevels.server.http.links import add_links
from responselevels.server.http.problems import MEDIA, HttpProblem
from responselevels.text.escaping import in_json
from responselevels.version import __version__

router = APIRouter(include_in_schema=False)

PROGRAMS = "/api/v1"
"""What the addresses for programs have in them."""

BODIES: Mapping[str, Any] = {
    "judge": Proposal,
    "propose": Proposal,
    "amend": Proposal,
    "assess": AssessmentGiven,
    "approve": ApprovalGiven,
    "refuse": ApprovalGiven,
    "retract": ApprovalGiven,
    "handInSigned": EnvelopeGiven,
    "withdraw": WithdrawalGiven,
    "endOrder": EndProposal,
    "ratifyOrder": RatifyProposal,
    "done": DeedGiven,
}
"""What is read from the body of each operation."""

_OPTIONAL = {"withdraw"}
_ABOUT = (
    "Registers of response levels: propose, decide, issue, end, ratify, and ask what holds where, "
    "since when and why. How to use it is in docs/http.md."
)
_SECURITY = {"bearer": {"type": "http", "scheme": "bearer", "description": "a token of an account"}}
_REF = "#/components/schemas/{model}"


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """Return the description."""
    app: FastAPI = request.app
    return Response(in_json(described(app)), 200, media_type="application/json")


def described(app: FastAPI) -> dict[str, Any]:
    """Return the description of what *app* answers programs."""
    if app.openapi_schema is None:
        app.openapi_schema = _described(app)
    return app.openapi_schema


def _described(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="responselevels",
        version=__version__,
        description=_ABOUT,
        routes=app.routes,
    )
    document["paths"] = {path: item for path, item in document["paths"].items() if PROGRAMS in path}
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = _taken_up(TypeAdapter(HttpProblem).json_schema(ref_template=_REF), schemas)
    document["components"]["securitySchemes"] = _SECURITY
    document["security"] = [{"bearer": []}]
    operations = {one["operationId"]: one for one in _operations(document)}
    for operation in operations.values():
        _complete(operation, schemas)
    add_links(operations, document["components"])
    return document


def _operations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document["paths"].values():
        yield from (operation for key, operation in item.items() if key != "parameters")


def _complete(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say of *operation* what it reads, and that problems come as problem documents."""
    name = operation["operationId"]
    if name in BODIES:
        schema = TypeAdapter(BODIES[name]).json_schema(ref_template=_REF)
        operation["requestBody"] = {
            "required": name not in _OPTIONAL,
            "content": {"application/json": {"schema": _taken_up(schema, schemas)}},
        }
    problem = {
        "description": "A problem",
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = problem
    headers = {parameter["name"] for parameter in operation.get("parameters", ())}
    if "If-Match" in headers:
        for status in ("409", "412", "428"):
            operation["responses"][status] = {**problem}


def _taken_up(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return *schema*, with what it refers to among *schemas*."""
    for name, inner in schema.pop("$defs", {}).items():
        schemas.setdefault(name, inner)
    return schema
