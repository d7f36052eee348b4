"""What the page of a rules file holds, in the words of one language: handed to what writes HTML or Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from responselevels.core.digests import rules_digest
from responselevels.files.sheets import Sheet, public_sheet
from responselevels.files.syntax.comments import Comment
from responselevels.models.parts.conditions import bodies_in
from responselevels.reports.pages.rules.who import WhoTable, who_table
from responselevels.reports.pages.rules.wordings import OtherWording, other_wordings
from responselevels.reports.pictures.ladder import LadderStep, Numbers, ladder_of
from responselevels.reports.pictures.levels import levels_picture, picture_legend
from responselevels.reports.rules.pages import Page
from responselevels.reports.rules.scheme import scheme_page
from responselevels.reports.rules.scheme_words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesContents:
    """A rules file, or a template, as its page tells it.

    Attributes:
        lang: language of the page.
        page: title, notes and chapters, clauses and readings beside what is ruled.
        format: version of the format of the file.
        digest: digest of the whole file, which who signs signs; None of a template, which is no
            rules file yet.
        steps: the rules by the numbers that the picture and the table give them.
        legend: what each number of the picture stands for.
        picture: the levels and the rules between them as SVG; empty where no level is there yet.
        who: who may do what at which level.
        wordings: what stands in the file in other languages.
        comments: the comments of the file, which its digest does not know.
        signers: titles of the bodies that must approve other rules, for the blanks.
    """

    lang: str
    page: Page
    format: int
    digest: str | None
    steps: tuple[LadderStep, ...]
    legend: tuple[tuple[int, str], ...]
    picture: str
    who: WhoTable
    wordings: tuple[OtherWording, ...]
    comments: tuple[Comment, ...]
    signers: tuple[str, ...]


def rules_contents(
    sheet: Sheet,
    lang: str,
    *,
    hidden: bool = False,
    name: str = "level",
    numbers: Numbers | None = None,
) -> RulesContents:
    """Return what the page of *sheet* holds; with *hidden*, measures that are not public, too.

    *name* begins the ids of the patterns in the picture, and *numbers* are those of the rules, where they
    are not those of the file.
    """
    shown = sheet if hidden else public_sheet(sheet)
    rules = shown.rules
    words = Words(shown, lang)
    steps = ladder_of(rules, numbers)
    return RulesContents(
        lang=lang,
        page=scheme_page(shown, lang),
        format=rules.format,
        # Who signs, signs the file: what is left out here is in it, and is told to be.
        digest=None if sheet.questions else rules_digest(sheet.rules),
        steps=steps,
        legend=tuple(picture_legend(rules, lang, numbers)),
        picture=levels_picture(rules, lang, name=name, numbers=numbers),
        who=who_table(words, steps),
        wordings=other_wordings(rules, lang),
        comments=shown.comments,
        signers=_signers(sheet, words),
    )


def _signers(sheet: Sheet, words: Words) -> tuple[str, ...]:
    adoption = sheet.rules.adoption
    if adoption is None or adoption.approval is None:
        return ()
    bodies = sheet.rules.bodies or {}
    named = [name for name in dict.fromkeys(bodies_in(adoption.approval)) if name in bodies]
    return tuple(words.titled(name, bodies[name].title) for name in named)
