"""What only a file does: journals, guards, rights to it, locks by other programs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from responselevels.errors import (
    FileUnreadable,
    OutcomeUnknown,
    RegisterBusy,
    RegisterDamaged,
    RegisterError,
    RegisterUnreadable,
    RegisterUnwritable,
)
from responselevels.register.stores import sqlite_file
from responselevels.register.stores.opening import open_store, path_of
from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.sqlite_errors import Doing, code_of, refused, spent
from responselevels.register.stores.sqlite_file import SAFE_WAL, Journal, make, safe_journal
from responselevels.register.stores.sqlite_line import WaitingLine
from tests.register.stores.test_migrations import raw
from tests.register.stores.writing import add_many, line_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.db"


@pytest.fixture
def store(sqlite_url: str) -> Iterator[SqliteStore]:
    open_store(sqlite_url, create=True).close()
    store = SqliteStore(path_of(sqlite_url))
    add_many(store, 2)
    yield store
    store.close()


def pragma(store: SqliteStore, name: str) -> object:
    return store._connection().execute(f"PRAGMA {name}").fetchone()[0]


# -- journals --------------------------------------------------------------------------------


def test_a_log_is_written_ahead_only_where_sqlite_is_new_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for version, journal in [((3, 51, 2), "delete"), (SAFE_WAL, "wal"), ((4, 0, 0), "wal")]:
        monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
        assert safe_journal() == journal


def test_a_commit_waits_for_the_disk_and_for_the_folder(store: SqliteStore) -> None:
    assert pragma(store, "synchronous") == 3


@pytest.mark.parametrize("journal", ["wal", "delete", "truncate"])
def test_the_journal_can_be_chosen(path: Path, journal: Journal) -> None:
    make(path, 5, journal)
    store = SqliteStore(path, journal=journal)
    add_many(store, 2)
    assert pragma(store, "journal_mode") == journal
    store.close()


@pytest.mark.parametrize(("version", "after"), [((3, 51, 2), "delete"), (SAFE_WAL, "wal")])
def test_a_log_written_ahead_is_given_up_where_it_is_not_safe(
    path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], after: str
) -> None:
    make(path, 5, "wal")
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    store = SqliteStore(path)
    add_many(store, 1)
    assert pragma(store, "journal_mode") == after
    store.close()


def test_a_log_written_ahead_that_others_use_is_not_given_up_under_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path, 5, "wal")
    other = SqliteStore(path, journal="wal")
    add_many(other, 1)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(RegisterBusy):
        SqliteStore(path, patience=0.1)
    assert SqliteStore(path, patience=0.1, read_only=True).size() == 1
    other.close()


def test_a_journal_that_cannot_be_set_is_named(path: Path) -> None:
    class Stubborn(sqlite3.Connection):
        def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:
            return super().execute(sql.partition("= wal")[0] if "journal" in sql else sql, *rest)  # type: ignore[arg-type]

    make(path, 5, "delete")
    connection = sqlite3.connect(path, factory=Stubborn)
    with pytest.raises(RegisterBusy) as refusal:
        sqlite_file.settle_journal(connection, "wal", "here")
    assert str(refusal.value) == (
        "`here` is open elsewhere with the journal `delete`, which is not safe with this version "
        "of SQLite; close the other programs, or upgrade SQLite"
    )
    connection.close()


# -- guards against accidents -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE event SET line = x'00'", "event: nothing is ever changed"),
        ("DELETE FROM event WHERE seq = 1", "event: nothing is ever taken away"),
        ("INSERT OR REPLACE INTO event VALUES (1, x'00')", "event: there already, or out of turn"),
        ("INSERT INTO event VALUES (7, x'00')", "event: there already, or out of turn"),
        ("INSERT INTO event VALUES (2, 'text')", "CHECK constraint failed: typeof(line) = 'blob'"),
        ("REPLACE INTO document VALUES ('d', x'00')", "document: there already, or out of turn"),
        ("UPDATE document SET digest = 'e'", "document: nothing is ever changed"),
        ("DELETE FROM checkpoint", "checkpoint: nothing is ever taken away"),
        ("REPLACE INTO checkpoint VALUES (2, x'00')", "checkpoint: there already, or out of turn"),
    ],
)
def test_nothing_is_changed_by_accident(store: SqliteStore, statement: str, said: str) -> None:
    store.transact(lambda writing: writing.keep("d", b"body"))
    store.transact(lambda writing: writing.keep_checkpoint(2, b"\0"))
    with pytest.raises(RegisterUnwritable) as refusal:
        store.transact(lambda writing: raw(writing)(statement))
    assert str(refusal.value.facts["said"]).startswith(said)
    assert list(store.lines()) == [line_of(0), line_of(1)]
    assert store.document("d") == b"body"


# -- rights ------------------------------------------------------------------------------------


def as_nobody(path: Path, folder: int, file: int) -> list[str]:
    """Return what somebody without special rights finds: opening, reading, writing."""
    path.parent.chmod(folder)
    path.chmod(file)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, "\n".join(found(path)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.read().splitlines()
    os.waitpid(child, 0)
    path.parent.chmod(0o755)
    return lines


def found(path: Path) -> Iterator[str]:
    try:
        store = SqliteStore(path, patience=0.1)
        yield f"{store.size()} lines"
        add_many(store, 1)
        yield "written"
    except RegisterError as error:
        yield f"{type(error).__name__} {error.code}"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may enter, which those of pytest are not."""
    folder = Path(tempfile.mkdtemp())
    make(folder / "register.db", 5, "delete")
    yield folder / "register.db"
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="rights are those of this system's files")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # forks beside threads
def test_a_file_that_may_only_be_read_is_read(open_folder: Path) -> None:
    refusal = "RegisterUnwritable store.read_only"
    assert as_nobody(open_folder, 0o777, 0o666) == ["0 lines", "written"]
    assert as_nobody(open_folder, 0o555, 0o444) == ["1 lines", refusal]
    assert as_nobody(open_folder, 0o555, 0o666) == ["1 lines", refusal]
    assert as_nobody(open_folder, 0o555, 0o000) == ["RegisterUnreadable store.unreadable"]


# -- locks --------------------------------------------------------------------------------------


def test_a_file_that_another_program_locks_is_busy(store: SqliteStore, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RegisterBusy) as busy:
        SqliteStore(path, patience=0.1)
    assert str(busy.value) == (
        f"others held `{path}` for longer than this may wait "
        "(database is locked (SQLITE_BUSY)); nothing was recorded; try again"
    )
    other.execute("ROLLBACK")
    other.close()
    add_many(store, 1)


def test_a_reader_elsewhere_holds_up_a_commit_no_longer_than_the_patience(
    store: SqliteStore, path: Path
) -> None:
    hasty = SqliteStore(path, patience=0.1, journal="delete")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM event").fetchone()
    if pragma(store, "journal_mode") == "delete":
        with pytest.raises(RegisterBusy):
            add_many(hasty, 1)
    other.execute("ROLLBACK")
    other.close()
    size = hasty.size()
    add_many(hasty, 1)
    assert hasty.size() == size + 1
    hasty.close()


def test_who_finds_others_waiting_lets_them_go_first(store: SqliteStore, path: Path) -> None:
    line, other = WaitingLine(0.05), sqlite3.connect(path, isolation_level=None)
    store._connection().execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with pytest.raises(sqlite3.OperationalError):
        line.begin(other)
    assert time.monotonic() - begun > 0.04
    store._connection().execute("ROLLBACK")
    seen = [line._contended]
    line.begin(other)
    assert [*seen, line._contended] == [True, False]
    assert other.in_transaction
    other.execute("ROLLBACK")
    other.close()


# -- what SQLite says ------------------------------------------------------------------------------


def failure(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("said")
    error.sqlite_errorcode, error.sqlite_errorname = code, "NAME"
    return error


@pytest.mark.parametrize(
    ("code", "doing", "expected", "sentence"),
    [
        (sqlite3.SQLITE_BUSY, "write", RegisterBusy, "store.busy"),
        (sqlite3.SQLITE_LOCKED, "read", RegisterBusy, "store.busy"),
        (sqlite3.SQLITE_FULL, "write", RegisterUnwritable, "store.full"),
        (sqlite3.SQLITE_FULL, "commit", RegisterUnwritable, "store.full"),
        (sqlite3.SQLITE_READONLY, "write", RegisterUnwritable, "store.read_only"),
        (sqlite3.SQLITE_CANTOPEN, "write", RegisterUnwritable, "store.read_only"),
        (sqlite3.SQLITE_CANTOPEN, "read", RegisterUnreadable, "store.unreadable"),
        (sqlite3.SQLITE_IOERR | 4 << 8, "write", RegisterUnwritable, "store.failing"),
        (sqlite3.SQLITE_IOERR | 4 << 8, "commit", OutcomeUnknown, "store.unknown"),
        (sqlite3.SQLITE_IOERR, "read", RegisterUnreadable, "store.unreadable"),
        (sqlite3.SQLITE_CORRUPT, "commit", RegisterDamaged, "store.damaged"),
        (sqlite3.SQLITE_NOTADB, "read", FileUnreadable, "store.no_database"),
    ],
)
def test_what_sqlite_says_is_worded(
    code: int, doing: Doing, expected: type[RegisterError], sentence: str
) -> None:
    error = refused(failure(code), "here", doing)
    assert type(error) is expected
    assert (error.code, error.facts) == (sentence, {"store": "here", "said": "said (NAME)"})


def test_a_connection_is_given_up_when_the_disk_failed_it() -> None:
    assert spent(failure(sqlite3.SQLITE_IOERR | 5 << 8))
    assert spent(failure(sqlite3.SQLITE_CORRUPT))
    assert not spent(failure(sqlite3.SQLITE_BUSY))
    assert not spent(sqlite3.ProgrammingError("no code"))


def test_a_message_that_is_damaged_itself_is_shown_with_escapes() -> None:
    error = UnicodeDecodeError("utf-8", b"malformed \xe7", 10, 11, "reason")
    assert code_of(error) == sqlite3.SQLITE_CORRUPT
    damage = refused(error, "here", "read")
    assert type(damage) is RegisterDamaged
    assert damage.facts["said"] == "malformed \\xe7"


def test_a_file_that_was_taken_away_is_missed(store: SqliteStore, path: Path) -> None:
    path.unlink()
    with pytest.raises(RegisterUnreadable) as refusal:
        store.size()
    assert refusal.value.code == "store.vanished"


def test_making_a_register_says_what_sqlite_says(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_any: object) -> None:
        raise failure(sqlite3.SQLITE_FULL)

    monkeypatch.setattr(sqlite_file, "_make", full)
    with pytest.raises(RegisterUnwritable) as refusal:
        make(path, 1, None)
    assert refusal.value.code == "store.full"


def test_a_connection_that_cannot_even_roll_back_is_given_up(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(_connection: sqlite3.Connection) -> None:
        raise failure(sqlite3.SQLITE_IOERR)

    monkeypatch.setattr("responselevels.register.stores.sqlite.undo", stuck)
    with pytest.raises(KeyError):
        store.transact(lambda writing: vars(writing)["nothing"])
    monkeypatch.undo()
    assert store._held.current is None
    add_many(store, 1)
    assert store.size() == 3
