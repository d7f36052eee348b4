"""Accounts that cannot be used: each is refused with what it is and what to do, and left as it lies."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from responselevels.cli.run import main
from responselevels.errors import (
    FileUnreadable,
    RegisterDamaged,
    RegisterError,
    RegisterFormat,
    RegisterNotFound,
    RegisterUnreadable,
    RegisterUnwritable,
    ResponseLevelsError,
)
from responselevels.server.callers import Right
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.credentials import Bearer, Session
from responselevels.server.people.store.sqlite import path_beside
from responselevels.server.people.store.tables import VERSION
from responselevels.server.people.tokens import TokenPlan
from tests.register import duty
from tests.register.servers import schema_of
from tests.server.people.staff import LI, OTHER, PASSWORD
from tests.server.people.store.kills import accounts_at

TOKEN = TokenPlan(account="li", title="x", rights=frozenset({Right.READ}), bodies=frozenset())


def kept(url: str) -> tuple[str, str]:
    """Make a register with an account; return a session and a token of it."""
    duty.made(url).close()
    with closing(accounts_at(url)) as accounts:
        accounts.add(LI, PASSWORD)
        return accounts.sign_in("li", PASSWORD).session, accounts.issue_token(TOKEN)


def file_of(url: str) -> Path:
    return path_beside(Path(url.removeprefix("sqlite:///")))


def on_sqlite(url: str, *statements: str) -> None:
    with closing(sqlite3.connect(file_of(url))) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def on_postgres(url: str, *statements: str) -> None:
    server, _, schema = url.replace("&schema=", "?schema=").partition("?schema=")
    with psycopg.connect(server, autocommit=True) as connection:
        place = sql.SQL("SET search_path TO {}").format(sql.Identifier(schema))
        connection.execute(place)
        for statement in statements:
            connection.execute(statement.encode())


def alter(url: str, *statements: str) -> None:
    """Change what is kept, past the program."""
    (on_sqlite if url.startswith("sqlite:") else on_postgres)(url, *statements)


# -- of a newer version --------------------------------------------------------------------------


def test_accounts_that_a_later_version_made_are_left_alone(register_url: str) -> None:
    kept(register_url)
    later = (
        f"PRAGMA user_version = {VERSION + 1}"
        if register_url.startswith("sqlite:")
        else f"UPDATE account_setting SET value = '{VERSION + 1}' WHERE name = 'version'"  # noqa: S608
    )
    alter(register_url, later)
    with pytest.raises(RegisterFormat, match="a later version of this program"):
        accounts_at(register_url)


def test_a_server_that_is_running_takes_no_part_in_what_a_later_version_put_there(
    sqlite_url: str, tmp_path: Path
) -> None:
    session, _token = kept(sqlite_url)
    with closing(accounts_at(sqlite_url)) as accounts:
        assert accounts.caller(Session(session)) is not None
        other = tmp_path / "later.db"
        other.write_bytes(file_of(sqlite_url).read_bytes())
        with closing(sqlite3.connect(other)) as connection:
            connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        other.replace(file_of(sqlite_url))
        with pytest.raises(RegisterFormat, match="a later version of this program"):
            accounts.caller(Session(session))


# -- something else ------------------------------------------------------------------------------


def test_what_is_no_database_is_refused_and_left_as_it_lies(sqlite_url: str) -> None:
    duty.made(sqlite_url).close()
    file_of(sqlite_url).write_bytes(b"a shopping list\n" * 100)
    with pytest.raises(FileUnreadable, match="is no database"):
        accounts_at(sqlite_url)
    assert file_of(sqlite_url).read_bytes() == b"a shopping list\n" * 100


def test_a_database_of_others_is_refused_and_left_as_it_lies(sqlite_url: str) -> None:
    duty.made(sqlite_url).close()
    on_sqlite(sqlite_url, "PRAGMA journal_mode = wal", "CREATE TABLE songs (title TEXT)")
    before = file_of(sqlite_url).read_bytes()
    with pytest.raises(RegisterNotFound, match="holds no accounts"):
        accounts_at(sqlite_url)
    assert file_of(sqlite_url).read_bytes() == before


def test_a_folder_in_the_place_of_accounts_is_refused(sqlite_url: str) -> None:
    duty.made(sqlite_url).close()
    file_of(sqlite_url).mkdir()
    with pytest.raises(RegisterUnreadable):
        accounts_at(sqlite_url)


def test_accounts_that_are_taken_away_while_they_are_used_are_said_to_be(sqlite_url: str) -> None:
    session, _token = kept(sqlite_url)
    with closing(accounts_at(sqlite_url)) as accounts:
        file_of(sqlite_url).unlink()
        with pytest.raises(RegisterUnreadable, match="no longer there"):
            accounts.caller(Session(session))
    assert not file_of(sqlite_url).exists()


# -- damaged -------------------------------------------------------------------------------------

USES: list[Callable[[RegisterAccounts, str, str], object]] = [
    lambda accounts, _session, _token: accounts.accounts(),
    lambda accounts, session, _token: accounts.caller(Session(session)),
    lambda accounts, _session, token: accounts.caller(Bearer(token)),
    lambda accounts, _session, _token: accounts.sign_in("li", PASSWORD),
    lambda accounts, _session, _token: accounts.sessions("li"),
    lambda accounts, _session, _token: accounts.tokens(),
    lambda accounts, _session, _token: accounts.acts(),
    lambda accounts, _session, _token: accounts.set_password("li", OTHER),
    lambda accounts, _session, _token: accounts.sign_in("li", OTHER),
]

DAMAGES = [
    ("account", "UPDATE account SET bodies = 'office'"),
    ("account", "UPDATE account SET bodies = '7'"),
    ("account", "UPDATE account SET areas = '{'"),
    ("account", "UPDATE account SET rights = 'null'"),
    ("account_session", "UPDATE account_session SET how = 'magic'"),
    ("account_token", "UPDATE account_token SET rights = '[['"),
    ("account_act", "UPDATE account_act SET facts = ''"),
    ("account_setting", "UPDATE account_setting SET value = 'xyz' WHERE name = 'forms'"),
]


@pytest.mark.parametrize(("table", "damage"), DAMAGES)
def test_what_nobody_wrote_is_said_to_be_damaged_and_lets_nobody_in(
    register_url: str, table: str, damage: str
) -> None:
    session, token = kept(register_url)
    alter(register_url, damage)
    said: list[RegisterError] = []
    for use in USES:
        with suppress(ResponseLevelsError):
            try:
                with closing(accounts_at(register_url)) as accounts:
                    use(accounts, session, token)
            except RegisterDamaged as error:
                said.append(error)
    assert said
    assert {one.facts["table"] for one in said} == {table}
    assert all(word in said[0].worded() for word in ("accounts", "put back a copy"))


@pytest.mark.parametrize(
    "damage", ["DROP TABLE account_try", "ALTER TABLE account DROP COLUMN title"]
)
def test_tables_that_are_gone_are_refused(register_url: str, damage: str) -> None:
    kept(register_url)
    alter(register_url, damage)
    with closing(accounts_at(register_url)) as accounts, pytest.raises(RegisterError):
        accounts.sign_in("li", PASSWORD)


def test_postgres_without_a_version_is_said_to_be_damaged(postgres_url: str) -> None:
    kept(postgres_url)
    alter(postgres_url, "DELETE FROM account_setting WHERE name = 'version'")
    with pytest.raises(RegisterDamaged, match="account_setting"):
        accounts_at(postgres_url)


@pytest.mark.parametrize("seed", range(8))
def test_a_file_that_rots_is_never_an_unexpected_error(sqlite_url: str, seed: int) -> None:
    session, token = kept(sqlite_url)
    sound, chance = file_of(sqlite_url).read_bytes(), random.Random(seed)
    for _ in range(12):
        rotten = bytearray(sound)
        if chance.random() < 0.2:
            del rotten[chance.randrange(len(rotten)) :]
        for _byte in range(chance.choice((1, 10, 200))):
            if rotten:
                rotten[chance.randrange(len(rotten))] = chance.randrange(256)
        file_of(sqlite_url).write_bytes(rotten)
        for use in USES:
            # Whatever else is raised fails the test.
            with suppress(ResponseLevelsError), closing(accounts_at(sqlite_url)) as accounts:
                use(accounts, session, token)


def test_the_command_line_says_of_damaged_accounts_what_to_do_in_a_line(
    sqlite_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(sqlite_url)
    monkeypatch.setenv("RESPONSELEVELS_REGISTER", sqlite_url)
    alter(sqlite_url, "UPDATE account SET rights = 'null'")
    assert main(["accounts", "list"]) == 65
    assert capsys.readouterr().err == (
        "responselevels: the table `account` of the accounts holds what no version of this program "
        "writes there; leave it as it is, and put back a copy of the accounts\n"
    )
    file_of(sqlite_url).write_bytes(b"rubbish" * 1000)
    assert main(["accounts", "list"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "is no database" in said.err


# -- without rights ------------------------------------------------------------------------------


def as_nobody(work: Callable[[], Iterator[str]]) -> list[str]:
    """Return what *work* yields for somebody without special rights."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, "\n".join(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.read().splitlines()
    os.waitpid(child, 0)
    return lines


def attempts(url: str) -> Iterator[str]:
    try:
        with closing(accounts_at(url)) as accounts:
            yield f"opened, {len(accounts.accounts())}"
            accounts.set_password("li", OTHER)
            yield "written"
    except RegisterError as error:
        yield f"{type(error).__name__} {error.code}"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="somebody else is a process that was forked")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_who_may_not_read_or_write_a_file_is_told_so(tmp_path: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:  # its parents let everybody pass
        folder = Path(name) / "kept"
        folder.mkdir()
        folder.parent.chmod(0o755)
        url = f"sqlite:///{folder / 'duty.db'}"
        kept(url)
        found: dict[object, list[str]] = {}
        for rights in ((0o555, 0o444), (0o555, 0o000), (0o000, 0o644)):
            folder.chmod(0o755)
            file_of(url).chmod(rights[1])
            folder.chmod(rights[0])
            found[rights] = as_nobody(lambda: attempts(url))
        folder.chmod(0o755)
        file_of(url).unlink()
        folder.chmod(0o555)
        found["none there"] = as_nobody(lambda: attempts(url))
        folder.chmod(0o755)
    assert found == {
        (0o555, 0o444): ["opened, 1", "RegisterUnwritable store.read_only"],
        (0o555, 0o000): ["RegisterUnwritable store.read_only"],
        (0o000, 0o644): ["RegisterUnwritable store.read_only"],
        "none there": ["RegisterUnwritable store.read_only"],
    }
    assert tmp_path.exists()


def test_who_may_make_no_tables_is_told_whom_to_ask(postgres_url: str) -> None:
    duty.made(postgres_url).close()
    role, schema = f"r_{schema_of(postgres_url)}", sql.Identifier(schema_of(postgres_url))
    server = postgres_url.replace("&schema=", "?schema=").partition("?schema=")[0]
    with psycopg.connect(server, autocommit=True) as owner:
        name = sql.Identifier(role)
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        try:
            owner.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, name))
            url = f"{postgres_url}&options=-c%20role%3D{role}"
            with pytest.raises(RegisterUnwritable, match="run `responselevels accounts list` once"):
                accounts_at(url)
            accounts_at(postgres_url).close()
            with pytest.raises(RegisterUnreadable) as refused:
                accounts_at(url)
            assert refused.value.code == "store.no_rights"
        finally:
            owner.execute(sql.SQL("DROP OWNED BY {}").format(name))
            owner.execute(sql.SQL("DROP ROLE {}").format(name))
