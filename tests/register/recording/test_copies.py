"""Copies of a register: right while others write, verified before they count, and put back as they are."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest

from responselevels.errors import (
    RegisterDamaged,
    RegisterError,
    RegisterExists,
    RegisterNotFound,
    RegisterShrunk,
    RegisterUnwritable,
)
from responselevels.register.log.export import write_export
from responselevels.register.log.verification import verify
from responselevels.register.recording import copies
from responselevels.register.recording.rollback import RollbackGuard
from responselevels.register.register import Register, StoredRegister
from responselevels.register.stores.opening import open_store
from tests.register import duty
from tests.register.duty import issued, made, opened, order_of


def lines_of(url: str) -> list[bytes]:
    store = open_store(url, read_only=True)
    try:
        return list(store.lines())
    finally:
        store.close()


def at(path: Path) -> str:
    return f"sqlite:///{path}"


def full(url: str, **more: Any) -> StoredRegister:
    """Make a register with an order and a checkpoint in it."""
    register = made(url, **more)
    issued(register, order_of("W-1"))
    return register


def test_a_copy_is_a_register_with_all_that_was_recorded(register_url: str, tmp_path: Path) -> None:
    with full(register_url) as register:
        copied = register.back_up(tmp_path / "copy.db")
        assert (copied.register, copied.head, copied.documents) == ("duty", register.head, 2)
    assert lines_of(at(tmp_path / "copy.db")) == lines_of(register_url)
    with opened(at(tmp_path / "copy.db"), duty.clock(duty.at(1))) as copy:
        assert copy.replay() == []
        copy.propose(order_of("W-2"))
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]


def test_a_copy_is_of_one_moment_while_others_write(register_url: str, tmp_path: Path) -> None:
    made(register_url).close()
    done = Signal()

    def write() -> None:
        with opened(register_url, duty.clock(duty.at(1))) as register:
            number = 0
            while not done.is_set():
                register.propose(order_of(f"W-{number}"))
                number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        with opened(register_url) as register:
            sizes = [register.back_up(tmp_path / f"{number}.db").head.size for number in range(6)]
    finally:
        done.set()
        writer.join()
    whole = lines_of(register_url)
    for number, size in enumerate(sizes):
        assert lines_of(at(tmp_path / f"{number}.db")) == whole[:size]
    assert sizes[0] < sizes[-1] <= len(whole)


def test_a_copy_takes_the_place_of_nothing(sqlite_url: str, tmp_path: Path) -> None:
    taken = tmp_path / "copy.db"
    taken.write_bytes(b"mine")
    with made(sqlite_url) as register:
        with pytest.raises(RegisterExists):
            register.back_up(taken)
        with pytest.raises(RegisterUnwritable):
            register.back_up(tmp_path / "no" / "copy.db")
    assert taken.read_bytes() == b"mine"


def test_a_register_that_is_not_sound_is_not_copied(sqlite_url: str, tmp_path: Path) -> None:
    import sqlite3

    with full(sqlite_url) as register:
        connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
        connection.execute("DROP TRIGGER event_unchanged")
        connection.execute(
            "UPDATE event SET line = cast(replace(line, 'W-1', 'W-7') AS BLOB) WHERE seq = 3"
        )
        connection.commit()
        connection.close()
        with pytest.raises(RegisterDamaged):
            register.back_up(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def exported(url: str, folder: Path) -> str:
    store = open_store(url, read_only=True)
    try:
        write_export(folder, store.lines(), store.document)
    finally:
        store.close()
    return str(folder)


def backed_up(url: str, path: Path) -> str:
    with opened(url) as register:
        register.back_up(path)
    return str(path)


@pytest.mark.parametrize("how", ["copy", "export", "log of an export", "address"])
def test_a_copy_or_an_export_is_put_back_as_it_was(
    register_url: str, tmp_path: Path, how: str
) -> None:
    first = at(tmp_path / "first.db")
    full(first).close()
    source = {
        "copy": lambda: backed_up(first, tmp_path / "copy.db"),
        "export": lambda: exported(first, tmp_path / "export"),
        "log of an export": lambda: exported(first, tmp_path / "export") + "/log.jsonl",
        "address": lambda: first,
    }[how]()
    with Register.restore(
        source, register_url, remember=False, clock=duty.clock(duty.at(1))
    ) as register:
        assert register.replay() == []
        register.propose(order_of("W-2"))
    assert lines_of(register_url)[:-1] == lines_of(first)


def test_checkpoints_come_along(register_url: str, tmp_path: Path) -> None:
    from responselevels.register.log.checkpoints import Checkpoint, Note, origin_of

    first = at(tmp_path / "first.db")
    with full(first) as register:
        root = verify(register.store.lines()).verified.root
        size = register.head.size
        note = Note(Checkpoint(origin_of("duty"), size, root), ())
        register.store.transact(lambda writing: writing.keep_checkpoint(size, note.to_bytes))
        copied = register.back_up(tmp_path / "copy.db")
    assert copied.checkpoints == 1
    with Register.restore(str(tmp_path / "copy.db"), register_url, remember=False) as register:
        assert register.store.checkpoints() == ((size, note.to_bytes),)


def test_nothing_is_put_where_a_register_is(register_url: str, tmp_path: Path) -> None:
    first = at(tmp_path / "first.db")
    full(first).close()
    made(register_url, id="another").close()
    before = lines_of(register_url)
    with pytest.raises(RegisterExists):
        Register.restore(first, register_url, remember=False)
    assert lines_of(register_url) == before


def broken(folder: Path) -> None:
    log = folder / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"W-1", b"W-7"))


def undocumented(folder: Path) -> None:
    shutil.rmtree(folder / "documents")


def emptied(folder: Path) -> None:
    (folder / "log.jsonl").write_bytes(b"")


def bare(folder: Path) -> None:
    next((folder / "documents").iterdir()).unlink()


@pytest.mark.parametrize("spoil", [broken, undocumented, emptied, bare])
def test_what_is_not_sound_is_not_put_back_and_nothing_is_made(
    sqlite_url: str, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    first = at(tmp_path / "first.db")
    full(first).close()
    source = exported(first, tmp_path / "export")
    spoil(tmp_path / "export")
    with pytest.raises(RegisterError):
        Register.restore(source, sqlite_url, remember=False)
    with pytest.raises(RegisterNotFound):
        opened(sqlite_url)


def older(tmp_path: Path) -> tuple[str, dict[str, Any], int]:
    """Return a copy of which this site has seen more, how it remembers, and how much it has seen."""
    first = at(tmp_path / "first.db")
    ways: dict[str, Any] = {"remember_in": tmp_path / "state", "remember": True}
    with made(first, **ways) as register:
        register.back_up(tmp_path / "copy.db")
        register.propose(order_of("W-1"))
    return str(tmp_path / "copy.db"), ways, 3


def test_what_this_site_has_seen_more_of_is_put_back_only_when_that_is_said(
    register_url: str, tmp_path: Path
) -> None:
    copy, ways, seen = older(tmp_path)
    for said in (None, 2, 4):
        with pytest.raises(RegisterShrunk) as caught:
            Register.restore(copy, register_url, although_seen=said, **ways)
        assert caught.value.facts == {"register": "duty", "seen": seen, "size": 2}
    with pytest.raises(RegisterNotFound):
        opened(register_url)
    with Register.restore(copy, register_url, although_seen=seen, **ways) as register:
        assert register.head.size == 2
    with opened(register_url, duty.clock(duty.at(1)), **ways) as register:
        register.propose(order_of("W-2"))
    assert [path.name for path in (tmp_path / "state").glob("*seen*")] == ["duty.seen-3.json"]


def test_another_site_goes_on_when_it_says_what_it_has_seen(
    sqlite_url: str, tmp_path: Path
) -> None:
    copy, ways, seen = older(tmp_path)
    Register.restore(copy, sqlite_url, remember=False).close()
    with pytest.raises(RegisterShrunk):
        opened(sqlite_url, **ways)
    store = open_store(sqlite_url)
    with pytest.raises(RegisterShrunk):
        copies.accept(store, seen=RollbackGuard(tmp_path / "state"), although_seen=seen + 1)
    copies.accept(store, seen=RollbackGuard(tmp_path / "state"), although_seen=seen)
    store.close()
    with opened(sqlite_url, **ways) as register:
        assert register.head.size == 2


def test_a_later_copy_is_put_back_without_a_word(sqlite_url: str, tmp_path: Path) -> None:
    first = at(tmp_path / "first.db")
    ways: dict[str, Any] = {"remember_in": tmp_path / "state", "remember": True}
    with made(first, **ways) as register:
        register.propose(order_of("W-1"))
        register.back_up(tmp_path / "copy.db")
    with Register.restore(str(tmp_path / "copy.db"), sqlite_url, **ways) as register:
        assert register.head.size == 3


@pytest.mark.parametrize("step", ["make", "_put", "held", "settle_new"])
@pytest.mark.parametrize("act", ["backup", "restore"])
def test_a_kill_leaves_no_copy_under_the_name_or_a_whole_one(
    tmp_path: Path, step: str, act: str
) -> None:
    first, target = at(tmp_path / "first.db"), tmp_path / "target.db"
    full(first).close()
    child = os.fork()
    if child == 0:

        def stop(*_given: object, **_more: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(copies, step, stop)
        try:
            if act == "backup":
                backed_up(first, target)
            else:
                Register.restore(first, at(target), remember=False).close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    if act == "restore" and step in {"make", "settle_new"}:
        assert lines_of(at(target)) == lines_of(first)
        return
    assert act == "restore" or not target.exists()
    Register.restore(first, at(target), remember=False).close()
    assert lines_of(at(target)) == lines_of(first)
