"""PostgreSQL is stopped at once while processes write, and started again, again and again.

    python -m tests.register.faults.stops --stops 100
    python -m tests.register.faults.stops --stops 20 --lazy

Each writer asks for one order after the other, each under a key of its own, and
asks again under the same key until it has an answer. At the end every order that
was acknowledged must be there, and each key once. With ``--lazy`` commits do not
wait for the disk (``synchronous_commit = off``), and orders must be found lost:
that shows that this would notice.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import psycopg

from responselevels.errors import (
    OutcomeUnknown,
    RegisterBusy,
    RegisterError,
    RegisterShrunk,
    RegisterUnreadable,
)
from responselevels.register.register import StoredRegister
from responselevels.register.stores.address import Address
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.postgres import PostgresStore
from tests.register.faults.kills import START, WHOLE, keys_of
from tests.register.races.real import begin_on, proposal_of, register_on
from tests.register.servers import OwnServer, own_server, with_schema


class Lazy(PostgresStore):
    """Acknowledges what is not on the disk yet."""

    def connect(self) -> psycopg.Connection:
        connection = super().connect()
        connection.execute("SET synchronous_commit = off")
        return connection


@dataclass
class Tally:
    """What was done, and what was wrong with it."""

    stops: int = 0
    acknowledged: int = 0
    unknown: int = 0
    lost: int = 0
    doubled: int = 0
    half: int = 0
    differing: int = 0
    again: Counter[str] = field(default_factory=Counter)

    @property
    def sound(self) -> bool:
        return not (self.lost or self.doubled or self.half or self.differing)

    def __str__(self) -> str:
        return (
            f"{self.stops} stops, {self.acknowledged} acknowledged: {self.lost} lost, "
            f"{self.doubled} doubled, {self.half} half-written; "
            f"{self.again['unknown']} outcomes unknown, asked for again: "
            f"{self.again['answered']} answered from the register; "
            f"{self.differing} verdicts that do not replay"
        )


def write_for_ever(url: str, name: str, acks: Path, *, lazy: bool) -> NoReturn:
    """Ask for one order after the other, each until there is an answer; note every answer."""
    register: StoredRegister | None = None
    number = 0
    with acks.open("a", encoding="utf-8", buffering=1) as note:
        while True:
            key = f"{name}-{number}"
            try:
                if register is None:
                    kind = Lazy if lazy else PostgresStore
                    register = register_on(kind(Address.parse(url), patience=30))
                register.refresh()
                known = register.head.size
                order = proposal_of(f"P-{key}", "town", "watch", start=START)
                register.issue(order, key=key)
            except OutcomeUnknown:
                note.write("unknown\n")
            except (RegisterBusy, RegisterUnreadable, RegisterShrunk, ValueError):
                register = None
                time.sleep(0.05)
            else:
                events = register._state.requests[key][1]
                note.write(f"{'answered' if events[0].seq < known else 'done'} {key}\n")
                number += 1


def run(server: OwnServer, stops: int, *, lazy: bool, writers: int = 4, seed: int = 1) -> Tally:
    """Stop the *server* so many times under writers; return what came of it."""
    url = with_schema(server.url, "stops")
    store = open_store(url, create=True)
    begin_on(store)
    store.close()
    if lazy:
        _never_write_behind(server.url)
    tally, chance = Tally(), random.Random(seed)
    with TemporaryDirectory() as folder:
        notes = [Path(folder) / str(number) for number in range(writers)]
        for note in notes:
            note.touch()
        children = [_writer(url, note, lazy=lazy) for note in notes]
        try:
            for _ in range(stops):
                _await_answers(notes, 5)
                time.sleep(chance.uniform(0, 0.8))
                server.stop_at_once()
                tally.stops += 1
                server.start()
            time.sleep(0.5)
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        _check(url, notes, tally)
    return tally


def _never_write_behind(url: str) -> None:
    """Let the server leave as long as it can what no commit waits for."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        connection.execute("SELECT pg_reload_conf()")


def _await_answers(notes: list[Path], count: int) -> None:
    """Wait until the writers have so many more answers, but not for ever."""
    before = _size_of(notes)
    for _ in range(6_000):
        if _size_of(notes) >= before + count * len("done 0-0\n"):
            return
        time.sleep(0.05)
    raise TimeoutError("no writer gets an answer")


def _size_of(notes: list[Path]) -> int:
    return sum(note.stat().st_size for note in notes)


def _writer(url: str, note: Path, *, lazy: bool) -> int:
    child = os.fork()
    if child == 0:
        try:
            write_for_ever(url, note.name, note, lazy=lazy)
        finally:
            os._exit(1)
    return child


def _check(url: str, notes: list[Path], tally: Tally) -> None:
    acknowledged: list[str] = []
    for note in notes:
        for line in note.read_text(encoding="utf-8").splitlines():
            what, _, key = line.partition(" ")
            tally.again[what] += 1
            if key:
                acknowledged.append(key)
    register = register_on(open_store(url))
    keys = keys_of(register.store.lines())
    orders = Counter(order.id.removeprefix("P-") for order in register.orders)
    tally.acknowledged = len(acknowledged)
    tally.lost = sum(key not in orders for key in acknowledged)
    tally.doubled = sum(count > 1 for count in orders.values())
    tally.half = sum(keys[key] != WHOLE for key in orders)
    try:
        tally.differing = len(register.replay())
    except RegisterError:
        tally.differing = -1
    register.close()


def main(arguments: list[str] | None = None) -> int:
    """Run; return 1 where anything is wrong, or, with ``--lazy``, where nothing is."""
    parser = argparse.ArgumentParser(prog="python -m tests.register.faults.stops")
    parser.add_argument("--stops", type=int, default=100)
    parser.add_argument("--lazy", action="store_true")
    given = parser.parse_args(arguments)
    with own_server() as server:
        tally = run(server, given.stops, lazy=given.lazy)
    print(f"postgres{' lazy' if given.lazy else ''}: {tally}")  # noqa: T201
    return int(tally.sound == given.lazy)


if __name__ == "__main__":
    sys.exit(main())
