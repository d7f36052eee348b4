"""A log replayed in parts shows what it shows when it is replayed in one go."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

from responselevels.errors import RegisterFormat
from responselevels.parallel import replaying
from responselevels.parallel.dividing import divided
from responselevels.parallel.processes import ProcessWorkers
from responselevels.register.log.events import ORIGIN, hash_of, line_of
from responselevels.register.log.export import read_export
from responselevels.register.replay import Replayed, replayed
from tests.parallel.here import Here
from tests.register.test_golden import GOLDEN, NOW

EXPORT = read_export(GOLDEN / NOW)
LOG = list(EXPORT.lines())
DECIDED = [number for number, line in enumerate(LOG) if b'"kind":"decision"' in line]


@pytest.fixture(autouse=True)
def few_events_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "LEAST", 1)


def shown(found: Replayed) -> tuple[object, ...]:
    """Return what a replay found; two errors that say the same are the same."""
    damage = found.damage
    said = None if damage is None else (damage.seq, damage.code, damage.facts)
    return found.summary, found.differences, said


def chained(events: Sequence[dict[str, Any]]) -> list[bytes]:
    """Return the lines of *events*, numbered and chained anew."""
    lines: list[bytes] = []
    previous = ORIGIN
    for seq, event in enumerate(events):
        lines.append(line_of({**event, "seq": seq, "prev": previous}))
        previous = hash_of(lines[-1])
    return lines


def left_out(random: Random, events: list[dict[str, Any]]) -> None:
    del events[random.randrange(3, len(events))]


def doubled(random: Random, events: list[dict[str, Any]]) -> None:
    at = random.randrange(3, len(events))
    events.insert(at, events[at])


def turned(random: Random, events: list[dict[str, Any]]) -> None:
    for number in random.sample(DECIDED, 3):
        events[number] |= {"verdict": "permit" if events[number]["verdict"] == "deny" else "deny"}


def emptied(random: Random, events: list[dict[str, Any]]) -> None:
    found = [number for number in DECIDED if events[number]["findings"]]
    for number in random.sample(found, 2):
        events[number] |= {"findings": []}


def bound_otherwise(random: Random, events: list[dict[str, Any]]) -> None:
    for event in random.sample(events, len(events) // 4):
        if "proposal_digest" in event:
            event["proposal_digest"] = "sha256:" + "0" * 64


CHANGES = (left_out, doubled, turned, emptied, bound_otherwise)


@pytest.mark.parametrize("width", [2, 3, 7])
def test_a_log_as_it_was_recorded_replays_in_parts(width: int) -> None:
    whole = replayed(iter(LOG), EXPORT.document)
    assert whole.differences == ()
    found = replaying.replayed(Here(width), lambda: iter(LOG), EXPORT.document)
    assert shown(found) == shown(whole)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("seed", range(3))
def test_what_comes_out_otherwise_comes_out_so_in_parts(
    change: Callable[[Random, list[dict[str, Any]]], None], seed: int
) -> None:
    random = Random(seed)
    events = [json.loads(line) for line in LOG]
    change(random, events)
    lines = chained(events)
    whole = replayed(iter(lines), EXPORT.document)
    assert whole.differences or whole.damage
    found = replaying.replayed(Here(4), lambda: iter(lines), EXPORT.document)
    assert shown(found) == shown(whole)


def test_documents_that_are_missing_are_missed_in_parts() -> None:
    def none(_digest: str) -> None:
        return None

    whole = replayed(iter(LOG), none)
    assert whole.damage is not None
    assert shown(replaying.replayed(Here(3), lambda: iter(LOG), none)) == shown(whole)


def test_what_a_later_version_recorded_is_refused_in_parts() -> None:
    events = [json.loads(line) for line in LOG]
    events[-2] |= {"semantics": 99}
    lines = chained(events)
    with pytest.raises(RegisterFormat):
        replaying.replayed(Here(3), lambda: iter(lines), EXPORT.document)


def test_a_short_log_is_replayed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "LEAST", len(LOG))
    here = Here(4)
    found = replaying.replayed(here, lambda: iter(LOG), EXPORT.document)
    assert shown(found) == shown(replayed(iter(LOG), EXPORT.document))
    assert here.calls == 0


def test_processes_replay_what_one_process_does(processes: ProcessWorkers) -> None:
    found = replaying.replayed(processes, lambda: iter(LOG), EXPORT.document)
    assert shown(found) == shown(replayed(iter(LOG), EXPORT.document))


@pytest.mark.parametrize("count", [0, 1, 5, 1000])
@pytest.mark.parametrize("parts", [1, 2, 5, 16])
@pytest.mark.parametrize("before", [0, 0.25, 0.9])
def test_parts_follow_on_one_another_and_cost_alike(count: int, parts: int, before: float) -> None:
    runs = divided(count, parts, before, 1)
    assert [number for start, end in runs for number in range(start, end)] == list(range(count))
    assert len(runs) <= min(parts, count)
    costs = [before * start + end - start for start, end in runs]
    best = count / parts if before == 0 else count * before / (1 - (1 - before) ** parts)
    assert max(costs, default=0) <= max(best, 1) + 2


def test_no_part_is_shorter_than_is_worth_while() -> None:
    assert divided(999, 8, 0, 500) == [(0, 999)]
    assert divided(1000, 8, 0, 500) == [(0, 500), (500, 1000)]
