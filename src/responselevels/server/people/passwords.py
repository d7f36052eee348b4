"""Passwords: hashed by Argon2, and verified at the same cost whether there is anything to verify or not."""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

from responselevels.errors import InputError, Place, Problem

SHORTEST, LONGEST = 12, 256
"""Minimum and maximum length of a password, in characters."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not taken for one another."""


class Passwords:
    """Hashes and verifies passwords; some tens of milliseconds and megabytes each, on purpose."""

    def __init__(self, *, cheap: bool = False) -> None:
        """Take the parameters of RFC 9106 for little memory; *cheap*: none to speak of, for examples."""
        self._hasher = PasswordHasher.from_parameters(
            profiles.CHEAPEST if cheap else profiles.RFC_9106_LOW_MEMORY
        )
        self._nobody = self._hasher.hash(secrets.token_hex())

    def hashed(self, password: str) -> str:
        """Return what is kept of a password."""
        return self._hasher.hash(plain(password))

    def holds(self, kept: str | None, password: str) -> bool:
        """Say whether *password* is the one that *kept* is of.

        Where nothing is kept, a hash that nothing fits is verified: so that who asks learns nothing
        from how long it takes.
        """
        try:
            self._hasher.verify(kept or self._nobody, plain(password[: 4 * LONGEST])[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_dated(self, kept: str) -> bool:
        """Say whether *kept* was made with other parameters than would be used now."""
        return self._hasher.check_needs_rehash(kept)


def plain(password: str) -> str:
    """Return *password* as it is compared: in whatever width or composition it was typed."""
    return unicodedata.normalize("NFKC", password)


def checked(password: str, *names: str) -> str:
    """Return *password* if it may be one of somebody who is called *names*.

    Raises:
        InputError: it is too short or too long, or one of the names.
    """
    typed = plain(password)
    facts = {"shortest": SHORTEST, "longest": LONGEST}
    if not SHORTEST <= len(typed) <= LONGEST or len(set(typed)) < 5:
        raise InputError([Problem(Place(path=("password",)), "password.length", facts)])
    folded = typed.casefold()
    if any(
        len(name) > 3 and folded.replace(name.casefold(), "").strip("0123456789") == ""
        for name in names
    ):
        raise InputError([Problem(Place(path=("password",)), "password.name", {})])
    return password


def invented() -> str:
    """Return a password that nobody can guess and everybody can type: 98 bits in four groups."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
