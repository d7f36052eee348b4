"""The rules file of a new scheme, with comments on what each part means and what may be put there."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.times import duration_written
from responselevels.reports.beginnings.plans import Plan, Thing
from responselevels.reports.beginnings.writing import (
    body,
    comment,
    listed,
    quoted,
    row,
    said,
    text_of,
)


def rules_text(plan: Plan, lang: str) -> str:
    """Return the rules file of *plan*, its comments in *lang*."""
    return text_of(_lines(plan, lang))


def _lines(plan: Plan, lang: str) -> Iterator[str]:
    yield from comment("rules", lang, title=plan.title, paper=plan.paper)
    yield "#"
    yield from comment("rules.next", lang)
    yield "format: 1"
    yield f"id: {quoted(plan.id)}"
    yield f"title: {quoted(plan.title)}"
    yield ""
    yield from comment("sources", lang)
    yield "sources:"
    yield f"  paper: {{title: {quoted(plan.paper)}}}"
    yield ""
    yield from comment("levels", lang)
    yield "levels:"
    for number, level in enumerate(plan.levels):
        yield "  - " + (row(level) if number else row(level, "default: true"))
    yield ""
    yield from comment("tiers", lang)
    yield "tiers:"
    yield from (f"  - {row(tier)}" for tier in plan.tiers)
    yield ""
    yield from comment("bodies", lang)
    yield "bodies:"
    yield from _bodies(plan)
    yield from _transitions(plan, lang)
    yield from _endings(plan, lang)
    yield from comment("lowering", lang)
    yield "lowering: as_ending"
    if plan.local:
        yield from _floors(plan, lang)
    yield ""
    yield from comment("more", lang)


def _bodies(plan: Plan) -> Iterator[str]:
    yield body(plan.issuer, plan.tiers[0])
    if plan.approver is not None:
        yield body(plan.approver, plan.tiers[0])
    if plan.local:
        yield body(plan.local_body, plan.tiers[1])


def _transitions(plan: Plan, lang: str) -> Iterator[str]:
    yield ""
    yield from comment("transitions", lang)
    yield "transitions:"
    yield from _transition(plan, lang, own=True)
    if plan.local:
        yield ""
        yield from comment("local", lang, 2)
        yield from _transition(plan, lang, own=False)


def _transition(plan: Plan, lang: str, *, own: bool) -> Iterator[str]:
    """Yield the rule of the area at the top, or, where it is not its *own*, that of those beneath."""
    yield f"  - id: {'raise' if own else 'local_raise'}"
    yield f"    tier: {quoted(plan.tiers[0 if own else 1].id)}"
    yield f"    to: {listed(plan.ordered)}"
    yield f"    issuers: {listed([plan.issuer if own else plan.local_body])}"
    yield "    requires:"
    if own and plan.approver is not None:
        yield from comment("approval", lang, 6)
        yield f"      approval: {quoted(plan.approver.id)}"
    if own:
        yield from comment("period", lang, 6)
    yield "      period: bounded"
    if plan.longest is not None:
        yield f"      max_duration: {duration_written(plan.longest)}"
    if own:
        yield from comment("scope", lang, 6)
    yield "      scope: explicit"
    if own:
        yield from comment("reason", lang, 6)
        yield "      reason: true"
    yield from _cite(lang, first=own)


def _cite(lang: str, *, first: bool = False) -> Iterator[str]:
    if first:
        yield from comment("cite", lang, 4)
    yield f'    cite: {{source: paper, clause: "?", reading: {quoted(said("cite.reading", lang))}}}'


def _endings(plan: Plan, lang: str) -> Iterator[str]:
    yield ""
    yield from comment("endings", lang)
    yield "endings:"
    yield from _ending("end", plan.tiers[0], plan.issuer, plan.approver)
    yield from _cite(lang)
    if plan.local:
        yield from _ending("local_end", plan.tiers[1], plan.local_body, None)
        yield from _cite(lang)
    yield ""


def _ending(name: str, tier: Thing, issuer: Thing, approver: Thing | None) -> Iterator[str]:
    yield f"  - id: {name}"
    yield f"    tier: {quoted(tier.id)}"
    yield f"    issuers: {listed([issuer])}"
    if approver is not None:
        yield f"    requires: {{approval: {quoted(approver.id)}}}"


def _floors(plan: Plan, lang: str) -> Iterator[str]:
    yield ""
    yield from comment("floors", lang)
    yield "floors:"
    yield f"  - id: no_less_than_above\n    tier: {quoted(plan.tiers[1].id)}"
    yield from _cite(lang)
