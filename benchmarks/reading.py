"""What strict reading costs, beside the loaders that check nothing.

    python benchmarks/reading.py [ROUNDS]

The same texts are read by responselevels, which knows where everything stands and
refuses what is wrong, and by the usual loaders, in turn, in one process. The
bombs have no peer that lives: how long they last is printed by itself.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO

import yaml

from responselevels import InputError
from responselevels.files import parse_areas, read_proposals, read_text

AREAS = 20_000
PROPOSALS = 10_000
BOMBS = {
    "an alias bomb": "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "100,000 open brackets": "[" * 100_000,
    "300,000 dashes": "- " * 300_000,
    "a text of 900,000 characters": "a: " + "x" * 900_000,
}


def areas_text() -> str:
    """Return an areas file of 20,000 areas."""
    rows = ["areas:\n", "  - {id: top, tier: new_area, title: {en: Top, zh: 顶}}\n"]
    rows += [
        f"  - {{id: a{n}, tier: street, parent: top, title: Area {n}}}\n" for n in range(AREAS - 1)
    ]
    return "".join(rows)


def proposals_text() -> str:
    """Return a batch of 10,000 proposals in JSON Lines."""
    proposal = {
        "id": "P-1",
        "area": "qinhan",
        "level": "3",
        "scope": ["qinhan"],
        "period": {"start": "2026-02-12T00:00+08:00", "end": "2026-02-13T00:00+08:00"},
        "issuer": "city_management",
    }
    return "".join(json.dumps({**proposal, "id": f"P-{n}"}) + "\n" for n in range(PROPOSALS))


def read_batch(text: str) -> int:
    """Read a batch as `check` does; return how many could be read."""
    entries = read_proposals(BytesIO(text.encode()), "batch.jsonl")
    return sum(entry.error is None for entry in entries)


def read_bomb(text: str) -> None:
    """Read a hostile text, which must be refused."""
    try:
        document = read_text(text, "bomb.yaml")
        parse_areas(document)
    except InputError:
        return
    raise SystemExit("a bomb was read")


def seconds(call: Callable[[str], object], text: str) -> float:
    """Return the processor time of one call."""
    begin = time.process_time()
    call(text)
    return time.process_time() - begin


def compared(what: str, text: str, ways: dict[str, Callable[[str], object]], rounds: int) -> None:
    """Print the medians of *ways*, and the ratio of the first to each."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(seconds(way, text))
    first = times[next(iter(ways))]
    print(f"{what}, {len(text.encode()):,} bytes")
    for name, spent in times.items():
        ratio = statistics.median(a / b for a, b in zip(first, spent, strict=True))
        print(f"  {statistics.median(spent) * 1000:8.1f} ms   ours/it {ratio:5.2f}   {name}")


def main(rounds: int) -> None:
    """Run all parts."""
    compared(
        "areas in YAML",
        areas_text(),
        {
            "responselevels: strict, checked, every place known": lambda text: parse_areas(
                read_text(text, "areas.yaml")
            ),
            "yaml.load, CSafeLoader": lambda text: yaml.load(text, Loader=yaml.CSafeLoader),
            "yaml.safe_load": yaml.safe_load,
        },
        rounds,
    )
    compared(
        "proposals in JSON Lines",
        proposals_text(),
        {
            "responselevels: strict, into models": read_batch,
            "json.loads": lambda text: [json.loads(line) for line in text.splitlines()],
        },
        rounds,
    )
    print("bombs")
    for name, text in BOMBS.items():
        print(f"  {seconds(read_bomb, text) * 1000:8.1f} ms   {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
