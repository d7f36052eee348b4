"""Proposals read from requests: held to shape and to the names of the register, in one go."""

from __future__ import annotations

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError, Place, Problem
from responselevels.files.checking.naming import names_in_proposal
from responselevels.files.checking.parsing import parse_proposal
from responselevels.files.syntax.documents import Document, placed
from responselevels.server.registers import ServedRegister


def proposal_in(served: ServedRegister, document: Document) -> AnyProposal:
    """Return the proposal that *document* is.

    Raises:
        InputError: all that is wrong with it, each thing with its place.
    """
    register = served.register
    names = names_in_proposal(register.scheme, register.state.orders.keys)
    proposal = parse_proposal(document, names)
    unknown = names(document.data)
    if unknown:
        raise placed(InputError(unknown), document)
    return proposal


def named(proposal: AnyProposal, name: str) -> AnyProposal:
    """Return *proposal*, which an address names.

    Raises:
        InputError: it has another id.
    """
    if proposal.id != name:
        facts = {"id": proposal.id, "name": name}
        raise InputError([Problem(Place(path=("id",)), "http.other_id", facts)])
    return proposal
