"""Questions whose classes are decided alike: levels matter only as far as some rule tells them apart.

Of the level proposed, and of where the areas named stand, a verdict asks two things: which
transitions fit, and whether a more severe order of the issuing area is lowered, by which endings
(docs/verification.md). That a transition is named matters only where others would fit as well. So
questions in which the same transitions fit, and the same endings are asked, have the same classes
with the same verdicts, and are decided once.
"""

from __future__ import annotations

from responselevels.analysis.enumeration.asked import Question
from responselevels.analysis.enumeration.worlds import WorldBuilder
from responselevels.models.rules import Ending

Kind = tuple[object, ...]
"""What the classes of a question, and the verdicts on them, follow from."""


def kind_of(worlds: WorldBuilder, question: Question) -> Kind:
    """Return what the classes of *question* follow from: equal for questions that are decided alike."""
    if question.action != "issue":
        return (question,)
    levels, standing = worlds.common.levels, question.standing
    rank = levels.index(question.level)
    lowers = len(standing) == 1 and levels.index(standing[0]) > rank
    choices = worlds.choices(question)
    asked = tuple(
        tuple((isinstance(rule, Ending), rule.id) for rule in rules) for rules in choices.by_file
    )
    # Tables call for a level by its name; and no floor fails at the most severe one.
    called = question.level if choices.statements.asked else rank == len(levels) - 1
    return (question.tier, called, len(standing), lowers, asked)
