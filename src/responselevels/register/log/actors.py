"""`Actor`: who did what the log records; named, never counted or scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

from responselevels.register.log.plain import optional_text, plain_text


class ActorFields(TypedDict):
    """An actor, as the log writes it."""

    person: str | None
    body: str | None
    auth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, for a body, and how the caller knows: *auth* is the caller's own word for it.

    Ids only: who is behind an id stands elsewhere. Unless the caller says how a
    person was made sure of, that is asserted.
    """

    person: str | None = None
    body: str | None = None
    auth: str = "asserted"

    @property
    def is_authenticated(self) -> bool:
        """Whether a server made sure of the person: what follows the word says which, and how."""
        return self.auth.partition(";")[0].strip() == "authenticated"

    def fields(self) -> ActorFields:
        """Return the actor as the log writes it."""
        return {"person": self.person, "body": self.body, "auth": self.auth}

    def plain(self) -> Actor:
        """Return the actor in plain texts, as the log can say them.

        Raises:
            InputError: one of them is no text, or cannot stand in a line.
        """
        return Actor(
            person=optional_text(self.person, "by", "person"),
            body=optional_text(self.body, "by", "body"),
            auth=plain_text(self.auth, "by", "auth"),
        )

    @classmethod
    def of(cls, fields: object) -> Actor:
        """Return the actor that a line names.

        Raises:
            TypeError, LookupError: it names none.
        """
        if not isinstance(fields, Mapping):
            raise TypeError("actor")
        return _actor(fields["person"], fields["body"], fields["auth"])


@lru_cache(maxsize=1024)
def _actor(person: object, body: object, auth: object) -> Actor:
    """Return one actor for all events of the same: a log has few, and names them often."""
    if not isinstance(person, str | None) or not isinstance(body, str | None):
        raise TypeError("actor")
    if not isinstance(auth, str):
        raise TypeError("auth")
    return Actor(person=person, body=body, auth=auth)


NOBODY = Actor()
"""Somebody who was not named."""
