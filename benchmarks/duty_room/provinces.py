"""A province in the console: how long its first page takes, and what it sends; searching and unfolding."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from benchmarks.duty_room.actors import API
from benchmarks.duty_room.rooms import made, province, served

AGAIN = 5


class Asking:
    """A reader who asks for pages one after the other."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client

    def page(self, path: str) -> tuple[float, int]:
        """Return the seconds and the bytes of a page."""
        began = time.perf_counter()
        answer = self._client.get(f"/r/duty/{path}").raise_for_status()
        return time.perf_counter() - began, len(answer.content)

    def usual(self, paths: list[str]) -> float:
        """Return the median seconds of several pages."""
        return round(median(self.page(path)[0] for path in paths), 3)


def opened(size: int) -> dict[str, Any]:
    """Return what a reader of a province waits for, from the start of the server on."""
    with TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'duty.db'}"
        keys = made(url, 2, province(size))
        with served(url, Path(place)) as (server,):
            cookies = {"responselevels-duty": keys.readers["reader-00"]}
            with httpx2.Client(
                base_url=f"http://{server.address}", cookies=cookies, timeout=300, trust_env=False
            ) as client:
                asking = Asking(client)
                first, sent = asking.page("")
                again = asking.usual([""] * AGAIN)
                after = round(median(_after_an_act(asking, client, keys.programs["city-0"])), 3)
                fold = asking.usual([f"?area=c{city:02}" for city in range(AGAIN)])
                search = asking.usual([f"?q=s{city:02}-0001" for city in range(AGAIN)])
                return {
                    "areas": size,
                    "start_seconds": round(server.seconds, 2),
                    "first_seconds": round(first, 3),
                    "first_bytes": sent,
                    "again_seconds": again,
                    "after_seconds": after,
                    "fold_seconds": fold,
                    "search_seconds": search,
                    "server_bytes": server.memory,
                }


def _after_an_act(asking: Asking, client: httpx2.Client, token: str) -> list[float]:
    """Return the seconds of the first page after something was recorded, some times over."""
    took = []
    for number in range(AGAIN):
        asked = {
            "id": f"P-{number}",
            "area": "c00",
            "level": "3",
            "scope": ["s00-00001"],
            "period": {"start": "2099-01-01T00:00:00Z", "end": "2099-01-02T00:00:00Z"},
            "issuer": "city_management",
        }
        headers = {"Authorization": f"Bearer {token}"}
        client.post(f"{API}/proposals", json=asked, headers=headers).raise_for_status()
        took.append(asking.page("")[0])
    return took
