"""One run of the fuzzer over the reader of one format, in one process (`run.py` starts it).

    python fuzz/readers.py FORMAT FIGURES [options of libFuzzer] [folders of inputs]

FIGURES is a file for the figures of this run. It is kept up to date as the run
goes on, for libFuzzer ends a process without asking.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

with atheris.instrument_imports(include=["responselevels"]):
    from fuzz.formats import FORMATS, Reading

from fuzz.mutation import of_form  # noqa: E402 - found by the path above

STEP = 1000
"""Figures are written each time so many inputs were read."""


def room() -> Path:
    """Return an empty folder, in memory where the machine has such a place."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    return Path(tempfile.mkdtemp(prefix="fuzz", dir=memory if memory.is_dir() else None))


def mutated(content: bytes, longest: int, seed: int) -> bytes:
    """Return *content* changed: every other time by the fuzzer, else in its words and lines."""
    if seed % 2:
        return bytes(atheris.Mutate(content, longest))
    return of_form(content, longest, seed)


def main() -> None:
    """Run the fuzzer with the options given."""
    kind, figures, *options = sys.argv[1:]
    if kind not in FORMATS:
        raise SystemExit(f"no such format: {kind}; there are {', '.join(FORMATS)}")
    reading = Reading(kind, room())
    began = time.monotonic()

    def one(content: bytes) -> None:
        reading.one(content)
        if reading.inputs % STEP == 0:
            found = {
                "format": kind,
                "inputs": reading.inputs,
                "read": reading.inputs - reading.refused,
                "seconds": round(time.monotonic() - began, 1),
                "processor_seconds": round(time.process_time(), 1),
                "slowest_ms": round(reading.slowest * 1000, 1),
            }
            Path(figures).write_text(json.dumps(found) + "\n", encoding="utf-8")

    atheris.Setup([sys.argv[0], *options], one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
