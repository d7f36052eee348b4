"""Exports: a log with all that is needed to verify it, in a folder (docs/log-format.md).

``log.jsonl`` has the raw lines, ``documents/<hex>.json`` each document that an
event names, ``checkpoint.txt`` a checkpoint where one was made. What is read
back may be anything: sizes are bounded, only regular files are opened, and what
cannot be read is said as such; what is wrong with it, verifying says.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO, TypeVar

from responselevels.errors import (
    FileUnreadable,
    FileUnwritable,
    RegisterError,
    RegisterExists,
)
from responselevels.models.sha256 import PREFIX
from responselevels.register.log import checkpoints
from responselevels.register.log.canonical import read
from responselevels.register.log.chain import Documents, named_in
from responselevels.register.log.events import LARGEST_DOCUMENT, LONGEST

LOG = "log.jsonl"
DOCUMENTS = "documents"
CHECKPOINT = "checkpoint.txt"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exported:
    """Summary of an export: the number of events and documents, and the digests of documents not found."""

    events: int
    documents: int
    missing: tuple[str, ...]


def write_export(
    folder: Path, lines: Iterable[bytes], documents: Documents, checkpoint: bytes | None = None
) -> Exported:
    """Write an export into *folder*, which must not be there yet, or be empty.

    Lines go out as they are, whether sound or not: an export may be evidence.
    It is written beside the folder and takes its place when it is whole.

    Raises:
        RegisterExists: there is something in the folder, or it is none.
        FileUnwritable: it cannot be written; nothing of it is left.
    """
    if _taken(folder):
        raise RegisterExists("export.exists", {"path": str(folder)})
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from None
    try:
        written = _write(beside, lines, documents, checkpoint)
        _settle(beside, folder)
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return written


def _taken(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except FileNotFoundError:
        return folder.is_symlink()
    except NotADirectoryError:
        return True
    except OSError as error:
        raise _unwritable(folder, error) from None


def _write(
    beside: Path, lines: Iterable[bytes], documents: Documents, checkpoint: bytes | None
) -> Exported:
    events, named, whole = 0, dict[str, None](), sha256()
    with (beside / LOG).open("wb") as file:
        for line in lines:
            file.write(line)
            whole.update(line)
            named.update(dict.fromkeys(_named(line)))
            events += 1
        _flush(file)
    _hold(beside / LOG, whole.digest())
    (beside / DOCUMENTS).mkdir()
    missing = []
    for digest in named:
        body = documents(digest)
        if body is None:
            missing.append(digest)
        else:
            _write_file(_document_path(beside, digest), body)
    if checkpoint is not None:
        _write_file(beside / CHECKPOINT, checkpoint)
    return Exported(events, len(named) - len(missing), tuple(missing))


def _named(line: bytes) -> Iterator[str]:
    """Yield the digests of documents that a line names; none where it cannot be read."""
    try:
        found = named_in(read(line))
    except (ValueError, KeyError, TypeError):
        return
    yield from (digest for digest in found if isinstance(digest, str) and _is_digest(digest))


def _is_digest(digest: str) -> bool:
    hexed = digest.removeprefix(PREFIX)
    known = digest.startswith(PREFIX) and len(hexed) == 64
    return known and all(char in "0123456789abcdef" for char in hexed)


def _document_path(folder: Path, digest: str) -> Path:
    return folder / DOCUMENTS / f"{digest.removeprefix(PREFIX)}.json"


def _write_file(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        file.write(body)
        _flush(file)
    _hold(path, sha256(body).digest())


def _hold(path: Path, digest: bytes) -> None:
    """Read a file back that was written a moment ago."""
    with path.open("rb") as file:
        if file_digest(file, "sha256").digest() != digest:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _settle(beside: Path, folder: Path) -> None:
    """Give the finished folder its name; one that is there is empty."""
    beside.chmod(0o755)
    with suppress(FileNotFoundError):
        folder.rmdir()
    beside.rename(folder)


def _unwritable(folder: Path, error: OSError) -> RegisterError:
    reason = error.strerror or type(error).__name__
    return FileUnwritable("export.unwritable", {"path": str(folder), "reason": reason})


# -- reading ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Export:
    """An export as it lies on disk: its log, and the folder around it where that was given."""

    log: Path
    folder: Path | None

    @property
    def documents(self) -> Documents | None:
        """What finds the documents; None where only the log was given."""
        return None if self.folder is None else self.document

    def lines(self) -> Iterator[bytes]:
        """Yield the raw lines, each with its LF; one that is too long is cut, and the last.

        Raises:
            FileUnreadable: the file cannot be read.
        """
        with _opened(self.log) as file:
            take = partial(file.readline, LONGEST + 1)
            while line := _guarded(self.log, take):
                yield line
                if len(line) > LONGEST:
                    return

    def document(self, digest: str) -> bytes | None:
        """Return the document with *digest*, as it lies there; None where there is none.

        Raises:
            FileUnreadable: it is there and cannot be read, or is too large.
        """
        if self.folder is None or not _is_digest(digest):
            return None
        return _whole(_document_path(self.folder, digest), LARGEST_DOCUMENT)

    def checkpoint(self) -> bytes | None:
        """Return the checkpoint of the export; None where there is none.

        Raises:
            FileUnreadable: it is there and cannot be read, or is too large.
        """
        return (
            None if self.folder is None else _whole(self.folder / CHECKPOINT, checkpoints.LONGEST)
        )


def read_export(path: Path) -> Export:
    """Return the export at *path*: its folder, or the file of its log alone.

    Raises:
        FileUnreadable: there is none.
    """
    mode = _guarded(path, lambda: path.stat().st_mode)
    if not stat.S_ISDIR(mode):
        return Export(_regular(path), None)
    log = path / LOG
    try:
        _regular(log)
    except FileUnreadable:
        if not log.exists():
            raise FileUnreadable("export.no_log", {"path": str(path)}) from None
        raise
    return Export(log, path)


def _regular(path: Path) -> Path:
    if not stat.S_ISREG(_guarded(path, lambda: path.stat().st_mode)):
        raise FileUnreadable("export.not_a_file", {"path": str(path)})
    return path


def read_small(path: Path, most: int) -> bytes:
    """Return the bytes of a file that has at most *most*.

    Raises:
        FileUnreadable: there is no such file, it cannot be read, or it has more.
    """
    body = _whole(path, most)
    if body is None:
        reason = os.strerror(2)
        raise FileUnreadable("export.unreadable", {"path": str(path), "reason": reason})
    return body


def _whole(path: Path, most: int) -> bytes | None:
    if not _guarded(path, path.exists):
        return None
    with _opened(_regular(path)) as file:
        body = _guarded(path, lambda: file.read(most + 1))
    if len(body) > most:
        raise FileUnreadable("export.too_large", {"path": str(path), "most": most})
    return body


def _opened(path: Path) -> BinaryIO:
    return _guarded(path, lambda: path.open("rb"))


def _guarded(path: Path, act: Callable[[], T]) -> T:
    """Return what *act* does with the file at *path*; a failure is said with its path."""
    try:
        return act()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        facts = {"path": str(path), "reason": reason}
        raise FileUnreadable("export.unreadable", facts) from None
