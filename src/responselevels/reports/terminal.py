"""A decision for a person at a terminal: verdict, reasons, and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from responselevels.models.decisions import Decision, Finding
from responselevels.models.duties import DutyDue
from responselevels.models.parts.cites import Clause
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import Row
from responselevels.reports.frame.wording import (
    Locale,
    changes_worded,
    duties_worded,
    help_of,
    lapses_worded,
    measures_worded,
    message_of,
    overtakes_worded,
    remedy_worded,
    replaces_worded,
    rule_worded,
    sources_worded,
    where_worded,
)
from responselevels.text.catalogue import Named

_MARGIN = 2
_OUTER = (
    "deny",
    "pending",
    "note",
    "changes",
    "measures",
    "overtakes",
    "replaces",
    "duties",
    "lapses",
    "sources",
)
_INNER = ("clause", "rule", "where", "remedy", "or", "help")
_SHOWN = 24
"""Maximum number of rows of a kind that are written out; the rest are counted."""


def decision_rows(decision: Decision, locale: Locale) -> Iterator[Row]:
    """Yield what to show of *decision*, times in the offset of the proposal.

    The verdict comes first, then every finding with its effect and clause, then
    what would change, be overtaken, be replaced and have to be done (docs/semantics.md, section 3).
    """
    locale = locale.of(decision)
    yield headline(decision.proposal, decision, locale)
    yield Row(provenance(decision, locale), style="faint", indent=_MARGIN)
    yield from findings_rows(decision.findings, locale, decision.duties)
    outer = _Column(_OUTER, locale, indent=_MARGIN)
    yield from outer.listed("changes", changes_worded(decision, locale))
    yield from outer.listed("measures", measures_worded(decision, locale))
    yield from outer.listed("overtakes", overtakes_worded(decision, locale))
    yield from outer.listed("replaces", replaces_worded(decision, locale))
    yield from outer.listed("duties", duties_worded(decision, locale))
    yield from outer.listed("lapses", lapses_worded(decision, locale))


def headline(name: str, decision: Decision, locale: Locale) -> Row:
    """Return the line that names what was decided, and the verdict."""
    verdict = locale.says(f"cli.verdict.{decision.verdict.value}")
    key = "cli.headline.drill" if decision.drill else "cli.headline"
    facts: dict[str, object] = {"name": name, "verdict": verdict}
    if decision.track is not None:
        key, facts["track"] = f"{key}.track", Named("track", decision.track)
    return Row(locale.says(key, **facts), "", decision.verdict.value)


def provenance(decision: Decision, locale: Locale) -> str:
    """Return when it was decided, by which rules, and which rule fitted best."""
    rules = Named("scheme", decision.rules_id)
    if decision.transition is None:
        return locale.says("cli.decided.none", at=decision.decided_at, rules=rules)
    rule = Named("rule", decision.transition)
    return locale.says("cli.decided", at=decision.decided_at, rules=rules, rule=rule)


def findings_rows(
    findings: Sequence[Finding], locale: Locale, duties: Sequence[DutyDue] = ()
) -> Iterator[Row]:
    """Yield what to show of *findings*: effect, code, sentence, clause, places, remedies.

    The titles of the sources that they or *duties* cite come last, once each.
    """
    outer = _Column(_OUTER, locale, indent=_MARGIN)
    inner = _Column(_INNER, locale, indent=_MARGIN + outer.width, style="faint")
    for finding in findings:
        effect = finding.effect.value
        yield outer.row(effect, finding.code, style=effect)
        yield outer.row("", message_of(finding, locale))
        if finding.rule is not None:
            yield inner.row(_ground(finding.cite), rule_worded(finding.rule, finding.cite, locale))
        yield from inner.listed("where", where_worded(finding, locale))
        for number, remedy in enumerate(finding.remedies):
            yield inner.row("or" if number else "remedy", remedy_worded(remedy, locale))
        if not finding.remedies:
            yield inner.row("help", help_of(finding, locale))
    yield from outer.listed("sources", sources_worded(findings, locale, duties))


def _ground(cite: Clause | None) -> str:
    """Return the label of what a finding comes from: a clause, or a rule that the source is silent on."""
    return "rule" if cite is None or cite.clause is None else "clause"


def tally_row(counts: Mapping[str, int], locale: Locale) -> Row:
    """Return the last line of several: how many of each verdict, and how many unreadable."""
    kinds = [kind for kind in ("permit", "pending", "deny", "unread") if counts.get(kind)]
    parts = tuple(locale.says(f"cli.tally.{kind}", count=counts[kind]) for kind in kinds)
    total = sum(counts.values())
    return Row(locale.says("cli.tally", total=total, parts=parts), style="strong")


class _Column:
    """Labels of one kind beneath each other, their texts aligned."""

    def __init__(
        self, labels: tuple[str, ...], locale: Locale, *, indent: int, style: str = "strong"
    ) -> None:
        self._words = {label: locale.says(f"cli.label.{label}") for label in labels}
        self._reader = locale
        self._indent = indent
        self._style = style
        self.width = max(map(cells, self._words.values())) + 2

    def row(self, label: str, text: str, *, style: str | None = None) -> Row:
        if not label:
            return Row(text, indent=self._indent, column=self.width)
        return Row(text, self._words[label], style or self._style, self._indent, self.width)

    def listed(self, label: str, texts: list[str]) -> Iterator[Row]:
        for number, text in enumerate(texts[:_SHOWN]):
            yield self.row("" if number else label, text)
        if len(texts) > _SHOWN:
            yield self.row("", self._reader.says("cli.more", count=len(texts) - _SHOWN))
