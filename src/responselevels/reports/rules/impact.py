"""Past orders that are decided differently under other rules (`impact`), for people and programs."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.comparison.impact import OrderImpact
from responselevels.models.decisions import Decision
from responselevels.models.times import instant_written
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale, message_of
from responselevels.reports.programs.json import findings_document
from responselevels.reports.programs.rules_documents import ImpactRow, JudgedDocument
from responselevels.text.catalogue import Named, Phrase


def _codes(decision: Decision | None) -> list[str]:
    return [] if decision is None else sorted({found.code for found in decision.findings})


def impact_document(one: OrderImpact, locale: Locale) -> ImpactRow:
    """Return how one order comes out under both files, for programs."""

    def side(decision: Decision) -> JudgedDocument:
        findings = findings_document(decision.findings, locale.of(decision))
        return {"verdict": decision.verdict.value, "findings": findings}

    problems = [problem.worded(locale.lang) for problem in one.problems]
    return {
        "order": one.order,
        "old": side(one.old),
        "new": None if one.new is None else side(one.new),
        "problems": problems,
        "acts": [
            {
                "action": act.action,
                "at": None if act.at is None else instant_written(act.at),
                "new": [verdict.value for verdict in act.verdicts],
                "because": list(act.reasons),
            }
            for act in one.acts
        ],
    }


def impact_rows(listed: list[OrderImpact], total: int, locale: Locale) -> Iterator[Row]:
    """Yield each listed order with the findings that go and come, and how many of *total* differ."""
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
    if not one.issued_otherwise:
        yield Row(locale.says("impact.alike", order=order, old=before), style="strong")
        yield from _act_rows(one, locale)
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
    yield from _act_rows(one, locale)


def _act_rows(one: OrderImpact, locale: Locale) -> Iterator[Row]:
    for act in one.acts:
        facts = {
            "at": act.at,
            "new": tuple(Phrase(f"diff.{verdict.value}") for verdict in act.verdicts),
            "reasons": tuple(Named("code", code) for code in act.reasons),
        }
        yield Row(locale.says(f"impact.{act.action}", **facts), indent=2)
