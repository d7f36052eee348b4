"""One run over the reader of one format with inputs that keep most of their form.

    python fuzz/forms.py FORMAT FIGURES SEEN ROOM [--runs N] [--longest BYTES] [folders of inputs]

Nothing is watched, so an input costs what its reading costs, and needs no
fuzzer. More than half of the inputs come from ones that can be read, so that
many get behind the parser; none is read twice.
"""

from __future__ import annotations

import argparse
import gc
import resource
import signal
import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from fuzz.formats import FORMATS, Reading  # noqa: E402 - found by the path above
from fuzz.mutation import of_form  # noqa: E402
from fuzz.tally import Tally  # noqa: E402

MOST_MEMORY = 2 * 2**30
"""Bytes that the process may hold; beyond, it ends in a `MemoryError`."""

HANGS = 30.0
"""After so many seconds of processor time over one input the system kills the process."""


class Forms:
    """Makes inputs of *seeds*: changed ones, most often of a seed that can be read."""

    def __init__(self, seeds: list[bytes], reading: Reading, longest: int) -> None:
        self.chance = Random()
        self.seeds = [seed for seed in seeds if len(seed) <= longest]
        self.good = [seed for seed in self.seeds if reading.one(seed)] or self.seeds
        self.longest = longest

    def one(self) -> bytes:
        """Return one input."""
        chance = self.chance
        seed = chance.choice(self.good if chance.random() < 0.6 else self.seeds)
        for _ in range(1 if chance.random() < 0.7 else chance.randint(2, 4)):
            other = chance.choice(self.good) if chance.random() < 0.2 else seed
            seed = of_form(seed, self.longest, chance.getrandbits(32), other)
        return seed


def main() -> None:
    """Read as many inputs as asked for; an exception ends the process."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("figures", type=Path)
    parser.add_argument("seen", type=Path)
    parser.add_argument("room", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--longest", type=int, default=2048)
    given = parser.parse_args()
    seeds = [
        path.read_bytes() for folder in given.folders for path in folder.iterdir() if path.is_file()
    ]
    forms = Forms(seeds, Reading(given.format, given.room), given.longest)
    tally = Tally(Reading(given.format, given.room), "formed", given.figures, given.seen)
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while tally.reading.inputs < given.runs:
        content = forms.one()
        if tally.is_new(content):
            signal.setitimer(signal.ITIMER_PROF, HANGS)
            tally.one(content)
    tally.write()


if __name__ == "__main__":
    main()
