"""What is asked of a register, put in plain texts before anything is done.

Each request says what is to be done, by whom, and under which key: asked again
under the same key, it is done once.
"""

from __future__ import annotations

from collections.abc import Mapping

from responselevels.core.deciding.case import AnyProposal
from responselevels.register.log.actors import Actor
from responselevels.register.log.plain import held_to, plain_text
from responselevels.register.recording.writer import Request, new_key


def request_of(act: str, content: Mapping[str, object], by: Actor, key: str | None) -> Request:
    """Return what is asked of a register: *act* on *content*, by whom, under *key* or a new one.

    Raises:
        InputError: the actor or the key cannot stand in a line of the log.
    """
    known = new_key() if key is None else plain_text(key, "key")
    held_to(by, Actor, "by")
    return Request(act=act, content=content, by=by.plain(), key=known)


def moves_of(given: Mapping[str, str] | None, name: str) -> dict[str, str]:
    """Return what became of which areas (old id to new id), in plain texts.

    *name* says in messages which argument they were given as.
    """
    held_to(given, (Mapping, type(None)), name)
    pairs = (given or {}).items()
    return {plain_text(old, name): plain_text(new, name, str(old)) for old, new in pairs}


def actor_of(proposal: AnyProposal) -> Actor:
    """Return who asks for *proposal*, as far as it says so."""
    return Actor(person=proposal.proposer, body=proposal.issuer)
