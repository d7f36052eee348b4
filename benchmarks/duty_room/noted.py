"""What is noted while people read and act: how long each thing took, what was acknowledged, what was heard."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

KINDS = ("page", "decision", "act", "news")
"""Pages; decisions without recording; acts that are recorded; and how long an act takes to reach a reader."""


@dataclass(slots=True)
class Acknowledged:
    """An act that the server acknowledged: the number of an event of it, what it is of, and who did it.

    *kinds* are those of all events that it must have made.
    """

    event: int
    kinds: tuple[str, ...]
    of: str
    person: str


@dataclass(slots=True)
class Noted:
    """All that is noted. Times count from *begun* on, until *until* (seconds of the monotonic clock)."""

    begun: float
    until: float
    seconds: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    answers: Counter[str] = field(default_factory=Counter)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    sent: dict[int, float] = field(default_factory=dict)
    heard: list[tuple[int, float]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    @property
    def over(self) -> bool:
        """Whether the time is up: nothing new is begun."""
        return time.monotonic() >= self.until

    def took(self, kind: str, seconds: float) -> None:
        """Note how long something took, once it counts."""
        if self.begun <= time.monotonic() <= self.until:
            self.seconds[kind].append(seconds)

    def acted(self, done: Acknowledged, seconds: float) -> None:
        """Note an act that was acknowledged just now, after *seconds*."""
        self.acknowledged.append(done)
        self.sent[done.event] = time.monotonic() - seconds
        self.took("act", seconds)

    def hear(self, reader: str, event: int, before: int | None) -> None:
        """Note that *reader* was told of an event; *before* is the last one that they were told of."""
        self.heard.append((event, time.monotonic()))
        if before is not None and event != before + 1:
            self.gaps.append(f"{reader}: {event} after {before}")

    def told(self) -> dict[str, Any]:
        """Return all of it, for the one who measures."""
        for event, at in self.heard:
            if event in self.sent and self.begun <= at <= self.until:
                self.seconds["news"].append(at - self.sent[event])
        return {
            "seconds": self.seconds,
            "answers": dict(self.answers),
            "acknowledged": [
                [one.event, one.kinds, one.of, one.person] for one in self.acknowledged
            ],
            "heard": len(self.heard),
            "gaps": self.gaps,
        }


def figures(took: Sequence[float]) -> dict[str, float]:
    """Return how many there were, and milliseconds within which half of them, 99 of a hundred, and all were done."""
    ordered = sorted(took)
    shares = {"p50": 0.5, "p99": 0.99, "most": 1.0}
    found = {name: _at(ordered, share) for name, share in shares.items()} if ordered else {}
    return {"count": len(ordered), **found}


def _at(ordered: Sequence[float], share: float) -> float:
    place = min(len(ordered) - 1, int(len(ordered) * share))
    return round(ordered[place] * 1_000, 1)
