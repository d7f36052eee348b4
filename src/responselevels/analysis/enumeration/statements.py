"""What an assessment states: a statement of facts for each way in which tables can be met or not.

A decision looks at facts only to see what the rows that they leave say of the level proposed:
all call for it, some do, or none (docs/semantics.md, section 11). Statements that are judged
alike by every table are one class. Of one table, a set of facts of each row and the statement
that says nothing show all there is; of several, facts are stated and left out in every way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod

from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.core.world.criteria import (
    Axis,
    Call,
    Value,
    axis_of,
    call_for,
    compiled,
)
from responselevels.core.world.tables import value_as_written
from responselevels.models.base import GREATEST
from responselevels.models.parts.criteria import Fact, FactValue, Table
from responselevels.models.rules import Rules, Transition

Statement = tuple[tuple[str, FactValue], ...]
"""Facts with the value that is stated of each, in the order of the file."""

NOTHING: Statement = ()

MOST_STATEMENTS = 4096
"""Where several tables count, facts can be stated in so many ways at most; more are not enumerated."""


def written_value(value: Value) -> FactValue:
    """Return *value* as an assessment states it."""
    if isinstance(value, bool | str):
        return value
    whole = value.denominator == 1 and abs(value) <= GREATEST
    return int(value) if whole else value_as_written(value)


class Statements:
    """The statements to look at for one level, under the tables that *asking* rules ask for."""

    def __init__(
        self, asking: Iterable[tuple[Rules, Transition]], facts: Sequence[Fact], level: str
    ) -> None:
        """Take rules with the file of each, the *facts* that all files share, and the level asked about."""
        written = _tables(asking)
        self._tables = [
            compiled(table, known, {name: int(name == level) for name in _levels_of(table)}, _bare)
            for table, known in written
        ]
        named = {name for table, _known in written for row in table.rows for name in row.when}
        self._shared = [fact for fact in facts if fact.id in named]
        self._alone = len(self._tables) == 1 and len(self._shared) == len(named)
        self._rows = [row for table, _known in written for row in table.rows]
        self._known: dict[tuple[Call, ...], Statement] | None = None

    @property
    def asked(self) -> bool:
        """Whether some table is asked for at all."""
        return bool(self._tables)

    @property
    def all(self) -> tuple[Statement, ...]:
        """One statement for each class, the one that states nothing first.

        Raises:
            TooManyClasses: facts can be stated in more ways than can be enumerated.
        """
        return tuple(self._by_call().values())

    def like(self, statement: Statement) -> Statement:
        """Return what stands for *statement* among all."""
        return self._by_call()[self.judged(statement)]

    def judged(self, statement: Statement) -> tuple[Call, ...]:
        """Return what each table says of the level, by what is stated."""
        stated = dict(statement)
        return tuple(
            # The level asked about has rank 1, all others 0.
            call_for(table.left(table.box_of(stated)), 1)
            for table in self._tables
        )

    def _by_call(self) -> dict[tuple[Call, ...], Statement]:
        if self._known is None:
            self._known = {}
            for statement in sorted(self._candidates(), key=len):
                self._known.setdefault(self.judged(statement), statement)
        return self._known

    def _candidates(self) -> Iterator[Statement]:
        yield NOTHING
        if self._alone:
            (table,) = self._tables
            for row in table.rows:
                yield tuple((name, written_value(v)) for name, v in table.sample_of(row) or ())
            return
        axes = [axis_of(fact, self._rows) for fact in self._shared]
        if prod(len(axis.samples) + 1 for axis in axes) > MOST_STATEMENTS:
            raise TooManyClasses
        yield from _stated_or_not(axes)


def _stated_or_not(axes: Sequence[Axis]) -> Iterator[Statement]:
    for values in product(*((None, *axis.samples) for axis in axes)):
        pairs = zip(axes, values, strict=True)
        yield tuple((axis.fact, written_value(v)) for axis, v in pairs if v is not None)


def _tables(asking: Iterable[tuple[Rules, Transition]]) -> list[tuple[Table, tuple[Fact, ...]]]:
    """Return the tables that *asking* rules ask for, each once, with the facts of their files."""
    found: list[tuple[Table, tuple[Fact, ...]]] = []
    for rules, rule in asking:
        asked = rule.requires.assessment
        if asked is not None and asked.table is not None:
            table = next(one for one in rules.tables if one.id == asked.table)
            if (table, rules.facts) not in found:
                found.append((table, rules.facts))
    return found


def _levels_of(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield from row.levels
    yield from table.otherwise or ()


def _bare(_cite: object) -> None:
    """Cite nothing: clauses play no part in what is judged."""
