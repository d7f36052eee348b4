"""Do one thing to a log at every place, and count what is found: `python -m tests.register.sweep_log`.

Every single-byte substitution, insertion and deletion, every cut, swap,
duplication, omission and fork, with a checkpoint that was kept; and every
consistency between two of 64 sizes. All must be found.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from random import Random

from responselevels.errors import ProofRefused
from responselevels.register.log.chain import ChainVerifier, VerifiedLog
from responselevels.register.log.merkle import Tree, verify_consistency
from responselevels.register.log.verification import KeptCheckpoint, differing
from tests.register.logs import documents_of, log_of, note_of, rechained

WORKERS = 2
_DOCUMENTS = documents_of()


@dataclass
class Tally:
    """What was tried, what the chain alone shows, and what is found with the checkpoint.

    *late* counts those found by the chain at an event after the one touched.
    """

    tried: int = 0
    alone: int = 0
    found: int = 0
    late: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.tried + other.tried,
            self.alone + other.alone,
            self.found + other.found,
            self.late + other.late,
        )


class Swept:
    """A sound log, the walk before each of its events, and the checkpoint over all of it."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.lines = log_of(size, seed)
        self.kept = KeptCheckpoint("kept.txt", note_of(self.lines))
        verifier = ChainVerifier(_DOCUMENTS.get, frozenset({size}))
        self.walks = []
        for line in self.lines:
            self.walks.append(verifier.copy())
            verifier.take(line)
        self.walks.append(verifier)

    def hold(self, tally: Tally, at: int, lines: Iterable[bytes]) -> None:
        """Count a log that is as it was before event *at*, and goes on with *lines*."""
        verifier = self.walks[at].copy()
        for line in lines:
            verifier.take(line)
            if verifier.found is not None:
                break
        outcome = verifier.finish()
        tally.tried += 1
        tally.alone += outcome.found is not None
        tally.found += self.seen(outcome)
        tally.late += outcome.found is not None and (outcome.found.seq or 0) > at

    def seen(self, outcome: VerifiedLog) -> bool:
        """Say whether anything is found, by the chain or by the checkpoint."""
        return outcome.found is not None or differing(outcome, self.kept) is not None

    def with_line(self, at: int, changed: bytes) -> Iterator[bytes]:
        """Yield what a reader finds from event *at* on, where its bytes are *changed*."""
        rest = iter(self.lines[at + 1 :])
        while changed and not changed.endswith(b"\n"):
            following = next(rest, None)
            if following is None:
                break
            changed += following
        *whole, last = changed.split(b"\n")
        yield from (line + b"\n" for line in whole)
        if last:
            yield last
        yield from rest


# -- bytes --------------------------------------------------------------------------------


def of_bytes(size: int, values: int, part: int, parts: int) -> dict[str, Tally]:
    """Change, put in and take out a byte at every offset of every *parts*-th event."""
    swept = Swept(size)
    tallies = {name: Tally() for name in ("substitutions", "insertions", "deletions")}
    for at in range(part, size, parts):
        line = swept.lines[at]
        random = Random(at)
        for offset in range(len(line)):
            before, after = line[:offset], line[offset + 1 :]
            swept.hold(tallies["deletions"], at, swept.with_line(at, before + after))
            for byte in some(random, values, without=line[offset]):
                changed = before + byte + after
                swept.hold(tallies["substitutions"], at, swept.with_line(at, changed))
            for byte in some(random, values):
                changed = before + byte + line[offset:]
                swept.hold(tallies["insertions"], at, swept.with_line(at, changed))
        if at == size - 1:
            for byte in some(random, values):
                swept.hold(tallies["insertions"], size, [byte])
    return tallies


def some(random: Random, values: int, without: int | None = None) -> list[bytes]:
    """Return so many bytes, all of them from 255 on; never the one that stands there."""
    listed = [value for value in range(256) if value != without]
    return [
        bytes([value]) for value in (listed if values >= 255 else random.sample(listed, values))
    ]


# -- cuts and events -----------------------------------------------------------------------


def of_cuts(swept: Swept) -> dict[str, Tally]:
    """Cut the log at every event and at every byte."""
    events, between = Tally(), Tally()
    for at, line in enumerate(swept.lines):
        swept.hold(events, at, [])
        for offset in range(1, len(line)):
            swept.hold(between, at, [line[:offset]])
    return {"cuts between events": events, "cuts within events": between}


def of_events(swept: Swept) -> dict[str, Tally]:
    """Leave out, double, swap and move events."""
    omitted, doubled, swapped, moved = Tally(), Tally(), Tally(), Tally()
    lines, random = swept.lines, Random(2)
    for at, line in enumerate(lines):
        rest = lines[at + 1 :]
        swept.hold(omitted, at, rest)
        swept.hold(doubled, at, [line, line, *rest])
        other = random.randrange(len(lines))
        swept.hold(doubled, at, [lines[other], *lines[at:]] if other != at else [line, line])
        swept.hold(doubled, len(lines), [line])
        if rest:
            swept.hold(swapped, at, [rest[0], line, *rest[1:]])
            swept.hold(moved, at, [*rest, line])
    named = {"omissions": omitted, "duplications": doubled, "swaps": swapped}
    return named | {"events moved to the end": moved}


def of_forks(size: int, part: int, parts: int) -> dict[str, Tally]:
    """Change an event and chain all after it anew, at every event; whole, and with less or more."""
    swept = Swept(size)
    whole, shorter, grown = Tally(), Tally(), Tally()
    for at in range(part, size, parts):
        fork = rechained(swept.lines, at, client="elsewhere")
        swept.hold(whole, at, fork[at:])
        swept.hold(shorter, at, fork[at : (at + size) // 2 + 1])
        longer = rechained(log_of(size + 1), at, client="elsewhere")
        swept.hold(grown, at, longer[at:])
    return {"forks": whole, "forks, then cut": shorter, "forks, then grown": grown}


def of_consistency(sizes: int) -> dict[str, Tally]:
    """Prove that the log only grew between every pair of sizes; and for a fork, that it did not."""
    lines = log_of(sizes)
    tree, fork = Tree(lines), Tree(rechained(lines, 0, client="elsewhere"))
    proved, refused = Tally(), Tally()
    for new in range(1, sizes + 1):
        for old in range(1, new + 1):
            path = tree.consistency(old, new)
            holds = partial(verify_consistency, old, new, path=path)
            proved.tried += 1
            proved.found += passes(holds, tree.root(old), tree.root(new))
            refused.tried += 1
            refused.found += not passes(holds, fork.root(old), tree.root(new))
    return {"consistencies proved": proved, "consistencies with a fork refused": refused}


def passes(holds: Callable[..., None], old_root: bytes, new_root: bytes) -> bool:
    try:
        holds(old_root=old_root, new_root=new_root)
    except ProofRefused:
        return False
    return True


# -- all of it -------------------------------------------------------------------------------


def added(results: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """Return the sums by name."""
    total: dict[str, Tally] = {}
    for result in results:
        for name, tally in result.items():
            total[name] = total.get(name, Tally()) + tally
    return total


def sweep(size: int, values: int, *, forks: bool = True) -> dict[str, Tally]:
    """Return all tallies for a log of *size* events, *values* bytes at each offset."""
    parts = WORKERS * 4
    with ProcessPoolExecutor(WORKERS) as pool:
        byte = [pool.submit(of_bytes, size, values, part, parts) for part in range(parts)]
        fork = [pool.submit(of_forks, size, part, parts) for part in range(parts if forks else 0)]
        swept = Swept(size)
        rest = added([of_cuts(swept), of_events(swept)])
        return added(one.result() for one in byte) | rest | added(one.result() for one in fork)


def told(tallies: dict[str, Tally]) -> Iterator[str]:
    """Yield a line for each tally."""
    for name, tally in tallies.items():
        yield f"  {name:<34} {tally.found:>9} / {tally.tried:<9} by the chain alone {tally.alone:>9}"


def failed(tallies: dict[str, Tally]) -> bool:
    return any(tally.found != tally.tried or not tally.tried for tally in tallies.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Sweep, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=40, help="with every byte at each offset")
    parser.add_argument("--long", type=int, default=1_000, help="with one byte at each offset")
    parser.add_argument("--values", type=int, default=255, help="so many bytes are every byte")
    asked = parser.parse_args(arguments)
    bad = False
    for title, run in (
        (
            f"{asked.events} events, {asked.values} bytes",
            partial(sweep, asked.events, asked.values),
        ),
        (f"{asked.long} events, one byte", partial(sweep, asked.long, 1)),
        ("64 sizes", partial(of_consistency, 64)),
    ):
        start = time.perf_counter()
        tallies = run()
        seconds = time.perf_counter() - start
        lines = [f"{title}: {seconds:.0f} s; found / tried", *told(tallies)]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        bad = bad or failed(tallies)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
