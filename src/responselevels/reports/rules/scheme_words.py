"""The words of a page on a rules file: names by title, clauses, readings, questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from responselevels.errors import Path, path_worded
from responselevels.files.sheets import Sheet
from responselevels.machine.rule_writer import RuleWriter
from responselevels.models.parts.cites import Cite, Source
from responselevels.models.rules import Rules, Validity
from responselevels.models.texts import Text
from responselevels.reports.rules.pages import Entry
from responselevels.text.catalogue import Phrase, listed, worded


class Words:
    """The words of one sheet in one language."""

    def __init__(self, sheet: Sheet, lang: str) -> None:
        self.sheet = sheet
        self.lang = lang
        self.shown: set[Path] = set()
        self.writer = RuleWriter(_whole(sheet.rules), lang, str)

    def says(self, code: str, /, **facts: object) -> str:
        """Return the sentence ``scheme.<code>``; instants in it are each in their own offset."""
        return self.worded(f"scheme.{code}", **facts)

    def worded(self, code: str, /, **facts: object) -> str:
        """Return any sentence of the catalogue, in the same way."""
        return worded(code, facts, self.lang, zone=None)

    def entry(
        self,
        label: str,
        path: Path,
        text: str | Callable[[], str],
        cite: Cite | None = None,
        *,
        name: str | None = None,
    ) -> Entry:
        """Return an entry on what stands at *path*: its text, or what is to be filled in there.

        A *text* that is made when it is asked for is made only where nothing is to be filled in.
        *name* is the id of what it is on.
        """
        asked = self.sheet.asked(*path)
        self.shown.update(one.where.path for one in asked)
        if asked:
            said = self.writer.say("then").join(self.says("fill", **one.facts) for one in asked)
        else:
            said = text if isinstance(text, str) else text()
        shown = name if name is not None and name != label else ""
        key = self.key(path)
        return Entry(label, said, self.clause(cite), self.reading(cite), shown, key)

    def key(self, path: Path) -> Path:
        """Return *path* with the id of what has one in place of its number."""
        found: list[str | int] = []
        held: Any = self.sheet.rules
        for step in path:
            known = held is not None and not (isinstance(step, int) and step >= len(held))
            held = _inside(held, step) if known else None
            name = getattr(held, "id", None) if isinstance(step, int) else None
            found.append(step if name is None else name)
        return tuple(found)

    def unshown(self) -> Iterator[Entry]:
        """Yield what is to be filled in and stands in no entry yet, each by its path."""
        for one in self.sheet.questions:
            if one.where.path not in self.shown:
                yield Entry(path_worded(one.where.path), self.says("fill", **one.facts))

    def gaps(self, *path: str | int) -> Iterator[Entry]:
        """Yield what is to be filled in as a whole at *path*, and of each of the list there."""
        for one in self.sheet.asked(*path):
            rest = one.where.path[len(path) :]
            if not rest or (len(rest) == 1 and isinstance(rest[0], int)):
                self.shown.add(one.where.path)
                yield Entry("?", self.says("fill", **one.facts))

    def titled(self, name: str, title: Text | None) -> str:
        """Return a title, or the id of what has none."""
        return name if title is None else title.in_(self.lang)

    def tier(self, name: str | None) -> str:
        """Return a tier by its title."""
        if name is None:
            return self.says("missing")
        return self.writer.titled(name, self.writer.tiers)

    def tiers(self, names: Iterable[str]) -> str:
        """Return several tiers by their titles."""
        return self.writer.several(names, self.writer.tiers)

    def levels(self, names: Iterable[str] | None, *, any_of: bool = False) -> str:
        """Return levels by their titles; None are any."""
        if names is None:
            return self.says("any_level")
        joined = self.writer.any_of if any_of else self.writer.several
        return joined(names, self.writer.levels)

    def condition(self, condition: Any) -> str:
        """Return which bodies must approve, without the brackets around the whole of it."""
        if condition is None:
            return self.says("missing")
        return _unbracketed(self.writer.condition(condition))

    def source(self, name: str) -> str:
        """Return a source by its short title, its title or its id."""
        source = (self.sheet.rules.sources or {}).get(name)
        if source is None:
            return name
        short = source.short if source.short is not None and source.short.has(self.lang) else None
        return self.titled(name, short or source.title)

    def seen(self, source: Source) -> str:
        """Return how a source was seen; nothing where it does not say."""
        return "" if source.seen is None else self.says(f"seen.{source.seen}")

    def clause(self, cite: Cite | None) -> str:
        """Return source and clause, or that the source is silent; nothing where nothing is cited."""
        if cite is None or cite.source is None:
            return ""
        source = self.source(cite.source)
        if cite.clause is None:
            return self.says("silent", source=source)
        clauses = (cite.clause,) if isinstance(cite.clause, str) else cite.clause
        return self.says("clause", source=source, clause=self.writer.whole(clauses))

    def joined(self, words: Iterable[str], joint: str = "series") -> str:
        """Return all of *words*, however many, as a list of the language."""
        return listed(list(words), self.lang, joint=joint)

    def reading(self, cite: Cite | None) -> str:
        """Return how the clause is read; nothing where it is taken as it stands."""
        return "" if cite is None or cite.reading is None else cite.reading.in_(self.lang)

    def span(self, valid: Validity) -> Phrase:
        """Return the time in which rules are in force."""
        return Phrase("cli.span", {"start": valid.from_, "end": valid.to})


def _inside(held: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return held[step]
    return held.get(step) if isinstance(held, Mapping) else getattr(held, step, None)


def _whole(rules: Rules) -> Rules:
    """Return *rules* without the gaps in their lists."""
    lists = ("levels", "tiers", "facts", "tables")
    kept = {name: tuple(one for one in getattr(rules, name) if one) for name in lists}
    return rules.model_copy(update=kept)


def _unbracketed(text: str) -> str:
    """Return *text* without brackets that are around all of it."""
    pairs = {"(": ")", "（": "）", "〔": "〕"}
    if text[:1] not in pairs or text[-1:] != pairs[text[0]]:
        return text
    inside = text[1:-1]
    return text if text[0] in inside else inside
