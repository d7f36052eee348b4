"""Everything that a state holds, so that two can be held to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from responselevels.register.history.recalling import recalled
from responselevels.register.history.state import Documents, State
from responselevels.register.history.versions import RulesVersion
from responselevels.register.log.events import Head, events_of


def all_of(state: State) -> dict[str, Any]:
    """Return all that *state* holds, in plain values."""
    return {
        "head": state.head,
        "recorded": state.recorded,
        "register": (state.register, state.title, state.bounds, state.audited),
        "versions": [version_in(version) for version in state.versions],
        "dossiers": list(state.dossiers.items()),
        "orders": list(state.orders.items()),
        "issued": list(state.issued_orders.items()),
        "recorded_orders": list(state.recorded_orders.items()),
        "order_events": list(state.order_events.items()),
        "requests": list(state.requests.items()),
        "deeds": [*state.deeds],
        "keys": (state.keyring._lists, state.keyring.nonces),
        "people": {looks: state.people.known.get(looks) for looks in sorted(state.people.known)},
        "digest": state.digest,
        "whole": state.whole,
    }


def version_in(version: RulesVersion) -> dict[str, Any]:
    """Return what a version holds; its scheme is by rules and areas, its book by its orders."""
    said = ("rules", "areas", "since", "seq", "renamed", "track", "opening", "issued", "changes")
    fields = {name: getattr(version, name) for name in said}
    return {**fields, "book": (list(version.book), version.book.last_issued)}


def taken(lines: Sequence[bytes], documents: Documents) -> State:
    """Return the state of *lines*, each read in full."""
    state = State(documents)
    state.take_all(events_of(iter(lines), Head()))
    return state


def taken_up(lines: Sequence[bytes], size: int, documents: Documents) -> State:
    """Return the state of *lines* whose first *size* were read in full before."""
    known = taken(lines[:size], documents).head
    state = recalled(lines[:size], known, documents)
    assert state is not None
    state.take_all(events_of(iter(lines[size:]), state.head))
    return state


def acts(lines: Sequence[bytes]) -> Iterator[int]:
    """Yield the sizes at which an act is over, from the first on that leaves a register."""
    keys = [line.partition(b'"idem":"')[2].partition(b'"')[0] for line in lines]
    yield from (n for n in range(1, len(keys)) if keys[n] != keys[n - 1])
    yield len(lines)
