from __future__ import annotations

import json
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from responselevels.server.operations.starting import ServingError
from responselevels.server.running import address_of, bound
from tests.server.operations.small import SETTINGS
from tests.server.process import Served, served

QUICK = {"body_seconds": 0.4, "stuck_seconds": 0.4, "grace_seconds": 5}


def small(folder: Path, **limits: Any) -> AbstractContextManager[Served]:
    module = "tests.server.operations.served"
    return served(["-m", module, json.dumps({**QUICK, **limits})], folder / "log")


def connected(server: Served) -> socket.socket:
    split = urlsplit(server.address)
    assert split.hostname is not None
    return socket.create_connection((split.hostname, split.port or 80), timeout=20)


def test_a_server_told_to_end_finishes_what_it_does_and_ends_the_streams(tmp_path: Path) -> None:
    with small(tmp_path) as server, ThreadPoolExecutor() as threads, server.client() as client:
        stream = client.stream("GET", "/events?most=100000")
        with stream as answer:
            parts = answer.iter_bytes()
            assert next(parts).startswith(b"data: 1 ")
            work = [
                threads.submit(client.get, f"/{path}", params={"seconds": 0.7})
                for path in ("in-a-thread", "in-the-loop")
            ]
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            for _part in parts:
                pass
        assert [one.result().json() for one in work] == ["done", "done"]
        assert server.process.wait(20) == 0
        log = server.log()
    assert [one["event"] for one in log if one["event"] != "request"] == [
        "started",
        "ending",
        "ended",
    ]
    assert {one["status"] for one in log if one["event"] == "request"} == {200}


def test_work_that_takes_longer_than_the_grace_does_not_keep_a_server(tmp_path: Path) -> None:
    with small(tmp_path, grace_seconds=1) as server, ThreadPoolExecutor() as threads:
        asked = threads.submit(httpx2.get, server.address + "/in-the-loop?seconds=50", timeout=60)
        time.sleep(0.3)
        began = time.monotonic()
        assert server.end() == 0
        assert time.monotonic() - began < 10
        assert asked.exception() is not None or asked.result().status_code >= 500


def test_a_second_interrupt_ends_it_at_once(tmp_path: Path) -> None:
    with small(tmp_path, grace_seconds=60) as server, ThreadPoolExecutor() as threads:
        asked = threads.submit(httpx2.get, server.address + "/in-the-loop?seconds=9", timeout=60)
        time.sleep(0.3)
        server.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        began = time.monotonic()
        assert server.end(signal.SIGINT) == 0
        assert time.monotonic() - began < 5
        assert asked.exception() is not None or asked.result().status_code >= 500


def read_to_end(there: socket.socket) -> bytes:
    return b"".join(iter(lambda: there.recv(1_000_000), b""))


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that several tests ask."""
    with small(tmp_path_factory.mktemp("lasting"), connections=10) as server:
        yield server


def test_those_who_are_slow_are_let_go_and_the_others_are_answered(lasting: Served) -> None:
    with ExitStack() as held:
        server = lasting
        silent, heading, body, reader = (held.enter_context(connected(server)) for _ in range(4))
        heading.sendall(b"GET /hello/you HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        body.sendall(b"POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nhalf")
        reader.sendall(b"GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        with server.client() as client:
            began = time.monotonic()
            while time.monotonic() - began < 1.5:
                assert client.get("/hello/you").status_code == 200
        assert silent.recv(1) == b""
        assert heading.recv(1) == b""
        assert body.recv(1_000).startswith(b"HTTP/1.1 408 ")
        assert not read_to_end(reader).endswith(b"0\r\n\r\n")  # broken off, and not ended
        log = server.log()
    assert "reader.stuck" in {one["event"] for one in log}


def test_headers_without_end_are_refused(lasting: Served) -> None:
    with connected(lasting) as there:
        there.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 100_000)
        assert there.recv(1_000).startswith(b"HTTP/1.1 400 ")


def test_no_more_connections_are_taken_than_there_may_be(lasting: Served) -> None:
    with ExitStack() as held:
        for _ in range(10):
            held.enter_context(connected(lasting))
        with lasting.client() as client:
            assert client.get("/hello/you").status_code == 503
    time.sleep(0.2)
    with lasting.client() as client:
        assert client.get("/hello/you").status_code == 200


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


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_of_another_machine_cannot_be_had(host: str) -> None:
    with pytest.raises(ServingError, match="cannot be had"):
        bound(host, 0)


@pytest.mark.parametrize(("host", "asked"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1")])  # noqa: S104
def test_a_browser_on_this_machine_is_told_an_address_that_it_can_reach(
    host: str, asked: str
) -> None:
    with bound(host, 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening, SETTINGS) == f"http://{asked}:{port}/"
