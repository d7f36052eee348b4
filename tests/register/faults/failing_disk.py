"""A disk that fails when it is told to, beneath SQLite.

SQLite reaches the disk through a table of functions (its VFS). This puts
functions of our own before those that write, wait, shorten and delete; they
count, and from a given count on they answer that it failed, once or ever after.
It needs the very library that Python's `sqlite3` is linked to.
"""

from __future__ import annotations

import ctypes
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

OK, FULL = 0, 13
IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE, IOERR_DELETE = 778, 1034, 1546, 2570

_POINTER = ctypes.c_void_p
_INT, _LONG = ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, ctypes.c_char_p, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", _INT),
        ("file_size", _INT),
        ("longest", _INT),
        ("following", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        ("open", _POINTER),
        ("delete", _POINTER),
    )


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", _INT),
        ("close", _POINTER),
        ("read", _POINTER),
        ("write", _POINTER),
        ("truncate", _POINTER),
        ("sync", _POINTER),
        ("others", _POINTER * 13),
    )


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


class NoShim(Exception):  # noqa: N818 - says what is missing
    """The library that Python's `sqlite3` uses cannot be reached; the text says why."""


@dataclass
class Disk:
    """Counts what is done to the disk, and fails as it is told."""

    full: bool = False
    sticky: bool = False
    torn: bool = False
    left: int | None = None
    done: int = 0
    failed: int = 0
    kept: list[object] = field(default_factory=list, repr=False)

    def fail_after(
        self, count: int, *, full: bool = False, sticky: bool = False, torn: bool = False
    ) -> None:
        """Let *count* more operations pass, then fail: once, or ever after.

        A full disk fails at writing only. A torn write does half of it.
        """
        self.left, self.full, self.sticky, self.torn = count, full, sticky, torn
        self.failed = 0

    def heal(self) -> None:
        self.left = None

    def fails(self, *, writing: bool) -> bool:
        """Count an operation; say whether it is to fail."""
        self.done += 1
        if self.left is None or (self.full and not writing):
            return False
        self.left -= 1
        if self.left >= 0 or (self.failed and not self.sticky):
            return False
        self.failed += 1
        return True


@contextmanager
def failing_disk() -> Iterator[Disk]:
    """Put a failing disk beneath the connections that are opened from now on.

    Raises:
        NoShim: this Python's SQLite cannot be reached.
    """
    library = _library()
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    disk, before = Disk(), (vfs.open, vfs.delete)
    _put(disk, vfs)
    try:
        probe = sqlite3.connect(":memory:")
        probe.close()
        yield disk
    finally:
        vfs.open, vfs.delete = before


def _library() -> ctypes.CDLL:
    """Return the library that is loaded already, and no other."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        raise NoShim("this system does not say which libraries are loaded")
    paths = {line.split()[-1] for line in maps.read_text().splitlines() if "libsqlite3" in line}
    if len(paths) != 1:
        raise NoShim("sqlite3 is not linked to one shared library")
    library = ctypes.CDLL(paths.pop())
    library.sqlite3_libversion.restype = ctypes.c_char_p
    if library.sqlite3_libversion().decode() != sqlite3.sqlite_version:
        raise NoShim("another version of the library is loaded")
    return library


def _put(disk: Disk, vfs: _Vfs) -> None:
    opening, deleting = _OPEN(vfs.open), _DELETE(vfs.delete)
    tables: dict[int, _Methods] = {}

    def open_(vfs_: int, name: int, file: int, flags: int, out: int) -> int:  # noqa: PLR0917
        code = opening(vfs_, name, file, flags, out)
        handle = ctypes.cast(file, ctypes.POINTER(_File)).contents
        if code == OK and handle.methods:
            address = ctypes.addressof(handle.methods.contents)
            if address not in tables:
                tables[address] = _methods(disk, handle.methods.contents)
            handle.methods = ctypes.pointer(tables[address])
        return int(code)

    def delete(vfs_: int, name: bytes, sync: int) -> int:
        return IOERR_DELETE if disk.fails(writing=False) else int(deleting(vfs_, name, sync))

    ours = _OPEN(open_), _DELETE(delete)
    disk.kept += [*ours, tables]
    vfs.open, vfs.delete = (ctypes.cast(one, _POINTER).value for one in ours)


def _methods(disk: Disk, theirs: _Methods) -> _Methods:
    """Return a copy of a file's functions, with ours before those that change the disk."""
    ours = _Methods.from_buffer_copy(theirs)
    write_, truncate_, sync_ = _WRITE(theirs.write), _TRUNCATE(theirs.truncate), _SYNC(theirs.sync)

    def write(file: int, data: int, amount: int, offset: int) -> int:
        if not disk.fails(writing=True):
            return int(write_(file, data, amount, offset))
        if disk.torn:
            write_(file, data, amount // 2, offset)
        return FULL if disk.full else IOERR_WRITE

    def truncate(file: int, size: int) -> int:
        return IOERR_TRUNCATE if disk.fails(writing=False) else int(truncate_(file, size))

    def sync(file: int, flags: int) -> int:
        return IOERR_FSYNC if disk.fails(writing=False) else int(sync_(file, flags))

    kept = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
    disk.kept += [*kept, ours]
    ours.write, ours.truncate, ours.sync = (ctypes.cast(one, _POINTER).value for one in kept)
    return ours
