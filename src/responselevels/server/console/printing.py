"""The sheet of a proposal as PDF: made by a process of its own, one at a time, within limits of size and time."""

from __future__ import annotations

from functools import partial

from anyio.to_thread import run_sync
from starlette.responses import Response

from responselevels.errors import NotServed, TooManyTries
from responselevels.exports.pdf import pdf_apart
from responselevels.reports.pages.sheet.recorded import recorded_sheet
from responselevels.reports.pages.sheet.sheet import sheet_page
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.visiting import Visiting

LONGEST = 300_000
"""The longest page, in bytes, that is laid out."""

SECONDS = 30.0
"""How long the process may take that lays one out; then it is ended."""

WAITING = 4
"""How many may wait for one that is being made."""

_LATER = 10


async def sheet_pdf(visit: Visiting, name: str) -> Response:
    """Give the sheet of a proposal as PDF.

    Raises:
        NotServed: there is none that may be read in whole, it is decided upon already, or too much for a PDF.
        TooManyTries: several wait for theirs.
    """
    printing = visit.served.printing
    if printing.statistics().tasks_waiting >= WAITING:
        raise TooManyTries("print.busy", {"seconds": _LATER}, seconds=_LATER)
    document = await run_sync(partial(_document, visit.reader, name), limiter=printing)
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": 'attachment; filename="sheet.pdf"',
    }
    return Response(document, media_type="application/pdf", headers=headers)


def _document(reader: Reader, name: str) -> bytes:
    reading = reader.reading
    if not reader.prints(reading.proposal(name)):
        raise NotServed("print", {"proposal": name})
    asked = recorded_sheet(
        reading.known,
        name,
        at=reader.at,
        locale=reader.locale,
        decision=reading.decision(name),
    )
    page = sheet_page(asked, paper=True)
    document = pdf_apart(page, SECONDS) if len(page) <= LONGEST else None
    if document is None:
        raise NotServed("print", {"proposal": name})
    return document
