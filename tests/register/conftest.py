"""Addresses for registers: `sqlite_url`, `postgres_url`, and `register_url`, which is both in turn.

None of them is made yet: the test does that, with ``create``. Where there is no
server the tests that need one are skipped, and say why; under CI they fail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.register.servers import NoServer, OwnServer, any_server, fresh_schema, own_server

STORES = ("sqlite", "postgres")


def without_server(reason: NoServer) -> NoReturn:
    if "CI" in os.environ:
        pytest.fail(f"no PostgreSQL, which CI must have: {reason}")
    pytest.skip(f"no PostgreSQL: {reason}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server, started once for each process that runs tests."""
    try:
        with any_server() as url:
            yield url
    except NoServer as reason:
        without_server(reason)


@pytest.fixture
def own_postgres() -> Iterator[OwnServer]:
    """A server for one test, which may stop it."""
    try:
        with own_server() as server:
            yield server
    except NoServer as reason:
        without_server(reason)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An address in a schema that no other test uses."""
    with fresh_schema(postgres_server) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture(params=STORES)
def register_url(request: pytest.FixtureRequest) -> str:
    """Each of both in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))
