"""What this site has seen of a register: its size and the hash of its last line.

It is kept outside the register, so that a register which was cut, or restored
from an old backup, or exchanged for another history, is noticed when it is
opened. It proves nothing to others; checkpoints do (`responselevels.register.log.checkpoints`).

Several processes may share a folder. What was seen is read *before* the size of
the register is: what others record in between makes the register longer than
was seen, and never shorter. A record carries a check of itself, and is written
in one piece under a lock: one that was read half written, or that something
else wrote over, accuses nobody. It counts as odd, which is said (`RollbackGuard.odd`).
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path
from secrets import token_hex

from responselevels.errors import RegisterShrunk
from responselevels.register.log.events import Head

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # pragma: no cover - a system without such locks
    LOCK_EX = LOCK_NB = 0  # type: ignore[misc]

    def flock(_file: int, _kind: int, /) -> None:  # type: ignore[misc]
        """Lock nothing."""


_WIDTH = 160
"""Length of a record in bytes: one is written over another."""

_MOST = 4096
"""A file that has more bytes is no record."""

_LARGEST = 2**63 - 1
"""No store numbers its lines any further."""

_TRIES, _PAUSE = 20, 0.001
"""Number of times that a half-written record is read again, and the seconds before each."""

_WAITS = 500
"""Number of such pauses in which another may finish writing, also one that a busy machine holds up."""

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)

VARIABLE = "RESPONSELEVELS_STATE"
"""Names the folder in which seen heads are remembered."""


def state_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder for what this site remembers; None where its user has no home."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named)
    home = environment.get("XDG_STATE_HOME")
    with suppress(RuntimeError):
        return Path(home or Path("~/.local/state").expanduser()) / "responselevels"
    return None


def hold(register: str, seen: Head, size: int, at_seen: str | None) -> None:
    """Hold a register of *size* lines to what was *seen* of it before the size was asked for.

    *at_seen* is the hash of the line at which it was seen to end.

    Raises:
        RegisterShrunk: it is smaller, or another history.
    """
    facts = {"register": register, "seen": seen.size, "size": size}
    if size < seen.size:
        raise RegisterShrunk("shrunk", facts)
    if seen.size and at_seen != seen.hash:
        raise RegisterShrunk("other_history", facts)


@dataclass(frozen=True, slots=True)
class UnusableRecord:
    """A record that cannot be read or written, and why: what is not remembered is not noticed."""

    path: str
    reason: str


class RollbackGuard:
    """Remembers how far registers were seen; never less than it remembered before."""

    def __init__(self, folder: Path | None) -> None:
        """Remember in *folder*; without one, only as long as this object lives."""
        self._folder = folder
        self._heads: dict[str, Head] = {}
        self.odd: UnusableRecord | None = None

    @property
    def folder(self) -> Path | None:
        """The folder; None where nothing is kept beyond this object's life."""
        return self._folder

    def of(self, register: str) -> Head:
        """Return how far the register with this id was seen; ask it before its size."""
        known = self._heads.get(register, Head())
        path = self._path(register)
        kept = None if path is None else self._read(path)
        return kept if kept is not None and kept.size > known.size else known

    def remember(self, register: str, head: Head) -> None:
        """Remember that the register was seen to go as far as *head*.

        What cannot be remembered is no reason to fail what was done already: it
        is odd.
        """
        if head.size <= self._heads.get(register, Head()).size:
            return
        self._heads[register] = head
        path = self._path(register)
        if path is None:
            return
        try:
            _write(path, head)
        except (OSError, ValueError) as error:
            self.odd = UnusableRecord(str(path), _reason(error))

    def forget(self, register: str) -> None:
        """Forget how far a register was seen, because somebody said so.

        What was remembered is set aside under another name, as evidence.

        Raises:
            OSError: it cannot be set aside.
        """
        size = self.of(register).size
        self._heads.pop(register, None)
        path = self._path(register)
        if path is not None and path.exists():
            path.replace(path.with_name(f"{path.stem}.seen-{size}.json"))

    def _path(self, register: str) -> Path | None:
        """Return the file of a register."""
        if self._folder is None:
            return None
        return self._folder / f"{file_name(register)}.json"

    def _read(self, path: Path) -> Head | None:
        """Return the record at *path*, None where there is none that can be read."""
        for last in [False] * _TRIES + [True]:
            try:
                return _record(_bytes_at(path))
            except FileNotFoundError:
                return None
            except OSError as error:
                self.odd = UnusableRecord(str(path), _reason(error))
                return None
            except ValueError as error:  # perhaps it is being written at this moment
                if last:
                    self.odd = UnusableRecord(str(path), str(error))
            time.sleep(_PAUSE)
        return None


def file_name(register: str) -> str:
    """Return what files of a register are called; what a log calls itself may be no name of a file."""
    plain = _PLAIN.fullmatch(register) is not None
    return register if plain else f"OTHER-{sha256(register.encode()).hexdigest()}"


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _bytes_at(path: Path) -> bytes:
    with FileIO(path, opener=_opened) as file:
        _hold_to_a_file(file)
        return os.read(file.fileno(), _MOST)


def _opened(path: str, flags: int) -> int:
    """Open a file that may turn out to be a pipe without waiting for its other end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o600)


def _made(path: str, flags: int) -> int:
    """Open a file, or make it where there is none."""
    return _opened(path, flags | os.O_CREAT)


def _hold_to_a_file(file: FileIO) -> None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


def _record(body: bytes) -> Head:
    """Return what a record says.

    Raises:
        ValueError: it is none, or not whole.
    """
    try:
        fields: object = json.loads(body)
    except RecursionError:
        raise ValueError("JSON") from None
    if not isinstance(fields, dict):
        fields = {}
    size, last = fields.get("size"), fields.get("hash")
    if type(size) is not int or not 0 < size <= _LARGEST:
        raise ValueError("size")
    if not isinstance(last, str) or not _HASH.fullmatch(last):
        raise ValueError("hash")
    head = Head(size, last)
    if fields.get("check", _check(head)) != _check(head):  # records of old have none
        raise ValueError("check")
    return head


def _check(head: Head) -> str:
    return sha256(f"{head.size} {head.hash}".encode()).hexdigest()[:16]


def _write(path: Path, head: Head) -> None:
    """Write over what was remembered, in one piece and one place: this happens at every commit.

    Raises:
        OSError, ValueError: it cannot be written.
    """
    record = {"size": head.size, "hash": head.hash, "check": _check(head)}
    body = json.dumps(record).ljust(_WIDTH).encode("ascii")
    # An object, for Python closes it wherever a call is broken off: the lock of a mere number would
    # outlive the call, and others would wait for it in vain at each commit.
    try:
        file = FileIO(path, "r+", opener=_opened)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _begun(path, body):
            return
        file = FileIO(path, "r+", opener=_made)
    with file:
        _hold_to_a_file(file)
        with _locked(file.fileno()):
            if _goes_further(path, file.fileno(), head):
                return
            os.lseek(file.fileno(), 0, os.SEEK_SET)
            os.write(file.fileno(), body)
            os.truncate(file.fileno(), _WIDTH)


def _begun(path: Path, body: bytes) -> bool:
    """Put the first record in its place whole: nobody sees an empty one. Say whether it was the first."""
    # A name for this call alone: another thread that wrote the same file would write over what it became.
    beside = path.with_name(f".{path.name}.{os.getpid()}-{token_hex(8)}")
    try:
        beside.write_bytes(body)
        beside.chmod(0o600)
        os.link(beside, path)
    except OSError:  # somebody was quicker, or this file system has no links
        return False
    finally:
        beside.unlink(missing_ok=True)
    return True


def _goes_further(path: Path, file: int, head: Head) -> bool:
    """Say whether what is remembered already goes as far as *head*.

    Raises:
        OSError: it is no record, and lies elsewhere: that is left as it is.
    """
    try:
        return _record(os.read(file, _MOST)).size >= head.size
    except ValueError:
        if path.is_symlink():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from None
        return False


@contextmanager
def _locked(file: int) -> Iterator[None]:
    """Keep others from writing meanwhile, as far as they can be; closing the file ends it."""
    for _ in range(_WAITS):
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:  # a file system without locks
            break
        else:
            break
    yield
