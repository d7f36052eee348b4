"""Two small decisions that can go wrong together, on any store: nothing else is in the way.

*Floor*: a site may be relaxed to 1 while its region holds at most 1; the region
may be raised to 3 while its site holds at least 3. Either alone leaves the site
no milder than the region. *Approval*: an order may be issued while two approvals
stand; an approval may be withdrawn while no order is in force.

A decision is a line: who decided, what was done (or nothing), and how many lines
had been read. `history_of` reads them back and names every one that was judged on
something else than what lay before it, and every breach.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from responselevels.register.stores.store import Store, Writing

Facts = Mapping[str, Any]
Act = Callable[[Facts], dict[str, Any] | None]


def relax(facts: Facts, tree: str = "") -> dict[str, Any] | None:
    fits = facts[f"site{tree}"] == 3 and facts[f"region{tree}"] <= 1
    return {f"site{tree}": 1} if fits else None


def tighten(facts: Facts, tree: str = "") -> dict[str, Any] | None:
    fits = facts[f"region{tree}"] == 1 and facts[f"site{tree}"] >= 3
    return {f"region{tree}": 3} if fits else None


def reset(facts: Facts, tree: str = "") -> dict[str, Any] | None:
    """Return to where both decisions would be permitted."""
    if (facts[f"site{tree}"], facts[f"region{tree}"]) == (3, 1):
        return None
    return {f"site{tree}": 3, f"region{tree}": 1}


def issue(facts: Facts) -> dict[str, Any] | None:
    return {"in_force": True} if facts["approvals"] >= 2 and not facts["in_force"] else None


def withdraw(facts: Facts) -> dict[str, Any] | None:
    return {"approvals": facts["approvals"] - 1} if not facts["in_force"] else None


def below_the_floor(facts: Facts) -> bool:
    return any(
        facts[name] < facts[name.replace("site", "region")] for name in facts if "site" in name
    )


def without_approvals(facts: Facts) -> bool:
    return bool(facts["in_force"]) and facts["approvals"] < 2


@dataclass(frozen=True)
class Scenario:
    """What there is at first, what two writers do, and what must never be."""

    name: str
    first: dict[str, Any]
    acts: tuple[Act, Act]
    breached: Callable[[Facts], bool]

    def begin(self, store: Store) -> None:
        """Write down what there is at first."""
        begin(store, self.first)

    def act(self, store: Store, one: int) -> None:
        """Let a writer decide."""
        Desk(store).decide(self.acts[one], str(one))

    def wrong(self, store: Store) -> tuple[bool, bool]:
        """Say whether anything is breached, and whether a line was judged on another state."""
        history = history_of(store.lines(), self.breached)
        assert history.size == 3
        return bool(history.breaches), bool(history.skewed)


FLOOR = Scenario("floor", {"site": 3, "region": 1}, (relax, tighten), below_the_floor)
APPROVAL = Scenario(
    "approval", {"approvals": 2, "in_force": False}, (issue, withdraw), without_approvals
)
SCENARIOS = (FLOOR, APPROVAL)


def facts_of(lines: Iterable[bytes]) -> dict[str, Any]:
    """Return what the decisions in *lines* add up to."""
    facts: dict[str, Any] = {}
    for line in lines:
        facts |= json.loads(line)["did"] or {}
    return facts


def begin(store: Store, facts: Facts) -> None:
    """Write down what there is at first."""
    first = json.dumps({"by": "first", "did": facts, "read": 0}).encode()
    store.transact(lambda writing: writing.append(0, first))


@dataclass
class Desk:
    """Decides on a store; reads only what it has not read yet."""

    store: Store
    facts: dict[str, Any] = field(default_factory=dict)
    size: int = 0

    def decide(self, act: Act, by: str) -> bool:
        """Judge *act* on what there is, write down what came of it; say whether it was done."""
        return self.store.transact(lambda writing: self._decided(writing, act, by))

    def _decided(self, writing: Writing, act: Act, by: str) -> bool:
        for line in writing.lines(self.size):
            self._take(line)
        did, line = self.line(act, by)
        writing.append(self.size, line)
        return did

    def _take(self, line: bytes) -> None:
        self.facts |= json.loads(line)["did"] or {}
        self.size += 1

    def line(self, act: Act, by: str) -> tuple[bool, bytes]:
        """Judge *act* on what was read; return whether it is done, and the line that says so."""
        did = act(self.facts)
        return did is not None, json.dumps({"by": by, "did": did, "read": self.size}).encode()


@dataclass
class History:
    """What is wrong with a history: lines judged on another state, verdicts, breaches."""

    size: int = 0
    done: int = 0
    skewed: list[int] = field(default_factory=list)
    breaches: list[int] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.skewed and not self.breaches


def history_of(lines: Iterable[bytes], breached: Callable[[Facts], bool]) -> History:
    """Return what is wrong with *lines*."""
    history, facts = History(), dict[str, Any]()
    for seq, line in enumerate(lines):
        fields = json.loads(line)
        if fields["read"] != seq:
            history.skewed.append(seq)
        if fields["did"] is not None:
            history.done += 1
            was = breached(facts) if facts else False
            facts |= fields["did"]
            if breached(facts) and not was:
                history.breaches.append(seq)
        history.size = seq + 1
    return history
