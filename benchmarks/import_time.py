"""How long `import responselevels` takes, beside importing what it stands on.

Each measurement is made in a process of its own, the kinds in turn, and the
medians are compared, so that the ratio holds on a slow machine as on a fast one:

    python benchmarks/import_time.py [ROUNDS]

`import pydantic` alone loads only part of pydantic; the rest follows when the
first name is used. The ratio that counts uses the name that every model needs.
The public names of responselevels are found when first used, too; the last row
has used them all.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median

KINDS = {
    "pydantic and transitions": "from pydantic import BaseModel; from transitions import Machine",
    "the bare modules": "import pydantic, transitions",
    "responselevels": "import responselevels",
    "all its public names": "from responselevels import *",
}
LIMIT = 1.3
TIMED = """
from time import perf_counter
start = perf_counter()
{statement}
print(perf_counter() - start)
"""


def seconds_of(statement: str) -> float:
    """Return how long *statement* takes in a fresh process, start-up left out."""
    command = [sys.executable, "-c", TIMED.format(statement=statement)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(rounds: int) -> int:
    """Print medians and ratios; return 1 where the limit is passed."""
    for statement in KINDS.values():  # files into the cache, byte code written
        seconds_of(statement)
    samples: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind, statement in KINDS.items():
            samples[kind].append(seconds_of(statement))
    middle = {kind: median(times) for kind, times in samples.items()}
    base = middle["pydantic and transitions"]
    for kind, seconds in middle.items():
        print(f"{kind:26} {seconds * 1000:7.1f} ms   {seconds / base:5.2f}")
    ratio = middle["responselevels"] / base
    print(f"import ratio {ratio:.2f} (limit {LIMIT}), {rounds} fresh processes each")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
