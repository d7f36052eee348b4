"""What a row of the table is made of: figures, and how they are measured.

A *row* is a function in a module of `benchmarks.shapes`: it builds a world, checks that everybody
gives the same answers, measures, and yields figures:

    @row("wide", "one order of 10,000 areas")
    def wide(bench: Bench) -> Iterator[Figure]:
        world = build(bench.some(10_000, quick=1_000))
        yield Figure("issue", bench.seconds(lambda: issue(world)), "s", most=0.5)

Time is processor time of this process, its threads and the children it waited for, so that others
on the machine disturb little. Ways that are compared are measured in turns in one process, and
ratios are medians of the ratios of turns: a machine that slows down slows both.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a row: its *name* there, *value* and *unit* (ratio: "×").

    *most* or *least* is the goal, where it has one. *note* says what the value is measured
    against or with, where the name does not.
    """

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether a goal is there and not reached."""
        over = self.most is not None and self.value > self.most
        return over or (self.least is not None and self.value < self.least)


@dataclass(frozen=True, slots=True)
class Turns:
    """Processor seconds of several ways that did the same in turns, by way."""

    spent: Mapping[str, Sequence[float]]

    def median(self, way: str) -> float:
        """Return the median of the seconds of *way*."""
        return statistics.median(self.spent[way])

    def ratio(self, way: str, other: str) -> float:
        """Return the median of the ratios of *way* to *other*, turn by turn."""
        pairs = zip(self.spent[way], self.spent[other], strict=True)
        return statistics.median(one / two for one, two in pairs)


def cpu() -> float:
    """Return the processor seconds of this process and of the children it waited for."""
    used = time.process_time()
    try:
        import resource
    except ImportError:  # there are no such figures on Windows; children go uncounted
        return used
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used + children.ru_utime + children.ru_stime


def peak_bytes() -> int:
    """Return the most memory that this process ever held; 0 where that is not known."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def held_bytes() -> int:
    """Return the memory that this process holds now; 0 where that is not known."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class Bench:
    """How much to do; handed to each row."""

    quick: bool = False

    def some(self, full: int, *, quick: int) -> int:
        """Return how many of something to take: *full*, or *quick* where little time is given."""
        return quick if self.quick else full

    def seconds(self, call: Callable[[], object], *, rounds: int = 1) -> float:
        """Return the median of the processor seconds of *call*."""
        return self.turns({"": call}, rounds=rounds).median("")

    def turns(self, ways: Mapping[str, Callable[[], object]], *, rounds: int) -> Turns:
        """Return the processor seconds of *ways*, each called once in each of *rounds* turns.

        One turn before is not counted where there are several.
        """
        spent: dict[str, list[float]] = {way: [] for way in ways}
        for number in range(rounds + (rounds > 1)):
            for way, call in ways.items():
                gc.collect()
                begun = cpu()
                call()
                if number or rounds == 1:
                    spent[way].append(cpu() - begun)
        return Turns(spent)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the exponent of a growth: the slope of log value over log count."""
    logs = [(log(count), log(value)) for count, value in points]
    middle_x = statistics.mean(x for x, _ in logs)
    middle_y = statistics.mean(y for _, y in logs)
    above = sum((x - middle_x) * (y - middle_y) for x, y in logs)
    return above / sum((x - middle_x) ** 2 for x, _ in logs)


# -- the rows ----------------------------------------------------------------------------

Measure = Callable[[Bench], Iterator[Figure]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its *name* on the command line, *title*, what *measure*s it, and what it *needs*.

    *needs* are packages that may be missing: the row is then left out, and that is said.
    """

    name: str
    title: str
    measure: Measure
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows by name, in the order of their modules."""

    known: dict[str, Row] = field(default_factory=dict)

    def __call__(
        self, name: str, title: str, *, needs: tuple[str, ...] = ()
    ) -> Callable[[Measure], Measure]:
        """Return a decorator that makes a function the row *name*."""

        def added(measure: Measure) -> Measure:
            if name in self.known:
                raise ValueError(name)
            self.known[name] = Row(name, title, measure, needs)
            return measure

        return added


row = Rows()
