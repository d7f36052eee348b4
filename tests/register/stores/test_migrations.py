"""A register of an earlier version is brought forward with its data, at once or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from responselevels.errors import RegisterError, RegisterFormat
from responselevels.register.stores import migrations
from responselevels.register.stores.migrations import LATEST, POSTGRES, SQLITE, statements
from responselevels.register.stores.opening import open_store, path_of
from responselevels.register.stores.sqlite_file import APPLICATION
from responselevels.register.stores.store import Store, Writing
from tests.register.servers import schema_of
from tests.register.stores.writing import add_many, line_of


def test_both_dialects_have_a_step_for_each_version() -> None:
    assert len(SQLITE) == len(POSTGRES) == LATEST
    assert list(statements(SQLITE, LATEST)) == []
    assert list(statements(SQLITE, 1)) == [*SQLITE[1], *SQLITE[2]]


def first_version(url: str) -> None:
    """Make a register of version 1 with three lines and a document, as that version did."""
    if url.startswith("sqlite"):
        database = sqlite3.connect(path_of(url), isolation_level=None)
        for statement in SQLITE[0]:
            database.execute(statement)
        database.executemany("INSERT INTO event VALUES (?, ?)", [(n, line_of(n)) for n in range(3)])
        database.execute("INSERT INTO document VALUES ('d', x'616263')")
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute("PRAGMA user_version = 1")
        database.close()
        return
    schema = sql.Identifier(schema_of(url))
    with psycopg.connect(bare(url)) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        connection.execute(sql.SQL("SET search_path = {}").format(schema))
        for statement in POSTGRES[0]:
            connection.execute(statement.encode())
        for n in range(3):
            connection.execute("INSERT INTO event VALUES (%s, %s)", (n, line_of(n)))
        connection.execute("INSERT INTO document VALUES ('d', %s)", (b"abc",))
        connection.execute("UPDATE register_version SET version = 1")


def bare(url: str) -> str:
    return url.rpartition("schema=")[0].rstrip("?&")


def version_of(url: str) -> int:
    if url.startswith("sqlite"):
        database = sqlite3.connect(path_of(url))
        version = database.execute("PRAGMA user_version").fetchone()[0]
        database.close()
        return int(version)
    with psycopg.connect(bare(url)) as connection:
        table = sql.Identifier(schema_of(url), "register_version")
        row = connection.execute(sql.SQL("SELECT version FROM {}").format(table)).fetchone()
        assert row is not None
        return int(row[0])


def what_is_in(store: Store) -> tuple[list[bytes], bytes | None]:
    return list(store.lines()), store.document("d")


AS_IT_WAS = ([line_of(0), line_of(1), line_of(2)], b"abc")


def test_an_earlier_register_is_brought_forward_with_its_data(register_url: str) -> None:
    first_version(register_url)
    store = open_store(register_url)
    assert version_of(register_url) == LATEST
    assert what_is_in(store) == AS_IT_WAS
    store.transact(lambda writing: writing.keep_checkpoint(3, b"note"))
    add_many(store, 1)
    assert store.checkpoints() == ((3, b"note"),)
    assert store.size() == 4
    store.close()


def test_one_that_is_only_read_is_read_as_it_is(register_url: str) -> None:
    first_version(register_url)
    store = open_store(register_url, read_only=True)
    assert version_of(register_url) == 1
    assert what_is_in(store) == AS_IT_WAS
    assert store.checkpoints() == ()
    store.close()


def test_a_step_that_fails_leaves_the_version_before(
    register_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(register_url)
    broken = ("CREATE TABLE half (a integer)", "CREATE TABLE half (a integer)")
    for name in ("sqlite_file", "server"):
        monkeypatch.setattr(
            f"responselevels.register.stores.{name}.statements", lambda _steps, _version: broken
        )
    with pytest.raises(RegisterError):
        open_store(register_url)
    assert version_of(register_url) == 1
    monkeypatch.undo()
    store = open_store(register_url)
    assert what_is_in(store) == AS_IT_WAS
    with pytest.raises(RegisterError):
        store.transact(lambda writing: raw(writing)("SELECT * FROM half"))
    store.close()


def raw(writing: Writing) -> Callable[[str], object]:
    return writing._connection.execute  # type: ignore[attr-defined,no-any-return]


def test_two_that_open_at_once_bring_it_forward_once(
    register_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(register_url)
    looks = []

    def slow(steps: migrations.Steps, version: int) -> list[str]:
        looks.append(version)
        if len(looks) == 1:  # before this one holds the lock, another is done
            pass
        return list(statements(steps, version))

    for name in ("sqlite_file", "server"):
        monkeypatch.setattr(f"responselevels.register.stores.{name}.statements", slow)
    stores = [open_store(register_url) for _ in range(2)]
    assert looks == [1]
    for store in stores:
        assert what_is_in(store) == AS_IT_WAS
        store.close()


def test_a_server_with_a_later_register_is_refused(postgres_url: str) -> None:
    store = open_store(postgres_url, create=True)
    store.transact(lambda writing: raw(writing)("UPDATE register_version SET version = 4"))
    with pytest.raises(RegisterFormat) as refusal:
        open_store(postgres_url)
    assert str(refusal.value) == (
        f"`{store.name}` was written by a later version of this program "
        "(inner format 4, known here: 3); upgrade responselevels"
    )
    store.close()


def test_a_file_that_can_only_be_read_is_not_brought_forward(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(sqlite_url)
    read_only_file(monkeypatch)
    store = open_store(sqlite_url)
    assert what_is_in(store) == AS_IT_WAS
    assert store.checkpoints() == ()
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["register.db"]


def read_only_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite find that it may only read, which root's rights would hide."""
    from responselevels.register.stores import sqlite, sqlite_file

    monkeypatch.setattr(
        sqlite,
        "connect",
        lambda path, _mode, patience: sqlite_file.connect(path, "ro", patience),
    )
