"""What two rules files say of facts, and which facts call for other levels by the new tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from responselevels.analysis.comparison.structure import Difference, only
from responselevels.core.world.criteria import CompiledRow
from responselevels.core.world.table_changes import held_together, kind_of
from responselevels.core.world.tables import stated_as
from responselevels.models.parts.criteria import Table
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named


def differing_criteria(old: Rules, new: Rules) -> Iterator[Difference]:
    """Yield how *old* and *new* differ in facts, in tables, and in what tables call for."""
    yield from only("fact", [one.id for one in old.facts], [one.id for one in new.facts])
    kinds = {fact.id: kind_of(fact) for fact in new.facts}
    for fact in old.facts:
        if kinds.get(fact.id, kind_of(fact)) != kind_of(fact):
            yield Difference("fact.changed", {"fact": Named("fact", fact.id)})
    yield from only("table", [one.id for one in old.tables], [one.id for one in new.tables])
    tables = {table.id: table for table in new.tables}
    for table in old.tables:
        if table.id in tables:
            yield from _calling((old, table), (new, tables[table.id]))


def _calling(old: tuple[Rules, Table], new: tuple[Rules, Table]) -> Iterator[Difference]:
    """Yield each pair of rows that have other levels, with a set of facts that hits both."""
    table = Named("table", old[1].id)
    held = held_together(old, new)
    if held is None:
        yield Difference("table.incomparable", {"table": table})
        return
    ranks, pairs = held
    names = [*ranks]
    for pair in pairs:
        if pair.old.levels != pair.new.levels:
            facts = {
                "table": table,
                "old": _levels(pair.old, names),
                "new": _levels(pair.new, names),
                "facts": stated_as(pair.example),
            }
            yield Difference("table.levels", facts)


def _levels(row: CompiledRow, names: Iterable[str]) -> tuple[Named, ...]:
    return tuple(Named("level", name) for rank, name in enumerate(names) if rank in row.levels)
