"""*Rules*: each rule beside its clause and how that is read, who may do what, and the picture of the levels."""

from __future__ import annotations

from responselevels.files.sheets import Sheet, public_sheet
from responselevels.machine.diagrams import svg
from responselevels.reports.pages.rules.contents import rules_contents
from responselevels.reports.pages.rules.html import rules_page
from responselevels.reports.rules.pages import Page
from responselevels.reports.rules.scheme import scheme_page
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.lookups.authority import authority
from responselevels.text.escaping import in_json


def rules_values(reader: Reader) -> dict[str, object]:
    """Return what the page of the rules shows."""
    page = _page(reader)
    numbered = [
        (f"chapter-{number}", chapter, any(one.clause or one.reading for one in chapter.entries))
        for number, chapter in enumerate(page.chapters)
    ]
    return {
        "page": page,
        "chapters": numbered,
        "who": _who(reader),
        "authority": authority(reader),
        "digest": reader.scheme.digest,
        "picture_told": page.title,
    }


def _page(reader: Reader) -> Page:
    sheet = Sheet(reader.scheme.rules)
    hidden = reader.caller.may(Right.HIDDEN)
    return scheme_page(sheet if hidden else public_sheet(sheet), reader.lang)


def _who(reader: Reader) -> tuple[tuple[str, str, tuple[str, ...], bool], ...]:
    """Return each body with its tier, what it may do by which rule, and whether the reader acts for it."""
    rules, says = reader.scheme.rules, reader.says
    found = []
    for name, body in rules.bodies.items():
        may = [
            says("who.issue", rule=rule.id) for rule in rules.transitions if name in rule.issuers
        ]
        may += [says("who.end", rule=rule.id) for rule in rules.endings if name in rule.issuers]
        for rule in reader.scheme.transitions_by_id.values():
            if rule.approval is not None and name in rule.approval.bodies:
                may.append(says("who.approve", rule=rule.id))
            if rule.assessment is not None and name in (
                *rule.assessment.by,
                *rule.assessment.with_,
            ):
                may.append(says("who.assess", rule=rule.id))
        title, tier = reader.title("body", name), reader.title("tier", body.tier)
        found.append((title, tier, tuple(may), reader.caller.may_act_for(name)))
    return tuple(found)


def diagram(reader: Reader) -> str:
    """Return the picture of the levels and the rules between them, as SVG."""
    return svg(reader.scheme.rules, reader.lang)


def page_to_sign(reader: Reader) -> bytes:
    """Return the rules as one page to print and to sign; without measures that are not public, as `raw_rules`."""
    hidden = reader.caller.may(Right.HIDDEN)
    return rules_page(rules_contents(Sheet(reader.scheme.rules), reader.lang, hidden=hidden))


def raw_rules(reader: Reader) -> str:
    """Return the rules as they stand in the register, as JSON; without measures that are not public."""
    rules = reader.scheme.rules
    if not reader.caller.may(Right.HIDDEN):
        rules = public_sheet(Sheet(rules)).rules
    return in_json(rules.model_dump(mode="json", by_alias=True, exclude_defaults=True))
