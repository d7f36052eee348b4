"""What is counted of a run, and kept on disk as the run goes on.

The fuzzer ends a process without asking, so figures are written every `STEP`
inputs, and what was seen lies in a file that is mapped into memory.
"""

from __future__ import annotations

import json
import mmap
import time
from pathlib import Path
from zlib import crc32

from fuzz.formats import Reading

STEP = 1000
"""Figures are written each time so many inputs were read."""

_BITS = 27
"""Distinct inputs of one format are told apart by so many bits; a clash counts one too few."""


class Tally:
    """The figures of one run, and which inputs this and earlier runs of the format have seen."""

    def __init__(self, reading: Reading, way: str, figures: Path, seen: Path) -> None:
        self.reading = reading
        self.way = way
        self.figures = figures
        self.distinct = 0
        self.began = time.monotonic()
        with seen.open("a+b") as file:
            file.truncate(2**_BITS // 8)
            self.seen = mmap.mmap(file.fileno(), 2**_BITS // 8)

    def is_new(self, content: bytes) -> bool:
        """Say whether *content* was not seen before, in no run of this format."""
        mark = crc32(content) >> (32 - _BITS)
        byte, bit = mark >> 3, 1 << (mark & 7)
        if self.seen[byte] & bit:
            return False
        self.seen[byte] |= bit
        self.distinct += 1
        return True

    def one(self, content: bytes) -> None:
        """Read *content*, and write the figures when it is time.

        Raises:
            Broken: a promise is.
        """
        reading = self.reading
        reading.one(content)
        if reading.inputs % STEP == 0:
            self.write()

    def write(self) -> None:
        """Write the figures as they are."""
        found = {
            "format": self.reading.kind,
            "way": self.way,
            "inputs": self.reading.inputs,
            "distinct": self.distinct,
            "read": self.reading.inputs - self.reading.refused,
            "seconds": round(time.monotonic() - self.began, 1),
            "processor_seconds": round(time.process_time(), 1),
            "slowest_ms": round(self.reading.slowest * 1000, 1),
        }
        self.figures.write_text(json.dumps(found) + "\n", encoding="utf-8")
