"""Results of trying cases: outcomes, coverage of the rules, mutants that no case noticed.

Values with facts, not prose, as decisions are: `responselevels.reports` words them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from responselevels.errors import InputError, Path
from responselevels.models.cases import WrittenCase
from responselevels.models.decisions import Decision
from responselevels.models.parts.cites import Clause
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

Entry = str | None | tuple[str | None, ...]
"""One thing that a decision has or should have: a code, an id, a row of a few of them."""

MET, VIOLATED = "met", "violated"
"""The two ways in which a case can exercise a requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One aspect in which a decision is not as expected: what is *missing*, what is *surplus*."""

    aspect: str
    missing: tuple[Entry, ...] = ()
    surplus: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of one case. *number* is its place in the file, from 0.

    There is a decision, or an error where the case cannot be read under the
    rules it is tried with. *exercised* holds the keys of the obligations that it
    exercised (`Requirement.key`).
    """

    number: int
    case: WrittenCase
    decision: Decision | None = None
    error: InputError | None = None
    differences: tuple[Difference, ...] = ()
    exercised: frozenset[str] = frozenset()

    @property
    def passed(self) -> bool:
        """Whether the decision is as the case expects."""
        return self.error is None and not self.differences


class Worded(Protocol):
    """What can be said in each language."""

    def worded(self, lang: str = "en") -> str:
        """Return what it says."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LawOutcome:
    """The outcome of holding one *law*, by its name, against one rules file, by its id.

    *broken* says what was found against it, None where nothing was; *history* is
    the smallest register in which it was found, a line for each thing in it, and *case_file*
    the same as a case file.
    """

    rules: str
    law: str
    broken: Worded | None = None
    history: tuple[str, ...] = ()
    case_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that a rule says, which cases can show to be met, or violated, or both.

    *kind* is ``transition``, ``ending``, ``floor`` or ``rules``; *what* the code
    of its sentence (``coverage.<what>``). *part* tells apart what a rule says
    several times. *sides* are the ways it can be exercised.
    """

    kind: str
    rule: str
    what: str
    part: str = ""
    sides: tuple[str, ...] = (MET, VIOLATED)
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)

    def key(self, side: str) -> str:
        """Return the name of the obligation to exercise this on one side."""
        return f"{self.kind}/{self.rule}/{self.what}/{self.part}/{side}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A requirement and how many cases met and violated it; None where that cannot be."""

    requirement: Requirement
    met: int | None
    violated: int | None

    @property
    def counts(self) -> tuple[int | None, int | None]:
        """Both numbers: met, violated."""
        return self.met, self.violated


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The share of a rules file that its cases exercise."""

    rules: Rules
    rows: tuple[Covered, ...]

    @property
    def obligations(self) -> int:
        """The number of things to exercise."""
        return sum(count is not None for row in self.rows for count in row.counts)

    @property
    def exercised(self) -> int:
        """The number of those that some case exercises."""
        return sum(bool(count) for row in self.rows for count in row.counts)

    @property
    def percent(self) -> float:
        """The share of those exercised, cut to one decimal, so that 100 means all."""
        if not self.obligations:
            return 100.0
        return self.exercised * 1000 // self.obligations / 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A rules file with one rule changed: where, how (``mutant.<code>``), and what came of it."""

    path: Path
    code: str
    facts: Mapping[str, object]
    rules: Rules
    cite: Clause | None = None

    @property
    def rule(self) -> str | None:
        """The id of the rule or table that is changed; None of the file as a whole."""
        if len(self.path) < 2 or self.path[0] not in {"transitions", "endings", "floors", "tables"}:
            return None
        named = self.facts.get("rule") or self.facts.get("table")
        return named.id if isinstance(named, Named) else None


Tallies = Mapping[str | None, tuple[int, int]]
"""How many changes of each rule the cases noticed, and how many not; None: of the file as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """Result of trying all mutants: how many the cases noticed, and which not.

    *unsound* mutants could not be loaded as rules and were not tried. *tallies* has the same
    rule by rule, in the order of the file.
    """

    noticed: int
    survivors: tuple[Mutant, ...]
    unsound: int
    tallies: Tallies = field(default_factory=dict)

    @property
    def tried(self) -> int:
        """The number of mutants tried."""
        return self.noticed + len(self.survivors)
