"""Persons by their ids, and which ids look the same though they are spelt differently.

A person is an id, compared letter by letter. An id that only looks like that of
another person is refused wherever it is met, and the problem names the known one:
otherwise somebody could approve their own proposal under a second spelling
(docs/semantics.md, section 3, `approval.self`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from responselevels.core.maps import GrowingMap

_SHAPES = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕһԁԛԝӏ", "abekmhopctyxijshdqwl", strict=True)),
        **dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True)),
        "ı": "i",
        "ς": "c",
        "0": "o",
        "1": "l",
    }
)
"""Cyrillic and Greek letters, in lower case, and digits that look like a Latin one."""


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """Return the skeleton of an id: ids that look the same have the same one.

    The idea of Unicode's UTS 39 (confusable detection), with a small table of our own.
    Case, width and composition do not count, nor blanks, nor which dash is used, nor
    invisible characters, nor whether a letter is Latin or its Cyrillic or Greek double,
    or a digit that looks like one.

    >>> skeleton("SO-014") == skeleton("so\u2010\uff10\uff11\uff14 ")
    True
    >>> skeleton("so-014") == skeleton("so-015")
    False
    """
    # Nearly all ids are ASCII, where only case and blanks can differ unseen.
    if name.isascii():
        return "".join(name.lower().split()).translate(_SHAPES)
    # As in the Unicode standard's compatibility caseless matching (section 3.13): folding
    # case may make characters that normalise further, and the other way round, so that
    # both are done twice.
    folded = unicodedata.normalize("NFD", name)
    for _ in range(2):
        folded = unicodedata.normalize("NFKC", folded.casefold())
    seen = "".join(_seen(char) for char in folded)
    return "".join(seen.translate(_SHAPES).split())


def _seen(char: str) -> str:
    """Return what *char* looks like: one dash for all, one blank for all, nothing if invisible."""
    kind = unicodedata.category(char)
    if kind == "Pd" or char == "\u2212":
        return "-"
    if char.isspace() or kind == "Zs" or char == "\u2800":
        return " "
    return "" if kind in {"Cc", "Cf", "Cs"} or shows_nothing(char) else char


def shows_nothing(char: str) -> bool:
    """Say whether *char* is invisible: a variation selector, or a filler letter."""
    return (
        0xFE00 <= ord(char) <= 0xFE0F
        or 0xE0100 <= ord(char) <= 0xE01EF
        or char in "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    )


def same_person_in(person: str, persons: Iterable[str]) -> bool:
    """Say whether *person* is one of *persons*, in any spelling that looks the same."""
    wanted = skeleton(person)
    return any(skeleton(other) == wanted for other in persons)


@dataclass(frozen=True, slots=True)
class People:
    """Known persons, immutable: *known* leads from skeleton to id."""

    known: GrowingMap[str] = field(default_factory=GrowingMap)

    def resembled(self, name: str) -> str | None:
        """Return the known person that *name* looks like but is not; None where there is none."""
        known = self.known.get(skeleton(name))
        return None if known == name else known

    def knows(self, name: str) -> bool:
        """Say whether *name* is a known person, letter by letter."""
        return self.known.get(skeleton(name)) == name

    def with_(self, names: Iterable[str]) -> People:
        """Return these persons and *names*; a person known already keeps the known spelling."""
        new: dict[str, str] = {}
        for name in names:
            looks = skeleton(name)
            if looks not in new and self.known.get(looks) is None:
                new[looks] = name
        if not new:
            return self
        if not len(self.known):
            return People(GrowingMap(new))
        known = self.known
        for looks, name in new.items():
            known = known.with_(looks, name)
        return People(known)
