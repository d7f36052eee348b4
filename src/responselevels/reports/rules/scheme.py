"""A rules file as a page for people (`show`): levels, who may do what, clauses beside readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from responselevels.errors import Path
from responselevels.files.sheets import Sheet, there
from responselevels.models.parts.cites import Source
from responselevels.models.parts.colours import TONES
from responselevels.models.parts.criteria import Fact, Table
from responselevels.models.rules import Adoption, Floor
from responselevels.reports.rules.pages import Chapter, Entry, Page
from responselevels.reports.rules.scheme_measures import measure_entries, spot_entries
from responselevels.reports.rules.scheme_rules import RuleEntries
from responselevels.reports.rules.scheme_words import Words
from responselevels.text.catalogue import Phrase
from responselevels.text.dates import day_worded

Part = tuple[Path, str, Iterable[Entry]]
"""A chapter to be: its key, its title, its entries."""


def scheme_page(sheet: Sheet, lang: str) -> Page:
    """Return the page of a rules file or template, in *lang*."""
    return _PageBuilder(sheet, lang).page()


def source_worded(source: Source, words: Words) -> str:
    """Return title, publisher and day of a source, and how it was seen, where that is said."""
    facts = []
    if source.publisher is not None:
        facts.append(source.publisher.in_(words.lang))
    if source.issued is not None:
        facts.append(words.says("issued", issued=day_worded(source.issued, words.lang)))
    if source.seen is not None:
        facts.append(words.seen(source))
    title = words.titled("?", source.title)
    return words.says("source", title=title, facts=tuple(facts)) if facts else title


class _PageBuilder:
    """Builder of the page of one sheet."""

    def __init__(self, sheet: Sheet, lang: str) -> None:
        self.sheet = sheet
        self.rules = sheet.rules
        self.words = Words(sheet, lang)

    def page(self) -> Page:
        title = self.words.titled(self.rules.id, self.rules.title)
        if self.sheet.asked("title"):
            title = self.words.entry("", ("title",), "").text
        chapters = [Chapter(title, tuple(rows), key) for key, title, rows in self.chapters()]
        unshown = tuple(self.words.unshown())
        chapters.append(Chapter(self.words.says("part.open"), unshown, ("open",)))
        return Page(
            self.words.says("title", title=title, id=self.rules.id),
            tuple(self.notes()),
            tuple(chapter for chapter in chapters if chapter.entries),
        )

    def notes(self) -> Iterator[str]:
        if self.sheet.questions:
            yield self.words.says("template", count=len(self.sheet.questions))
        if self.sheet.withheld:
            yield self.words.says("withheld", count=self.sheet.withheld)
        if self.rules.zone is not None:
            yield self.words.says("zone", zone=self.rules.zone)
        valid = self.rules.valid
        if valid is not None and (valid.from_ or valid.to):
            key = "valid.from" if valid.to is None else "valid" + (".to" * (valid.from_ is None))
            yield self.words.says(
                key,
                **{"from": valid.from_, "to": valid.to, "span": self.words.span(valid)},
            )

    def chapters(self) -> Iterator[Part]:
        for part in ("sources", "levels", "tracks", "tiers"):
            yield self.part(part, self.listed(part))
        yield self.part("facts", self.facts())
        yield from RuleEntries(self.sheet, self.words).chapters()
        yield self.part("floors", self.floors(self.rules.floors))
        plain = self.rules.lowering == "as_ending" and not self.rules.endings
        if not plain or self.sheet.asked("lowering"):
            yield self.part("lowering", self.lowering())
        yield self.part("spots", spot_entries(self.sheet, self.words))
        yield self.part("measures", measure_entries(self.sheet, self.words))
        yield self.part("cadence", self.cadence())
        for entry in self.words.gaps("tables"):
            yield ("tables", "?"), self.words.says("missing"), [entry]
        for number, table in there(self.rules.tables):
            title = self.words.titled(table.id, table.title)
            if title != table.id:
                title = self.words.says("title", title=title, id=table.id)
            said = self.words.says("part.table", table=title)
            yield self.words.key(("tables", number)), said, self.table(number, table)
        yield self.part("adoption", self.adoption(self.rules.adoption))

    def part(self, name: str, entries: Iterable[Entry]) -> Part:
        return (name,), self.words.says(f"part.{name}"), entries

    def listed(self, part: str) -> Iterator[Entry]:
        """Yield the entries of a list, and what is asked of the list as a whole, or of one of it."""
        yield from self.words.gaps(part)
        yield from {
            "sources": self.sources,
            "levels": self.levels,
            "tracks": self.tracks,
            "tiers": self.tiers,
        }[part]()

    def sources(self) -> Iterator[Entry]:
        for name, source in (self.rules.sources or {}).items():
            text = source_worded(source, self.words)
            label = self.words.source(name)
            yield self.words.entry(label, ("sources", name), text, name=name)

    def levels(self) -> Iterator[Entry]:
        for number, level in there(self.rules.levels):
            text = self.words.titled(level.id, level.title)
            if level.default:
                text = self.words.says("level.default", level=text)
            if level.colour is not None:
                text = self._coloured(text, level.colour)
            yield self.words.entry(level.id, ("levels", number), text)

    def _coloured(self, level: str, colour: str) -> str:
        """Return *level* with its colour: a word is the paper's, a tone is the choice of the file."""
        if colour not in TONES:
            return self.words.says("level.tone", level=level, tone=f"`{colour}`")
        return self.words.says(
            "level.colour", level=level, colour=Phrase(f"phrase.colour.{colour}")
        )

    def tracks(self) -> Iterator[Entry]:
        for number, track in there(self.rules.tracks):
            text = self.words.titled(track.id, track.title)
            yield self.words.entry(track.id, ("tracks", number), text)

    def tiers(self) -> Iterator[Entry]:
        bodies = self.rules.bodies or {}
        yield from self.words.gaps("bodies")
        for number, tier in there(self.rules.tiers):
            names = [name for name, body in bodies.items() if body.tier == tier.id]
            text = self.words.says("bodies.none")
            if names:
                titles = [self.words.titled(name, bodies[name].title) for name in names]
                text = self.words.says("bodies", bodies=self.words.joined(titles))
            if not tier.inherits:
                text = self.words.says("apart", bodies=text)
            label = self.words.titled(tier.id, tier.title)
            yield self.words.entry(label, ("tiers", number), text, name=tier.id)
        for name in bodies:
            if self.sheet.asked("bodies", name):
                yield self.words.entry(name, ("bodies", name), "")

    def facts(self) -> Iterator[Entry]:
        """Yield what an assessment may state: what each fact is called, and which values it can have."""
        yield from self.words.gaps("facts")
        for number, fact in there(self.rules.facts):
            label = self.words.titled(fact.id, fact.title)
            yield self.words.entry(label, ("facts", number), self.values(fact), name=fact.id)

    def values(self, fact: Fact) -> str:
        if fact.one_of is not None:
            return self.words.says("fact.one_of", options=self.words.joined(fact.one_of))
        if fact.type is not None:
            return self.words.says("fact.yes_no")
        if fact.from_ is None:
            return self.words.says("fact.number", unit=fact.unit)
        return self.words.says("fact.number.from", unit=fact.unit, **{"from": fact.from_})

    def floors(self, floors: Sequence[Floor]) -> Iterator[Entry]:
        yield from self.words.gaps("floors")
        for number, floor in there(floors):
            label = self.words.says("key.floor" if floor.binding else "key.advice")
            of = self.words.says("floor.above")
            if floor.of is not None:
                of = self.words.says("floor.tiers", tiers=self.words.tiers(floor.of))
            text = self.words.says(f"floor.{floor.counts}", tier=self.words.tier(floor.tier), of=of)
            yield self.words.entry(label, ("floors", number), text, floor.cite, name=floor.id)

    def lowering(self) -> Iterator[Entry]:
        text = self.words.says(f"lowering.{self.rules.lowering}")
        yield self.words.entry(self.words.says("key.lowering"), ("lowering",), text)

    def cadence(self) -> Iterator[Entry]:
        """Yield what the areas of a tier do in every calendar period."""
        yield from self.words.gaps("cadence")
        for number, one in there(self.rules.cadence):
            yield self.words.entry(
                self.words.tier(one.tier),
                ("cadence", number),
                partial(self.words.says, f"every.{one.every}", do=self.words.titled("", one.do)),
                one.cite,
                name=one.id,
            )

    def table(self, number: int, table: Table) -> Iterator[Entry]:
        titles = {fact.id: fact.title for _number, fact in there(self.rules.facts)}
        yield from self.words.gaps("tables", number, "rows")
        told = [row.cite for _place, row in there(table.rows)]
        if table.cite is not None and table.otherwise is None and None not in told:
            label = self.words.says("key.table")
            yield self.words.entry(label, ("tables", number, "cite"), "", table.cite)
        for place, row in there(table.rows):
            facts = [
                self.words.says(
                    "fact",
                    fact=self.words.titled(name, titles.get(name)),
                    asked=self.words.writer.asked(asked),
                )
                for name, asked in (row.when or {}).items()
            ]
            levels = self.words.levels(row.levels or (), any_of=True)
            said = self.words.joined(facts, "phrases")
            text = self.words.says("row", facts=said, levels=levels)
            label = self.words.says("key.row", number=place + 1)
            path = ("tables", number, "rows", place)
            yield self.words.entry(label, path, text, row.cite or table.cite)
        if table.otherwise is not None or self.sheet.asked("tables", number, "otherwise"):
            levels = self.words.levels(table.otherwise or (), any_of=True)
            text = self.words.says("row.any", levels=levels)
            label = self.words.says("key.otherwise")
            yield self.words.entry(label, ("tables", number, "otherwise"), text, table.cite)

    def adoption(self, adoption: Adoption | None) -> Iterator[Entry]:
        yield from self.words.gaps("adoption")
        if adoption is None:
            return
        text = self.words.condition(adoption.approval)
        if adoption.signed:
            text = self.words.says("adoption.signed", approval=text)
        yield self.words.entry(self.words.says("key.approval"), ("adoption",), text)
