"""Read Mermaid and Graphviz with the programs that everybody reads them with, on Node.

Their packages are listed here, in a lock with the digest of each.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.npm import NoPackages, installed, node

HERE = Path(__file__).resolve().parent


class Reader:
    """A running Node that reads one diagram after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def read(self, tool: str, text: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"tool": tool, "text": text}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def reading() -> Iterator[Reader]:
    """Start the readers, and end them afterwards; skip where there are none, but fail under CI."""
    try:
        home = installed(HERE, "readers")
    except NoPackages as reason:
        (pytest.fail if "CI" in os.environ else pytest.skip)(f"no readers of diagrams: {reason}")
    process = subprocess.Popen(
        [node(), str(HERE / "read.mjs"), str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Reader(process)
    finally:
        process.communicate(timeout=300)
