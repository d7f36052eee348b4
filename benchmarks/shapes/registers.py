"""Registers: opening a long one, issuing durably beside the bare database, one for a whole country."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.frame import Bench, Figure, row
from benchmarks.processes import best, ours
from benchmarks.register import AREAS, RULES, bare_postgres, bare_sqlite, issue_ratio
from benchmarks.shapes.files import folder, write_areas, write_rules
from benchmarks.worlds import country
from responselevels import Register
from tests.register.servers import NoServer, fresh_schema, own_server


@row("opening", "opening a register of 10⁵ events")
def opening(bench: Bench) -> Iterator[Figure]:
    """Yield what it takes to open it: at a site that opened it before, and at one that never did."""
    events = bench.some(100_000, quick=6_000)
    with folder() as place:
        url = f"sqlite:///{place / 'register.db'}"
        register = Register.create(
            url, country.country_rules(), country.country_areas(2_000), remember=False
        )
        start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        number, begun = 0, time.process_time()
        while register.head.size < events:
            unit, level = f"u{number % 1_800}", country.LEVELS[1 + number // 1_800 % 3]
            period = start, start + 8 * country.HOUR
            register.issue(country.proposal(f"P-{number}", "unit", unit, level, *period))
            number += 1
        issuing = (time.process_time() - begun) / number
        register.close()
        again = partial(_opened, url, place / "site")
        first, second = bench.seconds(again), bench.seconds(again)
        yield Figure("opening", second, "s", most=1.5, note=f"{events:,} events")
        yield Figure("opening the first time", first, "s")
        yield Figure("an issue while it was filled", issuing, "s", note="a disk that costs nothing")


def _opened(url: str, site: Path) -> None:
    Register.open(url, remember_in=site).close()


@row("durable", "durable issues over bare commits, the same bytes, as safely")
def durable(bench: Bench) -> Iterator[Figure]:
    """Yield how much of the pace of the bare database is left, on the clock: the disk is waited for."""
    rounds, each = bench.some(20, quick=5), bench.some(25, quick=10)
    with TemporaryDirectory() as name:
        register = Register.create(f"sqlite:///{name}/register.db", RULES, AREAS, remember=False)
        with bare_sqlite(Path(name) / "bare.db", "delete") as commit:
            ratio = issue_ratio(register, commit, rounds, each)
        register.close()
        note = f"of the clock, SQLite {sqlite3.sqlite_version}"
        yield Figure("SQLite", ratio, "×", least=0.7, note=note)
    try:
        with own_server(quick=False) as server, fresh_schema(server.url) as url:
            register = Register.create(url, RULES, AREAS, remember=False)
            with bare_postgres(server.url) as commit:
                ratio = issue_ratio(register, commit, rounds, each)
            register.close()
            yield Figure("PostgreSQL", ratio, "×", least=0.4, note="of the clock")
    except NoServer as reason:
        print(f"no PostgreSQL: {reason}")


@row("country", "a register of 665,000 areas: register init, register status")
def whole_country(bench: Bench) -> Iterator[Figure]:
    """Yield what the two commands take as processes."""
    count = bench.some(665_000, quick=50_000)
    with folder() as place:
        rules, areas = write_rules(place / "rules.json"), write_areas(place / "areas.csv", count)
        os.environ["RESPONSELEVELS_STATE"] = (place / "site").as_posix()
        at = ["--register", f"sqlite:///{place / 'register.db'}"]
        made = ours("register", "init", *at, "--rules", rules, "--areas", areas)
        status = best([ours("register", "status", *at) for _ in range(2)])
        yield Figure("init", made.seconds, "s", most=15, note=f"{count:,} areas")
        yield Figure("status", status.seconds, "s", most=1)
        yield Figure("init, peak of the process", made.peak, "B")
        yield Figure("status, peak of the process", status.peak, "B")
