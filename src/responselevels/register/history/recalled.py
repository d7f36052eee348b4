"""`Recalled`: a mapping whose values are made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from threading import RLock
from typing import Final, Generic, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")


class _Unmade:
    """Stands for a value that nobody has asked for."""


_UNMADE: Final = _Unmade()


class Recalled(MutableMapping[K, V], Generic[K, V]):
    """The *keys*, in their order, each with what *made* returns for it when it is first asked for.

    What is put in stays, and comes after them. Each value is made once, so that what is done to
    it lasts, whichever threads ask.
    """

    def __init__(self, keys: Iterable[K], made: Callable[[K], V]) -> None:
        self._kept: dict[K, V | _Unmade] = dict.fromkeys(keys, _UNMADE)
        self._made = made
        self._lock = RLock()

    def __getitem__(self, key: K) -> V:
        value = self._kept[key]
        return self._first(key) if value is _UNMADE else cast("V", value)

    def _first(self, key: K) -> V:
        with self._lock:
            value = self._kept[key]
            if value is _UNMADE:
                value = self._kept[key] = self._made(key)
            return cast("V", value)

    def __setitem__(self, key: K, value: V) -> None:
        self._kept[key] = value

    def __delitem__(self, key: K) -> None:
        del self._kept[key]

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[K]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
