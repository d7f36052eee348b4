"""Leaving a level again: on whatever line of areas, for good, and while the rules are in force.

An order with an end runs out. One without is left by ending it, or by an order of its area
that is put over it *for good*: without an end itself, and one that does not lapse, since it is
not provisional or can be ratified. What is put over it for an hour is no way back: then the
older order speaks again (docs/semantics.md, section 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    least_by,
    smallest,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.properties.reaching.climbing import issued_order
from responselevels.analysis.properties.reaching.generous import pared
from responselevels.analysis.properties.reaching.lines import Line
from responselevels.analysis.properties.reaching.reachability import orderable
from responselevels.models.decisions import Decision
from responselevels.models.proposals import EndProposal
from responselevels.text.catalogue import Named, Phrase


def ways_back(name: str, examined: ExaminedRules) -> Proof:
    """Prove that each level reached is left for good: it runs out, may be ended, or leads on to the default."""
    default = examined.common.levels[examined.common.default]
    reached = orderable(examined)
    looked = sum(
        row.question.action == "issue" and row.question.level != default
        for row in examined.permitted
    )

    def stuck(line: Line, row: DecidedClass) -> bool:
        known = (row.question.tier, row.question.level) in reached
        return known and default not in line.leads_to(row)

    return _proof(name, examined, looked, stuck)


def unstuck(name: str, examined: ExaminedRules) -> Proof:
    """Prove that no area is stuck with an order without an end that nobody may end, or lower for good."""
    levels, default = examined.common.levels, examined.common.default

    def stuck(line: Line, row: DecidedClass) -> bool:
        rank = levels.index(row.question.level)
        return rank > default and not set(levels[:rank]) & line.leads_to(row)

    return _proof(name, examined, 0, stuck)


def _proof(
    name: str, examined: ExaminedRules, looked: int, stuck: Callable[[Line, DecidedClass], bool]
) -> Proof:
    against: list[Counterexample] = []
    known: set[tuple[str, str]] = set()
    for line in lines(examined):
        looked += len(line.endless)
        for key, row in least_by(line.endless, _tier_and_level):
            # What is stuck on the whole line is so on every other one: it is told once.
            if key in known or line.ended(row.question.level):
                continue
            if stuck(line, row):
                known.add(key)
                against.append(_against(line, row))
    return Proof.of(name, looked, against)


def _tier_and_level(row: DecidedClass) -> tuple[str, str]:
    return row.question.tier, row.question.level


def lines(examined: ExaminedRules) -> Iterator[Line]:
    """Yield each tier that may order without an end, on each line of areas; whole lines first."""
    for tier in examined.common.shape:
        own = [t for t in examined.rules.transitions if t.tier == tier]
        if any(t.requires.period == "open" for t in own):
            for narrowed in examined.lines_of(tier):
                yield Line(narrowed, tier)


def _against(line: Line, row: DecidedClass) -> Counterexample:
    """Return the order that is stuck; and, where something milder passes over it, that after it."""
    facts: dict[str, object] = {
        "tier": Named("tier", row.question.tier),
        "level": Named("level", row.question.level),
        "where": line.where(),
        "why": Phrase("verify.stuck.never"),
    }
    levels = line.examined.common.levels
    milder = set(levels[: levels.index(row.question.level)])
    passing = [other for other in line.over(row) if other.question.level in milder]
    examined = line.examined
    first = examined.step(pared(examined, row))
    if not passing:
        return Counterexample(facts=facts, example=first[0], decision=first[1])
    facts["why"] = Phrase("verify.stuck.again", {"level": facts["level"]})
    second = examined.shown(pared(examined, smallest(passing)), **facts)
    return replace(second, before=(first,))


# -- rules that run out -------------------------------------------------------------------


def ended_in_force(name: str, examined: ExaminedRules) -> Proof:
    """Prove that no order outlasts the rules that only an act could end, which they then deny."""
    valid = examined.rules.valid
    if valid is None or valid.to is None:
        return Proof(name=name, status="idle")
    looked = 0
    against: list[Counterexample] = []
    for tier in examined.common.shape:
        line = Line(examined, tier)
        looked += len(line.orders)
        for (_tier, level), row in least_by(line.endless, _tier_and_level):
            facts = {
                "tier": Named("tier", tier),
                "level": Named("level", level),
                "until": valid.to,
            }
            first = examined.step(pared(examined, row))
            late = _late(*first, valid.to)
            decision = examined.worlds.again(late)
            against.append(
                Counterexample(facts=facts, example=late, decision=decision, before=(first,))
            )
    return Proof.of(name, looked, against)


def _late(example: Example, decision: Decision, at: datetime) -> Example:
    """Return the proposal to end, when the rules have run out, what *example* orders, by who issued it."""
    order = issued_order(example, decision, f"O-{len(example.orders) + 1}")
    proposal = EndProposal(id="P-2", action="end", order=order.id, at=at, issuer=order.issuer or "")
    return replace(example, orders=(*example.orders, order), proposal=proposal, at=at, signed=())
