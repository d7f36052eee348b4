"""Windows onto a room, for tests of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from responselevels.server.callers import Caller
from tests.register.conftest import sqlite_url  # noqa: F401 - a fixture
from tests.server.console.browsing import Window
from tests.server.console.rich import rich_room
from tests.server.duty_room import OFFICER, Room


@pytest.fixture
def window(room: Room) -> Callable[..., Window]:
    """Open a window of somebody, of the officer unless said otherwise."""

    def opened(who: Caller | None = OFFICER, lang: str = "en") -> Window:
        return Window(room.client, who, lang)

    return opened


@pytest.fixture
def rich(sqlite_url: str) -> Iterator[Room]:  # noqa: F811
    """A server over a register whose rules ask for much."""
    with rich_room(sqlite_url) as found:
        yield found


@pytest.fixture
def at_desk(rich: Room) -> Callable[..., Window]:
    """Open a window of somebody onto that room."""

    def opened(who: Caller | None = OFFICER, lang: str = "en") -> Window:
        return Window(rich.client, who, lang)

    return opened
