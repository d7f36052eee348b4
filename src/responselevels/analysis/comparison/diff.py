"""Two rules files compared in meaning: the classes of proposals that come out differently.

Both files decide the same proposals in the same small worlds, over the choices
that either asks about (`analysis.enumeration.classes`). Equivalent is only what no class
tells apart; titles, comments, listing order and the ids of transitions cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from responselevels.analysis.comparison.comparing import Comparing
from responselevels.analysis.comparison.grounds import OtherGround, other_grounds
from responselevels.analysis.comparison.grouping import Group, grouped
from responselevels.analysis.comparison.measures import differing_measures
from responselevels.analysis.comparison.running import differing_running
from responselevels.analysis.comparison.structure import Difference, Pairing, paired, structure
from responselevels.analysis.comparison.tables import differing_criteria
from responselevels.analysis.comparison.validity import differing_times
from responselevels.analysis.enumeration.examined import ExaminedRules, smallest
from responselevels.analysis.enumeration.subsets import TooManyClasses
from responselevels.analysis.enumeration.worlds import Example, SharedVocabulary
from responselevels.errors import expect
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
    ``moment`` (never in force at the same time) or ``classes`` (too many); or that they
    were, and that no example shows what the rules themselves say otherwise
    (``unshown``: each thing is among *structure*).
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


def witnesses(old: Rules, new: Rules) -> Iterator[Example]:
    """Yield examples, as the *old* file reads them, that may tell two files apart, one by one.

    They come as they are found, so that the first does not wait for all classes to be decided;
    where there are too many of these, no more come.
    """
    pairing = paired(old, new)
    found = (*structure(old, new), *_provisional(old, new, pairing), *differing_times(old, new))
    yield from (one.example for one in found if one.example is not None)
    common = SharedVocabulary.of([old, new])
    if common.moment is None or any(difference.bars for difference in found):
        return
    comparing = Comparing(common, pairing)
    try:
        for split in comparing.splits():
            yield comparing.worlds.example(split.question, split.facts)
    except TooManyClasses:
        return


def _compared(old: Rules, new: Rules, pairing: Pairing) -> RulesDiff:
    found = (
        *structure(old, new),
        *differing_criteria(old, new),
        *differing_measures(old, new),
        *differing_running(old, new),
        *_provisional(old, new, pairing),
        *differing_times(old, new),
    )
    if any(difference.bars for difference in found):
        return RulesDiff(structure=found, pairing=pairing, open="structure")
    common = SharedVocabulary.of([old, new])
    if common.moment is None:
        return RulesDiff(structure=found, pairing=pairing, open="moment")
    comparing = Comparing(common, pairing)
    try:
        splits = tuple(comparing.splits())
    except TooManyClasses:
        return RulesDiff(structure=found, pairing=pairing, open="classes")
    # What a proposal shows to be different needs no other witness.
    unshown = () if splits or found else tuple(comparing.unshown.found())
    return RulesDiff(
        structure=(*found, *unshown),
        pairing=pairing,
        groups=grouped(splits, comparing.worlds),
        classes=comparing.looked,
        open="unshown" if unshown else None,
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
