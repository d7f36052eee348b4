"""`Overlay`: a dictionary laid over another one, which it never changes; `Recalled`: one made as it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from threading import RLock
from typing import Final, Generic, TypeVar, cast

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
