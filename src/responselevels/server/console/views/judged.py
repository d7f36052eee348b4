"""A decision as a page shows it: findings beside what they are about, what changes, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import AccessRefused, InputError, Problem
from responselevels.models.decisions import Decision, Finding
from responselevels.reports.frame.wording import (
    duties_worded,
    help_of,
    lapses_worded,
    message_of,
    overtakes_worded,
    replaces_worded,
    rule_worded,
    sources_worded,
)
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.against import (
    Against,
    clause_named,
    orders_against,
    places_against,
)
from responselevels.server.console.views.filling.remedies import (
    RemedyShown,
    remedies_for,
    remedies_of,
)
from responselevels.server.console.views.picture import Picture, measures_picture, picture_of
from responselevels.server.console.views.unchanged import unchanged_worded

_ROWS = 40
"""The number of rows of a kind that are written out; the rest are counted."""

FIELDS = {
    "transition": "level",
    "floor": "level",
    "level": "level",
    "lowering": "level",
    "criteria": "level",
    "criteria.missing": "assessment",
    "issuer": "issuer",
    "scope": "scope",
    "period": "period",
    "expected_end": "expected_end",
    "reason": "reason",
    "provisional": "transition",
    "order": "order",
    "assessment": "assessment",
}
"""The beginning of a finding's code → the field of a form that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingShown:
    """A finding in words; *more* says how many places are left out.

    *field* is the field of a form that it is about, "" where it is about none. *orders* are those that
    it rests on, *ground_title* is what its clause is called.
    """

    code: str
    effect: str
    label: str
    message: str
    places: tuple[str, ...] = ()
    more: str = ""
    remedies: tuple[RemedyShown, ...] = ()
    help: str = ""
    ground: str = ""
    ground_label: str = ""
    ground_title: str = ""
    orders: tuple[Against, ...] = ()
    field: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """A decision in words: the verdict, its findings, a picture of what changes, and lists.

    *unchanged* says that no level changes, and why; "" where some do, or the decision is a denial.
    """

    decision: Decision
    verdict: str
    told: str
    by: str
    findings: tuple[FindingShown, ...]
    picture: Picture | None
    measures: Picture | None
    lists: tuple[tuple[str, str, tuple[str, ...], int], ...]
    sources: tuple[str, ...]
    unchanged: str = ""

    def beside(self, field: str) -> list[FindingShown]:
        """Return the findings that are about a *field*."""
        return [one for one in self.findings if one.field == field]

    def rest(self, fields: Iterable[str]) -> list[FindingShown]:
        """Return the findings that are about none of *fields*."""
        return [one for one in self.findings if one.field not in set(fields)]


def decision_shown(
    reader: Reader, decision: Decision, proposal: AnyProposal | None = None
) -> DecisionShown:
    """Return a decision of *proposal* as a page shows it."""
    locale = reader.locale
    rule = None if decision.transition is None else reader.named("rule", decision.transition)
    facts = {"at": decision.decided_at, "rules": reader.title("scheme", decision.rules_id)}
    return DecisionShown(
        decision=decision,
        verdict=locale.says(f"cli.verdict.{decision.verdict.value}"),
        told=reader.says(f"verdict.{decision.verdict.value}"),
        by=reader.says("decided.none", **facts)
        if rule is None
        else reader.says("decided", rule=rule, **facts),
        findings=tuple(findings_shown(reader, decision.findings, proposal)),
        picture=picture_of(reader, decision),
        measures=measures_picture(reader, decision),
        lists=tuple(_lists(reader, decision)),
        sources=tuple(sources_worded(decision.findings, locale, decision.duties)),
        unchanged=unchanged_worded(reader, decision, proposal),
    )


def _lists(reader: Reader, decision: Decision) -> Iterator[tuple[str, str, tuple[str, ...], int]]:
    """Yield what follows, kind by kind: its name, its heading, the rows, and how many are left out."""
    kinds = (
        ("overtakes", overtakes_worded),
        ("replaces", replaces_worded),
        ("duties", duties_worded),
        ("lapses", lapses_worded),
    )
    for kind, worded in kinds:
        rows = worded(decision, reader.locale)
        if rows:
            more = max(len(rows) - _ROWS, 0)
            yield kind, reader.says(f"list.{kind}"), tuple(rows[:_ROWS]), more


def findings_shown(
    reader: Reader, findings: Iterable[Finding], proposal: AnyProposal | None = None
) -> Iterator[FindingShown]:
    """Yield findings in words, in their order."""
    for number, finding in enumerate(findings):
        yield _finding(reader, finding, number, remedies_for(reader, finding, proposal))


def _finding(
    reader: Reader, finding: Finding, number: int, remedies: tuple[RemedyShown, ...]
) -> FindingShown:
    locale, effect = reader.locale, finding.effect.value
    ground = "" if finding.rule is None else rule_worded(finding.rule, finding.cite, locale)
    cited = finding.cite is not None and finding.cite.clause is not None
    places = places_against(reader, finding)
    return FindingShown(
        code=finding.code,
        effect=effect,
        label=locale.says(f"cli.label.{effect}"),
        message=message_of(finding, locale),
        places=tuple(places[:_ROWS]),
        more=reader.says("more", count=len(places) - _ROWS) if len(places) > _ROWS else "",
        remedies=remedies,
        help="" if finding.remedies else help_of(finding, locale),
        ground=ground,
        ground_label=(label := locale.says(f"cli.label.{'clause' if cited else 'rule'}")),
        ground_title=clause_named(reader, finding) or label,
        orders=tuple(orders_against(reader, finding)),
        field=FIELDS.get(finding.code) or FIELDS.get(finding.code.partition(".")[0], ""),
        id=f"finding-{number}",
    )


def problems_shown(reader: Reader, error: InputError) -> Iterator[FindingShown]:
    """Yield what cannot be read, as findings beside the fields that it stands in."""
    for number, problem in enumerate(error.problems):
        yield FindingShown(
            code=problem.code,
            effect="deny",
            label=reader.says("unreadable"),
            message=problem.worded(reader.lang),
            field=_field_of(problem),
            remedies=remedies_of(reader, problem),
            id=f"problem-{number}",
        )


def _field_of(problem: Problem) -> str:
    first = problem.where.path[0] if problem.where.path else ""
    return str(first)


def refusal_shown(reader: Reader, error: AccessRefused) -> FindingShown:
    """Return that an account may not ask this, beside the scope: it is about areas that are not theirs."""
    return FindingShown(
        code=error.code,
        effect="deny",
        label=reader.says("unreadable"),
        message=error.worded(reader.lang),
        field="scope",
        id="problem-0",
    )
