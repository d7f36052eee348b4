"""What a board has in it, made short: names by what they share with the one before, times as small numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from responselevels.core.timeline import FOREVER
from responselevels.text.catalogue import visible

_MINUTE = 60_000_000
_SECOND = 1_000_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Times:
    """Instants as whole numbers of *unit* microseconds since *base*."""

    base: int
    unit: int

    @classmethod
    def of(cls, micros: Iterable[int]) -> Times:
        """Return the times that have all of *micros* as whole numbers, in the longest unit."""
        known = [one for one in micros if abs(one) < FOREVER]
        base = min(known, default=0)
        for unit in (_MINUTE, _SECOND):
            if not any(one % unit for one in known):
                return cls(base, unit)
        return cls(base, 1)

    def short(self, micros: int) -> int | None:
        """Return an instant as such a number; None for one that never comes."""
        return None if micros >= FOREVER else (micros - self.base) // self.unit


def folded(names: Iterable[str]) -> list[str]:
    """Return *names*, each as how many characters it shares with the one before, and the rest.

    The number is one character, ``0`` to ``z``. Nothing is shared beyond the first character that
    is two in a browser.

    >>> folded(["north", "north-1", "no", ""])
    ['0north', '5-1', '2', '0']
    """
    found, before = [], ""
    for name in names:
        shared = 0
        for one, other in zip(name, before, strict=False):
            if one != other or ord(one) > 0xFFFF or shared == len(_DIGITS) - 1:
                break
            shared += 1
        found.append(_DIGITS[shared] + name[shared:])
        before = name
    return found


def steps(numbers: Sequence[int]) -> list[int]:
    """Return ascending *numbers* as the steps between them, the first from 0.

    >>> steps([3, 4, 9])
    [3, 1, 5]
    """
    return [number - before for number, before in zip(numbers, (0, *numbers), strict=False)]


class Table:
    """Texts that are named often, each once; they are known by their number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str | None) -> int:
        """Return the number of *text*, -1 for none; what cannot be seen in it is shown as an escape."""
        if text is None:
            return -1
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(visible(text))
        return number
