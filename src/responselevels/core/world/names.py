"""Unknown names: the problem that reports one, and the known name that was probably meant.

Suggestions come from three sources: ids that are a few slips away (edit distance),
titles, which people know better than ids, and the same name without the wide marks of
a Chinese keyboard. Edit distance allows one slip in three characters, three at most.
Nothing here is slow on 150,000 names.
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
"""Number of names up to which each is compared; beyond, only single slips are tried."""

_LONG = 64
"""Maximum length of a name for which a suggestion is sought: comparing costs length times limit."""

MAX_PROBLEMS = 200
"""Maximum number of problems listed for one input; the others show once these are mended."""

MANY_PROBLEMS = 1000
"""The same for the areas of one file, of which there may be 665,000: the others are counted."""

_LISTED = 12
"""Number of known names up to which a problem lists all of them."""


def nearest(name: str, names: Collection[str]) -> str | None:
    """Return the one of *names* that *name* was probably meant to be, or None.

    Upper and lower case do not count. Among several at the same distance, the first in
    the order of *names* is returned; a set has no order of its own and is sorted first,
    so that the answer is the same in every process.

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
        # One letter is one slip away from every other letter: only a difference in case
        # is a slip there. From now on only a strictly nearer name may replace this one.
        if distance <= limit and (len(wanted) > 1 or distance == 0):
            best, limit = known, distance - 1
            if limit < 0:
                break
    return best


def _slips(left: str, right: str, limit: int) -> int:
    """Return the number of edits between two texts, or *limit* + 1 where there are more.

    The optimal string alignment distance: insert, delete, replace, or swap two
    neighbouring characters. Banded: with at most *limit* edits no cell further than
    *limit* from the diagonal of the table can matter, so only that band is filled in.
    """
    more, width = limit + 1, len(right)
    if abs(len(left) - width) > limit:
        return more
    # Three rows of the table are enough: this one, the one above for single edits, and
    # the one before that for swaps. Cells outside the band keep *more*, "too far".
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
        # No later row has a smaller value than the least of this one.
        if min(here) > limit:
            return more
        before, above = above, here
    return min(above[-1], more)


def _one_slip_away(name: str, names: AbstractSet[str]) -> str | None:
    """Return a name one edit away, or None; names are looked up, not compared one by one."""
    # Spelling correction by generation: the edits of one short name are a few thousand
    # look-ups in a set, however many names there are.
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
    """An index from the titles of one kind of things, in every language, to their ids.

    *things* is a sequence of things with ``id`` and ``title``, or a mapping from id to a
    thing with ``title``. The index is built at the first question: almost every input has
    only known names, and never needs it.
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
        """Return id and title of each thing whose title is *text*."""
        return self._known().get(_folded(text), [])

    def having(self, text: str) -> list[tuple[str, str]]:
        """Return id and title of each thing that has *text* in its title, as words or a short form.

        Latin text must match whole words; Chinese has no spaces between words, so any
        part will do. A Chinese short form also leaves characters out: 治理委员会 for
        社会治理和平安建设委员会.
        """
        wanted, known = _folded(text), self._known()
        if len(wanted) < _PART:
            return []
        word = rf"\b{re.escape(wanted)}\b" if wanted.isascii() else re.escape(wanted)
        # The text itself first; a subsequence of the title only where that finds nothing.
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
        """Return id and title of each thing whose title is a few slips away from *text*."""
        known = self._known()
        near = nearest(_folded(text), known.keys())
        return [] if near is None else known[near]


_PART = 2
"""Minimum number of characters by which a title is found from a part."""

NO_TITLES = TitleIndex()
"""The index of things that have no titles."""


def title_indexes(rules: Rules) -> dict[str, TitleIndex]:
    """Return the title indexes of *rules*, by kind of thing."""
    return {
        "level": TitleIndex(rules.levels),
        "tier": TitleIndex(rules.tiers),
        "body": TitleIndex(rules.bodies),
        "source": TitleIndex(rules.sources),
        "fact": TitleIndex(rules.facts),
        "criteria": TitleIndex(rules.tables),
        "track": TitleIndex(rules.tracks),
        "spot": TitleIndex(rules.spots),
        "measure": TitleIndex(rules.measures),
    }


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", narrow(text)).casefold().split())


def unknown_name(  # noqa: PLR0917 - the fifth is left out where nothing has a title
    kind: str, name: str, names: Collection[str], where: Path, titled: TitleIndex = NO_TITLES
) -> Problem:
    """Return the problem ``KIND.unknown``: no thing of *kind* (as in `Named`) has this *name*.

    The problem is placed at *where*. It offers the one of *names* that was probably meant,
    or the thing of that title (by the index *titled*). Where no title fits and *names* are
    few, it lists them, too.
    """
    offer = _offer(name, names, titled)
    known: object = "" if offer is not None else _known(kind, names)
    if offer is None:
        near = nearest(name, names)
        offer = "" if near is None else Phrase("phrase.near", {"near": near})
    facts = {"name": shown(name), "known": known, "near": offer}
    return Problem(Place(path=where), f"{kind}.unknown", facts)


def unknown_key(key: str, known: tuple[str, ...], where: Path) -> Problem:
    """Return the problem ``key.unknown``: the *key* at *where* is none of those *known* there."""
    near = nearest(key, known)
    offer: object = "" if near is None else Phrase("phrase.near", {"near": near})
    facts = {"key": shown(key), "known": tuple(f"`{name}`" for name in known), "near": offer}
    return Problem(Place(path=where), "key.unknown", facts)


def _offer(name: str, names: Collection[str], titled: TitleIndex) -> object:
    """Return the suggestion for a name in wide marks or for a title; None where it is neither."""
    if WIDE.search(name) is not None:
        ids = [_id_of(part, names, titled) for part in _parts(name, names)]
        if all(one is not None for one in ids):
            written = tuple(f"`{as_text(str(one))}`" for one in ids)
            return Phrase("phrase.wide", {"marks": named_marks(name), "written": written})
        if (written_as := meant(name)) is not None:
            facts = {"marks": named_marks(name), "written": f"`{as_text(shown(written_as))}`"}
            return Phrase("phrase.wide", facts)
    # An exact title comes before a misspelt id, and a misspelt id before part of a title.
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
    """Return *name* as it must be written in YAML: in quotes where it would be read as a number.

    >>> as_text("2"), as_text("qinhan")
    ('"2"', 'qinhan')
    """
    return f'"{name}"' if _NO_TEXT.fullmatch(name) else name


def _parts(name: str, names: Collection[str]) -> list[str]:
    """Return the names that a Chinese comma joins into one; else the name alone."""
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
    """Return *names* in their order; those of a set sorted, since a set's order varies by process."""
    return sorted(names) if isinstance(names, set | frozenset) else names


def shown(text: str) -> str:
    """Return *text* cut to a length that fits into a message."""
    return text if len(text) <= 60 else text[:59] + "…"
