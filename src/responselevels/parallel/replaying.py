"""A log replayed in parts: each worker takes the events before its part as they are, and decides its own.

The parts together show what a replay in one go shows. Where the log is not sound, it is replayed
from its beginning in this process, which then says how far it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from responselevels.errors import RegisterDamaged, RegisterFormat
from responselevels.parallel.dividing import divided
from responselevels.parallel.spread import Shared, spread
from responselevels.parallel.workers import workers_of
from responselevels.register.history.state import Documents
from responselevels.register.log.canonical import read
from responselevels.register.log.chain import named_in
from responselevels.register.replay import Difference, Replay, Replayed, ReplaySummary
from responselevels.register.replay import replayed as replayed_whole

BEFORE = 0.25
"""What it costs to take an event as it is, where deciding it again costs 1: measured."""

LEAST = 1000
"""Events that are worth a part of their own: some 0.2 s of work."""


def replayed(
    executor: Executor, lines: Callable[[], Iterator[bytes]], documents: Documents
) -> Replayed:
    """Return what `responselevels.register.replay.replayed` does, spread over *executor*.

    *lines* gives the raw lines each time that it is called.

    Raises:
        RegisterFormat: an event was recorded by a later version.
        WorkersUnusable: see `responselevels.parallel.spread.spread`.
    """
    log = list(lines())
    parts = divided(len(log), workers_of(executor).width, BEFORE, LEAST)
    if len(parts) < 2:
        return replayed_whole(iter(log), documents)
    # The last one goes on to the end of the log, and knows what all of it adds up to.
    asked = [(start, None if end == len(log) else end) for start, end in parts]
    shared = Shared.of(opened_log, log, dict(_documents(log, documents)))
    differences: list[Difference] = []
    decisions, summary = 0, None
    for found in spread(executor, replay_part, shared, asked):
        if found is None:
            return replayed_whole(iter(log), documents)
        differences += found.differences
        decisions += found.summary.decisions
        summary = found.summary
    if summary is None:
        raise LookupError("a log in parts has a last one")
    return Replayed(summary=replace(summary, decisions=decisions), differences=tuple(differences))


_NAMING = re.compile(rb'"kind":"(?:adoption|keys)"|"proposal":"sha256:')
"""What a line has that may name documents; what names none in the end does no harm."""


def _documents(log: Iterable[bytes], find: Documents) -> Iterator[tuple[str, bytes]]:
    """Yield the documents that events name, by digest; one that is missing is left to the replay."""
    for line in log:
        if _NAMING.search(line) is None:
            continue
        try:
            names = named_in(read(line))
        except (ValueError, KeyError):
            continue
        for name in names:
            body = find(name) if isinstance(name, str) else None
            if isinstance(name, str) and body is not None:
                yield name, body


# -- at the worker --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SentLog:
    """The lines of a log, and the documents that they name."""

    lines: list[bytes]
    documents: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class ReplayedPart:
    """What a part shows: what came out otherwise in it, and what there is at its end."""

    differences: tuple[Difference, ...]
    summary: ReplaySummary


def opened_log(lines: list[bytes], documents: dict[str, bytes]) -> SentLog:
    """Return what was sent."""
    return SentLog(lines, documents)


def replay_part(log: SentLog, part: tuple[int, int | None]) -> ReplayedPart | None:
    """Return what the decisions of *part*, from its start and up to its end, show; None where it is not sound."""
    replay = Replay(log.documents.get, *part)
    try:
        differences = tuple(replay.take_all(log.lines))
    except (RegisterDamaged, RegisterFormat):
        return None
    return ReplayedPart(differences, replay.summary())
