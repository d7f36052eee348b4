"""Bytes from a file or a stream, within a limit; what fails is an `InputError`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from responselevels.errors import InputError, Place, Problem

SMALL = 2**20
"""Rules files and proposals: at most 1 MiB."""

LARGE = 2**30
"""Areas and orders: at most 1 GiB, for a province has 150,000 areas and years of orders."""

_CODES: dict[type[OSError], str] = {
    FileNotFoundError: "file.none",
    IsADirectoryError: "file.folder",
    PermissionError: "file.closed",
    NotADirectoryError: "file.none",
}


def read_bytes(path: str | os.PathLike[str], *, limit: int) -> bytes:
    """Return what is in the file at *path*.

    Raises:
        InputError: it is not there, is a folder, may not be read, or is larger
            than *limit* bytes.
    """
    name = str(os.fspath(path))
    with open_bytes(path) as file:
        try:
            return bytes_of(file, name, limit=limit)
        except OSError as error:
            raise InputError([_problem_of(error, name)]) from None


def open_bytes(path: str | os.PathLike[str]) -> IO[bytes]:
    """Open the file at *path* for reading.

    Raises:
        InputError: it is not there, is a folder, or may not be read.
    """
    name = str(os.fspath(path))
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InputError([_problem_of(error, name)]) from None
    except ValueError:  # a NUL in the path
        raise InputError([Problem(Place(file=name), "file.none")]) from None


def bytes_of(stream: IO[bytes], name: str, *, limit: int) -> bytes:
    """Return what is left of *stream*.

    Raises:
        InputError: it is more than *limit* bytes.
    """
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise InputError([Problem(Place(file=name), "limit.file", {"most": in_bytes(limit)})])
    return content


def _problem_of(error: OSError, name: str) -> Problem:
    for kind, code in _CODES.items():
        if isinstance(error, kind):
            return Problem(Place(file=name), code)
    return Problem(Place(file=name), "file.unreadable", {"reason": error.strerror or "?"})


def in_bytes(limit: int) -> str:
    """Word a size.

    >>> in_bytes(2**20)
    '1 MiB'
    """
    return f"{limit // 2**20} MiB" if limit >= 2**20 else f"{limit} bytes"


def text_of(content: bytes, name: str | None, *, line: int = 1) -> str:
    """Return *content* as text; a byte order mark at its beginning is left out.

    Raises:
        InputError: it is not UTF-8; placed where it stops being so. *line* is
            the number of its first line in the file.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8-sig", "replace")) + 1
        place = Place(file=name, line=line + before.count(b"\n"), column=column)
        byte = f"0x{content[error.start]:02X}"
        raise InputError([Problem(place, "file.not_utf8", {"byte": byte})]) from None
