"""`responselevels export`: orders and levels of files in the formats of other tools (docs/exports.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from responselevels.cli.decisions.deciding import now
from responselevels.cli.exports.writing import Exported, ExportRequest, write_export
from responselevels.cli.frame.inputs import read_inputs
from responselevels.cli.frame.locales import locale_of
from responselevels.core.orders.holdings import level_at
from responselevels.exports.revisions import orders_in_book
from responselevels.exports.tables import AreaLevel


def export(
    lang: str, *, rules: str, areas: str, orders: str, at: datetime | None, **asked: Any
) -> int:
    """Write them; return the exit status."""
    request, inputs, moment = ExportRequest(**asked), read_inputs(rules, areas, orders), at or now()
    book = inputs.book()

    def levels() -> Iterator[AreaLevel]:
        for track in (*book.scheme.tracks,) or (None,):
            for area in book.scheme.tree.ids:
                held = level_at(book, area, moment, track=track)
                yield AreaLevel(area=area, level=held.level, orders=held.orders, track=track)

    told = Exported(orders=orders_in_book(book, inputs.orders, request.source), levels=levels)
    return write_export(told, request, locale_of(lang, inputs.titles), moment)
