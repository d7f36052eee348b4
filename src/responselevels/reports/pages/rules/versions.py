"""`versions_page`: two versions of a rules file beside each other, and what the difference means.

First what was proved: whether both mean the same, and else each difference with an example that is decided
under both. Then the two files as their pages tell them, in two columns, with what changed marked. Nothing is
decided here: the core decides the examples (`trials`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from responselevels.analysis.comparison.diff import RulesDiff
from responselevels.errors import Path
from responselevels.files.sheets import Sheet
from responselevels.models.rules import Rules
from responselevels.reports.frame.wording import (
    Locale,
)
from responselevels.reports.pages.markup import in_html
from responselevels.reports.pages.page import PageParts, page_of, part
from responselevels.reports.pages.rules.alignment import (
    ChapterPair,
    Pair,
    aligned,
    marked,
    status_of,
)
from responselevels.reports.pages.rules.contents import RulesContents, rules_contents
from responselevels.reports.pages.rules.html import PACKAGE, RulesHtml, numbers_of
from responselevels.reports.pages.rules.trials import TrialHtml
from responselevels.reports.pages.rules.who import WhoRow, WhoTable
from responselevels.reports.pictures.ladder import number_shown, numbered_together
from responselevels.reports.rules.comparison import verdict_code
from responselevels.reports.rules.differences import (
    ground_worded,
    group_facts,
    headline,
    structure_worded,
)
from responselevels.reports.rules.pages import Chapter, Entry, Page
from responselevels.text.catalogue import visible

_HEADINGS = {"diff.equivalent": "same", "diff.differ": "differ", "diff.unshown": "open"}
"""The heading over the sentence that says whether two files mean the same, by the code of that."""


@dataclass(frozen=True, kw_only=True)
class VersionsRequest:
    """Two versions of a file: what they say, what the difference means, and by which paths they are called."""

    files: tuple[Rules, Rules]
    paths: tuple[str, str]
    found: RulesDiff
    locale: Locale

    @property
    def renamed(self) -> dict[str, str]:
        """The transitions whose ids changed, old to new."""
        return dict(self.found.pairing.renamed)

    @cached_property
    def contents(self) -> tuple[RulesContents, RulesContents]:
        """What the pages of both say; a rule has one number in both."""
        numbers = numbered_together(*self.files, self.renamed)
        # Who is asked whether one file may take the place of another is asked about all of it.
        old, new = (
            rules_contents(Sheet(rules), self.locale.lang, hidden=True, name=name, numbers=known)
            for name, rules, known in zip(("old", "new"), self.files, numbers, strict=True)
        )
        return old, new


def versions_page(asked: VersionsRequest) -> bytes:
    """Return the page."""
    lang = asked.locale.lang
    written = VersionsHtml(lang)
    title = written.says("versions.title")
    body = "\n".join(_body(asked, written))
    return page_of(
        PageParts(
            lang=lang,
            title=f"{title} · {visible(asked.contents[1].page.title)}",
            body=body,
            styles=(part(PACKAGE, "rules.css"),),
        )
    )


def _body(asked: VersionsRequest, written: VersionsHtml) -> Iterator[str]:
    sections = [*_sections(asked, written)]
    old, new = asked.contents
    yield f'<a class="skip" href="#{sections[0][0]}">{written.said("skip")}</a>'
    yield f"<header>\n<h1>{in_html(new.page.title)}</h1>"
    yield f'<p class="faint">{written.said("versions.title")}</p>'
    told = "".join(
        f"<dt>{written.said(f'versions.{name}')}</dt><dd><code>{in_html(path)}</code><br>"
        f'<code class="digest">{in_html(one.digest or "")}</code></dd>'
        for name, path, one in zip(("old", "new"), asked.paths, (old, new), strict=True)
    )
    yield f"<dl>{told}</dl>"
    yield written.verdict(asked)
    yield f'<p class="faint">{written.said("versions.marks")}</p>'
    yield f"</header>\n{written.menu(sections)}\n<main>"
    for name, title, inside in sections:
        yield written.section(name, title, inside)
    yield "</main>"


def _sections(asked: VersionsRequest, written: VersionsHtml) -> Iterator[tuple[str, str, str]]:
    old, new = asked.contents
    yield "meaning", written.says("versions.meaning"), written.meaning(asked)
    for number, group in enumerate(asked.found.groups, 1):
        title = written.says("numbered", number=f"{number}.", title=headline(group, asked.locale))
        yield f"difference-{number}", title, written.group(asked, number - 1)
    yield "diagram", written.says("diagram"), written.pictures(old, new)
    yield "who", written.says("who"), written.who_both(old.who, new.who)
    front = (_front(old, written), _front(new, written))
    before, after = (
        Page(one.page.title, (), (first, *one.page.chapters, _wordings(one, written)))
        for one, first in zip((old, new), front, strict=True)
    )
    numbers = {**numbers_of(old), **numbers_of(new)}
    for place, pair in enumerate(aligned(before, after, asked.renamed), 1):
        if pair.rows:
            yield f"part-{place}", written.pair_title(pair, numbers), written.pair(pair)
    yield "signing", written.says("signing"), written.blanks(old, new)


def _front(contents: RulesContents, written: RulesHtml) -> Chapter:
    """Return as a chapter what stands above the chapters of a page."""
    entries = [
        Entry(written.says("versions.name"), contents.page.title, key=("title",)),
        Entry(written.says("format"), str(contents.format), key=("format",)),
        *(Entry("", note, key=("note", note)) for note in contents.page.notes),
    ]
    return Chapter(written.says("versions.file"), tuple(entries), ("file",))


def _wordings(contents: RulesContents, written: RulesHtml) -> Chapter:
    entries = (
        Entry(one.place, one.words, name=one.lang, key=("wording", one.place, one.lang))
        for one in contents.wordings
    )
    return Chapter(written.says("wordings"), tuple(entries), ("wordings",))


class VersionsHtml(TrialHtml):
    """Writes the parts of a page on two versions."""

    def verdict(self, asked: VersionsRequest) -> str:
        """Return what is proved of both."""
        found = asked.found
        facts = {"old": f"`{asked.paths[0]}`", "new": f"`{asked.paths[1]}`", "count": found.classes}
        kind = "permit" if found.equivalent else "deny"
        verdict = verdict_code(found)
        code = _HEADINGS[verdict]
        said = asked.locale.worded(verdict, facts)
        return (
            f'<p class="verdict {kind}"><strong>{self.said(f"versions.{code}")}</strong><br>'
            f"{in_html(said)}</p>"
        )

    def meaning(self, asked: VersionsRequest) -> str:
        """Return what the files differ in as wholes, and what rests on other grounds."""
        locale, found = asked.locale, asked.found
        parts = [
            self.item(locale.says("diff.renamed", old=f"`{old}`", new=f"`{new}`"))
            for old, new in found.pairing.renamed
        ]
        for difference in found.structure:
            told = (
                ""
                if difference.example is None
                else self.tried(asked.files, (difference.example,) * 2, locale)
            )
            parts.append(self.item(structure_worded(difference, locale), told))
        if found.open is not None:
            parts.append(self.item(locale.says(f"diff.open.{found.open}")))
        grounds = [self.item(ground_worded(ground, locale)) for ground in found.grounds]
        if grounds:
            parts.append(self.item(locale.says("diff.grounds"), f"<ul>{''.join(grounds)}</ul>"))
        if found.groups:
            parts.append(self.item(self.says("versions.groups", count=len(found.groups))))
        return f"<ul>{''.join(parts or [self.item(self.says('versions.none'))])}</ul>"

    def group(self, asked: VersionsRequest, place: int) -> str:
        """Return one difference in meaning, with an example that is decided under both files."""
        group = asked.found.groups[place]
        rows, before = "", ""
        for label, text in group_facts(group, asked.locale):
            told = "" if label == before else in_html(asked.locale.says(f"diff.label.{label}"))
            rows, before = f"{rows}<dt>{told}</dt><dd>{in_html(text)}</dd>", label
        return f"<dl>{rows}</dl>{self.tried(asked.files, group.examples, asked.locale)}"

    def pictures(self, old: RulesContents, new: RulesContents) -> str:
        """Return both pictures of the levels."""
        return (
            '<div class="two">'
            + "".join(
                f"<div><h3>{self.said(f'versions.{name}')}</h3>{self.drawn(one)}</div>"
                for name, one in (("old", old), ("new", new))
            )
            + "</div>"
        )

    def who_both(self, old: WhoTable, new: WhoTable) -> str:
        """Return who may do what under both, with what changed marked."""
        heads = [self.said("body")]
        titles = {**dict(_levels(old)), **dict(_levels(new))}
        levels = list(dict.fromkeys((*new.names, *old.names)))
        heads += (in_html(titles[name]) for name in levels)
        adoption = old.adoption or new.adoption
        heads += [self.said("adoption")] * adoption
        before, after = ({row.body: row for row in one.rows} for one in (old, new))
        rows = []
        for body in dict.fromkeys((*after, *before)):
            was, now = before.get(body), after.get(body)
            row = now or was
            if row is None:
                continue
            cells = "".join(
                f'<td data-head="{head}">{self.acts(told) or "–"}</td>'
                for head, told in zip(
                    heads[1:], _cells(((was, old), (now, new)), levels), strict=True
                )
            )
            mark = self.badge("added" if was is None else "removed" if now is None else "same")
            rows.append(f"<tr>{self.body(row.title, row.body, row.tier, mark)}{cells}</tr>")
        return (
            f'<p class="faint">{self.said("versions.who")}</p><table class="who"><thead><tr>'
            + "".join(f'<th scope="col">{head}</th>' for head in heads)
            + f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        )

    def acts(self, told: tuple[Sequence[str], Sequence[str]]) -> str:
        """Return the acts of one cell: those of both, and those of one alone marked."""
        old, new = told
        parts = [f"<del>{in_html(one)}</del>" for one in old if one not in new]
        parts += [in_html(one) if one in old else f"<ins>{in_html(one)}</ins>" for one in new]
        return "<br>".join(parts)

    def badge(self, status: str) -> str:
        """Return a word for what became of a thing; nothing where it is as it was."""
        if status == "same":
            return ""
        return f'<span class="badge {status}">{self.said(f"versions.{status}")}</span> '

    def pair_title(self, pair: ChapterPair, numbers: Mapping[Path, int]) -> str:
        """Return the heading of a chapter, with its number where it has one, and whether it changed."""
        chapter = pair.new or pair.old
        title, key = ("", ()) if chapter is None else (chapter.title, chapter.key)
        if key in numbers:
            title = self.says("numbered", number=number_shown(numbers[key]), title=title)
        if pair.status == "same":
            return title
        return self.says(
            "versions.marked", status=self.says(f"versions.{pair.status}"), title=title
        )

    def pair(self, pair: ChapterPair) -> str:
        """Return a chapter in two columns."""
        heads = "".join(
            f'<th scope="col">{self.said(f"versions.{one}")}</th>' for one in ("old", "new")
        )
        title = ""
        if pair.old and pair.new and pair.old.title != pair.new.title:
            old, new = marked(pair.old.title, pair.new.title)
            title = f'<tr class="changed"><td>{old}</td><td>{new}</td></tr>'
        rows = "".join(self.row(row) for row in pair.rows)
        return f'<table class="both"><thead><tr>{heads}</tr></thead><tbody>{title}{rows}</tbody></table>'

    def row(self, row: Pair[Entry]) -> str:
        """Return an entry in both versions."""
        status = status_of(row)
        old, new = row.old or Entry("", ""), row.new or Entry("", "")
        sides: tuple[list[str], list[str]] = ([], [])
        for kind in ("label", "name", "text", "clause", "reading"):
            for side, told in zip(
                sides, marked(getattr(old, kind), getattr(new, kind)), strict=True
            ):
                if told:
                    side.append(self.told(kind, told))
        mark = self.badge(status)
        cells = "".join(
            f'<td data-head="{self.said(f"versions.{name}")}"{"" if side else " class=none"}>{mark if side else ""}{"".join(side)}</td>'
            for name, side in zip(("old", "new"), sides, strict=True)
        )
        return f'<tr class="{status}">{cells}</tr>'

    def told(self, kind: str, told: str) -> str:
        """Return a part of an entry; what a clause is, and what a reading, is said of each."""
        if kind in {"clause", "reading"}:
            return f'<div class="{kind}"><b>{self.head(kind)}</b> {told}</div>'
        tags = {
            "label": ("<b>", "</b>"),
            "name": (" <code>", "</code>"),
            "text": ("<div>", "</div>"),
        }
        opening, closing = tags[kind]
        return f"{opening}{told}{closing}"

    def blanks(self, old: RulesContents, new: RulesContents) -> str:
        """Return the blanks to sign with both digests."""
        facts = {"old": f"`{old.digest}`", "new": f"`{new.digest}`"}
        # Who must approve other rules is said by those in force.
        return f"<p>{self.said('versions.signing', **facts)}</p>" + self.signs(old.signers)


def _levels(table: WhoTable) -> Iterator[tuple[str, str]]:
    return zip(table.names, table.levels, strict=True)


def _cells(
    sides: tuple[tuple[WhoRow | None, WhoTable], ...], levels: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield for each level, and for adopting other rules, what a body may do under each file."""
    told = []
    adopting = any(table.adoption for _row, table in sides)
    for row, table in sides:
        acts = {} if row is None else dict(zip(table.names, row.acts, strict=True))
        adoption = () if row is None or not row.adoption else (row.adoption,)
        told.append([*(acts.get(level, ()) for level in levels), *[adoption] * adopting])
    yield from zip(*told, strict=True)
