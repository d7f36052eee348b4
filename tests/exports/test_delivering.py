"""Events on their way to a receiver: what is sent, when it is sent again, and that the place is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from responselevels.errors import Undelivered
from responselevels.exports.cloud_events import cloud_event
from responselevels.exports.delivering import LONGEST_PAUSE, Delivery, Means, pause_before
from responselevels.exports.place import Place
from responselevels.exports.receiver import Receiver, is_refused, receiver_of
from responselevels.exports.signing import secrets_in
from responselevels.register.clocks import GivenClock
from responselevels.register.log.events import Head
from tests.exports.receiving import SECRET, WRITTEN, verified
from tests.register.duty import START, issued, made, order_of

NOW = 1_767_225_600.5


class Log:
    """Some lines of a log."""

    id = "duty"

    def __init__(self, lines: list[bytes]) -> None:
        self.kept = lines

    def lines(self, start: int) -> Iterator[bytes]:
        yield from self.kept[start:]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("log")
    with made(f"sqlite:///{folder / 'duty.db'}", GivenClock(START)) as register:
        issued(register, order_of("D-1"))
        return list(register.store.lines())


class Heard:
    """What a receiver heard, and what it answers: each status in turn, then 204."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.events: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []


@contextmanager
def receiving(heard: Heard, **told: str) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.events.append(verified(self.headers, body))
            heard.headers.append(dict(self.headers))
            self.send_response(heard.statuses.pop(0) if heard.statuses else 204)
            for name, value in told.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its own name
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield replace(
            receiver_of(f"http://127.0.0.1:{server.server_port}/events?key=kept"), seconds=60.0
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with Place(tmp_path / "place.db") as found:
        yield found


def delivery(
    log: Log, receiver: Receiver, place: Place, pauses: list[float], **more: Any
) -> Delivery:
    means = Means(
        time=lambda: NOW, pause=pauses.append, chance=lambda: 1.0, told=lambda *_told: None
    )
    return Delivery(log, receiver, place, means, secrets=(SECRET,), **more)


def test_each_event_is_sent_once_and_in_order_and_says_what_it_is(
    lines: list[bytes], place: Place
) -> None:
    heard, pauses = Heard(), list[float]()
    with receiving(heard) as receiver:
        going = delivery(Log(lines), receiver, place, pauses)
        going.begin()
        assert going.run() == len(lines)
        assert going.run() == 0
    assert [event["id"] for event in heard.events] == [str(seq) for seq in range(len(lines))]
    first = heard.events[0]
    assert first["specversion"] == "1.0"
    assert first["type"].split(".") == ["responselevels", "register", "v1"]
    assert (first["source"], first["datacontenttype"]) == (
        "urn:responselevels:duty",
        "application/json",
    )
    assert datetime.fromisoformat(first["time"]) == START
    assert [event["sequence"] for event in heard.events] == sorted(
        event["sequence"] for event in heard.events
    )
    assert heard.headers[0]["Content-Type"].startswith("application/cloudevents+json")
    assert heard.headers[0]["webhook-timestamp"] == "1767225600"
    assert (place.of("duty"), pauses) == (Head(len(lines), place.of("duty").hash), [])  # type: ignore[union-attr]


def test_what_was_not_taken_is_sent_again_before_anything_later(
    lines: list[bytes], place: Place
) -> None:
    heard, pauses = Heard(503, 500, 302), list[float]()
    with receiving(heard, Location="http://127.0.0.1:1/elsewhere") as receiver:
        going = delivery(Log(lines), receiver, place, pauses)
        going.begin()
        going.run()
    ids = [event["id"] for event in heard.events]
    assert ids == ["0", "0", "0", *(str(seq) for seq in range(len(lines)))]
    assert pauses == [0.5, 1.0, 2.0]


def test_a_receiver_may_ask_for_a_longer_pause_but_not_for_a_day(
    lines: list[bytes], place: Place
) -> None:
    heard, pauses = Heard(429), list[float]()
    with receiving(heard, Retry_After="86400") as receiver:
        going = delivery(Log(lines[:1]), receiver, place, pauses)
        going.begin()
        going.run()
    assert pauses == [LONGEST_PAUSE]
    assert pause_before(1, 0.0, 7.0) == 7.0
    assert pause_before(1, 0.0) == 0.25


@pytest.mark.parametrize(
    ("answers", "code"),
    [(((410,), None), "receiver.gone"), (((500, 500, 500), 3), "receiver.away")],
)
def test_it_ends_where_nothing_more_is_wanted_or_the_tries_are_used_up(
    lines: list[bytes], place: Place, answers: tuple[tuple[int, ...], int | None], code: str
) -> None:
    statuses, tries = answers
    with receiving(Heard(204, *statuses)) as receiver:
        going = delivery(Log(lines), receiver, place, [], tries=tries)
        going.begin()
        with pytest.raises(Undelivered) as error:
            going.run()
    assert (error.value.code, error.value.facts["seq"]) == (code, 1)
    kept = place.of("duty")
    assert kept is not None
    assert kept.size == 1


def test_it_goes_on_from_its_place_and_refuses_another_history(
    lines: list[bytes], place: Place
) -> None:
    heard = Heard()
    with receiving(heard) as receiver:
        going = delivery(Log(lines[:2]), receiver, place, [])
        going.begin()
        going.run()
        again = delivery(Log(lines), receiver, place, [])
        again.begin(after=0)
        again.run()
        assert [event["id"] for event in heard.events] == [str(n) for n in range(len(lines))]
        for other, code in ((lines[:1], "place.ahead"), (lines[::-1], "place.other")):
            with pytest.raises(Undelivered) as error:
                delivery(Log(other), receiver, place, []).begin()
            assert error.value.code == code


def test_it_may_begin_after_an_event(lines: list[bytes], place: Place) -> None:
    heard = Heard()
    with receiving(heard) as receiver:
        going = delivery(Log(lines), receiver, place, [])
        with pytest.raises(Undelivered):
            going.begin(after=1000)
        going.begin(after=0)
        going.run()
    assert heard.events[0]["id"] == "1"


def test_two_never_deliver_from_one_place(tmp_path: Path) -> None:
    with Place(tmp_path / "place.db"), pytest.raises(Undelivered) as error:
        Place(tmp_path / "place.db")
    assert error.value.code == "place.held"
    (tmp_path / "other.db").write_bytes(b"no database at all" * 100)
    for path in (tmp_path / "other.db", tmp_path / "none" / "place.db"):
        with pytest.raises(Undelivered) as error:
            Place(path)
        assert error.value.code == "place.broken"


# -- signatures and addresses ------------------------------------------------------------------


def test_two_secrets_sign_while_one_is_exchanged(lines: list[bytes], place: Place) -> None:
    old, new = b"o" * 24, b"n" * 24
    heard: list[tuple[Any, bytes]] = []

    class Taking(Receiver):
        def post(self, body: bytes, headers: Any) -> Any:
            heard.append((headers, body))
            return type("Reply", (), {"taken": True})()

    means = Means(time=lambda: NOW, pause=_nothing, chance=lambda: 0.0, told=_nothing)
    going = Delivery(
        Log(lines[:1]), Taking("board", 443, "/", secure=True), place, means, secrets=(old, new)
    )
    going.begin()
    going.run()
    ((headers, body),) = heard
    assert verified(headers, body, old) == verified(headers, body, new)
    with pytest.raises(AssertionError):
        verified(headers, body + b" ", old)
    with pytest.raises(AssertionError):
        verified({**headers, "webhook-timestamp": "1"}, body, old)


def _nothing(*_given: object) -> None:
    pass


@pytest.mark.parametrize("text", ["", "whsec_", "whsec_c2hvcnQ=", "plain" * 10, f"{WRITTEN} x"])
def test_a_secret_that_can_be_guessed_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(?!.*0123)"):
        secrets_in(text)


def test_a_secret_is_in_no_repr() -> None:
    assert secrets_in(WRITTEN) == (SECRET,)
    assert "0123" not in repr(receiver_of("https://board.example.org/x?token=0123").shown)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("board.example.org", "form"),
        ("ftp://board.example.org", "form"),
        ("https://", "form"),
        ("https://a:b@board.example.org/", "password"),
        ("https://board.example.org/\r\nX: y", "form"),
        ("https://board.example.org/a b", "form"),
        ("https://board.example.org:99999/", "form"),
        ("https://b\u00f6rd.example.org/", "form"),
        ("http://board.example.org/", "plain"),
        ("http://10.0.0.8/", "plain"),
    ],
)
def test_an_address_that_events_may_not_be_sent_to_is_refused(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        receiver_of(url)


def test_addresses_by_https_or_of_this_machine_are_taken() -> None:
    assert receiver_of("https://[2001:db8::1]/a?b=c").path == "/a?b=c"
    assert receiver_of("http://localhost:8000").port == 8000
    assert receiver_of("http://board.example.org", plain=True).port == 80


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fe80::1%eth0", "0.0.0.0", "::", "224.0.0.1", "ff02::1"],  # noqa: S104
)
def test_nothing_is_sent_where_clouds_keep_their_secrets(address: str) -> None:
    assert is_refused(address)
    host = address.partition("%")[0]
    reply = Receiver(host, 80, "/", secure=False).post(b"", {})
    assert (reply.status, reply.taken) == (None, False)


def test_a_name_in_an_event_stays_in_it(lines: list[bytes]) -> None:
    (line,) = [one for one in lines if b'"kind":"assessment"' in one]
    seq = lines.index(line)
    raw = cloud_event(line.replace(b"D-1", rb"x\r\n<&\""), seq)
    assert not set(raw) & set(b"\r\n")
    event = json.loads(raw)
    assert event["subject"] == 'x\\u000d\\u000a<&"'
    assert event["data"]["of"] == 'x\r\n<&"'
