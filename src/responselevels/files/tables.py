"""Areas from CSV: the columns id, tier, parent and title, in any order (docs/formats.md, Areas)."""

from __future__ import annotations

import csv
import io
import re
from pathlib import PurePath
from typing import Any

from responselevels.core.world.names import nearest, shown
from responselevels.errors import InputError, Path, Place, Problem
from responselevels.files.syntax.disk import LARGE, UNNAMED, Source, name_of, read_bytes, text_of
from responselevels.files.syntax.documents import (
    Document,
    capped,
    is_json,
    read_document,
    read_text,
)
from responselevels.files.syntax.marks import Marks
from responselevels.files.syntax.reader import MAX_SCALAR, Spot
from responselevels.text.catalogue import Phrase
from responselevels.text.fullwidth import WIDE, named_marks, narrow

COLUMNS = ("id", "tier", "parent", "title")
_NEEDED = ("id", "tier")

_QUOTES = re.compile(r"""(?:^|(?<=[,\r\n]))"(?:[^"]++|"")*+(?:"|\Z)|(?P<within>")""")
"""A cell in quotes, or a quote where none begins: then the cell is not what it seems.

What is in quotes is never given back: of a quote that nobody closed in all of China, each character would be kept
to come back to.
"""


def read_areas(path: Source) -> Document:
    """Return the document of the areas file at *path*, or an open one: CSV by its name, else YAML or JSON.

    What has no name is CSV where its first line has the columns `id` and `tier`.

    Raises:
        InputError: the file cannot be read, or stops being CSV, YAML or JSON.
    """
    name = name_of(path)
    if name == UNNAMED:
        text = text_of(read_bytes(path, limit=LARGE), name)
        table = {"id", "tier"} <= set(text.lstrip().partition("\n")[0].strip().split(","))
        return read_table(text, name) if table else read_text(text, name, json=is_json(text, name))
    if PurePath(name).suffix.lower() != ".csv":
        return read_document(path, limit=LARGE)
    return read_table(text_of(read_bytes(path, limit=LARGE), name), name)


def read_table(text: str, name: str | None = None) -> Document:
    """Return the document of the areas in CSV *text*, as the YAML format has them.

    A blank cell is nothing: no parent, no title. Blank lines are passed over.

    Raises:
        InputError: it is not CSV, has no header, or a row has too many or too
            few cells; all such problems, with their lines.
    """
    table = _Table(name)
    for match in _QUOTES.finditer(text) if '"' in text else ():
        if match["within"]:
            table.flaw(text.count("\n", 0, match.start()) + 1, "table.quote")
            raise InputError(table.flaws)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        for cells in reader:
            table.row(cells, before + 1)
            before = reader.line_num
    except csv.Error:
        table.flaw(before + 1, "table.syntax")
    if table.header is None:
        table.flaw(1, "table.no_header", columns=_quoted(COLUMNS))
    if table.flaws:
        raise InputError(capped(table.flaws))
    return Document(name, {"areas": table.areas}, table.find)


class _Table:
    def __init__(self, name: str | None) -> None:
        self.name = name
        self.header: list[str | None] | None = None
        self.header_line = 1
        self.areas: list[dict[str, Any]] = []
        self.lines: list[int] = []
        self.flaws: list[Problem] = []

    def flaw(self, line: int, code: str, **facts: object) -> None:
        self.flaws.append(Problem(Place(file=self.name, line=line), code, facts))

    def row(self, cells: list[str], line: int) -> None:
        if not any(cells) or (len(cells) == 1 and not cells[0].strip()):
            return
        if self.header is None:
            self.header = self.columns(cells, line)
            self.header_line = line
        elif len(cells) < len(self.header) and any("，" in cell or "、" in cell for cell in cells):
            self.wide(line, ",".join(cells))
        elif len(cells) != len(self.header):
            self.flaw(line, "table.cells", found=len(cells), columns=len(self.header))
        elif any(len(cell) > MAX_SCALAR for cell in cells):
            self.flaw(line, "limit.scalar", most=MAX_SCALAR)
        else:
            pairs = zip(self.header, cells, strict=True)
            area = {
                key: cell for key, cell in pairs if key is not None and (cell or key in _NEEDED)
            }
            self.areas.append(area)
            self.lines.append(line)

    def wide(self, line: int, text: str) -> None:
        """Say that a row is written with the marks of a Chinese keyboard, and how it is meant."""
        facts = {"value": shown(text), "marks": named_marks(text), "written": shown(narrow(text))}
        self.flaw(line, "wide.value", **facts)

    def columns(self, cells: list[str], line: int) -> list[str | None]:
        """Return the key for each column, None for one that is not known."""
        if len(cells) == 1 and WIDE.search(cells[0]):
            self.wide(line, cells[0])
            return [None]
        if len(cells) == 1 and any(mark in cells[0] for mark in ";\t"):
            self.flaw(line, "table.separator")
            return [None]
        for number, cell in enumerate(cells):
            if cell not in COLUMNS:
                near = nearest(narrow(cell).strip(" \"'"), COLUMNS)
                offer = "" if near is None else Phrase("phrase.near", {"near": near})
                facts = {"column": shown(cell), "known": _quoted(COLUMNS), "near": offer}
                self.flaw(line, "table.unknown", **facts)
            elif cell in cells[:number]:
                self.flaw(line, "table.repeated", column=cell)
        for column in _NEEDED:
            if column not in cells:
                self.flaw(line, "table.missing", column=column)
        return [cell if cell in COLUMNS else None for cell in cells]

    def find(self, wanted: set[Path]) -> dict[Path, Marks]:
        """Return the line of each of the *wanted* paths; a table has no columns of text.

        What is no area's is said of the header.
        """
        return {path: Marks(Spot(self.line_of(path) - 1, -1)) for path in wanted}

    def line_of(self, path: Path) -> int:
        """Return the line that *path* stands in."""
        number = path[1] if len(path) > 1 else None
        return self.lines[number] if isinstance(number, int) else self.header_line


def _quoted(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"`{name}`" for name in names)
