"""A register of the small scheme with its accounts, on each store in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from responselevels.server.people.accounts import open_accounts
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.register import duty
from tests.register.conftest import (  # noqa: F401 - fixtures
    postgres_server,
    postgres_url,
    register_url,
    sqlite_url,
)
from tests.server.people.staff import Staffed, ticking


@pytest.fixture
def staffed(register_url: str) -> Iterator[Staffed]:  # noqa: F811 - the fixture
    """A register with accounts, and nobody in them yet."""
    yield from over(register_url)


@pytest.fixture
def staffed_here(sqlite_url: str) -> Iterator[Staffed]:  # noqa: F811 - the fixture
    """The same on SQLite alone, for what does not depend on the store."""
    yield from over(sqlite_url)


def over(url: str) -> Iterator[Staffed]:
    clock = ticking()
    address = ServedAddress("duty", url)
    settings = ServerSettings(registers=(address,), clock=clock, demo=True)
    with duty.made(url, clock) as register:
        accounts = open_accounts(address, replace(settings), register)
        try:
            yield Staffed(accounts, clock, register, address)
        finally:
            accounts.close()
