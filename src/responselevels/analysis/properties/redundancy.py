"""No transition or ending is shadowed by another that is always at least as easy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from responselevels.analysis.enumeration.asked import Question
from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    ProofStatus,
)
from responselevels.analysis.enumeration.judging import DecidedClass
from responselevels.analysis.enumeration.questions import questions
from responselevels.analysis.enumeration.sharing import Kind, kind_of
from responselevels.analysis.enumeration.worlds import SharedVocabulary, WorldBuilder
from responselevels.analysis.linting.implication import brings_no_more
from responselevels.models.decisions import STRICTEST_LAST
from responselevels.models.rules import Ending, Rules, Transition
from responselevels.text.catalogue import Named

Rule = Transition | Ending


def unshadowed(name: str, examined: ExaminedRules) -> Proof:
    """Prove that each transition and ending permits something that no other single one does.

    One is easier than another only where it brings no more duties and no grace
    to run out; of two that are alike, the later one is called superfluous.
    """
    looked = 0
    against: list[Counterexample] = []
    for kind, rules in (
        ("transition", examined.rules.transitions),
        ("ending", examined.rules.endings),
    ):
        for easy, hard in _pairs(rules):
            comparison = RulePair(examined.rules, easy, hard)
            shown = comparison.shadowed()
            looked += comparison.looked
            if shown is not None and not _known(against, hard.id):
                facts: dict[str, object] = {
                    "rule": Named(kind, hard.id),
                    "other": Named(kind, easy.id),
                }
                against.append(_shown(examined, shown, hard, facts))
    status: ProofStatus = (
        "refuted" if against else "proved"
    )  # also where no two rules can be compared
    return Proof(name=name, status=status, classes=looked, counterexamples=tuple(against))


def _pairs(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    for easy in rules:
        for hard in rules:
            if easy is not hard and easy.tier == hard.tier and _may_be_easier(easy, hard):
                yield easy, hard


def _may_be_easier(easy: Rule, hard: Rule) -> bool:
    if not brings_no_more(easy, hard):
        return False
    if not isinstance(easy, Transition) or not isinstance(hard, Transition):
        return True
    return easy.ratify is None and set(hard.to) <= set(easy.to)


def _known(against: list[Counterexample], rule: str) -> bool:
    return any(named.id == rule for c in against if isinstance(named := c.facts["rule"], Named))


class RulePair:
    """Two rules held against each other, each alone in the file."""

    def __init__(self, rules: Rules, easy: Rule, hard: Rule) -> None:
        """Take the file, and the two rules."""
        self.places = [_place(rules, rule) for rule in (easy, hard)]
        self.named = hard.id if isinstance(hard, Transition) and hard.ratify is not None else None
        self.hard = hard
        self.common = SharedVocabulary.of([_only(rules, easy), _only(rules, hard)])
        self.worlds = WorldBuilder(self.common)
        self.looked = 0

    def shadowed(self) -> DecidedClass | None:
        """Return the first class that both permit if the easy one is never harder, else None."""
        both: DecidedClass | None = None
        stricter = False
        for easy, hard in self._rows():
            self.looked += 1
            if STRICTEST_LAST.index(easy.verdict) > STRICTEST_LAST.index(hard.verdict):
                return None
            stricter = stricter or easy.verdict != hard.verdict
            if both is None and hard.permitted:
                both = hard
        alike_but_earlier = not stricter and self.places[0] > self.places[1] and self.named is None
        return None if alike_but_earlier else both

    def _rows(self) -> Iterator[tuple[DecidedClass, DecidedClass]]:
        """Yield the classes decided under both; of questions that are decided alike, those of one."""
        known: dict[Kind, int] = {}
        for question in self._questions():
            kind, before = kind_of(self.worlds, question), self.looked
            if kind in known:
                self.looked += known[kind]
                continue
            for facts in self.worlds.choices(question).facts():
                easy, hard = (self.worlds.judge(question, facts, file) for file in (0, 1))
                if easy is not None and hard is not None:
                    yield easy, hard
            known[kind] = self.looked - before

    def _questions(self) -> list[Question]:
        """Return the questions, those first in which the hard one fits: it denies in all others."""
        action = "end" if isinstance(self.hard, Ending) else "issue"
        asked = [
            question
            for question in questions(self.common, [(None, self.named)] if self.named else [])
            if question.action == action
            and question.names == (None, self.named)
            and question.tier == self.hard.tier
        ]
        return sorted(asked, key=lambda question: not self._fits(question))

    def _fits(self, question: Question) -> bool:
        return any(rule.id == self.hard.id for rule in self.worlds.choices(question).rules)


def _place(rules: Rules, rule: Rule) -> int:
    listed: Sequence[Rule] = rules.endings if isinstance(rule, Ending) else rules.transitions
    return listed.index(rule)


def _only(rules: Rules, rule: Rule) -> Rules:
    """Return *rules* with no other transition, or ending, than *rule*."""
    key = "endings" if isinstance(rule, Ending) else "transitions"
    return rules.model_copy(update={key: (rule,)})


def _shown(
    examined: ExaminedRules, row: DecidedClass, hard: Rule, facts: dict[str, object]
) -> Counterexample:
    """Return the class in the file as it stands; a transition is named, so that it is tried alone."""
    name = hard.id if isinstance(hard, Transition) else None
    return examined.shown(row.naming(name), **facts)
