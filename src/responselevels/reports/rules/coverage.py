"""Coverage of a rules file as a table."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.casework.outcomes import Coverage, Covered
from responselevels.models.rules import Rules
from responselevels.reports.frame.layout import WIDTH, cells
from responselevels.reports.frame.rows import Columns, Row
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.rules_documents import CoverageDocument
from responselevels.text.catalogue import Named

_MARGIN = 2


def coverage_rows(coverage: Coverage, locale: Locale) -> Iterator[Row | Columns]:
    """Yield a table: each thing that the rules say, and in how many cases it is met and violated."""
    locale = in_zone_of(coverage.rules, locale)
    yield Row(_title(coverage, locale), style="strong")
    heads = (locale.says("coverage.met"), locale.says("coverage.violated"))
    never = cells(locale.says("coverage.never"))
    sides = tuple(max(cells(head), never) for head in heads)
    widths = (WIDTH - sum(sides) - 3 * 2, *sides)
    yield Columns((locale.says("coverage.head"), *heads), widths, ("faint",) * 3)
    group = None
    for row in coverage.rows:
        if group != (row.requirement.kind, row.requirement.rule):
            group = (row.requirement.kind, row.requirement.rule)
            kind, rule = group
            yield Row(locale.says(f"coverage.kind.{kind}", rule=Named("rule", rule)), indent=0)
        yield _covered_columns(row, locale, widths)


def in_zone_of(rules: Rules, locale: Locale) -> Locale:
    """Return the same reader with times in the offset that the file's `valid` is written in."""
    valid = rules.valid
    written = None if valid is None else valid.from_ or valid.to
    return locale.within(written)


def _title(coverage: Coverage, locale: Locale) -> str:
    return locale.says(
        "coverage.title",
        rules=Named("scheme", coverage.rules.id),
        exercised=coverage.exercised,
        obligations=coverage.obligations,
        percent=coverage.percent,
    )


def _covered_columns(row: Covered, locale: Locale, widths: tuple[int, ...]) -> Columns:
    one = row.requirement
    text = locale.says(f"coverage.{one.what}", **one.facts)
    inside = one.part.count(".") + 1 if one.what.endswith(".part") else 0
    counts = tuple(_count_worded(count, locale) for count in row.counts)
    styles = tuple("deny" if count == 0 else "" for count in row.counts)
    indent = _MARGIN * (1 + inside)
    return Columns((text, *counts), widths, ("", *styles), indent)


def _count_worded(count: int | None, locale: Locale) -> str:
    if count is None:
        return "-"
    return str(count) if count else locale.says("coverage.never")


def coverage_document(coverage: Coverage) -> CoverageDocument:
    """Return the coverage of one rules file, for programs; null where a side cannot be."""
    return {
        "rules": coverage.rules.id,
        "percent": coverage.percent,
        "exercised": coverage.exercised,
        "obligations": coverage.obligations,
        "requirements": [
            {
                "kind": row.requirement.kind,
                "rule": row.requirement.rule,
                "what": row.requirement.what,
                "part": row.requirement.part,
                "met": row.met,
                "violated": row.violated,
            }
            for row in coverage.rows
        ],
    }
