"""The room that tests ask, on each store in turn or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.register.conftest import (  # noqa: F401 - fixtures
    postgres_server,
    postgres_url,
    register_url,
    sqlite_url,
)
from tests.server.duty_room import Room, room_over


@pytest.fixture(autouse=True)
def _own_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Remember registers nowhere but here."""
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))


@pytest.fixture
def room(sqlite_url: str) -> Iterator[Room]:  # noqa: F811
    """A server over a register in a file."""
    with room_over(sqlite_url) as found:
        yield found
