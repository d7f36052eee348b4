"""The classes of two rules files, decided under both: which of them come out differently.

Of questions that are decided alike one is gone through, and what it came to is told of each
(`likeness`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from responselevels.analysis.comparison.grouping import ClassDifference, Outcome
from responselevels.analysis.comparison.likeness import Likeness
from responselevels.analysis.comparison.outcomes import Outcomes
from responselevels.analysis.comparison.structure import Pairing
from responselevels.analysis.comparison.unshown import Unshown, without_lowering
from responselevels.analysis.enumeration.asked import Facts, Question
from responselevels.analysis.enumeration.examined import leads
from responselevels.analysis.enumeration.questions import questions
from responselevels.analysis.enumeration.sharing import Kind
from responselevels.analysis.enumeration.worlds import SharedVocabulary, WorldBuilder

Both = tuple[Outcome, Outcome]
"""What comes of a class under the old file, and under the new one."""


class Comparing:
    """Goes through the classes of two files; *looked* counts them, *unshown* keeps what none shows."""

    def __init__(self, common: SharedVocabulary, pairing: Pairing) -> None:
        """Take what the files share, and which transition of one is which of the other."""
        self.worlds = WorldBuilder(common)
        self.unshown = Unshown(common.files)
        self.pairing = pairing
        self.looked = 0
        outcomes = Outcomes(common.files)
        self._usual = _Decided(self.worlds, outcomes, self.unshown)
        self._alone = _Decided(WorldBuilder(without_lowering(common)), outcomes, self.unshown)

    def splits(self) -> Iterator[ClassDifference]:
        """Yield each class that comes out differently.

        Where a proposal names a transition, only what is not the same without.
        """
        for question in self._questions():
            self.unshown.look_at(question)
            splits = self.splits_of(question)
            yield from (one for one in splits if self._needs_name(question, one.facts))
            if self._lowers(question):
                yield from self._hidden(question)

    def splits_of(self, question: Question) -> Iterator[ClassDifference]:
        """Yield each class of one question that comes out differently."""
        for facts, both in self._usual.differing(question):
            split = self._told(question, facts, both)
            if split is not None:
                yield split
        self.looked += self._usual.count(question)

    def _lowers(self, question: Question) -> bool:
        """Say whether what an ending asks may hide what the transitions ask: an own order is lowered."""
        ranks = self.worlds.common.levels.index
        if question.action != "issue" or len(question.standing) != 1:
            return False
        lowers = ranks(question.standing[0]) > ranks(question.level)
        return lowers and any(file.lowering != "free" for file in self.worlds.common.files)

    def _hidden(self, question: Question) -> Iterator[ClassDifference]:
        """Yield what differs where no own order is lowered: the level is that of another area's order."""
        for facts, _both in self._alone.differing(question):
            settings = self._settings(question, facts)
            found = (self._split(question, placed) for placed in settings)
            split = next((one for one in found if one is not None), None)
            if split is None:
                self.unshown.note(question)
            elif split.facts.held is not None and self._needs_name(question, split.facts):
                yield split

    def _needs_name(self, question: Question, facts: Facts) -> bool:
        """Say whether no transition is named, or, where one is, all is the same without it."""
        unnamed = replace(question, names=(None, None))
        return question == unnamed or self._split(unnamed, facts) is None

    def _settings(self, question: Question, facts: Facts) -> Iterator[Facts]:
        """Yield *facts* where the level is the area's own order, and where it is another one's."""
        yield facts
        shape = self.worlds.common.shape
        own = shape.index(question.tier)
        if question.standing[0] == self.worlds.common.levels[self.worlds.common.default]:
            yield replace(facts, held="")
        for above in reversed(shape[:own]):
            yield replace(facts, held=above)
        for beneath in shape[own + 1 :]:
            if facts.floor != "touching":
                yield replace(facts, held=beneath, named=True, tiers=(beneath,))

    def _questions(self) -> Iterator[Question]:
        by_names = [{t.id: t for t in file.transitions} for file in self.worlds.common.files]
        for question in questions(self.worlds.common, self.pairing.pairs):
            named = [by_names[n][name] for n, name in enumerate(question.names) if name is not None]
            if not named or any(leads(transition, question) for transition in named):
                yield question

    def _split(self, question: Question, facts: Facts) -> ClassDifference | None:
        """Return one class as it comes out differently, if it does."""
        both = self._usual.of(question, facts)
        self.looked += both is not None
        if both is None or both[0] == both[1]:
            return None
        return self._told(question, facts, both)

    def _told(self, question: Question, facts: Facts, both: Both) -> ClassDifference | None:
        split = ClassDifference(question, facts, *both)
        if split.shown:
            return split
        # The decisions are the same, and yet the rules that were taken say something else.
        self.unshown.note(question)
        return None


class _Decided:
    """The classes of questions in the worlds of two files, each kind decided once."""

    def __init__(self, worlds: WorldBuilder, outcomes: Outcomes, unshown: Unshown) -> None:
        self._worlds = worlds
        self._outcomes = outcomes
        self._unshown = unshown
        self._likeness = Likeness(worlds, unshown)
        self._asked: dict[tuple[Kind, Facts], Both | None] = {}
        self._differing: dict[Kind, tuple[tuple[Facts, Both], ...]] = {}
        self._counts: dict[Kind, int] = {}

    def differing(self, question: Question) -> Iterator[tuple[Facts, Both]]:
        """Yield each class of *question* that comes out differently, as it is found."""
        kind = self._likeness.kind(question)
        if kind in self._differing:
            yield from self._differing[kind]
            return
        if self._likeness.same(question):
            self._differing[kind], self._counts[kind] = (), self._played(question)
            return
        count, found = 0, []
        for facts in self._worlds.choices(question).facts():
            both = self._decided(question, facts)
            count += both is not None
            if both is not None and both[0] != both[1]:
                found.append((facts, both))
                yield facts, both
        # Only now: whoever asks for the first ones alone has not gone through all of them.
        self._differing[kind], self._counts[kind] = tuple(found), count

    def count(self, question: Question) -> int:
        """Return the number of classes of a *question* that was gone through to its end."""
        return self._counts[self._likeness.kind(question)]

    def _played(self, question: Question) -> int:
        """Return the number of classes of *question* that there is an example of."""
        facts = self._worlds.choices(question).facts()
        return sum(self._worlds.playable(question, one) for one in facts)

    def of(self, question: Question, facts: Facts) -> Both | None:
        """Return what comes of one class; None where there is no example."""
        kind = self._likeness.kind(question)
        # Whose order a level is matters by how the levels compare.
        kind = kind if facts.held is None else (*kind, *self._likeness.order(question))
        key = (kind, facts)
        if key not in self._asked:
            self._asked[key] = self._decided(question, facts)
        return self._asked[key]

    def _decided(self, question: Question, facts: Facts) -> Both | None:
        old, new = (self._worlds.played(question, facts, file) for file in (0, 1))
        if old is None or new is None:
            return None
        refusing = self._unshown.words_differ(question)
        return (
            self._outcomes.of(*old, 0, refusing=refusing),
            self._outcomes.of(*new, 1, refusing=refusing),
        )
