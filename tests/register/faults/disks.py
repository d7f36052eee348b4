"""A disk that fills up, fails, or rots, beneath a register in a file.

    python -m tests.register.faults.disks

- *failing*: the n-th thing done to the disk in a commit fails (a write, a wait, a
  shortening, a deletion), for every n, once or ever after, whole or torn, as an
  I/O error or as a full disk, with each journal.
- *full*: the file may not grow beyond so many pages, for every number of pages
  that a commit would need; and a small file system that fills up.
- *rot*: one bit of the file is flipped.

An error must be typed. The register holds what it held before, or all of the
commit; what was refused as not done must not be there. Once the disk is well,
the same store takes the next commit.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from responselevels.errors import OutcomeUnknown, RegisterError, RegisterUnwritable
from responselevels.register.recording.rollback import RollbackGuard
from responselevels.register.recording.transactions import TransactionalLog
from responselevels.register.register import StoredRegister
from responselevels.register.stores.sqlite import SqliteStore
from responselevels.register.stores.sqlite_file import Journal, make
from tests.register.faults.cuts import LINES, commit
from tests.register.faults.failing_disk import failing_disk
from tests.register.places import quick_folder
from tests.register.races.real import begin_on, proposal_of

JOURNALS: tuple[Journal, ...] = ("delete", "truncate", "wal")
MOST = 400


@dataclass
class Tally:
    """How often something was tried, how it came out, and what was wrong."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        outcomes = ", ".join(f"{count} {name}" for name, count in sorted(self.outcomes.items()))
        return f"{self.tried} tried ({outcomes}): {len(self.wrong)} wrong{self._which}"

    @property
    def _which(self) -> str:
        return "".join(f"\n    {line}" for line in self.wrong[:10])


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as name:
        yield Path(name)


# -- a disk that fails -----------------------------------------------------------------


def failing(journal: Journal, tally: Tally, *, step: int = 1, **how: bool) -> None:
    """Fail the n-th operation of a commit, for every n (or every *step*-th)."""
    with failing_disk() as disk, folder() as where:
        whole = _begun(where / "whole.db", journal)
        for count in range(0, MOST, step):
            path = where / "register.db"
            for old in where.glob("register.db*"):
                old.unlink()
            shutil.copy(whole, path)
            store = SqliteStore(path, journal=journal)
            disk.fail_after(count, **how)
            outcome = _committed(store)
            disk.heal()
            if not disk.failed:
                store.close()
                return
            tally.tried += 1
            tally.outcomes[outcome] += 1
            _check(store, outcome, f"{journal} {how} {count}", tally)
    tally.wrong.append(f"{journal}: a commit took more than {MOST} operations")


def _begun(path: Path, journal: Journal) -> Path:
    make(path, 5, journal)
    store = SqliteStore(path, journal=journal)
    commit(store)
    store.close()
    return path


def _committed(store: SqliteStore) -> str:
    try:
        commit(store)
    except OutcomeUnknown:
        return "unknown"
    except RegisterUnwritable as error:
        return error.code
    except RegisterError as error:
        return f"{type(error).__name__} {error.code}"
    return "done"


def _check(store: SqliteStore, outcome: str, title: str, tally: Tally) -> None:
    """See that there is all of the commit or nothing of it, and that the next one works."""
    path = Path(store.name)
    try:
        before = _size_beside(path)
        commit(store)  # the same store, once the disk is well
        after = store.size()
        store.close()
        whole = _size_beside(path)
    except (RegisterError, sqlite3.Error) as error:
        tally.wrong.append(f"{title}: {outcome}, then {error!r}")
        return
    fitting = {"done": (2 * LINES,), "unknown": (LINES, 2 * LINES)}.get(outcome, (LINES,))
    if before not in fitting or after != before + LINES or whole != after:
        tally.wrong.append(f"{title}: {outcome}, {before} lines, then {after}, then {whole}")


def _size_beside(path: Path) -> int:
    """Return how many lines another process would see; each with its document."""
    database = sqlite3.connect(path)
    try:
        (answer,) = database.execute("PRAGMA integrity_check").fetchone()
        (lines,) = database.execute("SELECT count(*) FROM event").fetchone()
        (documents,) = database.execute("SELECT count(*) FROM document").fetchone()
    finally:
        database.close()
    return int(lines) if answer == "ok" and documents * LINES == lines else -1


# -- a disk that is full -----------------------------------------------------------------


def page_limits(journal: Journal, tally: Tally) -> None:
    """Let the file not grow beyond so many pages, for every number that is too small."""
    with folder() as where:
        store = SqliteStore(_begun(where / "register.db", journal), journal=journal)
        for _ in range(MOST):
            connection = store._connection()
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            size = store.size()
            for most in range(pages, pages + MOST):
                connection.execute(f"PRAGMA max_page_count = {most}")
                outcome = _committed(store)
                tally.tried += 1
                tally.outcomes[outcome] += 1
                if outcome == "done":
                    break
                if outcome != "store.full" or store.size() != size:
                    tally.wrong.append(f"{journal} {most} pages: {outcome}, {store.size()} lines")
            if store.size() != size + LINES:
                tally.wrong.append(f"{journal}: {store.size()} lines after there was room")
            if store.size() > 40 * LINES:
                break
        store.close()
        if _size_beside(where / "register.db") < 0:
            tally.wrong.append(f"{journal}: not whole")


@contextmanager
def small_disk(where: Path, kilobytes: int) -> Iterator[Path | None]:
    """Give a folder on a file system of its own; None where that is not permitted."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(where)],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        yield None
        return
    try:
        yield where
    finally:
        subprocess.run(["umount", str(where)], check=True)


def fills_up(journal: Journal, tally: Tally) -> bool:
    """Write until a small file system is full, make room, and write on; say whether that was possible."""
    with tempfile.TemporaryDirectory() as name, small_disk(Path(name), 512) as disk:
        if disk is None:
            return False
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 100_000)
        store = SqliteStore(_begun(disk / "register.db", journal), journal=journal)
        outcome, size = "done", 0
        while outcome == "done":
            size = store.size()
            outcome = _committed(store)
            tally.tried += 1
            tally.outcomes[outcome] += 1
        if outcome not in {"store.full", "unknown"} or store.size() not in {size, size + LINES}:
            tally.wrong.append(f"{journal}: {outcome}, {store.size()} lines after {size}")
        ballast.unlink()
        size = store.size()
        with suppress(RegisterError):
            commit(store)
        if store.size() != size + LINES or _size_beside(disk / "register.db") != size + LINES:
            tally.wrong.append(f"{journal}: no commit once there was room again")
        store.close()
    return True


# -- a disk that rots --------------------------------------------------------------------


def rot(flips: int, tally: Tally, seed: int = 1) -> None:
    """Flip one bit of a register's file: it is refused, or nothing has changed.

    The last line is held by no line after it, but by the head that this site remembers.
    """
    chance = random.Random(seed)
    with folder() as where:
        path = where / "whole.db"
        make(path, 5, "delete")
        store = SqliteStore(path)
        begin_on(store)
        register = StoredRegister(TransactionalLog(store, seen=RollbackGuard(where / "seen")))
        for number in range(40):
            with suppress(Exception):
                area = ("town", "hill", "river")[number % 3]
                register.issue(proposal_of(f"P-{number}", area, "watch"))
        head, kept = register.head, _documents(store)
        register.close()
        image = bytearray(path.read_bytes())
        for _ in range(flips):
            offset, bit = chance.randrange(len(image)), 1 << chance.randrange(8)
            image[offset] ^= bit
            rotten = where / "rotten.db"
            rotten.write_bytes(image)
            image[offset] ^= bit
            tally.tried += 1
            _open_rotten(rotten, (head, kept), f"byte {offset}, bit {bit}", tally)


def _documents(store: SqliteStore) -> dict[str, bytes]:
    rows = store._connection().execute("SELECT digest, body FROM document")
    return {str(digest): bytes(body) for digest, body in rows}


def _open_rotten(path: Path, expected: tuple[object, object], title: str, tally: Tally) -> None:
    store = None
    try:
        store = SqliteStore(path, patience=0.1)
        register = StoredRegister(TransactionalLog(store, seen=RollbackGuard(path.parent / "seen")))
        found = register.head, _documents(store)
    except RegisterError as error:
        tally.outcomes[type(error).__name__] += 1
    except sqlite3.Error:
        tally.outcomes["documents unreadable"] += 1
    except Exception as error:  # noqa: BLE001 - anything else is what is looked for
        tally.wrong.append(f"{title}: {error!r}")
    else:
        if found == expected:
            tally.outcomes["unchanged"] += 1
        elif found[0] == expected[0]:
            tally.outcomes["documents changed, not used"] += 1
        else:
            tally.wrong.append(f"{title}: opened with another history")
    finally:
        if store is not None:
            store.close()
        for left in path.parent.glob("rotten.db*"):
            left.unlink()


WAYS_TO_FAIL = tuple(
    {"full": full, "sticky": sticky, "torn": torn}
    for full in (False, True)
    for sticky in (False, True)
    for torn in (False, True)
)


def main(arguments: list[str] | None = None) -> int:
    """Run; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.register.faults.disks")
    parser.add_argument("--flips", type=int, default=4_000)
    given = parser.parse_args(arguments)
    status = 0
    for journal in JOURNALS:
        failures, pages, filled = Tally(), Tally(), Tally()
        for how in WAYS_TO_FAIL:
            failing(journal, failures, **how)
        page_limits(journal, pages)
        possible = fills_up(journal, filled)
        print(f"{journal}: failing operations: {failures}")  # noqa: T201
        print(f"{journal}: limited pages: {pages}")  # noqa: T201
        print(f"{journal}: small disk: {filled if possible else 'not permitted here'}")  # noqa: T201
        status |= bool(failures.wrong or pages.wrong or filled.wrong)
    rotten = Tally()
    rot(given.flips, rotten)
    print(f"flipped bits: {rotten}")  # noqa: T201
    return int(status or bool(rotten.wrong))


if __name__ == "__main__":
    sys.exit(main())
