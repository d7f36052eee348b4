"""Mutants of a table of criteria: a bound moved, a level that a row calls for taken out or put in.

A bound is moved in every row that has it, so that the rows still fit together; whatever does
not is not sound, and is not tried. Levels to which no transition leads by the table are left
alone: no case could notice them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from responselevels.analysis.casework.outcomes import Mutant
from responselevels.core.world.criteria import Axis, axis_of, compiled, number_of
from responselevels.core.world.scheme import clause_of
from responselevels.core.world.tables import stated_as, value_as_written
from responselevels.errors import Path
from responselevels.models.base import GREATEST
from responselevels.models.parts.criteria import Bounds, Fact, FactAsked, Row, Table
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

ChangedTable = tuple[Path, str, Mapping[str, object], Table]
"""Where in the table, the code, its facts, and the table as a whole, changed."""

_STEP = 1
"""Bounds are moved by one: most facts are counted."""


def mutants_of_tables(rules: Rules) -> Iterator[Mutant]:
    """Yield the rules with each change of each table."""
    for number, table in enumerate(rules.tables):
        for path, code, facts, changed in changed_tables(table, rules):
            listed = list(rules.tables)
            listed[number] = changed
            yield Mutant(
                path=("tables", number, *path),
                code=code,
                facts=facts,
                rules=rules.model_copy(update={"tables": tuple(listed)}),
                cite=clause_of(table.cite),
            )


def changed_tables(table: Table, rules: Rules) -> Iterator[ChangedTable]:
    """Yield each change of *table* that some case might notice; some may not be sound."""
    yield from _levels(table, rules)
    for fact in rules.facts:
        axis = axis_of(fact, table.rows)
        for cut in axis.cuts or ():
            yield from _moved(table, fact, axis, cut)


def _levels(table: Table, rules: Rules) -> Iterator[ChangedTable]:
    led_to = {
        level
        for rule in rules.transitions
        if rule.requires.assessment is not None and rule.requires.assessment.table == table.id
        for level in rule.to
    }
    every = [level.id for level in rules.levels if level.id in led_to]
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    made = compiled(table, rules.facts, ranks, lambda _cite: None)
    listed = [row.levels for row in table.rows]
    if table.otherwise is not None:
        listed.append(table.otherwise)
    for place, (row, levels) in enumerate(zip(made.rows, listed, strict=True)):
        example = made.sample_of(row)
        if example is None:
            continue  # `otherwise` is for no facts at all
        facts = {"table": Named("table", table.id), "row": place + 1, "facts": stated_as(example)}
        path: Path = ("otherwise",) if row.box is None else ("rows", place, "levels")
        for level in every:
            if level not in levels:
                code, changed = "row.added", (*levels, level)
            elif len(levels) > 1:
                code, changed = "row.dropped", tuple(one for one in levels if one != level)
            else:
                continue
            about = {**facts, "level": Named("level", level)}
            yield path, code, about, _with_levels(table, place, changed)


def _with_levels(table: Table, place: int, levels: tuple[str, ...]) -> Table:
    if place == len(table.rows):
        return table.model_copy(update={"otherwise": levels})
    rows = list(table.rows)
    rows[place] = rows[place].model_copy(update={"levels": levels})
    return table.model_copy(update={"rows": tuple(rows)})


def _moved(table: Table, fact: Fact, axis: Axis, cut: Fraction) -> Iterator[ChangedTable]:
    number = next(n for n, row in enumerate(table.rows) if _has(row.when.get(fact.id), cut))
    path: Path = ("rows", number, "when", fact.id)
    about = {"table": Named("table", table.id), "fact": Named("fact", fact.id)}
    for code, to in (("bound.higher", cut + _STEP), ("bound.lower", cut - _STEP)):
        # What is told apart: the values that lie between the bound and where it was moved.
        told = value_as_written(min(cut, to))
        facts = {**about, "bound": value_as_written(cut), "to": value_as_written(to), "told": told}
        rows = tuple(_with_bound(row, axis.fact, cut, to) for row in table.rows)
        yield path, code, facts, table.model_copy(update={"rows": rows})


def _has(asked: FactAsked | None, cut: Fraction) -> bool:
    return isinstance(asked, Bounds) and cut in _numbers(asked)


def _numbers(asked: Bounds) -> list[Fraction]:
    return [number_of(bound) for bound in (asked.from_, asked.below) if bound is not None]


def _with_bound(row: Row, fact: str, cut: Fraction, to: Fraction) -> Row:
    asked = row.when.get(fact)
    if not isinstance(asked, Bounds) or cut not in _numbers(asked):
        return row
    whole = to.denominator == 1 and abs(to) <= GREATEST
    written = int(to) if whole else value_as_written(to)
    update = {
        name: written
        for name in ("from_", "below")
        if (bound := getattr(asked, name)) is not None and number_of(bound) == cut
    }
    when = {**row.when, fact: asked.model_copy(update=update)}
    return row.model_copy(update={"when": when})
