"""Proofs by HTTP: from a tree that grows with the log, and a verification that is made for one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from responselevels.register.log.proofs import consistency_of, inclusion_of
from responselevels.register.log.verification import verify
from responselevels.register.stores.sqlite import SqliteStore
from tests.register.duty import order_of
from tests.server.duty_room import NORTH, OFFICER, SOUTH, Room
from tests.server.http.story import issued, proposed, ward_issued

ORIGIN = "responselevels/duty"


class Lines:
    """What is read of the store: how many lines by each request for some, and what is seen of them."""

    def __init__(self) -> None:
        self.counts: list[int] = []
        self.seen: Callable[[bytes], bytes] = bytes

    def read(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        found = [self.seen(line) for line in lines]
        self.counts.append(len(found))
        return iter(found)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Lines:
    """To be asked for before the room, which is served with it."""
    told, whole = Lines(), SqliteStore.lines

    def lines_of(self: SqliteStore, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        found = whole(self, start, end)
        # What follows the head is asked for without an end, in the background, too.
        return found if end is None else told.read(found)

    monkeypatch.setattr(SqliteStore, "lines", lines_of)
    return told


def test_every_line_is_read_once_for_proofs_and_then_only_what_is_new(
    lines: Lines, room: Room
) -> None:
    issued(room)
    size, read = room.register.head.size, lines.counts
    read.clear()
    assert room.get("/log/checkpoints").status_code == 200
    assert read == [size]
    read.clear()
    for path in ("/log/checkpoints", "/log/proofs/consistency?old=3"):
        assert room.get(path).status_code == 200
    assert sum(read) == 0
    assert room.get("/log/4/proof").status_code == 200
    assert sum(read) <= 2  # the line itself: to see whether it may be read, and for the proof
    room.register.propose(order_of("D-2"))
    read.clear()
    assert room.get("/log/checkpoints").json()["now"]["size"] == size + 1
    assert read == [1]


def test_proofs_are_those_of_the_lines(room: Room) -> None:
    issued(room)
    for step in range(3):
        lines = list(room.register.store.lines())
        for seq in (0, len(lines) - 1):
            for size in (None, seq + 1):
                asked = "" if size is None else f"?size={size}"
                proof = room.get(f"/log/{seq}/proof{asked}").json()
                assert proof == inclusion_of(ORIGIN, lines, seq, size).document()
        for old in (0, 2, len(lines)):
            proof = room.get(f"/log/proofs/consistency?old={old}").json()
            assert proof == consistency_of(ORIGIN, lines, old, None).document()
        proposed(room, id=f"N-{step}")


def test_a_size_that_the_log_does_not_have_is_refused(room: Room) -> None:
    size = room.register.head.size
    answer = room.get(f"/log/proofs/consistency?old=0&new={size + 1}")
    assert (answer.status_code, answer.json()["code"]) == (422, "proof.no_size")
    answer = room.get(f"/log/{size}/proof")
    assert answer.status_code == 404


def test_a_line_that_was_changed_since_it_was_read_is_found(lines: Lines, room: Room) -> None:
    issued(room)
    assert room.get("/log/3/proof").status_code == 200
    lines.seen = lambda line: line.replace(b"li.na", b"li.no")
    answer = room.get("/log/3/proof")
    assert (answer.status_code, answer.json()["code"]) == (503, "other_event")


def test_an_event_of_others_is_looked_for_in_its_own_line_alone(lines: Lines, room: Room) -> None:
    ward_issued(room)
    issued(room)
    lines.counts.clear()
    assert room.get("/log/2", SOUTH).status_code == 404
    assert room.get("/log/2/proof", SOUTH).status_code == 404
    assert room.get("/log/2", NORTH).status_code == 200
    assert lines.counts == [1, 1, 1]


def test_the_log_is_verified_for_one_asker_at_a_time_and_others_go_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = Event(), Event()

    def slow(*args: Any, **more: Any) -> Any:
        began.set()
        assert go_on.wait(60)
        return verify(*args, **more)

    monkeypatch.setattr("responselevels.server.registers.verify", slow)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(room.get, "/log/verification")
        assert began.wait(60)
        second = room.get("/log/verification")
        assert (second.status_code, second.json()["code"]) == (503, "verifying")
        assert second.headers["Retry-After"] == "2"
        assert room.get("/status").status_code == 200
        assert room.get("/log/checkpoints").status_code == 200
        assert room.ask(OFFICER, "GET", "/log/verification?lang=zh").json()["detail"] == (
            "日志正在为他人核验；请稍后再试"
        )
        go_on.set()
        assert first.result().json()["sound"] is True
    assert room.get("/log/verification").status_code == 200
