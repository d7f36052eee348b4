"""`Caller`: who asks, how the server made sure of that, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from responselevels.register.log.actors import Actor


class Right(StrEnum):
    """What an account may be given beside the bodies that it acts for."""

    READ = "read"
    """Read levels, orders, proposals and the log, within the areas of the account."""
    ACT = "act"
    """Propose, assess, approve, decide, issue, end, ratify and tell of deeds, for its bodies."""
    HIDDEN = "hidden"
    """Read measures that are not public."""
    PEOPLE = "people"
    """Keep the accounts of this register."""


class How(StrEnum):
    """How the server made sure of a person."""

    PASSWORD = "password"  # noqa: S105 - a kind, no secret
    TOKEN = "token"  # noqa: S105
    PROXY = "proxy"
    OIDC = "oidc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """An account that the server made sure of, for one request.

    *areas* bounds what is read, and where the bodies act: these areas and those beneath them; None: all. *session* is the
    digest that names the session in the store, None for a request without one.
    """

    account: str
    person: str
    title: str
    bodies: frozenset[str] = frozenset()
    areas: frozenset[str] | None = None
    rights: frozenset[Right] = field(default=frozenset({Right.READ}))
    how: How
    server: str
    session: str | None = None

    def may(self, right: Right) -> bool:
        """Say whether the account has a right."""
        return right in self.rights

    def may_act_for(self, body: str) -> bool:
        """Say whether the person may act for *body*."""
        return Right.ACT in self.rights and body in self.bodies

    def sees(self, line: Iterable[str]) -> bool:
        """Say whether an area may be read, by the ids of its *line*: itself and all above it."""
        return self.areas is None or not self.areas.isdisjoint(line)

    def actor(self, body: str | None) -> Actor:
        """Return how the log names the person: that they were authenticated, by whom and how."""
        return Actor(
            person=self.person, body=body, auth=f"authenticated; by={self.server}; how={self.how}"
        )
