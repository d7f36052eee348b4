"""A decision in prose: what was decided, why, by which clause, and what would put it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from responselevels.models.decisions import Decision, Finding
from responselevels.models.parts.cites import Clause, Source
from responselevels.models.telling import grounded
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import (
    Locale,
    changes_worded,
    cited,
    clause_worded,
    duties_worded,
    help_of,
    lapses_worded,
    measures_worded,
    message_of,
    overtakes_worded,
    remedy_worded,
    replaces_worded,
    where_kind,
    where_worded,
)
from responselevels.text.catalogue import Named
from responselevels.text.dates import WRITTEN_OUT, day_worded, zone_worded

_INDENT = 3
_SHOWN = 24


def explained(decision: Decision, locale: Locale, sources: Mapping[str, Source]) -> Iterator[Row]:
    """Yield *decision* as paragraphs, with the clause behind every finding.

    *sources* are the documents that the rules cite: their publishers and days
    of issue are named with the clause.
    """
    locale = replace(locale.of(decision), prose=True)
    papers = _Sources(sources, set())
    yield _verdict_row(decision, locale)
    if decision.drill:
        yield Row(locale.says("cli.prose.drill"))
    if decision.track is not None:
        track = Named("track", decision.track)
        yield Row(locale.says("cli.prose.track", track=track))
    yield Row(_provenance(decision, locale))
    if locale.lang in WRITTEN_OUT:
        yield Row(locale.says("cli.prose.zone", zone=zone_worded(locale.zone, locale.lang)))
    for number, finding in enumerate(decision.findings, 1):
        yield BLANK
        yield from _finding_rows(number, finding, locale, papers)
    parts = (
        ("changes", changes_worded(decision, locale)),
        ("measures", measures_worded(decision, locale)),
        ("overtakes", overtakes_worded(decision, locale)),
        ("replaces", replaces_worded(decision, locale)),
        ("duties", duties_worded(decision, locale, papers.cited)),
        ("lapses", lapses_worded(decision, locale)),
    )
    for part, texts in parts:
        if texts:
            yield BLANK
            yield Row(locale.says(f"cli.prose.{part}"))
            yield from _bullets(texts, locale)


def _verdict_row(decision: Decision, locale: Locale) -> Row:
    weighing = [finding for finding in decision.findings if finding.effect.value != "note"]
    key = f"cli.prose.{decision.verdict.value}"
    if decision.verdict.value == "permit" and decision.findings:
        key += ".noted"
    text = locale.says(key, proposal=Named("proposal", decision.proposal), count=len(weighing))
    return Row(text, style=decision.verdict.value)


def _provenance(decision: Decision, locale: Locale) -> str:
    facts = {"at": decision.decided_at, "rules": Named("scheme", decision.rules_id)}
    if decision.transition is None:
        return locale.says("cli.prose.rule.none", **facts)
    return locale.says("cli.prose.rule", rule=Named("rule", decision.transition), **facts)


def _finding_rows(
    number: int, finding: Finding, locale: Locale, sources: _Sources
) -> Iterator[Row]:
    effect = finding.effect.value
    lead = locale.says(f"cli.prose.effect.{effect}", code=finding.code)
    yield Row(lead, f"{number}.", effect, 0, _INDENT)
    yield _paragraph(_sentence(message_of(finding, locale), locale))
    yield _paragraph(_ground(finding, locale, sources))
    if finding.where:
        yield _paragraph(locale.says(f"cli.prose.{where_kind(finding)}"))
        yield from _bullets(where_worded(finding, locale), locale)
    yield _paragraph(locale.says("cli.prose.help", help=help_of(finding, locale)))
    if finding.remedies:
        yield _paragraph(locale.says("cli.prose.remedies"))
        yield from _bullets([remedy_worded(each, locale) for each in finding.remedies], locale)


def _ground(finding: Finding, locale: Locale, sources: _Sources) -> str:
    if finding.rule is None:
        return locale.says("cli.prose.ground.none")
    rule = Named("rule", finding.rule)
    if finding.cite is None:
        return locale.says("cli.prose.ground.rule", rule=rule)
    clause = sources.cited(finding.cite, locale)
    return locale.says(grounded("cli.prose.ground", finding.cite), rule=rule, clause=clause)


@dataclass(frozen=True, slots=True)
class _Sources:
    """The documents that the rules cite, and which of them this text has named in full."""

    known: Mapping[str, Source]
    named: set[str]

    def cited(self, cite: Clause, locale: Locale) -> str:
        """Return the clause and its source: at first in full, then by the short title."""
        source = self.known.get(cite.source)
        short = locale.titles(Named("short", cite.source), locale.lang)
        if source is None or (short is not None and cite.source in self.named):
            return clause_worded(cite, locale)
        self.named.add(cite.source)
        title, origin = source.title.in_(locale.lang), _origin(source, short, locale)
        return cited(cite, title, origin, locale)


def _origin(source: Source, short: str | None, locale: Locale) -> str:
    facts: dict[str, object] = {}
    if source.publisher is not None:
        facts["publisher"] = source.publisher.in_(locale.lang)
    if source.issued is not None:
        facts["issued"] = day_worded(source.issued, locale.lang)
    if short is not None:
        facts["short"] = short
    parts = tuple(locale.worded(f"cli.origin.{part}", {part: facts[part]}) for part in facts)
    return locale.says("cli.origin", parts=parts) if parts else ""


def _sentence(message: str, locale: Locale) -> str:
    return locale.says("cli.prose.sentence", message=message[:1].upper() + message[1:])


def _paragraph(text: str) -> Row:
    return Row(text, indent=_INDENT)


def _bullets(texts: list[str], locale: Locale) -> Iterator[Row]:
    for text in texts[:_SHOWN]:
        yield Row(text, "-", "", _INDENT, 2)
    if len(texts) > _SHOWN:
        yield Row(locale.says("cli.more", count=len(texts) - _SHOWN), "-", "", _INDENT, 2)
