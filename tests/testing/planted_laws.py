"""What the laws find of the forty faults: ``python -m tests.testing.planted_laws [NAME ...]``.

For each fault what a user runs is run, ``pytest --rules FILE`` with its default budget and
without anything remembered of runs before, in a process of its own in which the fault is
planted. Prints the table of docs/property-testing.md: whether a law saw the fault and which, the
processor time of the whole run (starting, looking and shrinking), and how many proposals and
areas the smallest failure has that is shown. ``none`` runs the core as it is. With
``--shown DIRECTORY`` the failures are kept there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.testing.faults import FORTY, Fault
from tests.testing.planted import WARD, show

ROOT = Path(__file__).parents[2]
SCHEMES = ("rules", "quay", "desk", "fair", "tracks")
HEAD = "| planted fault | section | rules | laws | seconds | proposals | areas |"
RULE = "| --- | --- | --- | --- | ---: | ---: | ---: |"
MOST_SECONDS, MOST_PROPOSALS, MOST_AREAS = 60, 3, 4


@dataclass(frozen=True, slots=True)
class Kit:
    """What one run came to: the *laws* broken, *seconds* of processor time, the smallest failure."""

    laws: tuple[str, ...]
    seconds: float
    proposals: int | None
    areas: int | None
    shown: str

    @property
    def good(self) -> bool:
        """Whether the fault was found, soon enough, and is shown by little."""
        small = self.proposals is not None and self.areas is not None
        return (
            bool(self.laws)
            and self.seconds < MOST_SECONDS
            and small
            and (self.proposals or 0) <= MOST_PROPOSALS
            and (self.areas or 0) <= MOST_AREAS
        )


def kit_of(name: str, scheme: str, options: Sequence[str] = ()) -> Kit:
    """Run the laws over a rules file with the fault *name* planted; none, if there is no such."""
    with TemporaryDirectory() as empty:
        outcome = Path(empty) / "outcome.json"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.testing.faults.planting"]
        command += ["-p", "no:cacheprovider", "--planted-fault", name, *options]
        command += ["--planted-outcome", str(outcome), "--rules", str(WARD / f"{scheme}.yaml")]
        place = {**os.environ, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            command, cwd=empty, env=place, capture_output=True, text=True, check=False
        )
        if not outcome.is_file():
            raise SystemExit(ran.stdout + ran.stderr)
        said: dict[str, Any] = json.loads(outcome.read_text(encoding="utf-8"))
    sized = [each for each in said["found"] if each["proposals"] is not None]
    least = min(sized, key=lambda each: (each["proposals"], each["areas"]), default=None)
    return Kit(
        laws=tuple(each["law"] for each in said["found"]),
        seconds=said["seconds"],
        proposals=None if least is None else least["proposals"],
        areas=None if least is None else least["areas"],
        shown="\n\n".join(each["shown"] for each in said["found"]),
    )


def row_of(fault: Fault, kit: Kit) -> str:
    """Return one row of the table."""
    laws = ", ".join(f"`{law}`" for law in kit.laws[:2]) or "not found"
    more = f" and {len(kit.laws) - 2} more" if len(kit.laws) > 2 else ""
    size = ["" if count is None else str(count) for count in (kit.proposals, kit.areas)]
    return (
        f"| {fault.says} | {fault.section} | {fault.scheme} | {laws}{more} "
        f"| {kit.seconds:.0f} | {size[0]} | {size[1]} |"
    )


def main(given: Sequence[str]) -> int:
    """Print the table; return 1 where more than two faults are not found as they should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.testing.planted_laws")
    parser.add_argument("names", nargs="*", help="faults to plant, or none; left out: all forty")
    parser.add_argument("--shown", type=Path, help="directory to keep the failures in")
    asked, options = parser.parse_known_args(given)
    show(HEAD)
    show(RULE)
    good = 0
    faults = [fault for fault in FORTY if not asked.names or fault.name in asked.names]
    for fault in faults:
        kit = kit_of(fault.name, fault.scheme, options)
        good += kit.good
        show(row_of(fault, kit))
        if asked.shown is not None:
            (asked.shown / f"{fault.name}.txt").write_text(kit.shown, encoding="utf-8")
    show(f"\n{good} of {len(faults)} found within the bounds")
    sound = not asked.names or "none" in asked.names
    return int(len(faults) - good > 2 or (sound and _found_in_the_core(options)))


def _found_in_the_core(options: Sequence[str]) -> bool:
    """Say whether the laws find anything in the core as it is, over each of the rules files."""
    found: Iterable[tuple[str, Kit]] = ((name, kit_of("none", name, options)) for name in SCHEMES)
    broken = False
    for name, kit in found:
        show(f"the core as it is, {name}: {', '.join(kit.laws) or 'nothing'}, {kit.seconds:.0f} s")
        broken = broken or bool(kit.laws)
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
