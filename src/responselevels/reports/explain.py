"""A decision in prose: what was decided, why, by which clause, and what would put it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from responselevels.models.decisions import Clause, Decision, Finding
from responselevels.models.rules import Source
from responselevels.reports.rows import BLANK, Row
from responselevels.reports.wording import (
    Reader,
    changes_worded,
    duties_worded,
    help_of,
    lapses_worded,
    message_of,
    overtakes_worded,
    remedy_worded,
    where_worded,
)
from responselevels.text.catalogue import Named

_INDENT = 3
_SHOWN = 24


def explained(decision: Decision, reader: Reader, sources: Mapping[str, Source]) -> Iterator[Row]:
    """Yield *decision* as paragraphs, with the clause behind every finding.

    *sources* are the documents that the rules cite: their publishers and days
    of issue are named with the clause.
    """
    reader = reader.of(decision)
    yield _verdict_row(decision, reader)
    if decision.drill:
        yield Row(reader.says("cli.prose.drill"))
    yield Row(_provenance(decision, reader))
    for number, finding in enumerate(decision.findings, 1):
        yield BLANK
        yield from _finding_rows(number, finding, reader, sources)
    parts = (
        ("changes", changes_worded(decision, reader)),
        ("overtakes", overtakes_worded(decision, reader)),
        ("duties", duties_worded(decision, reader)),
        ("lapses", lapses_worded(decision, reader)),
    )
    for part, texts in parts:
        if texts:
            yield BLANK
            yield Row(reader.says(f"cli.prose.{part}"))
            yield from _bullets(texts, reader)


def _verdict_row(decision: Decision, reader: Reader) -> Row:
    weighing = [finding for finding in decision.findings if finding.effect.value != "note"]
    key = f"cli.prose.{decision.verdict.value}"
    if decision.verdict.value == "permit" and decision.findings:
        key += ".noted"
    text = reader.says(key, proposal=Named("proposal", decision.proposal), count=len(weighing))
    return Row(text, style=decision.verdict.value)


def _provenance(decision: Decision, reader: Reader) -> str:
    facts = {"at": decision.decided_at, "rules": Named("scheme", decision.rules_id)}
    if decision.transition is None:
        return reader.says("cli.prose.rule.none", **facts)
    return reader.says("cli.prose.rule", rule=Named("rule", decision.transition), **facts)


def _finding_rows(
    number: int, finding: Finding, reader: Reader, sources: Mapping[str, Source]
) -> Iterator[Row]:
    effect = finding.effect.value
    lead = reader.says(f"cli.prose.effect.{effect}", code=finding.code)
    yield Row(lead, f"{number}.", effect, 0, _INDENT)
    yield _paragraph(_sentence(message_of(finding, reader), reader))
    yield _paragraph(_ground(finding, reader, sources))
    if finding.where:
        yield _paragraph(reader.says("cli.prose.where"))
        yield from _bullets([where_worded(span, reader) for span in finding.where], reader)
    yield _paragraph(reader.says("cli.prose.help", help=help_of(finding, reader)))
    if finding.remedies:
        yield _paragraph(reader.says("cli.prose.remedies"))
        yield from _bullets([remedy_worded(each, reader) for each in finding.remedies], reader)


def _ground(finding: Finding, reader: Reader, sources: Mapping[str, Source]) -> str:
    if finding.rule is None:
        return reader.says("cli.prose.ground.none")
    rule = Named("rule", finding.rule)
    if finding.cite is None:
        return reader.says("cli.prose.ground.rule", rule=rule)
    clause = _clause(finding.cite, reader, sources)
    return reader.says("cli.prose.ground", rule=rule, clause=clause)


def _clause(cite: Clause, reader: Reader, sources: Mapping[str, Source]) -> str:
    source = sources.get(cite.source)
    return reader.says(
        "cli.source",
        source=cite.source if source is None else source.title.in_(reader.lang),
        origin="" if source is None else _origin(source, reader),
        clause=cite.clause,
    )


def _origin(source: Source, reader: Reader) -> str:
    facts: dict[str, object] = {"issued": source.issued}
    key = "cli.origin"
    if source.publisher is not None:
        key, facts["publisher"] = key + ".publisher", source.publisher.in_(reader.lang)
    if source.issued is not None:
        key += ".issued"
    return "" if key == "cli.origin" else reader.says(key, **facts)


def _sentence(message: str, reader: Reader) -> str:
    return reader.says("cli.prose.sentence", message=message[:1].upper() + message[1:])


def _paragraph(text: str) -> Row:
    return Row(text, indent=_INDENT)


def _bullets(texts: list[str], reader: Reader) -> Iterator[Row]:
    for text in texts[:_SHOWN]:
        yield Row(text, "-", "", _INDENT, 2)
    if len(texts) > _SHOWN:
        yield Row(reader.says("cli.more", count=len(texts) - _SHOWN), "-", "", _INDENT, 2)
