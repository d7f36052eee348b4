"""The write-ahead log is cut, as a loss of power may leave it.

    python -m tests.register.faults.cuts

A register is written with a log of its own, commit by commit. Then the log is cut
at every 37th byte and at every edge of a frame and one byte to either side, and the
register is opened as it lies. It must hold the first so many commits, whole:
those whose last byte lies before the cut.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.sqlite_file import make
from responselevels.register.stores.store import Writing
from tests.register.places import quick_folder
from tests.register.stores.writing import line_of

HEADER, FRAME_HEADER, PAGE = 32, 24, 4096
STEP = 37
LINES = 3
"""So many lines does each commit write."""


@dataclass
class Tally:
    """How many cuts were made, and how many of them left something else than whole commits."""

    cuts: int = 0
    wrong: int = 0
    commits: int = 0

    def __str__(self) -> str:
        return (
            f"{self.cuts} cuts of a log of {self.commits} commits: "
            f"{self.wrong} left something else than the whole commits before the cut"
        )


def commit(store: SqliteStore) -> None:
    """Write some lines, long enough to spread over pages, and a document."""

    def work(writing: Writing) -> None:
        size = writing.size()
        for seq in range(size, size + LINES):
            writing.append(seq, line_of(seq) + b"." * 700)
        writing.keep(str(size), b"document" * 100)

    store.transact(work)


def written(folder: Path, commits: int) -> tuple[Path, list[int]]:
    """Write a register whose commits are all in the log; return it, and where each commit ends."""
    path = folder / "register.db"
    make(path, 5, "wal")
    store = SqliteStore(path, journal="wal")
    connection = store._held.current
    assert connection is not None
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    ends = []
    for _ in range(commits):
        commit(store)
        ends.append(path.with_name("register.db-wal").stat().st_size)
    kept = folder / "kept"
    kept.mkdir()
    for name in ("register.db", "register.db-wal"):
        shutil.copy(folder / name, kept / name)
    store.close()
    return kept, ends


def places(length: int) -> list[int]:
    """Return where to cut a log of this length."""
    edges = range(HEADER, length + 1, FRAME_HEADER + PAGE)
    beside = {edge + offset for edge in edges for offset in (-1, 0, 1)}
    return sorted({place for place in (*range(0, length, STEP), *beside) if place <= length})


def run(commits: int, *, step: int = 1) -> Tally:
    """Cut the log of so many commits at every *step*-th place; return what came of it."""
    tally = Tally(commits=commits)
    with tempfile.TemporaryDirectory(dir=quick_folder()) as name:
        kept, ends = written(Path(name), commits)
        cut = Path(name) / "cut"
        cut.mkdir()
        log = (kept / "register.db-wal").read_bytes()
        for place in places(len(log))[::step]:
            shutil.copy(kept / "register.db", cut / "register.db")
            (cut / "register.db-wal").write_bytes(log[:place])
            tally.cuts += 1
            tally.wrong += not _whole(cut / "register.db", sum(end <= place for end in ends))
            for left in cut.iterdir():
                left.unlink()
    return tally


def _whole(path: Path, commits: int) -> bool:
    """Say whether the register holds the first so many commits, and takes another."""
    store = SqliteStore(path)
    lines = [line_of(seq) + b"." * 700 for seq in range(commits * LINES)]
    there = list(store.lines()) == lines
    documents = [store.document(str(commit * LINES)) is not None for commit in range(commits + 1)]
    commit(store)
    after = store.size()
    store.close()
    return there and documents == [True] * commits + [False] and after == (commits + 1) * LINES


def main() -> int:
    """Run; return 1 where anything is wrong."""
    tally = run(40)
    print(f"sqlite wal: {tally}")  # noqa: T201
    return int(tally.wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
