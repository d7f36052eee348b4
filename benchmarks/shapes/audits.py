"""An audit of a long history: the library's, the command, and a simpler question to a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec

from benchmarks.frame import Bench, Figure, row, slope
from benchmarks.processes import ours
from benchmarks.shapes.files import folder, write_areas, write_orders, write_rules
from benchmarks.worlds import country
from responselevels.core.deciding.audit import audit
from responselevels.core.orders.entries import Entry
from responselevels.core.world.scheme import Scheme
from responselevels.models.orders import Order

AREAS = 20_000


@row("audit", "an audit of 10⁵ orders")
def audits(bench: Bench) -> Iterator[Figure]:
    """Yield the time of the library's audit and of the command, and the exponent of the orders.

    Beside it: which orders were below an order of an area above that covers the place and was
    issued before, asked of DuckDB. That is a simpler question: nothing is painted over, no
    other check is made, and nothing is said but the number of such orders.
    """
    scheme = country.country(AREAS)
    names = country.names_of(scheme)
    counts = (10_000, bench.some(100_000, quick=20_000))
    points, found = [], list[int]()
    for count in counts:
        listed = list(orders_of(scheme, country.permitted(names, count)))
        again = partial(not_permitted, scheme, listed, found)
        points.append((float(count), bench.seconds(again)))
    note = f"{found[-1]:,} of {counts[-1]:,} not permitted"
    yield Figure("in the library", points[-1][1], "s", most=3, note=note)
    yield Figure("exponent", slope(points), "", most=1.1)
    if find_spec("duckdb") is not None:
        entries = list(country.entries(scheme, country.permitted(names, counts[-1])))
        yield Figure("DuckDB, a simpler question", bench.seconds(duck(scheme, entries)), "s")
    with folder() as place:
        rules, areas_file = write_rules(place / "rules.json"), write_areas(place / "a.csv", AREAS)
        write_orders(place / "orders.jsonl", counts[-1], country.permitted)
        files = ["--rules", rules, "--areas", areas_file]
        files += ["--orders", (place / "orders.jsonl").as_posix()]
        told = ours("audit", "--json", *files, expected=(0, 1))
        read = ours("level", *files, "--at", "2021-06-01T00:00Z", "u0")
        yield Figure("the command, reading and book left out", told.seconds - read.seconds, "s")


def orders_of(scheme: Scheme, rows: Iterator[country.HistoryRow]) -> Iterator[Order]:
    """Yield the orders of a history."""
    tiers = [tier.id for tier in scheme.rules.tiers]
    for number, one in enumerate(rows):
        tier = tiers[scheme.tree.tiers[scheme.tree.numbers[one.area]]]
        end = None if one.end is None else country.START + one.end * country.DAY
        begin = country.START + one.begin * country.DAY
        yield country.order(number, tier, one.area, country.LEVELS[one.rank], begin, end)


def not_permitted(scheme: Scheme, listed: list[Order], found: list[int]) -> None:
    """Add to *found* how many orders the rules did not permit."""
    found.append(sum(not decision.permitted for _order, decision in audit(scheme, listed)))


def duck(scheme: Scheme, entries: list[Entry]) -> Callable[[], object]:
    """Return what asks the simpler question, the tables filled before."""
    import duckdb
    import numpy as np

    database = duckdb.connect(":memory:", config={"threads": 1})
    lines = [(area, above) for area, line in enumerate(scheme.tree.lines) for above in line]
    line = np.array(lines)
    kept = np.array(
        [(e.number, e.scope[0], e.area, e.rank, e.start, min(e.end, 2**62)) for e in entries]
    )
    columns = dict(zip(("number", "place", "issuer", "rank", "s", "e"), kept.T, strict=True))
    tables = {"lines": {"area": line[:, 0], "above": line[:, 1]}, "listed": columns}
    for name, table in tables.items():
        database.execute(f"CREATE TABLE {name} ({', '.join(f'{key} BIGINT' for key in table)})")
        selected = ", ".join(f"unnest(${key})" for key in table)
        values = {key: column.tolist() for key, column in table.items()}
        database.execute(f"INSERT INTO {name} SELECT {selected}", values)
    query = """
        SELECT count(DISTINCT low.number) FROM listed low JOIN lines ON lines.area = low.place
        JOIN listed high ON high.place = lines.above AND high.number < low.number
            AND high.rank > low.rank AND high.s < low.e AND low.s < high.e
        JOIN lines above ON above.area = low.issuer AND above.above = high.issuer
        WHERE high.issuer <> low.issuer
    """
    return lambda: database.execute(query).fetchall()
