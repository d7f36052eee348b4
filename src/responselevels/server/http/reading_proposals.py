"""Proposals read from requests: held to shape and to the names of the register, in one go."""

from __future__ import annotations

from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, Place, Problem
from responselevels.files.checking.naming import Look, names_in_proposal
from responselevels.files.checking.parsing import parse_proposal
from responselevels.files.syntax.documents import Document, placed
from responselevels.server.callers import Caller
from responselevels.server.registers import ServedRegister
from responselevels.server.sight import Sight

_HIDING = {"area.unknown", "order.unknown"}


def proposal_in(served: ServedRegister, caller: Caller, document: Document) -> AnyProposal:
    """Return the proposal that *document* is.

    Raises:
        InputError: all that is wrong with it, each thing with its place.
    """
    names = _names(served, caller)
    proposal = parse_proposal(document, names)
    unknown = names(document.data)
    if unknown:
        raise placed(InputError(unknown), document)
    return proposal


def _names(served: ServedRegister, caller: Caller) -> Look:
    """Return what looks up the names of a proposal.

    For who may not read all areas, what is hidden is told as what is not there, and nothing is offered.
    """
    register = served.register
    sight = Sight(caller, register)
    names = names_in_proposal(register.scheme, register.state.orders.keys)
    if sight.whole:
        return names

    def discreet(data: Any) -> list[Problem]:
        problems = [one for one in names(data) if one.code not in _HIDING]
        return [*problems, *sight.unknown(data)]

    return discreet


def named(proposal: AnyProposal, name: str) -> AnyProposal:
    """Return *proposal*, which an address names.

    Raises:
        InputError: it has another id.
    """
    if proposal.id != name:
        facts = {"id": proposal.id, "name": name}
        raise InputError([Problem(Place(path=("id",)), "http.other_id", facts)])
    return proposal
