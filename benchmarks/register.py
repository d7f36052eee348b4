"""What a durable register costs: against the bare database, and while others are busy.

    python benchmarks/register.py [--quick]

1. *Issues.* Orders are issued by a register on SQLite and on PostgreSQL, each one
   recorded, decided and committed to the disk. The bare database commits the
   very same bytes in as many transactions, in turn with the register, with the
   same journal, as safely (SQLite's `synchronous` is EXTRA for both). Proposals
   are made before, as the bytes are. The ratio says how much of the database's pace is left.
2. *A raise.* Eight processes issue orders without a pause; beside them one more
   raises a level, again and again. How long does that take, from the call to the
   commit?

The disk is that of the folder for temporary files; PostgreSQL is the one that
the tests use, waiting for the disk.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import psycopg

from responselevels import Register
from responselevels.models.areas import Areas
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules
from responselevels.register.register import StoredRegister

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the server is that of the tests

from tests.register.servers import NoServer, fresh_schema, own_server  # noqa: E402

LIMITS = {"ratio": 0.5, "p99": 1.0}
WRITERS = 8
START = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)

RULES = Rules.model_validate(
    {
        "format": 1,
        "id": "bench",
        "levels": [{"id": "calm", "default": True}, {"id": "watch"}, {"id": "alert"}],
        "tiers": [{"id": "town"}, {"id": "district"}],
        "bodies": {"works": {"tier": "town"}, "depot": {"tier": "district"}},
        "transitions": [
            {"id": "town", "tier": "town", "to": ["watch", "alert"], "issuers": ["works"]},
            {"id": "district", "tier": "district", "to": ["watch", "alert"], "issuers": ["depot"]},
        ],
        "floors": [{"id": "floor", "tier": "district"}],
    }
)
AREAS = Areas.model_validate(
    {
        "areas": [
            {"id": "town", "tier": "town"},
            *({"id": f"d{n}", "tier": "district", "parent": "town"} for n in range(WRITERS)),
        ]
    }
)


def proposal(name: str, area: str, level: str) -> IssueProposal:
    """Return a proposal for tomorrow."""
    return IssueProposal.model_validate(
        {
            "id": name,
            "area": area,
            "level": level,
            "scope": [area],
            "period": {
                "start": START.isoformat(),
                "end": (START + timedelta(hours=8)).isoformat(),
            },
            "issuer": "works" if area == "town" else "depot",
        }
    )


# -- issues against the bare database -----------------------------------------------------

Commit = Callable[[list[tuple[int, bytes]]], object]


@contextmanager
def bare_sqlite(path: Path, journal: str) -> Iterator[Commit]:
    """Give what commits lines to a database of nothing else, with the same journal."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(f"PRAGMA journal_mode = {journal}")
    database.execute("PRAGMA synchronous = EXTRA")
    database.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, line BLOB NOT NULL)")

    def commit(lines: list[tuple[int, bytes]]) -> None:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO event VALUES (?, ?)", lines)
        database.execute("COMMIT")

    yield commit
    database.close()


@contextmanager
def bare_postgres(server: str) -> Iterator[Commit]:
    """Give what commits lines to a table of nothing else."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (seq bigint PRIMARY KEY, line bytea NOT NULL)")

        def commit(lines: list[tuple[int, bytes]]) -> None:
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany("INSERT INTO bare VALUES (%s, %s)", lines)

        yield commit
        connection.execute("DROP TABLE bare")


def issue_ratio(register: StoredRegister, commit: Commit, rounds: int, each: int) -> float:
    """Issue and commit in turn; print both paces, and return the ratio of the second's time."""
    ours, theirs, number = [], [], 0
    for _ in range(rounds):
        size = register.head.size
        asked = [
            proposal(f"P-{n}", f"d{n % WRITERS}", "watch") for n in range(number, number + each)
        ]
        number += each
        begun = time.perf_counter()
        for one in asked:
            register.issue(one)
        ours.append(time.perf_counter() - begun)
        transactions = grouped(register, size)
        begun = time.perf_counter()
        for lines in transactions:
            commit(lines)
        theirs.append(time.perf_counter() - begun)
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    issues, bare = (each / statistics.median(spent) for spent in (ours, theirs))
    print(f"  {issues:7.1f} issues a second; the bare database {bare:7.1f}; ratio {ratio:.2f}")
    return ratio


def grouped(register: StoredRegister, start: int) -> list[list[tuple[int, bytes]]]:
    """Return the lines from *start* on, those of one transaction together."""
    lines = list(enumerate(register.store.lines(start), start))
    keys = {seq: line.partition(b'"idem":"')[2].partition(b'"')[0] for seq, line in lines}
    return [list(group) for _key, group in groupby(lines, key=lambda pair: keys[pair[0]])]


# -- a raise while others are busy ----------------------------------------------------------


def busy(url: str, number: int, stop: Event) -> None:
    """Issue one order after the other until told to stop."""
    register = Register.open(url, remember=False, patience=60)
    count = 0
    while not stop.is_set():
        register.issue(proposal(f"B-{number}-{count}", f"d{number}", "alert"))
        count += 1
    register.close()


def raises(url: str, count: int) -> list[float]:
    """Raise a level so often while others write; return how long each took, in seconds."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    writers = [context.Process(target=busy, args=(url, n, stop)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    register = Register.open(url, remember=False, patience=60)
    while len({area_of(line) for line in register.store.lines()} - {b""}) < WRITERS:
        time.sleep(0.1)
    register.refresh()
    size, spent = register.head.size, []
    for number in range(count):
        begun = time.perf_counter()
        register.issue(proposal(f"R-{number}", "town", "watch"))
        spent.append(time.perf_counter() - begun)
        time.sleep(0.02)
    others = (register.head.size - size) / 3 - count
    print(f"  meanwhile the others issued {others / (sum(spent) + 0.02 * count):.0f} a second")
    stop.set()
    for writer in writers:
        writer.join()
    register.close()
    return spent


def area_of(line: bytes) -> bytes:
    """Return which of the busy writers wrote a line, nothing where it is another's."""
    return line.partition(b'"of":"B-')[2].partition(b"-")[0]


def p99(spent: list[float]) -> float:
    """Return the time that one in a hundred passes; print it with others."""
    ordered = sorted(spent)
    figure = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"  {len(spent)} raises: median {statistics.median(spent) * 1000:.0f} ms, "
        f"p99 {figure * 1000:.0f} ms, longest {ordered[-1] * 1000:.0f} ms"
    )
    return figure


# -- all of it --------------------------------------------------------------------------


def measured(url: str, bare: Any, *, quick: bool) -> dict[str, float]:
    """Measure the register at *url*; return its figures."""
    register = Register.create(url, RULES, AREAS, remember=False, patience=60)
    with bare as commit:
        ratio = issue_ratio(register, commit, 5 if quick else 20, 10 if quick else 25)
    register.close()
    return {"ratio": ratio, "p99": p99(raises(url, 100 if quick else 400))}


def main() -> int:
    """Run both parts on both stores; return 1 where a limit is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        print("SQLite", sqlite3.sqlite_version)
        figures["SQLite"] = measured(url, bare_sqlite(Path(folder) / "b.db", "delete"), quick=quick)
    try:
        with own_server(quick=False) as server, fresh_schema(server.url) as url:
            print("PostgreSQL")
            figures["PostgreSQL"] = measured(url, bare_postgres(server.url), quick=quick)
    except NoServer as reason:
        print(f"no PostgreSQL: {reason}")
    status = 0
    for store, of in figures.items():
        missed = of["ratio"] < LIMITS["ratio"] or of["p99"] > LIMITS["p99"]
        status |= missed
        print(
            f"{store}: ratio {of['ratio']:.2f} (at least {LIMITS['ratio']}), "
            f"p99 {of['p99']:.2f} s (at most {LIMITS['p99']}){': MISSED' if missed else ''}"
        )
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
