"""`rules_page`: a rules file as one page for a browser and for paper, without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from responselevels.files.syntax.comments import Comment
from responselevels.reports.pages.markup import in_html
from responselevels.reports.pages.page import PageParts, page_of, part
from responselevels.reports.pages.rules.contents import RulesContents
from responselevels.reports.pages.rules.who import WhoTable
from responselevels.reports.pictures.ladder import number_shown
from responselevels.reports.rules.pages import Chapter, Entry
from responselevels.text.catalogue import visible, worded

PACKAGE = "responselevels.reports.pages.rules"
BLANKS = 3
"""Least number of rows for a signature."""

_LANGUAGES = {"zh": "zh-Hans"}


def rules_page(contents: RulesContents) -> bytes:
    """Return the page."""
    written = RulesHtml(contents.lang)
    heading = written.says("title")
    return page_of(
        PageParts(
            lang=contents.lang,
            title=f"{heading} · {visible(contents.page.title)}",
            body="\n".join(_body(contents, written)),
            styles=(part(PACKAGE, "rules.css"),),
        )
    )


def _body(contents: RulesContents, written: RulesHtml) -> Iterator[str]:
    sections = [*_sections(contents, written)]
    yield f'<a class="skip" href="#{sections[0][0]}">{written.said("skip")}</a>'
    yield f"<header>\n<h1>{in_html(contents.page.title)}</h1>"
    yield f'<p class="faint">{written.said("title")}</p>'
    yield written.facts(contents)
    yield "".join(f'<p class="note">{in_html(note)}</p>' for note in contents.page.notes)
    yield written.kinds()
    yield f"</header>\n{written.menu(sections)}\n<main>"
    for name, title, inside in sections:
        yield written.section(name, title, inside)
    yield "</main>"


def _sections(contents: RulesContents, written: RulesHtml) -> Iterator[tuple[str, str, str]]:
    """Yield the sections of a page: the id, the title and the HTML of each."""
    if contents.picture:
        yield "diagram", written.says("diagram"), written.drawn(contents)
    if contents.who.rows:
        yield "who", written.says("who"), written.who(contents.who)
    numbers = numbers_of(contents)
    for place, chapter in enumerate(contents.page.chapters, 1):
        number = numbers.get(chapter.key)
        title = (
            chapter.title
            if number is None
            else written.says("numbered", number=number_shown(number), title=chapter.title)
        )
        yield f"part-{place}", title, written.chapter(chapter)
    if contents.wordings:
        yield "wordings", written.says("wordings"), written.wordings(contents)
    if contents.comments:
        yield "comments", written.says("comments"), written.comments(contents)
    yield "signing", written.says("signing"), written.signing(contents)


def numbers_of(contents: RulesContents) -> dict[tuple[str | int, ...], int]:
    """Return the number of each chapter that is a rule, by its key."""
    return {(f"{step.kind}s", step.rule): step.number for step in contents.steps}


class RulesHtml:
    """Writes the parts of a page in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def says(self, code: str, /, **facts: object) -> str:
        """Return the sentence ``rules_page.<code>``."""
        return worded(f"rules_page.{code}", facts, self.lang)

    def said(self, code: str, /, **facts: object) -> str:
        """Return the same as HTML."""
        return in_html(self.says(code, **facts))

    def head(self, code: str) -> str:
        """Return a heading of a column, as other pages of rules have it."""
        return in_html(worded(f"scheme.head.{code}", {}, self.lang))

    def section(self, name: str, title: str, inside: str) -> str:
        """Return a section with its heading; *inside* is HTML."""
        return (
            f'<section id="{name}" aria-labelledby="{name}-title">'
            f'<h2 id="{name}-title">{in_html(title)}</h2>\n{inside}\n</section>'
        )

    def menu(self, sections: Sequence[tuple[str, str, str]]) -> str:
        """Return the contents of the page."""
        rows = "".join(
            f'<li><a href="#{name}">{in_html(title)}</a></li>' for name, title, _inside in sections
        )
        return f'<nav aria-label="{self.said("contents")}"><ul>{rows}</ul></nav>'

    def kinds(self) -> str:
        """Return what is what: the words of a paper, and readings."""
        return (
            f'<div class="kinds"><p class="clause"><b>{self.head("clause")}</b> {self.said("clause")}</p>'
            f'<p class="reading"><b>{self.head("reading")}</b> {self.said("reading")}</p></div>'
        )

    def facts(self, contents: RulesContents) -> str:
        """Return the digest, and the format of the file."""
        digest = contents.digest
        told = self.said("digest.none") if digest is None else f"<code>{in_html(digest)}</code>"
        return (
            f'<dl><dt>{self.said("digest")}</dt><dd class="digest">{told}</dd>'
            f"<dt>{self.said('format')}</dt><dd>{contents.format}</dd></dl>"
        )

    def drawn(self, contents: RulesContents) -> str:
        """Return the picture, which can be scrolled where it is wider than the page, and what it shows."""
        rows = "".join(
            f"<li>{number_shown(one)} {in_html(said)}</li>" for one, said in contents.legend
        )
        return (
            f'<div class="scroll" tabindex="0" role="group" aria-label="{self.said("diagram")}">'
            f'{contents.picture}</div><ul class="legend">{rows}</ul>'
            f'<p class="faint">{self.said("diagram.legend")}</p>'
        )

    def who(self, table: WhoTable) -> str:
        """Return the table of who may do what."""
        heads = [self.said("body"), *map(in_html, table.levels)]
        heads += [self.said("adoption")] * table.adoption
        rows = []
        for row in table.rows:
            cells = [*row.acts, *([(row.adoption,) if row.adoption else ()] * table.adoption)]
            told = "".join(
                f'<td data-head="{head}"{" class=none" * (not acts)}>{"<br>".join(map(in_html, acts)) or "–"}</td>'
                for head, acts in zip(heads[1:], cells, strict=True)
            )
            rows.append(f"<tr>{self.body(row.title, row.body, row.tier)}{told}</tr>")
        return (
            f'<p class="faint">{self.said("who.what")}</p><table class="who"><thead><tr>'
            + "".join(f'<th scope="col">{head}</th>' for head in heads)
            + f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        )

    def body(self, title: str, name: str, tier: str, mark: str = "") -> str:
        """Return the head of a row on a body, behind a *mark* in HTML."""
        told = f" <code>{in_html(name)}</code>" * (name != title)
        return f'<th scope="row">{mark}{in_html(title)}{told}<br><span class="faint">{in_html(tier)}</span></th>'

    def chapter(self, chapter: Chapter) -> str:
        """Return a chapter: clause, rule and reading side by side, where any is cited."""
        grounded = any(one.clause or one.reading for one in chapter.entries)
        kinds = ("clause", "rule", "reading") if grounded else ("rule",)
        heads = "".join(f'<th scope="col" class="{kind}">{self.head(kind)}</th>' for kind in kinds)
        heads = f"<thead><tr>{heads}</tr></thead>" if grounded else ""
        rows = "".join(f"<tr>{self.cells(one, kinds)}</tr>" for one in chapter.entries)
        wide = " grounded" * grounded
        return f'<table class="said{wide}">{heads}<tbody>{rows}</tbody></table>'

    def cells(self, entry: Entry, kinds: Sequence[str]) -> str:
        """Return the cells of an entry."""
        texts = {
            "clause": in_html(entry.clause),
            "rule": self.ruled(entry),
            "reading": in_html(entry.reading),
        }
        return "".join(
            f'<td class="{kind}{" none" * (not texts[kind])}" data-head="{self.head(kind)}">{texts[kind]}</td>'
            for kind in kinds
        )

    def ruled(self, entry: Entry) -> str:
        """Return what is ruled: the label, the id, the text."""
        name = f" <code>{in_html(entry.name)}</code>" if entry.name else ""
        text = f"<br>{in_html(entry.text)}" if entry.text else ""
        return f"<b>{in_html(entry.label)}</b>{name}{text}"

    def wordings(self, contents: RulesContents) -> str:
        """Return the texts in other languages."""
        heads = "".join(
            f'<th scope="col">{self.said(f"wordings.{name}")}</th>'
            for name in ("place", "lang", "words")
        )
        rows = "".join(
            f"<tr><td><code>{in_html(one.place)}</code></td><td>{in_html(one.lang or '–')}</td>"
            f"<td{_lang(one.lang)}>{in_html(one.words)}</td></tr>"
            for one in contents.wordings
        )
        return (
            f'<table class="wordings"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        )

    def comments(self, contents: RulesContents) -> str:
        """Return the comments of the file, each with before what it stands."""
        heads = "".join(
            f'<th scope="col">{self.said(f"comments.{name}")}</th>'
            for name in ("line", "place", "words")
        )
        rows = "".join(
            f"<tr><td>{one.line}</td><td><code>{in_html(place_of(one))}</code></td>"
            f"<td>{'<br>'.join(map(in_html, one.lines))}</td></tr>"
            for one in contents.comments
        )
        return (
            f'<p class="faint">{self.said("comments.what")}</p><table class="comments">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def signing(self, contents: RulesContents) -> str:
        """Return the blanks to sign with the digest; of a template, why there are none."""
        if contents.digest is None:
            return f"<p>{self.said('signing.template')}</p>"
        said = self.said("signing.what", digest=f"`{contents.digest}`")
        return f"<p>{said}</p>{self.signs(contents.signers)}"

    def signs(self, signers: Sequence[str]) -> str:
        """Return the blanks: rows for *signers*, and some for others."""
        names = [*signers, *[""] * max(BLANKS - len(signers), 0)]
        heads = "".join(
            f'<th scope="col">{in_html(worded(f"sheet.sign.{name}", {}, self.lang))}</th>'
            for name in ("body", "word", "name", "date")
        )
        date = self.said("sign.date")
        rows = "".join(
            f'<tr><td>{in_html(name)}</td><td></td><td></td><td class="date">{date}</td></tr>'
            for name in names
        )
        return f'<table class="signs"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def place_of(comment: Comment) -> str:
    """Return before what a comment stands: a key, and an id or a key within."""
    return " › ".join(filter(None, (comment.part, comment.name))) or "–"


def _lang(lang: str) -> str:
    return f' lang="{in_html(_LANGUAGES.get(lang, lang))}"' if lang else ""
