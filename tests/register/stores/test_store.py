"""What both stores do, by one suite: a file of SQLite, and a real PostgreSQL."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator

import pytest

from responselevels.errors import RegisterBusy, RegisterClosed, RegisterDamaged, RegisterUnwritable
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.pages import AT_ONCE, body_of, lines_between
from responselevels.register.stores.store import Store, Writing
from tests.register.stores.writing import add, add_at_once, add_many, line_of


@pytest.fixture
def store(register_url: str) -> Iterator[Store]:
    store = open_store(register_url, create=True)
    yield store
    store.close()


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.size() == 0
    assert list(store.lines()) == []
    assert store.document("sha256:0") is None
    assert store.checkpoints() == ()


def test_lines_come_back_byte_for_byte_and_in_order(store: Store) -> None:
    lines = [bytes(range(256)), b"", b"\n", b"\xff\x00\n"]
    for seq, line in enumerate(lines):
        add(store, line, seq)
    assert store.size() == 4
    assert list(store.lines()) == lines


def test_a_stretch_of_lines_is_half_open(store: Store) -> None:
    add_many(store, 5)
    assert list(store.lines(1, 3)) == [line_of(1), line_of(2)]
    assert list(store.lines(3)) == [line_of(3), line_of(4)]
    assert list(store.lines(4, 99)) == [line_of(4)]
    assert list(store.lines(5)) == []
    assert list(store.lines(9)) == []


def test_more_lines_than_are_read_at_once_come_whole(store: Store) -> None:
    count = 2 * AT_ONCE + 1
    add_at_once(store, count)
    assert list(store.lines()) == [line_of(seq) for seq in range(count)]
    assert list(store.lines(1, AT_ONCE + 1)) == [line_of(seq) for seq in range(1, AT_ONCE + 1)]


def test_lines_added_while_others_are_read_are_left_out(store: Store) -> None:
    add_at_once(store, AT_ONCE + 1)
    lines = store.lines()
    first = next(lines)
    add(store, b"late\n")
    assert [first, *lines] == [line_of(seq) for seq in range(AT_ONCE + 1)]


def test_what_work_returns_is_handed_on(store: Store) -> None:
    assert store.transact(lambda _writing: "done") == "done"


def test_a_transaction_sees_what_it_has_written(store: Store) -> None:
    add_many(store, 1)

    def work(writing: Writing) -> tuple[int, list[bytes], bytes | None]:
        writing.append(1, line_of(1))
        writing.append(2, line_of(2))
        writing.keep("d", b"body")
        return writing.size(), list(writing.lines(1)), writing.document("d")

    assert store.transact(work) == (3, [line_of(1), line_of(2)], b"body")


def test_where_work_raises_nothing_is_kept(store: Store) -> None:
    def work(writing: Writing) -> None:
        writing.append(0, line_of(0))
        writing.keep("d", b"body")
        writing.keep_checkpoint(1, b"note")
        raise KeyError("no")

    with pytest.raises(KeyError):
        store.transact(work)
    assert (store.size(), store.document("d"), store.checkpoints()) == (0, None, ())
    add_many(store, 1)
    assert store.size() == 1


@pytest.mark.parametrize("seq", [0, 2, -1, 7])
def test_a_number_that_is_not_the_next_is_refused(store: Store, seq: int) -> None:
    add_many(store, 1)
    with pytest.raises(ValueError, match=f"^{seq} is not the number of the next line$"):
        add(store, b"x\n", seq)
    assert list(store.lines()) == [line_of(0)]


def test_a_document_is_kept_once_and_left_as_it_is(store: Store) -> None:
    store.transact(lambda writing: writing.keep("d", b"first"))
    store.transact(lambda writing: writing.keep("d", b"second"))
    assert store.document("d") == b"first"


def test_checkpoints_are_kept_once_from_the_smallest_up(store: Store) -> None:
    def keep(size: int, note: bytes) -> None:
        store.transact(lambda writing: writing.keep_checkpoint(size, note))

    long = b"n" * 20_000
    for size, note in [(7, b"b"), (3, b"z"), (7, b"a"), (3, b"z"), (9, long)]:
        keep(size, note)
    assert store.checkpoints() == ((3, b"z"), (7, b"a"), (7, b"b"), (9, long))


def test_a_store_opened_again_holds_what_was_kept(store: Store, register_url: str) -> None:
    add_many(store, 3)
    store.close()
    again = open_store(register_url)
    assert list(again.lines()) == [line_of(seq) for seq in range(3)]
    again.close()


def test_a_closed_store_is_not_used_again(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(RegisterClosed, match=r"^the register was closed; open it again$"):
        store.size()
    with pytest.raises(RegisterClosed, match=r"^the register was closed; open it again$"):
        add_many(store, 1)


def test_a_store_opened_for_reading_takes_no_writing(store: Store, register_url: str) -> None:
    add_many(store, 2)
    reader = open_store(register_url, read_only=True)
    assert list(reader.lines()) == [line_of(0), line_of(1)]
    with pytest.raises(RegisterUnwritable) as refusal:
        add_many(reader, 1)
    assert refusal.value.facts == {"store": reader.name, "said": "read_only"}
    add(store, line_of(2))
    assert reader.size() == 3
    reader.close()


def test_a_transaction_within_a_transaction_is_refused(store: Store) -> None:
    def work(writing: Writing) -> None:
        writing.append(0, line_of(0))
        store.transact(lambda inner: inner.append(1, line_of(1)))

    with pytest.raises(ValueError, match=r"^a transaction of this store is under way"):
        store.transact(work)
    assert store.size() == 0


def test_who_waits_too_long_for_the_lock_finds_the_register_busy(
    store: Store, register_url: str
) -> None:
    hasty = open_store(register_url, patience=0.2)

    def work(writing: Writing) -> None:
        writing.append(0, line_of(0))
        begun = time.monotonic()
        with pytest.raises(RegisterBusy) as busy:
            add_many(hasty, 1)
        assert busy.value.code == "store.busy"
        assert time.monotonic() - begun > 0.1

    store.transact(work)
    assert hasty.size() == 1
    add(hasty, line_of(1))
    assert store.size() == 2
    hasty.close()


def test_the_store_can_be_read_while_somebody_writes(store: Store, register_url: str) -> None:
    add_many(store, 1)
    reader = open_store(register_url, read_only=True, patience=0.2)

    def work(writing: Writing) -> None:
        writing.append(1, line_of(1))
        assert list(reader.lines()) == [line_of(0)]

    store.transact(work)
    assert list(reader.lines()) == [line_of(0), line_of(1)]
    reader.close()


def test_waiting_ends_when_somebody_writes(store: Store, register_url: str) -> None:
    other = open_store(register_url)
    timer = threading.Timer(0.2, lambda: add_many(other, 1))
    timer.start()
    begun = time.monotonic()
    assert store.wait(0, 600)
    assert time.monotonic() - begun < 300
    timer.join()
    other.close()


def test_waiting_ends_after_its_time(store: Store) -> None:
    begun = time.monotonic()
    assert not store.wait(0, 0.3)
    assert time.monotonic() - begun > 0.25
    add_many(store, 1)
    assert store.wait(0, 0)
    assert not store.wait(1, 0)


def test_threads_may_share_a_store(store: Store) -> None:
    def write() -> None:
        for _ in range(5):
            store.transact(lambda writing: writing.append(writing.size(), b"t\n"))
            store.size()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.size() == 20


def write_many(url: str, count: int) -> None:
    store = open_store(url)
    add_many(store, count)
    store.close()


def test_processes_may_share_a_store(store: Store, register_url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=write_many, args=(register_url, 5)) for _ in range(2)]
    for worker in workers:
        worker.start()
    add_many(store, 5)
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert store.size() == 15


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # forks beside threads
def test_a_store_goes_on_on_both_sides_of_a_fork(store: Store) -> None:
    add_many(store, 1)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            add_many(store, 10)
            status = 0
        finally:
            os._exit(status)
    add_many(store, 10)
    assert os.waitpid(child, 0)[1] == 0
    assert store.size() == 21


def test_a_line_that_is_missing_is_named() -> None:
    def some(start: int, end: int) -> list[tuple[int, bytes]]:
        return [(seq, line_of(seq)) for seq in range(start, end) if seq != 3][:2]

    lines = lines_between(some, 1, 6, "here")
    assert [next(lines), next(lines)] == [line_of(1), line_of(2)]
    with pytest.raises(RegisterDamaged) as damage:
        next(lines)
    assert damage.value.seq == 3
    assert str(damage.value) == (
        "entry 3 of `here` is missing or unreadable; "
        "leave the rest as it is, and restore a copy or an export"
    )
    with pytest.raises(RegisterDamaged):
        list(lines_between(lambda _start, _end: [], 0, 1, "here"))


@pytest.mark.parametrize("stored", [None, 7, "text"])
def test_what_is_no_bytes_any_more_is_damage(stored: object) -> None:
    with pytest.raises(RegisterDamaged):
        list(lines_between(lambda start, _end: [(start, stored)], 0, 1, "here"))
    with pytest.raises(RegisterDamaged) as damage:
        body_of(stored, "sha256:1", "here")
    assert str(damage.value) == (
        "the document `sha256:1` in `here` is unreadable; "
        "leave the rest as it is, and restore a copy or an export"
    )


def test_the_store_says_its_own_time_only_where_it_has_a_clock(
    store: Store, register_url: str
) -> None:
    instant = store.transact(lambda writing: writing.instant())
    if register_url.startswith("sqlite"):
        assert instant is None
    else:
        assert instant is not None
        assert abs(instant - time.time_ns() // 1000) < 60_000_000


def test_the_name_of_a_store_is_shown(store: Store) -> None:
    assert repr(store) == f"{type(store).__name__}({store.name!r})"
