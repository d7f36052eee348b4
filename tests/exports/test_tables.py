"""Tables: CSV read by the standard library, Parquet by DuckDB, which has a reader of its own."""

from __future__ import annotations

import csv
import io
import os
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from responselevels.errors import MissingExtra
from responselevels.exports.tables import (
    AreaLevel,
    csv_of,
    levels_table,
    orders_table,
    parquet_of,
)
from tests.exports import made
from tests.exports.made import EVIL, NOON, locale, orders

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "|cmd", "%0A", '"=1+1"')
LEVELS = (
    AreaLevel(area="port", level="alert", orders=("O-1", "O 2")),
    AreaLevel(area=EVIL, level=None, orders=(), track="police"),
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def duckdb() -> Any:
    """Return the reader of Parquet; skip where it, or the writer, is not installed, but fail under CI."""
    try:
        import_module("pyarrow")
        return import_module("duckdb")
    except ModuleNotFoundError as error:
        (pytest.fail if "CI" in os.environ else pytest.skip)(f"no {error.name} on this machine")


def test_each_order_is_a_row_with_the_times_in_utc() -> None:
    found = {row["order"]: row for row in rows(csv_of(orders_table(orders())))}
    assert list(found)[:3] == ["O-1", "O-2", "O-3"]
    assert found["O-2"]["start"] == "2026-03-02T00:00:00Z"
    assert found["O-2"]["end"] == "2026-03-09T00:00:00Z"
    assert found["O-2"]["until"] == "2026-03-06T00:00:00Z"
    assert (found["O-5"]["drill"], found["O-6"]["end"], found["O-2"]["revision"]) == (
        "true",
        "",
        "2",
    )


def test_each_area_is_a_row_with_its_level() -> None:
    first, second = rows(csv_of(levels_table(LEVELS, locale().titles, "zh", at=NOON)))
    assert first == {
        "at": "2026-03-01T04:00:00Z",
        "area": "port",
        "title": "港区",
        "level": "alert",
        "level_title": "戒备",
        "track": "",
        "orders": "O-1 O%202",
    }
    assert (second["level"], second["track"]) == ("", "police")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(formula: str) -> None:
    told = made.PLAIN.model_copy(update={"id": formula, "reason": formula})
    (row,) = rows(csv_of(orders_table(orders(told))))
    assert (row["order"], row["reason"]) == (f"'{formula}", f"'{formula}")


def test_what_is_written_in_a_name_stays_in_its_cell() -> None:
    text = csv_of(orders_table(orders(made.HOSTILE)))
    (row,) = rows(text)
    assert row["order"] == EVIL
    assert row["reason"].startswith("a\\u000d\\u000aDTEND")
    assert text.count("\r\n") == 2
    assert not {char for char in text if ord(char) < 32} - {"\r", "\n"}


def test_parquet_has_the_types_and_the_same_rows(tmp_path: Path) -> None:
    reader = duckdb()
    path = tmp_path / "orders.parquet"
    path.write_bytes(parquet_of(orders_table(orders())))
    with reader.connect() as database:
        table = database.read_parquet(str(path))
        types = dict(zip(table.columns, map(str, table.types), strict=True))
        assert (types["order"], types["drill"]) == ("VARCHAR", "BOOLEAN")
        assert types["start"] == "TIMESTAMP WITH TIME ZONE"
        found = table.project('"order", drill, epoch_us(start), epoch_us("end"), reason').fetchall()
    assert [row[0] for row in found] == [order.id for order in made.ALL]
    assert [row[1] for row in found] == [order.drill for order in made.ALL]
    start = datetime(2026, 3, 2, tzinfo=UTC).timestamp() * 1_000_000
    assert found[0][2] == start
    assert found[5][3] is None
    # Here nothing takes a text for a formula or an end of a line: it stays as it is.
    assert found[6][4] == made.UNSEEN


def test_without_pyarrow_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra) as error:
        parquet_of(orders_table(orders()))
    assert str(error.value) == (
        "`pyarrow` is not installed; run: pip install 'responselevels[arrow]'"
    )
