"""The rooms of the house: few enough side by side, each said what lives in it, and counted rightly."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.goldens import assert_golden
from tests.rooms import Room, rooms, sources_here, table

TEXTS = sources_here()
ROOMS = rooms(TEXTS)
MOST = 16
"""How many modules and rooms may lie side by side in one folder."""


def test_no_folder_has_more_side_by_side_than_a_reader_takes_in() -> None:
    assert [room.name for room in ROOMS if room.beside > MOST] == []


def test_every_room_says_what_lives_in_it() -> None:
    inits = {name: text for name, text in TEXTS.items() if name.endswith(".__init__")}
    assert {room.name for room in ROOMS} == {name.removesuffix(".__init__") for name in inits}
    assert [name for name, text in inits.items() if not ast.get_docstring(ast.parse(text))] == []


# -- the counting itself -----------------------------------------------------------


HOUSE = {
    "house.__init__": '"""A house."""',
    "house.door": "from house.cellar import wine\nfrom house.cellar.wine import red\n",
    "house.cellar.__init__": "",
    "house.cellar.wine": "import house.cellar.racks",
    "house.cellar.racks": "def look():\n    from house.attic import box\n",
    "house.attic.__init__": "box = 1",
}


def test_an_arrow_is_counted_in_the_folder_where_both_its_ends_lie_side_by_side() -> None:
    assert rooms(HOUSE) == [
        Room(name="house", modules=3, beside=3, arrows=2),
        Room(name="house.attic", modules=0, beside=0, arrows=0),
        Room(name="house.cellar", modules=2, beside=2, arrows=1),
    ]


def test_the_table_has_one_line_a_room() -> None:
    assert table(HOUSE).splitlines()[1].split() == ["house", "3", "3", "2"]
    assert len(table(HOUSE).splitlines()) == 4


# -- the page of the house -----------------------------------------------------------

PAGE = Path(__file__).resolve().parents[1] / "docs" / "architecture.md"
ROW = re.compile(r"^(\| `([a-z.]+)` \|(?: ?\d* \|){3}) (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)


def test_the_page_of_the_house_counts_every_room_as_it_is() -> None:
    known = {room.name.removeprefix("responselevels."): room for room in ROOMS}
    text = PAGE.read_text(encoding="utf-8")
    assert {row[2] for row in ROW.finditer(text)} == {*known} - {"responselevels"}

    def anew(row: re.Match[str]) -> str:
        room = known[row[2]]
        return f"{row[1]} {room.modules} | {room.beside} | {room.arrows} |"

    assert_golden(PAGE, ROW.sub(anew, text))
