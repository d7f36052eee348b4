"""What undoes or gets round with less what others ordered: endings, floors, and graces in a row.

Each remark is about a rule that by itself is sound, beside another one that asks more.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.linting.implication import bound, implies
from responselevels.analysis.linting.remarks import Remark, remark
from responselevels.core.conditions import Condition
from responselevels.errors import Path
from responselevels.models.parts.conditions import AllOf, AnyOf
from responselevels.models.rules import Ending, Ratify, Rules, Transition
from responselevels.text.catalogue import Named, Phrase


def undone(rules: Rules) -> Iterator[Remark]:
    """Yield the remarks on what undoes with less what others ordered."""
    yield from _weaker_endings(rules)
    yield from _missing_floors(rules)
    for number, transition in enumerate(rules.transitions):
        if transition.ratify is not None:
            yield from _in_a_row(transition.ratify, ("transitions", number, "ratify"))


# -- endings -----------------------------------------------------------------------


def _weaker_endings(rules: Rules) -> Iterator[Remark]:
    """Find endings that take less of others than to order what they end."""
    for number, ending in enumerate(rules.endings):
        for transition in rules.transitions:
            # Who acts first has it ratified after; until then it should be easy to call off.
            if transition.ratify is not None or not _ends(ending, transition):
                continue
            points = [*_lacking(ending, transition, rules)]
            if points:
                facts = {
                    "other": Named("transition", transition.id),
                    "points": tuple(Phrase(f"phrase.weaker.{point}") for point in points),
                }
                yield remark("ending.weaker", ("endings", number), **facts)


def _ends(ending: Ending, transition: Transition) -> bool:
    levels = ending.of is None or not set(ending.of).isdisjoint(transition.to)
    return ending.tier == transition.tier and levels


def _lacking(ending: Ending, transition: Transition, rules: Rules) -> Iterator[str]:
    """Yield what to order takes and to end does not: who issues, who approves, and how."""
    asked, eased = transition.requires, ending.requires
    if asked.approval is None:
        if not all(_stands_for(issuer, ending, transition, rules) for issuer in ending.issuers):
            yield "issuer"
        return
    # Whoever issues agrees to it: an approver may end by itself what it approved.
    if not all(implies(_agreeing(issuer, ending), asked.approval) for issuer in ending.issuers):
        yield "approval"
        return
    if eased.approval is not None and asked.signed and not eased.signed:
        yield "signed"
    elif eased.approval is not None and bound(asked) and not bound(eased):
        yield "digest"


def _agreeing(issuer: str, ending: Ending) -> Condition:
    approval = ending.requires.approval
    return issuer if approval is None else AllOf(all_of=(issuer, approval))


def _stands_for(issuer: str, ending: Ending, transition: Transition, rules: Rules) -> bool:
    """Say whether *issuer* may end by right what *transition* orders: it, or who is above, agrees."""
    depth = {tier.id: number for number, tier in enumerate(rules.tiers)}
    tiers = [depth[rules.bodies[name].tier] for name in transition.issuers]
    if depth[rules.bodies[issuer].tier] < max(tiers):
        return True
    return implies(_agreeing(issuer, ending), AnyOf(any_of=transition.issuers))


# -- floors ------------------------------------------------------------------------


def _missing_floors(rules: Rules) -> Iterator[Remark]:
    """Find tiers that may order less than one above them, held by no floor to what that ordered."""
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    orders: dict[str, list[int]] = {}
    for transition in rules.transitions:
        orders.setdefault(transition.tier, []).extend(ranks[level] for level in transition.to)
    for number, tier in enumerate(rules.tiers):
        floors = [floor for floor in rules.floors if floor.tier == tier.id]
        above = [
            one.id
            for one in rules.tiers[:number]
            if tier.id in orders
            and one.id in orders
            and min(orders[tier.id]) < max(orders[one.id])
            and not any(floor.of is None or one.id in floor.of for floor in floors)
        ]
        if above:
            facts = {
                "tier": Named("tier", tier.id),
                "above": tuple(Named("tier", name) for name in above),
            }
            yield remark("floor.missing", ("tiers", number), **facts)


# -- graces ------------------------------------------------------------------------


def _in_a_row(ratify: Ratify, path: Path) -> Iterator[Remark]:
    """Remark where one grace may follow the other so soon that most of the time one runs."""
    if ratify.again_after is not None and ratify.again_after < ratify.within:
        facts = {"again_after": ratify.again_after, "within": ratify.within}
        yield remark("ratify.soon_again", (*path, "again_after"), **facts)
