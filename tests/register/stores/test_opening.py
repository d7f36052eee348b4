"""Addresses, and what is found there."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest

from responselevels.errors import (
    FileUnreadable,
    FileUnwritable,
    MissingExtra,
    RegisterAddress,
    RegisterError,
    RegisterExists,
    RegisterFormat,
    RegisterNotFound,
    RegisterUnreadable,
)
from responselevels.register.stores.address import SCHEMA, Address
from responselevels.register.stores.opening import open_store, path_of
from responselevels.register.stores.sqlite_file import APPLICATION
from tests.register.stores.writing import add_many

EXAMPLES = "`sqlite:///register.db` or `postgresql://host/database`"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("register.db", f"`register.db` is no address of a register; write {EXAMPLES}"),
        ("", f"`` is no address of a register; write {EXAMPLES}"),
        ("mysql://host/db", f"`mysql://host/db` is no address of a register; write {EXAMPLES}"),
        ("mysql://me:secret@host", f"`mysql://…` is no address of a register; write {EXAMPLES}"),
        ("sqlite:///", f"`sqlite:///` is no address of a register; write {EXAMPLES}"),
        ("sqlite:///:memory:", f"`sqlite:///:memory:` is no address of a register; write {EXAMPLES}"),
        ("sqlite:///a%00b", f"`sqlite:///a%00b` is no address of a register; write {EXAMPLES}"),
        (
            "sqlite://a.db",
            "`sqlite://a.db` lacks the slashes before the name of the file; write `sqlite:///a.db`",
        ),
        (
            "sqlite:a.db",
            "`sqlite:a.db` lacks the slashes before the name of the file; write `sqlite:///a.db`",
        ),
        (
            "sqlite:///a.db?mode=ro",
            ("`sqlite:///a.db?mode=ro` has a part after `?`, which a file has not; "
            "leave it out, or write `%3F` where it belongs to the name"),
        ),
        (
            "postgresql://host/db?schema=A-b",
            ("`A-b` does not name a schema; use small letters, digits and `_`, "
            "at most 63, the first no digit"),
        ),
        ("postgresql://me:secret@[::1/db", f"`postgresql://…` is no address of a register; write {EXAMPLES}"),
        (
            "postgresql://me:secret@host/db?nonsense=1",
            f"`postgresql://me@host/db?nonsense=1` is no address of a register; write {EXAMPLES}",
        ),
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_shows_no_password(url: str, message: str) -> None:
    with pytest.raises(RegisterAddress) as refusal:
        open_store(url)
    assert str(refusal.value) == message
    assert "secret" not in refusal.value.worded("zh")
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_the_file_is_named_from_here_or_by_its_whole_path() -> None:
    assert path_of("sqlite:///a/b.db") == Path("a/b.db")
    assert path_of("sqlite:////a/b.db") == Path("/a/b.db")
    assert path_of("sqlite:///a%20b%3F%23.db") == Path("a b?#.db")
    assert path_of("sqlite:///西咸.db") == Path("西咸.db")


def test_an_awkward_name_of_a_file_is_just_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a b%41?#'\"西.db"
    encoded = str(path).replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    store = open_store(f"sqlite:///{encoded}", create=True)
    assert store.name == str(path)
    assert path.exists()
    store.close()


def test_a_relative_file_stays_the_same_where_one_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///here.db", create=True)
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    store._held.drop()  # type: ignore[attr-defined]
    add_many(store, 1)
    assert store.name == str(tmp_path / "here.db")
    store.close()


def test_the_address_of_a_server_loses_our_own_part_and_shows_no_password() -> None:
    url = "postgresql://me:se%20cret@host:1/db?sslmode=require&schema=duty_1&password=secret"
    address = Address.parse(url)
    assert address.schema == "duty_1"
    assert address.conninfo == "postgresql://me:se%20cret@host:1/db?sslmode=require&password=secret"
    assert address.name == "postgresql://me@host:1/db?sslmode=require&schema=duty_1"
    assert "cret" not in repr(address)
    assert Address.parse("postgresql:///db").schema == SCHEMA


def refusal_of(url: str, *, create: bool = False) -> tuple[type[RegisterError], str]:
    with pytest.raises(RegisterError) as refusal:
        open_store(url, create=create)
    return type(refusal.value), str(refusal.value)


def test_opening_never_makes_a_register(tmp_path: Path, register_url: str) -> None:
    kind, _message = refusal_of(register_url)
    assert kind is RegisterNotFound
    assert list(tmp_path.iterdir()) == []


def test_a_register_is_made_once(register_url: str) -> None:
    first = open_store(register_url, create=True)
    second = open_store(register_url, create=True)  # nothing was written yet
    add_many(first, 1)
    kind, message = refusal_of(register_url, create=True)
    assert kind is RegisterExists
    assert message == (
        f"there is a register at `{first.name}` already; open that one, or choose another address"
    )
    assert second.size() == 1
    first.close()
    second.close()


def test_a_file_that_is_not_there(sqlite_url: str, tmp_path: Path) -> None:
    assert refusal_of(sqlite_url) == (
        RegisterNotFound,
        (
            f"there is no file `{tmp_path}/register.db`; "
            "look for a slip in the address, or make a new register there"
        ),
    )


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    assert refusal_of(f"sqlite:///{tmp_path}") == (
        FileUnreadable,
        f"`{tmp_path}` is a folder; name a file in it",
    )
    taken = f"`{tmp_path}` is there already and is no register; choose another address"
    assert refusal_of(f"sqlite:///{tmp_path}", create=True) == (RegisterExists, taken)


def test_a_register_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refusal_of(f"sqlite:///{tmp_path}/no/a.db", create=True) == (
        FileUnwritable,
        f"there is no folder `{tmp_path}/no` to make `{tmp_path}/no/a.db` in; make the folder first",
    )


def test_a_file_of_something_else_is_no_register_and_stays_as_it_is(
    tmp_path: Path, sqlite_url: str
) -> None:
    path = tmp_path / "register.db"
    text = b"these are no orders, these are notes\n" * 100
    path.write_bytes(text)
    assert refusal_of(sqlite_url) == (
        FileUnreadable,
        (
            f"`{path}` is no database, or its beginning is destroyed (file is not a database "
            "(SQLITE_NOTADB)); look for a slip in the address, or restore a copy"
        ),
    )
    taken = f"`{path}` is there already and is no register; choose another address"
    assert refusal_of(sqlite_url, create=True) == (RegisterExists, taken)
    assert path.read_bytes() == text


def test_an_empty_file_holds_no_register_and_may_become_one(
    tmp_path: Path, sqlite_url: str
) -> None:
    (tmp_path / "register.db").touch()
    assert refusal_of(sqlite_url)[0] is RegisterNotFound
    store = open_store(sqlite_url, create=True)
    add_many(store, 1)
    store.close()


@pytest.mark.parametrize("application", [0, 7, APPLICATION])
def test_a_database_of_something_else_is_no_register(
    tmp_path: Path, sqlite_url: str, application: int
) -> None:
    path = tmp_path / "register.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, line BLOB)")
    database.execute(f"PRAGMA application_id = {application}")
    database.close()
    assert refusal_of(sqlite_url) == (
        RegisterNotFound,
        f"`{path}` holds no register; look for a slip in the address, or make a new register",
    )
    taken = f"`{path}` is there already and is no register; choose another address"
    assert refusal_of(sqlite_url, create=True) == (RegisterExists, taken)


def test_a_register_of_a_later_version_is_refused(tmp_path: Path, sqlite_url: str) -> None:
    open_store(sqlite_url, create=True).close()
    database = sqlite3.connect(tmp_path / "register.db")
    database.execute("PRAGMA user_version = 4")
    database.close()
    assert refusal_of(sqlite_url) == (
        RegisterFormat,
        (
            f"`{tmp_path}/register.db` was written by a later version of this program "
            "(inner format 4, known here: 3); upgrade responselevels"
        ),
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_what_is_no_file_cannot_be_read() -> None:
    assert refusal_of("sqlite:////dev/null")[0] in {RegisterNotFound, RegisterUnreadable}


def test_without_psycopg_the_install_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra) as missing:
        open_store("postgresql://host/db")
    assert str(missing.value) == (
        "`psycopg` is not installed; run: pip install 'responselevels[postgres]'"
    )
