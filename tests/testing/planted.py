"""How soon the machine finds each planted fault: ``python -m tests.testing.planted``.

Prints the table of docs/property-testing.md: for each fault the law that saw
it, and over several seeds the most examples, steps and seconds of processor time it took.
With ``--smallest``: how many proposals are left in what it shows, once shrunk.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from responselevels.core.deciding.case import AnyProposal
from responselevels.testing import LawBroken, RegisterMachine, Step
from tests.testing.faults import BEFORE

WARD = Path(__file__).parent / "ward"
SEEDS = tuple(range(1, 11))
MOST_EXAMPLES = 500
STEPS = 25


@dataclass(frozen=True)
class Run:
    """One run: the law that was broken (None: none), and what it took.

    *last* counts the proposals of the last example: the smallest one, once shrunk.
    """

    law: str | None
    examples: int
    steps: int
    seconds: float
    last: int


def run_of(
    planted: AbstractContextManager[Any],
    number: int,
    *,
    most: int = MOST_EXAMPLES,
    shrunk: bool = False,
) -> Run:
    """Run the machine over the ward from this seed, with the fault planted, until a law breaks."""
    counted = {"examples": 0, "steps": 0, "last": 0}

    class Ward(RegisterMachine):
        rules_file = WARD / "rules.yaml"
        areas_file = WARD / "areas.yaml"

        def __init__(self) -> None:
            super().__init__()
            counted["examples"] += 1
            counted["last"] = 0

        def take(self, proposal: AnyProposal) -> Step | None:
            counted["steps"] += 1
            counted["last"] += 1
            return super().take(proposal)

    chosen = settings(
        max_examples=most,
        stateful_step_count=STEPS,
        phases=[Phase.generate, *([Phase.shrink] if shrunk else [])],
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    began, law = process_time(), None
    with planted:
        try:
            run_state_machine_as_test(seed(number)(Ward), settings=chosen)
        except LawBroken as broken:
            law = broken.law.name
    seconds = process_time() - began
    return Run(law, counted["examples"], counted["steps"], seconds, counted["last"])


def row_of(name: str, runs: Sequence[Run]) -> str:
    """Return the runs of one fault as a row of the table."""
    laws = ", ".join(sorted({f"`{run.law}`" for run in runs}))
    examples = sorted(run.examples for run in runs)
    steps = sorted(run.steps for run in runs)
    seconds = max(run.seconds for run in runs)
    middle = len(runs) // 2
    return (
        f"| {name} | {laws} | {examples[middle]} ({examples[-1]}) "
        f"| {steps[middle]} ({steps[-1]}) | {seconds:.1f} |"
    )


def show(line: str) -> None:
    """Print one line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def smallest() -> int:
    """Print how many proposals are left of what is found, once shrunk."""
    for fault in BEFORE:
        run = run_of(fault.planted(), SEEDS[0], shrunk=True)
        show(f"{fault.says}: {run.last} ({run.seconds:.0f} s)")
    return 0


def main() -> int:
    """Print the table; return 1 where a fault was not found, or one was that is not there."""
    if "--smallest" in sys.argv[1:]:
        return smallest()
    show(
        "| planted fault | law that saw it | examples | proposals | seconds of processor, at most |"
    )
    show("| --- | --- | ---: | ---: | ---: |")
    missed = 0
    for fault in BEFORE:
        runs = [run_of(fault.planted(), number) for number in SEEDS]
        missed += sum(run.law is None for run in runs)
        show(row_of(fault.says, runs))
    sound = [run_of(nullcontext(), number, most=15) for number in SEEDS]
    show(row_of("none", sound))
    return int(missed > 0 or any(run.law is not None for run in sound))


if __name__ == "__main__":
    sys.exit(main())
