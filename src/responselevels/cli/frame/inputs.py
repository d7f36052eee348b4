"""The input files of a command: rules, areas and orders, read and compiled."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.world.checked import CheckedRules, CheckedWorld
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Place, Problem
from responselevels.files import (
    Entry,
    Look,
    load_areas,
    load_book,
    load_proposals,
    load_world,
    names_in_orders,
    parse,
    parse_rules,
    placed,
    read_orders,
    read_proposals,
    read_rules,
    with_instants,
)
from responselevels.files.streams import LINES
from responselevels.files.syntax.documents import Document
from responselevels.machine.levels import scheme_of
from responselevels.models.areas import Areas
from responselevels.models.orders import Order, Orders
from responselevels.models.rules import Rules
from responselevels.reports.frame.titles import titles_of
from responselevels.text.catalogue import Titles

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Rules and areas compiled, and the orders so far: as they were read, or in the book already."""

    rules: Rules
    areas: Areas
    orders: tuple[Order, ...]
    scheme: Scheme
    titles: Titles
    listing: Document | None
    filled: OrderBook | None = None

    def book(self) -> OrderBook:
        """Return the order book.

        Raises:
            InputError: the orders cannot stand in a list; placed in their file.
        """
        if self.filled is not None:
            return self.filled
        return self.located(lambda: book_of(self.scheme, self.orders))

    def located(self, call: Callable[[], T]) -> T:
        """Return what *call* returns; problems with the orders are placed in their file."""
        try:
            return call()
        except InputError as error:
            if self.listing is None:
                raise
            raise placed(error, self.listing) from None


def read_inputs(
    rules: str, areas: str, orders: str | None, *, orders_as_book: bool = False
) -> Inputs:
    """Read the files and return the world they describe.

    With *orders_as_book* the orders are in its book alone, for commands that need no more of them.

    Raises:
        InputError: everything that is wrong with any of the files, in one go.
    """
    collector = _ProblemCollector()
    known = collector.attempt(lambda: parse_rules(read_rules(rules)))
    inputs = collector.attempt(lambda: _areas_in(areas, known))
    scheme = None if inputs is None else scheme_of(inputs)
    listing, listed, filled = None, None, None
    if orders is not None and scheme is not None and orders_as_book:
        filled = collector.attempt(lambda: load_book(orders, scheme))
    elif orders is not None:
        listing = collector.attempt(lambda: read_orders(orders))
    if listing is not None:
        names = None if scheme is None else names_in_orders(scheme)
        # Of rules that cannot be read nothing is known, not even that they have no zone.
        listing = with_instants(listing, "UTC" if known is None else known.rules.zone)
        listed = collector.attempt(lambda: parse(listing, Orders, names=names))
    if collector.problems or inputs is None or scheme is None:
        raise InputError(collector.problems)
    return Inputs(
        rules=inputs.rules,
        areas=inputs.areas,
        orders=() if listed is None else listed.orders,
        scheme=scheme,
        titles=titles_of(inputs.rules, inputs.areas),
        listing=listing,
        filled=filled,
    )


def _areas_in(path: str, rules: CheckedRules | None) -> CheckedWorld | None:
    """Return the areas, checked with the rules; without rules, whatever is wrong with the trees."""
    if rules is None:
        load_areas(path)
        return None
    return load_world(path, rules)


class _ProblemCollector:
    """Collector of the problems of several files, so that all are reported at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def attempt(self, call: Callable[[], T]) -> T | None:
        """Return what *call* returns, or None where its problems are kept."""
        try:
            return call()
        except InputError as error:
            self.problems += error.problems
            return None


def proposals_in(paths: Iterable[str], names: Look | None = None) -> Iterator[Entry]:
    """Yield each proposal of the files, or why it cannot be read; ``-`` is standard input.

    *names* looks up the names of one whose shape is wrong.
    """
    for path in paths:
        try:
            if path == "-":
                yield from read_proposals(standard_input(), names=names)
            else:
                yield from load_proposals(path, names)
        except InputError as error:
            yield Entry(Place(path), error=error)


def standard_input() -> IO[bytes]:
    """Return standard input.

    Raises:
        InputError: it was closed before the program began.
    """
    if sys.stdin is None:
        raise InputError([Problem(Place("-"), "file.no_input")])
    return sys.stdin.buffer


def lines_in(paths: Iterable[str]) -> int | None:
    """Return how many proposals batches hold, about; None where that is not known beforehand."""
    total = 0
    for path in paths:
        if Path(path).suffix.lower() not in LINES or not Path(path).is_file():
            return None
        try:
            with Path(path).open("rb") as file:
                total += sum(1 for line in file if line.strip())
        except OSError:
            return None
    return total
