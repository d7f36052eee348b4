"""Many processes propose what conflicts, at once, and the history is checked afterwards.

    python -m tests.register.races.stress --processes 8 --proposals 10000 --store sqlite
    python -m tests.register.races.stress --processes 8 --proposals 10000 --store postgres

Each process makes so many proposals, one after the other. ``--kind register``
(the default) proposes to whole registers: the town puts a level in force and
ends it again, while its districts, which may not be milder, relax theirs. Each
process holds a register in memory, so that the proposals are spread over several
registers, ``--each`` to a process and register. ``--kind toy`` takes decisions
that cost nothing beside the store, all on one. ``--way`` takes a store with a
fault (see `variants`), to show that it is noticed.

The checker decides everything again, compares the state that each decision was
judged on (its place in the log and the digest of the state), and looks for
districts below the floor by counting, without the engine.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from responselevels.errors import (
    ActImpossible,
    OutcomeUnknown,
    RegisterBusy,
    RegisterDamaged,
    RegisterUnwritable,
)
from responselevels.models.decisions import NotPermitted
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal
from responselevels.register.register import StoredRegister
from responselevels.register.replay import Replay
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.store import Store
from tests.register.places import quick_folder
from tests.register.races import toy
from tests.register.races.interleavings import WAYS
from tests.register.races.real import begin_on, proposal_of, register_on
from tests.register.races.variants import Unchecked, opened
from tests.register.servers import any_server, fresh_schema

TREES = 4
PATIENCE = 120.0


@dataclass(frozen=True)
class Job:
    """What one process does, to one register."""

    url: str
    kind: str
    way: str | None
    proposals: int
    seed: int


@dataclass
class Result:
    """What came of it all."""

    proposals: int
    seconds: float
    outcomes: Counter[str]
    lines: int = 0
    decisions: int = 0
    breaches: int = 0
    skewed: int = 0
    differing: int = 0

    @property
    def sound(self) -> bool:
        return (self.breaches, self.skewed, self.differing) == (0, 0, 0)

    def __str__(self) -> str:
        outcomes = ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items()))
        return (
            f"{self.proposals} proposals in {self.seconds:.0f} s "
            f"({self.proposals / self.seconds:.0f}/s): {outcomes}; {self.lines} lines, "
            f"{self.decisions} decisions: {self.breaches} breaches, "
            f"{self.skewed} judged on another state, {self.differing} verdicts that do not replay"
        )


# -- what a process does ---------------------------------------------------------------


def work(job: Job) -> Counter[str]:
    """Make the proposals of *job*; return how often each came out how."""
    store = opened(job.url, None if job.way is None else WAYS[job.way], patience=PATIENCE)
    chance = random.Random(job.seed)
    if job.kind == "toy":
        done = _toy(Unchecked(store) if job.way else store, job, chance)  # type: ignore[arg-type]
    else:
        done = _real(Unchecked(store) if job.way else store, job, chance)  # type: ignore[arg-type]
    store.close()
    return done


def _toy(store: Store, job: Job, chance: random.Random) -> Counter[str]:
    desk, outcomes = toy.Desk(store), Counter[str]()
    for _ in range(job.proposals):
        tree = str(chance.randrange(TREES))
        act = chance.choice((toy.relax, toy.tighten, toy.reset))
        try:
            done = desk.decide(lambda facts, act=act, tree=tree: act(facts, tree), str(job.seed))  # type: ignore[misc]
            outcomes["permitted" if done else "denied"] += 1
        except RegisterBusy:
            outcomes["busy"] += 1
        except (RegisterUnwritable, ValueError):
            if job.way is None:
                raise
            outcomes["collided"] += 1
    return outcomes


def _real(store: Store, job: Job, chance: random.Random) -> Counter[str]:
    register, outcomes = register_on(store), Counter[str]()
    for number in range(job.proposals):
        name, key = f"P-{job.seed}-{number}", uuid4().hex
        for _ in range(5):
            outcome = _proposed(register, name, key, chance)
            outcomes[outcome] += 1
            if outcome != "unknown":
                break
    return outcomes


def _proposed(register: StoredRegister, name: str, key: str, chance: random.Random) -> str:
    draw = chance.random()
    try:
        if draw < 0.5:
            area, level = chance.choice(("hill", "river")), chance.choice(("clear", "watch"))
            register.issue(proposal_of(name, area, level), key=key)
        elif draw < 0.7 or not (order := _towns_last(register)):
            register.issue(proposal_of(name, "town", "watch"), key=key)
        else:
            register.end(_ending(name, order), key=key)
    except NotPermitted:
        return "denied"
    except ActImpossible:
        return "impossible"
    except RegisterBusy:
        return "busy"
    except OutcomeUnknown:
        return "unknown"
    return "permitted"


def _towns_last(register: StoredRegister) -> Order | None:
    """Return the newest order of the town that has not been ended, as far as is known here."""
    for order in reversed(register.orders[-200:]):
        if order.area == "town" and not order.ends:
            return order
    return None


def _ending(name: str, order: Order) -> EndProposal:
    now = datetime.now(UTC)
    return EndProposal.model_validate(
        {
            "action": "end",
            "id": name,
            "order": order.id,
            "at": (order.period.start + timedelta(seconds=1)).isoformat(),
            "issuer": "works",
            "approvals": [{"body": "mayor", "at": now.isoformat()}],
        }
    )


# -- what became of it -----------------------------------------------------------------


def check_toy(store: Store, result: Result) -> None:
    """Count what is wrong with the history of small decisions."""
    history = toy.history_of(store.lines(), toy.below_the_floor)
    result.lines += history.size
    result.decisions += history.size - 1
    result.breaches += len(history.breaches)
    result.skewed += len(history.skewed)


def check_real(store: Store, result: Result) -> None:
    """Count what is wrong with a register: by deciding all again, and by counting."""
    lines = list(store.lines())
    result.lines += len(lines)
    result.breaches += sum(1 for _ in below_the_floor(lines))
    found: dict[int, set[str]] = {}
    try:
        for difference in Replay(store.document).take_all(lines):
            found.setdefault(difference.seq, set()).add(difference.what)
    except RegisterDamaged:
        result.skewed += 1
    result.decisions += sum(json.loads(line)["kind"] == "decision" for line in lines)
    result.skewed += sum(bool(whats & {"at_head", "state_digest"}) for whats in found.values())
    result.differing += len(found)


def below_the_floor(lines: Iterable[bytes]) -> Iterator[int]:
    """Yield the number of each order by which a district was milder than the town's orders.

    The town orders nothing but one level, and the districts nothing but that one
    or the mildest; so it is enough to know which orders of the town stand.
    """
    standing: dict[str, tuple[str, str]] = {}
    for seq, line in enumerate(lines):
        fields = json.loads(line)
        if fields["kind"] == "end":
            start, end = standing[fields["order"]]
            standing[fields["order"]] = (start, min(end, fields["at"]))
        elif fields["kind"] == "order":
            order = fields["order"]
            start, end = order["period"]["start"], order["period"]["end"]
            if order["area"] == "town":
                standing[order["id"]] = (start, end)
            elif order["level"] == "clear" and any(
                max(start, since) < min(end, until) for since, until in standing.values()
            ):
                yield seq


# -- all of it -------------------------------------------------------------------------


def run(url: str, jobs: list[Job], result: Result) -> None:
    """Let processes do *jobs* on the register at *url* at once, and check what became of it."""
    store = open_store(url, create=True)
    if jobs[0].kind == "toy":
        first = {f"{area}{n}": level for n in range(TREES) for area, level in _FIRST}
        toy.begin(store, first)
    else:
        begin_on(store)
    begun = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(len(jobs)) as pool:
        for outcomes in pool.imap_unordered(work, jobs):
            result.outcomes += outcomes
        pool.close()
        pool.join()
    result.seconds += time.monotonic() - begun
    result.proposals += sum(job.proposals for job in jobs)
    (check_toy if jobs[0].kind == "toy" else check_real)(store, result)
    store.close()


_FIRST = (("site", 3), ("region", 1))


@contextmanager
def address(store: str) -> Iterator[str]:
    """Give an address for a register that is gone afterwards."""
    if store == "sqlite":
        with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
            yield f"sqlite:///{Path(folder) / 'register.db'}"
    else:
        with any_server() as server, fresh_schema(server) as url:
            yield url


def main(arguments: list[str] | None = None) -> int:
    """Run; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.register.races.stress")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--proposals", type=int, default=10_000, help="of each process")
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--kind", choices=("register", "toy"), default="register")
    parser.add_argument("--each", type=int, default=1_000, help="proposals to a register")
    parser.add_argument("--way", choices=sorted(WAYS), help="a store with a fault")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    each = given.proposals if given.kind == "toy" else min(given.each, given.proposals)
    result = Result(0, 0.0, Counter())
    for part in range(0, given.proposals, each):
        count = min(each, given.proposals - part)
        with address(given.store) as url:
            seeds = range(given.seed + part, given.seed + part + given.processes)
            run(url, [Job(url, given.kind, given.way, count, seed) for seed in seeds], result)
        print(f"{given.store} {given.kind}: {result}", flush=True)  # noqa: T201
    return 0 if result.sound else 1


if __name__ == "__main__":
    sys.exit(main())
