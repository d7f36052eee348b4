"""Silence is no answer: what holds nothing is refused, and what is meant to be empty says so."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from responselevels.files import load_areas, load_orders, load_proposals, load_rules, read_proposals
from responselevels.files.cases import load_cases
from tests.files.making import said

NOTHING = "nothing is written here; `responselevels schema` shows what belongs in it"
NO_PROPOSALS = "no proposal is written here; write at least one"
NO_ORDERS = (
    "no order is written here; for none, write `orders: []` in a YAML file, "
    "or name no file of orders"
)

SILENT = {
    "no bytes": b"",
    "blanks": b" \n\n  \n",
    "a byte order mark": b"\xef\xbb\xbf",
    "a mark and blanks": b"\xef\xbb\xbf\r\n \r\n",
}
LOADERS: dict[str, Callable[[Path], object]] = {
    "rules": load_rules,
    "areas": load_areas,
    "orders": load_orders,
    "cases": load_cases,
}


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", SILENT.values(), ids=list(SILENT))
@pytest.mark.parametrize("ending", ["yaml", "json"])
@pytest.mark.parametrize("kind", LOADERS)
def test_a_file_that_holds_nothing_is_refused(
    tmp_path: Path, kind: str, ending: str, content: bytes
) -> None:
    path = file(tmp_path, f"{kind}.{ending}", content)
    assert said(lambda: LOADERS[kind](path)) == [f"{path}: {NOTHING}"]


@pytest.mark.parametrize("content", [b"# nothing yet\n", b"---\n# later\n", b"null", b"~"])
def test_a_comment_says_nothing_either(tmp_path: Path, content: bytes) -> None:
    path = file(tmp_path, "orders.yaml", content)
    assert said(lambda: load_orders(path)) == [f"{path}: {NOTHING}"]


@pytest.mark.parametrize("content", SILENT.values(), ids=list(SILENT))
@pytest.mark.parametrize("ending", ["jsonl", "ndjson"])
def test_lines_that_hold_nothing_are_refused(tmp_path: Path, ending: str, content: bytes) -> None:
    path = file(tmp_path, f"none.{ending}", content)
    assert said(lambda: load_orders(path)) == [f"{path}: {NO_ORDERS}"]
    (entry,) = load_proposals(path)
    assert str(entry.error) == f"{path}: {NO_PROPOSALS}"


@pytest.mark.parametrize("content", SILENT.values(), ids=list(SILENT))
def test_a_table_that_holds_nothing_is_refused(tmp_path: Path, content: bytes) -> None:
    path = file(tmp_path, "areas.csv", content)
    (line,) = said(lambda: load_areas(path))
    assert line == (
        f"{path}:1: the table is empty; "
        "begin it with a header of the columns `id`, `tier`, `parent` and `title`"
    )


@pytest.mark.parametrize("content", SILENT.values(), ids=list(SILENT))
def test_a_stream_that_holds_nothing_is_refused(content: bytes) -> None:
    assert said(lambda: list(read_proposals(BytesIO(content)))) == [f"-: {NOTHING}"]


def test_a_list_of_no_proposals_is_refused(tmp_path: Path) -> None:
    (entry,) = load_proposals(file(tmp_path, "none.yaml", b"[]\n"))
    assert str(entry.error) == f"{tmp_path / 'none.yaml'}: {NO_PROPOSALS}"


def test_a_list_of_no_orders_says_what_it_means(tmp_path: Path) -> None:
    assert load_orders(file(tmp_path, "none.yaml", b"orders: []\n")).orders == ()


def test_a_mark_before_the_first_line_is_no_part_of_it(tmp_path: Path) -> None:
    path = file(tmp_path, "one.jsonl", b'\xef\xbb\xbf{"id": 1}\n')
    (entry,) = load_proposals(path)
    assert f"{path}:1:8: id: `1` is not text" in str(entry.error)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ('north, "city"', 2),
        ('nor"th",city', 2),
        ('"north"x"",city', 2),
        ('"a",city\nb",city', 3),
    ],
)
def test_a_quote_within_a_cell_is_refused(tmp_path: Path, row: str, line: int) -> None:
    path = file(tmp_path, "areas.csv", f"id,tier\n{row}\n".encode())
    (told,) = said(lambda: load_areas(path))
    assert told == (
        f"{path}:{line}: a quote stands within a cell; "
        "put the whole cell into quotes, and write each quote in it twice"
    )


def test_quotes_that_are_doubled_in_a_quoted_cell_are_read(tmp_path: Path) -> None:
    text = 'id,tier,title\n"north","city","the ""old"" town,\nand more"\n'
    (area,) = load_areas(file(tmp_path, "areas.csv", text.encode())).areas
    assert area.title is not None
    assert area.title.in_("en") == 'the "old" town,\nand more'
