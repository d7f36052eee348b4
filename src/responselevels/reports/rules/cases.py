"""Outcomes of cases: for a person what differs and why, and the same for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from responselevels.analysis.casework.outcomes import Difference, Entry, Outcome
from responselevels.errors import Place
from responselevels.models.times import instant_of
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale, named
from responselevels.reports.programs.json import decision_document, problems_document
from responselevels.reports.programs.rules_documents import CaseDifferenceDocument, CaseDocument
from responselevels.reports.terminal import decision_rows
from responselevels.text.catalogue import Named, Phrase

_ASPECTS = (
    "verdict",
    "transition",
    "findings",
    "changes",
    "overtakes",
    "replaces",
    "duties",
    "completions",
    "remedies",
    "provisional_until",
)
_MARGIN = 2
_SINGLE = {"verdict", "transition", "provisional_until"}


def outcome_rows(outcome: Outcome, place: Place, locale: Locale) -> Iterator[Row]:
    """Yield what to show of a case that did not come out as expected.

    First what differs, aspect by aspect; then the decision with its reasons.
    """
    where = str(replace(place, column=None, path=()))
    if outcome.error is not None or outcome.decision is None:
        yield Row(locale.says("cases.unread", place=where, name=outcome.case.name), style="deny")
        if outcome.error is not None:
            for line in outcome.error.worded(locale.lang).splitlines():
                yield Row(line, indent=_MARGIN)
        return
    yield Row(locale.says("cases.failed", place=where, name=outcome.case.name), style="deny")
    own = locale.of(outcome.decision)
    width = max(cells(own.says(f"cases.aspect.{aspect}")) for aspect in _ASPECTS) + 2
    for difference in outcome.differences:
        yield from _difference_rows(difference, own, width)
    yield Row(own.says("cases.decision"), style="faint", indent=_MARGIN)
    for row in decision_rows(outcome.decision, locale):
        yield replace(row, indent=row.indent + 2 * _MARGIN)


def _difference_rows(difference: Difference, locale: Locale, width: int) -> Iterator[Row]:
    label = locale.says(f"cases.aspect.{difference.aspect}")
    for number, text in enumerate(_texts(difference, locale)):
        yield Row(text, "" if number else label, "" if number else "strong", _MARGIN, width)


def _texts(difference: Difference, locale: Locale) -> Iterator[str]:
    def words(entry: Entry) -> object:
        return entry_fact(difference.aspect, entry)

    if difference.aspect in _SINGLE:
        missing, surplus = words(difference.missing[0]), words(difference.surplus[0])
        yield locale.says("cases.instead", missing=missing, surplus=surplus)
        return
    for entry in difference.missing:
        yield locale.says("cases.missing", entry=words(entry))
    for entry in difference.surplus:
        yield locale.says("cases.surplus", entry=words(entry))


def entry_fact(aspect: str, entry: Entry) -> object:
    """Return one thing that a decision has, or should have, as a fact for a sentence."""
    if entry is None:
        return Phrase("cases.entry.none")
    if isinstance(entry, str):
        if aspect == "verdict":
            return Phrase(f"cli.verdict.{entry}")
        if aspect == "provisional_until":
            return instant_of(entry)
        kinds = {"transition": "rule", "overtakes": "order", "replaces": "order"}
        return Named(kinds.get(aspect, "code"), entry)
    if aspect == "changes":
        return _change_fact(entry)
    if aspect == "remedies":
        return _remedy_fact(entry)
    return named("body", tuple(filter(None, entry))) or Phrase("cases.entry.none")


def _change_fact(entry: tuple[str | None, ...]) -> object:
    area, before, after, start, end = entry
    facts: dict[str, object] = {
        "area": Named("area", str(area)),
        "before": Named("level", str(before)),
        "after": Named("level", str(after)),
    }
    if not start and end == "":
        return Phrase("cases.entry.change", facts)
    if not start:
        return Phrase("cases.entry.change.until", {**facts, "end": _end(end)})
    if end == "":
        return Phrase("cases.entry.change.from", {**facts, "start": instant_of(start)})
    return Phrase("cases.entry.change.timed", {**facts, **_span(start, end)})


def _remedy_fact(entry: tuple[str | None, ...]) -> object:
    kind, *rest = entry
    if kind == "level":
        return Named("level", str(rest[0]))
    if kind == "period":
        return Phrase("cases.entry.period", _span(str(rest[0]), rest[1]))
    return Phrase("cases.entry.scope", {"areas": named("area", tuple(filter(None, rest)))})


def _span(start: str, end: str | None) -> Mapping[str, object]:
    return {"start": instant_of(start), "end": _end(end)}


def _end(end: str | None) -> object:
    return Phrase("cases.entry.open") if end is None else instant_of(end)


def tally_rows(counts: Mapping[str, int], files: int, locale: Locale) -> Iterator[Row]:
    """Yield the last line: how many cases came out as expected, how many not."""
    kinds = [kind for kind in ("passed", "failed", "unread") if counts.get(kind)]
    parts = tuple(locale.says(f"cases.tally.{kind}", count=counts[kind]) for kind in kinds)
    total = counts.get("passed", 0) + counts.get("failed", 0)
    style = "permit" if kinds == ["passed"] else "deny"
    yield Row(locale.says("cases.tally", total=total, files=files, parts=parts), style=style)


def outcome_document(outcome: Outcome, place: Place, locale: Locale) -> CaseDocument:
    """Return what came out of one case, for programs."""
    document: CaseDocument = {
        "file": place.file,
        "line": place.line,
        "name": outcome.case.name,
        "passed": outcome.passed,
        "differences": [_difference_document(each) for each in outcome.differences],
        "decision": None,
    }
    if outcome.decision is not None:
        document["decision"] = decision_document(outcome.decision, locale.lang, locale.titles)
    if outcome.error is not None:
        document["error"] = problems_document(outcome.error, locale.lang)
    return document


def _difference_document(difference: Difference) -> CaseDifferenceDocument:
    return {
        "aspect": difference.aspect,
        "missing": _plain(difference.missing),
        "surplus": _plain(difference.surplus),
    }


def _plain(entries: Sequence[Entry]) -> list[str | list[str | None] | None]:
    return [list(entry) if isinstance(entry, tuple) else entry for entry in entries]


def spaced(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield *rows* and a blank line after them."""
    yield from rows
    yield BLANK
