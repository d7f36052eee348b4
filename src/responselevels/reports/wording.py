"""Findings, changes, overtakes and duties in words, one sentence each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timezone, tzinfo

from responselevels.models.decisions import Clause, Decision, DutyDue, Finding, Remedy, Span
from responselevels.models.telling import told
from responselevels.text.catalogue import Named, Phrase, Titles, fact_worded, untitled, worded


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a report: the language, the titles known, the offset times are shown in.

    With *fixed*, all times are shown in that one, whatever they were written in.
    """

    lang: str = "en"
    titles: Titles = untitled
    zone: tzinfo = UTC
    fixed: bool = False

    def of(self, decision: Decision) -> Reader:
        """Return the same reader with times in the offset the proposal was written in."""
        return self.within(timezone(decision.offset))

    def within(self, zone: tzinfo | datetime | None) -> Reader:
        """Return the same reader with times in *zone*, or that of a time, unless it is *fixed*."""
        offset = zone.utcoffset() if isinstance(zone, datetime) else None
        wanted = timezone(offset) if offset is not None else zone
        if self.fixed or not isinstance(wanted, tzinfo):
            return self
        return replace(self, zone=wanted)

    def says(self, code: str, /, **facts: object) -> str:
        """Return the sentence for *code* with *facts*, for this reader."""
        return worded(code, facts, self.lang, titles=self.titles, zone=self.zone)

    def fact(self, fact: object) -> str:
        """Return one fact in words, for this reader."""
        return fact_worded(fact, self.lang, titles=self.titles, zone=self.zone)


def message_of(finding: Finding, reader: Reader) -> str:
    """Return what *finding* says, in one sentence."""
    return told("finding", finding, reader.lang, titles=reader.titles, zone=reader.zone)


def help_of(finding: Finding, reader: Reader) -> str:
    """Return what would put *finding* right, in one sentence."""
    return told("help", finding, reader.lang, titles=reader.titles, zone=reader.zone)


def span_phrase(start: datetime, end: datetime | None) -> Phrase:
    """Return the fact that words the time from *start* to *end*, open where it is None."""
    if end is None:
        return Phrase("cli.span.open", {"start": start})
    return Phrase("cli.span", {"start": start, "end": end})


def remedy_worded(remedy: Remedy, reader: Reader) -> str:
    """Return what to change in the proposal, as *remedy* has it."""
    if remedy.level is not None:
        return reader.says("cli.remedy.level", level=Named("level", remedy.level))
    if remedy.period is not None:
        return reader.says("cli.remedy.period", span=span_phrase(*remedy.period))
    return reader.says("cli.remedy.scope", areas=named("area", remedy.scope or ()))


def where_worded(span: Span, reader: Reader) -> str:
    """Return where and when a floor fails, and what it requires."""
    return reader.says(
        "cli.where",
        area=Named("area", span.area),
        span=span_phrase(span.start, span.end),
        required=Named("level", span.required),
        orders=named("order", span.orders),
    )


def rule_worded(rule: str, cite: Clause | None, reader: Reader) -> str:
    """Return the id of a rule, with the clause it cites if it cites one.

    The source is named by its id: `sources_worded` gives the titles.
    """
    name = Named("rule", rule)
    if cite is None:
        return reader.fact(name)
    clause = reader.says("cli.short_source", source=cite.source, clause=cite.clause)
    return reader.says("cli.clause", clause=clause, rule=name)


def sources_worded(findings: Iterable[Finding], reader: Reader) -> list[str]:
    """Return the title of each source that *findings* cite, once, by the id it is cited with."""
    cited = sorted({finding.cite.source for finding in findings if finding.cite is not None})
    titles = ((source, reader.titles(Named("source", source), reader.lang)) for source in cited)
    return [reader.says("cli.legend", source=s, title=title) for s, title in titles if title]


def changes_worded(decision: Decision, reader: Reader) -> list[str]:
    """Return each change of an effective level."""
    return [
        reader.says(
            "cli.change",
            area=Named("area", change.area),
            before=Named("level", change.from_level),
            after=Named("level", change.to_level),
            span=span_phrase(change.start, change.end),
        )
        for change in decision.changes
    ]


def overtakes_worded(decision: Decision, reader: Reader) -> list[str]:
    """Return each standing order that would be lifted over."""
    return [
        reader.says(
            "cli.overtake",
            order=Named("order", overtake.order),
            area=Named("area", overtake.area),
            span=span_phrase(overtake.start, overtake.end),
        )
        for overtake in decision.overtakes
    ]


def duties_worded(decision: Decision, reader: Reader) -> list[str]:
    """Return each duty: what, for whom, and by when."""
    return [_duty_worded(duty, reader) for duty in decision.duties]


def _duty_worded(duty: DutyDue, reader: Reader) -> str:
    facts: dict[str, object] = {"do": duty.do.in_(reader.lang)}
    key = "cli.duty"
    if duty.to is not None:
        key, facts["to"] = key + ".to", duty.to.in_(reader.lang)
    if duty.due is not None:
        key, facts["due"] = key + ".due", duty.due
    return reader.says(key, **facts)


def lapses_worded(decision: Decision, reader: Reader) -> list[str]:
    """Return when a provisional order would lapse; nothing where it would be none."""
    if decision.provisional_until is None:
        return []
    return [reader.says("cli.provisional", until=decision.provisional_until)]


def named(kind: str, ids: tuple[str, ...]) -> tuple[Named, ...]:
    """Return *ids* as facts of one *kind*."""
    return tuple(Named(kind, each) for each in ids)
