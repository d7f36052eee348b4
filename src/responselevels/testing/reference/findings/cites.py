"""What each finding is told with: the cite of a key, or of its rule (section 9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from responselevels.models.parts.cites import Cite
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
"""The second table of section 9: the keys that a finding comes from."""

OF_RATIFY = {"provisional.repeated": ("again_after",), "provisional.longer": ("within",)}
"""Its last two rows: the keys of `ratify`, whatever is proposed."""


def cited(rules: Rules, findings: Iterable[Finding], action: str) -> list[Finding]:
    """Return *findings* on a proposal of *action*, each with what it is told with.

    Section 9: "A finding that comes from a rule is told with the `cite` of the key that asked for
    what it misses, if that key has one in `cites`, and else with that of the rule. Its
    `rule` stays the id of the transition, ending or floor." "Clauses and readings weigh nothing:
    rules that differ in these alone decide alike."
    """
    return [
        one
        if one.rule is None or one.cite is not None
        else replace(one, cite=_cite_of(_rule_of(rules, one, action), one.code, action))
        for one in findings
    ]


def _rule_of(rules: Rules, found: Finding, action: str) -> Transition | Ending | Floor:
    """Return the rule that *found* comes from: an id may name a transition, an ending and a floor.

    Section 7: "The findings are those of section 3 and 4 with the ending as their rule." These tell
    as `lowers` what would be lowered.
    """
    of_ending = action == "end" or any(name == "lowers" for name, _value in found.facts)
    listed: tuple[Transition | Ending | Floor, ...] = rules.transitions
    if found.code == "floor.less_severe":
        listed = rules.floors
    elif of_ending:
        listed = rules.endings
    return next(rule for rule in listed if rule.id == found.rule)


def _cite_of(rule: Transition | Ending | Floor, code: str, action: str) -> Cited | None:
    """Return what a finding of *rule* is told with.

    Section 9: "To a ratification, the `approval.…` go with the keys of `ratify`.
    `issuer.not_entitled` goes with the rule, `floor.less_severe` with the floor rule"
    """
    if isinstance(rule, Floor):
        return plain_cite(rule.cite)
    of_approval = ("approval",) if code.startswith("approval.") else ()
    keys = KEYS.get(code, OF_RATIFY.get(code, of_approval))
    cites = rule.requires.cites
    if isinstance(rule, Transition) and rule.ratify is not None:
        cites = rule.ratify.cites if action == "ratify" or code in OF_RATIFY else cites
    found = [cites[key] for key in keys if key in cites]
    return plain_cite(found[0] if found else rule.cite)


def plain_cite(cite: Cite | None) -> Cited | None:
    """Return *cite* as plain data: source, clauses as they are written, reading."""
    return None if cite is None else (cite.source, cite.clause, cite.reading)
