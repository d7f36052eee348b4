"""Deciding proposals one after the other, for `check` and `explain`."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from responselevels.cli.frame.inputs import Inputs, lines_in, proposals_in, read_inputs
from responselevels.cli.frame.progress import Progress
from responselevels.cli.frame.status import Status, status_of
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.files import Entry, names_in_proposal
from responselevels.models.decisions import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRequest:
    """The arguments of `check` and `explain`: proposals, rules, areas, earlier orders, and the instant."""

    lang: str
    rules: str
    areas: str
    orders: str | None
    at: datetime | None
    progress: bool
    proposal: tuple[str, ...]


class Printer(Protocol):
    """Prints what comes out, one proposal at a time."""

    def start(self, inputs: Inputs) -> None:
        """Learn the world that the decisions are made in."""
        ...

    def decision(self, decision: Decision) -> None:
        """Print a decision."""
        ...

    def error(self, error: InputError) -> None:
        """Print what could not be read."""
        ...

    def end(self, counts: Counter[str]) -> None:
        """Print what is to be said of all together."""
        ...


def decide_all(request: DecisionRequest, printer: Printer) -> Status:
    """Decide each proposal against the same orders and print it; return the exit status.

    A proposal that cannot be read is printed as its error; the others are
    decided all the same (docs/command-line.md).
    """
    try:
        inputs = read_inputs(request.rules, request.areas, request.orders)
        book = inputs.book()
    except InputError as error:
        printer.error(error)
        return Status.INVALID_INPUT
    printer.start(inputs)
    counts = _decide_each(request, inputs.scheme, book, printer)
    printer.end(counts)
    return status_of(counts)


def _decide_each(
    request: DecisionRequest, scheme: Scheme, book: OrderBook, printer: Printer
) -> Counter[str]:
    at = request.at or now()
    counts: Counter[str] = Counter()
    total = lines_in(request.proposal)
    with closing(Progress(request.lang, total=total, always=request.progress)) as progress:
        names = names_in_proposal(scheme, book.order_names)
        for entry in proposals_in(request.proposal, names):
            progress.step()
            try:
                decision = _decision(entry, scheme, book, at)
            except InputError as error:
                counts["unread"] += 1
                printer.error(error)
            else:
                counts[decision.verdict.value] += 1
                printer.decision(decision)
    return counts


def _decision(entry: Entry, scheme: Scheme, book: OrderBook, at: datetime) -> Decision:
    """Decide what stands in one place of a file; an error of it is placed there."""
    if entry.error is not None:
        raise entry.error
    if entry.proposal is None:
        raise LookupError("an entry has a proposal or an error")
    try:
        return decide(scheme, book, entry.proposal, at)
    except InputError as error:
        raise entry.placed(error) from None


def now() -> datetime:
    """Return the time: the only place of the package that asks for it."""
    return datetime.now(UTC)
