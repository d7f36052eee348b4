"""`responselevels export`: orders of files in the formats of other tools (docs/exports.md)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from responselevels.cli.decisions.deciding import now
from responselevels.cli.exports.writing import ExportRequest, write_export
from responselevels.cli.frame.inputs import read_inputs
from responselevels.cli.frame.locales import locale_of
from responselevels.exports.revisions import orders_in_book


def export(
    lang: str, *, rules: str, areas: str, orders: str, at: datetime | None, **asked: Any
) -> int:
    """Write the orders; return the exit status."""
    request, inputs = ExportRequest(**asked), read_inputs(rules, areas, orders)
    told = orders_in_book(inputs.book(), inputs.orders, request.source)
    return write_export(told, request, locale_of(lang, inputs.titles), at or now())
