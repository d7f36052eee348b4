"""A line of areas, and what may be done there of the orders of one tier.

Where a tier is skipped, its bodies are missing: nobody of them issues, approves or ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

from responselevels.analysis.enumeration.approving import Approving
from responselevels.analysis.enumeration.asked import Facts, Question, relevant_rules
from responselevels.analysis.enumeration.examined import (
    ExaminedRules,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.sharing import Kind, kind_of
from responselevels.analysis.properties.reaching.generous import generous
from responselevels.text.catalogue import Named, Phrase


class _Standing(NamedTuple):
    """Where the places of an order come to stand: at which *level*, by an order for the *whole* area or not.

    An order for some places leaves the area itself where it was, at the default. *hidden* is the
    most severe rank of the area's orders beneath, which an order less severe would lower as well;
    -1 where that takes nothing.
    """

    level: str
    whole: bool
    hidden: int


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
        judge = self.examined.worlds.judge
        rows = (judge(question, facts) for facts in generous(self.examined, question))
        return [row for row in rows if row is not None and row.permitted]

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
        """Return what may be ordered where *row* is in force, over all the places that it is for."""
        return [other for other, _ in self._over(row, {self._first(row)})]

    def _first(self, row: DecidedClass) -> _Standing:
        return _Standing(row.question.level, self._whole(row), -1)

    def _over(
        self, row: DecidedClass, stood: set[_Standing]
    ) -> Iterator[tuple[DecidedClass, _Standing]]:
        """Yield each order that may be put over *row*, from somewhere in *stood*, and where that leads."""
        ranks, free = self.examined.common.levels.index, self.examined.rules.lowering == "free"
        parts, heard = not self._whole(row), self._heard(row.facts.tiers)
        for other, (level, whole, hidden) in product(self.orders, stood):
            to = other.question.level
            # What is hidden beneath a more severe order is lowered, too, and what that takes is
            # not looked at in the class: it is what nobody may end.
            if other.question.standing != (level,) or ranks(to) < hidden:
                continue
            beneath = -1 if free else max(hidden, ranks(level))
            if self._whole(other) and (whole or self._anyhow(other)):
                yield other, _Standing(to, True, beneath)
            if parts and self._named(other, row) and (heard or self._anyhow(other)):
                yield other, _Standing(to, False, beneath)

    def _whole(self, row: DecidedClass) -> bool:
        """Say whether an order is for the area as a whole, and not for places in it alone."""
        return not row.facts.tiers or self.tier in row.facts.tiers

    def _heard(self, tiers: tuple[str, ...]) -> bool:
        """Say whether areas of all *tiers* stand where an order of the area for them says."""
        shape = self.examined.common.shape
        heard = {tier.id: tier.inherits for tier in self.examined.rules.tiers}
        lowest = max((shape.index(tier) for tier in tiers), default=0)
        return all(heard[tier] for tier in shape[shape.index(self.tier) + 1 : lowest + 1])

    def _anyhow(self, other: DecidedClass) -> bool:
        """Say whether an order may start from the default as well as from where *other* starts."""
        return (other.rule, other.question.level, other.facts.tiers) in self._from_default

    @cached_property
    def _from_default(self) -> frozenset[tuple[str | None, str, tuple[str, ...]]]:
        start = (self.examined.common.levels[self.examined.common.default],)
        return frozenset(
            (one.rule, one.question.level, one.facts.tiers)
            for one in self.orders
            if one.question.standing == start
        )

    def _named(self, other: DecidedClass, row: DecidedClass) -> bool:
        """Say whether the order *other* is permitted for the very places of *row*."""
        tiers = row.facts.tiers
        return other.facts.tiers == tiers or self.examined.permits(
            other.question, replace(other.facts, named=True, tiers=tiers)
        )

    def leads_to(self, row: DecidedClass) -> frozenset[str]:
        """Return the levels at which orders that are put over *row*, step by step, can leave it for good.

        The last of them has to last; those before it only have to hold when the next one begins.
        """
        stood = {self._first(row)}
        # The transitive closure of the steps, one step further in each round.
        while more := {standing for _, standing in self._over(row, stood)} - stood:
            stood |= more
        return frozenset(
            other.question.level
            for other, _ in self._over(row, stood)
            if other.facts.length is None and self.lasts(other)
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
