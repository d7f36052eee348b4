"""Proposals in pieces: bytes read in one place, so that they can be parsed in another.

`pieces_of` reads, and `entries_in` parses: between them lies what can be sent to another
process. Together they come to what `responselevels.files.streams` gives in one go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path as FilePath
from typing import IO

from responselevels.errors import InputError, Place
from responselevels.files.checking.naming import Look
from responselevels.files.streams import (
    LINES,
    Entry,
    NumberedLine,
    any_document,
    entries_in_document,
    entries_in_lines,
    joined,
    nothing_in,
    numbered_lines,
    recognized,
)
from responselevels.files.syntax.disk import SMALL, UNNAMED, open_bytes, read_bytes, text_of
from responselevels.files.syntax.documents import is_json, read_text


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read of the file *name*: some lines of a batch, a whole *document*, or why neither could be.

    *line* is that on which the document begins, None where it is a file of its own.
    """

    name: str
    lines: tuple[NumberedLine, ...] = ()
    document: bytes | None = None
    line: int | None = None
    error: InputError | None = None

    @property
    def size(self) -> int:
        """How many proposals it may have, about."""
        return len(self.lines) or 1


def pieces_of(path: str, given: IO[bytes] | None, most: int) -> Iterator[Piece]:
    """Yield what is in the file at *path*, or in *given* (standard input), with at most *most* lines each.

    What cannot be read comes as the last piece.
    """
    if given is not None:
        yield from _of_stream(given, most)
    elif FilePath(path).suffix.lower() in LINES:
        try:
            file = open_bytes(path)
        except InputError as error:
            yield Piece(path, error=error)
        else:
            with file:
                yield from _batches(numbered_lines(file, path), path, most)
    else:
        try:
            yield Piece(path, document=read_bytes(path, limit=SMALL))
        except InputError as error:
            yield Piece(path, error=error)


def _of_stream(stream: IO[bytes], most: int) -> Iterator[Piece]:
    try:
        lines, is_batch = recognized(stream, UNNAMED)
        if not is_batch:
            line, content = joined(lines)
            yield Piece(UNNAMED, document=content, line=line)
            return
    except InputError as error:
        yield Piece(UNNAMED, error=error)
    else:
        yield from _batches(lines, UNNAMED, most)


def _batches(lines: Iterator[NumberedLine], name: str, most: int) -> Iterator[Piece]:
    """Yield the lines that are not blank, *most* at a time; one piece without lines if there is none."""
    empty = True
    error: InputError | None = None
    while error is None:
        batch: list[NumberedLine] = []
        try:
            batch.extend(islice((line for line in lines if line[1].strip()), most))
        except InputError as found:
            # What was read until then is decided all the same.
            error = found
        if not batch:
            break
        empty = False
        yield Piece(name, tuple(batch))
    if error is not None:
        yield Piece(name, error=error)
    elif empty:
        yield Piece(name)


def entries_in(piece: Piece, names: Look | None = None) -> Iterator[Entry]:
    """Yield each proposal of *piece*, or the error in its place.

    *names* looks up the names of a proposal whose shape is wrong, as for `load_proposals`.
    """
    if piece.error is not None:
        yield Entry(Place(piece.name), error=piece.error)
    elif piece.document is not None:
        yield from _in_document(piece.document, piece, names)
    elif piece.lines:
        yield from entries_in_lines(piece.lines, piece.name, names)
    else:
        yield nothing_in(piece.name)


def _in_document(content: bytes, piece: Piece, names: Look | None) -> Iterator[Entry]:
    name = piece.name
    try:
        if piece.line is not None:
            document = any_document(content, name, piece.line)
        else:
            text = text_of(content, name)
            document = read_text(text, name, json=is_json(text, name))
    except InputError as error:
        yield Entry(Place(name), error=error)
    else:
        yield from entries_in_document(document, names)
