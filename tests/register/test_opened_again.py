"""A register that this site has read in full is opened by its hash, and by nothing else that was kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from responselevels.errors import RegisterDamaged, RegisterShrunk
from responselevels.register.log.events import Head, hash_of
from responselevels.register.recording import marks
from responselevels.register.recording.marks import ReadMarks
from responselevels.register.recording.reading import VerifiedAtOpening
from responselevels.register.register import StoredRegister
from responselevels.register.stores.opening import path_of
from tests.register.duty import START, clock, made, opened, ward_order
from tests.register.remembered import all_of


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


Opening = Callable[[], StoredRegister]


@pytest.fixture
def again(sqlite_url: str, state: Path) -> Iterator[Opening]:
    """A register with an order, which can be opened again and again."""
    with made(sqlite_url, remember=True, remember_in=state) as register:
        register.issue(ward_order("W-1"))
    left: list[StoredRegister] = []

    def reopened() -> StoredRegister:
        later = clock(START + timedelta(hours=1))
        left.append(opened(sqlite_url, later, remember=True, remember_in=state))
        return left[-1]

    yield reopened
    for register in left:
        register.close()


def test_what_was_read_in_full_before_is_held_to_its_hash(again: Opening, sqlite_url: str) -> None:
    first = again()
    size = first.head.size
    assert first.verified == VerifiedAtOpening(in_full=0, by_hash=size)
    with opened(sqlite_url) as whole:
        assert whole.verified == VerifiedAtOpening(in_full=size, by_hash=0)
        assert all_of(first.state) == all_of(whole.state)


def test_what_others_recorded_since_is_read_in_full(again: Opening, sqlite_url: str) -> None:
    size = again().head.size
    with opened(sqlite_url, clock(START + timedelta(hours=2))) as other:
        other.issue(ward_order("W-2"))
    found = again()
    assert found.verified == VerifiedAtOpening(in_full=3, by_hash=size)
    assert [order.id for order in found.orders] == ["W-1", "W-2"]
    assert again().verified == VerifiedAtOpening(in_full=0, by_hash=size + 3)


def test_what_was_opened_by_its_hash_goes_on_as_any_other(again: Opening, sqlite_url: str) -> None:
    register = again()
    register.issue(ward_order("W-3"))
    assert register.replay() == []
    with opened(sqlite_url) as whole:
        assert all_of(register.state) == all_of(whole.state)


def test_a_mark_that_is_torn_costs_only_time(again: Opening, state: Path) -> None:
    size = again().head.size
    path = state / "duty.read"
    path.write_bytes(path.read_bytes()[:-9])
    assert again().verified == VerifiedAtOpening(in_full=size, by_hash=0)
    assert again().verified == VerifiedAtOpening(in_full=0, by_hash=size)


def test_a_mark_of_another_version_costs_only_time(
    again: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = again().head.size
    monkeypatch.setattr(marks, "READING", marks.READING + 1)
    assert again().verified == VerifiedAtOpening(in_full=size, by_hash=0)


def test_a_mark_of_another_log_costs_only_time(again: Opening, state: Path) -> None:
    """Whole and in order it may be, it is no mark of these lines."""
    size = again().head.size
    for head in (
        Head(size, "00" * 32),
        Head(size - 1, again().head.hash),
        Head(size + 1, "0" * 64),
    ):
        ReadMarks(state).keep("duty", head)
        assert again().verified == VerifiedAtOpening(in_full=size, by_hash=0)


def changed(url: str, seq: int, before: bytes, after: bytes, *, rechain: bool = False) -> Head:
    """Write another line in the place of *seq*, and with *rechain* all that follow; return the end."""
    database = sqlite3.connect(path_of(url))
    database.execute("DROP TRIGGER IF EXISTS event_unchanged")
    lines = [line for (line,) in database.execute("SELECT line FROM event ORDER BY seq")]
    assert before in lines[seq]
    lines[seq] = lines[seq].replace(before, after)
    for number in range(seq + 1, len(lines)) if rechain else ():
        fields = json.loads(lines[number])
        fields["prev"] = hash_of(lines[number - 1])
        lines[number] = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    for number, line in enumerate(lines):
        database.execute("UPDATE event SET line = ? WHERE seq = ?", (line, number))
    database.commit()
    database.close()
    return Head(len(lines), hash_of(lines[-1]))


def test_every_line_that_was_changed_is_found_and_named(again: Opening, sqlite_url: str) -> None:
    size = again().head.size
    for seq in range(size):
        changed(sqlite_url, seq, b'"site":null', b'"site":"up"')
        with pytest.raises((RegisterDamaged, RegisterShrunk)) as refused:
            again()
        found = refused.value.facts
        assert found.get("seq", found.get("seen")) == seq + 1, "the next event still knows its hash"
        changed(sqlite_url, seq, b'"site":"up"', b'"site":null')
        assert again().verified.in_full == 0


def test_a_history_that_was_chained_anew_is_not_opened(again: Opening, sqlite_url: str) -> None:
    changed(sqlite_url, 3, b'"transition":"ward_order"', b'"transition":"ward_words"', rechain=True)
    with pytest.raises(RegisterShrunk) as refused:
        again()
    assert refused.value.code == "other_history"


def test_what_a_mark_vouches_for_wrongly_is_read_in_full_and_named(
    again: Opening, sqlite_url: str, state: Path
) -> None:
    """Somebody who writes to the log and to this site's memory as well."""
    head = changed(sqlite_url, 4, b'"level":"', b'"levex":"', rechain=True)
    ReadMarks(state).keep("duty", head)
    (state / "duty.json").unlink()
    with pytest.raises(RegisterDamaged) as refused:
        again()
    assert refused.value.seq == 4
