"""Hold both verifiers against each other: `python -m tests.register.agree_log`.

Sound and damaged exports are drawn; both verifiers must come to the same size,
root, head and register, and name the same first bad event with the same code.
"""

from __future__ import annotations

import argparse
import sys
import time
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from responselevels.errors import RegisterError
from responselevels.register.log.checkpoints import parse_note
from responselevels.register.log.cosigning import parse_vkey
from responselevels.register.log.export import read_export
from responselevels.register.log.verification import KeptCheckpoint, verify
from tests.register.damage import DAMAGES, Case, damaged, good
from tests.register.second import VERIFIER, verdicts


def first_verdict(job: dict[str, Any]) -> dict[str, Any]:
    """Return what our own verifier says of a job, in the words of the second."""
    try:
        keys = [parse_vkey(text) for text in job["keys"]]
        kept = [
            KeptCheckpoint(path, parse_note(Path(path).read_bytes())) for path in job["against"]
        ]
        export = read_export(Path(job["log"]))
        own = export.checkpoint()
        if own is not None:
            kept.append(KeptCheckpoint("checkpoint.txt", parse_note(own), own=True))
        report = verify(export.lines(), documents=export.documents, kept=kept, keys=keys)
    except RegisterError:
        return {"unreadable": True}
    verified, found = report.verified, report.found
    return {
        "sound": report.sound,
        "size": verified.size,
        "root": b64encode(verified.root).decode(),
        "head": verified.head,
        "register": verified.register,
        "found": None if found is None else {"code": found.code, "seq": found.seq},
    }


@dataclass
class Tally:
    """How many exports were held against each other, what was found, and what differs."""

    good: int = 0
    damaged: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def plain(said: dict[str, Any]) -> dict[str, Any]:
    """Return a verdict without what is said of why something cannot be read."""
    return {"unreadable": True} if "unreadable" in said else said


def code_of(verdict: dict[str, Any]) -> str:
    if "unreadable" in verdict:
        return "unreadable"
    return "sound" if verdict["found"] is None else str(verdict["found"]["code"])


def cases(goods: int, bads: int, seed: int) -> list[Case]:
    """Return so many sound and so many damaged exports; every way to damage comes first."""
    random = Random(seed)
    drawn = [good(random) for _ in range(goods)]
    names = [*DAMAGES, *[None] * bads][:bads]
    return [*drawn, *(damaged(random, name) for name in names)]


def compare(goods: int, bads: int, seed: int, *, verifier: Path = VERIFIER) -> Tally:
    """Draw exports, and let both verify them."""
    tally = Tally(goods, bads)
    drawn = cases(goods, bads, seed)
    with TemporaryDirectory() as folder:
        jobs = [case.lay(Path(folder) / str(number)) for number, case in enumerate(drawn)]
        first = [first_verdict(job) for job in jobs]
        second = verdicts(jobs, verifier)
    for number, (case, ours, said) in enumerate(zip(drawn, first, second, strict=True)):
        theirs = plain(said)
        tally.codes[code_of(ours)] += 1
        if ours != theirs:
            tally.differences.append(f"{number}: {case.done}: {ours} and {theirs}")
        if number < goods and code_of(ours) != "sound":
            tally.differences.append(f"{number}: a sound export is said to be {code_of(ours)}")
    return tally


def _headline(tally: Tally, seed: int, seconds: float) -> str:
    exports = f"{tally.good} sound and {tally.damaged} damaged exports, seed {seed}"
    return f"{exports}, {seconds:.0f} s: {len(tally.differences)} differences"


def main() -> int:
    """Compare, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=1_000)
    parser.add_argument("--damaged", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = time.perf_counter()
    tally = compare(asked.good, asked.damaged, asked.seed)
    lines = [
        _headline(tally, asked.seed, time.perf_counter() - start),
        *(f"  {count:5} {code}" for code, count in tally.codes.most_common()),
        *tally.differences[:20],
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if tally.differences else 0


if __name__ == "__main__":
    sys.exit(main())
