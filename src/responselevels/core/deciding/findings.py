"""Building findings: codes, effects and facts (docs/semantics.md, section 3).

Facts are values, never sentences: areas, levels and orders as `Named`, instants as
datetimes. `text` words them, in any language, when somebody reads the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from responselevels.core.deciding.case import Case
from responselevels.core.frozen import maker
from responselevels.core.orders.entries import Entry
from responselevels.core.world.scheme import CompiledRule
from responselevels.models.decisions import Effect, Finding
from responselevels.models.parts.cites import Clause
from responselevels.models.telling import Telling
from responselevels.models.times import instant_at
from responselevels.text.catalogue import Named

make_finding = maker(Finding)
"""Makes a finding from the values of its fields, in their order."""

_BY_WEIGHT = (Effect.NOTE, Effect.PENDING, Effect.DENY)

_ASKED_BY: Mapping[str, tuple[str, ...]] = {
    "approval.before_assessment": ("approval_after_assessment",),
    "approval.few_persons": ("signed",),
    "approval.same_person": ("signed",),
    # A demand for signatures asks for a digest as well, for what is signed is bound by one.
    "approval.unbound": ("digest", "signed"),
    "approval.unsigned": ("signed",),
    "expected_end.missing": ("expected_end",),
    "period.short_notice": ("notice",),
    "period.too_long": ("max_duration",),
    "period.unbounded": ("period",),
    "provisional.longer": ("within",),
    "provisional.repeated": ("again_after",),
}
"""The key of `requires` or `ratify` that asks for what a finding misses, by its code."""

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "approval": ("approval",),
    "assessment": ("assessment",),
    "criteria": ("assessment",),
    "reason": ("reason",),
    "scope": ("scope",),
}
"""The same, by what a code begins with. What is in neither comes from its rule as a whole."""


def asked_by(code: str) -> tuple[str, ...]:
    """Return the keys of `requires` or `ratify` of which one asks for what *code* misses.

    None where it is the rule as a whole that asks, or no rule (docs/semantics.md, section 9).
    """
    return _ASKED_BY.get(code) or _FAMILIES.get(code.partition(".")[0]) or ()


def cite_of(code: str, rule: CompiledRule) -> Clause | None:
    """Return the clause of the key of *rule* that *code* goes with, else that of the rule.

    See docs/semantics.md, section 9. What is asked of a ratification stands in `ratify`.
    """
    keys = asked_by(code)
    cites = rule.ratify_cites if code.startswith("provisional.") else rule.cites
    return next((cites[key] for key in keys if key in cites), rule.cite)


def finding(
    code: str, effect: Effect, rule: CompiledRule | None = None, **facts: object
) -> Finding:
    """Return a finding; with *rule*, it comes from that transition or ending."""
    of, cite = (None, None) if rule is None else (rule.id, cite_of(code, rule))
    return make_finding(code, effect, of, cite, facts, (), (), None, None)


def told_with(found: Finding, telling: Telling) -> Finding:
    """Return a finding with what it takes to word it."""
    said = found.code, found.effect, found.rule, found.cite, found.facts
    return make_finding(*said, found.where, found.remedies, found.completions, telling)


def denied(code: str, rule: CompiledRule | None = None, **facts: object) -> Finding:
    """Return a finding that denies."""
    return finding(code, Effect.DENY, rule, **facts)


def merit_of(findings: Iterable[Finding]) -> tuple[int, int]:
    """Return by what attempts are compared, the less the better (section 3).

    The worst effect, and the number of findings that are no notes.
    """
    effects = [_BY_WEIGHT.index(found.effect) for found in findings]
    return max(effects, default=0), sum(effect > 0 for effect in effects)


def bodies(names: Iterable[str]) -> tuple[Named, ...]:
    """Return bodies as facts, by name."""
    return tuple(Named("body", name) for name in sorted(names))


def areas(case: Case, numbers: Iterable[int]) -> tuple[Named, ...]:
    """Return areas as facts, by id."""
    return tuple(Named("area", name) for name in sorted(case.scheme.tree.ids[n] for n in numbers))


def level(case: Case, rank: int) -> Named:
    """Return a level as a fact."""
    return Named("level", case.scheme.levels[rank])


def issue_of(order: Entry) -> dict[str, object]:
    """Return an order and the instant of its issue as facts."""
    return {"order": Named("order", order.id), "issued": instant_at(order.issued)}


def decided_at(case: Case) -> datetime:
    """Return the decision time."""
    return instant_at(case.at)
