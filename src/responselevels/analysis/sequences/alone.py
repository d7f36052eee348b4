"""No body alone brings about, in steps, what it may not in one, since that takes others."""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.sequences.asking import Asking, Step
from responselevels.analysis.sequences.checking import checked, found_in, shown
from responselevels.analysis.sequences.moves import Moves
from responselevels.analysis.sequences.search import Found, searched
from responselevels.analysis.sequences.settings import Setting
from responselevels.analysis.sequences.states import State
from responselevels.models.proposals import IssueProposal
from responselevels.text.catalogue import Named

MOST_ALONE = 300
"""Number of states that are looked at for each body and each setting."""


def alone_in_steps(name: str, examined: ExaminedRules) -> Proof:
    """Check that no body alone leads an area, in steps, to a level that takes others in one."""
    found: list[Found] = []
    against: dict[tuple[str, str, str], Counterexample] = {}
    for one in found_in(examined):
        setting = one.setting
        together = set(_at_once(one.moves))
        for body in _issuers(setting):
            own = frozenset({body})
            barred = together.difference(_at_once(Moves(Asking(setting, own))))
            if not barred:
                continue
            found.append(searched(setting, MOST_ALONE, only=own))
            for level, state, proposal in _reached(found[-1]):
                kind = (setting.tier, level, body)
                if level in barred and kind not in against:
                    facts = {"tier": Named("tier", setting.tier), "level": Named("level", level)}
                    who = Named("body", body)
                    against[kind] = shown(found[-1], state, proposal, **facts, body=who)
    return checked(name, found, len(found), against.values())


def _issuers(setting: Setting) -> tuple[str, ...]:
    ways = [way for way in setting.rules.transitions if way.tier == setting.tier]
    return tuple(dict.fromkeys(issuer for way in ways for issuer in way.issuers))


def _at_once(moves: Moves) -> Iterator[str]:
    """Yield the levels that the area may be led to in one step, and not to be ratified."""
    state = State((), moves.setting.begin)
    for step in moves.steps(state):
        proposal = _staying(moves.setting, step)
        if proposal is not None:
            yield proposal.level


def _reached(found: Found) -> Iterator[tuple[str, State, IssueProposal]]:
    """Yield the levels that a sequence leads the area to, with the step that does."""
    for state, step in found.steps:
        proposal = _staying(found.setting, step)
        if proposal is not None:
            yield proposal.level, state, proposal


def _staying(setting: Setting, step: Step) -> IssueProposal | None:
    """Return the order that *step* issues for the area looked at, unless it has to be ratified."""
    proposal = step.proposal
    if not isinstance(proposal, IssueProposal) or step.until is not None:
        return None
    return proposal if proposal.area == setting.own else None
