"""The tables of docs/cost.md, from kept results: python -m benchmarks.cost_page FILE.

The page keeps its words; what stands between the marks of a table is written anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks import comparing
from benchmarks.frame import Figure

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cost.md"
RESULTS = Path(__file__).resolve().parent / "results"
BEFORE, SECOND = "before-one-sweep.json", "0.1.0-second-run.json"
MARK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
Results = Mapping[str, comparing.RowResult]
Lines = Iterator[tuple[str, ...]]


def table(lines: Iterable[tuple[str, ...]]) -> str:
    """Return *lines*, the first the head, as a table."""
    rows = list(lines)
    rows.insert(1, ("---",) * len(rows[0]))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def calls(found: Results) -> Lines:
    """Yield what each call takes at either end of each dimension, and the exponent."""
    kinds: dict[str, dict[str, list[Figure]]] = {}
    for figure in found["cost"].figures:
        kind, rest = figure.name.split(", ", 1)
        kinds.setdefault(kind, {}).setdefault(rest.rpartition(":")[0], []).append(figure)
    names = list(next(iter(kinds.values())))
    yield ("", *(f"{kind}: {_ends(of)}" for kind, of in kinds.items()))
    for name in names:
        yield (f"`{name}`", *(_cell(of[name]) for of in kinds.values()))


def _ends(of: Mapping[str, list[Figure]]) -> str:
    return " → ".join(one.name.rpartition(": ")[2] for one in next(iter(of.values()))[:2])


def _cell(figures: list[Figure]) -> str:
    low, high, exponent = figures
    values = " → ".join(comparing.value_of(one).strip() for one in (low, high))
    return f"{values} ({max(exponent.value, 0):.1f})"


def sizes(found: Results) -> Lines:
    """Yield what a town, a province and a country take."""
    columns: dict[str, dict[str, Figure]] = {}
    for figure in found["sizes"].figures:
        size, what = figure.name.split(": ", 1)
        columns.setdefault(size, {})[what] = figure
    yield ("", *columns)
    for what in next(iter(columns.values())):
        yield (what, *(_noted(of[what]) if what in of else "" for of in columns.values()))


def _noted(figure: Figure) -> str:
    value = comparing.value_of(figure).strip()
    return f"{value}; {figure.note}" if figure.note else value


def processes(found: Results) -> Lines:
    """Yield what commands take."""
    yield "", "measured", "goal"
    for name, title in COMMANDS.items():
        for figure in found[name].figures if name in found else ():
            goal = comparing.goal_of(figure).replace(" MISSED", ", missed")
            yield f"{title}{figure.name}", _noted(figure), goal


def goals(found: Results) -> Lines:
    """Yield every figure that has a goal: before, in this run, and in a second one."""
    before, again = (comparing.read(str(RESULTS / name)) for name in (BEFORE, SECOND))
    yield "", "before", "after", "after, run again", "goal"
    for name, result in found.items():
        for figure in result.figures:
            goal = comparing.goal_of(figure).replace("MISSED", ", **missed**")
            if goal:
                now = comparing.value_of(figure).strip()
                earlier, second = (_value_in(of, name, figure.name) for of in (before, again))
                goal = goal.strip().replace(" ,", ",").replace("  ", " ")
                yield f"{name}: {figure.name}", earlier, now, second, goal


def _value_in(found: Results, row: str, name: str) -> str:
    figures = found[row].figures if row in found else ()
    smaller = " (a smaller world)" if row in found and found[row].quick else ""
    values = [comparing.value_of(one).strip() for one in figures if one.name == name]
    return f"{values[0]}{smaller}" if values else "–"


COMMANDS = {
    "process": "",
    "areas": "areas from CSV, compiled: ",
    "orders": "10⁶ orders from JSON Lines: ",
    "check": "proposals checked: ",
    "audit": "an audit of 10⁵ orders: ",
    "opening": "a register of 10⁵ events: ",
    "country": "a register of 665,000 areas: ",
    "durable": "durable issues to bare commits: ",
}
"""What stands before a figure of a row."""
TABLES = {"calls": calls, "sizes": sizes, "processes": processes, "goals": goals}


def page_of(page: str, found: Results) -> str:
    """Return *page* with its tables written anew."""
    return MARK.sub(lambda mark: mark[1] + table(TABLES[mark[2]](found)) + mark[3], page)


def main() -> None:
    """Write the tables of the page from the results in the file named."""
    found = comparing.read(sys.argv[1])
    PAGE.write_text(page_of(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8")


if __name__ == "__main__":
    main()
