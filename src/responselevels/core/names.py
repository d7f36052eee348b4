"""Names that nothing has: the nearest known one, and the problem that says so.

A misspelt name is met with the name that was probably meant, within a limit:
about one slip in three characters and three at most. Nothing here is slow on
150,000 names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet

from responselevels.errors import Path, Place, Problem
from responselevels.text.catalogue import Named, Phrase

_FEW = 100
"""Up to so many names each one is compared; beyond, only single slips are tried."""

_LONG = 64
"""Nobody is helped with a name longer than this, and comparing it would take time."""

MOST_PROBLEMS = 200
"""So many problems of one input are listed at most; whoever has more begins with these."""

_LISTED = 12
"""Up to so many names a problem lists all there are."""


def nearest(name: str, names: Collection[str]) -> str | None:
    """Return the one of *names* that *name* was probably meant to be, or None.

    Upper and lower case do not count. Among several as near, the first in the
    order of *names* is taken, so that the answer is always the same; a set has
    no order, and is taken in that of the alphabet.

    >>> nearest("orage", ["green", "orange", "red"])
    'orange'
    >>> nearest("blue", ["green", "orange", "red"]) is None
    True
    """
    if len(name) > _LONG:
        return None
    if len(names) > _FEW:
        return _one_slip_away(name, names if isinstance(names, AbstractSet) else frozenset(names))
    wanted = name.casefold()
    limit = min(3, max(1, len(wanted) // 3))
    best: str | None = None
    for known in _in_order(names):
        distance = _slips(wanted, known.casefold(), limit)
        if distance <= limit and (len(wanted) > 1 or distance == 0):
            best, limit = known, distance - 1
            if limit < 0:
                break
    return best


def _slips(left: str, right: str, limit: int) -> int:
    """Return the edits between two texts (a swap of neighbours is one), or *limit* + 1 for more.

    Only what lies within *limit* of the diagonal is looked at.
    """
    more, width = limit + 1, len(right)
    if abs(len(left) - width) > limit:
        return more
    before: list[int] = []
    above: list[int] = [*range(width + 1)]
    for row, char in enumerate(left, 1):
        here = [more] * (width + 1)
        here[0] = row
        for column in range(max(1, row - limit), min(width, row + limit) + 1):
            other = right[column - 1]
            cost = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (char != other))
            if row > 1 < column and char == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            here[column] = cost
        if min(here) > limit:
            return more
        before, above = above, here
    return min(above[-1], more)


def _one_slip_away(name: str, names: AbstractSet[str]) -> str | None:
    alphabet = sorted(set(name) | set("abcdefghijklmnopqrstuvwxyz0123456789-_"))
    for at in range(len(name) + 1):
        head, tail = name[:at], name[at:]
        tries = [head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]]
        tries += (head + char + rest for char in alphabet for rest in (tail, tail[1:]))
        for tried in tries:
            if tried != name and tried in names:
                return tried
    return None


def unknown_name(kind: str, name: str, names: Collection[str], where: Path) -> Problem:
    """Return the problem of a *name* at *where* that no *kind* (as of `Named`) has.

    It offers the nearest of *names*, and lists them where they are few.
    """
    near = nearest(name, names)
    facts = {
        "name": shown(name),
        "known": _known(kind, names),
        "near": "" if near is None else Phrase("phrase.near", {"near": near}),
    }
    return Problem(Place(path=where), f"{kind}.unknown", facts)


def _known(kind: str, names: Collection[str]) -> object:
    if not names:
        return Phrase("phrase.none_known")
    if len(names) > _LISTED:
        return ""
    known = tuple(Named(kind, name) for name in _in_order(names))
    return Phrase("phrase.known", {"known": known})


def _in_order(names: Collection[str]) -> Iterable[str]:
    """Return *names* in their order; those of a set sorted, as its own order is chance."""
    return sorted(names) if isinstance(names, set | frozenset) else names


def shown(text: str) -> str:
    """Return *text* cut to a length that fits into a message."""
    return text if len(text) <= 60 else text[:59] + "…"
