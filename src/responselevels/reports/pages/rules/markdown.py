"""`rules_markdown`: the same as the page of a rules file, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.reports.pages.rules.contents import RulesContents
from responselevels.reports.pages.rules.html import BLANKS, numbers_of, place_of
from responselevels.reports.pictures.ladder import number_shown
from responselevels.reports.rules.pages import (
    chapter_markdown,
    labelled_markdown,
    table_markdown,
)
from responselevels.text.catalogue import worded
from responselevels.text.escaping import in_markdown


def rules_markdown(contents: RulesContents) -> str:
    """Return the page as Markdown; the picture is a table there."""
    return "\n".join(f"{one.rstrip()}\n" for one in _parts(contents))


def _parts(contents: RulesContents) -> Iterator[str]:
    says = _Says(contents.lang)
    yield f"# {in_markdown(contents.page.title)}"
    for note in contents.page.notes:
        yield in_markdown(note)
    digest = contents.digest or says("digest.none")
    facts = [(says("digest"), digest), (says("format"), str(contents.format))]
    yield "\n".join(
        f"- {in_markdown(says('fact', name=name, value=value))}" for name, value in facts
    )
    if contents.who.levels and contents.steps:
        yield says.heading(says("diagram"))
        yield _ladder(contents, says)
        yield "\n".join(
            f"- {number_shown(number)} {in_markdown(said)}" for number, said in contents.legend
        )
    if contents.who.rows:
        yield says.heading(says("who"))
        yield _who(contents, says)
    numbers = numbers_of(contents)
    for chapter in contents.page.chapters:
        number = numbers.get(chapter.key)
        title = chapter.title
        yield says.heading(
            title if number is None else says("numbered", number=number_shown(number), title=title)
        )
        yield chapter_markdown(chapter, contents.lang)
    if contents.wordings:
        yield says.heading(says("wordings"))
        heads = [says(f"wordings.{name}") for name in ("place", "lang", "words")]
        rows = [(one.place, one.lang or "–", one.words) for one in contents.wordings]
        yield table_markdown(heads, [[*map(in_markdown, row)] for row in rows])
    if contents.comments:
        yield says.heading(says("comments"))
        yield in_markdown(says("comments.what"))
        heads = [says(f"comments.{name}") for name in ("line", "place", "words")]
        told = [
            [
                str(one.line),
                in_markdown(place_of(one)),
                "<br>".join(in_markdown(line.strip()) for line in one.lines),
            ]
            for one in contents.comments
        ]
        yield table_markdown(heads, told)
    yield from _signing(contents, says)


class _Says:
    """Sentences of the page in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, code: str, /, **facts: object) -> str:
        return worded(f"rules_page.{code}", facts, self.lang)

    def heading(self, text: str) -> str:
        return f"## {in_markdown(text)}"


def _ladder(contents: RulesContents, says: _Says) -> str:
    """Return the levels, the most severe on top, and from and to which each rule leads."""
    heads = [says("level"), *(number_shown(step.number) for step in contents.steps)]
    rows = []
    for rank in reversed(range(len(contents.who.levels))):
        cells = [in_markdown(contents.who.levels[rank])]
        for step in contents.steps:
            kinds = ["from"] * (rank in step.sources) + ["to"] * (rank in step.targets)
            if step.kind == "ending":
                kinds = ["end"] * (rank in step.sources)
            cells.append(in_markdown(says("ladder." + "_".join(kinds))) if kinds else "–")
        rows.append(cells)
    return table_markdown(heads, rows)


def _who(contents: RulesContents, says: _Says) -> str:
    table = contents.who
    heads = [says("body"), says("tier"), *table.levels, *[says("adoption")] * table.adoption]
    rows = []
    for row in table.rows:
        name = row.body if row.body != row.title else ""
        cells = [labelled_markdown(row.title, name), in_markdown(row.tier)]
        cells += [", ".join(map(in_markdown, acts)) or "–" for acts in row.acts]
        rows.append(cells + [in_markdown(row.adoption) or "–"] * table.adoption)
    return table_markdown(heads, rows)


def _signing(contents: RulesContents, says: _Says) -> Iterator[str]:
    yield says.heading(says("signing"))
    if contents.digest is None:
        yield in_markdown(says("signing.template"))
        return
    yield in_markdown(says("signing.what", digest=contents.digest))
    heads = [
        worded(f"sheet.sign.{name}", {}, says.lang) for name in ("body", "word", "name", "date")
    ]
    names = [*contents.signers, *[""] * max(BLANKS - len(contents.signers), 0)]
    yield table_markdown(heads, [[in_markdown(name), "", "", ""] for name in names])
