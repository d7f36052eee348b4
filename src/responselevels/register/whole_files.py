"""Files written whole or not at all: each is read back before it counts.

A file is written beside its place under another name, flushed to the disk, read
back, and only then given its name, so that whoever stops in the middle (a kill,
a full disk) leaves what was there before. What was written is compared byte by
byte, and held to the reader that will read it.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

Reader = Callable[[bytes], object]
"""Reads what was written; raises where it is not what it should be."""

_UNLINKABLE = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK}


def write_whole(
    path: Path, body: bytes, *, new: bool = False, mode: int = 0o644, reader: Reader | None = None
) -> None:
    """Write *body* to the file *path*, once *reader* could read it back.

    With *new*, a file that is there is left as it is. What is there and is no
    regular file, such as a device, is written to as it is.

    Raises:
        FileExistsError: it is *new*, and something is there.
        OSError, ValueError: it cannot be written, or was read back as something else.
    """
    if reader is not None:
        reader(body)
    if new and path.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    place = path.resolve()
    if not new and place.exists() and not stat.S_ISREG(place.stat().st_mode):
        with place.open("wb") as file:
            file.write(body)
        return
    beside = _written_beside(place, body, mode)
    try:
        _hold(beside, body)
        _settle(beside, place, new=new)
    finally:
        with suppress(OSError):
            beside.unlink()
    _flush_folder(place.parent)


def _written_beside(place: Path, body: bytes, mode: int) -> Path:
    handle, name = mkstemp(prefix=f".{place.name[:100]}.", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode_of(place, mode))
    except BaseException:
        beside.unlink()
        raise
    return beside


def _mode_of(place: Path, mode: int) -> int:
    """Return the rights of the file that is there, else those of a new one here."""
    try:
        return stat.S_IMODE(place.stat().st_mode)
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return mode & ~umask


def _hold(beside: Path, body: bytes) -> None:
    if beside.read_bytes() != body:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(beside))


def _settle(beside: Path, place: Path, *, new: bool) -> None:
    """Give what was written its name; a new one only where nothing has it."""
    if new:
        settle_new(beside, place)
    else:
        beside.replace(place)


def settle_new(beside: Path, place: Path) -> None:
    """Give a file its name, where nothing has it; its old name may stay as well.

    Raises:
        FileExistsError: something has it.
        OSError: it cannot be given.
    """
    try:
        os.link(beside, place)
    except OSError as error:
        if error.errno not in _UNLINKABLE:
            raise
        # A file system without links: the name is taken first, and then what it stands for.
        os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        beside.replace(place)


def _flush_folder(folder: Path) -> None:
    """Make the name last; some systems open no folder, and some flush none."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
