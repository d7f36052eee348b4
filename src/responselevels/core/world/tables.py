"""What is refused of facts and tables: each set of facts hits exactly one row (docs/semantics.md, section 11).

Overlaps are looked for in a table whose rows can be read, and gaps where no rows overlap. Each
is shown with a set of facts, so that its author sees what the rows say of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from responselevels.core.world.criteria import (
    MAX_ROWS,
    CompiledTable,
    Value,
    compiled,
    overlaps,
    uncovered,
)
from responselevels.core.world.facts import problems_in_asked, problems_in_fact
from responselevels.core.world.looking import Looks, repeated
from responselevels.errors import Path, Place, Problem
from responselevels.models.parts.criteria import Fact, FactValue, Row, Table
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Phrase


def problems_in_criteria(rules: Rules, looks: Looks) -> Iterator[Problem]:
    """Yield what is refused of the facts and tables of *rules*."""
    sound: dict[str, Fact] = {}
    for number, fact in enumerate(rules.facts):
        flawed = [*_listed(fact, ("facts", number))]
        yield from flawed
        # Of a fact that is wrong itself, nothing is concluded.
        if not flawed:
            sound.setdefault(fact.id, fact)
    for number, table in enumerate(rules.tables):
        path: Path = ("tables", number)
        flawed = [*_rows(table, looks, path), *_asked(table, sound, path)]
        for name, where in _named(table, path):
            flawed += looks.fact(name, where)
        yield from flawed
        if not flawed and all(name in sound for row in table.rows for name in row.when):
            yield from _fitting_once(_bare(table, sound), path)


def problems_in_use(
    asked: AssessmentRule, looks: Looks, path: Path, *, ends: bool
) -> Iterator[Problem]:
    """Yield what is refused of the table that an assessment is asked for with.

    *ends* says that an ending asks for it.
    """
    if asked.table is None:
        if "binding" in asked.model_fields_set:
            yield Problem(Place(path=(*path, "binding")), "binding.without_table")
    # An ending has no level of its own that facts could call for.
    elif ends:
        yield Problem(Place(path=(*path, "table")), "criteria.on_ending")
    else:
        yield from looks.table(asked.table, (*path, "table"))


def _listed(fact: Fact, path: Path) -> Iterator[Problem]:
    yield from problems_in_fact(fact, path)
    if fact.one_of is not None:
        where = (*path, "one_of")
        if not fact.one_of:
            yield Problem(Place(path=where), "list.empty")
        yield from repeated(fact.one_of, where)


def _rows(table: Table, looks: Looks, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the rows of a table, but for what they ask of facts."""
    where = (*path, "rows")
    if not table.rows:
        yield Problem(Place(path=where), "list.empty")
    if len(table.rows) > MAX_ROWS:
        facts = {"count": len(table.rows), "most": MAX_ROWS}
        yield Problem(Place(path=where), "criteria.too_long", facts)
    for number, row in enumerate(table.rows):
        yield from looks.some_levels(row.levels, (*where, number, "levels"))
        yield from looks.cited(row.cite, (*where, number))
        for name, asked in row.when.items():
            if isinstance(asked, tuple):
                place = (*where, number, "when", name)
                if not asked:
                    yield Problem(Place(path=place), "list.empty")
                yield from repeated(asked, place)
    if table.otherwise is not None:
        yield from looks.some_levels(table.otherwise, (*path, "otherwise"))
    yield from looks.cited(table.cite, path)


def _named(table: Table, path: Path) -> Iterator[tuple[str, Path]]:
    """Yield each fact that the rows of a table name, with its path."""
    for number, row in enumerate(table.rows):
        for name in row.when:
            yield name, (*path, "rows", number, "when", name)


def _asked(table: Table, sound: Mapping[str, Fact], path: Path) -> Iterator[Problem]:
    """Yield what is wrong with what the rows of a table ask of the facts that are known."""
    for number, row in enumerate(table.rows):
        for name, asked in row.when.items():
            if name in sound:
                where = (*path, "rows", number, "when", name)
                yield from problems_in_asked(sound[name], asked, where)


def _bare(table: Table, known: Mapping[str, Fact]) -> CompiledTable:
    """Return *table* compiled without its levels, which play no part in where it is for."""
    # Its levels may be unknown yet; overlaps and gaps are there or not whatever they are.
    rows = tuple(Row(when=row.when, levels=()) for row in table.rows)
    bare = Table(id=table.id, rows=rows, otherwise=None if table.otherwise is None else ())
    return compiled(bare, known.values(), {}, lambda _cite: None)


def _fitting_once(table: CompiledTable, path: Path) -> Iterator[Problem]:
    where = (*path, "rows")
    boxes = [row.box for row in table.rows if row.box is not None]
    crossing = [*overlaps(boxes)]
    for earlier, later, shared in crossing:
        facts = {
            "facts": stated_as(table.sample(shared)),
            "row": earlier + 1,
            "first": Place(path=(*where, earlier)),
        }
        yield Problem(Place(path=(*where, later)), "criteria.overlap", facts)
    # Gaps are found by counting, which is right only where no rows overlap; and `otherwise` has none.
    if crossing or len(boxes) < len(table.rows):
        return
    gap = uncovered(boxes, tuple(axis.whole for axis in table.axes))
    if gap is not None:
        facts = {"facts": stated_as(table.sample(gap))}
        yield Problem(Place(path=where), "criteria.gap", facts)


def stated_as(witness: Iterable[tuple[str, Value | FactValue]]) -> object:
    """Return a set of facts as it would stand in an assessment, for a sentence."""
    listed = tuple(f"`{name}: {value_as_written(value)}`" for name, value in witness)
    return listed or Phrase("phrase.any_facts")


def value_as_written(value: Value | FactValue) -> str:
    """Return a value of a fact as a file has it, without quotes.

    >>> value_as_written(Fraction("2.50")), value_as_written(True), value_as_written("fair")
    ('2.5', 'true', 'fair')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, Fraction):
        return str(value)
    whole, rest = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    # Bounds have at most nine decimals, and samples are bounds or whole numbers.
    digits = f"{int(rest * 10**9):09d}".rstrip("0")
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"
