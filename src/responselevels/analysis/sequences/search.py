"""Every state that a sequence of so many steps leads to: breadth first, like states once.

A step is a permitted proposal, or time passing to the next edge. Where there are more states
than may be looked at, the search stops at the last depth that it did whole, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from responselevels.analysis.sequences.asking import Asking, Step
from responselevels.analysis.sequences.carrying import after
from responselevels.analysis.sequences.moves import Moves
from responselevels.analysis.sequences.papers import Bodies
from responselevels.analysis.sequences.settings import Setting
from responselevels.analysis.sequences.states import State

DEPTH = 5
"""Number of steps that a search is to reach."""


@dataclass
class Found:
    """What a search found in one setting: the states, and the steps between them.

    *depth* is the number of steps to which all was looked at.
    """

    setting: Setting
    moves: Moves
    states: list[State] = field(default_factory=list)
    steps: list[tuple[State, Step]] = field(default_factory=list)
    depth: int = 0


def searched(setting: Setting, most: int, depth: int = DEPTH, only: Bodies | None = None) -> Found:
    """Return what sequences of *depth* steps lead to, from where nothing is ordered.

    At most about *most* states are looked at. With *only*, nobody else acts.
    """
    (found,) = searched_all([setting], most, depth, only)
    return found


def searched_all(
    settings: Iterable[Setting], most: int, depth: int = DEPTH, only: Bodies | None = None
) -> tuple[Found, ...]:
    """Return the same of several settings: one step more in each of them, before the next step.

    At most about *most* states are looked at in all.
    """
    searches = [_Search(setting, only) for setting in settings]
    left = most
    for _depth in range(depth):
        for search in searches:
            left -= search.deepen(left)
            if left < 0:
                return tuple(one.found for one in searches)
    return tuple(one.found for one in searches)


class _Search:
    """The search in one setting, made step by step."""

    def __init__(self, setting: Setting, only: Bodies | None) -> None:
        first = State((), setting.begin)
        self.found = Found(setting, Moves(Asking(setting, only)), [first])
        self._seen = {first.key(setting)}
        self._layer = [first]

    def deepen(self, most: int) -> int:
        """Look one step further; return how many states that gave: more than *most*, if it was stopped."""
        beyond: list[State] = []
        for state in self._layer:
            beyond += self._beyond(state)
            if len(beyond) > most:
                break
        else:
            self.found.depth += 1
        self.found.states += beyond
        self._layer = beyond
        return len(beyond)

    def _beyond(self, state: State) -> Iterator[State]:
        """Yield the states that follow on *state* and are like none seen so far."""
        for step, new in _following(self.found.moves, state):
            if step is not None:
                self.found.steps.append((state, step))
            key = new.key(self.found.setting)
            if key not in self._seen:
                self._seen.add(key)
                yield new


def _following(moves: Moves, state: State) -> Iterator[tuple[Step | None, State]]:
    for step in moves.steps(state):
        yield step, after(state, step)
    later = moves.later(state)
    if later is not None:
        yield None, later
