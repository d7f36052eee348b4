"""Findings, changes, overtakes and duties in words, one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timezone, tzinfo

from responselevels.models.decisions import (
    Decision,
    Finding,
    Overtake,
    Remedy,
    Replaced,
    Span,
)
from responselevels.models.duties import DutyDue
from responselevels.models.measuring import MeasureChange
from responselevels.models.parts.cites import Clause
from responselevels.models.telling import citing, facts_of_cite, sentence_for, sentence_of
from responselevels.text.catalogue import (
    Named,
    Phrase,
    Titles,
    fact_worded,
    has,
    untitled,
    worded,
)
from responselevels.text.dates import date_worded


@dataclass(frozen=True, slots=True)
class Locale:
    """Locale of a report: its language, the titles known, and the offset that times are shown in.

    With *fixed*, all times are shown in that one, whatever they were written in.
    With *prose*, the report is running text, and dates in it are written so.
    """

    lang: str = "en"
    titles: Titles = untitled
    zone: tzinfo = UTC
    fixed: bool = False
    prose: bool = False

    def of(self, decision: Decision) -> Locale:
        """Return the same reader with times in the offset the proposal was written in."""
        return self.within(timezone(decision.offset))

    def within(self, zone: tzinfo | datetime | None) -> Locale:
        """Return the same reader with times in *zone*, or that of a time, unless it is *fixed*."""
        offset = zone.utcoffset() if isinstance(zone, datetime) else None
        wanted = timezone(offset) if offset is not None else zone
        if self.fixed or not isinstance(wanted, tzinfo):
            return self
        return replace(self, zone=wanted)

    def says(self, code: str, /, **facts: object) -> str:
        """Return the sentence for *code* with *facts*, for this reader."""
        return self.worded(code, facts)

    def worded(self, code: str, facts: Mapping[str, object]) -> str:
        """Return the sentence for *code* with *facts* of any name, for this reader."""
        if self.prose:
            facts = {name: self._in_prose(fact) for name, fact in facts.items()}
        return worded(code, facts, self.lang, titles=self.titles, zone=self.zone)

    def fact(self, fact: object) -> str:
        """Return one fact in words, for this reader."""
        fact = self._in_prose(fact) if self.prose else fact
        return fact_worded(fact, self.lang, titles=self.titles, zone=self.zone)

    def _in_prose(self, fact: object) -> object:
        if isinstance(fact, datetime):
            return date_worded(fact, self.lang, self.zone)
        if isinstance(fact, Phrase):
            code = f"{fact.code}.prose"
            facts = {name: self._in_prose(part) for name, part in fact.facts.items()}
            return Phrase(code if has(code, self.lang) else fact.code, facts)
        return fact


CiteWorded = Callable[[Clause, Locale], str]
"""Words a clause."""


def message_of(finding: Finding, locale: Locale) -> str:
    """Return what *finding* says, in one sentence."""
    return locale.worded(*sentence_of(finding, locale.lang))


def grounded_message(finding: Finding, locale: Locale) -> str:
    """Return the same with the clause, or the reading, that *finding* comes from."""
    message = message_of(finding, locale)
    if finding.cite is None:
        return message
    return locale.says("cli.grounded", message=message, clause=clause_worded(finding.cite, locale))


def help_of(finding: Finding, locale: Locale) -> str:
    """Return what would put *finding* right, in one sentence."""
    return locale.worded(sentence_for("help", finding, locale.lang), finding.facts)


def span_phrase(start: datetime, end: datetime | None) -> Phrase:
    """Return the fact that words the time from *start* to *end*, open where it is None."""
    if end is None:
        return Phrase("cli.span.open", {"start": start})
    return Phrase("cli.span", {"start": start, "end": end})


def remedy_worded(remedy: Remedy, locale: Locale) -> str:
    """Return what to change in the proposal, as *remedy* has it."""
    if remedy.level is not None:
        return locale.says("cli.remedy.level", level=Named("level", remedy.level))
    if remedy.period is not None:
        return locale.says("cli.remedy.period", span=span_phrase(*remedy.period))
    return locale.says("cli.remedy.scope", areas=named("area", remedy.scope or ()))


def where_kind(finding: Finding) -> str:
    """Return the key of the sentences that tell where: of a floor, or of what is lowered."""
    return "where.lowering" if "lowers" in finding.facts else "where"


def where_worded(finding: Finding, locale: Locale) -> list[str]:
    """Return where and when a floor fails and what it requires, or which order is lowered."""
    key = f"cli.{where_kind(finding)}"
    return [_span_worded(key, span, locale) for span in finding.where]


def _span_worded(key: str, span: Span, locale: Locale) -> str:
    return locale.says(
        key,
        area=Named("area", span.area),
        span=span_phrase(span.start, span.end),
        required=Named("level", span.required),
        orders=named("order", span.orders),
    )


def rule_worded(rule: str, cite: Clause | None, locale: Locale) -> str:
    """Return the id of a rule, with the clause it cites if it cites one."""
    name = Named("rule", rule)
    if cite is None:
        return locale.fact(name)
    return locale.says("cli.clause", clause=clause_worded(cite, locale), rule=name)


def clause_worded(cite: Clause, locale: Locale) -> str:
    """Return what *cite* cites: the clause, or the clauses, and the source by its short title.

    A reading is told as one, and so is that the source is silent. A source without
    a short title is named by its whole one, and one without any title by its
    id. `sources_worded` gives the titles that short ones stand for.
    """
    return cited(cite, source_worded(cite, locale), "", locale)


def cited(cite: Clause, source: str, origin: str, locale: Locale) -> str:
    """Return what *cite* cites of a *source* so named; *origin* says in brackets where that is from."""
    facts = {**facts_of_cite(cite, source, locale.lang), "origin": origin}
    return locale.worded(citing("cli.source", cite), facts)


def source_worded(cite: Clause, locale: Locale) -> str:
    """Return the short title of the source that *cite* names, else its title, else its id."""
    for kind in ("short", "source"):
        title = locale.titles(Named(kind, cite.source), locale.lang)
        if title is not None:
            return title
    return cite.source


def sources_worded(
    findings: Iterable[Finding], locale: Locale, duties: Iterable[DutyDue] = ()
) -> list[str]:
    """Return for each source cited by a short title what that stands for, once."""
    cites = [*(finding.cite for finding in findings), *(duty.cite for duty in duties)]
    return titled_sources((cite for cite in cites if cite is not None), locale)


def titled_sources(cites: Iterable[Clause], locale: Locale) -> list[str]:
    """Return for each source of *cites* that has a short title what that stands for, once."""
    sources = {cite.source for cite in cites}
    titles = [
        [locale.titles(Named(kind, source), locale.lang) for kind in ("short", "source")]
        for source in sorted(sources)
    ]
    return [
        locale.says("cli.legend", source=short, title=title)
        for short, title in titles
        if short is not None and title is not None and short != title
    ]


def changes_worded(decision: Decision, locale: Locale) -> list[str]:
    """Return each change of an effective level."""
    return [
        locale.says(
            "cli.change",
            area=Named("area", change.area),
            before=Named("level", change.from_level),
            after=Named("level", change.to_level),
            span=span_phrase(change.start, change.end),
        )
        for change in decision.changes
    ]


def measures_worded(decision: Decision, locale: Locale) -> list[str]:
    """Return each measure that would begin, end or differ, with where and when."""
    return [_measure_worded(row, locale) for row in decision.measures]


def _measure_worded(row: MeasureChange, locale: Locale) -> str:
    return locale.says(
        f"measures.row.{row.change}",
        area=Named("area", row.area),
        span=span_phrase(row.start, row.end),
        measure=Named("measure", row.measure),
        before=tuple(f"`{name}`" for name in row.before),
        after=tuple(f"`{name}`" for name in row.after),
    )


def overtakes_worded(decision: Decision, locale: Locale) -> list[str]:
    """Return each standing order that would be lifted over."""
    return [_order_worded(overtake, locale) for overtake in decision.overtakes]


def replaces_worded(decision: Decision, locale: Locale) -> list[str]:
    """Return each order of the area's own whose place the new one would take."""
    return [_order_worded(replaced, locale) for replaced in decision.replaces]


def _order_worded(row: Overtake | Replaced, locale: Locale) -> str:
    return locale.says(
        "cli.overtake",
        order=Named("order", row.order),
        area=Named("area", row.area),
        span=span_phrase(row.start, row.end),
    )


def duties_worded(
    decision: Decision, locale: Locale, clause: CiteWorded = clause_worded
) -> list[str]:
    """Return each duty: what, for whom, by when, and from which *clause* where it has one of its own."""
    return [_duty_worded(duty, locale, clause) for duty in decision.duties]


def _duty_worded(duty: DutyDue, locale: Locale, clause: CiteWorded) -> str:
    facts: dict[str, object] = {"do": duty.do.in_(locale.lang)}
    key = "cli.duty"
    if duty.to is not None:
        key, facts["to"] = key + ".to", duty.to.in_(locale.lang)
    if duty.due is not None:
        key, facts["due"] = key + ".due", duty.due
    told = locale.says(key, **facts)
    if duty.due is None and duty.within is not None:
        told = locale.says("cli.duty.after_end", duty=told, within=duty.within)
    if duty.cite is None:
        return told
    return locale.says("cli.duty.cited", duty=told, clause=clause(duty.cite, locale))


def lapses_worded(decision: Decision, locale: Locale) -> list[str]:
    """Return when a provisional order would lapse; nothing where it would be none."""
    if decision.provisional_until is None:
        return []
    return [locale.says("cli.provisional", until=decision.provisional_until)]


def named(kind: str, ids: tuple[str, ...]) -> tuple[Named, ...]:
    """Return *ids* as facts of one *kind*."""
    return tuple(Named(kind, each) for each in ids)
