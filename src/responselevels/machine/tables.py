"""The rules as a table, in Markdown or CSV: one row for each transition and ending.

In Markdown the tables of criteria follow, each by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from responselevels.errors import expect, spoken
from responselevels.machine.rule_writer import NOTHING, RuleWriter
from responselevels.models.parts.criteria import Table
from responselevels.models.rules import Rules
from responselevels.text.catalogue import worded
from responselevels.text.escaping import in_csv, in_markdown

_COLUMNS = (
    "rule",
    "tier",
    "from",
    "to",
    "issuers",
    "assessment",
    "approval",
    "period",
    "scope",
    "clause",
)


def table(rules: Rules, lang: str = "en") -> str:
    """Return the transitions and endings of *rules* as a Markdown table, and then its tables of criteria."""
    expect("rules", rules, Rules)
    spoken(lang)
    writer = RuleWriter(rules, lang, in_markdown)
    listed = [_in_rows(_rows(rules, lang, in_markdown))]
    for criteria in rules.tables:
        title = writer.titled(criteria.id, {criteria.id: criteria.title})
        listed.append(f"{title}\n\n{_in_rows(_criteria_rows(criteria, writer))}")
    return "\n".join(listed)


def _in_rows(rows: Sequence[Sequence[str]]) -> str:
    heads, *rest = rows
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, ["---"] * len(heads), *rest))


def _criteria_rows(criteria: Table, writer: RuleWriter) -> list[list[str]]:
    """Return a table of criteria: a column for each fact that it names, the levels and the clause."""
    named = {name for row in criteria.rows for name in row.when}
    facts = {fact.id: fact.title for fact in writer.rules.facts if fact.id in named}
    heads = [writer.titled(name, facts) for name in facts]
    rows = [
        [
            str(number),
            *(writer.asked(row.when.get(name)) for name in facts),
            writer.any_of(row.levels, writer.levels),
            NOTHING if (cite := row.cite or criteria.cite) is None else writer.clause(cite),
        ]
        for number, row in enumerate(criteria.rows, 1)
    ]
    if criteria.otherwise is not None:
        rest = [writer.say("otherwise"), *([""] * (len(heads) - 1))] if heads else []
        levels = writer.any_of(criteria.otherwise, writer.levels)
        clause = NOTHING if criteria.cite is None else writer.clause(criteria.cite)
        rows.append([str(len(rows) + 1), *rest, levels, clause])
    return [[writer.say("row"), *heads, writer.say("levels"), writer.say("clause")], *rows]


def csv_table(rules: Rules, lang: str = "en") -> str:
    """Return the same table as CSV, for spreadsheets: where nothing is asked, the cell is empty."""
    expect("rules", rules, Rules)
    spoken(lang)
    rows = _rows(rules, lang, str)
    return in_csv(["" if cell == NOTHING else cell for cell in row] for row in rows)


def _rows(rules: Rules, lang: str, cell: Callable[[str], str]) -> list[list[str]]:
    writer = RuleWriter(rules, lang, cell)
    return [
        [worded(f"diagram.{column}", {}, lang) for column in _COLUMNS],
        *(writer.transition(transition) for transition in rules.transitions),
        *(writer.ending(ending) for ending in rules.endings),
    ]
