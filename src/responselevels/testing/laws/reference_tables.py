"""What a table of criteria calls for, worked out in the plainest way: by trying sets of facts.

See docs/semantics.md, section 11. Apart from the core, so that the two do not share a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from math import prod

from responselevels.models.parts.criteria import Bounds, Fact, FactAsked, FactValue, Row, Table
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.rules import Rules

MOST_SETS = 20_000
"""Of a table that has more sets of facts than this, nothing is said."""

_LITTLE = Fraction(1, 10**9)
"""No two numbers that can be written lie less apart."""


def table_of(rules: Rules, asked: AssessmentRule | None) -> Table | None:
    """Return the table that an assessment is held against, if it is."""
    name = None if asked is None else asked.table
    return next((table for table in rules.tables if table.id == name), None)


def levels_left(
    rules: Rules, table: Table, stated: Mapping[str, FactValue]
) -> list[frozenset[str]] | None:
    """Return the levels of each row that some set of facts hits which agrees with what is *stated*.

    None where there are too many sets to try.
    """
    values = _values_of(rules, table, stated)
    if prod(map(len, values.values())) > MOST_SETS:
        return None
    hit = {row: frozenset(levels) for row, levels, _case in _cases(table, values)}
    return list(hit.values())


def facts_calling_for(rules: Rules, table: Table, level: str) -> dict[str, FactValue]:
    """Return a set of facts that hits a row with *level*; none where none is found."""
    for _row, levels, case in islice(_cases(table, _values_of(rules, table, {})), MOST_SETS):
        if level in levels:
            return {name: _written(value) for name, value in case.items()}
    return {}


def _written(value: FactValue | Fraction) -> FactValue:
    if not isinstance(value, Fraction):
        return value
    return int(value) if value.denominator == 1 else f"{float(value):.9f}"


def _values_of(
    rules: Rules, table: Table, stated: Mapping[str, FactValue]
) -> dict[str, list[FactValue | Fraction]]:
    """Return the values to try of each fact that the table names."""
    named = {name for row in table.rows for name in row.when}
    return {
        fact.id: [stated[fact.id]] if fact.id in stated else [*_values(fact, table)]
        for fact in rules.facts
        if fact.id in named
    }


def _cases(
    table: Table, values: Mapping[str, Sequence[FactValue | Fraction]]
) -> Iterator[tuple[int, tuple[str, ...], Mapping[str, FactValue | Fraction]]]:
    """Yield each set of facts, with the row that it hits (-1: none) and its levels."""
    for some in product(*values.values()):
        case = dict(zip(values, some, strict=True))
        fitting = [number for number, row in enumerate(table.rows) if _fits(row, case)]
        for number in fitting or [-1]:
            yield number, table.rows[number].levels if fitting else table.otherwise or (), case


def _values(fact: Fact, table: Table) -> Iterator[FactValue | Fraction]:
    """Yield values of *fact*: all there are, or of a number those at the bounds and just beneath."""
    if fact.one_of is not None:
        yield from fact.one_of
    elif fact.type is not None:
        yield from (True, False)
    else:
        least = None if fact.from_ is None else Fraction(fact.from_)
        bounds = [
            Fraction(bound)
            for row in table.rows
            if isinstance(asked := row.when.get(fact.id), Bounds)
            for bound in (asked.from_, asked.below)
            if bound is not None
        ]
        tried = {near for bound in bounds for near in (bound, bound - _LITTLE)} | {least or 0}
        yield from sorted(Fraction(one) for one in tried if least is None or one >= least)


def _fits(row: Row, case: Mapping[str, FactValue | Fraction]) -> bool:
    return all(_is(case[name], asked) for name, asked in row.when.items())


def _is(value: FactValue | Fraction, asked: FactAsked) -> bool:
    if isinstance(asked, bool):
        return value is asked
    if isinstance(asked, str):
        return value == asked
    if isinstance(asked, tuple):
        return value in asked
    number = Fraction(value)
    return (asked.from_ is None or number >= Fraction(asked.from_)) and (
        asked.below is None or number < Fraction(asked.below)
    )
