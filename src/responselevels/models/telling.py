"""What it takes to word a finding: titles of what it names, and an offset for its times.

Facts carry ids and instants alone. Whoever decides knows the titles and the offset that
the proposal was written in, and hands them along, so that a decision speaks for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from itertools import chain
from typing import Protocol

from responselevels.models.areas import Area, Areas, Group
from responselevels.models.rules import Rules
from responselevels.models.texts import Text
from responselevels.text.catalogue import Alternatives, Named, Phrase, Titles, has, worded

Key = tuple[str, str]


class Tellable(Protocol):
    """A finding, as far as its sentence depends on it."""

    @property
    def code(self) -> str:
        """Which check it comes from."""
        ...

    @property
    def facts(self) -> Mapping[str, object]:
        """What its sentence needs."""
        ...


class Citable(Protocol):
    """What a rule comes from: a clause, a reading, or both."""

    @property
    def clause(self) -> str | tuple[str, ...] | None:
        """The clause, or the clauses; None where the source is silent."""
        ...

    @property
    def reading(self) -> Text | None:
        """How it is read, or what the file rules by itself."""
        ...


_MANY = 100_000
"""Number of areas from which on the first few titles are sought one by one: a table takes as long as some of them, and memory."""
_FEW = 4


def _titled(name: str, areas: Areas) -> Text | None:
    listed: Iterable[Area | Group] = chain(areas.groups, areas.areas)
    return next((one.title for one in listed if one.id == name), None)


class TitleBook:
    """The titles of things, by kind and id; asked as `Titles` are, in a language.

    Where a title has no words in the language asked for, those that it has
    are given; a thing without a title has None (docs/formats.md, Rules file, Areas). A
    source is known by its short title too, as the kind ``short``, in the
    languages that it has one in.
    """

    __slots__ = ("_areas", "_known", "_of_areas", "_sought")

    def __init__(self, known: Mapping[Key, Text], areas: Areas | None = None) -> None:
        """Take the titles of things, and *areas*, whose titles are gathered when one is asked for."""
        self._known = known
        self._areas = areas
        self._of_areas: Mapping[str, Text | None] | None = None
        self._sought = 0

    @classmethod
    def of(cls, rules: Rules, areas: Areas | None = None) -> TitleBook:
        """Return the titles of *rules* and, where given, *areas*."""
        known: dict[Key, Text | None] = {("scheme", rules.id): rules.title}
        known.update({("level", level.id): level.title for level in rules.levels})
        known.update({("tier", tier.id): tier.title for tier in rules.tiers})
        known.update({("body", name): body.title for name, body in rules.bodies.items()})
        known.update({("track", track.id): track.title for track in rules.tracks})
        known.update({("source", name): source.title for name, source in rules.sources.items()})
        known.update({("short", name): source.short for name, source in rules.sources.items()})
        known.update({("fact", fact.id): fact.title for fact in rules.facts})
        known.update({("table", table.id): table.title for table in rules.tables})
        known.update({("spot", spot.id): spot.title for spot in rules.spots})
        known.update({("measure", measure.id): measure.title for measure in rules.measures})
        return cls({key: title for key, title in known.items() if title is not None}, areas)

    def _found(self, key: Key) -> Text | None:
        if key[0] != "area" or self._areas is None:
            return self._known.get(key)
        # All of China has 665,000 areas, and most schemes are asked for the titles of a few, if any.
        if self._of_areas is None:
            if len(self._areas.areas) > _MANY and self._sought < _FEW:
                self._sought += 1
                return _titled(key[1], self._areas)
            of_areas = {area.id: area.title for area in self._areas.areas}
            of_groups = {group.id: group.title for group in self._areas.groups}
            self._of_areas = {**of_areas, **of_groups}
        return self._of_areas.get(key[1])

    def __call__(self, named: Named, lang: str) -> str | None:
        """Return the title of the thing in *lang*."""
        title = self._found((named.kind, named.id))
        if title is None or (named.kind == "short" and not title.has(lang)):
            return None
        return title.in_(lang)

    def only(self, things: Iterable[Named]) -> TitleBook:
        """Return the titles of these *things* alone."""
        wanted = {key: self._found(key) for key in {(named.kind, named.id) for named in things}}
        return TitleBook({key: title for key, title in wanted.items() if title is not None})


@dataclass(frozen=True, slots=True)
class Telling:
    """Titles and offset with which a finding is worded where nothing else is asked for."""

    titles: TitleBook
    offset: timedelta

    def only(self, facts: Mapping[str, object]) -> Telling:
        """Return the same with no more titles than *facts* need, as they travel between processes."""
        return Telling(self.titles.only(_named_in(facts.values())), self.offset)

    @property
    def zone(self) -> tzinfo:
        """The time zone that times are shown in."""
        return timezone(self.offset)


def _named_in(facts: Iterable[object]) -> Iterator[Named]:
    """Yield whatever *facts* name, however deep."""
    for fact in facts:
        if isinstance(fact, Named):
            yield fact
        elif isinstance(fact, Alternatives):
            yield from _named_in(fact.sets)
        elif isinstance(fact, Phrase):
            yield from _named_in(fact.facts.values())
        elif isinstance(fact, tuple | list):
            yield from _named_in(fact)


def told(finding: Tellable, lang: str, *, titles: Titles, zone: tzinfo) -> str:
    """Return what *finding* says, in a sentence."""
    key, facts = sentence_of(finding, lang)
    return worded(key, facts, lang, titles=titles, zone=zone)


def sentence_of(finding: Tellable, lang: str) -> tuple[str, Mapping[str, object]]:
    """Return the code and the facts of the sentence that *finding* is told in.

    What an ending finds of a proposal that would lower orders says which they are
    (docs/semantics.md, section 7).
    """
    key = sentence_for("finding", finding, lang)
    if "lowers" not in finding.facts or finding.code.startswith("lowering."):
        return key, finding.facts
    facts = {"lowers": finding.facts["lowers"], "said": Phrase(key, finding.facts)}
    return "told.lowering", facts


def sentence_for(kind: str, finding: Tellable, lang: str) -> str:
    """Return the code of the sentence of a *kind* that *finding* is told in."""
    code = f"{kind}.{finding.code}"
    variant = f"{code}.{finding.facts.get('variant') or _told_apart(finding)}"
    return variant if has(variant, lang) else code


def _told_apart(finding: Tellable) -> str | None:
    """Return the variant of a sentence that its facts ask for: one way only, or no other level."""
    ways = finding.facts.get("ways")
    if (
        finding.code == "approval.missing"
        and isinstance(ways, Alternatives)
        and len(ways.sets) == 1
    ):
        return "one"
    stays = finding.facts.get("standing") == (finding.facts.get("level"),)
    return "same" if finding.code == "transition.undefined" and stays else None


# What a paper says, how a file reads it, and what a file rules where the paper is silent are told in
# sentences of their own (docs/semantics.md, section 9). They are chosen here for all reports.


def citing(key: str, cite: Citable) -> str:
    """Return the variant of the sentence *key* for a reading, for several clauses, for a silent source."""
    key = grounded(key, cite)
    one = cite.clause is None or isinstance(cite.clause, str) or len(cite.clause) == 1
    return key if one else f"{key}.several"


def grounded(key: str, cite: Citable) -> str:
    """Return the same, whatever the number of clauses."""
    if cite.reading is None:
        return key
    return f"{key}.silent" if cite.clause is None else f"{key}.reading"


def facts_of_cite(cite: Citable, source: str, lang: str) -> dict[str, object]:
    """Return the facts of the sentences about *cite*, of a *source* so named; `origin` is empty."""
    facts: dict[str, object] = {"source": source, "origin": "", "clause": cite.clause}
    if cite.reading is not None:
        facts["reading"] = cite.reading.in_(lang)
    return facts
