"""Areas straight from plain CSV to models: a table without quotes, in which nothing is odd.

All of China is 665,000 areas. Read cell by cell, checked by pydantic and walked through for odd
ids they took twice the time and the memory, most of it for what each model says of itself.
Here lines are split at commas, a name is looked at once, and models of the same columns share
what they say of which were set. Nothing wrong is found here: whatever is not plain is left
to `responselevels.files.tables` and to the models, which place it and word it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from responselevels.errors import InputError
from responselevels.files.checking.new_ids import slips_in_ids
from responselevels.files.syntax.disk import LARGE, Source, name_of, open_bytes, path_of
from responselevels.files.syntax.reader import MAX_SCALAR
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


def _rows(lines: Iterable[bytes]) -> Iterator[list[str]]:
    """Yield the cells of each line that is not blank.

    Raises:
        _Odd: a line has a quote, an end within it, or is long.
        ValueError: it is not UTF-8.
    """
    for number, line in enumerate(lines):
        text = line.decode("utf-8-sig" if number == 0 else "utf-8").rstrip("\n").removesuffix("\r")
        if '"' in text or "\r" in text or len(text) > MAX_SCALAR:
            raise _Odd
        # A cell of blanks is no empty one: beside a comma they are for the strict reader to refuse.
        if text.strip(",") and (text.strip() or "," in text):
            yield text.split(",")


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
