"""Bytes from a file or a stream, within a limit; what fails is an `InputError`."""

from __future__ import annotations

import os
import select
import stat
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

from responselevels.errors import InputError, Place, Problem, WrongKind, expect

SMALL = 2**20
"""Maximum size in bytes of rules files and proposals: 1 MiB."""

LARGE = 2**30
"""Maximum size in bytes of areas and orders: 1 GiB, as a province has 150,000 areas and years of orders."""

_CODES: dict[type[OSError], str] = {
    FileNotFoundError: "file.none",
    IsADirectoryError: "file.folder",
    PermissionError: "file.closed",
    NotADirectoryError: "file.none",
}


Source = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A readable source: the path of a file, or an open file, of text or of bytes."""

UNNAMED = "-"
"""Name of an open file that has none of its own."""

_PATIENCE = 5_000
"""Milliseconds to wait at a pipe for a program that writes to it."""


def path_of(source: Source) -> str | os.PathLike[str] | None:
    """Return the path that *source* is, None where it is a file that is open already.

    Raises:
        WrongKind: it is neither.
    """
    if isinstance(source, str | os.PathLike):
        return source
    if callable(getattr(source, "read", None)):
        return None
    raise WrongKind("path", ("PathLike", "str", "IO"), type(source).__name__)


def name_of(source: Source) -> str:
    """Return what *source* is called in messages; its ending says what format it is in.

    Raises:
        WrongKind: it can be no file.
    """
    path = path_of(source)
    if path is None:
        name = getattr(source, "name", None)
        return name if isinstance(name, str) and name else UNNAMED
    name = os.fspath(path)
    expect("path", name, str)
    return name


def read_bytes(path: Source, *, limit: int) -> bytes:
    """Return what is in the file at *path*, or is left of an open one.

    Raises:
        InputError: it is not there, is a folder, may not be read, or is larger
            than *limit* bytes.
    """
    with open_bytes(path) as file:
        return bytes_of(file, name_of(path), limit=limit)


def open_bytes(source: Source) -> IO[bytes]:
    """Open the file at the path *source* for reading, or take what is left of an open one, which stays open.

    A pipe is read as a file is, once somebody writes to it.

    Raises:
        InputError: it is not there, is a folder or a device, may not be read, or
            is a pipe to which nobody writes.
        WrongKind: *source* can be no file.
    """
    name = name_of(source)
    path = path_of(source)
    if path is None:
        return BytesIO(_left_of(cast("IO[bytes]", source), name))
    try:
        return _opened(path, name)
    except OSError as error:
        raise unreadable(error, name) from None
    except ValueError:  # a NUL in the path
        raise InputError([Problem(Place(file=name), "file.none")]) from None


def _left_of(file: IO[Any], name: str) -> bytes:
    try:
        content: Any = file.read(LARGE + 1)
    except OSError as error:
        raise unreadable(error, name) from None
    except UnicodeDecodeError as error:
        facts = {"byte": f"0x{error.object[error.start]:02X}"}
        raise InputError([Problem(Place(file=name), "file.not_utf8", facts)]) from None
    except ValueError:  # it was closed
        raise InputError([Problem(Place(file=name), "file.ended")]) from None
    expect("path.read()", content, str, bytes)
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


def _opened(path: str | os.PathLike[str], name: str) -> IO[bytes]:
    """Open *path* without waiting: opening a pipe would wait for ever for who writes to it."""
    waits = getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | waits)
    try:
        _check_kind(descriptor, path, name)
        if waits:
            os.set_blocking(descriptor, True)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _check_kind(descriptor: int, path: str | os.PathLike[str], name: str) -> None:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISFIFO(mode):
        if not _is_written_to(descriptor, path):
            raise InputError([Problem(Place(file=name), "file.silent")])
    elif not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or _is_harmless(descriptor)):
        raise InputError([Problem(Place(file=name), "file.special")])


def _is_written_to(pipe: int, path: str | os.PathLike[str]) -> bool:
    """Say whether something came into the *pipe*, or somebody has it open and may still write."""
    known = select.poll()
    known.register(pipe, select.POLLIN)
    if known.poll(_PATIENCE):
        return True
    # A pipe that nobody has opened yet looks like one whose writer thinks; once it was
    # opened and closed, it tells.
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
    return not any(event & select.POLLHUP for _pipe, event in known.poll(0))


def _is_harmless(device: int) -> bool:
    """Say whether it is a terminal, or the device that is always empty: others may never end."""
    return os.isatty(device) or os.path.samestat(os.fstat(device), Path(os.devnull).stat())


def bytes_of(stream: IO[bytes], name: str, *, limit: int) -> bytes:
    """Return what is left of *stream*.

    Raises:
        InputError: it is more than *limit* bytes, or stops being readable.
    """
    try:
        content = stream.read(limit + 1)
    except OSError as error:
        raise unreadable(error, name) from None
    if len(content) > limit:
        raise InputError([Problem(Place(file=name), "limit.file", {"most": in_bytes(limit)})])
    return content


def unreadable(error: OSError, name: str) -> InputError:
    """Return what the machine said when *name* was to be read, as an error of the input."""
    for kind, code in _CODES.items():
        if isinstance(error, kind):
            return InputError([Problem(Place(file=name), code)])
    facts = {"reason": error.strerror or type(error).__name__}
    return InputError([Problem(Place(file=name), "file.unreadable", facts)])


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
