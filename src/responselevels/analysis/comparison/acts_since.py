"""What was done with past orders: early ends and ratifications that other rules may not permit.

A list of orders says that an order was ended, and when, but not on whose word; so no such act can
be decided again. What can be said is whether whatever the old rules permit there the new ones
permit too: the classes of ends (of ratifications) of that tier and level are decided under both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from responselevels.analysis.comparison.comparing import Comparing
from responselevels.analysis.comparison.structure import Pairing, structure
from responselevels.analysis.enumeration.asked import Question
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.enumeration.worlds import SharedVocabulary
from responselevels.models.decisions import STRICTEST_LAST, Verdict
from responselevels.models.orders import Order
from responselevels.models.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class ActImpact:
    """An early end, or a ratification, of a past order that other rules may not permit.

    *at* is when an end took effect; it is None of a ratification. *verdicts* are those that
    the new rules come to where the old ones permit, and *reasons* what they find.
    """

    action: Literal["end", "ratify"]
    at: datetime | None
    verdicts: tuple[Verdict, ...]
    reasons: tuple[str, ...]


@dataclass
class ActsSince:
    """Compares ends and ratifications under two files, each question once."""

    old: Rules
    new: Rules
    pairing: Pairing
    _known: dict[Question, ActImpact | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take what both files share; nothing, where their classes cannot be compared."""
        barred = any(difference.bars for difference in structure(self.old, self.new))
        common = None if barred else SharedVocabulary.of([self.old, self.new])
        comparable = common is not None and common.moment is not None
        self._comparing = Comparing(common, self.pairing) if common and comparable else None

    def of(self, order: Order, tier: str) -> Iterator[ActImpact]:
        """Yield the acts on *order*, of an area of *tier*, that may come out otherwise."""
        if order.ends:
            found = self._asked(Question("end", tier, order.level, (), (None, None)))
            if found is not None:
                yield from (replace(found, at=end.at) for end in order.ends)
        name = self._ratified(order)
        if name is not None:
            names = (name, dict(self.pairing.pairs)[name])
            found = self._asked(Question("ratify", tier, order.level, (), names))
            if found is not None:
                yield found

    def _ratified(self, order: Order) -> str | None:
        """Return the transition of an order that had to be ratified, and was."""
        ways = {rule.id for rule in self.old.transitions if rule.ratify is not None}
        known = order.transition in ways and order.provisional_until is None
        paired = order.transition in dict(self.pairing.pairs)
        return order.transition if known and paired else None

    def _asked(self, question: Question) -> ActImpact | None:
        if question not in self._known:
            self._known[question] = self._compared(question)
        return self._known[question]

    def _compared(self, question: Question) -> ActImpact | None:
        comparing = self._comparing
        common = None if comparing is None else comparing.worlds.common
        if comparing is None or common is None or question.tier not in common.shape:
            return None
        if question.level not in common.levels:
            return None
        try:
            splits = [
                split
                for split in comparing.splits_of(question)
                if split.old.verdict == Verdict.PERMIT and split.new.verdict != Verdict.PERMIT
            ]
        except TooManyClasses:
            return None
        if not splits:
            return None
        return ActImpact(
            action="end" if question.action == "end" else "ratify",
            at=None,
            verdicts=tuple(v for v in STRICTEST_LAST if v in {one.new.verdict for one in splits}),
            reasons=tuple(sorted(set().union(*(split.reasons for split in splits)))),
        )
