"""Marks: what names the state that somebody saw of a proposal or an order, before they act on it.

A mark is a digest of which events made that state, and under which version of rules and areas. It
moves with every event that concerns the thing, and not with what concerns others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from responselevels.models.proposals import IssueProposal
from responselevels.register.history.state import State
from responselevels.register.log.kinds import Event

ANY = "*"
"""Stands for whatever there is."""

_LENGTH = 32


def mark_of_proposal(state: State, name: str, upto: int | None = None) -> str:
    """Return the mark of the proposal *name*, or the one it had after the event *upto*.

    The order that it asks to end or ratify, or has become, concerns it.

    Raises:
        KeyError: there is no such proposal.
    """
    dossier = state.dossiers[name]
    content = dossier.content
    order = name if isinstance(content, IssueProposal) else content.order
    return _mark(state, name, (dossier.events, state.order_events.get(order, ())), upto)


def mark_of_order(state: State, name: str, upto: int | None = None) -> str:
    """Return the mark of the order *name*, or the one it had after the event *upto*.

    Raises:
        KeyError: there is no such order.
    """
    return _mark(state, name, (state.order_events[name],), upto)


def _mark(state: State, name: str, events: Iterable[Iterable[Event]], upto: int | None) -> str:
    last = state.head.size if upto is None else upto
    seqs = [[event.seq for event in part if event.seq <= last] for part in events]
    version = max(one.seq for one in state.versions if one.seq <= last)
    told = json.dumps([state.register, name, version, seqs])
    return sha256(told.encode()).hexdigest()[:_LENGTH]
