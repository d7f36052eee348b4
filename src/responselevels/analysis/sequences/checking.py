"""What properties of sequences share: the search, made once for a file, and how a proof tells of it."""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.analysis.enumeration.examined import (
    Counterexample,
    ExaminedRules,
    Proof,
    ProofStatus,
)
from responselevels.analysis.sequences.search import DEPTH, Found, searched
from responselevels.analysis.sequences.settings import Setting, settings
from responselevels.analysis.sequences.states import State
from responselevels.analysis.sequences.wishes import wishes_of
from responselevels.models.proposals import Proposal

MOST_STATES = 8000
"""Number of states that are looked at in all settings of a file together, about."""


def found_in(examined: ExaminedRules) -> tuple[Found, ...]:
    """Return what the search found in each setting of a file; it is made once."""
    return examined.once(_searches)


def _searches(examined: ExaminedRules) -> tuple[Found, ...]:
    # What the small ones leave of the states that may be looked at goes to the large ones.
    each = sorted(settings(examined.rules, examined.worlds.at), key=_size)
    left, found = MOST_STATES, []
    for number, setting in enumerate(each):
        found.append(searched(setting, left // (len(each) - number)))
        left -= len(found[-1].states)
    return tuple(found)


def _size(setting: Setting) -> int:
    return sum(1 for area in setting.acting for _wish in wishes_of(setting, area))


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
