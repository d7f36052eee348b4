"""`check` of many proposals, spread over workers: read and printed here, parsed and decided there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime

from responselevels.cli.decisions.outcome import Decided, decided_in_turn
from responselevels.cli.frame.inputs import standard_input
from responselevels.core.orders.book import OrderBook, filled_book
from responselevels.core.orders.entries import Entry as BookEntry
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.files import Look, names_in_proposal
from responselevels.files.pieces import Piece, entries_in, pieces_of
from responselevels.parallel.spread import Shared, spread
from responselevels.parallel.workers import workers_of

LINES_A_CHUNK = 256
"""Proposals that are handed out together to a process of this machine: some 50 ms of work."""


@dataclass(frozen=True, slots=True)
class BatchWorld:
    """What every chunk of a batch is decided with.

    *lang* is the language of the JSON that is made of each decision there; None: none is.
    """

    book: OrderBook
    at: datetime
    lang: str | None
    names: Look


def decided_apart(
    executor: Executor,
    paths: Iterable[str],
    book: OrderBook,
    *,
    at: datetime,
    lang: str | None,
) -> Iterator[Decided]:
    """Yield what comes of each proposal in the files at *paths*, in their order.

    *book* has the orders so far; *lang* is as for `BatchWorld`.

    Raises:
        WorkersUnusable: see `responselevels.parallel.spread.spread`.
    """
    shared = Shared.of(opened_world, book.scheme, list(book), at, lang)
    chunks = _chunks(paths, LINES_A_CHUNK * workers_of(executor).grain)
    for found in spread(executor, decide_chunk, shared, chunks):
        yield from found


def _chunks(paths: Iterable[str], most: int) -> Iterator[list[Piece]]:
    """Yield the pieces of all files in their order, together as many as have *most* proposals, about."""
    chunk: list[Piece] = []
    for path in paths:
        for piece in _pieces(path, most):
            chunk.append(piece)
            if sum(each.size for each in chunk) >= most:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _pieces(path: str, most: int) -> Iterator[Piece]:
    if path != "-":
        return pieces_of(path, None, most)
    try:
        return pieces_of(path, standard_input(), most)
    except InputError as error:
        return iter([Piece(path, error=error)])


# -- at the worker --------------------------------------------------------------------


def opened_world(
    scheme: Scheme, entries: list[BookEntry], at: datetime, lang: str | None
) -> BatchWorld:
    """Return what was sent, with the orders indexed."""
    book = filled_book(scheme, entries)
    names = names_in_proposal(scheme, book.order_names)
    return BatchWorld(book, at, lang, names)


def decide_chunk(world: BatchWorld, pieces: list[Piece]) -> list[Decided]:
    """Return what comes of each proposal in *pieces*."""
    entries = (entry for piece in pieces for entry in entries_in(piece, world.names))
    return [*decided_in_turn(entries, world.book, world.at, world.lang)]
