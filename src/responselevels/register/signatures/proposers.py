"""Hold proposers to the key list, where signatures are demanded.

Nobody's approval counts for what they proposed. That is worth as much as it is
known who proposed: an id that stands nowhere else could be anybody, the one who
signs too. Without a key list nothing that is signed counts, and nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.core.deciding.case import AnyProposal, Case
from responselevels.core.deciding.decide import fitting
from responselevels.errors import InputError, Place, Problem
from responselevels.models.proposals import RatifyProposal
from responselevels.models.rules import Rules
from responselevels.register.signatures.key_lists import KeyList


def check_before(case: Case, proposers: Iterable[str], keys: KeyList | None) -> None:
    """Refuse a proposal that no rule could permit because of who proposes it.

    Raises:
        InputError: every rule that fits demands signatures, and the key list
            does not name the proposer.
    """
    rules, proposal = case.scheme.rules, case.proposal
    names = [way.id for way in fitting(case)]
    if names and all(demanding(rules, name, proposal) for name in names):
        check_proposers(names[0], proposers, keys)


def demanding(rules: Rules, name: str | None, proposal: AnyProposal) -> bool:
    """Say whether the transition or ending *name* demands signed approvals of *proposal*."""
    if isinstance(proposal, RatifyProposal):
        own = (t.ratify for t in rules.transitions if t.id == name)
        return any(ratify is not None and ratify.signed for ratify in own)
    issuing = any(t.requires.signed for t in rules.transitions if t.id == name)
    return issuing or any(e.requires.signed for e in rules.endings if e.id == name)


def check_proposers(rule: str | None, proposers: Iterable[str], keys: KeyList | None) -> None:
    """Hold those who propose to the key list, where there is one, as *rule* demands signatures.

    Raises:
        InputError: nobody is named, or somebody whom it does not name.
    """
    problem = problem_of_proposers(rule, proposers, keys)
    if problem is not None:
        raise InputError([problem])


def problem_of_proposers(
    rule: str | None, proposers: Iterable[str], keys: KeyList | None
) -> Problem | None:
    """Return what is wrong with those who propose where *rule* demands signatures."""
    if keys is None:
        return None
    place, named = Place(path=("proposer",)), sorted(set(proposers))
    if not named:
        return Problem(place, "proposer.unnamed", {"rule": rule})
    listed = {key.person for key in (*keys.root.keys, *keys.keys)}
    for person in named:
        if person not in listed:
            return Problem(place, "proposer.unlisted", {"person": person, "rule": rule})
    return None
