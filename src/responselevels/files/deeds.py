"""Deeds from files: what was done, for `responselevels due` (docs/formats.md, Deeds)."""

from __future__ import annotations

from responselevels.core.due.deeds import problems_in_deeds
from responselevels.core.orders.book import OrderBook
from responselevels.errors import Problem, expect
from responselevels.files.checking.parsing import parse, refusing
from responselevels.files.syntax.disk import Source
from responselevels.files.syntax.documents import read_document
from responselevels.models.parts.deeds import Deed, Deeds


def load_deeds(path: Source, book: OrderBook) -> tuple[Deed, ...]:
    """Return the deeds in a file, YAML or JSON, held to the rules, areas and orders of *book*.

    Raises:
        InputError: everything that is wrong with them, unknown names too, in one go.
        WrongKind: *path* can be no file, or *book* is none.
    """
    expect("book", book, OrderBook)

    def problems(listed: Deeds) -> list[Problem]:
        return [*problems_in_deeds(book, listed.deeds)]

    return parse(read_document(path), Deeds, check=refusing(problems)).deeds
