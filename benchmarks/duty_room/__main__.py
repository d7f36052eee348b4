"""The duty room under load: 50 people reading live and 5 acting, on each store; and the tree of a province.

``python -m benchmarks.duty_room [--seconds 60] [--only NAME] [--json FILE]`` prints a table, and with ``--json``
writes the figures to a file. Run it while the machine has nothing else to do: servers, people and
the database share its cores. See docs/server.md, "Under load".
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.duty_room import provinces
from benchmarks.duty_room.machine import machine
from benchmarks.duty_room.noted import figures
from benchmarks.duty_room.page import shown
from benchmarks.duty_room.rooms import looked_up, made, served

ROOT = Path(__file__).resolve().parents[2]
READERS, BEFORE = 50, 15
Results = dict[str, Any]


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Give the address of a register in a file."""
    yield f"sqlite:///{folder / 'duty.db'}"


@contextmanager
def postgres(_folder: Path) -> Iterator[str]:
    """Give the address of a register on a PostgreSQL of our own, which waits for the disk."""
    sys.path.insert(0, str(ROOT))  # the server is that of the tests
    from tests.register.servers import fresh_schema, own_server

    with own_server(quick=False) as server, fresh_schema(server.url) as url:
        yield url


ROOMS: dict[str, tuple[Callable[[Path], Any], int]] = {
    "sqlite": (sqlite, 1),
    "postgres": (postgres, 1),
    "postgres-two": (postgres, 2),
}
"""What is measured: the store, and how many processes serve it."""


def load(name: str, seconds: float) -> Results:
    """Return the figures of people reading and acting in one of the rooms."""
    store, processes = ROOMS[name]
    with TemporaryDirectory() as place, store(Path(place)) as url:
        keys = made(url, READERS)
        with served(url, Path(place), processes) as servers:
            plan = {
                "servers": [one.address for one in servers],
                "before": BEFORE,
                "seconds": seconds,
                "readers": keys.readers,
                "pages": keys.pages,
                "programs": keys.programs,
            }
            idle = os.getloadavg()[0]
            told, used = _people(plan, lambda: sum(one.cpu for one in servers))
            memory = max(one.memory for one in servers)
        return {
            "processes": processes,
            "seconds": seconds,
            "load_before": round(idle, 1),
            **{kind: figures(took) for kind, took in told["seconds"].items()},
            "answers": told["answers"],
            "heard": told["heard"],
            "gaps": len(told["gaps"]),
            "server_cpu": round(used[0] / seconds, 2),
            "people_cpu": round(used[1] / seconds, 2),
            "server_bytes": memory,
            **looked_up(url, told["acknowledged"]),
        }


def _people(plan: Results, cpu: Callable[[], float]) -> tuple[Results, tuple[float, float]]:
    """Have people read and act; return what they noted, and the processor seconds of servers and people."""
    command = [sys.executable, "-m", "benchmarks.duty_room.people"]
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        json.dump(plan, process.stdin)
        process.stdin.close()
        used: dict[str, tuple[float, float]] = {}
        for line in process.stdout:
            if line.startswith("{"):
                begun, ended = used["begin"], used["end"]
                return json.loads(line), (ended[0] - begun[0], ended[1] - begun[1])
            word, own = line.split()
            used[word] = (cpu(), float(own))
    raise RuntimeError(f"the people ended with status {process.returncode}")


def _kept(file: Path | None) -> Results:
    """Return the rows that *file* has of this machine: what is not measured anew stays."""
    if file is None or not file.exists():
        return {}
    kept: Results = json.loads(file.read_text(encoding="utf-8"))
    return dict(kept["rows"]) if kept["machine"] == machine() else {}


def main() -> None:
    """Measure, print a table, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--areas", type=int, default=140_000)
    parser.add_argument("--only", choices=(*ROOMS, "province"), action="append")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found: Results = {"format": 1, "machine": machine(), "rows": _kept(given.json)}
    for name in given.only or (*ROOMS, "province"):
        if name == "province":
            found["rows"][name] = provinces.opened(given.areas)
        else:
            found["rows"][name] = load(name, given.seconds)
        print(json.dumps({name: found["rows"][name]}), file=sys.stderr, flush=True)
    print(shown(found))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
