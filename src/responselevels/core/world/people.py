"""Persons by their ids: when two that are written differently look the same.

A person is an id, compared letter by letter. An id that only looks like that of
another person is refused wherever it is met, with the one it resembles: else
somebody could approve what they propose under a second spelling.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

_SHAPES = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕһԁԛԝӏ", "abekmhopctyxijshdqwl", strict=True)),
        **dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True)),
        "ı": "i",
        "ς": "c",
    }
)
"""Letters of Cyrillic and Greek, small as they are compared, that look like one of Latin."""


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """Return what two ids share that look the same.

    Case, width and composition do not count, nor which blank or dash it is, nor
    marks that nobody sees, nor whether a letter is the Latin one or its double.

    >>> likeness("SO-014") == likeness("so\u2010\uff10\uff11\uff14 ")
    True
    >>> likeness("so-014") == likeness("so-015")
    False
    """
    if name.isascii():
        return " ".join(name.lower().split())
    folded = unicodedata.normalize("NFD", name)
    for _ in range(2):
        folded = unicodedata.normalize("NFKC", folded.casefold())
    seen = "".join(_seen(char) for char in folded)
    return " ".join(seen.translate(_SHAPES).split())


def _seen(char: str) -> str:
    """Return what is to be seen of *char*."""
    kind = unicodedata.category(char)
    if kind == "Pd" or char == "\u2212":
        return "-"
    if char.isspace() or kind == "Zs" or char == "\u2800":
        return " "
    return "" if kind in {"Cc", "Cf", "Cs"} or shows_nothing(char) else char


def shows_nothing(char: str) -> bool:
    """Say whether *char* shows nothing: a selector of variants, or a letter that stands for none."""
    return (
        0xFE00 <= ord(char) <= 0xFE0F
        or 0xE0100 <= ord(char) <= 0xE01EF
        or char in "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    )


def same_person_in(person: str, persons: Iterable[str]) -> bool:
    """Say whether *person* is one of *persons*, in whatever spelling."""
    wanted = skeleton(person)
    return any(skeleton(other) == wanted for other in persons)


@dataclass(frozen=True, slots=True)
class People:
    """Persons who are known: likeness → id; a large dictionary that is shared, a small one that is copied."""

    base: dict[str, str] = field(default_factory=dict)
    recent: dict[str, str] = field(default_factory=dict)

    def resembled(self, name: str) -> str | None:
        """Return the known person that *name* looks like and is not; None where there is none."""
        looks = skeleton(name)
        known = self.recent.get(looks, self.base.get(looks))
        return None if known == name else known

    def knows(self, name: str) -> bool:
        """Say whether *name* is a known person, letter by letter."""
        looks = skeleton(name)
        return self.recent.get(looks, self.base.get(looks)) == name

    def with_(self, names: Iterable[str]) -> People:
        """Return these and *names*; who is known already, in whatever spelling, stays as known."""
        new = {skeleton(name): name for name in names}
        new = {k: v for k, v in new.items() if k not in self.recent and k not in self.base}
        if not new:
            return self
        recent = {**new, **self.recent}
        if len(recent) ** 2 > max(1024, len(self.base)):
            return People({**self.base, **recent}, {})
        return People(self.base, recent)
