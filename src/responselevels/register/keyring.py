"""`Keyring`: every version of the key list that the register had, and the nonces used in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Keyring:
    """The key lists of a register, one version after the other; see `responselevels.register.keys`."""

    def __init__(self) -> None:
        """Begin without any key list: then approvals are asserted."""
        self.lists: list[tuple[int, bytes]] = []
        self.nonces: set[str] = set()

    @property
    def version(self) -> int:
        """The version in force; 0 where there is no key list."""
        return len(self.lists)

    def add(self, body: bytes, fields: Mapping[str, Any], seq: int) -> None:
        """Add the next version."""
        if fields["version"] != self.version + 1:
            raise ValueError(fields["version"])
        self.lists.append((seq, body))
