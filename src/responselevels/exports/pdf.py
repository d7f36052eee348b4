"""A page as PDF/A-2a: tagged, its fonts in it, to be kept and printed (docs/exports.md).

WeasyPrint lays it out. It is handed the page as text and may fetch nothing, from no network and from no
file: whatever a page names is left out. Fonts are those that the machine has. The same page gives the
same bytes, on the same machine: its date is the one that the page tells, and its identifier the page's hash.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, NoReturn

from responselevels.errors import MissingProgram
from responselevels.exports.needing import needing

VARIANT = "pdf/a-2a"
_LIBRARIES = "the packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0 of Debian"


def can_write_pdf() -> bool:
    """Say whether the packages of the extra `report` are here; nothing is imported for it."""
    return find_spec("weasyprint") is not None


def pdf_of(page: bytes) -> bytes:
    """Return a *page* of this program as PDF.

    Its title, its language and what its head says of it are in the metadata of the document.

    Raises:
        MissingExtra: WeasyPrint is not installed.
        MissingProgram: it is, and the libraries that it lays out text with are not.
    """
    with needing("report"):
        try:
            from weasyprint import HTML
            from weasyprint.urls import URLFetcher
        except OSError:
            raise MissingProgram("Pango", _LIBRARIES) from None

    class Nothing(URLFetcher):  # type: ignore[misc]
        """Fetches nothing: a page of ours has all of it in itself."""

        def fetch(self, url: str, headers: Any = None) -> NoReturn:
            raise ValueError(f"not fetched: {url} {headers}")

    # It tells of each rule of a style sheet that browsers alone know.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    document = HTML(string=page.decode("utf-8"), url_fetcher=Nothing())
    made = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=sha256(page).digest()[:16])
    return bytes(made)


def pdf_apart(page: bytes, seconds: float) -> bytes | None:
    """Return *page* as PDF, made by a process of its own; None where that took longer than *seconds*, or failed.

    What is too much for it ends with it: the time, the memory, and whatever a library did.
    """
    context = get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=lay_out, args=(page, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        return mine.recv_bytes() if mine.poll(seconds) else None
    except EOFError:  # it ended without a word
        return None
    finally:
        process.kill()
        process.join()
        process.close()
        mine.close()


def lay_out(page: bytes, answer: Connection) -> None:
    """Send *page* as PDF through *answer*; what the process does."""
    answer.send_bytes(pdf_of(page))
    answer.close()
