"""What looks wrong in facts and tables of criteria: ways around them, and what nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.core.world.criteria import compiled
from responselevels.errors import Path
from responselevels.models.parts.criteria import Table
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.rules import Rules, Transition
from responselevels.text.catalogue import Named


def criteria(rules: Rules) -> Iterator[Remark]:
    """Find ways around a binding table, levels that it never calls for, and what is not used."""
    tables = {table.id: table for table in rules.tables}
    for number, transition in enumerate(rules.transitions):
        path: Path = ("transitions", number)
        yield from _evading(rules, transition, path)
        asked = transition.requires.assessment
        if asked is not None and asked.table is not None:
            yield from _called(rules, transition, (asked, tables[asked.table]), path)
    yield from _unused(rules)


def _binding(transition: Transition) -> str | None:
    """Return the table that binds *transition*, if one does."""
    asked = transition.requires.assessment
    return asked.table if asked is not None and asked.binding else None


def _evading(rules: Rules, transition: Transition, path: Path) -> Iterator[Remark]:
    """Remark where *transition* leads to a level that another reaches only by a binding table."""
    for bound in rules.transitions:
        table = _binding(bound)
        if table is None or bound.tier != transition.tier or _binding(transition) == table:
            continue
        levels = tuple(Named("level", level) for level in transition.to if level in bound.to)
        if levels:
            yield remark(
                "criteria.evaded",
                path,
                transition=Named("transition", transition.id),
                bound=Named("transition", bound.id),
                table=Named("table", table),
                levels=levels,
            )


def _called(
    rules: Rules, transition: Transition, asking: tuple[AssessmentRule, Table], path: Path
) -> Iterator[Remark]:
    """Remark on levels of *transition* that its table calls for by no facts."""
    asked, table = asking
    called = {level for row in table.rows for level in row.levels}
    if not _idle(rules, table):
        called.update(table.otherwise or ())
    never = [level for level in transition.to if level not in called]
    facts = {"table": Named("table", table.id)}
    if len(never) == len(transition.to):
        yield remark("criteria.beside", (*path, "requires", "assessment", "table"), **facts)
    elif never and asked.binding:
        levels = tuple(Named("level", level) for level in never)
        yield remark("criteria.never", (*path, "to"), levels=levels, **facts)


def _idle(rules: Rules, table: Table) -> bool:
    """Say whether `otherwise` is there and for no facts at all."""
    made = compiled(table, rules.facts, _ranks(rules), lambda _cite: None)
    return table.otherwise is not None and made.sample_of(made.rows[-1]) is None


def _ranks(rules: Rules) -> dict[str, int]:
    return {level.id: rank for rank, level in enumerate(rules.levels)}


def _unused(rules: Rules) -> Iterator[Remark]:
    named = {name for table in rules.tables for row in table.rows for name in row.when}
    for number, fact in enumerate(rules.facts):
        if fact.id not in named:
            yield remark("fact.unused", ("facts", number), fact=Named("fact", fact.id))
    asked = {
        rule.requires.assessment.table
        for rule in rules.transitions
        if rule.requires.assessment is not None
    }
    for number, table in enumerate(rules.tables):
        facts = {"table": Named("table", table.id)}
        if table.id not in asked:
            yield remark("table.unused", ("tables", number), **facts)
        if _idle(rules, table):
            yield remark("criteria.otherwise", ("tables", number, "otherwise"), **facts)
