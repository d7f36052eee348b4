"""How far a register was seen is remembered outside it, and never less than before."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest

from responselevels.errors import RegisterExists, RegisterShrunk, Unremembered
from responselevels.register.log.events import Head
from responselevels.register.recording.rollback import RollbackGuard, hold, state_folder
from tests.register.duty import clock, made, opened, ward_order

AB, CD, EF = "ab" * 32, "cd" * 32, "ef" * 32


def test_nothing_was_seen_of_a_register_that_is_new(tmp_path: Path) -> None:
    seen = RollbackGuard(tmp_path)
    assert seen.of("duty") == Head()
    hold("duty", seen.of("duty"), 0, None)


def test_what_was_seen_is_known_to_the_next_process(tmp_path: Path) -> None:
    RollbackGuard(tmp_path / "deep").remember("duty", Head(7, AB))
    assert RollbackGuard(tmp_path / "deep").of("duty") == Head(7, AB)
    assert RollbackGuard(tmp_path / "deep").of("other") == Head()


def test_less_is_never_remembered_than_before(tmp_path: Path) -> None:
    one, other = RollbackGuard(tmp_path), RollbackGuard(tmp_path)
    one.remember("duty", Head(7, AB))
    other.remember("duty", Head(5, CD))
    one.remember("duty", Head(6, EF))
    assert one.of("duty") == other.of("duty") == RollbackGuard(tmp_path).of("duty") == Head(7, AB)


def test_without_a_folder_it_is_remembered_for_as_long_as_the_process_lives() -> None:
    seen = RollbackGuard(None)
    seen.remember("duty", Head(7, AB))
    with pytest.raises(RegisterShrunk):
        hold("duty", seen.of("duty"), 6, None)
    assert RollbackGuard(None).of("duty") == Head()


def test_a_larger_register_is_fine_only_if_it_goes_on_from_what_was_seen(tmp_path: Path) -> None:
    seen = RollbackGuard(tmp_path)
    seen.remember("duty", Head(7, AB))
    hold("duty", seen.of("duty"), 7, AB)
    hold("duty", seen.of("duty"), 9, AB)
    with pytest.raises(RegisterShrunk) as raised:
        hold("duty", seen.of("duty"), 9, CD)
    assert str(raised.value) == (
        "the register `duty` is not the one this site has seen: event 7 is another; "
        "find out who exchanged it before you go on"
    )


@pytest.mark.parametrize("content", ["", "{", "[]", '{"size": "x", "hash": "y"}', '{"size": 3}'])
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "duty.json").write_text(content)
    seen = RollbackGuard(tmp_path)
    assert seen.of("duty") == Head()
    seen.remember("duty", Head(2, AB))
    assert RollbackGuard(tmp_path).of("duty") == Head(2, AB)


def test_what_cannot_be_remembered_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    seen = RollbackGuard(tmp_path / "file")
    seen.remember("duty", Head(2, AB))
    assert seen.of("duty") == Head(2, AB)


def test_the_folder_is_the_one_named_or_that_of_the_user(tmp_path: Path) -> None:
    assert state_folder({"RESPONSELEVELS_STATE": str(tmp_path)}) == tmp_path
    assert state_folder({"XDG_STATE_HOME": str(tmp_path)}) == tmp_path / "responselevels"
    assert state_folder({}) == Path.home() / ".local" / "state" / "responselevels"


HUGE = str(10**40)
ODD = {
    "empty": b"",
    "half": b'{"size": 3, "ha',
    "a list": b"[]",
    "deep": b"[" * 4000,
    "binary": b"\xff\xfe\x00\x01",
    "a negative size": b'{"size": -3, "hash": "%s"}' % AB.encode(),
    "a huge size": b'{"size": %s, "hash": "%s"}' % (HUGE.encode(), AB.encode()),
    "a size beyond all digits": b'{"size": %s, "hash": "%s"}' % (b"9" * 4000, AB.encode()),
    "a size that is true": b'{"size": true, "hash": "%s"}' % AB.encode(),
    "a size with a point": b'{"size": 3.0, "hash": "%s"}' % AB.encode(),
    "a hash that is a number": b'{"size": 3, "hash": 5}',
    "a hash that is a list": b'{"size": 3, "hash": ["ab"]}',
    "no hash": b'{"size": 3, "hash": "zz"}',
    "another check": b'{"size": 3, "hash": "%s", "check": "00"}' % AB.encode(),
    "a check that is a number": b'{"size": 3, "hash": "%s", "check": 5}' % AB.encode(),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_an_odd_record_accuses_nobody_is_warned_of_and_is_written_anew(
    tmp_path: Path, content: bytes
) -> None:
    register = made(f"sqlite:///{tmp_path}/register.db", remember=True, remember_in=tmp_path)
    record = tmp_path / "duty.json"
    sound = record.read_bytes()
    record.write_bytes(content)
    address = f"sqlite:///{tmp_path}/register.db"
    with pytest.warns(Unremembered, match=r"^what this site has seen of the register `duty`"):
        opened(address, clock(), remember=True, remember_in=str(tmp_path)).close()
    assert record.read_bytes() == sound
    opened(address, clock(), remember=True, remember_in=tmp_path).close()
    record.write_bytes(content)
    with pytest.warns(Unremembered):
        register.propose(ward_order("P-1"))
    assert RollbackGuard(tmp_path).of("duty") == register.head


def test_a_record_of_old_has_no_check_and_holds(tmp_path: Path) -> None:
    (tmp_path / "duty.json").write_text(f'{{"size": 7, "hash": "{AB}"}}' + " " * 30)
    seen = RollbackGuard(tmp_path)
    assert (seen.of("duty"), seen.odd) == (Head(7, AB), None)


def in_the_way(path: Path, kind: str) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        other = path.with_name("other.txt")
        other.write_text("somebody's own notes")
        path.symlink_to(other)


@pytest.mark.parametrize("kind", ["folder", "loop", "pipe", "device", "notes"])
def test_what_lies_in_the_way_of_a_record_is_warned_of_and_left(tmp_path: Path, kind: str) -> None:
    address = f"sqlite:///{tmp_path}/register.db"
    made(address).close()
    in_the_way(tmp_path / "duty.json", kind)
    with pytest.warns(Unremembered):
        register = opened(address, clock(), remember=True, remember_in=tmp_path)
    register.propose(ward_order("P-1"))
    assert register.orders == ()
    if kind == "notes":
        assert (tmp_path / "other.txt").read_text() == "somebody's own notes"
    else:
        assert not (tmp_path / "duty.json").is_file()


def test_a_folder_that_may_not_be_written_is_warned_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.open

    def forbidden(path: Any, *args: Any, **named: Any) -> int:
        if str(path).endswith(".json"):
            raise PermissionError(13, "Permission denied")
        return plain(path, *args, **named)

    monkeypatch.setattr("responselevels.register.recording.rollback.os.open", forbidden)
    address = f"sqlite:///{tmp_path}/register.db"
    with pytest.warns(Unremembered, match="Permission denied"):
        register = made(address, remember=True, remember_in=tmp_path)
    register.propose(ward_order("P-1"))
    register.propose(ward_order("P-2"))


def test_a_user_without_a_home_is_warned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(_self: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", homeless)
    monkeypatch.delenv("RESPONSELEVELS_STATE", raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert state_folder({}) is None
    with pytest.warns(Unremembered):
        made(f"sqlite:///{tmp_path}/register.db", remember=True)


def test_a_record_is_never_read_half_written(tmp_path: Path) -> None:
    """Two write records of different lengths over each other; what is read is one of them."""
    done = Event()

    def write(first: int) -> None:
        seen, size = RollbackGuard(tmp_path), first
        while not done.is_set():
            size = size * 3 + 1 if size < 10**15 else size + 1
            seen.remember("duty", Head(size, f"{size:064x}"))

    threads = [Thread(target=write, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    # On a busy machine it takes a while until there is something to read.
    while RollbackGuard(tmp_path).of("duty").size == 0:
        sleep(0.001)
    last = 0
    for _ in range(400):
        reader = RollbackGuard(tmp_path)
        head = reader.of("duty")
        assert reader.odd is None
        assert head.size == 0 or head.hash == f"{head.size:064x}"
        assert head.size >= last
        last = head.size
    done.set()
    for thread in threads:
        thread.join()
    assert last > 0


def test_the_name_of_a_register_leads_to_no_other_folder(tmp_path: Path) -> None:
    seen = RollbackGuard(tmp_path / "deep" / "down")
    for name in ("../../up", "/etc/duty", "..", "", "A", "x" * 300, "a/b", "\0"):
        seen.remember(name, Head(3, AB))
        assert RollbackGuard(tmp_path / "deep" / "down").of(name) == Head(3, AB)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep"]
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["down"]


def test_an_id_that_this_site_has_seen_is_not_given_to_another_register(tmp_path: Path) -> None:
    made(f"sqlite:///{tmp_path}/one.db", remember=True, remember_in=tmp_path).close()
    with pytest.raises(RegisterExists) as refusal:
        made(f"sqlite:///{tmp_path}/two.db", remember=True, remember_in=tmp_path)
    assert str(refusal.value) == (
        "this site has seen a register `duty` already, with 2 events; "
        "choose another id, or open that one"
    )
    assert not (tmp_path / "two.db").exists()
    with pytest.raises(RegisterExists) as refusal:
        made(f"sqlite:///{tmp_path}/one.db", remember=True, remember_in=tmp_path)
    assert refusal.value.code == "store.exists"
