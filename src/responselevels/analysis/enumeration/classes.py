"""The finite choices that a decision depends on: questions, and the classes of proposals in each.

A `Question` says what is asked: to issue, end or ratify an order, of which
tier, at which level, where it stands, naming which transition. Beside that, and
beside what denies under any rules, a verdict depends on the facts of a `Facts`
alone, and only through comparisons that some rule makes. Proposals that compare
alike are one class; a class is represented by one set of facts.
docs/verification.md holds the argument, tests/analysis/enumeration/test_worlds.py tests it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from itertools import product

from responselevels.analysis.enumeration.asked import (
    FLOORS,
    Facts,
    Question,
    Rule,
    lowering_endings,
    relevant_rules,
)
from responselevels.analysis.enumeration.statements import NOTHING, Statement, Statements
from responselevels.analysis.enumeration.subsets import (
    MAX_ENUMERATED,
    NOBODY,
    ApprovingBodies,
    Bodies,
    TooManyClasses,
    all_assessed,
    all_filled,
    filled_pattern,
    maximal_unfilling,
    representative,
    signed_subsets,
    subsets,
)
from responselevels.core.conditions import Condition
from responselevels.core.world.table_changes import shared_facts
from responselevels.models.conditions import bodies_in
from responselevels.models.rules import AssessmentRule, Floor, Rules, Transition

FEW_CLASSES = 1000
"""In a question with more classes, of assessments only one is looked at for each way to be judged."""

MOST_CLASSES = 50_000
"""A question with more classes is not enumerated."""


_Said = tuple[Bodies, bool, bool, timedelta | None, timedelta]
"""An assessment, a reason, a scope, a length and a lead."""


class FactChoices:
    """The choices of facts for one question under one or several rules files."""

    def __init__(
        self,
        files: Sequence[Rules],
        question: Question,
        bodies: Sequence[str],
        fitting: Sequence[Bodies] | None = None,
        *,
        shape: Sequence[str],
    ) -> None:
        """Take the rules files, and the *bodies* that all of them know, in order.

        *fitting* are the ids of the transitions that fit, for each file, where it
        is known: no check asks about the others. *shape* are the tiers that the areas
        are of, from the top down.
        """
        pairs = zip(files, question.names, strict=True)
        found = [relevant_rules(file, question, name) for file, name in pairs]
        if fitting is not None:
            named = zip(found, fitting, strict=True)
            found = [tuple(rule for rule in rules if rule.id in ids) for rules, ids in named]
        endings = [lowering_endings(file, question) for file in files]
        self.rules: list[Rule] = [rule for rules in (*found, *endings) for rule in rules]
        asking = [
            (file, rule)
            for file, rules in zip(files, found, strict=True)
            for rule in rules
            if isinstance(rule, Transition) and question.action == "issue"
        ]
        self.statements = Statements(asking, shared_facts(files), question.level)
        self.question = question
        self.bodies = tuple(bodies)
        asked = dict.fromkeys(a for rule in self.rules if (a := self._asked(rule)) is not None)
        self.conditions = tuple(condition for condition, signed in asked if not signed)
        self.signed = tuple(condition for condition, signed in asked if signed)
        self.assessments = tuple(
            dict.fromkeys(b for rule in self.rules if (b := self._assessment(rule)) is not None)
        )
        issues = question.action == "issue"
        required = [r.requires for r in self.rules if isinstance(r, Transition) and issues]
        self.reasons = any(rule.requires.reason for rule in self.rules) and not self._ratifies
        self.scopes = any(requires.scope == "explicit" for requires in required)
        self.longest = sorted({r.max_duration for r in required if r.max_duration is not None})
        self.notices = sorted({r.notice for r in required if r.notice is not None})
        waiting = (r.ratify for r in self.rules if isinstance(r, Transition) and issues)
        asked_first = {r.again_after for r in waiting if r is not None and r.again_after}
        self.again_after = sorted(asked_first)
        floors = [f for file in files for f in file.floors if f.tier == question.tier and issues]
        self.floors = bool(floors)
        self._above = tuple(reversed(shape[: shape.index(question.tier)]))
        self._like_above = _alike_above(self._above, floors)

    @property
    def _ratifies(self) -> bool:
        return self.question.action == "ratify"

    def _asked(self, rule: Rule) -> tuple[Condition, bool] | None:
        """Return the condition that approvals must fill, and whether signed ones must."""
        if self._ratifies:
            ratify = rule.ratify if isinstance(rule, Transition) else None
            return None if ratify is None else (ratify.approval, ratify.signed)
        approval = rule.requires.approval
        return None if approval is None else (approval, rule.requires.signed)

    def _assessment(self, rule: Rule) -> AssessmentRule | None:
        return None if self._ratifies else rule.requires.assessment

    # -- each fact ---------------------------------------------------------------

    def issuers(self) -> tuple[str, ...]:
        """Return the bodies that some rule lets issue."""
        entitled = {issuer for rule in self.rules for issuer in rule.issuers}
        return tuple(body for body in self.bodies if body in entitled)

    def stranger(self) -> str | None:
        """Return a body that no rule lets issue, if there is one."""
        entitled = {issuer for rule in self.rules for issuer in rule.issuers}
        return next((body for body in self.bodies if body not in entitled), None)

    def approvals(self, issuer: str) -> tuple[ApprovingBodies, ...]:
        """Return the approving bodies to look at where *issuer* issues, with those that sign."""
        names = self._approvers(issuer)
        if not self.signed:
            return tuple(
                (b, NOBODY) for b in subsets(names, self.conditions, all_filled, MAX_ENUMERATED)
            )
        if not self.conditions:
            return tuple((b, b) for b in subsets(names, self.signed, all_filled, MAX_ENUMERATED))
        return signed_subsets(names, self.conditions, self.signed)

    def _like_approvals(self, facts: Facts) -> ApprovingBodies:
        """Return what stands for the approvals of *facts* among those looked at."""
        names = self._approvers(facts.issuer)
        if facts.own:
            return NOBODY, NOBODY
        if not self.conditions:
            signed = representative(facts.signed, names, self.signed, all_filled, MAX_ENUMERATED)
            return signed, signed
        if not self.signed:
            return representative(
                facts.approved, names, self.conditions, all_filled, MAX_ENUMERATED
            ), NOBODY
        known = (facts.approved & frozenset(names), facts.signed & frozenset(names))
        every = signed_subsets(names, self.conditions, self.signed)
        if known in every:
            return known
        kind = filled_pattern(known, self.conditions, self.signed)
        return next(b for b in every if filled_pattern(b, self.conditions, self.signed) == kind)

    def maximal_unfilling(self, issuer: str) -> tuple[Bodies, ...]:
        """Return the widest sets of approving bodies that fill no condition where *issuer* issues.

        If another approval would wrongly count, one of these would show it.
        """
        return maximal_unfilling(self._approvers(issuer), (*self.conditions, *self.signed))

    def _approvers(self, issuer: str) -> tuple[str, ...]:
        conditions = (*self.conditions, *self.signed)
        named = {body for condition in conditions for body in bodies_in(condition)}
        return tuple(b for b in self.bodies if b in named and b != issuer)

    def parties(self) -> tuple[Bodies, ...]:
        """Return the sets of bodies that make an assessment to look at."""
        return subsets(self._assessors(), self.assessments, all_assessed, self._singly)

    def _assessors(self) -> tuple[str, ...]:
        named = {b for a in self.assessments for b in (*a.by, *a.with_)}
        return tuple(body for body in self.bodies if body in named)

    def lengths(self) -> tuple[timedelta | None, ...]:
        """Return the lengths of period to look at: at each limit, just above the last, and open."""
        if self.question.action != "issue":
            return (Facts("").length,)
        if not self.longest:
            return (Facts("").length, None)
        return (*self.longest, self.longest[-1] + timedelta(hours=1), None)

    def leads(self) -> tuple[timedelta, ...]:
        """Return how long after the decision the period starts: at once, and at each notice."""
        return (timedelta(0), *self.notices)

    def rests(self) -> tuple[timedelta | None, ...]:
        """Return how long ago a grace ended unratified: long enough, just now, and at each limit."""
        return (None, timedelta(0), *self.again_after[:-1]) if self.again_after else (None,)

    def failings(self) -> tuple[tuple[str, str | None], ...]:
        """Return where the floor may fail, each time with whose orders make it fail.

        One tier above stands for all whose orders the same floor rules count. More than one
        failing at a time is no further class: a decision finds of both what it finds of each.
        """
        ways = dict.fromkeys(self._like_above.values())
        return (
            (FLOORS[0], None),
            *((floor, above) for above in ways for floor in FLOORS[1:]),
        )

    # -- all together --------------------------------------------------------------

    def facts(self) -> Iterator[Facts]:
        """Yield one set of facts for each class.

        A body that no rule lets issue is denied whatever else: that is one class.

        Raises:
            TooManyClasses: there are more than can be enumerated.
        """
        issuers = self.issuers()
        stranger = self.stranger()
        if self._count(len(self.parties())) > MOST_CLASSES:
            raise TooManyClasses
        if stranger is not None:
            yield Facts(stranger, named=self._scoped)
        for issuer, (approved, signed) in self._approved(issuers):
            for (rested, stated), (values, (floor, above)) in product(
                self._around(), self._asked_of_it()
            ):
                facts = Facts(
                    issuer,
                    approved,
                    *values,
                    floor,
                    signed=signed,
                    rested=rested,
                    above=above,
                    stated=stated,
                )
                if self._possible(facts):
                    yield facts

    def _around(self) -> list[tuple[timedelta | None, Statement]]:
        """Return each time since a grace ended with each statement of facts."""
        return list(product(self.rests(), self.statements.all))

    def _asked_of_it(self) -> list[tuple[_Said, tuple[str, str | None]]]:
        """Return each assessment with each reason, scope, length, lead; and each failing floor."""
        flags = (False, True)
        said = product(
            self.parties(),
            flags if self.reasons else flags[:1],
            flags if self._scoped else flags[:1],
            self.lengths(),
            self.leads(),
        )
        return list(product(said, self.failings()))

    def _approved(self, issuers: Iterable[str]) -> Iterator[tuple[str, ApprovingBodies]]:
        """Yield each issuer with each set of bodies that approve what it issues."""
        return ((issuer, pair) for issuer in issuers for pair in self.approvals(issuer))

    def _count(self, parties: int) -> int:
        """Return the number of classes, including those that no proposal can have."""
        flags = (2 if self.reasons else 1) * (2 if self._scoped else 1)
        times = len(self.lengths()) * len(self.leads()) * len(self.failings()) * len(self.rests())
        bodies = sum(len(self.approvals(issuer)) for issuer in self.issuers())
        return bodies * parties * flags * times * len(self.statements.all)

    @cached_property
    def _singly(self) -> int:
        every = subsets(self._assessors(), self.assessments, all_assessed, MAX_ENUMERATED)
        return MAX_ENUMERATED if self._count(len(every)) <= FEW_CLASSES else 0

    @property
    def _scoped(self) -> bool:
        """Whether a scope matters: one is asked for, or two levels at once need two places."""
        return self.scopes or self.floors or len(self.question.standing) > 1

    def _possible(self, facts: Facts) -> bool:
        """Say whether a proposal can have *facts*: several places, or a part, need a scope.

        And what is stated needs an assessment that states it.
        """
        if facts.stated and not facts.parties:
            return False
        if facts.named:
            return True
        return facts.floor != "touching" and len(self.question.standing) <= 1

    def normal(self, facts: Facts) -> Facts:
        """Return the facts that represent the class of *facts*."""
        if facts.issuer not in self.issuers():
            return Facts(self.stranger() or facts.issuer, named=self._scoped)
        assessors = self._assessors()
        approved, signed = self._like_approvals(facts)
        floor, above = self._failing(facts)
        return replace(
            facts,
            approved=approved,
            signed=signed,
            parties=representative(
                facts.parties, assessors, self.assessments, all_assessed, self._singly
            ),
            reason=facts.reason and self.reasons,
            named=facts.named and self._scoped,
            length=self._length(facts.length),
            lead=max((lead for lead in self.leads() if lead <= facts.lead), default=timedelta(0)),
            own=False,
            rested=self._rested(facts.rested),
            floor=floor,
            above=above,
            stated=self.statements.like(facts.stated) if facts.parties else NOTHING,
        )

    def _failing(self, facts: Facts) -> tuple[str, str | None]:
        """Return where the floor fails in the class of *facts*, and by whose order.

        Nowhere, where no rule counts the orders of that tier.
        """
        above = facts.above or next(iter(self._above), None)
        if facts.floor == FLOORS[0] or above not in self._like_above:
            return FLOORS[0], None
        return facts.floor, self._like_above[above]

    def _rested(self, rested: timedelta | None) -> timedelta | None:
        if rested is None or not self.again_after or rested >= self.again_after[-1]:
            return None
        return max(known for known in self.rests() if known is not None and known <= rested)

    def _length(self, length: timedelta | None) -> timedelta | None:
        if length is None or self.question.action != "issue":
            return length if self.question.action == "issue" else Facts("").length
        finite = [known for known in self.lengths() if known is not None]
        return next((known for known in finite if length <= known), finite[-1])


def _alike_above(above: Sequence[str], floors: Sequence[Floor]) -> dict[str, str | None]:
    """Return for each tier *above* whose orders some rule counts the one that stands for it.

    The nearest that the same rules count, None where this is the nearest of all.
    """
    first: dict[tuple[bool, ...], str | None] = {}
    alike: dict[str, str | None] = {}
    for tier in above:
        counted = tuple(floor.of is None or tier in floor.of for floor in floors)
        if any(counted):
            alike[tier] = first.setdefault(counted, None if tier == above[0] else tier)
    return alike
