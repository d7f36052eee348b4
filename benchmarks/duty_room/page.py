"""The tables of docs/server.md, from kept results: ``python -m benchmarks.duty_room.page``.

The page keeps its words; what stands between the marks of a table is written anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE, KEPT = ROOT / "docs" / "server.md", ROOT / "benchmarks" / "results" / "duty-room.json"
MARK = re.compile(r"(<!-- table: (load|province|machine) -->\n).*?(<!-- end -->)", re.DOTALL)
TITLES = {
    "sqlite": "SQLite, one process",
    "postgres": "PostgreSQL, one process",
    "postgres-two": "PostgreSQL, two processes",
}
Results = Mapping[str, Any]
Lines = Iterator[tuple[str, ...]]


def load(found: Results) -> Lines:
    """Yield what people reading and acting waited for, room by room."""
    rows = {name: found["rows"][name] for name in TITLES if name in found["rows"]}
    yield ("", *(TITLES[name] for name in rows), "goal")
    times = {
        "page": ("a page", "< 400 ms"),
        "decision": ("a decision", "< 150 ms"),
        "act": ("an act, recorded", ""),
        "news": ("until a reader hears of an act", ""),
    }
    for kind, (title, goal) in times.items():
        yield (
            f"{title}: 99 of 100 within",
            *(_ms(row[kind]["p99"]) for row in rows.values()),
            goal,
        )
        yield (f"{title}: half within", *(_ms(row[kind]["p50"]) for row in rows.values()), "")
        yield (f"{title}: how many", *(f"{row[kind]['count']:,}" for row in rows.values()), "")
    yield ("acts acknowledged", *(f"{row['acknowledged']:,}" for row in rows.values()), "")
    yield ("lost, done twice", *(f"{row['lost']}, {row['twice']}" for row in rows.values()), "0, 0")
    yield ("the log verifies", *("yes" if row["sound"] else "no" for row in rows.values()), "yes")
    yield ("events heard by readers, missed", *(_heard(row) for row in rows.values()), "0 missed")
    yield ("cores busy: servers, people", *(_busy(row) for row in rows.values()), "")
    yield ("load of the machine before", *(f"{row['load_before']}" for row in rows.values()), "")


def province(found: Results) -> Lines:
    """Yield what a reader of a province waits for."""
    row = found["rows"]["province"]
    yield f"{row['areas']:,} areas", "measured", "goal"
    yield "first page after the start", _s(row["first_seconds"]), "< 1.5 s"
    yield "sent with it", f"{row['first_bytes'] / 1_000:,.0f} kB", "< 300 kB"
    yield "the same again", _s(row["again_seconds"]), ""
    yield "first page after an act", _s(row["after_seconds"]), ""
    yield "unfold a city of 10,000", _s(row["fold_seconds"]), "< 300 ms"
    yield "search all", _s(row["search_seconds"]), "< 300 ms"
    yield "from the start of the process until it answers", _s(row["start_seconds"]), ""
    yield "memory of the server", f"{row['server_bytes'] / 1_000_000:,.0f} MB", ""


def machine(found: Results) -> Lines:
    """Yield what it was measured on."""
    of = found["machine"]
    yield "cores", "model", "memory", "system", "Python"
    memory = f"{of['memory_kb'] / 1_048_576:.1f} GiB"
    yield str(of["cores"]), of["model"], memory, of["system"], of["python"]


TABLES = {"load": load, "province": province, "machine": machine}


def shown(found: Results) -> str:
    """Return all tables that there are figures for."""
    wanted = ["machine"]
    wanted += ["load"] if set(found["rows"]) & set(TITLES) else []
    wanted += ["province"] if "province" in found["rows"] else []
    return "\n".join(table(TABLES[name](found)) for name in wanted)


def table(lines: Iterable[tuple[str, ...]]) -> str:
    """Return *lines*, the first the head, as a table."""
    rows = list(lines)
    rows.insert(1, ("---",) * len(rows[0]))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def page_of(page: str, found: Results) -> str:
    """Return *page* with its tables written anew."""
    return MARK.sub(lambda mark: mark[1] + table(TABLES[mark[2]](found)) + mark[3], page)


def _ms(value: float) -> str:
    return f"{value:,.0f} ms"


def _s(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1_000:.0f} ms"


def _heard(row: Results) -> str:
    return f"{row['heard']:,}, {row['gaps']}"


def _busy(row: Results) -> str:
    return f"{row['server_cpu']}, {row['people_cpu']}"


def main() -> None:
    """Write the tables of the page from the kept results."""
    found = json.loads(KEPT.read_text(encoding="utf-8"))
    PAGE.write_text(page_of(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


if __name__ == "__main__":
    main()
