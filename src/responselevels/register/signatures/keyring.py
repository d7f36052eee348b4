"""`Keyring`: every version of the key list that a register had, and the nonces used in it."""

from __future__ import annotations

from bisect import bisect_right

from responselevels.register.log.kinds import KeysEvent
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.rotation import adopted, envelope_of_event


class Keyring:
    """The key lists of a register, each with the number of the event that adopted it.

    Without any, approvals are what callers assert.
    """

    def __init__(self) -> None:
        self._lists: list[tuple[int, KeyList]] = []
        self._recorded: list[int] = []
        self.nonces: set[str] = set()

    def trial(self) -> Keyring:
        """Return a keyring with the same lists, to try acts on; it forgets the nonces."""
        other = Keyring()
        other._lists, other._recorded = [*self._lists], [*self._recorded]
        return other

    @property
    def version(self) -> int:
        """The version in force; 0 where there is no key list."""
        return len(self._lists)

    def lists(self, seq: int | None = None) -> tuple[KeyList, ...]:
        """Return all versions so far, or those adopted before event *seq*."""
        return tuple(keys for at, keys in self._lists if seq is None or at < seq)

    def list_at(self, known: int) -> KeyList | None:
        """Return the version that was in force at the instant *known*; None before the first."""
        count = bisect_right(self._recorded, known)
        return self._lists[count - 1][1] if count else None

    def add(self, body: bytes, event: KeysEvent, *, register: str) -> None:
        """Add the next version, as *event* adopted it.

        Raises:
            KeysRefused: its signatures do not hold, or it may not follow.
            MissingExtra: cryptography is not installed.
        """
        keys = adopted(envelope_of_event(body, event), self.lists(), register).keys
        if keys.version != event.version:
            raise ValueError(event.version)
        self._lists.append((event.seq, keys))
        self._recorded.append(event.recorded)
