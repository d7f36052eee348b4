"""Leaving a level again: on whatever line of areas, for good, and while the rules are in force.

An order with an end runs out. One without is left by ending it, or by an order of its area
that is put over it *for good*: without an end itself, and one that does not lapse, since it is
not provisional or can be ratified. What is put over it for an hour is no way back: then the
older order speaks again (docs/semantics.md, section 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    DecidedClass,
    ExaminedRules,
    Proof,
    least_by,
    smallest,
)
from responselevels.analysis.enumeration.worlds import Example
from responselevels.analysis.properties.reachability import orderable
from responselevels.models.decisions import Decision
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.text.catalogue import Named, Phrase


@dataclass
class Line:
    """What may be done of the orders of one tier, on a line of areas."""

    examined: ExaminedRules
    tier: str

    @cached_property
    def rows(self) -> tuple[DecidedClass, ...]:
        """The classes of orders of the tier, of their ends and of their ratifications."""
        return self.examined.rows_of_tier(self.tier)

    @cached_property
    def endless(self) -> list[DecidedClass]:
        """The permitted orders without an end, the default level's apart."""
        default = self.examined.common.levels[self.examined.common.default]
        return [
            row
            for row in self.rows
            if row.permitted
            and row.question.action == "issue"
            and row.facts.length is None
            and row.question.level != default
            and self.lasts(row)
        ]

    def ending(self, level: str) -> DecidedClass | None:
        """Return the smallest class that may end an order at *level*, None where nobody may."""
        ends = [
            row
            for row in self.rows
            if row.permitted and row.question.action == "end" and row.question.level == level
        ]
        return smallest(ends) if ends else None

    def lasts(self, row: DecidedClass) -> bool:
        """Say whether an order can stand for good: it is not to be ratified, or it can be."""
        return not row.provisional or self.ratified(row) is not None

    def ratified(self, row: DecidedClass) -> DecidedClass | None:
        """Return a class that may ratify a provisional order, issued by the same body; or None."""
        asked = ("ratify", row.question.level, (row.rule,), row.facts.issuer)
        for other in self.rows:
            question = other.question
            said = (question.action, question.level, question.names, other.facts.issuer)
            if other.permitted and said == asked:
                return other
        return None

    def over(self, row: DecidedClass) -> list[DecidedClass]:
        """Return what an area may order where it stands at the level of *row*, over the same places."""
        return [
            other
            for other in self.rows
            if other.permitted
            and other.question.action == "issue"
            and other.question.standing == (row.question.level,)
            and self._covers(other, row)
        ]

    def _covers(self, other: DecidedClass, row: DecidedClass) -> bool:
        """Say whether an order is put over another of its own area, everywhere."""
        # Where a part of the area is named, the level stands there by an order of that part.
        if other.facts.floor == "touching":
            return False
        tiers = other.facts.tiers
        return not tiers or self.tier in tiers or tiers == row.facts.tiers

    def leads_to(self, row: DecidedClass) -> frozenset[str]:
        """Return the levels to which orders that are put over *row* for good lead on, step by step."""
        steps = {
            (other.question.standing[0], other.question.level)
            for other in self.rows
            if other.permitted
            and other.question.action == "issue"
            and len(other.question.standing) == 1
            and other.facts.length is None
            and self._covers(other, row)
            and self.lasts(other)
        }
        # The transitive closure of the steps, one step further in each round.
        found = {row.question.level}
        while more := {to for start, to in steps if start in found} - found:
            found |= more
        return frozenset(found - {row.question.level})


def ways_back(name: str, examined: ExaminedRules) -> Proof:
    """Prove that each level reached is left for good: it runs out, may be ended, or leads on to the default."""
    default = examined.common.levels[examined.common.default]
    reached = orderable(examined)
    looked = sum(row.permitted and row.question.level != default for row in _issues(examined))

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


def _issues(examined: ExaminedRules) -> Iterator[DecidedClass]:
    return (row for row in examined.rows if row.question.action == "issue")


def _proof(
    name: str, examined: ExaminedRules, looked: int, stuck: Callable[[Line, DecidedClass], bool]
) -> Proof:
    against: list[Counterexample] = []
    known: set[tuple[str, str]] = set()
    for line in lines(examined):
        looked += len(line.endless)
        for key, row in least_by(line.endless, _tier_and_level):
            # What is stuck on the whole line is so on every other one: it is told once.
            if key in known or line.ending(row.question.level) is not None:
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
    """Return the order that is stuck; and, where something passes over it, that after it."""
    facts: dict[str, object] = {
        "tier": Named("tier", row.question.tier),
        "level": Named("level", row.question.level),
        "where": where(line),
        "why": Phrase("verify.stuck.never"),
    }
    levels = line.examined.common.levels
    milder = set(levels[: levels.index(row.question.level)])
    passing = [other for other in line.over(row) if other.question.level in milder]
    if not passing:
        return line.examined.shown(row, **facts)
    over = line.examined.shown(smallest(passing))
    facts["why"] = Phrase("verify.stuck.again", {"level": facts["level"]})
    first = line.examined.shown(row)
    if first.example is None or first.decision is None:
        raise LookupError(row)
    before = ((first.example, first.decision),)
    return replace(over, facts=facts, before=before)


def where(line: Line) -> Phrase:
    """Say which line of areas it is: what stands above an area of the tier."""
    shape, whole = line.examined.common.shape, tuple(t.id for t in line.examined.rules.tiers)
    above = shape[: shape.index(line.tier)]
    if above == whole[: whole.index(line.tier)]:
        return Phrase("verify.line.whole")
    if not above:
        return Phrase("verify.line.root")
    return Phrase("verify.line.skips", {"above": tuple(Named("tier", tier) for tier in above)})


# -- rules that run out -------------------------------------------------------------------


def ended_in_force(name: str, examined: ExaminedRules) -> Proof:
    """Prove that no order outlasts the rules that only an act could end, which they then deny."""
    valid = examined.rules.valid
    if valid is None or valid.to is None:
        return Proof(name=name, status="idle")
    against: list[Counterexample] = []
    for tier in examined.common.shape:
        line = Line(examined, tier)
        for (_tier, level), row in least_by(line.endless, _tier_and_level):
            first = examined.shown(row)
            last = _at_the_end(examined, line, row)
            if first.example is None or first.decision is None or last is None:
                continue
            facts = {
                "tier": Named("tier", tier),
                "level": Named("level", level),
                "until": valid.to,
            }
            step = ((first.example, first.decision),)
            example, decision = last
            against.append(
                Counterexample(facts=facts, example=example, decision=decision, before=step)
            )
    return Proof.of(name, sum(row.permitted for row in _issues(examined)), against)


def _at_the_end(
    examined: ExaminedRules, line: Line, row: DecidedClass
) -> tuple[Example, Decision] | None:
    """Return what is decided when the rules have just run out of the best that could be done before."""
    valid = examined.rules.valid
    if valid is None or valid.to is None:
        return None
    ending = line.ending(row.question.level)
    best = ending or row
    example = examined.worlds.example(best.question, best.facts)
    proposal = example.proposal
    if isinstance(proposal, EndProposal):
        proposal = proposal.model_copy(update={"at": valid.to})
        # An order that runs on: the small world of an end has one that runs out.
        orders = tuple(
            one.model_copy(
                update={
                    "period": one.period.model_copy(update={"end": None, "start": one.period.start})
                }
            )
            for one in example.orders
        )
        example = replace(example, orders=orders)
    elif isinstance(proposal, IssueProposal):
        period = proposal.period.model_copy(update={"start": valid.to})
        proposal = proposal.model_copy(update={"period": period})
    late = replace(example, proposal=proposal, at=valid.to)
    return late, examined.worlds.again(late)
