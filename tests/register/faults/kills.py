"""A process that writes to a register is killed at a random moment, again and again.

    python -m tests.register.faults.kills --kills 1000 --journal wal
    python -m tests.register.faults.kills --kills 1000 --journal delete
    python -m tests.register.faults.kills --kills 1000 --journal truncate

After each kill the register is opened as it lies: its chain is verified, every
order that was acknowledged must be there once, and what was asked for under one
key must be there whole or not at all. What was asked for last, and never
answered, is asked for again under the same key: it is there once then.

A kill finds what is acknowledged before it is handed to the system. It cannot
find a missing wait for the disk: what the system holds, it still writes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from responselevels.models.proposals import IssueProposal
from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.sqlite_file import Journal, make
from tests.register.places import quick_folder
from tests.register.races.real import begin_on, proposal_of, register_on, soon

EACH = 40
"""So many kills does one register take, before the next begins."""


START = soon() + timedelta(days=1)
"""However long the tests before these take, no proposal comes too late."""


def order_of(number: int) -> IssueProposal:
    """Return the same proposal whenever it is asked for."""
    return proposal_of(f"P-{number}", "town", "watch", start=START)


@dataclass
class Tally:
    """What was done, and what was wrong with it."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    doubled: int = 0
    resent: int = 0
    answered_from_store: int = 0
    differing: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not (self.lost or self.half or self.doubled or self.differing or self.wrong)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.acknowledged} acknowledged: {self.lost} lost, "
            f"{self.half} half-written, {self.doubled} doubled; {self.resent} asked for again, "
            f"{self.answered_from_store} of them answered from the register; "
            f"{self.differing} verdicts that do not replay; "
            f"{len(self.wrong)} files not whole"
        )


def write_for_ever(path: Path, journal: Journal, first: int, pipe: int) -> NoReturn:
    """Issue one order after the other; say so after each."""
    register = register_on(SqliteStore(path, journal=journal))
    number = first
    while True:
        register.issue(order_of(number), key=f"key-{number}")
        os.write(pipe, b"%d\n" % number)
        number += 1


@dataclass(frozen=True)
class Moment:
    """When a writer is killed: so many *seconds* after its *answers*-th answer, or its start."""

    answers: int
    seconds: float


def killed(path: Path, journal: Journal, first: int, moment: Moment) -> list[int]:
    """Let a process write until *moment*, kill it, and return what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write_for_ever(path, journal, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answers = [pipe.readline() for _ in range(moment.answers)]
        time.sleep(moment.seconds)
        os.kill(child, signal.SIGKILL)
        acknowledged = [int(line) for line in (*answers, *pipe.read().splitlines())]
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    return acknowledged


def check(path: Path, journal: Journal, acknowledged: set[int], tally: Tally) -> int:
    """Open the register as it lies, count what is wrong, and return the next number."""
    database = sqlite3.connect(path)
    (answer,) = database.execute("PRAGMA integrity_check").fetchone()
    database.close()
    if answer != "ok":
        tally.wrong.append(answer)
    register = register_on(SqliteStore(path, journal=journal))
    keys = keys_of(register.store.lines())
    numbers = {int(key.removeprefix("key-")) for key in keys if key.startswith("key-")}
    tally.lost += len(acknowledged - numbers)
    tally.half += sum(kinds != WHOLE for key, kinds in keys.items() if key.startswith("key-"))
    asked = max(acknowledged, default=-1) + 1
    before = register.head.size
    register.issue(order_of(asked), key=f"key-{asked}")
    tally.resent += 1
    tally.answered_from_store += register.head.size == before
    orders = Counter(order.id for order in register.orders)
    tally.doubled += sum(count > 1 for count in orders.values())
    register.close()
    return asked + 1


WHOLE = ("proposal", "decision", "order")


def keys_of(lines: object) -> dict[str, tuple[str, ...]]:
    """Return the kinds of lines under each key."""
    keys: dict[str, tuple[str, ...]] = {}
    for line in lines:  # type: ignore[attr-defined]
        fields = json.loads(line)
        keys[fields["idem"]] = (*keys.get(fields["idem"], ()), fields["kind"])
    return keys


def run(kills: int, journal: Journal, seed: int, *, longest: float = 0.2) -> Tally:
    """Kill so many writers; return what came of it."""
    tally, chance = Tally(), random.Random(seed)
    while tally.kills < kills:
        with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
            _one_register(
                Path(folder) / "register.db",
                journal,
                list(_moments(chance, min(EACH, kills - tally.kills), longest)),
                tally,
            )
    return tally


def _moments(chance: random.Random, count: int, longest: float) -> Iterator[Moment]:
    """Yield moments, every second one after an answer: a slow machine has given some by then too."""
    for number in range(count):
        yield Moment(number % 2 and chance.randint(1, 5), chance.uniform(0, longest))


def _one_register(path: Path, journal: Journal, moments: list[Moment], tally: Tally) -> None:
    make(path, 5, journal)
    store = SqliteStore(path, journal=journal)
    begin_on(store)
    store.close()
    following, everything = 0, set[int]()
    for moment in moments:
        acknowledged = killed(path, journal, following, moment)
        everything.update(acknowledged)
        tally.kills += 1
        tally.acknowledged += len(acknowledged)
        following = check(path, journal, everything, tally)
        everything.add(following - 1)
    register = register_on(SqliteStore(path, journal=journal))
    tally.differing += len(register.replay())
    register.close()


def main(arguments: list[str] | None = None) -> int:
    """Run; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.register.faults.kills")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--journal", choices=("wal", "delete", "truncate"), default="delete")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    tally = run(given.kills, given.journal, given.seed)
    print(f"sqlite {given.journal}: {tally}")  # noqa: T201
    return 0 if tally.sound else 1


if __name__ == "__main__":
    sys.exit(main())
