"""A making that is killed at any point leaves nothing, a whole register, or what is said to be half made."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from responselevels.cli import main
from responselevels.errors import RegisterExists, RegisterNotFound
from responselevels.register.log.verification import verify
from responselevels.register.register import Register
from tests.register import duty
from tests.register.duty import made, opened

MOST = 400


def killed_at(step: int, spoil: Callable[[Callable[[], None]], None], url: str) -> bool:
    """Make a register in a child that is killed at its *step*-th statement; return whether it was."""
    child = os.fork()
    if child == 0:
        left = step

        def one() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            spoil(one)
            made(url).close()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def on_sqlite(one: Callable[[], None]) -> None:
    """Call *one* before each statement that SQLite carries out."""
    connect: Any = sqlite3.connect

    def connected(*given: Any, **more: Any) -> Any:
        one()
        connection = connect(*given, **more)
        connection.set_trace_callback(lambda _sql: one())
        one()
        return connection

    sqlite3.connect = connected


def on_postgres(one: Callable[[], None]) -> None:
    """Call *one* before and after each statement that is sent to the server."""
    import psycopg

    execute: Any = psycopg.Connection.execute

    def executed(*given: Any, **more: Any) -> Any:
        one()
        answer = execute(*given, **more)
        one()
        return answer

    psycopg.Connection.execute = executed  # type: ignore[method-assign]


def state_of(url: str) -> str:
    """Return what is there: ``nothing``, ``half`` or ``whole``; anything else is an error."""
    try:
        with opened(url) as register:
            report = verify(register.store.lines(), documents=register.store.document)
            assert report.found is None
            assert (register.head.size, register.replay()) == (2, [])
            return "whole"
    except RegisterNotFound as error:
        if "`responselevels register init` again" in str(error):
            return "half"
        return {"store.missing": "nothing", "store.none": "nothing"}[error.code]


def held(spoil: Callable[[Callable[[], None]], None], fresh: Callable[[], str]) -> set[str]:
    """Kill the making at each step in turn; return the states that it left."""
    states = set()
    for step in range(1, MOST):
        address = fresh()
        if not killed_at(step, spoil, address):
            break
        state = state_of(address)
        states.add(state)
        if state == "whole":
            with pytest.raises(RegisterExists):
                made(address)
        else:
            made(address).close()
            assert state_of(address) == "whole"
    else:
        pytest.fail("it never came to its end")
    return states


def test_a_file_is_found_and_said_whenever_its_making_was_killed(tmp_path: Path) -> None:
    numbers = iter(range(MOST))
    states = held(on_sqlite, lambda: f"sqlite:///{tmp_path}/{next(numbers)}.db")
    assert states == {"nothing", "half", "whole"}


def test_a_schema_is_found_and_said_whenever_its_making_was_killed(postgres_server: str) -> None:
    from tests.register.servers import fresh_schema

    open_ones = []

    def fresh() -> str:
        context = fresh_schema(postgres_server)
        open_ones.append(context)
        return context.__enter__()

    try:
        states = held(on_postgres, fresh)
    finally:
        for context in open_ones:
            context.__exit__(None, None, None)
    assert states == {"nothing", "half", "whole"}


def test_an_empty_file_is_no_register_and_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    path.touch()
    url = f"sqlite:///{path}"
    assert state_of(url) == "half"
    made(url).close()
    assert state_of(url) == "whole"


@pytest.mark.parametrize("args", [("verify",), ("export", "out"), ("replay",), ("checkpoint",)])
def test_the_commands_of_the_log_take_no_half_made_register_for_an_empty_log(
    tmp_path: Path, args: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    from responselevels.register.stores.opening import open_store

    url = f"sqlite:///{tmp_path / 'register.db'}"
    open_store(url, create=True).close()
    given = [str(tmp_path / "out") if arg == "out" else arg for arg in args]
    assert main(["log", given[0], "--register", url, *given[1:]]) == 2
    assert "run `responselevels register init` again" in capsys.readouterr().err


def test_what_could_not_be_recorded_is_found_before_anything_is_made(register_url: str) -> None:
    wrong = duty.AREAS.model_copy(update={"areas": ()})
    with pytest.raises(Exception, match="area"):
        Register.create(register_url, duty.RULES, wrong, title="x" * 100, remember=False)
    with pytest.raises(Exception, match="takes"):
        made(register_url, title="x" * 70_000)
    with pytest.raises(RegisterNotFound):
        opened(register_url)
