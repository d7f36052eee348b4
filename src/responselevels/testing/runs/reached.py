"""`Reached`: what the decisions of a run came to, counted, and what of the rules they never came to.

A mark is a line such as ``issue approval.late``, ``issue max_duration exactly`` or ``end drill``:
what was asked for, and the finding, the edge or the corner that it met.
"""

from __future__ import annotations

from collections import Counter

from responselevels.models.rules import Rules
from responselevels.testing.laws.history import History
from responselevels.testing.runs.expected import expected_marks
from responselevels.testing.runs.marks import marks_of

SELDOM = 3
"""What was reached less often than this in a run is looked for."""


class Reached:
    """How often each mark was met by the decisions of a run over *rules*."""

    def __init__(self, rules: Rules) -> None:
        """Begin with nothing."""
        self.expected = expected_marks(rules)
        self.counts: Counter[str] = Counter()
        self.histories = 0
        self.decisions = 0

    def add(self, history: History) -> None:
        """Count what *history* came to."""
        self.histories += 1
        self.decisions += len(history.steps)
        self.counts.update(mark for step in history.steps for mark in marks_of(history, step))

    @property
    def missing(self) -> list[str]:
        """The marks that the rules make possible and that no decision met."""
        return [mark for mark in self.expected if not self.counts[mark]]

    @property
    def seldom(self) -> list[str]:
        """The marks that the rules make possible and that few decisions met so far."""
        return [mark for mark in self.expected if self.counts[mark] < SELDOM]

    def rows(self) -> list[tuple[str, int]]:
        """Return each mark, those of the rules first in their order, with how often it was met."""
        others = sorted(set(self.counts) - set(self.expected))
        return [(mark, self.counts[mark]) for mark in (*self.expected, *others)]
