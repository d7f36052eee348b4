"""What each finding is told with (docs/semantics.md, section 9): the cite of a key, or of its rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from responselevels.models.cites import Cite
from responselevels.models.rules import Ending, Floor, Rules, Transition
from responselevels.testing.reference.values import Cited, Finding

KEYS: dict[str, tuple[str, ...]] = {
    "assessment.missing": ("assessment",),
    "assessment.stale": ("assessment",),
    "criteria.missing": ("assessment",),
    "criteria.differs": ("assessment",),
    "approval.unsigned": ("signed",),
    "approval.few_persons": ("signed",),
    "approval.same_person": ("signed",),
    "approval.unbound": ("digest", "signed"),
    "approval.before_assessment": ("approval_after_assessment",),
    "reason.missing": ("reason",),
    "scope.missing": ("scope",),
    "scope.tier": ("scope",),
    "period.unbounded": ("period",),
    "period.too_long": ("max_duration",),
    "period.short_notice": ("notice",),
    "expected_end.missing": ("expected_end",),
}
"""The keys of `requires`, or of `ratify` where one ratifies, that a finding comes from."""

OF_RATIFY = {"provisional.repeated": ("again_after",), "provisional.longer": ("within",)}


def cited(rules: Rules, findings: Iterable[Finding], *, ratifying: bool) -> tuple[Finding, ...]:
    """Return *findings*, each with what it is told with."""
    every: list[Transition | Ending | Floor] = [*rules.transitions, *rules.endings, *rules.floors]
    by_id = {rule.id: rule for rule in every}
    return tuple(
        one
        if one.rule is None or one.cite is not None
        else replace(one, cite=_cite_of(by_id[one.rule], one.code, ratifying=ratifying))
        for one in findings
    )


def _cite_of(rule: Transition | Ending | Floor, code: str, *, ratifying: bool) -> Cited | None:
    if isinstance(rule, Floor):
        return plain_cite(rule.cite)
    of_approval = ("approval",) if code.startswith("approval.") else ()
    keys = KEYS.get(code, OF_RATIFY.get(code, of_approval))
    cites = rule.requires.cites
    if isinstance(rule, Transition) and rule.ratify is not None:
        cites = rule.ratify.cites if ratifying or code in OF_RATIFY else cites
    found = [cites[key] for key in keys if key in cites]
    return plain_cite(found[0] if found else rule.cite)


def plain_cite(cite: Cite | None) -> Cited | None:
    """Return *cite* as plain data: source, clauses as they are written, reading."""
    return None if cite is None else (cite.source, cite.clause, cite.reading)
