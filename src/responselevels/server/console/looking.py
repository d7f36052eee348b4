"""The addresses of what is looked up: board, areas, rules, log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from responselevels.errors import NotServed
from responselevels.server.console.acting import text_of
from responselevels.server.console.deeds import area_page, tell_of_area, told_of_deed
from responselevels.server.console.frame.visiting import Sent, Visiting
from responselevels.server.console.views import logbook, ruling
from responselevels.server.console.views.board import WINDOWS, board_values

_Word = Annotated[str, Query(max_length=200)]
_Number = Annotated[int | None, Query(ge=0, le=10**12)]
_Seq = Annotated[int, Path(ge=0, le=10**12)]

_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""A picture has its style within, and nothing that runs."""


def looking_up(router: APIRouter) -> None:
    """Add these pages to *router*."""
    get = router.get
    get("/board")(board)
    get("/areas/{name:path}")(area)
    router.post("/areas/{name:path}")(area_sent)
    get("/rules")(rules)
    get("/rules.json")(rules_json)
    get("/rules.svg")(rules_picture)
    get("/log")(log)
    router.post("/log")(log_verified)
    get("/log/checkpoint")(checkpoint)
    get("/log/{seq}")(entry)
    get("/log/{seq}/proof")(proof)


def board(visit: Visiting, window: _Word = "week", area: _Word = "") -> Response:
    """Show the board."""
    chosen = window if window in WINDOWS else "week"
    try:
        values = board_values(visit.reader, chosen, area or None)
    except LookupError:
        raise NotServed("area", {"area": area}) from None
    return visit.page("board.html", values, current="board")


def area(visit: Visiting, name: str, event: _Number = None) -> Response:
    """Show an area."""
    return area_page(visit, name, notice=told_of_deed(visit, event))


def area_sent(visit: Visiting, name: str, form: Sent) -> Response:
    """Record that an area did what is due."""
    return tell_of_area(visit, name, form)


def rules(visit: Visiting) -> Response:
    """Show the rules."""
    return visit.page("rules.html", ruling.rules_values(visit.reader), current="rules")


def rules_json(visit: Visiting) -> Response:
    """Give the rules as JSON."""
    return _file(ruling.raw_rules(visit.reader).encode(), "application/json")


def rules_picture(visit: Visiting) -> Response:
    """Give the picture of the levels."""
    picture = _file(ruling.diagram(visit.reader).encode(), "image/svg+xml")
    picture.headers["Content-Security-Policy"] = _PICTURE_POLICY
    return picture


def log(visit: Visiting, before: _Number = None, q: _Word = "") -> Response:
    """Show the log."""
    values = logbook.log_values(visit.reader, visit.served.register, before=before, asked=q.strip())
    return visit.page("log.html", values, current="log")


def log_verified(visit: Visiting, form: Sent) -> Response:
    """Verify the log, and show what was found."""
    if text_of(form, "do") != "verify":
        raise NotServed("page")
    values = logbook.log_values(visit.reader, visit.served.register, before=None, asked="")
    report, sound = logbook.verified_rows(visit.reader, visit.served.register)
    return visit.page("log.html", {**values, "report": report, "sound": sound}, current="log")


def entry(visit: Visiting, seq: _Seq) -> Response:
    """Show one entry of the log."""
    values = logbook.entry_values(visit.reader, visit.served.register, seq)
    return visit.page("entry.html", values, current="log")


def proof(visit: Visiting, seq: _Seq) -> Response:
    """Give the proof that an entry stands in the log."""
    made = logbook.proof_of(visit.reader, visit.served.register, seq)
    return _file(made, "application/json", f"event-{seq}.proof.json")


def checkpoint(visit: Visiting) -> Response:
    """Give the checkpoint of now."""
    made = logbook.checkpoint(visit.reader, visit.served.register)
    return _file(made, "text/plain; charset=utf-8", "checkpoint.txt")


def _file(body: bytes, media: str, name: str | None = None) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if name is not None:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(body, media_type=media, headers=headers)
