"""Areas straight from plain CSV to models: a table without quotes, in which nothing is odd.

All of China is 665,000 areas. Read cell by cell, checked by pydantic and walked through for odd
ids they took twice the time and the memory, most of it for what each model says of itself.
Here lines are split at commas, a name is looked at once, and models of the same columns share
what they say of which were set. Nothing wrong is found here: whatever is not plain is left
to `responselevels.files.tables` and to the models, which place it and word it. What the areas say
wrongly of each other is found by the core, and `placed_in` their lines here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from responselevels.errors import InputError, Path, Place
from responselevels.files.checking.new_ids import slips_in_ids
from responselevels.files.syntax.disk import LARGE, Source, name_of, open_bytes, path_of
from responselevels.files.syntax.documents import Document, capped, in_order, placed_problems
from responselevels.files.syntax.marks import Marks
from responselevels.files.syntax.reader import MAX_SCALAR, Spot
from responselevels.files.tables import COLUMNS
from responselevels.models.areas import Area, Areas
from responselevels.models.base import checked_id
from responselevels.models.texts import Text


class _Odd(Exception):  # noqa: N818 - it ends the quick way, nothing else
    """Here one would have to think."""


def plain_areas(path: Source) -> Areas | None:
    """Return the areas of the CSV file at *path*; None where it is no file of that name, or not plain.

    What they say of each other is not looked at.
    """
    place = path_of(path)
    if place is None or FilePath(name_of(path)).suffix.lower() != ".csv":
        return None
    file = FilePath(place)
    try:
        if not file.is_file() or file.stat().st_size > LARGE:
            return None
        with open_bytes(place) as lines:
            areas = tuple(_areas(_rows(lines)))
    except (_Odd, OSError, InputError, ValueError):
        return None
    return Areas.model_construct({"areas"}, areas=areas) if areas else None


def placed_in(path: Source, error: InputError) -> InputError:
    """Return *error* about the areas that `plain_areas` read from *path*, each problem in its line.

    As the document of the table places it, and without reading that: of 665,000 areas it takes a
    tenth of the time, and next to no memory.

    Raises:
        InputError: the file cannot be read any more.
    """
    places = [problem.where for problem in error.problems]
    for problem in error.problems:
        places += (fact for fact in problem.facts.values() if isinstance(fact, Place))
    named = {_row_at(place) for place in places}
    lines, row = dict[int, int](), -2
    with open_bytes(path) as file:
        for number, line in enumerate(file):
            # The first line that is not blank has the names of the columns.
            row += _is_row(_text_of(line, number))
            if row in named:
                lines.setdefault(row, number)

    def find(wanted: set[Path]) -> dict[Path, Marks]:
        rows = ((one, _row_at(Place(path=one))) for one in wanted)
        return {one: Marks(Spot(0 if row is None else lines[row], -1)) for one, row in rows}

    table = Document(name_of(path), _Whole(), find)
    told = placed_problems(((problem, False) for problem in error.problems), table)
    return InputError(capped(in_order(told)))


class _Whole:
    """A table in which every path is there: what is asked for was read from it."""

    def __getitem__(self, _step: object) -> _Whole:
        return self


def _row_at(place: Place) -> int | None:
    """Return the number of the area that *place* is in; None where it is in none."""
    number = place.path[1] if len(place.path) > 1 else None
    return number if isinstance(number, int) else None


def _rows(lines: Iterable[bytes]) -> Iterator[list[str]]:
    """Yield the cells of each line that is not blank.

    Raises:
        _Odd: a line has a quote, an end within it, or is long.
        ValueError: it is not UTF-8.
    """
    for number, line in enumerate(lines):
        text = _text_of(line, number)
        if '"' in text or "\r" in text or len(text) > MAX_SCALAR:
            raise _Odd
        if _is_row(text):
            yield text.split(",")


def _text_of(line: bytes, number: int) -> str:
    """Return the text of the line with this number, without its end and a byte order mark."""
    return line.decode("utf-8-sig" if number == 0 else "utf-8").rstrip("\n").removesuffix("\r")


def _is_row(text: str) -> bool:
    """Say whether a line is no blank one."""
    # A cell of blanks is no empty one: beside a comma they are for the strict reader to refuse.
    return bool(text.strip(",") and (text.strip() or "," in text))


def _areas(rows: Iterator[list[str]]) -> Iterator[Area]:
    """Yield an area for each of *rows* after the first, which has the names of the columns.

    Raises:
        _Odd: a row has more or fewer cells, a column is not known, an id is not plain.
        ValueError: something is no id.
    """
    columns = next(rows, [])
    if len({*columns}) < len(columns) or not {"id", "tier"} <= {*columns} <= {*COLUMNS}:
        raise _Odd
    width = len(columns)
    places = [columns.index(name) if name in columns else width for name in COLUMNS]
    id_at, tier_at, parent_at, title_at = places
    names: dict[str, str] = {}
    for cells in rows:
        if len(cells) != width:
            raise _Odd
        cells.append("")  # what a column holds that is not there
        name, parent, title = cells[id_at], cells[parent_at], cells[title_at]
        new = _new_id(name)
        names[new] = new
        yield Area.model_construct(
            _SET[parent != "", title != ""],
            id=new,
            tier=_known_id(cells[tier_at], names),
            parent=_known_id(parent, names) if parent else None,
            title=_title(title) if title else None,
        )


_SET = {
    (above, titled): {"id", "tier", *["parent"] * above, *["title"] * titled}
    for above in (False, True)
    for titled in (False, True)
}
"""Which fields are set in a model, by whether it has a parent and a title.

Models of areas are frozen: nobody adds to these, and a copy of a model gets a copy of them.
"""


def _new_id(name: str) -> str:
    if not (name.isascii() and name.isprintable() and name and name == name.strip()):
        checked_id(name)
        if slips_in_ids({"id": name}):
            raise _Odd
    return name


def _known_id(name: str, names: dict[str, str]) -> str:
    """Return *name* as the text that it was read as first, so that a parent is kept once."""
    if name not in names:
        names[name] = checked_id(name)
    return names[name]


def _title(title: str) -> Text:
    if not title.strip():
        raise _Odd
    return Text.of(title)
