"""A register that this site has read in full is opened by its hash, and by nothing else that was kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from responselevels.cli import main
from responselevels.errors import RegisterDamaged, RegisterShrunk
from responselevels.models.areas import Areas
from responselevels.register.history.asking.overview import overview_of
from responselevels.register.log.events import Head, hash_of
from responselevels.register.opening import OpenOptions, OverviewOptions, open_register
from responselevels.register.recording import marks
from responselevels.register.recording.marks import ReadMarks
from responselevels.register.recording.reading import VerifiedAtOpening
from responselevels.register.register import StoredRegister
from responselevels.register.stores.opening import path_of
from tests.register.duty import (
    AREAS,
    START,
    adopted,
    areas,
    at,
    clock,
    made,
    opened,
    ward_order,
)
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


# -- under the areas alone that the log names ---------------------------------------------------


def many_areas(*gone: str) -> Areas:
    """Return the areas of the small scheme and many others, without those that are *gone*."""
    rows = [(area.id, area.tier, area.parent) for area in AREAS.areas]
    rows += [(f"other-{number}", "ward", "district") for number in range(2_000)]
    return areas(*(row for row in rows if row[0] not in gone))


def wide(state: Path, url: str) -> None:
    """Make a register of many areas, of which the log names few."""
    with made(url, areas=many_areas(), remember=True, remember_in=state) as register:
        register.issue(ward_order("W-1"))


def asked(url: str, state: Path, options: type[OpenOptions] = OpenOptions) -> StoredRegister:
    return open_register(url, options(clock=clock(at(1)), remember_in=state), StoredRegister)


def test_what_stands_is_told_without_the_areas_that_nobody_named(
    sqlite_url: str, state: Path
) -> None:
    wide(state, sqlite_url)
    with asked(sqlite_url, state, OverviewOptions) as few, asked(sqlite_url, state) as whole:
        assert few.named_areas
        assert not whole.named_areas
        assert few.verified == whole.verified == VerifiedAtOpening(in_full=0, by_hash=few.head.size)
        assert len(few.scheme.tree) < 20 < len(whole.scheme.tree)
        assert few.state_digest == whole.state_digest
        for hours in (1, 30, 100):
            assert overview_of(few, at(hours)) == overview_of(whole, at(hours))


def test_whoever_goes_on_with_it_has_all_areas(sqlite_url: str, state: Path) -> None:
    wide(state, sqlite_url)
    with asked(sqlite_url, state, OverviewOptions) as few:
        few.issue(ward_order("O-1", ward="other-7"))
        assert not few.named_areas
        assert few.level("other-8", at=at(1)).level == "calm"
    with asked(sqlite_url, state, OverviewOptions) as again:
        assert again.named_areas
        assert again.level("other-7", at=at(30)).orders == ("O-1",)


def test_what_others_recorded_since_is_read_under_all_areas(sqlite_url: str, state: Path) -> None:
    wide(state, sqlite_url)
    with opened(sqlite_url, clock(at(2))) as other:
        other.issue(ward_order("O-1", ward="other-7"))
    with asked(sqlite_url, state, OverviewOptions) as found:
        assert not found.named_areas
        assert found.verified.in_full == 3


def test_a_mark_of_another_log_is_no_mark_under_few_areas_either(
    sqlite_url: str, state: Path
) -> None:
    wide(state, sqlite_url)
    with opened(sqlite_url) as register:
        size = register.head.size
    ReadMarks(state).keep("duty", Head(size, "0" * 64))
    with asked(sqlite_url, state, OverviewOptions) as found:
        assert not found.named_areas
        assert found.verified == VerifiedAtOpening(in_full=size, by_hash=0)


def told(capsys: pytest.CaptureFixture[str], url: str) -> list[str]:
    """Return what `register status` tells, but for how it was verified."""
    assert main(["--no-project", "register", "status", "--register", url]) == 0
    lines = capsys.readouterr().out.splitlines()
    return [line for line in lines if line and not line.startswith("events verified")]


@pytest.mark.parametrize("gone", [False, True], ids=["there", "gone"])
def test_the_command_tells_the_same_whether_areas_are_read_or_not(
    sqlite_url: str,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    gone: bool,
) -> None:
    """Where a proposal names an area that is gone, what looks like it is sought among all."""
    wide(state, sqlite_url)
    monkeypatch.setenv("RESPONSELEVELS_CLOCK", at(30).isoformat())
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(state))
    if gone:
        with opened(sqlite_url, clock(at(1)), remember=True, remember_in=state) as register:
            register.propose(ward_order("O-1", ward="other-7"))
            adopted(register, areas=many_areas("other-7"))
    found = told(capsys, sqlite_url)
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(state / "another"))
    assert found == told(capsys, sqlite_url)
    assert ("did you mean `other-0`" in " ".join(found)) == gone, found
