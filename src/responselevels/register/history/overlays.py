"""`Overlay`: a dictionary laid over another one, which it never changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


def _same(value: V) -> V:
    return value


class Overlay(dict[K, V], Generic[K, V]):
    """What is put in stays here; what is not here is taken from *beneath*, as a copy made by *copied*.

    It is made to be written to a little and thrown away: only what is looked up
    is copied. Going through it shows what was looked up or put in, and no more.
    """

    def __init__(self, beneath: Mapping[K, V], copied: Callable[[V], V] = _same) -> None:
        super().__init__()
        self._beneath = beneath
        self._copied = copied

    def __missing__(self, key: K) -> V:
        value = self[key] = self._copied(self._beneath[key])
        return value

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._beneath

    def __bool__(self) -> bool:
        return bool(len(self)) or bool(self._beneath)

    def setdefault(self, key: K, default: V) -> V:
        """Return what is under *key*; where nothing is, put *default* there."""
        if key not in self:
            self[key] = default
        return self[key]
