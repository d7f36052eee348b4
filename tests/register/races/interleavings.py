"""Plays every order of the steps of two writers on a store, and counts what goes wrong.

    python -m tests.register.races.interleavings

prints the figures of the right way and of the two that must breach, on both
stores; with ``--all``, of all ways that anybody might think of.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

from responselevels.errors import RegisterBusy
from responselevels.register.stores.opening import open_store
from responselevels.register.stores.postgres import PostgresStore
from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.store import Store
from tests.register.places import quick_folder
from tests.register.races import variants
from tests.register.races.real import REAL, RealScenario
from tests.register.races.toy import SCENARIOS
from tests.register.races.toy import Scenario as ToyScenario
from tests.register.races.turns import PATIENCE, Stepped, Turns, Writer, interleavings, play
from tests.register.races.variants import Unchecked, Way, opened
from tests.register.servers import any_server, fresh_schema, schema_of

Scenario = ToyScenario | RealScenario
ALL: tuple[tuple[str, Scenario], ...] = (
    *((f"toy {one.name}", one) for one in SCENARIOS),
    *((f"register {one.name}", one) for one in REAL),
)
WAYS: dict[str, Way] = {
    "python": variants.PythonsOwnMode,
    "deferred": variants.Deferred,
    "read_committed": variants.ReadCommitted,
    "repeatable_read": variants.RepeatableRead,
    "advisory_lock": variants.AdvisoryLock,
    "serializable_only": variants.SerializableOnly,
}


@dataclass
class Tally:
    """How many orders were played, and in how many of them something was wrong."""

    played: int = 0
    breaches: int = 0
    skewed: int = 0
    seconds: float = 0.0


def played(url: str, scenario: Scenario, way: Way | None, *, unchecked: bool = False) -> Tally:
    """Play every order on the store at *url*, made anew each time."""
    tally, begun = Tally(), time.monotonic()
    with Stage(url, way, unchecked=unchecked) as stage:
        for order in interleavings():
            stage.clear()
            scenario.begin(stage.stores[0])
            stage.play(order, scenario)
            breached, skewed = scenario.wrong(stage.stores[0])
            tally.played += 1
            tally.breaches += breached
            tally.skewed += skewed
    tally.seconds = time.monotonic() - begun
    return tally


class Stage:
    """Two stores on one register, and a way to see whether one waits for the other."""

    def __init__(self, url: str, way: Way | None, *, unchecked: bool = False) -> None:
        open_store(url, create=True).close()
        self._file = url.startswith("sqlite")
        # A file answers at once that it is busy; a server lets one wait, which can be seen.
        self._opened = [opened(url, way, patience=0 if self._file else PATIENCE) for _ in range(2)]
        self.stores: list[Store] = [
            Unchecked(store) if unchecked else store  # type: ignore[misc]
            for store in self._opened
        ]
        self._url = url
        self._observer: psycopg.Connection | None = None

    def __enter__(self) -> Self:
        if not self._file:
            bare = self._url.rpartition("schema=")[0].rstrip("?&")
            self._observer = psycopg.connect(bare, autocommit=True)
            self._observer.execute(f"SET search_path = {schema_of(self._url)}".encode())
        return self

    def __exit__(self, *_error: object) -> None:
        for store in self._opened:
            store.close()
        if self._observer is not None:
            self._observer.close()

    def clear(self) -> None:
        """Take everything away, which no store would do."""
        if self._observer is not None:
            for table in ("event", "document"):
                self._observer.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
                self._observer.execute(f"DELETE FROM {table}".encode())  # noqa: S608
            return
        connection = self._opened[0]._held.current  # type: ignore[attr-defined]
        for table in ("event", "document"):
            for guard in ("kept", "formed"):
                connection.execute(f"DROP TRIGGER IF EXISTS {table}_{guard}")
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.commit()

    def play(self, order: tuple[int, ...], scenario: Scenario) -> None:
        turns = [Turns(), Turns()]
        writers = [Writer(turns[one], self._act(one, turns[one], scenario)) for one in range(2)]
        play(order, writers, [self._blocked(one) for one in range(2)])

    def _act(self, one: int, turns: Turns, scenario: Scenario) -> Callable[[], object]:
        store: Store = Stepped(self.stores[one], turns)

        def act() -> None:
            try:
                scenario.act(store, one)
            except ValueError as error:  # the number is taken, which only happens without the lock
                raise RegisterBusy("store.busy", {"store": "", "said": str(error)}) from error

        return act

    def _blocked(self, one: int) -> Callable[[], bool]:
        observer = self._observer
        if observer is None:
            return lambda: False
        pid = self._opened[one]._held.current.info.backend_pid  # type: ignore[attr-defined]

        def blocked() -> bool:
            row = observer.execute(
                "SELECT cardinality(pg_blocking_pids(%s)) > 0", (pid,)
            ).fetchone()
            return bool(row and row[0])

        return blocked


def main() -> int:
    """Print the figures of every way; return 1 where the right one breaches anything."""
    status = 0
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, any_server() as server:
        for name, unchecked in _rows():
            way = WAYS.get(name)
            for store in ("sqlite", "postgres"):
                kind = SqliteStore if store == "sqlite" else PostgresStore
                if way is not None and not issubclass(way, kind):
                    continue
                where = Path(folder) if store == "sqlite" else server
                for title, scenario in ALL:
                    status |= _row(where, (name, title), scenario, unchecked=unchecked)
    return status


def _rows() -> list[tuple[str, bool]]:
    rows = [("right", False), ("python", True), ("read_committed", True)]
    if "--all" in sys.argv:
        rows += [(name, unchecked) for unchecked in (True, False) for name in WAYS]
    return list(dict.fromkeys(rows))


def _row(where: Path | str, titles: tuple[str, str], scenario: Scenario, *, unchecked: bool) -> int:
    name, title = titles
    if isinstance(where, Path):
        store, path = "sqlite", where / f"{name}-{title}-{unchecked}.db"
        tally = played(f"sqlite:///{path}", scenario, WAYS.get(name), unchecked=unchecked)
    else:
        store = "postgres"
        with fresh_schema(where) as url:
            tally = played(url, scenario, WAYS.get(name), unchecked=unchecked)
    print(  # noqa: T201
        f"{store:9} {name:18} {'unchecked' if unchecked else 'checked':9} {title:17} "
        f"{tally.breaches:3} of {tally.played} breach, {tally.skewed:3} judged on another state "
        f"({tally.seconds:.1f} s)"
    )
    return int(name == "right" and (tally.breaches or tally.skewed) > 0)


if __name__ == "__main__":
    sys.exit(main())
