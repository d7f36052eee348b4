"""Order books from files: orders read straight into the book (docs/formats.md, Orders).

    line → plain data → Entry → OrderBook        and, where there is any doubt:
    line → plain data → Order → Entry

What `StraightReader` does not take goes to the model, as every order does that is read by
`load_orders`. Where that finds something wrong, the whole file is read once more by the strict
reader, which alone says what is wrong, and where. Both ways give the same book
(tests/files/test_books.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from responselevels.core.collector import collector_paused
from responselevels.core.orders.book import OrderBook, book_of, filled_book
from responselevels.core.orders.entries import Entry, entry_of
from responselevels.core.world.resolver import NameResolver
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, expect
from responselevels.files.checking.days import with_instants
from responselevels.files.checking.naming import names_in_orders
from responselevels.files.checking.new_ids import slips_in_ids
from responselevels.files.checking.parsing import parse
from responselevels.files.checking.straight import StraightReader
from responselevels.files.streams import LINES, numbered_lines, read_orders
from responselevels.files.syntax.disk import SMALL, Source, name_of, open_bytes, path_of
from responselevels.files.syntax.documents import Document, placed
from responselevels.files.syntax.json_text import compose_json, quick_json
from responselevels.models.orders import Order, Orders


class _Doubt(Exception):  # noqa: N818 - it ends the quick way, nothing else
    """Something may be wrong: the strict reader has to say what."""


def load_book(path: Source, scheme: Scheme) -> OrderBook:
    """Return the book of the orders in a file, YAML, JSON or JSON Lines, named by its path or open.

    It is ``book_of(scheme, load_orders(path, zone))``, with the zone of the rules, in a fraction
    of its time and memory.

    Raises:
        InputError: everything that is wrong with them, unknown names too, in one go.
        WrongKind: *path* can be no file, or *scheme* is none.
    """
    expect("scheme", scheme, Scheme)
    with collector_paused():
        return _book_at(path, scheme)


def _book_at(path: Source, scheme: Scheme) -> OrderBook:
    if _is_list_of_lines(path):
        try:
            entries = _entries(scheme, _orders_in(path))
        except _Doubt:
            entries = []
        if entries:  # a file without orders is refused
            return filled_book(scheme, entries)
    return book_in(read_orders(path), scheme)


def book_in(listing: Document, scheme: Scheme) -> OrderBook:
    """Return the book of the orders of *listing*.

    Raises:
        InputError: everything that is wrong with them, in one go; each with its place.
    """
    listing = with_instants(listing, scheme.rules.zone)
    data = listing.data
    if not listing.flaws and isinstance(data, dict) and data.keys() == {"orders"}:
        try:
            return filled_book(scheme, _entries(scheme, data["orders"]))
        except _Doubt:
            pass
    orders = parse(listing, Orders, names=names_in_orders(scheme))
    try:
        return book_of(scheme, orders)
    except InputError as error:
        raise placed(error, listing) from None


def _is_list_of_lines(path: Source) -> bool:
    """Say whether *path* is a file in JSON Lines that can be read twice, if need be."""
    name = path_of(path)
    if name is None or FilePath(name_of(path)).suffix.lower() not in LINES:
        return False
    return FilePath(name).is_file()


def _orders_in(path: Source) -> Iterator[Any]:
    """Yield the plain data of each order in a file of JSON Lines."""
    try:
        with open_bytes(path) as file:
            for _number, content in numbered_lines(file, name_of(path)):
                if content.strip():
                    yield _order_in(content)
    except InputError:
        raise _Doubt from None


def _order_in(line: bytes) -> Any:
    if len(line) > SMALL:
        raise _Doubt
    try:
        return quick_json(line.decode())
    except ValueError:
        pass
    try:
        content = compose_json(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _Doubt from None
    if content.flaws or not content.complete:
        raise _Doubt
    return content.data


def _entries(scheme: Scheme, orders: Any) -> list[Entry]:
    """Return *orders*, plain data in order of issue, as entries.

    Raises:
        _Doubt: there are none, or one of them may not be able to stand in a list.
    """
    if not isinstance(orders, Iterable):
        raise _Doubt
    resolver = NameResolver(scheme)
    straight = StraightReader(resolver)
    entries: list[Entry] = []
    seen: set[str] = set()
    before = None
    for number, data in enumerate(orders):
        entry = straight.entry(data, number)
        if entry is None:
            entry = _by_model(resolver, data, number)
            straight.learn(data)
        if entry.id in seen or (before is not None and entry.issued < before):
            raise _Doubt
        before = entry.issued
        seen.add(entry.id)
        entries.append(entry)
    return entries


_ORDER = TypeAdapter(Order)


def _by_model(resolver: NameResolver, data: Any, number: int) -> Entry:
    """Return an order in which something is odd as the strict reader takes it."""
    try:
        order = _ORDER.validate_python(data, by_alias=True, by_name=False)
    except ValidationError:
        raise _Doubt from None
    entry = entry_of(resolver, order, number, path=())
    if resolver.problems or slips_in_ids(data):
        raise _Doubt
    return entry
