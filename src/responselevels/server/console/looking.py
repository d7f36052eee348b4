"""The addresses of what is looked up: board, areas, rules, log."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from responselevels.errors import NoteRefused, NotServed
from responselevels.server.console.acting import text_of
from responselevels.server.console.deeds import area_page, tell_of_area, told_of_deed
from responselevels.server.console.frame.sharing import shared
from responselevels.server.console.frame.visiting import (
    Notice,
    Sent,
    Visiting,
    lines_of,
    session_over,
)
from responselevels.server.console.lookups import proving, ruling
from responselevels.server.console.lookups.board import WINDOWS, board_values
from responselevels.server.console.lookups.logbook import entry_values, log_values
from responselevels.server.console.lookups.sifting import Sought
from responselevels.server.console.lookups.wall import USUAL, wall_values
from responselevels.server.console.views.propose import local_field

_LONGEST = 200
_Word = Annotated[str, Query(max_length=_LONGEST)]
_Number = Annotated[int | None, Query(ge=0, le=10**12)]
_Seq = Annotated[int, Path(ge=0, le=10**12)]

_Size = Annotated[str, Query(max_length=20, pattern=r"^\d*$")]


def _sought(request: Request) -> Sought:
    given = ((name, request.query_params.get(name, "")) for name in Sought.NAMES)
    return Sought(**{name: text.strip()[:_LONGEST] for name, text in given})


_Sought = Annotated[Sought, Depends(_sought)]

_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""A picture has its style within, and nothing that runs."""

_PAGE_POLICY = f"{_PICTURE_POLICY}; img-src data:"
"""A page that is one file has its icon within, too, which is empty."""


def looking_up(router: APIRouter) -> None:
    """Add these pages to *router*."""
    get = router.get
    get("/board")(shared(board))
    get("/wall")(wall)
    get("/areas/{name:path}")(shared(area))
    router.post("/areas/{name:path}")(area_sent)
    get("/rules")(shared(rules))
    get("/rules.json")(rules_json)
    get("/rules.html")(rules_to_sign)
    get("/rules.svg")(rules_picture)
    get("/log")(shared(log))
    router.post("/log")(log_verified)
    get("/log/checkpoint")(checkpoint)
    get("/log/checkpoints/{name}")(kept_checkpoint)
    get("/log/growth")(growth)
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


def wall(visit: Visiting, every: _Number = None) -> Response:
    """Show the wall."""
    values = wall_values(visit.reader, every or USUAL)
    return visit.page("wall.html", {**values, "over_at": session_over(visit)}, current="wall")


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


def rules_to_sign(visit: Visiting) -> Response:
    """Give the rules as one page to print and to sign."""
    page = _file(ruling.page_to_sign(visit.reader), "text/html")
    page.headers["Content-Security-Policy"] = _PAGE_POLICY
    return page


def rules_picture(visit: Visiting) -> Response:
    """Give the picture of the levels."""
    picture = _file(ruling.diagram(visit.reader).encode(), "image/svg+xml")
    picture.headers["Content-Security-Policy"] = _PICTURE_POLICY
    return picture


def log(visit: Visiting, sought: _Sought, before: _Number = None) -> Response:
    """Show the log, or what of it is sought."""
    values = log_values(visit.reader, visit.served.register, before=before, sought=sought)
    return visit.page("log.html", {**values, "local": local_field}, current="log")


def log_verified(visit: Visiting, form: Sent) -> Response:
    """Verify the log, by itself or against a checkpoint that somebody kept, and show what was found."""
    reader, register, asked = visit.reader, visit.served.register, text_of(form, "do")
    if asked not in {"verify", "hold"}:
        raise NotServed("page")
    values = log_values(reader, register, before=None, sought=Sought())
    values |= {"local": local_field, "held": text_of(form, "note")}
    try:
        name = reader.says("log.hold.name")
        held = [proving.checkpoint_given(str(values["held"]), name)] if asked == "hold" else []
    except NoteRefused as error:
        notice = Notice("deny", reader.says("log.hold.none"), lines_of(error, reader.lang))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return visit.page("log.html", values, current="log", notice=notice, status=status)
    report, sound = proving.verified_rows(reader, held)
    return visit.page("log.html", {**values, "report": report, "sound": sound}, current="log")


def entry(visit: Visiting, seq: _Seq, proof: _Word = "") -> Response:
    """Show one entry of the log; its proof as well, where that is asked for."""
    shown = proof == "shown"
    values = entry_values(visit.reader, visit.served.register, seq, shown=shown)
    return visit.page("entry.html", values, current="log")


def proof(visit: Visiting, seq: _Seq) -> Response:
    """Give the proof that an entry stands in the log."""
    made = proving.proof_of(visit.reader, seq)
    return _file(made, "application/json", f"event-{seq}.proof.json")


def growth(visit: Visiting, old: _Number = None, new: _Size = "") -> Response:
    """Give the proof that the log only grew from one size to another."""
    made = proving.growth_of(visit.reader, old or 0, int(new) if new else None)
    return _file(made, "application/json", "growth.proof.json")


def checkpoint(visit: Visiting) -> Response:
    """Give the checkpoint of now."""
    made = proving.checkpoint(visit.reader)
    return _file(made, "text/plain; charset=utf-8", "checkpoint.txt")


def kept_checkpoint(visit: Visiting, name: str) -> Response:
    """Give a checkpoint that the register kept, with its signatures."""
    size, raw = proving.kept_checkpoint(visit.reader, visit.served.register, name)
    return _file(raw, "text/plain; charset=utf-8", f"checkpoint-{size}.txt")


def _file(body: bytes, media: str, name: str | None = None) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if name is not None:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(body, media_type=media, headers=headers)
