"""Windows onto a room, for tests of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from responselevels.server.callers import Caller
from tests.server.console.browsing import Window
from tests.server.duty_room import OFFICER, Room


@pytest.fixture
def window(room: Room) -> Callable[..., Window]:
    """Open a window of somebody, of the officer unless said otherwise."""

    def opened(who: Caller | None = OFFICER, lang: str = "en") -> Window:
        return Window(room.client, who, lang)

    return opened
