"""Marks: what names the state that somebody saw of a proposal or an order, before they act on it.

A mark is a digest of which events made that state, and under which version of rules and areas. It
moves with every event that concerns the thing, and not with what concerns others. So the events that
came since can be told from a mark: it is compared with those that the thing had after each of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from hashlib import sha256

from responselevels.errors import MovedOn
from responselevels.models.proposals import IssueProposal
from responselevels.register.history.state import State
from responselevels.register.log.kinds import Event

ANY = "*"
"""Stands for whatever there is."""

LOOKED_BACK = 200
"""The number of events, from the last back, among which a mark is looked for."""

_LENGTH = 32


class MovedOnSince(MovedOn):
    """What was to be acted on is not any more as it was seen.

    *since* are the numbers of the events that changed it since then; None where it is not known to
    have been as it is said to have been seen. *mark* names how it is now.
    """

    def __init__(self, name: str, mark: str, since: tuple[int, ...] | None) -> None:
        super().__init__("moved_on", {"name": name})
        self.name = name
        self.mark = mark
        self.since = since


Concerning = Callable[[State, str], tuple[Iterable[Event], ...]]
"""Returns the events that made the state of the thing with some id, in parts.

Raises KeyError where there is no such thing.
"""


def of_proposal(state: State, name: str) -> tuple[Iterable[Event], ...]:
    """Return the events that made the state of the proposal *name*.

    The order that it asks to end or ratify, or has become, concerns it.

    Raises:
        KeyError: there is no such proposal.
    """
    dossier = state.dossiers[name]
    content = dossier.content
    order = name if isinstance(content, IssueProposal) else content.order
    return dossier.events, state.order_events.get(order, ())


def of_order(state: State, name: str) -> tuple[Iterable[Event], ...]:
    """Return the events that made the state of the order *name*.

    Raises:
        KeyError: there is no such order.
    """
    return (state.order_events[name],)


def mark_of_proposal(state: State, name: str, upto: int | None = None) -> str:
    """Return the mark of the proposal *name*, or the one it had after the event *upto*.

    Raises:
        KeyError: there is no such proposal.
    """
    return _mark(state, name, _numbers(of_proposal(state, name)), upto)


def mark_of_order(state: State, name: str, upto: int | None = None) -> str:
    """Return the mark of the order *name*, or the one it had after the event *upto*.

    Raises:
        KeyError: there is no such order.
    """
    return _mark(state, name, _numbers(of_order(state, name)), upto)


def moved(
    state: State, name: str, concerning: Concerning, seen: Iterable[str]
) -> tuple[str, tuple[int, ...] | None]:
    """Return the mark of the thing *name*, and the numbers of the events since it had one of those *seen*.

    None where it had none of them after any of its last events.

    Raises:
        KeyError: there is no such thing.
    """
    parts, marks = _numbers(concerning(state, name)), frozenset(seen)
    now = _mark(state, name, parts, None)
    if now in marks:
        return now, ()
    began = min(min(part, default=state.head.size) for part in parts)
    changes = {seq for part in parts for seq in part}
    changes |= {version.seq for version in state.versions if version.seq >= began}
    told = sorted(changes)
    for place in range(len(told) - 2, max(len(told) - 2 - LOOKED_BACK, -1), -1):
        if _mark(state, name, parts, told[place]) in marks:
            return now, tuple(told[place + 1 :])
    return now, None


def _numbers(parts: Iterable[Iterable[Event]]) -> list[list[int]]:
    return [[event.seq for event in part] for part in parts]


def _mark(state: State, name: str, parts: Iterable[Iterable[int]], upto: int | None) -> str:
    last = state.head.size if upto is None else upto
    seqs = [[seq for seq in part if seq <= last] for part in parts]
    version = max(one.seq for one in state.versions if one.seq <= last)
    told = json.dumps([state.register, name, version, seqs])
    return sha256(told.encode()).hexdigest()[:_LENGTH]
