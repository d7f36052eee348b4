"""How far this site has read a register in full, and by which hash the log ended there.

It is kept beside what this site has seen of registers (`rollback`), and spares it from reading the
same bytes in full again at every opening. It says nothing of what the register holds. Whatever is
wrong with it (torn, of another version of this program, of another log, somebody else's file) is
noticed, and all is read in full.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from responselevels.register.log.events import SEMANTICS, Head
from responselevels.register.recording.rollback import file_name
from responselevels.version import __version__

READING = 1
"""The number of what reading in full demands; another number means that it may find something else."""

_LONGEST = 4096
"""A file that has more bytes is no mark."""

_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class ReadMarks:
    """The marks of registers in a folder; without one, there are none."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def of(self, register: str) -> Head:
        """Return how far the register with this id was read in full; not at all where that is not known."""
        path = self._path(register)
        if path is None:
            return Head()
        try:
            return _mark_of(register, _bytes_of(path))
        except (OSError, ValueError, RecursionError):
            return Head()

    def keep(self, register: str, head: Head) -> None:
        """Keep that the register was read in full up to *head*; where that cannot be, nothing is lost."""
        path = self._path(register)
        if path is None:
            return
        beside = path.with_name(f".{path.name}.{os.getpid()}-{token_hex(8)}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                beside.write_text(json.dumps(_fields(register, head)), "ascii")
                beside.chmod(0o600)
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)

    def _path(self, register: str) -> Path | None:
        return None if self._folder is None else self._folder / f"{file_name(register)}.read"


def _bytes_of(path: Path) -> bytes:
    """Return what is in the file at *path*.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no file of this user's, or others may write it.
    """
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        found = os.fstat(file)
        own = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
        if not stat.S_ISREG(found.st_mode) or not own or found.st_mode & _OTHERS:
            raise ValueError("file")
        return os.read(file, _LONGEST)
    finally:
        os.close(file)


def _mark_of(register: str, body: bytes) -> Head:
    """Return what a mark says.

    Raises:
        ValueError, RecursionError: it is none, or not one of this register and this version.
    """
    fields: object = json.loads(body)
    if not isinstance(fields, dict):
        raise ValueError("object")  # noqa: TRY004 - as whatever else is wrong with it
    size, last = fields.get("size"), fields.get("hash")
    if type(size) is not int or not isinstance(last, str):
        raise ValueError("size, hash")
    head = Head(size, last)
    if fields != _fields(register, head):
        raise ValueError("check")
    return head


def _fields(register: str, head: Head) -> dict[str, object]:
    """Return the mark at *head*: bound to the register, the version, and what reading demands."""
    said: dict[str, object] = {
        "register": register,
        "size": head.size,
        "hash": head.hash,
        "engine": __version__,
        "semantics": SEMANTICS,
        "reading": READING,
    }
    body = json.dumps(said, sort_keys=True).encode("ascii")
    return {**said, "check": sha256(body).hexdigest()}
