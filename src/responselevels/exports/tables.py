"""Orders and levels as tables: the same columns, whatever they are written as.

A cell is text, an instant, or nothing; ids and titles are as they are, for what reads a table takes
them for data. Only CSV, which people open in spreadsheets, guards them (`responselevels.text.escaping`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from responselevels.exports.needing import needing
from responselevels.exports.revisions import Orders, Revision
from responselevels.models.times import instant_written
from responselevels.text.catalogue import Named, Titles
from responselevels.text.escaping import in_csv

Cell = str | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with their kinds (``text``, ``flag`` or ``instant``), and rows."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLevel:
    """The level of an area at an instant, None where it is not known, and the orders that set it."""

    area: str
    level: str | None
    orders: tuple[str, ...]
    track: str | None = None


_ORDERS = (
    ("order", "text"),
    ("revision", "text"),
    ("area", "text"),
    ("level", "text"),
    ("scope", "text"),
    ("start", "instant"),
    ("end", "instant"),
    ("until", "instant"),
    ("issued_at", "instant"),
    ("issuer", "text"),
    ("transition", "text"),
    ("track", "text"),
    ("drill", "flag"),
    ("provisional_until", "instant"),
    ("reason", "text"),
)
_LEVELS = (
    ("at", "instant"),
    ("area", "text"),
    ("title", "text"),
    ("level", "text"),
    ("level_title", "text"),
    ("track", "text"),
    ("orders", "text"),
)


def orders_table(orders: Orders) -> Table:
    """Return each order as it stands, in order of issue."""
    return Table(_ORDERS, tuple(_order_row(revision) for revision in orders.last))


def _order_row(revision: Revision) -> tuple[Cell, ...]:
    order = revision.order
    return (
        order.id,
        str(revision.number),
        order.area,
        order.level,
        _joined(order.scope),
        order.period.start,
        order.period.end,
        revision.until,
        order.issued_at,
        order.issuer,
        order.transition,
        order.track,
        order.drill,
        order.provisional_until,
        order.reason,
    )


def levels_table(levels: Iterable[AreaLevel], titles: Titles, lang: str, *, at: datetime) -> Table:
    """Return the level of each area at the instant *at*, with titles in the language *lang*."""
    return Table(_LEVELS, tuple(_level_rows(levels, titles, lang, at)))


def _level_rows(
    levels: Iterable[AreaLevel], titles: Titles, lang: str, at: datetime
) -> Iterator[tuple[Cell, ...]]:
    for one in levels:
        title = None if one.level is None else titles(Named("level", one.level), lang)
        area = titles(Named("area", one.area), lang)
        yield at, one.area, area, one.level, title, one.track, _joined(one.orders)


def _joined(names: Sequence[str]) -> str:
    """Return several ids in one cell: a blank between them, a blank within one as ``%20``."""
    return " ".join(name.replace("%", "%25").replace(" ", "%20") for name in names)


def csv_of(table: Table) -> str:
    """Return *table* as CSV (RFC 4180), in UTF-8 and without formulas; times are in UTC."""
    head = [name for name, _kind in table.columns]
    return in_csv([head, *([_text(cell) for cell in row] for row in table.rows)])


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return instant_written(cell)
    return str(cell).lower() if isinstance(cell, bool) else cell


def parquet_of(table: Table) -> bytes:
    """Return *table* as a Parquet file, by pyarrow: text, flags, and instants in UTC to the microsecond.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    with needing("arrow"):
        import pyarrow as pa
        from pyarrow import parquet
    kinds = {
        "text": pa.string(),
        "flag": pa.bool_(),
        "instant": pa.timestamp("us", tz="UTC"),
    }
    arrays = [
        pa.array([_exact(row[place]) for row in table.rows], type=kinds[kind])
        for place, (_name, kind) in enumerate(table.columns)
    ]
    names = [name for name, _kind in table.columns]
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, names=names), sink)
    body: bytes = sink.getvalue().to_pybytes()
    return body


def _exact(cell: Cell) -> Cell:
    return cell.astimezone(UTC) if isinstance(cell, datetime) else cell
