"""The whole table in one command: python -m benchmarks [--only ROW] [--quick] [--json FILE] [--against FILE].

Each row runs in a process of its own, one after the other, so that no row sees the memory or the
caches of another, and one that fails stops no other. The exit status is 1 where a goal is missed,
2 where a row failed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from benchmarks import comparing, frame

HERE = Path(__file__).resolve().parent


def all_rows() -> dict[str, frame.Row]:
    """Return the rows of all modules in `shapes`, in the order of their names."""
    for path in sorted((HERE / "shapes").glob("[a-z]*.py")):
        try:
            import_module(f"benchmarks.shapes.{path.stem}")
        except ImportError as missing:  # of an older commit, or of an extra
            print(f"shapes/{path.name} is left out: {missing}", file=sys.stderr)
    return frame.row.known


def alone(name: str, file: str, *, quick: bool) -> None:
    """Measure one row in this process; add its figures to *file* as they come."""
    with Path(file).open("a", encoding="utf-8") as out:
        for figure in all_rows()[name].measure(frame.Bench(quick=quick)):
            out.write(json.dumps(comparing.figure_written(figure)) + "\n")
            out.flush()


def measured(row: frame.Row, *, quick: bool, patience: float) -> comparing.RowResult:
    """Measure *row* in a process of its own."""
    missing = tuple(name for name in row.needs if find_spec(name) is None)
    if missing:
        return comparing.RowResult(
            row.title, (), f"left out: {', '.join(missing)} is not installed"
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures"
        file.touch()
        command = [sys.executable, "-m", "benchmarks", "--alone", row.name, file.as_posix()]
        begun = frame.cpu()
        failed = ""
        try:
            ran = subprocess.run([*command, *["--quick"] * quick], timeout=patience, check=False)
            failed = f"failed: status {ran.returncode}" if ran.returncode else ""
        except subprocess.TimeoutExpired:
            failed = f"stopped after {patience:.0f} s"
        lines = file.read_text(encoding="utf-8").splitlines()
        figures = tuple(comparing.figure_read(json.loads(line)) for line in lines)
        return comparing.RowResult(row.title, figures, failed, frame.cpu() - begun, quick)


def parsed() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", default=[], metavar="ROW", help="these alone")
    parser.add_argument("--quick", action="store_true", help="smaller worlds, fewer rounds")
    parser.add_argument("--json", metavar="FILE", help="write the results to FILE")
    parser.add_argument("--against", metavar="FILE", help="compare with the results in FILE")
    parser.add_argument("--list", action="store_true", help="list the rows")
    parser.add_argument("--label", default="", help="what the results are of, such as a release")
    parser.add_argument(
        "--patience", type=float, default=600, metavar="S", help="stop a row after so many seconds"
    )
    parser.add_argument("--alone", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Measure the rows that were asked for, print them, and keep them."""
    said = parsed()
    if said.alone:
        alone(*said.alone, quick=said.quick)
        return 0
    rows = all_rows()
    if unknown := [name for name in said.only if name not in rows]:
        print(f"no such row: {', '.join(unknown)}; there are {', '.join(rows)}", file=sys.stderr)
        return 2
    if said.list:
        print("\n".join(f"{row.name:14} {row.title}" for row in rows.values()))
        return 0
    before = comparing.read(said.against) if said.against else {}
    found: dict[str, comparing.RowResult] = {}
    for name in said.only or rows:
        found[name] = measured(rows[name], quick=said.quick, patience=said.patience)
        print(comparing.shown(name, found[name], before.get(name)), flush=True)
        if said.json:
            comparing.write(said.json, found, label=said.label)
    print(comparing.summed(found))
    return comparing.status_of(found.values())


if __name__ == "__main__":
    sys.exit(main())
