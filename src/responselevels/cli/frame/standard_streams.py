"""Standard input, output and error as the program was given them: open, closed or full.

A stream that is closed or takes no more is no mistake of the program: what was to
be printed is lost, and the exit status says so. A descriptor that is closed is
held, so that no file that is opened later takes its number and what is printed.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BufferedWriter, RawIOBase, TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STANDARD = (0, 1, 2)

_records: ContextVar[bool] = ContextVar("_records", default=False)
"""True while a command reports what it recorded: the work is then finished even if nobody can read it."""


class OutputLost(Exception):  # noqa: N818 - says what happened
    """Standard output takes nothing, or no more; *reason* is the machine's."""

    def __init__(self, reason: OSError) -> None:
        """Take what the machine said."""
        self.reason = reason
        super().__init__(reason)

    @property
    def went_away(self) -> bool:
        """True if the program reading our output closed it (a broken pipe)."""
        return isinstance(self.reason, BrokenPipeError)


class GuardedStream(RawIOBase):
    """A descriptor to write to that keeps in mind what failed; afterwards it takes all and drops it."""

    def __init__(self, descriptor: int | None, *, quiet: bool = False) -> None:
        """Write to *descriptor*, None where it was closed; a *quiet* one raises nothing."""
        super().__init__()
        self._descriptor = descriptor
        self._quiet = quiet
        self.failure: OutputLost | None = None

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def isatty(self) -> bool:
        """Say whether it is a terminal."""
        return self._descriptor is not None and os.isatty(self._descriptor)

    def fileno(self) -> int:
        """Return the descriptor.

        Raises:
            OSError: there is none.
        """
        if self._descriptor is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._descriptor

    def write(self, data: ReadableBuffer, /) -> int:
        """Write *data*; nothing of it once anything failed.

        Raises:
            OutputLost: it failed now, and nothing that was recorded is being told.
        """
        view = memoryview(data).cast("B")
        if self.failure is None:
            try:
                return os.write(self.fileno(), view)
            except OSError as reason:
                self.failure = OutputLost(reason)
                if not (self._quiet or _records.get()):
                    raise self.failure from None
        return len(view)


@contextmanager
def telling_what_was_recorded() -> Iterator[None]:
    """Print what was recorded: where nobody can hear it, go on with what is still to be recorded."""
    before = _records.set(True)
    try:
        yield
    finally:
        _records.reset(before)


@contextmanager
def standard_streams() -> Iterator[GuardedStream | None]:
    """Let this process print as UTF-8 through guarded streams; yield that of standard output.

    Streams that somebody put in place of the process's own are only made UTF-8.
    """
    closed = _held()
    before = sys.stdout, sys.stderr
    try:
        out = _guarded(1, before[0], sys.__stdout__, closed, quiet=False)
        err = _guarded(2, before[1], sys.__stderr__, closed, quiet=True)
        sys.stdout, sys.stderr = out or before[0], err or before[1]
        yield None if out is None else _raw(out)
    finally:
        sys.stdout, sys.stderr = before


def _held() -> set[int]:
    """Return which of the standard descriptors are closed, and hold their numbers."""
    closed = set()
    for number in _STANDARD:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
            closed.add(number)
    return closed


def _guarded(
    number: int, now: TextIO | None, own: TextIO | None, closed: set[int], *, quiet: bool
) -> TextIOWrapper | None:
    """Return a stream in the place of the process's *own* one, None where another stands there *now*."""
    if now is not own:
        if isinstance(now, TextIOWrapper):
            now.reconfigure(encoding="utf-8", errors="backslashreplace")
        return None
    lost = now is None or number in closed
    if now is not None:
        now.flush()
    raw = GuardedStream(None if lost else number, quiet=quiet)
    return TextIOWrapper(
        BufferedWriter(raw),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=quiet or raw.isatty(),
    )


def _raw(stream: TextIOWrapper) -> GuardedStream:
    buffer = stream.buffer
    raw = buffer.raw if isinstance(buffer, BufferedWriter) else None
    assert isinstance(raw, GuardedStream)  # noqa: S101 - made so above
    return raw
