"""The same work in this process, over one worker and over two, on the clock: an idle machine is needed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, wait
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.frame import Bench, Figure, row
from benchmarks.shapes.audits import orders_of
from benchmarks.shapes.files import folder
from benchmarks.worlds import country
from responselevels.analysis.comparison.impact import impact
from responselevels.cli.decisions.batches import decided_apart
from responselevels.cli.decisions.outcome import decided_as_read
from responselevels.core.deciding.audit import audit
from responselevels.core.orders.book import filled_book
from responselevels.files import load_proposals
from responselevels.parallel import auditing, verifying
from responselevels.parallel import impact as comparing
from responselevels.parallel.cluster import cluster
from responselevels.parallel.processes import ProcessWorkers
from responselevels.register.log.verification import verify
from tests.register.logs import log_of

AREAS = 5_000
Way = Callable[[Executor | None], object]
"""Does a piece of work, over workers where there are any; returns what it came to."""


@row("workers", "the same work over processes of this machine, on the clock")
def workers(bench: Bench) -> Iterator[Figure]:
    """Yield how many times as fast two processes are as this one, and as one process."""
    with folder() as place, ProcessWorkers(1) as one, ProcessWorkers(2) as two:
        for name, way in ways(bench, place).items():
            spent = {"none": clock(way, None), "one": clock(way, one), "two": clock(way, two)}
            # An audit that is mostly screened gains nothing (docs/parallel.md): no goal.
            least = None if name == "audit" else 1.4
            yield Figure(f"{name}: two workers", spent["none"] / spent["two"], "×", least=least)
            yield Figure(f"{name}: two workers to one", spent["one"] / spent["two"], "×")
            yield Figure(f"{name}: this process", spent["none"], "s", note="on the clock")


@row(
    "cluster",
    "the same work over a Dask cluster on this machine, on the clock",
    needs=("distributed",),
)
def over_a_cluster(bench: Bench) -> Iterator[Figure]:
    """Yield how many times as fast a cluster with two processes is as this process, and as one of one."""
    with folder() as place, dask(1) as one, dask(2) as two:
        for name, way in ways(bench, place).items():
            spent = {"none": clock(way, None), "one": clock(way, one), "two": clock(way, two)}
            yield Figure(f"{name}: two workers", spent["none"] / spent["two"], "×")
            yield Figure(f"{name}: two workers to one", spent["one"] / spent["two"], "×")


@contextmanager
def dask(count: int) -> Iterator[Executor]:
    """Give the workers of a cluster with *count* processes on this machine."""
    import distributed

    with (
        distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as here,
        cluster(here.scheduler_address) as executor,
    ):
        yield executor


def ways(bench: Bench, place: Path) -> Mapping[str, Way]:
    """Return each piece of work, with the same answer over workers as without."""
    scheme = country.country(AREAS)
    names = country.names_of(scheme)
    orders = list(orders_of(scheme, country.permitted(names, bench.some(8_000, quick=1_000))))
    book = filled_book(scheme, country.entries(scheme, country.history(names, 2_000)))
    lines = log_of(bench.some(200_000, quick=10_000))
    batch = place / "batch.jsonl"
    begin = country.START + 500 * country.DAY
    with batch.open("w", encoding="utf-8") as file:
        for number in range(bench.some(40_000, quick=3_000)):
            unit, level = f"u{number % 1_000}", country.LEVELS[1 + number % 3]
            period = begin + country.HOUR, begin + 9 * country.HOUR
            asked = country.proposal(f"P-{number}", "unit", unit, level, *period)
            file.write(asked.model_dump_json(exclude_defaults=True) + "\n")

    def check(executor: Executor | None) -> object:
        at = begin - timedelta(hours=1)
        if executor is None:
            entries = load_proposals(batch)
            return [decided_as_read(entry, book, at, "en").line for entry in entries]
        found = decided_apart(executor, [str(batch)], book, at=at, lang="en")
        return [one.line for one in found]

    def audited(executor: Executor | None) -> object:
        again = (
            audit(scheme, orders) if executor is None else auditing.audit(executor, scheme, orders)
        )
        return [order.id for order, decision in again if not decision.permitted]

    def compared(executor: Executor | None) -> object:
        rows = (
            impact(scheme, scheme, orders)
            if executor is None
            else comparing.impact(executor, scheme, scheme, orders)
        )
        return [one.order for one in rows if one.differs]

    def verified(executor: Executor | None) -> object:
        if executor is None:
            return verify(lines)
        return verifying.verify(executor, lambda: iter(lines))

    return {"check": check, "audit": audited, "impact": compared, "log verify": verified}


def clock(way: Way, executor: Executor | None) -> float:
    """Return the seconds on the clock of *way*, its workers started before."""
    alone = way(None)
    if executor is not None:
        wait([executor.submit(time.sleep, 0.3) for _ in range(2)])
    begun = time.perf_counter()
    found = way(executor)
    spent = time.perf_counter() - begun
    if found != alone:
        raise SystemExit("workers come to something else than this process")
    return spent
