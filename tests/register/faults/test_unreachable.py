"""Unreachable, busy and damaged are three things, whichever call to the database it is that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from responselevels.cli import main
from responselevels.cli.frame.status import Status, status_of_error
from responselevels.errors import (
    OutcomeUnknown,
    RegisterBusy,
    RegisterDamaged,
    RegisterError,
    RegisterNotFound,
    RegisterUnreadable,
    RegisterUnwritable,
)
from responselevels.register.history.state import State
from responselevels.register.recording.transactions import TransactionalLog
from responselevels.register.register import Register, StoredRegister
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.postgres import PostgresStore
from tests.register.duty import AREAS, RULES, at, clock, made, opened, ward_order

AWAY = (RegisterUnreadable, RegisterUnwritable, OutcomeUnknown)


class Failing:
    """Has the call with a number fail, and all after it as long as it is *lasting*."""

    def __init__(self) -> None:
        self.at: int | None = None
        self.count = 0
        self.fail: Callable[[Any], object] = lambda _connection: None
        self.lasting = True

    def called(self, connection: Any) -> None:
        self.count += 1
        due = self.at is not None and self.count >= self.at
        if due and (self.lasting or self.count == self.at):
            self.fail(connection)

    @contextmanager
    def at_call(self, number: int) -> Iterator[None]:
        self.at, self.count = number, 0
        try:
            yield
        finally:
            self.at = None

    @property
    def came(self) -> bool:
        return self.at is None or self.count >= self.at


@pytest.fixture
def failing_sqlite(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Count what is executed on any connection to a file."""
    failing = Failing()

    class Counting(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if sql != "ROLLBACK":
                failing.called(self)
            return super().execute(sql, *args)

    plain = sqlite3.connect

    def connect(*args: Any, **named: Any) -> sqlite3.Connection:
        return plain(*args, **named, factory=Counting)

    monkeypatch.setattr("responselevels.register.stores.sqlite_file.sqlite3.connect", connect)
    return failing


def saying(code: int) -> Callable[[Any], None]:
    """Return what fails as SQLite does, with a result code."""

    def fail(_connection: Any) -> None:
        error = sqlite3.OperationalError("it fails")
        error.sqlite_errorcode, error.sqlite_errorname = code, "TEST"
        raise error

    return fail


def acts(address: str) -> dict[str, Callable[[int], object]]:
    """Return what is done to a register, each by a number that makes it another."""

    def again(number: int) -> None:
        with opened(address, clock()) as register:
            register.propose(ward_order(f"A-{number}"))

    def follow(number: int) -> None:
        with opened(address, clock()) as register:
            with Register.open(address, remember=False, clock=clock()) as other:
                other.propose(ward_order(f"F-{number}"))
            register.wait(0)

    def adopt(number: int) -> None:
        with opened(address, clock()) as register:
            title = f"the {number}th"
            register.adopt(
                RULES.model_copy(update={"title": title}) if number < 0 else RULES, AREAS
            )
            register.refresh()

    def verify(_number: int) -> None:
        store = open_store(address, read_only=True)
        try:
            _ = store.checkpoints(), list(store.lines()), store.size(), store.document("x")
        finally:
            store.close()

    return {"propose": again, "follow": follow, "adopt": adopt, "verify": verify}


ACTS = ["propose", "follow", "adopt", "verify"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        (sqlite3.SQLITE_IOERR, AWAY),
        (sqlite3.SQLITE_CANTOPEN, AWAY),
        (sqlite3.SQLITE_BUSY, (RegisterBusy,)),
        (sqlite3.SQLITE_CORRUPT, (RegisterDamaged,)),
    ],
    ids=["failing", "gone", "busy", "corrupt"],
)
def test_whichever_call_to_a_file_fails_it_is_said_what_it_is(  # noqa: PLR0917 - a row of the table
    sqlite_url: str,
    failing_sqlite: Failing,
    act: str,
    code: int,
    kinds: tuple[type[RegisterError], ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Nobody holds the lock: what seems busy is waited for in no time.
    monkeypatch.setattr("responselevels.register.stores.sqlite_line.sleep", lambda _seconds: None)
    made(sqlite_url).close()
    failing_sqlite.fail = saying(code)
    do = acts(sqlite_url)[act]
    number, refused = 0, 0
    while True:
        number += 1
        with failing_sqlite.at_call(number), patience(0):
            try:
                do(number)
            except kinds:
                refused += 1
            if failing_sqlite.count < number:
                break
    assert refused > 3
    with opened(sqlite_url, clock()) as register:
        assert register.replay() == []


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait no longer than so for others."""
    from responselevels.register.opening import OpenOptions

    patch = pytest.MonkeyPatch()
    plain = OpenOptions.__init__

    def init(self: OpenOptions, **ways: Any) -> None:
        plain(self, **{"patience": seconds, **ways})

    patch.setattr(OpenOptions, "__init__", init)
    try:
        yield
    finally:
        patch.undo()


@pytest.mark.parametrize("act", ACTS)
def test_whenever_the_file_is_taken_away_it_is_unreachable(
    sqlite_url: str, tmp_path: Path, failing_sqlite: Failing, act: str
) -> None:
    made(sqlite_url).close()
    path, away = tmp_path / "register.db", tmp_path / "away.db"
    do = acts(sqlite_url)[act]
    failing_sqlite.lasting = False
    failing_sqlite.fail = lambda _connection: path.rename(away)
    register = opened(sqlite_url, clock())
    number = 0
    while True:
        number += 1
        with failing_sqlite.at_call(number):
            with suppress(*AWAY, RegisterNotFound):  # the last where it is opened then
                do(number)
            if failing_sqlite.count < number:
                break
        for call in (register.refresh, lambda: register.propose(ward_order("never"))):
            with pytest.raises(RegisterUnreadable) as refusal:
                call()
            assert refusal.value.code == "store.vanished"
        away.rename(path)
        register.refresh()
    assert number > 5
    assert register.replay() == []


@pytest.fixture
def failing_server(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Failing]:
    """Count what is executed on any connection of a store."""
    failing = Failing()
    plain = psycopg.Connection.execute

    def execute(self: psycopg.Connection, *args: Any, **named: Any) -> Any:
        failing.called(self)
        return plain(self, *args, **named)

    monkeypatch.setattr(psycopg.Connection, "execute", execute)
    return postgres_url, failing


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("lasting", [True, False], ids=["for good", "once"])
def test_whenever_the_connection_is_lost_it_is_unreachable_and_never_damaged(
    failing_server: tuple[str, Failing], act: str, lasting: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from responselevels.register.stores import postgres

    monkeypatch.setattr(postgres, "sleep", lambda _seconds: None)
    address, failing = failing_server
    made(address).close()
    failing.fail, failing.lasting = lambda connection: connection.close(), lasting
    do = acts(address)[act]
    number, refused = 0, 0
    while True:
        number += 1
        with failing.at_call(number):
            try:
                do(number)
            except AWAY:
                refused += 1
            if failing.count < number:
                break
    # Where it is lost once, most calls are made again; those of an opening are not.
    assert refused > 3 if lasting else 2 * refused < number
    with opened(address, clock()) as register:
        assert register.replay() == []


def test_a_connection_lost_while_a_document_is_read_says_nothing_of_the_event(
    register_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(register_url).close()
    for error in (
        RegisterUnreadable("store.server", {"store": "x", "said": "gone"}),
        RegisterBusy("store.busy", {"store": "x", "said": "locked"}),
        KeyboardInterrupt(),
        MemoryError(),
    ):

        def lost(_self: object, _digest: str, error: BaseException = error) -> bytes:
            raise error

        with monkeypatch.context() as patch:
            store = open_store(register_url)
            patch.setattr(type(store), "document", lost)
            with pytest.raises(type(error)):
                StoredRegister(TransactionalLog(store))
            store.close()
    with opened(register_url) as register:
        assert isinstance(register.state, State)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RegisterBusy("store.busy"), 75),
        (RegisterUnreadable("store.server"), 69),
        (RegisterUnwritable("store.full"), 69),
        (RegisterDamaged("broken_chain"), 65),
        (OutcomeUnknown("store.unknown"), 76),
    ],
)
def test_each_has_a_status_of_its_own(error: RegisterError, status: int) -> None:
    assert status_of_error(error) == Status(status)


def test_the_command_line_says_so_in_both_languages(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made(sqlite_url).close()
    with sqlite3.connect(tmp_path / "register.db") as database:
        database.execute("DROP TRIGGER event_unchanged")
        database.execute("UPDATE event SET line = x'7b7d0a' WHERE seq = 1")
    database.close()
    away = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"
    for address, status, words in (
        (sqlite_url, 65, ("event 1 has another number", "第1号记录的序号不符")),
        (away, 69, ("the server of", "无法连接")),
        (f"sqlite:///{tmp_path}/none.db", 2, ("there is no file", "没有文件")),
    ):
        for lang, said in zip(("en", "zh"), words, strict=True):
            assert main(["register", "status", "--register", address, "--lang", lang]) == status
            assert said in capsys.readouterr().err


def test_a_server_that_lost_its_tables_is_no_slip_in_the_address(postgres_url: str) -> None:
    register = made(postgres_url)
    assert isinstance(register.store, PostgresStore)
    connection = register.store.connect()
    connection.execute("DROP TABLE event CASCADE")
    connection.close()
    for call in (register.refresh, lambda: register.propose(ward_order("P-1"))):
        with pytest.raises(RegisterUnreadable) as refusal:
            call()
        assert refusal.value.code == "store.unreadable"
    assert register.level("north", at=at(1)).level == "calm"
