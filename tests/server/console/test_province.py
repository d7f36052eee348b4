"""A province in the console: its first page is small, however many areas there are, and is ready when the server is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from responselevels.models.areas import Areas
from responselevels.register.clocks import GivenClock
from responselevels.server.console.views import tree
from tests.register.duty import START, made
from tests.server.console.browsing import Window
from tests.server.duty_room import READER, Room, room_at

WARDS = 20_000


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room over ten districts with two thousand wards each."""
    folder = tmp_path_factory.mktemp("province")
    url, clock = f"sqlite:///{folder / 'duty.db'}", GivenClock(START)
    listed = [{"id": f"d{number}", "tier": "district"} for number in range(10)]
    listed += [
        {"id": f"w{number:05}", "tier": "ward", "parent": f"d{number % 10}"}
        for number in range(WARDS)
    ]
    with pytest.MonkeyPatch.context() as memory:
        memory.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        with made(url, clock, areas=Areas.model_validate({"areas": listed})):
            pass
        with room_at(url, clock) as room:
            yield room


@pytest.mark.parametrize("path", ["", "?area=d3", "?area=d3&begin=240", "?q=w", "board", "propose"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_page_of_a_province_sends_more_than_300_kb(province: Room, path: str, lang: str) -> None:
    page = Window(province.client, READER, lang).go(f"/r/duty/{path}")
    assert page.status == 200
    assert len(page.html.encode()) < 300_000


def test_what_the_first_page_needs_is_worked_out_before_the_server_is_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    url, clock = f"sqlite:///{tmp_path / 'duty.db'}", GivenClock(START)
    with made(url, clock):
        pass
    with room_at(url, clock) as room:
        assert room.client.get("/health/ready").json()["status"] == "ready"
        (version,) = room.register.versions
        assert version.asked_since is not None
        assert version.scheme in tree._TEXTS
