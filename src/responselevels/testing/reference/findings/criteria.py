"""Criteria: which level the facts call for, by going through every set of facts (section 11).

Numbers lie dense, but a table can tell no more of them apart than its bounds do: each bound, one
between any two, one beyond each, and what is stated, are all that there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from responselevels.models.orders import Assessment
from responselevels.models.parts.cites import Cite
from responselevels.models.parts.criteria import Bounds, Fact, Table
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules, Transition
from responselevels.testing.reference.findings.asked import Asked
from responselevels.testing.reference.findings.cites import plain_cite
from responselevels.testing.reference.values import Finding, Remedy, facts_of

Value = Any
"""A number as an exact fraction, yes or no, or one of a list."""

Sets = dict[tuple[Value, ...], int]
"""Each set of facts, in the order of the table's facts, and the row that it hits, from 1."""


def criteria_findings(
    asked: Asked, proposal: IssueProposal, transition: Transition
) -> Iterator[Finding]:
    """Yield `criteria.missing` or `criteria.differs`; an assessment that counts is there.

    Section 11: "The sets of facts that agree with what it states *are left*, and the rows that they
    hit are the rows that are left." "among the rows left are some that have the proposed level and
    some that do not" "none of the rows left has the proposed level" "one that is stale still states
    its facts"
    """
    wanted, given = transition.requires.assessment, proposal.assessment
    if wanted is None or wanted.table is None or given is None:
        return
    rules = asked.ground.rules
    (table,) = [one for one in rules.tables if one.id == wanted.table]
    facts = facts_named(rules, table)
    stated = stated_of(facts, given)
    left = {
        values: row
        for values, row in sets_of(table, facts, stated).items()
        if all(stated.get(f.id, v) == v for f, v in zip(facts, values, strict=True))
    }
    rows = set(left.values())
    right = {row for row in rows if proposal.level in levels_of(table, row)}
    if right == rows:
        return
    if right:
        found = _missing(proposal, transition.id, (table, facts), left)
    else:
        binding = wanted.binding
        found = _differs(asked, proposal, transition.id, (table, rows), binding=binding)
    yield replace(found, cite=plain_cite(_cite_of(table, rows)))


def _cite_of(table: Table, rows: set[int]) -> Cite | None:
    """Return the cite of the one row that is left, if it has one, else that of the table.

    Section 11: "The clause is that of the one row that is left, if it is one and has a clause of
    its own; else that of the table; else that of section 9."
    """
    alone = min(rows) if len(rows) == 1 else 0
    of_row = table.rows[alone - 1].cite if 0 < alone <= len(table.rows) else None
    return of_row or table.cite


def _missing(
    proposal: IssueProposal, rule: str, asked: tuple[Table, list[Fact]], left: Sets
) -> Finding:
    """Return `criteria.missing`.

    Section 11: "`criteria.missing` names the facts that would decide: those not stated in which two
    sets of facts left can differ, in it alone, so that the one hits a row with the level and the
    other a row without."
    """
    table, facts = asked
    deciding = set()
    for place, fact in enumerate(facts):
        alone: dict[tuple[Value, ...], set[bool]] = {}
        for values, row in left.items():
            others = (*values[:place], *values[place + 1 :])
            alone.setdefault(others, set()).add(proposal.level in levels_of(table, row))
        if any(len(outcomes) == 2 for outcomes in alone.values()):
            deciding.add(fact.id)
    said = {"table": table.id, "level": proposal.level, "facts": tuple(deciding)}
    return Finding("criteria.missing", "pending", rule, facts_of(said))


def _differs(
    asked: Asked, proposal: IssueProposal, rule: str, hit: tuple[Table, set[int]], *, binding: bool
) -> Finding:
    """Return `criteria.differs`.

    Section 11: "`criteria.differs` names the rows left, by their numbers from 1 (`otherwise` is the
    one after the last), and all the levels that they have. Its remedies are the levels that every
    row left has, the least severe first." "deny; a note where the table is not `binding` for the
    transition"
    """
    table, rows = hit
    named = [set(levels_of(table, row)) for row in rows]
    order = asked.ground.levels
    said: dict[str, object] = {
        "table": table.id,
        "level": proposal.level,
        "rows": tuple(rows),
        "levels": tuple(set().union(*named)),
    }
    if not binding:
        said["variant"] = "advice"
    common = sorted(set.intersection(*named), key=order.index)
    remedies = tuple(Remedy("level", level) for level in common)
    effect = "deny" if binding else "note"
    return Finding("criteria.differs", effect, rule, facts_of(said), remedies=remedies)


# -- tables ----------------------------------------------------------------------------


def levels_of(table: Table, row: int) -> tuple[str, ...]:
    """Return the levels of *row*, counted from 1; `otherwise` comes after the last."""
    return table.rows[row - 1].levels if row <= len(table.rows) else table.otherwise or ()


def facts_named(rules: Rules, table: Table) -> list[Fact]:
    """Return the facts that the rows of *table* name.

    Section 11: "A fact that it leaves out may be anything; one that no row of the table names plays
    no part."
    """
    named = {fact for row in table.rows for fact in row.when}
    return [fact for fact in rules.facts if fact.id in named]


def is_number(fact: Fact) -> bool:
    """Say whether *fact* is a number."""
    return fact.type is None and fact.one_of is None


def stated_of(facts: list[Fact], given: Assessment) -> dict[str, Value]:
    """Return what the assessment states of *facts*, numbers as exact fractions."""
    return {
        fact.id: Fraction(given.facts[fact.id]) if is_number(fact) else given.facts[fact.id]
        for fact in facts
        if fact.id in given.facts
    }


def sets_of(table: Table, facts: list[Fact], stated: Mapping[str, Value]) -> Sets:
    """Return every set of facts that *table* or what is stated can tell apart, and its row."""
    values = [_values_of(fact, table, stated.get(fact.id)) for fact in facts]
    sets: Sets = {}
    for drawn in product(*values):
        held = {fact.id: value for fact, value in zip(facts, drawn, strict=True)}
        sets[drawn] = _row_of(table, held)
    return sets


def _row_of(table: Table, held: Mapping[str, Value]) -> int:
    """Return the row that the set of facts *held* hits.

    Section 11: "`otherwise` is for every set of facts that no row is for." "Each set of facts hits
    exactly one row, `otherwise` included."
    """
    hit = [
        number
        for number, row in enumerate(table.rows, start=1)
        if all(_within(held[fact], wanted) for fact, wanted in row.when.items())
    ]
    if not hit and table.otherwise is not None:
        return len(table.rows) + 1
    (row,) = hit
    return row


def _within(value: Value, wanted: object) -> bool:
    """Say whether *value* is one that a row takes.

    Section 11: "a range of a number from its least, included, to its `below`, excluded; yes or no;
    one or several of a list"
    """
    if isinstance(wanted, Bounds):
        least, most = wanted.from_, wanted.below
        above = least is None or Fraction(least) <= value
        return above and (most is None or value < Fraction(most))
    return value in wanted if isinstance(wanted, tuple) else value == wanted


def _values_of(fact: Fact, table: Table, stated: Value | None) -> list[Value]:
    """Return the values of *fact* that can be told apart.

    Section 11: "a number not less than the fact's `from`, where it has one, yes or no, one of its
    list" "Numbers are exact decimals, never rounded, and lie dense"
    """
    if not is_number(fact):
        return [False, True] if fact.one_of is None else list(fact.one_of)
    asked = [row.when.get(fact.id) for row in table.rows]
    ends = [end for one in asked if isinstance(one, Bounds) for end in (one.from_, one.below)]
    cuts = {Fraction(end) for end in (*ends, fact.from_, stated) if end is not None}
    numbers = sorted(cuts)
    found = {*numbers, numbers[-1] + 1, numbers[0] - 1}
    found |= {(one + other) / 2 for one, other in pairwise(numbers)}
    return sorted(v for v in found if fact.from_ is None or v >= Fraction(fact.from_))
