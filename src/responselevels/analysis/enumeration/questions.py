"""Every question that can be asked of rules files: what is proposed, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from responselevels.analysis.enumeration.asked import Question
from responselevels.analysis.enumeration.worlds import SharedVocabulary


def questions(
    common: SharedVocabulary, pairs: Sequence[tuple[str | None, ...]]
) -> Iterator[Question]:
    """Yield every question; *pairs* are the namings of a transition to look at, for each file."""
    unnamed = (None,) * len(common.files)
    for tier in common.shape:
        for level in common.levels:
            for standing in standings(common, tier):
                for names in (unnamed, *pairs):
                    yield Question("issue", tier, level, standing, names)
            yield Question("end", tier, level, (), unnamed)
            for names in (unnamed, *pairs):
                yield Question("ratify", tier, level, (), names)


def standings(common: SharedVocabulary, tier: str) -> list[tuple[str, ...]]:
    """Return the sets of levels at which the areas named by an order of *tier* may stand.

    Each level alone; and several at once, levels that the same transitions may
    start from standing for each other. Where no area lies beneath, an order
    names one area only.
    """
    singly: list[tuple[str, ...]] = [(level,) for level in common.levels]
    if tier == common.shape[-1]:
        return singly
    kinds = sorted({kind_of_start(common, tier, level) for level in common.levels})
    firsts = [common.levels[kind[0]] for kind in kinds]
    several = [c for n in range(2, len(firsts) + 1) for c in combinations(firsts, n)]
    return singly + several


def kind_of_start(common: SharedVocabulary, tier: str, level: str) -> tuple[int, ...]:
    """Return the numbers of the levels that the same transitions of *tier* may start from."""
    froms = [t.from_ for file in common.files for t in file.transitions if t.tier == tier]

    def starts(name: str) -> list[bool]:
        return [from_ is None or name in from_ for from_ in froms]

    alike = starts(level)
    return tuple(n for n, other in enumerate(common.levels) if starts(other) == alike)
