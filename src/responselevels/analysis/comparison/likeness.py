"""Which questions two files decide alike: as other questions, or as the other file.

What a verdict follows from is said in `enumeration.sharing`. Beside verdicts, files are compared in
what a permitted order brings along. Duties may hang on whether a level rises or falls somewhere:
that follows from how the levels that play a part compare with one another, whatever they are
called. Who may refuse is compared only where the rules themselves are not the same.

Of a question that both files answer by the same rules, in the same order, over the same tiers,
bodies, floors and tables, nothing can come out differently: deciding is pure, and looks at nothing
else. Its classes are counted, and no case is decided.
"""

from __future__ import annotations

from responselevels.analysis.comparison.unshown import Unshown
from responselevels.analysis.enumeration.asked import Question, Rule, relevant_rules
from responselevels.analysis.enumeration.sharing import Kind, kind_of
from responselevels.analysis.enumeration.worlds import WorldBuilder
from responselevels.models.parts.cites import without_cites
from responselevels.models.rules import Ending, Floor, Rules


class Likeness:
    """Says which questions are decided alike; each is looked at once."""

    def __init__(self, worlds: WorldBuilder, unshown: Unshown) -> None:
        """Take the worlds in which the questions are decided, and whose words differ."""
        self._worlds = worlds
        self._unshown = unshown
        self._kinds: dict[Question, Kind] = {}
        self._words = [_words(file) for file in worlds.common.files]
        old, new = map(_beside_rules, worlds.common.files)
        self._comparable = old == new

    def kind(self, question: Question) -> Kind:
        """Return what the outcomes of the classes of *question* follow from."""
        if question not in self._kinds:
            kind = (*kind_of(self._worlds, question), self._unshown.words_differ(question))
            rules = self._worlds.choices(question).rules
            moved = any(duty.when != "always" for rule in rules for duty in rule.duties)
            self._kinds[question] = (*kind, *self.order(question)) if moved else kind
        return self._kinds[question]

    def order(self, question: Question) -> tuple[int, ...]:
        """Return how the levels compare that play a part: equal where they lie alike."""
        common = self._worlds.common
        level = common.levels.index(question.level)
        standing = map(common.levels.index, question.standing)
        # The mildest is what all areas say at least, the next one above what a floor may require.
        ranks = [0, common.default, level, level + 1, *standing]
        places = {rank: place for place, rank in enumerate(sorted(set(ranks)))}
        return tuple(places[rank] for rank in ranks)

    def same(self, question: Question) -> bool:
        """Say whether both files answer *question* by the very same rules."""
        if not self._comparable:
            return False
        old, new = (
            [self._words[number][_key(rule)] for rule in self._rules(question, number)]
            for number in (0, 1)
        )
        return old == new

    def _rules(self, question: Question, number: int) -> tuple[Rule | Floor, ...]:
        """Return all rules of a file that *question* may turn on, endings for what may be lowered too."""
        file = self._worlds.common.files[number]
        found = relevant_rules(file, question, question.names[number])
        if question.action != "issue":
            return found
        beside: tuple[Ending | Floor, ...] = (*file.endings, *file.floors)
        return (*found, *(one for one in beside if one.tier == question.tier))


def _key(rule: Rule | Floor) -> tuple[str, str]:
    return type(rule).__name__, rule.id


def _words(file: Rules) -> dict[tuple[str, str], str]:
    """Return what each rule says, but for what it is called and what it cites."""
    rules: tuple[Rule | Floor, ...] = (*file.transitions, *file.endings, *file.floors)
    return {
        _key(rule): without_cites(rule).model_copy(update={"id": ""}).model_dump_json()
        for rule in rules
    }


def _beside_rules(file: Rules) -> Rules:
    """Return all that a file says beside these rules, as far as decisions look at it."""
    kept: dict[str, object] = {"id": "", "title": None, "sources": {}, "adoption": None}
    rules: dict[str, object] = {"transitions": (), "endings": (), "floors": ()}
    return without_cites(file.model_copy(update={**kept, **rules}))
