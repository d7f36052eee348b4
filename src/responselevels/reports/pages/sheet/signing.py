"""To whom a sheet goes, who has to sign it, and blanks for that."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.decisions import Decision, Effect
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pages.markup import in_html
from responselevels.reports.pages.sheet.html import list_text, paragraph, said
from responselevels.text.catalogue import Alternatives, Named

_BLANKS = 3


def missing_of(decision: Decision) -> tuple[tuple[str, ...], ...]:
    """Return the sets of bodies of which one must still approve; none where none is missing."""
    return next((one.completions for one in decision.findings if one.completions is not None), ())


def heading(proposal: AnyProposal, decision: Decision, locale: Locale) -> Iterator[str]:
    """Yield the lines above the form: its number, a blank for who signs it off, and to whom it goes.

    It goes to those who may still approve; where nobody has to, to the body that issues.
    """
    number = locale.says("sheet.number", proposal=proposal.id)
    signer = locale.says("sheet.signer")
    yield (
        f'<div class="number"><span>{in_html(number)}</span>'
        f'<span>{in_html(signer)}<span class="blank"></span></span></div>'
    )
    ways = missing_of(decision)
    bodies = list(dict.fromkeys(body for way in ways for body in way)) or [proposal.issuer]
    to = list_text([_titled(body, locale) for body in bodies], locale)
    yield paragraph(locale.says("sheet.to", bodies=to), "to")


def signing(proposal: AnyProposal, decision: Decision, locale: Locale) -> Iterator[str]:
    """Yield who must still approve, a row to sign for each of them, and the line at the end."""
    missing = missing_of(decision)
    yield f'<section class="signing"><h2>{said(locale, "sheet.signing")}</h2>'
    if missing:
        ways = Alternatives(tuple(tuple(Named("body", one) for one in way) for way in missing))
        yield paragraph(locale.says("sheet.missing", ways=ways), "")
    elif decision.verdict.value == Effect.DENY.value:
        yield paragraph(locale.says("sheet.missing.denied"), "")
    else:
        yield paragraph(locale.says("sheet.missing.none"), "")
    bodies = list(dict.fromkeys(body for way in missing for body in way)) or [proposal.issuer]
    names = [_titled(body, locale) for body in bodies]
    names += [""] * max(_BLANKS - len(names), 0)
    columns = ("body", "word", "name", "date")
    heads = "".join(
        f'<th scope="col">{said(locale, f"sheet.sign.{name}")}</th>' for name in columns
    )
    date = said(locale, "sheet.sign.blank")
    rows = "".join(
        f'<tr><td>{in_html(name)}</td><td></td><td></td><td class="date">{date}</td></tr>'
        for name in names
    )
    yield f'<table class="signs"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    issuer = in_html(_titled(proposal.issuer, locale))
    yield f'<p class="closing">{issuer}<br>{said(locale, "sheet.closing")}</p></section>'


def _titled(body: str, locale: Locale) -> str:
    return locale.titles(Named("body", body), locale.lang) or body
