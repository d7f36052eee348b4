"""A line of areas, and what may be done there of the orders of one tier.

Where a tier is skipped, its bodies are missing: nobody of them issues, approves or ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from responselevels.analysis.enumeration.approving import Approving
from responselevels.analysis.enumeration.asked import Facts, Question, relevant_rules
from responselevels.analysis.enumeration.examined import DecidedClass, ExaminedRules, row_of
from responselevels.analysis.enumeration.sharing import Kind, kind_of
from responselevels.analysis.properties.reaching.generous import generous
from responselevels.text.catalogue import Named, Phrase


@dataclass
class Line:
    """What may be done of the orders of one tier, on a line of areas, by whoever does all that is asked."""

    examined: ExaminedRules
    tier: str

    @property
    def orders(self) -> tuple[DecidedClass, ...]:
        """The permitted orders of the tier: to each level, from each at which its area may stand."""
        kept = self.examined.kept
        if self.tier not in kept:
            kept[self.tier] = tuple(self._orders())
        return kept[self.tier]

    def _orders(self) -> Iterator[DecidedClass]:
        levels = self.examined.common.levels
        own = (t.id for t in self.examined.rules.transitions if t.tier == self.tier and t.ratify)
        known: dict[Kind, list[DecidedClass]] = {}
        for level, standing, name in product(levels, levels, (None, *own)):
            question = Question("issue", self.tier, level, (standing,), (name,))
            # What the proposals are follows from the rules that lead there, whether they fit or not.
            leading = relevant_rules(self.examined.rules, question, name)
            kind = (*kind_of(self.examined.worlds, question), *(rule.id for rule in leading))
            if kind not in known:
                known[kind] = self.permitted(question)
            yield from (row.asked(question) for row in known[kind])

    def permitted(self, question: Question) -> list[DecidedClass]:
        """Return what is permitted of *question* to those who do all that is asked."""
        worlds = self.examined.worlds
        found = []
        for facts in generous(self.examined, question):
            decision = worlds.judge(question, facts)
            if decision is not None and decision.permitted:
                found.append(row_of(question, facts, decision))
        return found

    @cached_property
    def endless(self) -> list[DecidedClass]:
        """The permitted orders without an end that last, those of the default level apart."""
        default = self.examined.common.levels[self.examined.common.default]
        endless = (row for row in self.orders if row.facts.length is None)
        return [row for row in endless if row.question.level != default and self.lasts(row)]

    def ended(self, level: str) -> bool:
        """Say whether somebody may end an order at *level*."""
        return bool(self.permitted(Question("end", self.tier, level, (), (None,))))

    def lasts(self, row: DecidedClass) -> bool:
        """Say whether an order can stand for good: it is not to be ratified, or it can be."""
        return not row.provisional or self.ratified(row)

    def ratified(self, row: DecidedClass) -> bool:
        """Say whether a provisional order can be ratified by anybody, issued by the body that it was."""
        question, facts = self.ratification(row)
        decision = self.examined.worlds.judge(question, facts)
        return decision is not None and decision.permitted

    def ratification(self, row: DecidedClass) -> tuple[Question, Facts]:
        """Return the question of ratifying *row*, with the approval of every body there is but the issuer."""
        issuer = row.facts.issuer
        others = frozenset(self.examined.common.bodies) - {issuer}
        given = Approving(others, others, others)
        question = Question("ratify", self.tier, row.question.level, (), (row.rule,))
        return question, Facts(issuer).with_approvals(given)

    def over(self, row: DecidedClass) -> list[DecidedClass]:
        """Return what may be ordered where an area stands at the level of *row*, over the same places."""
        standing = (row.question.level,)
        return [
            other
            for other in self.orders
            if other.question.standing == standing and self._covers(other, row)
        ]

    def _covers(self, other: DecidedClass, row: DecidedClass) -> bool:
        """Say whether an order is put over another of its own area, everywhere."""
        tiers = other.facts.tiers
        return not tiers or self.tier in tiers or tiers == row.facts.tiers

    def leads_to(self, row: DecidedClass) -> frozenset[str]:
        """Return the levels at which orders that are put over *row*, step by step, can leave it for good.

        The last of them has to last; those before it only have to hold when the next one begins.
        """
        over = [other for other in self.orders if self._covers(other, row)]
        steps = {(other.question.standing[0], other.question.level) for other in over}
        # The transitive closure of the steps, one step further in each round.
        stood = {row.question.level}
        while more := {to for start, to in steps if start in stood} - stood:
            stood |= more
        return frozenset(
            other.question.level
            for other in over
            if other.question.standing[0] in stood
            and other.facts.length is None
            and self.lasts(other)
        ) - {row.question.level}

    def where(self) -> Phrase:
        """Say which line it is: what stands above an area of the tier."""
        shape, whole = self.examined.common.shape, [t.id for t in self.examined.rules.tiers]
        above = shape[: shape.index(self.tier)]
        if list(above) == whole[: whole.index(self.tier)]:
            return Phrase("verify.line.whole")
        if not above:
            return Phrase("verify.line.root")
        named = tuple(Named("tier", tier) for tier in above)
        return Phrase("verify.line.skips", {"above": named})
