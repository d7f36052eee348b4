"""What two files say otherwise, and no example shows: such files are not called the same.

A decision looks at more than a class holds in three places: how levels move, where duties
hang on it; who may refuse, which only a register records; and which of several rules is the
first that permits, where a body approved twice or one person signed for several bodies. In
these the rules themselves are compared, and where they are not alike, it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from responselevels.analysis.comparison.outcomes import brought_by
from responselevels.analysis.comparison.structure import Difference
from responselevels.analysis.enumeration.approving import SIGNED, demand_of
from responselevels.analysis.enumeration.asked import Question, Rule, relevant_rules
from responselevels.analysis.enumeration.worlds import SharedVocabulary
from responselevels.models.parts.cites import without_cites
from responselevels.models.rules import Ratify, Rules, Transition
from responselevels.text.catalogue import Named


def without_lowering(common: SharedVocabulary) -> SharedVocabulary:
    """Return the same files where nothing more is asked of a milder order than its transition does."""
    files = (file.model_copy(update={"lowering": "free"}) for file in common.files)
    return replace(common, files=tuple(files))


class Unshown:
    """The questions in which something differs that no example shows."""

    def __init__(self, files: Sequence[Rules]) -> None:
        """Take the two files."""
        self._files = files
        self._noted: dict[tuple[str, str, str], Difference] = {}
        self._known: dict[Question, tuple[tuple[Rule, ...], ...]] = {}
        self._differing: dict[Question, bool] = {}

    def found(self) -> Iterator[Difference]:
        """Yield what was noted, each thing once."""
        yield from self._noted.values()

    def note(self, question: Question) -> None:
        """Note that something differs in *question*."""
        self._note(question, question.action)

    def _note(self, question: Question, what: str) -> None:
        facts = {
            "tier": Named("tier", question.tier),
            "level": Named("level", question.level),
        }
        key = (question.tier, question.level, what)
        self._noted.setdefault(key, Difference(f"unshown.{what}", facts))

    def look_at(self, question: Question) -> None:
        """Note *question* where classes do not tell which of several rules is taken first."""
        if not self.words_differ(question):
            return
        rules = [rule for side in self._rules(question) for rule in side]
        ratifying = question.action == "ratify"
        brings = {brought_by(rule, ratifying=ratifying) for rule in rules}
        advises = {_advising(rule) for rule in rules}
        if len(brings) > 1 or len(advises) > 1:
            asked = {_asked(rule, ratifying=ratifying) for rule in rules}
            if len(asked) > 1 and any(SIGNED in demand for _condition, demand in asked):
                self._note(question, "order")

    def words_differ(self, question: Question) -> bool:
        """Say whether the rules that *question* may turn on are not the same, in the same order."""
        if question not in self._differing:
            old, new = self._rules(question)
            self._differing[question] = [*map(_words, old)] != [*map(_words, new)]
        return self._differing[question]

    def _rules(self, question: Question) -> tuple[tuple[Rule, ...], ...]:
        if question not in self._known:
            pairs = zip(self._files, question.names, strict=True)
            found = (relevant_rules(file, question, name) for file, name in pairs)
            self._known[question] = tuple(
                tuple(rule for rule in rules if _starts(rule, question)) for rules in found
            )
        return self._known[question]


def _starts(rule: Rule, question: Question) -> bool:
    """Say whether *rule* may start from where *question* stands."""
    from_ = rule.from_ if isinstance(rule, Transition) else None
    return from_ is None or question.action != "issue" or set(question.standing) <= set(from_)


def _words(rule: Rule) -> object:
    return without_cites(rule).model_copy(update={"id": ""})


def _advising(rule: Rule) -> str | None:
    """Return the table that *rule* takes for advice."""
    asked = rule.requires.assessment
    return None if asked is None or asked.binding else asked.table


def _asked(rule: Rule, *, ratifying: bool) -> tuple[object, frozenset[str]]:
    asked: object = rule.requires
    if ratifying and isinstance(rule, Transition) and rule.ratify is not None:
        asked = rule.ratify
    if isinstance(asked, Ratify):
        return asked.approval, demand_of(asked)
    return rule.requires.approval, demand_of(rule.requires)
