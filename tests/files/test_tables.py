"""Areas from CSV: any order of columns, every problem with its line."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from responselevels.errors import InputError, Place
from responselevels.files import load_areas, parse_areas
from responselevels.files.tables import read_table
from responselevels.models.areas import Area, Areas
from responselevels.models.texts import Text
from tests.files.making import PORT, rules, said

TABLE = "id,tier,parent,title\nport,harbour,,Port\nnorth,quay,port,北岸\n"


def table(text: str) -> Areas:
    return parse_areas(read_table(text, "a.csv"), rules(PORT))


def test_a_table_is_what_the_yaml_would_be() -> None:
    assert table(TABLE).areas == (
        Area(id="port", tier="harbour", title=Text.of("Port")),
        Area(id="north", tier="quay", parent="port", title=Text.of("北岸")),
    )


@pytest.mark.parametrize(
    "text",
    [
        "title,parent,tier,id\nPort,,harbour,port\n北岸,port,quay,north\n",
        '"id","tier","parent","title"\r\n"port","harbour","","Port"\r\n\r\nnorth,quay,port,北岸',
        "id,tier,parent,title\nport,harbour,,Port\n,,,\nnorth,quay,port,北岸\n",
    ],
)
def test_order_quotes_line_ends_and_blank_rows_do_not_matter(text: str) -> None:
    assert table(text) == table(TABLE)


def test_parent_and_title_may_be_left_out() -> None:
    assert table("tier,id\nharbour,port\n").areas == (Area(id="port", tier="harbour"),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "",
            [
                (
                    "a.csv:1: the table is empty; begin it with a header of the columns "
                    "`id`, `tier`, `parent` and `title`"
                )
            ],
        ),
        (
            "id;tier\nport;harbour\n",
            ["a.csv:1: the columns are not separated by commas; save the table as CSV with commas"],
        ),
        (
            "id,teir,id,colour\n",
            [
                (
                    "a.csv:1: unknown column `teir`; known: `id`, `tier`, `parent` and `title`; "
                    "did you mean `tier`?"
                ),
                "a.csv:1: the column `id` is there twice; keep one of the two",
                "a.csv:1: unknown column `colour`; known: `id`, `tier`, `parent` and `title`",
                "a.csv:1: the column `tier` is missing; add it",
            ],
        ),
        (
            TABLE + "south,quay\neast,quay,port,East, west\nx,quay,port," + "x" * 10_001,
            [
                (
                    "a.csv:4: this row has 2 cells, and the header 4; "
                    "quote a cell that contains a comma"
                ),
                (
                    "a.csv:5: this row has 5 cells, and the header 4; "
                    "quote a cell that contains a comma"
                ),
                "a.csv:6: a text is longer than 10000 characters; shorten it",
            ],
        ),
        (TABLE + 'south,"quay', ["a.csv:4: from here on this is not CSV; check the quotes"]),
        (
            TABLE + 'a,quay,port,"two\nlines"\nb,key,port,\n,quay,prot,\n',
            [
                "a.csv:6: areas[3].tier: unknown tier `key`; known: `harbour` and `quay`",
                "a.csv:7: areas[4].id: an id may not be empty; write one",
            ],
        ),
        (
            TABLE + "north,quay,prot,\n",
            [
                "a.csv:4: areas[2].id: the id `north` is used already, at line 3; choose another",
                (
                    "a.csv:4: areas[2].parent: unknown area `prot`; known: `port` and `north`; "
                    "did you mean `port`?"
                ),
            ],
        ),
    ],
)
def test_every_problem_of_a_table_has_its_line(text: str, lines: list[str]) -> None:
    assert said(lambda: table(text)) == lines


def test_a_table_is_known_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "areas.CSV"
    path.write_text("\ufeff" + TABLE, encoding="utf-8")
    assert load_areas(path, rules(PORT)) == table(TABLE)
    path.write_bytes(TABLE.encode("gbk"))
    assert said(lambda: load_areas(path)) == [
        f"{path}:3:17: byte 0xB1 is not UTF-8; save the file as UTF-8"
    ]


def test_a_path_without_a_row_is_placed_at_the_header() -> None:
    assert read_table(TABLE, "a.csv").place(("areas",)) == Place("a.csv", 1, None, ("areas",))


def test_twenty_thousand_areas_are_read() -> None:
    rows = "".join(f"n{n},quay,port,North {n}\n" for n in range(20_000))
    assert len(table(TABLE + rows).areas) == 20_002


def test_a_quote_that_nobody_closed_in_a_large_table_takes_no_more_than_the_table() -> None:
    text = 'id,tier\n"a,city\n' + "b,city\n" * 200_000
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="not CSV"):
            read_table(text)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The text as a file, and the cell: each character takes up to four bytes.
    assert most < 20 * len(text)
