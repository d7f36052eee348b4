"""Golden logs: what each release recorded comes out the same in every later one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from responselevels.register.events import KINDS, Head, events_of
from responselevels.register.export import read_export
from responselevels.register.replay import Replay
from responselevels.register.verifying import verify
from tests.register.golden import week

GOLDEN = Path(__file__).parents[1] / "golden_logs"
RELEASES = sorted(path.name for path in GOLDEN.iterdir())


def test_there_is_a_golden_log_of_each_release() -> None:
    assert RELEASES == ["0.1.0"]


@pytest.mark.parametrize("release", RELEASES)
def test_what_a_release_recorded_is_sound_and_replays(release: str) -> None:
    folder = GOLDEN / release
    export = read_export(folder)
    assert verify(export.lines(), documents=export.document).sound
    replay = Replay(export.document)
    assert list(replay.take_all(export.lines())) == []
    state = (folder / "state.txt").read_text(encoding="ascii").split()
    assert [str(replay.state.head.size), replay.state.digest] == state


@pytest.mark.parametrize("release", RELEASES)
def test_a_golden_log_holds_every_kind_of_event_and_every_verdict(release: str) -> None:
    events = [*events_of(read_export(GOLDEN / release).lines(), Head())]
    kinds = Counter(event.kind for event in events)
    assert set(kinds) == set(KINDS)
    verdicts = {event.fields["verdict"] for event in events if event.kind == "decision"}
    assert verdicts == {"permit", "pending", "deny"}


def test_the_week_is_told_the_same_today() -> None:
    with week() as register:
        assert register.replay() == []
        told = [event.kind for event in events_of(register.store.lines(), Head())]
    kept = [event.kind for event in events_of(read_export(GOLDEN / RELEASES[-1]).lines(), Head())]
    assert told == kept
