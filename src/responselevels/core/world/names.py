"""Names that nothing has: the nearest known one, and the problem that says so.

A name may also be a title, which people know better than the id, or be written with
marks of a Chinese keyboard; then the id is found all the same, and proposed.

A misspelt name is met with the name that was probably meant, within a limit:
about one slip in three characters and three at most. Nothing here is slow on
150,000 names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from responselevels.errors import Path, Place, Problem
from responselevels.text.catalogue import Named, Phrase
from responselevels.text.fullwidth import WIDE, meant, named_marks, narrow

if TYPE_CHECKING:
    from responselevels.models.rules import Rules
    from responselevels.models.texts import Text

_FEW = 100
"""Up to so many names each one is compared; beyond, only single slips are tried."""

_LONG = 64
"""Nobody is helped with a name longer than this, and comparing it would take time."""

MAX_PROBLEMS = 200
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


class TitleIndex:
    """The titles of one kind of things, by which their ids are found, in any language.

    *things* have a title each, and an id where they are no mapping from ids; they are
    only looked at when something is unknown.
    """

    def __init__(self, things: Mapping[str, Any] | Sequence[Any] = ()) -> None:
        self._things = things
        self._by_title: Mapping[str, list[tuple[str, str]]] | None = None

    def _known(self) -> Mapping[str, list[tuple[str, str]]]:
        if self._by_title is None:
            found: dict[str, dict[str, str]] = {}
            for name, title in self._titles():
                for _lang, words in () if title is None else title.words:
                    found.setdefault(_folded(words), {}).setdefault(name, words)
            self._by_title = {title: list(ids.items()) for title, ids in found.items()}
        return self._by_title

    def _titles(self) -> Iterator[tuple[str, Text | None]]:
        if isinstance(self._things, Mapping):
            yield from ((name, thing.title) for name, thing in self._things.items())
        else:
            yield from ((thing.id, thing.title) for thing in self._things)

    def find(self, text: str) -> list[tuple[str, str]]:
        """Return id and title of what is titled *text*."""
        return self._known().get(_folded(text), [])

    def having(self, text: str) -> list[tuple[str, str]]:
        """Return id and title of what has *text* in its title.

        A Chinese short form leaves characters out: 治理委员会 for 社会治理和平安建设委员会.
        """
        wanted, known = _folded(text), self._known()
        if len(wanted) < _PART:
            return []
        word = rf"\b{re.escape(wanted)}\b" if wanted.isascii() else re.escape(wanted)
        found = self._matching(re.compile(word), known)
        if not found and not wanted.isascii():
            found = self._matching(re.compile(".*".join(map(re.escape, wanted))), known)
        return list(found.items())

    @staticmethod
    def _matching(
        inside: re.Pattern[str], known: Mapping[str, list[tuple[str, str]]]
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for title, pairs in known.items():
            if inside.search(title):
                found.update((name, words) for name, words in pairs if name not in found)
        return found

    def near(self, text: str) -> list[tuple[str, str]]:
        """Return id and title of what has nearly that title."""
        known = self._known()
        near = nearest(_folded(text), known.keys())
        return [] if near is None else known[near]


_PART = 2
"""A part of a title has at least so many characters."""

NO_TITLES = TitleIndex()
"""Nothing has a title."""


def title_indexes(rules: Rules) -> dict[str, TitleIndex]:
    """Return the titles of what rules have, by the kind of thing."""
    return {
        "level": TitleIndex(rules.levels),
        "tier": TitleIndex(rules.tiers),
        "body": TitleIndex(rules.bodies),
        "source": TitleIndex(rules.sources),
    }


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", narrow(text)).casefold().split())


def unknown_name(  # noqa: PLR0917 - the fifth is left out where nothing has a title
    kind: str, name: str, names: Collection[str], where: Path, titled: TitleIndex = NO_TITLES
) -> Problem:
    """Return the problem of a *name* at *where* that no *kind* (as of `Named`) has.

    It offers the nearest of *names*, or what has that name as a title (*titled*), and
    lists them where they are few.
    """
    offer = _offer(name, names, titled)
    known: object = "" if offer is not None else _known(kind, names)
    if offer is None:
        near = nearest(name, names)
        offer = "" if near is None else Phrase("phrase.near", {"near": near})
    facts = {"name": shown(name), "known": known, "near": offer}
    return Problem(Place(path=where), f"{kind}.unknown", facts)


def _offer(name: str, names: Collection[str], titled: TitleIndex) -> object:
    """Return what is offered for a name in wide marks or a title; None where it is neither."""
    if WIDE.search(name) is not None:
        ids = [_id_of(part, names, titled) for part in _parts(name, names)]
        if all(one is not None for one in ids):
            written = tuple(f"`{as_text(str(one))}`" for one in ids)
            return Phrase("phrase.wide", {"marks": named_marks(name), "written": written})
        if (written_as := meant(name)) is not None:
            facts = {"marks": named_marks(name), "written": f"`{as_text(shown(written_as))}`"}
            return Phrase("phrase.wide", facts)
    found = titled.find(name)
    if len(found) == 1:
        name = found[0][0]
        return Phrase("phrase.titled", {"id": name, "written": as_text(name)})
    if not found and nearest(name, names) is None:
        found = titled.having(name) or titled.near(name)
    if len(found) == 1:
        return Phrase("phrase.titled.near", {"id": found[0][0], "title": found[0][1]})
    if not found:
        return None
    each = tuple(Phrase("phrase.titled.each", {"id": i, "title": t}) for i, t in found)
    return Phrase("phrase.titled.several", {"known": each})


_NO_TEXT = re.compile(r"[-+.:_0-9]+")


def as_text(name: str) -> str:
    """Return *name* as a file writes it: in quotes where it would be a number without.

    >>> as_text("2"), as_text("qinhan")
    ('"2"', 'qinhan')
    """
    return f'"{name}"' if _NO_TEXT.fullmatch(name) else name


def _parts(name: str, names: Collection[str]) -> list[str]:
    """Return the names that a comma of a Chinese keyboard holds together; else the one."""
    whole = meant(name) or narrow(name).strip()
    if whole in names:
        return [whole]
    return [part.strip().strip("\"'") for part in narrow(name).split(",") if part.strip()]


def _id_of(name: str, names: Collection[str], titled: TitleIndex) -> str | None:
    if name in names:
        return name
    found = titled.find(name) or titled.having(name)
    return found[0][0] if len(found) == 1 else None


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
