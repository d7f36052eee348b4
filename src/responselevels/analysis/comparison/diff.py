"""Two rules files compared in meaning: the classes of proposals that come out differently.

Both files decide the same proposals in the same small worlds, over the choices
that either asks about (`analysis.enumeration.classes`). Equivalent is only what no class
tells apart; titles, comments, listing order and the ids of transitions cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from responselevels.analysis.comparison.grounds import OtherGround, other_grounds
from responselevels.analysis.comparison.grouping import ClassDifference, Group, Outcome, grouped
from responselevels.analysis.comparison.structure import Difference, Pairing, paired, structure
from responselevels.analysis.comparison.tables import differing_criteria
from responselevels.analysis.comparison.validity import differing_times
from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.examined import ExaminedRules, leads, smallest
from responselevels.analysis.enumeration.examples import weighty
from responselevels.analysis.enumeration.questions import questions
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.enumeration.worlds import SharedVocabulary, WorldBuilder
from responselevels.errors import expect
from responselevels.models.decisions import Decision, Effect, Verdict
from responselevels.models.rules import Rules
from responselevels.text.catalogue import Named

__all__ = ["Difference", "Group", "OtherGround", "RulesDiff", "diff"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesDiff:
    """The differences in meaning of two rules files.

    *structure* are differences in what the files are made of; *groups* the
    classes that come out differently; *classes* counts those looked at.
    *pairing* says which transition of one is which of the other. *open* says
    why the classes were not looked at, where they were not: ``structure``,
    ``moment`` (never in force at the same time) or ``classes`` (too many).
    *grounds* are clauses and readings that differ, which is no difference in meaning.
    """

    structure: tuple[Difference, ...]
    pairing: Pairing
    groups: tuple[Group, ...] = ()
    classes: int = 0
    open: str | None = None
    grounds: tuple[OtherGround, ...] = ()

    @property
    def equivalent(self) -> bool:
        """Whether the files are proved to mean the same."""
        return not self.structure and not self.groups and self.open is None


def diff(old: Rules, new: Rules) -> RulesDiff:
    """Return how *old* and *new* differ in meaning; both must be sound."""
    expect("old", old, Rules)
    expect("new", new, Rules)
    pairing = paired(old, new)
    return replace(_compared(old, new, pairing), grounds=other_grounds(old, new, pairing))


def _compared(old: Rules, new: Rules, pairing: Pairing) -> RulesDiff:
    found = (
        *structure(old, new),
        *differing_criteria(old, new),
        *_provisional(old, new, pairing),
        *differing_times(old, new),
    )
    if any(difference.bars for difference in found):
        return RulesDiff(structure=found, pairing=pairing, open="structure")
    common = SharedVocabulary.of([old, new])
    if common.moment is None:
        return RulesDiff(structure=found, pairing=pairing, open="moment")
    comparing = _Comparing(WorldBuilder(common), pairing)
    try:
        splits = tuple(comparing.splits())
    except TooManyClasses:
        return RulesDiff(structure=found, pairing=pairing, open="classes")
    return RulesDiff(
        structure=found,
        pairing=pairing,
        groups=grouped(splits, comparing.worlds),
        classes=comparing.looked,
    )


def _provisional(old: Rules, new: Rules, pairing: Pairing) -> Iterator[Difference]:
    """Yield ways to act first and ratify after that one file has, and the other has not.

    They are tried only where a proposal names them, so that the other file
    cannot even read it. An ordinary transition without a partner is compared
    through the proposals that name none.
    """
    for code, rules, names in (
        ("provisional.removed", old, pairing.gone),
        ("provisional.added", new, pairing.come),
    ):
        for transition in rules.transitions:
            if transition.id not in names or transition.ratify is None:
                continue
            examined = ExaminedRules(rules)
            named = (q for q in examined.questions() if q.names == (transition.id,))
            asked = [question for question in named if question.action == "issue"]
            rows = [r for q in asked for r in examined.rows_of(q) if r.permitted]
            row = smallest(rows) if rows else None
            example = None if row is None else examined.worlds.example(row.question, row.facts)
            facts = {"transition": Named("transition", transition.id)}
            yield Difference(code, facts, example=example)


class _Comparing:
    """Goes through the classes of two files; *looked* counts them."""

    def __init__(self, worlds: WorldBuilder, pairing: Pairing) -> None:
        self.worlds = worlds
        self.pairing = pairing
        self.looked = 0

    def splits(self) -> Iterator[ClassDifference]:
        """Yield each class that comes out differently.

        Where a proposal names a transition, only what is not the same without.
        """
        for question in self._questions():
            for facts in self.worlds.choices(question).facts():
                split = self._split(question, facts)
                if split is None:
                    continue
                unnamed = replace(question, names=(None, None))
                if question == unnamed or self._split(unnamed, facts) is None:
                    yield split

    def _questions(self) -> Iterator[Question]:
        by_names = [{t.id: t for t in file.transitions} for file in self.worlds.common.files]
        for question in questions(self.worlds.common, self.pairing.pairs):
            named = [by_names[n][name] for n, name in enumerate(question.names) if name is not None]
            if not named or any(leads(transition, question) for transition in named):
                yield question

    def _split(self, question: Question, facts: Facts) -> ClassDifference | None:
        old = self.worlds.decide(question, facts, 0)
        new = self.worlds.decide(question, facts, 1)
        if old is None or new is None:
            return None
        self.looked += 1
        before, after = outcome_of(old), outcome_of(new)
        return None if before == after else ClassDifference(question, facts, before, after)


_ADVICE = frozenset({"floor.less_severe", "criteria.differs"})
"""What does not bind, where the rules say so, and is noted all the same."""


def outcome_of(decision: Decision) -> Outcome:
    """Return what of *decision* files can differ in; duties and grace of a permitted one only."""
    advised = frozenset(
        found.code
        for found in decision.findings
        if found.code in _ADVICE and found.effect == Effect.NOTE
    )
    outcome = Outcome(
        decision.verdict,
        weighty(decision),
        advised=frozenset() if decision.verdict == Verdict.DENY else advised,
    )
    if not decision.permitted:
        return outcome
    until, at = decision.provisional_until, decision.decided_at
    return replace(
        outcome,
        duties=frozenset(
            (
                *(duty.do, duty.to, duty.counts_from, duty.within),
                None if duty.due is None else duty.due - at,
            )
            for duty in decision.duties
        ),
        grace=None if until is None else until - at,
    )
