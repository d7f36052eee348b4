"""`sheet_page`: what is asked, what the rules say to it, what would follow, and blanks to sign, on paper.

The order is that of an official paper: the matter, the verdict with its grounds, what would follow, who
must still approve, and the signatures. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.world.scheme import Scheme
from responselevels.models.decisions import Decision, Finding
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.reports.frame.wording import (
    Locale,
    changes_worded,
    clause_worded,
    duties_worded,
    help_of,
    lapses_worded,
    measures_worded,
    message_of,
    overtakes_worded,
    remedy_worded,
    replaces_worded,
    sources_worded,
    where_worded,
)
from responselevels.reports.pages.markup import in_html
from responselevels.reports.pages.page import PageParts, page_of, part
from responselevels.reports.pages.sheet.facts import facts_of
from responselevels.reports.pictures.changes import changes_picture
from responselevels.text.catalogue import Alternatives, Named, visible
from responselevels.text.dates import WRITTEN_OUT, zone_worded

_PACKAGE = "responselevels.reports.pages.sheet"
_SHOWN = 40
_BLANKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequest:
    """What a sheet is made of: a proposal, the decision on it, and the digest that approvals bind to."""

    proposal: AnyProposal
    decision: Decision
    digest: str
    scheme: Scheme
    locale: Locale


def sheet_page(asked: SheetRequest) -> bytes:
    """Return the page, times in the offset of the proposal."""
    locale = replace(asked.locale.of(asked.decision), prose=True)
    sheet = replace(asked, locale=locale)
    title = locale.says("sheet.title")
    body = "\n".join(_parts(sheet))
    return page_of(
        PageParts(
            lang=locale.lang,
            title=f"{title} {visible(asked.proposal.id)}",
            body=f'<main class="sheet">\n{body}\n</main>',
            styles=(part(_PACKAGE, "sheet.css"),),
        )
    )


def _parts(sheet: SheetRequest) -> Iterator[str]:
    locale, decision = sheet.locale, sheet.decision
    scheme = locale.fact(Named("scheme", decision.rules_id))
    yield f"<h1>{_said(locale, 'sheet.title')}</h1>"
    yield _paragraph(locale.says("sheet.of", scheme=scheme, proposal=sheet.proposal.id), "faint")
    if decision.drill:
        yield _paragraph(locale.says("sheet.drill"), "drill")
    yield _table(_facts(sheet))
    verdict = locale.says(f"sheet.verdict.{decision.verdict.value}")
    yield f'<p class="verdict {decision.verdict.value}"><strong>{in_html(verdict)}</strong></p>'
    yield _paragraph(_provenance(decision, locale), "faint")
    for number, finding in enumerate(decision.findings, 1):
        yield _finding(number, finding, locale)
    yield from _consequences(sheet)
    yield from _signing(sheet)
    sources = sources_worded(decision.findings, locale, decision.duties)
    yield from _listed("sources", sources, locale)
    if locale.lang in WRITTEN_OUT:
        zone = zone_worded(locale.zone, locale.lang)
        yield _paragraph(locale.says("cli.prose.zone", zone=zone), "faint")


def _facts(sheet: SheetRequest) -> Iterator[tuple[str, str]]:
    locale = sheet.locale
    before = ""
    for label, text in facts_of(sheet.proposal, locale):
        # A label that is there already is not written again.
        yield ("" if label == before else locale.says(f"sheet.field.{label}")), text
        before = label
    yield locale.says("sheet.field.digest"), sheet.digest


def _provenance(decision: Decision, locale: Locale) -> str:
    rules = Named("scheme", decision.rules_id)
    if decision.transition is None:
        return locale.says("sheet.decided.none", at=decision.decided_at, rules=rules)
    rule = Named("rule", decision.transition)
    return locale.says("sheet.decided", at=decision.decided_at, rules=rules, rule=rule)


def _finding(number: int, finding: Finding, locale: Locale) -> str:
    effect = finding.effect.value
    label = locale.says(f"cli.label.{effect}")
    rows = [
        (
            f'<div class="finding {effect}"><p>{number}. <strong>{in_html(label)}</strong> '
            f"{in_html(message_of(finding, locale))}</p>"
        )
    ]
    if finding.cite is not None:
        rows.append(_labelled("clause", [clause_worded(finding.cite, locale)], locale))
    rows.append(_labelled("where", where_worded(finding, locale), locale))
    remedies = [remedy_worded(one, locale) for one in finding.remedies]
    rows.append(_labelled("remedy", remedies or [help_of(finding, locale)], locale))
    return "".join(rows) + "</div>"


def _labelled(label: str, texts: list[str], locale: Locale) -> str:
    if not texts:
        return ""
    told = "".join(f"<li>{in_html(text)}</li>" for text in _cut(texts, locale))
    return f"<dl><dt>{_said(locale, f'cli.label.{label}')}</dt><dd><ul>{told}</ul></dd></dl>"


def _consequences(sheet: SheetRequest) -> Iterator[str]:
    locale, decision = sheet.locale, sheet.decision
    changes = changes_worded(decision, locale)
    yield f"<h2>{_said(locale, 'sheet.changes')}</h2>"
    if not changes:
        yield _paragraph(locale.says("sheet.changes.none"), "")
    else:
        yield changes_picture(decision.changes, sheet.scheme, locale)
        yield _list(changes, locale)
    yield from _listed("measures", measures_worded(decision, locale), locale)
    yield from _listed("overtakes", overtakes_worded(decision, locale), locale)
    yield from _listed("replaces", replaces_worded(decision, locale), locale)
    yield from _listed("duties", duties_worded(decision, locale), locale)
    yield from _listed("lapses", lapses_worded(decision, locale), locale)


def _listed(part_of: str, texts: list[str], locale: Locale) -> Iterator[str]:
    if texts:
        yield f"<h2>{_said(locale, f'sheet.{part_of}')}</h2>"
        yield _list(texts, locale)


def missing_of(decision: Decision) -> tuple[tuple[str, ...], ...]:
    """Return the sets of bodies of which one must still approve; none where none is missing."""
    return next((one.completions for one in decision.findings if one.completions is not None), ())


def _signing(sheet: SheetRequest) -> Iterator[str]:
    locale, missing = sheet.locale, missing_of(sheet.decision)
    yield f"<h2>{_said(locale, 'sheet.signing')}</h2>"
    if missing:
        ways = Alternatives(tuple(tuple(Named("body", one) for one in way) for way in missing))
        yield _paragraph(locale.says("sheet.missing", ways=ways), "")
    bodies = list(dict.fromkeys(body for way in missing for body in way))
    names = [_titled(body, locale) for body in bodies]
    names += [""] * max(_BLANKS - len(names), 0)
    heads = "".join(
        f"<th>{_said(locale, f'sheet.sign.{name}')}</th>"
        for name in ("body", "word", "name", "date")
    )
    date = _said(locale, "sheet.sign.blank")
    rows = "".join(
        f'<tr><td>{in_html(name)}</td><td></td><td></td><td class="date">{date}</td></tr>'
        for name in names
    )
    yield f'<table class="signs"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _titled(body: str, locale: Locale) -> str:
    return locale.titles(Named("body", body), locale.lang) or body


# -- in HTML ------------------------------------------------------------------------------------


def _said(locale: Locale, code: str) -> str:
    return in_html(locale.says(code))


def _paragraph(text: str, kind: str) -> str:
    return f'<p class="{kind}">{in_html(text)}</p>' if kind else f"<p>{in_html(text)}</p>"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    told = "".join(
        f'<tr><th scope="row">{in_html(name)}</th><td>{in_html(value)}</td></tr>'
        for name, value in rows
    )
    return f'<table class="facts"><tbody>{told}</tbody></table>'


def _cut(texts: list[str], locale: Locale) -> list[str]:
    if len(texts) <= _SHOWN:
        return texts
    return [*texts[:_SHOWN], locale.says("sheet.more", count=len(texts) - _SHOWN)]


def _list(texts: list[str], locale: Locale) -> str:
    return "<ul>" + "".join(f"<li>{in_html(text)}</li>" for text in _cut(texts, locale)) + "</ul>"


def scope_of(proposal: AnyProposal) -> tuple[str, ...]:
    """Return what a proposal names as its scope."""
    return proposal.scope if isinstance(proposal, IssueProposal | EndProposal) else ()
