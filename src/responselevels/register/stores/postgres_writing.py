"""A transaction of a `PostgresStore`: what is read and appended while it holds the lock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

from responselevels.register.stores.pages import AT_ONCE, body_of, lines_to_the_end

_LINES = "SELECT seq, line FROM event WHERE seq >= %s AND seq < %s ORDER BY seq LIMIT %s"
_APPEND = "INSERT INTO event (seq, line) SELECT * FROM unnest(%s::bigint[], %s::bytea[])"
_SIZE = "SELECT coalesce(max(seq) + 1, 0) FROM event"
_NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
_ENDLESS = 2**62


@dataclass(slots=True)
class LookedAhead:
    """What was asked for with the lock: the time, and the lines from *start* on, where one is expected."""

    start: int
    time: psycopg.Cursor
    lines: psycopg.Cursor | None

    def instant(self) -> int | None:
        """Return the server's time, right after the lock was taken; None where it was told already."""
        row = self.time.fetchone()
        return None if row is None else int(row[0])

    def rows(self) -> list[tuple[int, object]]:
        """Return the lines, once, at most `AT_ONCE`."""
        lines, self.lines = self.lines, None
        return [] if lines is None else lines.fetchall()


def looked_ahead(connection: psycopg.Connection, start: int) -> LookedAhead:
    """Ask for the time, and for the lines from *start* on, which is where the last act ended."""
    time = connection.execute(_NOW)
    asked = (start, _ENDLESS, AT_ONCE)
    return LookedAhead(start, time, connection.execute(_LINES, asked) if start >= 0 else None)


class PostgresWriting:
    """A transaction of a `PostgresStore`, which holds the lock."""

    def __init__(
        self, connection: psycopg.Connection, name: str, channel: str, ahead: LookedAhead
    ) -> None:
        self._connection = connection
        self._name = name
        self._channel = channel
        self._ahead = ahead
        self._size: int | None = None
        self._pending: list[bytes] = []

    @property
    def end(self) -> int | None:
        """The number of lines when all is written, None where nothing is."""
        return self._size

    def instant(self) -> int | None:
        """Return the server's time now, in microseconds: not that of the transaction's beginning."""
        told = self._ahead.instant()
        if told is None:
            row = self._connection.execute(_NOW).fetchone()
            told = None if row is None else int(row[0])
        return told

    def size(self) -> int:
        """Return the number of lines, those appended in this transaction included."""
        self.flush()
        return size_of(self._connection)

    def lines(self, start: int) -> Iterator[bytes]:
        """Return the lines from number *start* on, as they were written."""
        self.flush()
        return lines_to_the_end(self._some, start, self._name)

    def _some(self, start: int, end: int) -> list[tuple[int, object]]:
        untouched = self._size is None and start == self._ahead.start
        rows = self._ahead.rows() if untouched else []
        if rows and len(rows) < AT_ONCE:
            self._size = rows[-1][0] + 1
        return rows or some_of(self._connection, start, end)

    def document(self, digest: str) -> bytes | None:
        """Return the document with this digest, None where there is none."""
        return document_of(self._connection, digest, self._name)

    def append(self, seq: int, line: bytes) -> None:
        """Append *line* under the number *seq*; those of one act go to the server together.

        Raises:
            ValueError: *seq* is not the next number.
        """
        if self._size is None:
            self._size = size_of(self._connection)
        if seq != self._size:
            raise ValueError(f"{seq} is not the number of the next line")
        self._pending.append(line)
        self._size += 1

    def flush(self) -> None:
        """Write what was appended, and have those told who listen, once it is committed."""
        lines, self._pending = self._pending, []
        if lines:
            end = self._size or 0
            numbers = list(range(end - len(lines), end))
            self._connection.execute(_APPEND, (numbers, lines))
            self._connection.execute("SELECT pg_notify(%s, '')", (self._channel,))

    def keep(self, digest: str, body: bytes) -> None:
        """Keep a document under its digest; one that is there already is left as it is."""
        if self.document(digest) is None:
            self._connection.execute(
                "INSERT INTO document (digest, body) VALUES (%s, %s)", (digest, body)
            )

    def keep_checkpoint(self, size: int, note: bytes) -> None:
        """Keep a checkpoint that was signed; the same one is kept once."""
        there = "SELECT 1 FROM checkpoint WHERE size = %s AND note = %s"
        if self._connection.execute(there, (size, note)).fetchone() is None:
            self._connection.execute(
                "INSERT INTO checkpoint (size, note) VALUES (%s, %s)", (size, note)
            )


def size_of(connection: psycopg.Connection) -> int:
    """Return the number of lines."""
    row = connection.execute(_SIZE).fetchone()
    return 0 if row is None else int(row[0])


def some_of(connection: psycopg.Connection, start: int, end: int) -> list[tuple[int, object]]:
    """Return the first lines from number *start* up to (not with) *end*, each with its number."""
    return connection.execute(_LINES, (start, end, AT_ONCE)).fetchall()


def document_of(connection: psycopg.Connection, digest: str, name: str) -> bytes | None:
    """Return the document with this digest, None where there is none."""
    row = connection.execute("SELECT body FROM document WHERE digest = %s", (digest,)).fetchone()
    return None if row is None else body_of(row[0], digest, name)


def checkpoints_of(
    connection: psycopg.Connection, version: int = 2
) -> tuple[tuple[int, bytes], ...]:
    """Return the checkpoints that were kept, from the smallest up; *version* is that of the schema."""
    if version < 2:  # an old register that can only be read
        return ()
    rows = connection.execute("SELECT size, note FROM checkpoint ORDER BY size, note")
    return tuple((int(size), bytes(note)) for size, note in rows)
