"""Golden logs: what each release recorded comes out the same in every later one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.errors import RegisterFormat
from responselevels.register.log.events import Head, events_of
from responselevels.register.log.export import read_export
from responselevels.register.log.kinds import KINDS
from responselevels.register.log.verification import verify
from responselevels.register.register import Register
from responselevels.register.replay import Replay
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.store import Writing
from tests.register.golden import week

GOLDEN = Path(__file__).parents[1] / "golden_logs"
OLD, NOW = "0.1.0", "meaning-2"
"""The log of meaning 1, under which nothing was released; and the one that is kept for ever."""


def test_there_is_a_golden_log_of_each_meaning() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [OLD, NOW]


def test_what_was_recorded_is_sound_and_replays() -> None:
    folder = GOLDEN / NOW
    export = read_export(folder)
    report = verify(export.lines(), documents=export.document)
    assert report.sound
    assert "meaning" not in {unseen.code for unseen in report.unseen}
    replay = Replay(export.document)
    assert list(replay.take_all(export.lines())) == []
    state = (folder / "state.txt").read_text(encoding="ascii").split()
    assert [str(replay.state.head.size), replay.state.digest] == state


def test_a_log_of_the_old_meaning_is_refused_and_its_bytes_are_verified_all_the_same() -> None:
    export = read_export(GOLDEN / OLD)
    report = verify(export.lines(), documents=export.document)
    assert report.sound
    (said,) = [unseen for unseen in report.unseen if unseen.code == "meaning"]
    assert said.worded() == (
        "not seen: whether it was decided rightly; from event 0 on it was recorded under meaning 1 "
        "of the semantics, and this version decides by meaning 2 alone"
    )
    assert "依语义第1版判定" in said.worded("zh")
    with pytest.raises(RegisterFormat) as refused:
        list(Replay(export.document).take_all(export.lines()))
    assert refused.value.code == "older_meaning"


def test_a_changed_log_of_the_old_meaning_is_found() -> None:
    lines = [*read_export(GOLDEN / OLD).lines()]
    lines[9] = lines[9].replace(b'"engine":"0.1.0"', b'"engine":"0.1.1"')
    found = verify(lines).found
    assert (found and found.code, found and found.seq) == ("changed", 9)


def test_a_register_of_the_old_meaning_is_not_opened(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/old.db"
    store = open_store(address, create=True)

    def fill(writing: Writing) -> None:
        for seq, line in enumerate(read_export(GOLDEN / OLD).lines()):
            writing.append(seq, line)

    store.transact(fill)
    store.close()
    with pytest.raises(RegisterFormat, match="meaning 1 of the semantics"):
        Register.open(address)


@pytest.mark.parametrize("release", [OLD, NOW])
def test_a_golden_log_holds_every_kind_of_event_and_every_verdict(release: str) -> None:
    lines = [json.loads(line) for line in read_export(GOLDEN / release).lines()]
    # Deeds came after these logs, which stay as they are: `tests/vectors` has one.
    assert {line["kind"] for line in lines} == {*KINDS} - {"deed"}
    verdicts = {line["verdict"] for line in lines if line["kind"] == "decision"}
    assert verdicts == {"permit", "pending", "deny"}


def test_the_week_is_told_the_same_today() -> None:
    with week() as register:
        assert register.replay() == []
        told = [event.kind for event in events_of(register.store.lines(), Head())]
    kept = [event.kind for event in events_of(read_export(GOLDEN / NOW).lines(), Head())]
    assert told == kept
