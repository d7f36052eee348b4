"""A recorded decision, decided again by what was known when it was made."""

from __future__ import annotations

from responselevels.core.deciding.decide import decide
from responselevels.models.decisions import Decision
from responselevels.models.times import instant_at
from responselevels.register.history.assembling import assembled
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.state import State
from responselevels.register.log.kinds import DecisionEvent


def decided_again(state: State, event: DecisionEvent) -> Decision:
    """Return the decision that *event* records, with all its facts, under the rules of its day."""
    version = state.version_at(event.seq)
    dossier = Dossier(id=event.of)
    for past in state.dossiers[dossier.id].events:
        if past.seq < event.seq:
            dossier.take(past)
    proposal, evidence, _counted = assembled(dossier, state, event.recorded, event.seq)
    book = version.book_known(event.recorded - 1)
    return decide(version.scheme, book, proposal, instant_at(event.recorded), evidence)
