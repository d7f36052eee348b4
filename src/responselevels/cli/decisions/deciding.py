"""Deciding proposals one after the other, for `check` and `explain`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from responselevels.cli.decisions.outcome import TOGETHER, Decided, decided_in_turn
from responselevels.cli.frame.inputs import Inputs, lines_in, proposals_in, read_inputs
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.progress import Progress
from responselevels.cli.frame.status import Status, status_of
from responselevels.cli.frame.workers import workers_for
from responselevels.core.orders.book import OrderBook
from responselevels.errors import InputError
from responselevels.files import names_in_proposal
from responselevels.models.decisions import Decision

if TYPE_CHECKING:
    from concurrent.futures import Executor

decided_apart = Deferred("decisions.batches", "decided_apart")


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
    workers: int | None = None
    cluster: str | None = None


class Printer(Protocol):
    """Prints what comes out, one proposal at a time."""

    @property
    def ready_made(self) -> str | None:
        """The language in which it takes lines of JSON; None where it needs the decisions."""
        ...

    def start(self, inputs: Inputs) -> None:
        """Learn the world that the decisions are made in."""
        ...

    def decision(self, decision: Decision) -> None:
        """Print a decision."""
        ...

    def line(self, text: str) -> None:
        """Print a decision that was made a line of JSON elsewhere."""
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
        inputs = read_inputs(request.rules, request.areas, request.orders, orders_as_book=True)
        book = inputs.book()
    except InputError as error:
        printer.error(error)
        return Status.INVALID_INPUT
    printer.start(inputs)
    with workers_for(request.lang, workers=request.workers, cluster=request.cluster) as executor:
        counts = _decide_each(request, book, printer, executor)
    printer.end(counts)
    return status_of(counts)


def _decide_each(
    request: DecisionRequest, book: OrderBook, printer: Printer, executor: Executor | None
) -> Counter[str]:
    at = request.at or now()
    counts: Counter[str] = Counter()
    total = lines_in(request.proposal)
    with closing(Progress(request.lang, total=total, always=request.progress)) as progress:
        if executor is None:
            # Of what may still be coming in, one at a time.
            together = 1 if total is None else TOGETHER
            found = _decided_here(request.proposal, book, at, together)
        else:
            lang = printer.ready_made
            found = decided_apart(executor, request.proposal, book, at=at, lang=lang)
        for one in found:
            progress.step()
            counts[one.verdict] += 1
            _print(one, printer)
    return counts


def _decided_here(
    paths: tuple[str, ...], book: OrderBook, at: datetime, together: int
) -> Iterator[Decided]:
    """Yield what comes of each proposal, decided in this process."""
    names = names_in_proposal(book.scheme, book.order_names)
    return decided_in_turn(proposals_in(paths, names), book, at, together=together)


def _print(one: Decided, printer: Printer) -> None:
    if one.error is not None:
        printer.error(one.error)
    elif one.line is not None:
        printer.line(one.line)
    elif one.decision is not None:
        printer.decision(one.decision)


def now() -> datetime:
    """Return the time: the only place of the package that asks for it."""
    return datetime.now(UTC)
