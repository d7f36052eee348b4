"""What only a server does: roles, retries, connections that break, commits without an answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from responselevels.errors import (
    OutcomeUnknown,
    RegisterBusy,
    RegisterDamaged,
    RegisterError,
    RegisterExists,
    RegisterFormat,
    RegisterNotFound,
    RegisterUnreadable,
    RegisterUnwritable,
)
from responselevels.register.stores import postgres
from responselevels.register.stores import server as server_module
from responselevels.register.stores.address import Address
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.postgres import RETRIES, PostgresStore
from responselevels.register.stores.postgres_errors import Doing, refused
from responselevels.register.stores.postgres_writing import PostgresWriting
from responselevels.register.stores.store import Writing
from tests.register.servers import schema_of
from tests.register.stores.test_migrations import bare, first_version, raw
from tests.register.stores.writing import add, add_many, line_of

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(postgres_url: str) -> Iterator[PostgresStore]:
    open_store(postgres_url, create=True).close()
    store = PostgresStore(Address.parse(postgres_url))
    yield store
    store.close()


@pytest.fixture
def server(postgres_url: str) -> Iterator[psycopg.Connection]:
    """A connection beside the store's, of one who may do anything."""
    with psycopg.connect(bare(postgres_url), autocommit=True) as connection:
        connection.execute(
            sql.SQL("SET search_path = {}").format(sql.Identifier(schema_of(postgres_url)))
        )
        yield connection


def backend(store: PostgresStore) -> int:
    connection = store._held.current
    assert connection is not None
    return connection.info.backend_pid


def cut(server: psycopg.Connection, store: PostgresStore) -> None:
    """End the connection of *store* from the server's side."""
    server.execute("SELECT pg_terminate_backend(%s, 5000)", (backend(store),))


# -- rights ------------------------------------------------------------------------------


def granted(schema: str, role: str) -> list[str]:
    """Return the grants that the manual shows, for this schema and role."""
    page = (ROOT / "docs" / "postgresql.md").read_text(encoding="utf-8")
    block = page.partition("```sql\n")[2].partition("```")[0]
    text = block.replace("responselevels", schema).replace("duty_desk", role)
    return [line for line in text.split(";") if line.strip()]


@pytest.fixture
def desk_url(store: PostgresStore, server: psycopg.Connection, postgres_url: str) -> Iterator[str]:
    """The address of the register for a user with no more rights than the manual grants."""
    role = f"desk_{schema_of(postgres_url)}"
    try:
        for statement in granted(schema_of(postgres_url), role):
            server.execute(statement.encode())
    except psycopg.errors.InsufficientPrivilege:
        pytest.skip("this server lets its user make no roles")
    parts = urlsplit(postgres_url)
    host = parts.netloc.rpartition("@")[2]
    yield urlunsplit(parts._replace(netloc=f"{role}@{host}"))
    store.close()
    server.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
    server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def test_the_rights_in_the_manual_are_enough_to_read_and_write(desk_url: str) -> None:
    desk = open_store(desk_url)
    add_many(desk, 2)
    desk.transact(lambda writing: writing.keep("d", b"body"))
    desk.transact(lambda writing: writing.keep_checkpoint(2, b"note"))
    assert list(desk.lines()) == [line_of(0), line_of(1)]
    assert desk.document("d") == b"body"
    assert desk.checkpoints() == ((2, b"note"),)
    assert desk.wait(1, 0)
    desk.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET line = ''",
        "DELETE FROM event",
        "TRUNCATE event",
        "UPDATE document SET body = ''",
        "DELETE FROM document",
        "DELETE FROM checkpoint",
        "DROP TABLE event",
        "UPDATE register_version SET version = 1",
        "ALTER TABLE event DROP CONSTRAINT event_pkey",
        "CREATE TABLE other (a integer)",
    ],
)
def test_the_rights_in_the_manual_are_not_enough_to_change_history(
    desk_url: str, statement: str
) -> None:
    desk = open_store(desk_url)
    add_many(desk, 1)
    with pytest.raises(RegisterUnwritable) as refusal:
        desk.transact(lambda writing: raw(writing)(statement))
    assert refusal.value.code == "store.no_rights"
    assert list(desk.lines()) == [line_of(0)]
    desk.close()


def test_who_has_no_rights_is_told_so(
    desk_url: str, server: psycopg.Connection, postgres_url: str
) -> None:
    schema, role = schema_of(postgres_url), f"desk_{schema_of(postgres_url)}"
    server.execute(f"REVOKE INSERT ON {schema}.event FROM {role}".encode())
    desk = open_store(desk_url)
    with pytest.raises(RegisterUnwritable) as refusal:
        add_many(desk, 1)
    assert str(refusal.value) == (
        f"this user may not do that in `{desk.name}` (permission denied for table event); "
        "let the owner grant the rights that docs/postgresql.md lists"
    )
    desk.close()
    server.execute(f"REVOKE USAGE ON SCHEMA {schema} FROM {role}".encode())
    with pytest.raises(RegisterUnreadable) as refusal_to_read:
        open_store(desk_url)
    assert refusal_to_read.value.code == "store.no_rights"


def test_only_the_owner_brings_a_register_forward(
    desk_url: str, server: psycopg.Connection
) -> None:
    server.execute("DROP TABLE checkpoint")
    server.execute("UPDATE register_version SET version = 1")
    with pytest.raises(RegisterFormat) as refusal:
        open_store(desk_url)
    assert refusal.value.code == "store.older"
    assert (refusal.value.facts["version"], refusal.value.facts["known"]) == (1, 3)
    reader = open_store(desk_url, read_only=True)
    assert reader.checkpoints() == ()
    reader.close()


# -- who cannot be reached ---------------------------------------------------------------------


def refusal_of(url: str) -> RegisterError:
    with pytest.raises(RegisterError) as refusal:
        open_store(url, patience=2)
    return refusal.value


def test_a_server_that_is_not_there() -> None:
    refusal = refusal_of("postgresql://me:secret@127.0.0.1:1/db")
    assert isinstance(refusal, RegisterUnreadable)
    assert refusal.code == "store.server"
    assert "secret" not in str(refusal)
    assert str(refusal).startswith(
        "the server of `postgresql://me@127.0.0.1:1/db` cannot be reached ("
    )


def test_a_database_that_is_not_there(postgres_url: str) -> None:
    refusal = refusal_of(urlunsplit(urlsplit(postgres_url)._replace(path="/nowhere")))
    assert isinstance(refusal, RegisterNotFound)
    assert refusal.code == "store.no_database_there"


def test_a_user_that_is_not_known(postgres_url: str) -> None:
    parts = urlsplit(postgres_url)
    host = parts.netloc.rpartition("@")[2]
    refusal = refusal_of(urlunsplit(parts._replace(netloc=f"nobody_here:secret@{host}")))
    assert isinstance(refusal, RegisterUnreadable)
    assert refusal.code == "store.refused"
    assert "secret" not in str(refusal)


def test_a_schema_without_a_register(postgres_url: str, server: psycopg.Connection) -> None:
    assert isinstance(refusal_of(postgres_url), RegisterNotFound)
    schema = sql.Identifier(schema_of(postgres_url))
    server.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
    assert isinstance(refusal_of(postgres_url), RegisterNotFound)
    open_store(postgres_url, create=True).close()


def test_a_schema_with_tables_of_these_names_is_taken(
    postgres_url: str, server: psycopg.Connection
) -> None:
    schema = schema_of(postgres_url)
    server.execute(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.event (a integer)".encode())
    with pytest.raises(RegisterExists) as refusal:
        open_store(postgres_url, create=True)
    assert refusal.value.code == "store.taken"


def test_two_that_make_a_register_at_once_make_one(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, times = server_module._make, 0

    def hurried_make(connection: psycopg.Connection, address: Address) -> None:
        nonlocal times
        times += 1
        if times == 1:
            raise psycopg.errors.DuplicateSchema("another was quicker")
        make(connection, address)

    monkeypatch.setattr(server_module, "_make", hurried_make)
    open_store(postgres_url, create=True).close()
    assert times == 2


def test_making_a_register_says_what_the_server_says(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: psycopg.Connection, _address: Address) -> NoReturn:
        raise psycopg.errors.DiskFull("no space")

    monkeypatch.setattr(server_module, "_make", full)
    with pytest.raises(RegisterUnwritable) as refusal:
        open_store(postgres_url, create=True)
    assert refusal.value.code == "store.full"
    with pytest.raises(RegisterUnreadable) as unreachable:
        open_store("postgresql://127.0.0.1:1/db", create=True, patience=2)
    assert unreachable.value.code == "store.server"


def test_a_session_that_cannot_be_set_up_is_closed(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_SESSION", "SELECT set_config('nonsense', %(lock)s, false)")
    with pytest.raises(RegisterUnreadable) as refusal:
        open_store(postgres_url)
    assert refusal.value.code == "store.unreadable"


def test_a_register_without_a_version_is_none(
    store: PostgresStore, server: psycopg.Connection, postgres_url: str
) -> None:
    assert store.size() == 0
    server.execute("DELETE FROM register_version")
    assert isinstance(refusal_of(postgres_url), RegisterNotFound)


# -- begun anew --------------------------------------------------------------------------------


def test_a_connection_that_was_lost_is_made_anew(
    store: PostgresStore, server: psycopg.Connection
) -> None:
    add_many(store, 1)
    cut(server, store)
    assert store.size() == 1
    cut(server, store)
    add(store, line_of(1))
    assert store.size() == 2


def test_a_connection_that_is_lost_in_a_transaction_begins_it_anew(
    store: PostgresStore, server: psycopg.Connection
) -> None:
    times = 0

    def work(writing: Writing) -> None:
        nonlocal times
        times += 1
        if times == 1:
            cut(server, store)
        writing.append(writing.size(), line_of(0))

    store.transact(work)
    assert times == 2
    assert list(store.lines()) == [line_of(0)]


def test_a_number_that_was_taken_meanwhile_begins_it_anew(
    store: PostgresStore, server: psycopg.Connection
) -> None:
    """As if the lock had failed: the number of a line stops a second one."""
    times = 0

    def work(writing: Writing) -> None:
        nonlocal times
        times += 1
        size = writing.size()
        if times == 1:
            server.execute("INSERT INTO event VALUES (%s, %s)", (size, b"other\n"))
        writing.append(size, b"ours\n")

    store.transact(work)
    assert times == 2
    assert list(store.lines()) == [b"other\n", b"ours\n"]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_pause", lambda _retry: 0.0)


def failing_with(kind: type[psycopg.Error]) -> Callable[[Writing], NoReturn]:
    def work(_writing: Writing) -> NoReturn:
        raise kind("said")

    return work


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    "kind",
    [
        psycopg.errors.SerializationFailure,
        psycopg.errors.DeadlockDetected,
        psycopg.errors.UniqueViolation,
    ],
)
def test_after_ten_times_the_register_is_busy(
    store: PostgresStore, kind: type[psycopg.Error]
) -> None:
    times = 0

    def work(writing: Writing) -> None:
        nonlocal times
        times += 1
        failing_with(kind)(writing)

    with pytest.raises(RegisterBusy) as busy:
        store.transact(work)
    assert times == RETRIES + 1 == 11
    assert busy.value.facts == {"store": store.name, "said": "said"}
    add_many(store, 1)


def test_pauses_grow_and_differ() -> None:
    pauses = [postgres._pause(retry) for retry in range(10)]
    assert all(0.005 * 2**n <= pause <= 0.01 * 2**n for n, pause in enumerate(pauses[:6]))
    assert max(pauses) <= 1
    assert len(set(pauses)) == 10


@pytest.mark.usefixtures("hurried")
def test_a_server_that_stays_away_is_named_in_the_end(
    store: PostgresStore, server: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = 0

    def nowhere() -> psycopg.Connection:
        nonlocal times
        times += 1
        raise psycopg.OperationalError("nobody answers")

    cut(server, store)
    monkeypatch.setattr(store, "connect", nowhere)
    with pytest.raises(RegisterUnreadable) as refusal:
        add_many(store, 1)
    assert refusal.value.code == "store.server"
    assert 10 <= times <= 11
    with pytest.raises(RegisterUnreadable):
        store.size()
    with pytest.raises(RegisterUnreadable):
        store.wait(0, 1)


def test_a_server_that_is_slow_to_answer_is_not_asked_ten_times(
    store: PostgresStore, server: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = 0

    def slow() -> psycopg.Connection:
        nonlocal times
        times += 1
        raise psycopg.errors.ConnectionTimeout("timeout expired")

    cut(server, store)
    store._held.drop()
    monkeypatch.setattr(store, "connect", slow)
    with pytest.raises(RegisterUnreadable):
        add_many(store, 1)
    assert times == 1


def test_who_listens_when_the_connection_breaks_is_told(
    store: PostgresStore, server: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = store.connect

    def doomed() -> psycopg.Connection:
        connection = connect()
        server.execute("SELECT pg_terminate_backend(%s, 5000)", (connection.info.backend_pid,))
        return connection

    monkeypatch.setattr(store, "connect", doomed)
    with pytest.raises(RegisterUnreadable) as refusal:
        store.wait(0, 5)
    assert refusal.value.code == "store.server"


def test_on_a_replica_it_is_looked_for_what_nobody_can_listen_for(
    store: PostgresStore, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf:
        """A connection to a replica, which refuses to listen as a server in recovery does."""

        def execute(self, _statement: object) -> NoReturn:
            raise psycopg.errors.ReadOnlySqlTransaction("cannot execute LISTEN during recovery")

        def close(self) -> None:
            """Let go of nothing."""

    add_many(store, 1)
    replica = PostgresStore(Address.parse(postgres_url), read_only=True)
    monkeypatch.setattr(replica, "connect", Deaf)
    assert replica.wait(0, 5)
    assert not replica.wait(1, 0.05)
    later = threading.Timer(0.1, add_many, (store, 1))
    later.start()
    assert replica.wait(1, 30)
    later.join()


# -- what goes to the server ----------------------------------------------------------------------


def waits(store: PostgresStore, work: Callable[[Writing], object]) -> int:
    """Return how often the server has to answer, in a transaction, before anything goes on.

    Within a pipeline psycopg goes on at once, but for its end.
    """
    connection = store._connection()
    wait, count = connection.wait, 0

    def counted(doing: Any, *given: Any) -> Any:
        nonlocal count
        off = connection.info.pipeline_status == psycopg.pq.PipelineStatus.OFF
        count += doing.__name__ == "_exit_gen" or (off and doing.__name__ == "_execute_gen")
        return wait(doing, *given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connection, "wait", counted)
        store.transact(work)
    return count


def test_a_transaction_waits_for_the_server_twice(store: PostgresStore) -> None:
    def act(writing: Writing) -> None:
        (last,) = writing.lines(1)
        assert last == line_of(1)
        assert writing.instant()
        writing.append(2, line_of(2))
        writing.append(3, line_of(3))

    add_many(store, 2)
    assert waits(store, act) == 2
    assert list(store.lines()) == [line_of(seq) for seq in range(4)]


def test_a_library_that_knows_no_pipelines_waits_for_each_answer(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psycopg.Pipeline, "is_supported", lambda: False)
    assert waits(store, lambda writing: writing.append(0, line_of(0))) > 4
    assert list(store.lines()) == [line_of(0)]


def test_what_is_appended_is_among_the_lines_that_were_looked_ahead_for(
    store: PostgresStore,
) -> None:
    def act(writing: Writing) -> list[bytes]:
        writing.append(2, line_of(2))
        return list(writing.lines(1))

    add_many(store, 2)
    assert store.transact(act) == [line_of(1), line_of(2)]


def test_what_others_appended_is_among_the_lines_that_were_looked_ahead_for(
    store: PostgresStore, postgres_url: str
) -> None:
    add_many(store, 2)
    add_many(PostgresStore(Address.parse(postgres_url)), 300)
    found = store.transact(lambda writing: list(writing.lines(1)))
    assert found == [line_of(seq) for seq in range(1, 302)]
    assert store.transact(lambda writing: [writing.instant(), writing.instant()][1])


# -- the answer to a commit ----------------------------------------------------------------------


def test_a_commit_without_an_answer_is_unknown_and_was_done_or_not(
    store: PostgresStore, server: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = PostgresStore._commit

    def done_but_cut(
        self: PostgresStore, connection: psycopg.Connection, writing: PostgresWriting
    ) -> None:
        commit(self, connection, writing)
        cut(server, self)
        connection.execute("SELECT 1")

    def cut_before(
        self: PostgresStore, connection: psycopg.Connection, writing: PostgresWriting
    ) -> None:
        cut(server, self)
        commit(self, connection, writing)

    for way, size in ((done_but_cut, 1), (cut_before, 1)):
        monkeypatch.setattr(PostgresStore, "_commit", way)
        with pytest.raises(OutcomeUnknown) as unknown:
            add_many(store, 1)
        assert unknown.value.code == "store.unknown"
        assert store.size() == size


def test_an_error_in_answer_to_a_commit_means_that_it_was_not_done(
    store: PostgresStore, server: psycopg.Connection
) -> None:
    server.execute(
        "ALTER TABLE event ADD CONSTRAINT late UNIQUE (line) DEFERRABLE INITIALLY DEFERRED"
    )
    add(store, b"same\n")
    with pytest.raises(RegisterBusy):
        add(store, b"same\n")
    assert store.size() == 1


def test_a_statement_that_failed_unseen_does_not_pass_for_a_commit(store: PostgresStore) -> None:
    def work(writing: Writing) -> None:
        writing.append(0, line_of(0))
        writing.size()
        with suppress(psycopg.Error):
            raw(writing)("SELECT 1 / 0")

    with pytest.raises(RegisterUnwritable) as refusal:
        store.transact(work)
    assert refusal.value.facts["said"] == "ROLLBACK"
    assert store.size() == 0


# -- what a server says -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "doing", "expected", "code"),
    [
        (psycopg.errors.DiskFull, "write", RegisterUnwritable, "store.full"),
        (psycopg.errors.DiskFull, "commit", RegisterUnwritable, "store.full"),
        (psycopg.errors.ReadOnlySqlTransaction, "write", RegisterUnwritable, "store.read_only"),
        (psycopg.errors.DataCorrupted, "read", RegisterDamaged, "store.damaged"),
        (psycopg.errors.IndexCorrupted, "read", RegisterDamaged, "store.damaged"),
        (psycopg.errors.LockNotAvailable, "write", RegisterBusy, "store.busy"),
        (psycopg.errors.QueryCanceled, "write", RegisterBusy, "store.busy"),
        (psycopg.errors.TooManyConnections, "read", RegisterBusy, "store.busy"),
        (psycopg.errors.IoError, "write", RegisterUnwritable, "store.failing"),
        (psycopg.errors.IoError, "read", RegisterUnreadable, "store.unreadable"),
        (psycopg.errors.InvalidPassword, "read", RegisterUnreadable, "store.refused"),
        (psycopg.errors.InsufficientPrivilege, "read", RegisterUnreadable, "store.no_rights"),
    ],
)
def test_what_a_server_says_is_worded(  # noqa: PLR0917 - a row of the table
    store: PostgresStore,
    kind: type[psycopg.Error],
    doing: Doing,
    expected: type[RegisterError],
    code: str,
) -> None:
    error = refused(kind("said\nmore"), "here", doing, store._held.current)
    assert type(error) is expected
    assert (error.code, error.facts) == (code, {"store": "here", "said": "said"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("connection failed: FATAL:  sorry, too many clients already", "store.busy"),
        ("connection failed: FATAL:  the database system is starting up", "store.busy"),
        ('FATAL:  password authentication failed for user "me"', "store.refused"),
        ("fe_sendauth: no password supplied", "store.refused"),
        ("FATAL:  base de données inconnue", "store.server"),
        ("", "store.server"),
    ],
)
def test_what_a_server_says_at_the_door_is_worded(text: str, code: str) -> None:
    assert refused(psycopg.OperationalError(text), "here", "read", None).code == code


# -- settings -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("store")
def test_a_session_waits_no_longer_than_it_may_and_commits_to_the_disk(postgres_url: str) -> None:
    lazy = f"{postgres_url}&options=-c%20synchronous_commit%3Doff"
    hasty = PostgresStore(Address.parse(lazy), patience=1.5)
    connection = hasty._held.current
    assert connection is not None
    names = ("lock_timeout", "statement_timeout", "synchronous_commit", "search_path")
    row = connection.execute(
        "SELECT current_setting(%s), current_setting(%s), current_setting(%s), current_setting(%s)",
        names,
    ).fetchone()
    assert row == ("1500ms", "31500ms", "on", f"{schema_of(postgres_url)}, pg_temp")
    hasty.close()


def test_waiting_hears_of_another_connection_at_once(
    store: PostgresStore, postgres_url: str
) -> None:
    other = open_store(postgres_url)
    heard: list[bool] = []
    thread = threading.Thread(target=lambda: heard.append(store.wait(1, 600)))
    thread.start()
    add_many(other, 1)
    add(other, line_of(1))
    thread.join(300)
    assert heard == [True]
    other.close()


def test_the_first_version_is_made_as_it_was(postgres_url: str) -> None:
    first_version(postgres_url)
    reader = open_store(postgres_url, read_only=True)
    assert reader.size() == 3
    reader.close()
