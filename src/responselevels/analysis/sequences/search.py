"""Every state that a sequence of so many steps leads to: breadth first, like states once.

A step is a permitted proposal, or time passing to the next edge. Where there are more states
than may be looked at, the search stops at the last depth that it did whole, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    moves = Moves(Asking(setting, only))
    first = State((), setting.begin)
    found = Found(setting, moves, [first])
    seen = {first.key(setting)}
    layer = [first]
    while layer and found.depth < depth:
        beyond: list[State] = []
        for state in layer:
            for step, next_state in _following(moves, state):
                if step is not None:
                    found.steps.append((state, step))
                key = next_state.key(setting)
                if key not in seen:
                    seen.add(key)
                    beyond.append(next_state)
            if len(found.states) + len(beyond) > most:
                found.states += beyond
                return found
        found.states += beyond
        found.depth += 1
        layer = beyond
    found.depth = depth
    return found


def _following(moves: Moves, state: State) -> Iterator[tuple[Step | None, State]]:
    for step in moves.steps(state):
        yield step, after(state, step)
    later = moves.later(state)
    if later is not None:
        yield None, later
