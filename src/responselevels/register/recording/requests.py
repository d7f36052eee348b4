"""What is asked of a register, put in plain texts before anything is done.

Each request says what is to be done, by whom, and under which key: asked again
under the same key, it is done once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.register.history.dossiers import to_json
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.plain import (
    PlainDocument,
    held_to,
    optional_text,
    plain_document,
    plain_text,
)
from responselevels.register.recording.writer import Request, new_key


def request_of(
    act: str,
    content: Mapping[str, object],
    by: Actor | None,
    key: str | None,
    *,
    usual: Actor = NOBODY,
) -> Request:
    """Return what is asked of a register: *act* on *content*, by whom, under *key* or a new one.

    Where nobody is named, it is the *usual* one who asks.

    Raises:
        InputError: the actor or the key cannot stand in a line of the log.
    """
    known = new_key() if key is None else plain_text(key, "key")
    actor = usual if by is None else by
    held_to(actor, Actor, "by")
    return Request(act=act, content=content, by=actor.plain(), key=known)


def moves_of(given: Mapping[str, str] | None, name: str) -> dict[str, str]:
    """Return what became of which areas (old id to new id), in plain texts.

    *name* says in messages which argument they were given as.
    """
    held_to(given, (Mapping, type(None)), name)
    pairs = (given or {}).items()
    return {plain_text(old, name): plain_text(new, name, str(old)) for old, new in pairs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopting:
    """What is to be adopted, in plain values; see `responselevels.register.stored`."""

    rules: PlainDocument[Rules] | None
    areas: PlainDocument[Areas] | None
    renamed: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    track: str | None = None
    levels: dict[str, str] = field(default_factory=dict)

    def content(self) -> dict[str, object]:
        """Return it as a request has it; track and levels only where given, as in the log."""
        return {
            "rules": None if self.rules is None else to_json(self.rules.model),
            "areas": None if self.areas is None else to_json(self.areas.model),
            "renamed": self.renamed,
            "merged": self.merged,
            **({} if self.track is None else {"track": self.track}),
            **({"levels": self.levels} if self.levels else {}),
        }


def adopting_of(
    rules: Rules | None,
    areas: Areas | None,
    names: tuple[Mapping[str, str] | None, Mapping[str, str] | None, Mapping[str, str] | None],
    *,
    track: str | None,
) -> Adopting:
    """Return what is to be adopted, held to be what it should be.

    *names* lead from old ids to new ones: areas renamed, areas merged, levels.

    Raises:
        InputError: something of it is of another kind, or no text.
    """
    renamed, merged, levels = names
    return Adopting(
        rules=None if rules is None else plain_document(rules, Rules, "rules"),
        areas=None if areas is None else plain_document(areas, Areas, "areas"),
        renamed=moves_of(renamed, "renamed"),
        merged=moves_of(merged, "merged"),
        track=optional_text(track, "track"),
        levels=moves_of(levels, "levels"),
    )


def actor_of(proposal: AnyProposal) -> Actor:
    """Return who asks for *proposal*, as far as it says so."""
    return Actor(person=proposal.proposer, body=proposal.issuer)
