"""`responselevels impact`: past orders that come out differently under new rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from responselevels.analysis.comparison.impact import OrderImpact
from responselevels.analysis.comparison.impact import impact as replayed
from responselevels.cli.frame import options
from responselevels.cli.frame.inputs import read_inputs
from responselevels.cli.frame.locales import locale_of
from responselevels.cli.frame.status import Status
from responselevels.models.decisions import Decision
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale, message_of
from responselevels.reports.programs.json import findings_document, one_line
from responselevels.text.catalogue import Named, Phrase


def impact(lang: str, *, old: str, new: str | None, areas: str, orders: str, as_json: bool) -> int:
    """Decide *orders* under both files and print those that differ; return the exit status."""
    old, new = options.both_rules(old, new, lang)
    before, after = read_inputs(old, areas, orders), read_inputs(new, areas, None)
    found = before.located(lambda: list(replayed(before.scheme, after.scheme, before.orders)))
    listed = [one for one in found if one.differs]
    locale = locale_of(lang, before.titles)
    if as_json:
        sys.stdout.write(one_line([_document(one, locale) for one in listed]) + "\n")
    else:
        show(_rows(listed, len(found), locale), sys.stdout)
    return Status.DENIED if listed else Status.PERMITTED


def _codes(decision: Decision | None) -> list[str]:
    return [] if decision is None else sorted({found.code for found in decision.findings})


def _document(one: OrderImpact, locale: Locale) -> dict[str, Any]:
    def side(decision: Decision | None) -> dict[str, Any] | None:
        if decision is None:
            return None
        findings = findings_document(decision.findings, locale.of(decision))
        return {"verdict": decision.verdict.value, "findings": findings}

    problems = [problem.worded(locale.lang) for problem in one.problems]
    return {
        "order": one.order,
        "old": side(one.old),
        "new": side(one.new),
        "problems": problems,
    }


def _rows(listed: list[OrderImpact], total: int, locale: Locale) -> Iterator[Row]:
    for one in listed:
        yield from _order_rows(one, locale)
        yield BLANK
    yield Row(locale.says("impact.tally", total=total, differing=len(listed)), style="strong")


def _order_rows(one: OrderImpact, locale: Locale) -> Iterator[Row]:
    order, before = Named("order", one.order), Phrase(f"diff.{one.old.verdict.value}")
    if one.new is None:
        yield Row(locale.says("impact.unread", order=order, old=before), style="strong")
        yield from (Row(problem.worded(locale.lang), indent=2) for problem in one.problems)
        return
    key = "impact.same" if one.old.verdict == one.new.verdict else "impact.differs"
    now = Phrase(f"diff.{one.new.verdict.value}")
    yield Row(locale.says(key, order=order, old=before, new=now), style="strong")
    for label, decision, other in (("gone", one.old, one.new), ("come", one.new, one.old)):
        for finding in decision.findings:
            if finding.code not in _codes(other):
                text = message_of(finding, locale.of(decision))
                label_text = locale.says(f"impact.{label}")
                yield Row(
                    locale.says("impact.finding", code=finding.code, says=text),
                    label_text,
                    "faint",
                    2,
                    12,
                )
