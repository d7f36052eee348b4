"""Receiver and sender are killed at the worst moments: nothing is lost, and nothing comes out of order."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from threading import Thread

import pytest

from responselevels.register.clocks import GivenClock
from tests.cli.tool import SOURCES, surroundings
from tests.exports import receiving
from tests.register.duty import START, issued, made, order_of

pytestmark = pytest.mark.untraced


class Way:
    """The way between the two: an address that stays, while the receivers behind it come and go.

    *plan* has by the number of a request what is killed with it: before the receiver hears it, or
    once it wrote it down and before its answer arrives.
    """

    def __init__(self, folder: Path, plan: dict[int, tuple[str, str]]) -> None:
        self.kept, self.plan, self.asked = folder / "kept.txt", plan, 0
        self.sender: subprocess.Popen[bytes] | None = None
        self._receiver: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                with client, suppress(OSError):
                    self._pass_on(client)

    def _pass_on(self, client: socket.socket) -> None:
        self.asked += 1
        who, when = self.plan.get(self.asked, ("", ""))
        request = _request(client)
        if when == "before":
            self._kill(who)
            return
        self._start()
        with socket.create_connection(("127.0.0.1", self._port)) as receiver:
            receiver.sendall(request)
            answer = b"".join(iter(lambda: receiver.recv(65_536), b""))
        if when == "after":
            self._kill(who)
            return
        client.sendall(answer)

    def _start(self) -> None:
        if self._receiver is None:
            self._receiver = subprocess.Popen(
                [sys.executable, "-S", str(receiving.__file__), str(self.kept)],
                stdout=subprocess.PIPE,
            )
            assert self._receiver.stdout is not None
            self._port = int(self._receiver.stdout.readline())

    def _kill(self, who: str) -> None:
        if who == "receiver" and self._receiver is not None:
            _ended(self._receiver)
            self._receiver = None
        elif who == "sender" and self.sender is not None:
            self.sender.kill()

    def close(self) -> None:
        self._listening.close()
        if self._receiver is not None:
            _ended(self._receiver)


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _request(client: socket.socket) -> bytes:
    """Return a request whole."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        raw += client.recv(65_536)
    head, _, body = raw.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += client.recv(65_536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Callable[[dict[int, tuple[str, str]]], Way]]:
    opened: list[Way] = []

    def over(plan: dict[int, tuple[str, str]]) -> Way:
        opened.append(Way(tmp_path, plan))
        return opened[-1]

    yield over
    for one in opened:
        one.close()


def test_whoever_is_killed_nothing_is_lost_and_nothing_is_out_of_order(
    tmp_path: Path, way: Callable[[dict[int, tuple[str, str]]], Way]
) -> None:
    url = f"sqlite:///{tmp_path / 'duty.db'}"
    with made(url, GivenClock(START)) as register:
        issued(register, order_of("D-1"))
        count = register.head.size
    between = way(
        {
            2: ("receiver", "after"),
            4: ("sender", "after"),
            6: ("receiver", "before"),
            8: ("sender", "before"),
        }
    )
    statuses: list[int] = []
    while len(statuses) < 10 and statuses[-1:] != [0]:
        between.sender = subprocess.Popen(
            [
                *(sys.executable, "-m", "responselevels", "register", "deliver", "--once"),
                *("--register", url, "--to", f"http://127.0.0.1:{between.port}/events"),
                *("--place", str(tmp_path / "place.db")),
            ],
            env=surroundings(
                {
                    "PYTHONPATH": str(SOURCES),
                    "RESPONSELEVELS_WEBHOOK_SECRET": receiving.WRITTEN,
                    "RESPONSELEVELS_STATE": str(tmp_path / "state"),
                    "PATH": os.environ.get("PATH", ""),
                }
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        out, err = between.sender.communicate()
        statuses.append(between.sender.returncode)
        assert receiving.WRITTEN.encode() not in out + err
        assert b"Traceback" not in err
    assert statuses == [-9, -9, 0]
    kept = [int(line) for line in between.kept.read_text(encoding="ascii").split()]
    assert [seq for seq, _again in groupby(kept)] == list(range(count))
    # Twice it was taken, and nobody heard so.
    assert len(kept) >= count + 2
