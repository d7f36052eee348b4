"""`responselevels due`: what is due, in order of time (docs/command-line.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from responselevels.cli.decisions.deciding import now
from responselevels.cli.decisions.outcome import decided_as_read
from responselevels.cli.frame.inputs import Inputs, proposals_in, read_inputs
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.status import Status
from responselevels.core.deciding.case import AnyProposal
from responselevels.core.due.due import due as due_at
from responselevels.core.due.known import beside_orders
from responselevels.core.due.rows import Due
from responselevels.core.timeline import end_within
from responselevels.errors import InputError, Problem
from responselevels.files import load_deeds, names_in_proposal
from responselevels.machine.zones import zone_of
from responselevels.reports.due import due_document, due_rows
from responselevels.reports.frame.paint import show
from responselevels.reports.programs.json import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRequest:
    """The arguments of `due`: rules, areas, orders, what was done and is proposed, and the time asked about."""

    rules: str
    areas: str
    orders: str | None
    deeds: str | None
    at: datetime | None
    within: timedelta
    drill: bool
    track: str | None
    proposal: tuple[str, ...]


def due(lang: str, *, as_json: bool, **asked: Any) -> int:
    """Print what is due at an instant, and within a time after it; return the exit status."""
    request = DueRequest(**asked)
    inputs = read_inputs(request.rules, request.areas, request.orders)
    at, within = request.at or now(), request.within
    zone = None if inputs.rules.zone is None else zone_of(inputs.rules.zone)
    rows = _rows(inputs, request, at, zone)
    locale = locale_of(lang, inputs.titles).within(zone or at)
    if as_json:
        document = due_document(rows, locale, at=at, within=within, zone=zone)
        sys.stdout.write(one_line(document) + "\n")
    else:
        show(due_rows(rows, locale, at=at, until=end_within(at, within), zone=zone), sys.stdout)
    return Status.PERMITTED


def _rows(
    inputs: Inputs, request: DueRequest, at: datetime, zone: tzinfo | None
) -> tuple[Due, ...]:
    book = inputs.book()
    beside = beside_orders(
        book,
        inputs.orders,
        zone=zone,
        deeds=() if request.deeds is None else load_deeds(request.deeds, book),
        proposals=_proposals(inputs, request.proposal, at),
    )
    return due_at(
        book, beside, at=at, within=request.within, drill=request.drill, track=request.track
    )


def _proposals(inputs: Inputs, paths: Iterable[str], at: datetime) -> list[AnyProposal]:
    """Return the proposals of the files.

    Raises:
        InputError: everything that is wrong with any of them, unknown names too, in one go.
    """
    book, problems = inputs.book(), list[Problem]()
    found: list[AnyProposal] = []
    names = names_in_proposal(inputs.scheme, book.order_names)
    for entry in proposals_in(paths, names):
        # What it would come to is not asked, but that it can be decided is.
        error = decided_as_read(entry, book, at).error
        if error is not None:
            problems += error.problems
        elif entry.proposal is not None:
            found.append(entry.proposal)
    if problems:
        raise InputError(problems)
    return found
