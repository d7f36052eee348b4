"""What is asked of the rules, and what the answer depends on: questions, and the facts of a class."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from responselevels.analysis.enumeration.approving import Approving
from responselevels.analysis.enumeration.statements import NOTHING, Statement
from responselevels.analysis.enumeration.subsets import NOBODY, Bodies
from responselevels.models.rules import Ending, Rules, Transition

FLOORS = ("met", "elsewhere", "touching", "covering")
"""Under which readings of `counts` the floor fails, each with those after it: nowhere; where
the orders above hold elsewhere only; in another part of the issuing area; in the cover."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: an action, for a tier and a level, from where it stands, by which rule.

    *level* is the proposed one, or that of the order to end or ratify.
    *standing* are the effective levels at the areas named (for an issue).
    *names* has an entry for each rules file looked at: the transition that the
    proposal names (for a ratification, that the order took), or None.
    """

    action: str
    tier: str
    level: str
    standing: tuple[str, ...]
    names: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a verdict depends on beside the question.

    *approved* are the bodies whose approval is in time, of this very proposal as far as it
    says, of the order's line and by another person than the proposer, *signed* those of them
    whose approval is signed, each by a person of its own, *bound* those of them whose approval
    has the digest of the proposal; *early*, *early_signed* and *early_bound* are the same of
    approvals that come from before the assessment. *parties* took part in an assessment made by
    the decision time, *age* is how old it is then. *named* says whether a scope is named
    (and *tiers* of which tiers its areas are, where that is asked), *expected* whether an
    expected end is, *length* how long the period is (None: open), *lead* how long after the decision
    it starts, *floor* where the floor fails (one of `FLOORS`), by an order
    of an area of the tier *above* (None: the nearest above).
    With *own*, the proposer gives these approvals in person, so that none counts.
    *rested* is how long ago the grace of an order of the area ended that nobody
    ratified (None: longer ago than any rule asks, or there was none). *stated* is what the
    assessment states of the facts that tables look at. *held* is whose order the level is that
    a single place stands at: the issuing area's (None), that of an area of the tier named here,
    above it or beneath it, or nobody's (the empty text): then it is the default.
    """

    issuer: str
    approved: Bodies = NOBODY
    parties: Bodies = NOBODY
    reason: bool = False
    named: bool = False
    length: timedelta | None = timedelta(days=1)
    lead: timedelta = timedelta(0)
    floor: str = "met"
    own: bool = False
    signed: Bodies = NOBODY
    rested: timedelta | None = None
    above: str | None = None
    stated: Statement = NOTHING
    bound: Bodies = NOBODY
    early: Bodies = NOBODY
    early_signed: Bodies = NOBODY
    early_bound: Bodies = NOBODY
    age: timedelta = timedelta(0)
    tiers: tuple[str, ...] = ()
    expected: bool = False
    held: str | None = None

    @property
    def approving(self) -> Approving:
        """The approvals, as conditions look at them; none, where the proposer gives them."""
        if self.own:
            return Approving()
        early = (self.early, self.early_signed, self.early_bound)
        return Approving(self.approved, self.signed, self.bound, *early)

    def with_approvals(self, given: Approving) -> Facts:
        """Return the same facts with other approvals."""
        return replace(self, **given._asdict())

    @property
    def size(self) -> tuple[int, ...]:
        """The size of the example; of two examples the smaller is shown."""
        return (
            FLOORS.index(self.floor),
            len(self.approved) + len(self.parties) + self.reason + self.named + len(self.tiers),
            int(self.length is None) + int(self.lead > timedelta(0)) + self.expected,
            sum(map(len, self.approving[1:]))
            + sum(map(bool, (self.rested is not None, self.above, self.age)))
            + len(self.stated),
        )


Rule = Transition | Ending


def relevant_rules(rules: Rules, question: Question, name: str | None) -> tuple[Rule, ...]:
    """Return the rules of one file that the question may turn on; too many do no harm.

    Whether one fits is left to the core.
    """
    if question.action == "end":
        return tuple(ending for ending in rules.endings if ending.tier == question.tier)
    found = (t for t in rules.transitions if t.tier == question.tier and question.level in t.to)
    if name is not None:
        return tuple(t for t in found if t.id == name)
    ratifies = question.action == "ratify"
    return tuple(t for t in found if (t.ratify is not None) == ratifies)


def lowering_endings(rules: Rules, question: Question) -> tuple[Ending, ...]:
    """Return the endings that an issue is held against for the order that it would lower.

    Where the level stands in the issuing area alone, it stands there by an order of its own
    (docs/semantics.md, section 7). Where lowering is free, no verdict asks for them, but what is
    lowered is still held against what ending it takes (`lowered_only_by_enders`).
    """
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    if rules.lowering == "refused" or question.action != "issue":
        return ()
    if len(question.standing) != 1 or ranks[question.standing[0]] <= ranks[question.level]:
        return ()
    (standing,) = question.standing
    endings = (ending for ending in rules.endings if ending.tier == question.tier)
    return tuple(ending for ending in endings if ending.of is None or standing in ending.of)
