"""The results of a run: written to a file, read again, shown beside those of an earlier run.

A file names the commit, the release and the versions of all that took part, and neither the
machine nor a path of it.
"""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.frame import Figure

FORMAT = 1
PEERS = (
    "cedarpy",
    "common-expression-language",
    "zen-engine",
    "pycasbin",
    "transitions",
    "duckdb",
    "numpy",
    "msgspec",
    "pydantic",
    "psycopg",
)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What came of one row: its *title* and *figures*, why it *failed* if it did, and its cost.

    *quick* says that worlds were smaller.
    """

    title: str
    figures: tuple[Figure, ...]
    failed: str = ""
    seconds: float = 0.0
    quick: bool = False


# -- files -------------------------------------------------------------------------------


def figure_written(figure: Figure) -> dict[str, Any]:
    """Return *figure* for a file, without what it does not have."""
    written = {key: value for key, value in asdict(figure).items() if value is not None}
    return written if figure.note else {k: v for k, v in written.items() if k != "note"}


def figure_read(document: Mapping[str, Any]) -> Figure:
    """Return the figure that was written so."""
    return Figure(**document)


def write(file: str, found: Mapping[str, RowResult], *, label: str) -> None:
    """Write the results of a run to *file*; rows that it has of the same commit stay."""
    rows = {name: _row_written(result) for name, result in found.items()}
    kept = json.loads(Path(file).read_text(encoding="utf-8")) if Path(file).exists() else {}
    if kept.get("commit") == _commit():
        label = label or kept["label"]
        rows = {**kept["rows"], **rows}
    document = {
        "format": FORMAT,
        "label": label,
        "commit": _commit(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "peers": {name: known for name in PEERS if (known := _version(name)) is not None},
        "rows": rows,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    Path(file).write_text(text + "\n", encoding="utf-8")


def read(file: str) -> dict[str, RowResult]:
    """Return the rows of a file that `write` made."""
    document = json.loads(Path(file).read_text(encoding="utf-8"))
    if document.get("format") != FORMAT:
        raise SystemExit(f"{file}: not results of format {FORMAT}")
    return {
        name: RowResult(
            row["title"],
            tuple(figure_read(figure) for figure in row["figures"]),
            row.get("failed", ""),
            row["cpu_seconds"],
            row.get("quick", False),
        )
        for name, row in document["rows"].items()
    }


def _row_written(result: RowResult) -> dict[str, Any]:
    return {
        "title": result.title,
        **({"failed": result.failed} if result.failed else {}),
        **({"quick": True} if result.quick else {}),
        "cpu_seconds": round(result.seconds, 1),
        "figures": [_rounded(figure_written(figure)) for figure in result.figures],
    }


def _rounded(document: dict[str, Any]) -> dict[str, Any]:
    return {**document, "value": float(f"{document['value']:.4g}")}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _commit() -> str:
    """Return the commit of the package that is measured, which need not be that of the benchmarks."""
    import responselevels

    folder = Path(responselevels.__file__).parent
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty", "--exclude=*"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return ran.stdout.strip()


# -- tables ------------------------------------------------------------------------------


def shown(name: str, result: RowResult, before: RowResult | None) -> str:
    """Return the lines of one row, beside those of an earlier run."""
    lines = [f"{name}: {result.title}   ({result.seconds:.0f} s of CPU)"]
    # What was measured of a smaller world says nothing of a larger one.
    alike = before is not None and before.quick == result.quick
    earlier = {figure.name: figure for figure in before.figures} if before and alike else {}
    for figure in result.figures:
        was = earlier.get(figure.name)
        lines.append(
            f"  {value_of(figure):>12}  {goal_of(figure):14} {_beside(figure, was):24} "
            f"{figure.name}{f' ({figure.note})' if figure.note else ''}"
        )
    if result.failed:
        lines.append(f"  {result.failed}")
    return "\n".join(lines)


def value_of(figure: Figure) -> str:
    """Return the value with its unit, in three figures."""
    value = figure.value
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if figure.unit == "s" and (abs(value) >= size or unit == "µs"):
            return f"{value / size:.3g} {unit}"
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e4)):
        if figure.unit == "B" and abs(value) >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:,.0f} {figure.unit}" if abs(value) >= 100 else f"{value:.3g} {figure.unit}"


def goal_of(figure: Figure) -> str:
    """Return the goal, and whether it is missed."""
    goal = figure.most if figure.most is not None else figure.least
    if goal is None:
        return ""
    sign = "≤" if figure.most is not None else "≥"
    said = value_of(Figure("", goal, figure.unit))
    return f"{sign} {said}{' MISSED' if figure.missed else ''}"


def _beside(figure: Figure, was: Figure | None) -> str:
    if was is None:
        return ""
    if not was.value or not figure.value or figure.unit == "":
        return f"before {value_of(was)}"
    return f"before {value_of(was)}, now {figure.value / was.value:.2f} ×"


def summed(found: Mapping[str, RowResult]) -> str:
    """Return what is to be said of all rows together."""
    figures = [figure for result in found.values() for figure in result.figures]
    goals = [one for one in figures if one.most is not None or one.least is not None]
    missed = [
        f"{name}: {figure.name}"
        for name, result in found.items()
        for figure in result.figures
        if figure.missed
    ]
    failed = [name for name, result in found.items() if result.failed]
    lines = [f"{len(goals)} goals, {len(missed)} missed{': ' if missed else ''}{'; '.join(missed)}"]
    if failed:
        lines.append(f"not measured whole: {', '.join(failed)}")
    seconds = sum(result.seconds for result in found.values())
    return "\n".join([*lines, f"{seconds:.0f} s of CPU in all"])


def status_of(results: Iterable[RowResult]) -> int:
    """Return the exit status: 2 where a row failed, 1 where a goal is missed, else 0."""
    known = list(results)
    if any(result.failed and "left out" not in result.failed for result in known):
        return 2
    return int(any(figure.missed for result in known for figure in result.figures))
