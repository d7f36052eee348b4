"""`sheet_page`: what is asked, what the rules say to it, what would follow, and blanks to sign, on paper.

The order is that of an official paper: the matter, the verdict with its grounds, what would follow, who
must still approve, and the signatures. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.world.scheme import Scheme
from responselevels.models.decisions import Decision, Finding
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.times import instant_written
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
from responselevels.reports.pages.sheet.html import (
    bullets,
    labelled,
    paragraph,
    said,
    table,
)
from responselevels.reports.pages.sheet.signing import heading, signing
from responselevels.reports.pictures.changes import changes_picture
from responselevels.text.catalogue import Named, visible
from responselevels.text.dates import WRITTEN_OUT, zone_worded

_PACKAGE = "responselevels.reports.pages.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequest:
    """What a sheet is made of: a proposal, the decision on it, and the digest that approvals bind to."""

    proposal: AnyProposal
    decision: Decision
    digest: str
    scheme: Scheme
    locale: Locale


def sheet_page(asked: SheetRequest, *, paper: bool = False) -> bytes:
    """Return the page, times in the offset of the proposal; with *paper*, as what makes a PDF can draw it."""
    locale = replace(asked.locale.of(asked.decision), prose=True)
    sheet = replace(asked, locale=locale)
    title = locale.says("sheet.title")
    body = "\n".join(_parts(sheet))
    about = locale.says(
        "sheet.about",
        scheme=locale.titles(Named("scheme", asked.decision.rules_id), locale.lang)
        or asked.decision.rules_id,
        verdict=locale.says(f"sheet.verdict.{asked.decision.verdict.value}"),
    )
    return page_of(
        PageParts(
            lang=locale.lang,
            title=f"{title} {visible(asked.proposal.id)}",
            body=f'<main class="sheet{" paper" * paper}">\n{body}\n</main>',
            about=(
                ("description", visible(about)),
                ("keywords", asked.digest),
                ("dcterms.created", instant_written(asked.decision.decided_at)),
            ),
            styles=(part(_PACKAGE, "sheet.css"),),
        )
    )


def _parts(sheet: SheetRequest) -> Iterator[str]:
    locale, decision = sheet.locale, sheet.decision
    scheme = locale.fact(Named("scheme", decision.rules_id))
    drill = f" · {locale.says('sheet.drill.short')}" * decision.drill
    head = f"{locale.says('sheet.title')} {sheet.proposal.id}{drill} · {sheet.digest[:23]}…"
    yield f'<p class="running">{in_html(head)}</p>'
    yield f"<h1>{said(locale, 'sheet.title')}</h1>"
    yield paragraph(locale.says("sheet.of", scheme=scheme), "faint")
    if decision.drill:
        yield paragraph(locale.says("sheet.drill"), "drill")
    yield from heading(sheet.proposal, decision, locale)
    yield table(_facts(sheet))
    verdict = locale.says(f"sheet.verdict.{decision.verdict.value}")
    yield f'<p class="verdict {decision.verdict.value}"><strong>{in_html(verdict)}</strong></p>'
    yield paragraph(_provenance(decision, locale), "faint")
    for number, finding in enumerate(decision.findings, 1):
        yield _finding(number, finding, locale)
    yield from _consequences(sheet)
    yield from signing(sheet.proposal, decision, locale)
    sources = sources_worded(decision.findings, locale, decision.duties)
    yield from _listed("sources", sources, locale)
    if locale.lang in WRITTEN_OUT:
        zone = zone_worded(locale.zone, locale.lang)
        yield paragraph(locale.says("cli.prose.zone", zone=zone), "faint")


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
        rows.append(labelled("clause", [clause_worded(finding.cite, locale)], locale))
    rows.append(labelled("where", where_worded(finding, locale), locale))
    remedies = [remedy_worded(one, locale) for one in finding.remedies]
    rows.append(labelled("remedy", remedies or [help_of(finding, locale)], locale))
    return "".join(rows) + "</div>"


def _consequences(sheet: SheetRequest) -> Iterator[str]:
    locale, decision = sheet.locale, sheet.decision
    changes = changes_worded(decision, locale)
    yield f"<h2>{said(locale, 'sheet.changes')}</h2>"
    if not changes:
        yield paragraph(locale.says("sheet.changes.none"), "")
    else:
        yield changes_picture(decision.changes, sheet.scheme, locale)
        yield bullets(changes, locale)
    yield from _listed("measures", measures_worded(decision, locale), locale)
    yield from _listed("overtakes", overtakes_worded(decision, locale), locale)
    yield from _listed("replaces", replaces_worded(decision, locale), locale)
    yield from _listed("duties", duties_worded(decision, locale), locale)
    yield from _listed("lapses", lapses_worded(decision, locale), locale)


def _listed(part_of: str, texts: list[str], locale: Locale) -> Iterator[str]:
    if texts:
        yield f"<h2>{said(locale, f'sheet.{part_of}')}</h2>"
        yield bullets(texts, locale)


def scope_of(proposal: AnyProposal) -> tuple[str, ...]:
    """Return what a proposal names as its scope."""
    return proposal.scope if isinstance(proposal, IssueProposal | EndProposal) else ()
