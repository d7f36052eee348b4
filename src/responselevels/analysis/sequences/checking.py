"""What properties of sequences share: the search, made once for a file, and how a proof tells of it."""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    ProofStatus,
)
from responselevels.analysis.sequences.search import DEPTH, Found, searched_all
from responselevels.analysis.sequences.settings import settings
from responselevels.analysis.sequences.states import State
from responselevels.core.collector import collector_paused
from responselevels.models.proposals import Proposal

MOST_STATES = 16_000
"""Number of states that are looked at in all settings of a file together, about."""


def found_in(examined: ExaminedRules) -> tuple[Found, ...]:
    """Return what the search found in each setting of a file; it is made once."""
    return examined.once(_searches)


def _searches(examined: ExaminedRules) -> tuple[Found, ...]:
    found = settings(examined.rules, examined.worlds.at)
    # The states stay, and have no circles.
    with collector_paused():
        return searched_all(found, MOST_STATES)


def checked(
    name: str, found: Iterable[Found], looked: int, against: Iterable[Counterexample]
) -> Proof:
    """Return the proof of *name* by a search: checked to the depth that it reached in every setting.

    Where *looked* is nothing, there is nothing that the property could apply to.
    """
    searches, shown = list(found), tuple(against)
    if not looked and not shown:
        return Proof(name=name, status="idle")
    status: ProofStatus = "refuted" if shown else "checked"
    return Proof(
        name=name,
        status=status,
        counterexamples=shown,
        depth=min(one.depth for one in searches),
        sought=DEPTH,
        states=sum(len(one.states) for one in searches),
    )


def shown(found: Found, state: State, proposal: Proposal, **facts: object) -> Counterexample:
    """Return as a counterexample the sequence that led to *state*, and *proposal* made there."""
    asking = found.moves.asking
    example, decision = asking.decided(state, proposal)
    before = asking.trace(state)
    return Counterexample(facts=facts, example=example, decision=decision, before=before)
