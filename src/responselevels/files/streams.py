"""JSON Lines: proposals one by one, each line its own result, and lists of orders.

Proposals are read from

* a ``.jsonl`` file: a batch, one proposal a line;
* a ``.yaml`` or ``.json`` file: one proposal, or a list of them;
* a stream (standard input): JSON Lines where its first line that is not blank
  is ``{…}`` and either is JSON or has more lines after it; else one document,
  JSON where it can be read as JSON, YAML otherwise.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain
from pathlib import Path as FilePath
from typing import IO, Any

from responselevels.core.frozen import maker
from responselevels.core.world.names import MAX_PROBLEMS
from responselevels.errors import InputError, Path, Place, Problem, WrongKind, expect
from responselevels.files.checking.naming import Look
from responselevels.files.checking.parsing import AnyProposal, parse_proposal
from responselevels.files.syntax.disk import (
    LARGE,
    SMALL,
    UNNAMED,
    Source,
    in_bytes,
    name_of,
    open_bytes,
    read_bytes,
    text_of,
    unreadable,
)
from responselevels.files.syntax.documents import (
    Document,
    capped,
    in_order,
    is_json,
    placed,
    read_document,
    read_text,
)
from responselevels.files.syntax.json_text import compose_json, json_events
from responselevels.files.syntax.marks import Marks, locate

LINES = (".jsonl", ".ndjson")
"""The endings of files in JSON Lines."""

NumberedLine = tuple[int, bytes]
"""A line without its end, and its number in the file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal as it was read, or why it could not be: exactly one of the two is there.

    *where* is its file and line.
    """

    where: Place
    proposal: AnyProposal | None = None
    error: InputError | None = None
    document: Document | None = None

    def placed(self, error: InputError) -> InputError:
        """Return *error* about this proposal (from `decide`) with file, line and column."""
        return error if self.document is None else placed(error, self.document)


_entry_of, _place_of = maker(Entry), maker(Place)


def load_proposals(path: Source, names: Look | None = None) -> Iterator[Entry]:
    """Yield each proposal in the file at *path*, or an open one, or the error in its place.

    A line that cannot be read does not stop the others (docs/command-line.md, check). *names*
    (`names_in_proposal`) looks up the names of a proposal whose shape is wrong, so
    that all its problems come at once.

    Raises:
        InputError: the file itself cannot be read.
        WrongKind: *path* can be no file.
    """
    name = name_of(path)
    if name == UNNAMED:
        return read_proposals(open_bytes(path), name, names)
    if FilePath(name).suffix.lower() in LINES:
        return _from_file(path, name, names)
    return entries_in_document(read_document(path), names)


def read_proposals(
    stream: IO[bytes], name: str = "-", names: Look | None = None
) -> Iterator[Entry]:
    """Yield each proposal in *stream*, as `load_proposals` does.

    Raises:
        InputError: it is one document, and that cannot be read.
    """
    if not callable(getattr(stream, "readline", None)):
        raise WrongKind("stream", ("IO",), type(stream).__name__)
    expect("name", name, str)
    lines, is_batch = recognized(stream, name)
    if is_batch:
        return _entries(lines, name, names)
    line, content = joined(lines)
    return entries_in_document(any_document(content, name, line), names)


def recognized(stream: IO[bytes], name: str) -> tuple[Iterator[NumberedLine], bool]:
    """Return the lines of *stream*, without blank ones before the first, and whether they are a batch."""
    lines = numbered_lines(stream, name)
    first = next((line for line in lines if line[1].strip()), (1, b""))
    stripped = first[1].strip()
    if stripped.startswith(b"{") and stripped.endswith(b"}"):
        second = next((line for line in lines if line[1].strip()), None)
        if second is not None:
            return chain([first, second], lines), True
        return iter([first]), _is_json(stripped)
    return chain([first], lines), False


def joined(lines: Iterator[NumberedLine]) -> tuple[int, bytes]:
    """Return the number of the first line, and all as one text; no more than it takes to be too large."""
    first, content = next(lines)
    for _number, line in lines:
        content += b"\n" + line
        if len(content) > SMALL:
            break
    return first, content


def _is_json(content: bytes) -> bool:
    try:
        return compose_json(content.decode("utf-8-sig")).complete
    except UnicodeDecodeError:
        return False


def any_document(content: bytes, name: str, line: int) -> Document:
    """Return the document that *content* of a stream is, JSON where it can be read as such.

    Raises:
        InputError: it is too large, or stops being YAML or JSON somewhere.
    """
    if len(content) > SMALL:
        raise InputError([Problem(Place(file=name), "limit.file", {"most": in_bytes(SMALL)})])
    text = text_of(content, name, line=line)
    json = text.lstrip().startswith(("{", "[")) and compose_json(text).complete
    return read_text(text, name, json=json, line=line)


def entries_in_document(document: Document, names: Look | None) -> Iterator[Entry]:
    """Yield the one proposal that *document* is, or each of the list that it is."""
    if not isinstance(document.data, list):
        yield _entry(document, names)
        return
    if not document.data and not document.flaws:
        yield nothing_in(document.name)
    entries = [] if document.flaws else [_entry(p, names) for p in _parts(document)]
    if document.as_meant is not None and any(entry.error for entry in entries):
        document = document.as_meant() or document
    if document.flaws:
        yield Entry(Place(document.name, document.line), error=_flawed(document, names))
    else:
        yield from entries


def nothing_in(name: str | None) -> Entry:
    """Return what stands in the place of proposals where there is none: no answer is a wrong one."""
    place = Place(name)
    return Entry(place, error=InputError([Problem(place, "file.no_proposals")]))


def _parts(document: Document) -> Iterator[Document]:
    return (document.part(number) for number in range(len(document.data)))


def _flawed(document: Document, names: Look | None) -> InputError:
    """Return all that is wrong with a list that the reader has something to say of itself."""
    found = [*document.flaws]
    if not isinstance(document.data, list):
        return _entry(document, names).error or InputError(found)
    for number, part in enumerate(_parts(document)):
        error = None if (number,) in document.gaps else _entry(part, names).error
        found += () if error is None else error.problems
    return InputError(capped(in_order(found)))


def _entry(document: Document, names: Look | None) -> Entry:
    # In the order of the fields of a `Place` and of an `Entry`.
    where = _place_of(document.name, document.line, None, ())
    try:
        return _entry_of(where, parse_proposal(document, names), None, document)
    except InputError as error:
        return Entry(where, error=error)


def _from_file(path: Source, name: str, names: Look | None) -> Iterator[Entry]:
    file = open_bytes(path)
    return _entries(_closing(file, name), name, names)


def _closing(file: IO[bytes], name: str) -> Iterator[NumberedLine]:
    with file:
        yield from numbered_lines(file, name)


def _entries(lines: Iterable[NumberedLine], name: str, names: Look | None) -> Iterator[Entry]:
    empty = True
    for entry in entries_in_lines(lines, name, names):
        empty = False
        yield entry
    if empty:
        yield nothing_in(name)


def entries_in_lines(
    lines: Iterable[NumberedLine], name: str, names: Look | None
) -> Iterator[Entry]:
    """Yield the proposal on each of *lines* that is not blank, or why it cannot be read."""
    for number, content in lines:
        if content.strip():
            try:
                document = _line(content, name, number)
            except InputError as error:
                yield Entry(Place(name, number), error=error)
            else:
                yield _entry(document, names)


def _line(content: bytes, name: str, number: int) -> Document:
    if len(content) > SMALL:
        place = Place(name, number)
        raise InputError([Problem(place, "limit.line", {"most": in_bytes(SMALL)})])
    return read_text(text_of(content, name, line=number), name, json=True, line=number)


def numbered_lines(stream: IO[bytes], name: str) -> Iterator[NumberedLine]:
    """Yield the lines of *stream* with their numbers, each without its end.

    Of a line that is too long, only its beginning comes: more than `SMALL` bytes.

    Raises:
        InputError: the stream stops being readable; it is called *name*.
    """
    number = 0
    while content := _line_of(stream, SMALL + 2, name):
        number += 1
        if number == 1:
            content = content.removeprefix(BOM_UTF8)
        whole = content.endswith(b"\n")
        yield number, content.removesuffix(b"\n").removesuffix(b"\r")
        while not whole and (more := _line_of(stream, SMALL, name)):
            whole = more.endswith(b"\n")


def _line_of(stream: IO[Any], most: int, name: str) -> bytes:
    try:
        content: Any = stream.readline(most)
    except OSError as error:
        raise unreadable(error, name) from None
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else bytes(content)


# -- orders ------------------------------------------------------------------------


def read_orders(path: Source) -> Document:
    """Return the document of the orders file at *path*, or an open one.

    It is JSON Lines by its name, else YAML or JSON. What has no name is JSON
    Lines where its first line is one order.

    Raises:
        InputError: the file cannot be read, stops being YAML or JSON somewhere,
            or has no line with an order.
        WrongKind: *path* can be no file.
    """
    name = name_of(path)
    if name == UNNAMED:
        content = read_bytes(path, limit=LARGE)
        if _is_order(content.lstrip().partition(b"\n")[0]):
            return _Lines(name).read(BytesIO(content))
        text = text_of(content, name)
        return read_text(text, name, json=is_json(text, name))
    if FilePath(name).suffix.lower() not in LINES:
        return read_document(path, limit=LARGE)
    return _Lines(name).read(open_bytes(path))


def _is_order(line: bytes) -> bool:
    """Say whether a *line* is one order in JSON, and no list of them."""
    try:
        content = compose_json(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False
    return content.complete and isinstance(content.data, dict) and "orders" not in content.data


class _Lines:
    """The lines of an orders file, kept so that positions can be found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.texts: list[tuple[int, str]] = []
        self.orders: list[Any] = []
        self.flaws: list[Problem] = []
        self.gaps: list[Path] = []

    def read(self, file: IO[bytes]) -> Document:
        with file:
            for number, content in numbered_lines(file, self.name):
                if content.strip() and len(self.flaws) < MAX_PROBLEMS:
                    self.add(number, content)
        if not self.orders:
            raise InputError([Problem(Place(self.name), "file.no_orders")])
        return Document(
            self.name, {"orders": self.orders}, self.find, tuple(self.flaws), tuple(self.gaps)
        )

    def add(self, number: int, content: bytes) -> None:
        base: Path = ("orders", len(self.orders))
        try:
            document = _line(content, self.name, number)
        except InputError as error:
            self.flaws += error.problems
            self.gaps.append(base)
            self.texts.append((number, ""))
            self.orders.append(None)
            return
        for flaw in document.flaws:
            where = replace(flaw.where, path=(*base, *flaw.where.path))
            self.flaws.append(replace(flaw, where=where))
        self.gaps += ((*base, *gap) for gap in document.gaps)
        self.texts.append((number, content.decode("utf-8-sig")))
        self.orders.append(document.data)

    def find(self, wanted: set[Path]) -> dict[Path, Marks]:
        """Return where the *wanted* paths stand."""
        found: dict[Path, Marks] = {}
        by_line: dict[int, set[Path]] = {}
        for path in wanted:
            if len(path) > 1 and isinstance(path[1], int):
                by_line.setdefault(path[1], set()).add(path[2:])
        for index, inner in by_line.items():
            number, text = self.texts[index]
            for path, marks in locate(json_events(text), inner).items():
                found["orders", index, *path] = marks.moved(number - 1)
        return found
