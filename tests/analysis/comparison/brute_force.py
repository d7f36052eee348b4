"""Hold `diff` against ten thousand random proposals for each pair of rules files.

    python -m tests.analysis.comparison.brute_force [COUNT] [FIRST [LAST]]

prints for each pair what `diff` says, how many proposals come out otherwise, and, last, how
often `diff` said "same" of files that a proposal tells apart.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from random import Random
from time import process_time
from typing import NamedTuple

from responselevels.analysis.comparison.diff import diff
from tests.analysis.comparison.drawn import Told, compared
from tests.analysis.comparison.pairs import PAIRS, Pair

COUNT = 10_000


class Tried(NamedTuple):
    """What came of one pair."""

    equivalent: bool
    proposals: int
    differing: int
    first: Told | None
    seconds: float

    @property
    def wrong(self) -> bool:
        """Whether the files are called the same, and a proposal tells them apart."""
        return self.equivalent and self.differing > 0


def tried(pair: Pair, count: int) -> Tried:
    """Return what `diff` says of *pair*, and what *count* proposals say."""
    began = process_time()
    old, new = pair.rules()
    found = diff(old, new)
    every = list(compared((old, new), found.pairing, Random(pair.name), count))
    told = [one for one in every if one is not None]
    first = told[0] if told else None
    return Tried(found.equivalent, len(every), len(told), first, process_time() - began)


def main(arguments: Sequence[str]) -> int:
    """Print the figures; return 1 where "same" was wrong."""
    count = int(arguments[0]) if arguments else COUNT
    first = int(arguments[1]) if len(arguments) > 1 else 0
    last = int(arguments[2]) if len(arguments) > 2 else len(PAIRS)
    wrong, proposals = 0, 0
    for number, pair in enumerate(PAIRS[first:last], start=first):
        found = tried(pair, count)
        wrong += found.wrong
        proposals += found.proposals
        said = "same" if found.equivalent else "not the same"
        _say(
            f"{number:3} {pair.name}: {said}; {found.differing} of {found.proposals} proposals"
            f" differ{' - WRONG' if found.wrong else ''} ({found.seconds:.1f} s)"
        )
    _say(f"{len(PAIRS[first:last])} pairs, {proposals} proposals: same was wrong {wrong} times")
    return 1 if wrong else 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
