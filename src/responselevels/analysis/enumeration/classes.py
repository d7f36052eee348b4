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

from responselevels.analysis.enumeration.approving import (
    ApprovalChoices,
    Approving,
    Asked,
    demand_of,
)
from responselevels.analysis.enumeration.asked import (
    FLOORS,
    Facts,
    Question,
    Rule,
    lowering_endings,
    relevant_rules,
)
from responselevels.analysis.enumeration.placing import alike_above, alike_tiers
from responselevels.analysis.enumeration.statements import NOTHING, Statement, Statements
from responselevels.analysis.enumeration.subsets import (
    MAX_ENUMERATED,
    Bodies,
    TooManyClasses,
    all_assessed,
    representative,
    subsets,
)
from responselevels.core.world.table_changes import shared_facts
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.rules import Rules, Transition

FEW_CLASSES = 1000
"""In a question with more classes, of assessments only one is looked at for each way to be judged."""

MOST_CLASSES = 50_000
"""A question with more classes is not enumerated."""


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
        self.by_file: list[tuple[Rule, ...]] = [
            (*own, *ended) for own, ended in zip(found, endings, strict=True)
        ]
        asking = [
            (file, rule)
            for file, rules in zip(files, found, strict=True)
            for rule in rules
            if isinstance(rule, Transition) and question.action == "issue"
        ]
        self.statements = Statements(asking, shared_facts(files), question.level)
        self.question, self.bodies = question, tuple(bodies)
        self.approving = ApprovalChoices(
            (a for rule in self.rules if (a := self._asked(rule)) is not None), bodies
        )
        self.assessments = tuple(
            dict.fromkeys(b for rule in self.rules if (b := self._assessment(rule)) is not None)
        )
        self.ages = sorted({a.max_age for a in self.assessments if a.max_age is not None})
        required = [rule.requires for _file, rule in asking]
        self.reasons = any(rule.requires.reason for rule in self.rules) and not self._ratifies
        self.scopes = any(requires.scope_named for requires in required)
        self.expected = any(requires.expected_end for requires in required)
        self.longest = sorted({r.max_duration for r in required if r.max_duration is not None})
        self.notices = sorted({r.notice for r in required if r.notice is not None})
        waiting = (rule.ratify for _file, rule in asking)
        self.again_after = sorted({r.again_after for r in waiting if r and r.again_after})
        issues = question.action == "issue"
        floors = [f for file in files for f in file.floors if f.tier == question.tier and issues]
        self.floors = bool(floors)
        own = shape.index(question.tier)
        self._above = tuple(reversed(shape[:own]))
        self._like_above = alike_above(self._above, floors)
        self._like_tiers = alike_tiers(
            shape[own:],
            (requires.scope_tiers for requires in required),
            several=len(question.standing) > 1,
            parted=self.floors,
        )

    @property
    def _ratifies(self) -> bool:
        return self.question.action == "ratify"

    def _asked(self, rule: Rule) -> Asked | None:
        """Return the condition that approvals must fill, and what is demanded of them."""
        asked = rule.requires
        if self._ratifies:
            ratify = rule.ratify if isinstance(rule, Transition) else None
            return None if ratify is None else (ratify.approval, demand_of(ratify))
        return None if asked.approval is None else (asked.approval, demand_of(asked))

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

    def parties(self) -> tuple[Bodies, ...]:
        """Return the sets of bodies that make an assessment to look at."""
        return subsets(self._assessors(), self.assessments, all_assessed, self._singly)

    def _assessors(self) -> tuple[str, ...]:
        named = {b for a in self.assessments for b in (*a.by, *a.with_)}
        return tuple(body for body in self.bodies if body in named)

    def assessed(self) -> list[tuple[Bodies, timedelta]]:
        """Return the assessments to look at: who made each, and how old it is."""
        # One that nobody made has no age.
        return [
            (parties, age)
            for parties in self.parties()
            for age in (self._aged() if parties else (timedelta(0),))
        ]

    def _aged(self) -> tuple[timedelta, ...]:
        """Return the ages to look at: at each limit, and above the last."""
        if not self.ages:
            return (timedelta(0),)
        return (*self.ages, self.ages[-1] + timedelta(hours=1))

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

        More than one failing at a time is no further class: of both is found what is of each.
        """
        ways = dict.fromkeys(self._like_above.values())
        return (
            (FLOORS[0], None),
            *((floor, above) for above in ways for floor in FLOORS[1:]),
        )

    def scopes_named(self) -> tuple[tuple[bool, tuple[str, ...]], ...]:
        """Return whether areas are named, and of which tiers they are."""
        kinds = dict.fromkeys(self._like_tiers.values()) or [()]
        return ((False, ()), *((True, tiers) for tiers in kinds if self._scoped))

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
            yield self._of_stranger(stranger)
        for issuer, approving, (parties, age) in self._acts(issuers):
            for asked in self._asked_of_it():
                given = approving._asdict()
                facts = replace(asked, issuer=issuer, parties=parties, age=age, **given)
                if self._possible(facts):
                    yield facts

    def _of_stranger(self, issuer: str) -> Facts:
        named, tiers = self.scopes_named()[-1]
        return Facts(issuer, named=named, tiers=tiers)

    def _around(self) -> list[tuple[timedelta | None, Statement]]:
        """Return each time since a grace ended with each statement of facts."""
        return list(product(self.rests(), self.statements.all))

    def _asked_of_it(self) -> list[Facts]:
        """Return all that may be so beside who issues and approves."""
        reasons = (False, True) if self.reasons else (False,)
        return [
            Facts(
                "",
                reason=reason,
                named=named,
                length=length,
                lead=lead,
                floor=floor,
                rested=rested,
                above=above,
                tiers=tiers,
                expected=expected,
                stated=stated,
            )
            for (rested, stated), reason, (named, tiers), length, lead, (
                floor,
                above,
            ), expected in product(
                self._around(),
                reasons,
                self.scopes_named(),
                self.lengths(),
                self.leads(),
                self.failings(),
                (False, True) if self.expected else (False,),
            )
        ]

    def _acts(
        self, issuers: Iterable[str]
    ) -> Iterator[tuple[str, Approving, tuple[Bodies, timedelta]]]:
        """Yield each issuer with each way to approve what it issues, and each assessment."""
        every = self.assessed()
        # Whether there is an assessment only matters where approvals may come from before it.
        kinds = (False, True) if self.approving.tells_early else (True,)
        for issuer, assessed in product(issuers, kinds):
            given = [one for one in every if len(kinds) == 1 or bool(one[0]) == assessed]
            for pair in product(self.approving.sets(issuer, assessed=assessed), given):
                yield (issuer, *pair)

    def _count(self, parties: int) -> int:
        """Return the number of classes, including those that no proposal can have."""
        flags = (1 + self.reasons) * (1 + self.expected) * len(self.scopes_named())
        times = len(self.lengths()) * len(self.leads()) * len(self.failings()) * len(self.rests())
        bodies = sum(len(self.approving.sets(issuer, assessed=True)) for issuer in self.issuers())
        around = len(self._aged()) * len(self.statements.all)
        return bodies * parties * around * flags * times

    @cached_property
    def _singly(self) -> int:
        every = subsets(self._assessors(), self.assessments, all_assessed, MAX_ENUMERATED)
        return MAX_ENUMERATED if self._count(len(every)) <= FEW_CLASSES else 0

    @property
    def _scoped(self) -> bool:
        """Whether a scope matters: one is asked for, or two levels at once need two places."""
        several = len(self.question.standing) > 1
        return several or self.scopes or self.floors or bool(self._like_tiers)

    def _possible(self, facts: Facts) -> bool:
        """Say whether a proposal can have *facts*: several places, or a part, need a scope.

        And what is stated needs an assessment that states it.
        """
        if facts.stated and not facts.parties:
            return False
        several = len(self.question.standing) > 1
        return facts.named or (facts.floor != "touching" and not several)

    def normal(self, facts: Facts) -> Facts:
        """Return the facts that represent the class of *facts*."""
        if facts.issuer not in self.issuers():
            return self._of_stranger(self.stranger() or facts.issuer)
        parties = representative(
            facts.parties, self._assessors(), self.assessments, all_assessed, self._singly
        )
        told = bool(parties) or not self.approving.tells_early
        given = self.approving.like(facts.approving, facts.issuer, assessed=told)
        floor, above = self._failing(facts)
        return replace(
            facts,
            **given._asdict(),
            parties=parties,
            age=self._age(facts.age) if parties else timedelta(0),
            reason=facts.reason and self.reasons,
            named=facts.named and self._scoped,
            length=self._length(facts.length),
            lead=max((lead for lead in self.leads() if lead <= facts.lead), default=timedelta(0)),
            own=False,
            expected=facts.expected and self.expected,
            rested=self._rested(facts.rested),
            floor=floor,
            above=above,
            tiers=self._like_tiers.get(frozenset(facts.tiers), ()) if facts.named else (),
            stated=self.statements.like(facts.stated) if parties else NOTHING,
        )

    def _failing(self, facts: Facts) -> tuple[str, str | None]:
        """Return where the floor fails in the class of *facts*, and by whose order.

        Nowhere, where no rule counts the orders of that tier.
        """
        above = facts.above or next(iter(self._above), None)
        if facts.floor == FLOORS[0] or above not in self._like_above:
            return FLOORS[0], None
        return facts.floor, self._like_above[above]

    def _age(self, age: timedelta) -> timedelta:
        """Return the greatest age looked at that is judged as *age* is."""
        known = self._aged()
        return known[sum(age > limit for limit in self.ages)]

    def _rested(self, rested: timedelta | None) -> timedelta | None:
        if rested is None or not self.again_after or rested >= self.again_after[-1]:
            return None
        return max(known for known in self.rests() if known is not None and known <= rested)

    def _length(self, length: timedelta | None) -> timedelta | None:
        if length is None or self.question.action != "issue":
            return length if self.question.action == "issue" else Facts("").length
        finite = [known for known in self.lengths() if known is not None]
        return next((known for known in finite if length <= known), finite[-1])
