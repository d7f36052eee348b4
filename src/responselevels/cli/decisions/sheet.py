"""`responselevels sheet`: a decision as a page to print and to sign (docs/command-line.md)."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from responselevels.cli.decisions.deciding import now
from responselevels.cli.decisions.outcome import decided_as_read
from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.inputs import proposals_in, read_inputs
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import status_of
from responselevels.cli.frame.writing import write_file
from responselevels.core.deciding.case import AnyProposal
from responselevels.core.digests import proposal_digest
from responselevels.core.groups import groups_named
from responselevels.core.orders.book import OrderBook
from responselevels.exports.pdf import pdf_of
from responselevels.files import names_in_proposal
from responselevels.reports.pages.sheet.sheet import SheetRequest, scope_of, sheet_page
from responselevels.text.catalogue import worded


def sheet(
    lang: str,
    *,
    rules: str,
    areas: str,
    orders: str | None,
    at: datetime | None,
    out: str,
    form: str | None,
    proposal: str,
) -> int:
    """Decide a proposal and write its sheet as HTML or PDF; return the exit status, as `check` does.

    Raises:
        CommandError: the file has several proposals, or none.
        InputError: it cannot be read, or names what is not there.
        MissingExtra: a PDF is asked for, and what makes one is not installed.
    """
    inputs = read_inputs(rules, areas, orders, orders_as_book=True)
    book = inputs.book()
    read = [*proposals_in((proposal,), names_in_proposal(inputs.scheme, book.order_names))]
    if len(read) != 1:
        raise CommandError(says("error.one_proposal", lang, path=proposal, count=len(read)))
    found = decided_as_read(read[0], book, at or now())
    if found.error is not None:
        raise found.error
    asked, decision = read[0].proposal, found.decision
    if asked is None or decision is None:
        raise LookupError("what was decided was proposed")
    made = SheetRequest(
        proposal=asked,
        decision=decision,
        digest=_digest(asked, book),
        scheme=inputs.scheme,
        locale=locale_of(lang, inputs.titles),
    )
    return written(made, out, form)


def written(made: SheetRequest, out: str, form: str | None) -> int:
    """Write a sheet to the file *out*: as *form* says, else as its name ends; return the exit status.

    Raises:
        CommandError: it cannot be written.
        MissingExtra: as `sheet`.
    """
    lang, as_pdf = made.locale.lang, form == "pdf"
    if form is None:
        as_pdf = Path(out).suffix.lower() == ".pdf"
    page = sheet_page(made, paper=as_pdf)
    document = pdf_of(page) if as_pdf else page
    write_file(out, document, lang)
    facts = {"path": out, "proposal": made.proposal.id, "size": len(document)}
    sys.stdout.write(worded("sheet.written", facts, lang) + "\n")
    return status_of({made.decision.verdict.value: 1})


def _digest(proposal: AnyProposal, book: OrderBook) -> str:
    """Return the digest that approvals bind to; of an order, the book says whether it is a drill."""
    order = None if proposal.action == "issue" else book.find(proposal.order)
    groups = groups_named(scope_of(proposal), book.scheme.groups)
    return proposal_digest(proposal, drill=None if order is None else order.drill, groups=groups)
