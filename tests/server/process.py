"""A server in a process of its own: started, asked, told to end, or killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.server.patience import PATIENCE, wait_until

ROOT = Path(__file__).resolve().parents[2]
SERVE = ("-m", "responselevels", "serve", "--port", "0", "--rate", "0")
"""The command, on any free port, however often it is asked."""


class Served:
    """A server that answers at *address*; what it said on standard output is in *told*."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self.process = process
        self.told: list[str] = []
        self._log = log
        self.address = self._read_address()

    def _read_address(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told.append(line.rstrip("\n"))
            if found := re.search(r"https?://[\w.:\[\]-]+", line):
                return found[0]
        raise AssertionError(self.told + self._log.read_text().splitlines())

    def read_told(self) -> list[str]:
        """Return all that it said; it has ended."""
        assert self.process.stdout is not None
        self.told += self.process.stdout.read().splitlines()
        return self.told

    def log(self) -> list[dict[str, Any]]:
        """Return what it has logged so far, line by line; a line that it still writes is left out."""
        whole, _end, _begun = self._log.read_text().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def wait_for(self, event: str) -> None:
        """Wait until it logs an event of a kind."""
        wait_until(lambda: event in {one["event"] for one in self.log()})

    def client(self, **given: Any) -> httpx2.Client:
        return httpx2.Client(base_url=self.address, timeout=PATIENCE, trust_env=False, **given)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)


@contextmanager
def served(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Run a Python program that serves; end it afterwards, if it still runs."""
    with (
        log.open("a") as errors,
        subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            yield Served(process, log)
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    process.kill()
