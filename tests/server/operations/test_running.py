from __future__ import annotations

import json
import signal
import socket
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from responselevels.server import running
from responselevels.server.operations.starting import ServingError
from responselevels.server.running import address_of, bound
from tests.server.operations.small import SETTINGS, small_app
from tests.server.patience import PATIENCE, wait_until
from tests.server.process import Served, served

LONG = 1_000_000
"""Seconds that no test lives to see."""
PATIENT = {"grace_seconds": LONG, "body_seconds": LONG, "stuck_seconds": LONG}


def small(folder: Path, **limits: Any) -> AbstractContextManager[Served]:
    module = "tests.server.operations.served"
    return served(["-m", module, json.dumps({**PATIENT, **limits})], folder / "log")


def connected(server: Served) -> socket.socket:
    split = urlsplit(server.address)
    assert split.hostname is not None
    return socket.create_connection((split.hostname, split.port or 80), timeout=PATIENCE)


def asked(server: Served, path: str) -> int:
    """Ask over a connection of its own, which nobody has kept idle; return the status."""
    with server.client() as client:
        return int(client.get(path).status_code)


def under_way(server: Served, threads: ThreadPoolExecutor, *paths: str) -> list[Future[Any]]:
    """Ask for work that takes its time, and wait until the server has begun with all of it."""

    def ask(path: str) -> Any:
        with server.client() as client:
            return client.get(path)

    asking = [threads.submit(ask, path) for path in paths]
    with server.client() as client:
        wait_until(lambda: client.get("/begun").json() == len(paths))
    return asking


def test_a_server_told_to_end_finishes_what_it_does_and_ends_the_streams(tmp_path: Path) -> None:
    with small(tmp_path) as server, ThreadPoolExecutor() as threads, server.client() as client:
        stream = client.stream("GET", "/events?most=100000000")
        with stream as answer:
            parts = answer.iter_bytes()
            assert next(parts).startswith(b"data: 1 ")
            work = under_way(server, threads, "/until-told/in-a-thread", "/until-told/in-the-loop")
            server.process.send_signal(signal.SIGTERM)
            for _part in parts:
                pass
        assert [one.result().json() for one in work] == ["done", "done"]
        assert server.process.wait(PATIENCE) == 0
        log = server.log()
    assert [one["event"] for one in log if one["event"] != "request"] == [
        "started",
        "ending",
        "ended",
    ]
    assert {one["status"] for one in log if one["event"] == "request"} == {200}


def test_work_that_takes_longer_than_the_grace_does_not_keep_a_server(tmp_path: Path) -> None:
    with small(tmp_path, grace_seconds=1) as server, ThreadPoolExecutor() as threads:
        (work,) = under_way(server, threads, "/without-end")
        assert server.end() == 0
        assert work.exception() is not None or work.result().status_code >= 500


def test_a_second_interrupt_ends_it_at_once(tmp_path: Path) -> None:
    with small(tmp_path) as server, ThreadPoolExecutor() as threads:
        (work,) = under_way(server, threads, "/without-end")
        server.process.send_signal(signal.SIGINT)
        server.wait_for("ending")
        assert server.end(signal.SIGINT) == 0
        assert work.exception() is not None or work.result().status_code >= 500


def read_to_end(there: socket.socket) -> bytes:
    return b"".join(iter(lambda: there.recv(1_000_000), b""))


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that lets go of the slow after a second."""
    with small(tmp_path_factory.mktemp("hasty"), body_seconds=1, stuck_seconds=1) as server:
        yield server


def test_those_who_are_slow_are_let_go_and_the_others_are_answered(hasty: Served) -> None:
    with ExitStack() as held:
        silent, heading, body, reader = (held.enter_context(connected(hasty)) for _ in range(4))
        heading.sendall(b"GET /hello/you HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        body.sendall(b"POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nhalf")
        reader.sendall(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert asked(hasty, "/hello/you") == 200
        assert silent.recv(1) == b""
        assert heading.recv(1) == b""
        assert body.recv(1_000).startswith(b"HTTP/1.1 408 ")
        hasty.wait_for("reader.stuck")
        assert asked(hasty, "/hello/you") == 200
        assert not read_to_end(reader).endswith(b"0\r\n\r\n")  # broken off, and not ended


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that takes ten connections, and waits for those that it has as long as they like."""
    with small(tmp_path_factory.mktemp("narrow"), connections=10) as server:
        yield server


def test_headers_without_end_are_refused(narrow: Served) -> None:
    with connected(narrow) as there:
        there.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 40_000)
        assert there.recv(1_000).startswith(b"HTTP/1.1 400 ")


def test_no_more_connections_are_taken_than_there_may_be(narrow: Served) -> None:
    with ExitStack() as held:
        for _ in range(10):
            held.enter_context(connected(narrow))
        assert asked(narrow, "/hello/you") == 503
    wait_until(lambda: asked(narrow, "/hello/you") == 200)


# -- the address -------------------------------------------------------------------------


def test_a_port_that_others_have_is_said_with_what_to_do() -> None:
    with bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServingError) as refused:
            bound("127.0.0.1", port)
    assert str(refused.value) == (
        f"the address `127.0.0.1`, port {port}, cannot be had: Address already in use; "
        "end what has it, or choose another with `--port` and `--host`"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "a..b", "x" * 70, "é" * 70])
def test_an_address_of_another_machine_or_of_none_cannot_be_had(host: str) -> None:
    with pytest.raises(ServingError, match="cannot be had"):
        bound(host, 0)


@pytest.mark.parametrize(("host", "asked"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")])  # noqa: S104
def test_a_browser_on_this_machine_is_told_an_address_that_it_can_reach(
    host: str, asked: str
) -> None:
    with bound(host, 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening, SETTINGS) == f"http://{asked}:{port}/"


def test_threads_take_short_turns_while_it_serves_and_their_usual_ones_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual, seen = sys.getswitchinterval(), list[float]()

    def run(serving: Any) -> None:
        seen.append(sys.getswitchinterval())
        serving.close()

    monkeypatch.setattr("asyncio.run", run)
    running.serve(small_app(), replace(SETTINGS, port=0), print)
    assert seen == [pytest.approx(0.001)]
    assert sys.getswitchinterval() == usual
