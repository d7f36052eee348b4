"""The real stream of events over real connections: a server on a port of this machine, and readers of it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import httpx2

from responselevels.register.clocks import GivenClock
from responselevels.register.register import StoredRegister
from responselevels.server.running import serve
from responselevels.server.settings import Limits
from tests.register.duty import START, made
from tests.server.duty_room import BASE, SLUG, app_of, settings_of

PATIENCE = 60


@dataclass
class Streaming:
    """A server at *address*, and its register."""

    address: str
    register: StoredRegister

    def client(self, who: str) -> httpx2.Client:
        """Return somebody who asks it."""
        headers = {"Authorization": f"Bearer {who}"}
        return httpx2.Client(
            base_url=self.address + BASE, headers=headers, timeout=PATIENCE, trust_env=False
        )

    def open_streams(self) -> int:
        """Return how many streams are open, as the server counts them."""
        told = httpx2.get(f"{self.address}/metrics", timeout=PATIENCE, trust_env=False).text
        (line,) = [
            one for one in told.splitlines() if one.startswith("responselevels_streams_open ")
        ]
        return int(float(line.split()[1]))

    def reader_who_does_not_read(self, who: str) -> socket.socket:
        """Ask for all events from the first on, and read nothing of them."""
        asking = socket.socket()
        asking.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        found = urlsplit(self.address)
        asking.settimeout(PATIENCE)
        asking.connect((found.hostname, found.port))
        lines = [
            f"GET {BASE}/events?after=-1 HTTP/1.1",
            f"Host: {found.netloc}",
            f"Authorization: Bearer {who}",
        ]
        asking.sendall("\r\n".join([*lines, "", ""]).encode())
        return asking


@contextmanager
def streaming(url: str, **limits: Any) -> Iterator[Streaming]:
    """Serve a new register at *url* in a thread."""
    clock = GivenClock(START)
    with made(url, clock):
        pass
    settings = settings_of(url, clock, port=0, limits=Limits(rate=None, **limits))
    app, told = app_of(settings), Queue[str]()
    thread = Thread(target=serve, args=(app, settings, told.put))
    thread.start()
    try:
        address = told.get(timeout=PATIENCE).rstrip("/")
        yield Streaming(address, app.state.registers[SLUG].register)
    finally:
        app.state.closing.wanted = True
        thread.join()


def numbers(answer: httpx2.Response) -> Iterator[int]:
    """Yield the numbers of the events of a stream as they come; each has what belongs to it."""
    assert answer.status_code == 200
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
            continue
        if "id" in fields:
            told: Mapping[str, Any] = json.loads(fields["data"])
            assert (told["event"], told["kind"]) == (int(fields["id"]), fields["event"])
            yield told["event"]
        fields = {}
