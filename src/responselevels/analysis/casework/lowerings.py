"""What cases show of lowering, and what mutants change of it (docs/semantics.md, section 7)."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.casework.outcomes import MET, VIOLATED, Mutant, Requirement
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.decide import Attempt
from responselevels.core.deciding.lowering import lowering_of
from responselevels.models.decisions import Effect
from responselevels.models.rules import Rules

_MODES = ("as_ending", "refused", "free")


def lowerable(rules: Rules) -> bool:
    """Say whether some tier can order two levels, so that one order may be put under another."""
    by_tier: dict[str, set[str]] = {}
    for transition in rules.transitions:
        by_tier.setdefault(transition.tier, set()).update(transition.to)
    return any(len(levels) > 1 for levels in by_tier.values())


def of_lowering(rules: Rules) -> Iterator[Requirement]:
    """Yield what the rules say of lowering; where it is free they ask nothing."""
    if lowerable(rules) and rules.lowering != "free":
        sides = (MET, VIOLATED) if rules.lowering == "as_ending" else (VIOLATED,)
        what = f"lowering.{rules.lowering}"
        yield Requirement(kind="rules", rule=rules.id, what=what, sides=sides)


def lowering_keys(case: Case, chosen: Attempt) -> Iterator[str]:
    """Yield how the case exercises it: an order lowered as an ending asks, or not so."""
    if chosen.rule is None or lowering_of(case) is None:
        return
    weighs = (found for found in chosen.findings if found.effect != Effect.NOTE)
    violated = any("lowers" in found.facts for found in weighs)
    what, rules = f"lowering.{case.scheme.lowering}", case.scheme.rules.id
    said = Requirement(kind="rules", rule=rules, what=what)
    yield said.key(VIOLATED if violated else MET)


def mutants_of_lowering(rules: Rules) -> Iterator[Mutant]:
    """Yield the rules with each other way to treat lowering."""
    for mode in _MODES if lowerable(rules) else ():
        if mode != rules.lowering:
            changed = rules.model_copy(update={"lowering": mode})
            yield Mutant(path=("lowering",), code=f"lowering.{mode}", facts={}, rules=changed)
