"""What other rules would make easier: told before they are adopted, never guessed away.

Two versions are held against each other way by way: for each tier, each level
and each kind of act (issue, end, ratify), a way of the new rules is as hard as
before only where some way of the old ones asked no more in any point. Where that
cannot be told, it counts as easier. An area that gets another tier is looked at
under both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import BaseModel

from responselevels.core.world.scheme import Scheme
from responselevels.models.rules import Floor, Rules
from responselevels.register.adoption.ways import ActRule, eased, implies
from responselevels.register.log.decision_records import EasedRule

KINDS = ("issue", "end", "ratify")


def rules_for(rules: Rules, kind: str, tier: str, level: str) -> list[ActRule]:
    """Return the ways in which orders of *tier* at *level* can be issued, ended or ratified."""
    if kind == "end":
        return [
            ActRule(one, kind, level)
            for one in rules.endings
            if one.tier == tier and (one.of is None or level in one.of)
        ]
    return [
        ActRule(one, kind, level)
        for one in rules.transitions
        if one.tier == tier and level in one.to and (kind == "issue" or one.ratify is not None)
    ]


def tiers_met(old: Scheme, new: Scheme, moves: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the tiers to compare, old and new: each with itself, and those of areas that change theirs."""
    names = [tier.id for tier in new.rules.tiers]
    found = {tier.id: None for tier in old.rules.tiers}
    pairs = {(name, name): None for name in names if name in found}
    for number, area in enumerate(old.tree.ids):
        place = new.tree.numbers.get(moves.get(area, area))
        if place is not None:
            was = old.rules.tiers[old.tree.tiers[number]].id
            pairs.setdefault((was, names[new.tree.tiers[place]]))
    return list(pairs)


# -- signatures ---------------------------------------------------------------------------


def demands_lost(old: Scheme, new: Scheme, moves: Mapping[str, str]) -> list[EasedRule]:
    """Return each act for which signed approvals were demanded and would be no longer.

    Not only where a demand is struck out: also where orders without signatures
    could come from elsewhere, or what demanded them is gone, so that it could be
    put back without them.
    """
    met = tiers_met(old, new, moves)
    rows = [
        _row("signed", rule, tier, level)
        for were, tier in [*(((was,), tier) for was, tier in met), *_beside(old, new, moves, met)]
        for level in new.levels
        for kind in KINDS
        for rule in _unsigned(old, new, (kind, were, tier, level))
    ]
    rows += _gone(old, new, moves, met)
    before, after = old.rules.adoption, new.rules.adoption
    if before is not None and before.signed and (after is None or not after.signed):
        rows.append({"what": "signed", "kind": "adopt", "rule": "adoption"})
    return _once(rows)


Asked = tuple[str, tuple[str, ...], str, str]


def _unsigned(old: Scheme, new: Scheme, asked: Asked) -> Iterator[ActRule]:
    """Yield the ways of the new rules that need no signature where the old ones had none like them."""
    kind, were, tier, level = asked
    before = [rule for was in were for rule in _rules_to(old, kind, was, level)]
    if not any(rule.signed for rule in before):
        return
    for rule in rules_for(new.rules, kind, tier, level):
        if not rule.signed and all(one.signed or eased(rule, one, old, new) for one in before):
            yield rule


def _rules_to(scheme: Scheme, kind: str, tier: str, level: str) -> list[ActRule]:
    """Return the rules that lead to *level*; where there are none, those to any level: it is no freer than they."""
    found = rules_for(scheme.rules, kind, tier, level)
    return found or [
        rule for known in scheme.levels for rule in rules_for(scheme.rules, kind, tier, known)
    ]


def _lines(scheme: Scheme) -> list[tuple[str, ...]]:
    """Return, for each area, the tiers of its line, its own first."""
    tiers, tree = [tier.id for tier in scheme.rules.tiers], scheme.tree
    found: list[tuple[str, ...]] = []
    for number, tier in enumerate(tree.tiers):
        above = tree.parents[number]
        found.append((tiers[tier], *(found[above] if 0 <= above < number else ())))
    return found


def _beside(
    old: Scheme, new: Scheme, moves: Mapping[str, str], met: Iterable[tuple[str, str]]
) -> list[tuple[tuple[str, ...], str]]:
    """Return tiers that may order where they could not, each with those that could there before.

    A tier that nothing of the old rules became could order for anything.
    """
    pairs, known = set(met), [tier.id for tier in old.rules.tiers]
    became = {tier for _was, tier in pairs}
    found: dict[tuple[tuple[str, ...], str], None] = {
        (tuple(known), tier.id): None for tier in new.rules.tiers if tier.id not in became
    }
    for were, now in _carried(old, new, moves):
        for tier in now or ():
            if tier not in were and not any((was, tier) in pairs for was in were):
                found[were, tier] = None
    return list(found)


def _carried(
    old: Scheme, new: Scheme, moves: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...] | None]]:
    """Yield, for each area, the tiers of its line before and after; None where it is no more."""
    before, after = _lines(old), _lines(new)
    for number, area in enumerate(old.tree.ids):
        place = new.tree.numbers.get(moves.get(area, area))
        yield before[number], None if place is None else after[place]


def _gone(
    old: Scheme, new: Scheme, moves: Mapping[str, str], met: Iterable[tuple[str, str]]
) -> Iterator[EasedRule]:
    """Yield what demanded signatures and is gone: the way itself, or the tier from a place or from all."""
    became: dict[str, set[str]] = {}
    for was, tier in met:
        became.setdefault(was, set()).add(tier)
    there = {tier for line in _lines(new) for tier in line}
    lines = [(were, there if now is None else {*now}) for were, now in _carried(old, new, moves)]
    for tier in (one.id for one in old.rules.tiers):
        after = became.get(tier, set())
        left = any(tier in were and not after & now for were, now in lines)
        for kind in KINDS:
            signed = _signed_rules(old, kind, {tier})
            if signed and (left or not _signed_rules(new, kind, after)):
                yield {"what": "signed", "kind": kind, "rule": signed[0].rule.id, "tier": tier}


def _signed_rules(scheme: Scheme, kind: str, tiers: Iterable[str]) -> list[ActRule]:
    every = (
        rule
        for tier in tiers
        for level in scheme.levels
        for rule in rules_for(scheme.rules, kind, tier, level)
    )
    return [rule for rule in every if rule.signed]


# -- anything else ----------------------------------------------------------------------------


def easings(old: Scheme, new: Scheme, moves: Mapping[str, str]) -> list[EasedRule]:
    """Return everything that the new rules make easier, and in which points."""
    rows: list[EasedRule] = []
    for was, tier in tiers_met(old, new, moves):
        for level in new.levels:
            for kind in KINDS:
                rows += _easier(old, new, (kind, was, tier, level))
    return _once([*rows, *_floors(old.rules, new.rules), *_others(old, new)])


def _easier(old: Scheme, new: Scheme, asked: tuple[str, str, str, str]) -> Iterator[EasedRule]:
    kind, was, tier, level = asked
    before = rules_for(old.rules, kind, was, level)
    for rule in rules_for(new.rules, kind, tier, level):
        points = [eased(rule, one, old, new) for one in before]
        if all(points):
            same = [p for p, one in zip(points, before, strict=True) if one.rule.id == rule.rule.id]
            least = min(same or points, key=len, default=["new"])
            yield {**_row("eased", rule, tier, level), "points": sorted(least)}


def _row(what: Literal["signed", "eased"], rule: ActRule, tier: str, level: str) -> EasedRule:
    return {"what": what, "kind": rule.kind, "rule": rule.rule.id, "tier": tier, "level": level}


def _floors(old: Rules, new: Rules) -> Iterator[EasedRule]:
    tiers = {tier.id for tier in new.tiers}
    for floor in old.floors:
        kept = [
            one
            for one in new.floors
            if one.tier == floor.tier
            and (one.binding or not floor.binding)
            and _counted(one, new) >= _counted(floor, old)
            and _rest(one) == _rest(floor)
        ]
        if floor.tier in tiers and not kept:
            yield {"what": "eased", "kind": "floor", "rule": floor.id, "tier": floor.tier}


def _counted(floor: Floor, rules: Rules) -> set[str]:
    """Return the tiers above whose orders *floor* counts."""
    tiers = [tier.id for tier in rules.tiers]
    return set(tiers[: tiers.index(floor.tier)] if floor.of is None else floor.of)


def _rest(model: BaseModel) -> dict[str, object]:
    """Return what a floor says but its name, its source, whose orders count and whether it binds."""
    apart = {"id", "title", "cite", "binding", "of"}
    return model.model_dump(exclude=apart, exclude_defaults=True)


def _others(old: Scheme, new: Scheme) -> Iterator[EasedRule]:
    for name, body in old.rules.bodies.items():
        now = new.rules.bodies.get(name)
        if now is not None and now.tier != body.tier:
            yield {"what": "eased", "kind": "body", "rule": name, "tier": now.tier}
    shared = [level for level in old.levels if level in new.ranks]
    if shared != [level for level in new.levels if level in old.ranks]:
        yield {"what": "eased", "kind": "levels", "rule": "levels"}
    # Free asks nothing of a milder order, as an ending asks what ending asks, refused lets none pass.
    if _LOWERING.index(new.rules.lowering) < _LOWERING.index(old.rules.lowering):
        yield {"what": "eased", "kind": "lowering", "rule": "lowering"}
    before, after = old.rules.adoption, new.rules.adoption
    if before is not None and (
        after is None
        or (before.signed and not after.signed)
        or not implies(after.approval, before.approval)
    ):
        yield {"what": "eased", "kind": "adopt", "rule": "adoption"}


_LOWERING = ("free", "as_ending", "refused")
"""What is asked of a milder order over a more severe one, the least first."""


def _once(rows: Iterable[EasedRule]) -> list[EasedRule]:
    found: list[EasedRule] = []
    for row in rows:
        if row not in found:
            found.append(row)
    return found
