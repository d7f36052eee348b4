"""Two versions of a page beside each other: what stands in both, and what was added, removed or changed.

Chapters and entries find each other by their keys, and entries first by what they say: a row that was put in
between does not make all the rows after it look changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Generic, Literal, TypeVar

from responselevels.errors import Path
from responselevels.reports.rules.pages import Chapter, Entry, Page
from responselevels.text.catalogue import visible

Status = Literal["same", "changed", "added", "removed"]
Item = TypeVar("Item")

_WORDS = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)
_ALIKE = 0.4
"""Least part of two texts that must be the same, for single words to be marked in them."""
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Pair(Generic[Item]):
    """A thing in the old version and in the new one; None where that does not have it."""

    old: Item | None
    new: Item | None


@dataclass(frozen=True, slots=True)
class ChapterPair:
    """A chapter in both versions: its titles, and its entries in pairs."""

    old: Chapter | None
    new: Chapter | None
    rows: tuple[Pair[Entry], ...]

    @property
    def status(self) -> Status:
        """Whether anything in it is other than it was."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        alike = self.old.title == self.new.title
        alike = alike and all(status_of(row) == "same" for row in self.rows)
        return "same" if alike else "changed"


def status_of(row: Pair[Entry]) -> Status:
    """Return whether an entry is as it was."""
    if row.old is None or row.new is None:
        return "added" if row.old is None else "removed"
    return "same" if _said(row.old) == _said(row.new) else "changed"


def aligned(old: Page, new: Page, renamed: Mapping[str, str]) -> tuple[ChapterPair, ...]:
    """Return the chapters of two versions in pairs, in the order of the new one.

    *renamed* are the transitions whose ids changed, old to new.
    """

    def key_then(chapter: Chapter) -> Path:
        return _key(chapter.key, renamed)

    pairs = _paired(old.chapters, new.chapters, key_then, lambda chapter: chapter.key)
    return tuple(
        ChapterPair(
            pair.old,
            pair.new,
            tuple(
                entry_pairs(
                    () if pair.old is None else pair.old.entries,
                    () if pair.new is None else pair.new.entries,
                    renamed,
                )
            ),
        )
        for pair in pairs
    )


def entry_pairs(
    old: Sequence[Entry], new: Sequence[Entry], renamed: Mapping[str, str]
) -> Iterator[Pair[Entry]]:
    """Yield the entries of two versions in pairs."""
    alike = {}
    told = SequenceMatcher(None, [*map(_said, old)], [*map(_said, new)], autojunk=False)
    for block in told.get_matching_blocks():
        alike.update({block.b + at: block.a + at for at in range(block.size)})
    return _paired(old, new, lambda one: _key(one.key, renamed), lambda one: one.key, found=alike)


def _said(entry: Entry) -> tuple[str, ...]:
    return (entry.label, entry.name, entry.text, entry.clause, entry.reading)


def _key(key: Path, renamed: Mapping[str, str]) -> Path:
    if len(key) > 1 and key[0] == "transitions":
        return (key[0], renamed.get(str(key[1]), key[1]), *key[2:])
    return key


def _paired(
    old: Sequence[Item],
    new: Sequence[Item],
    key_then: Callable[[Item], Path],
    key_now: Callable[[Item], Path],
    *,
    found: Mapping[int, int] | None = None,
) -> Iterator[Pair[Item]]:
    """Yield pairs in the order of *new*; what is only in *old* comes after what it stood behind there.

    *found* are pairs known already, by their places in *new* and *old*.
    """
    partner = dict(found or {})
    taken = set(partner.values())
    left = {key_then(one): at for at, one in enumerate(old) if at not in taken}
    for at, one in enumerate(new):
        if at not in partner and key_now(one) in left:
            partner[at] = left.pop(key_now(one))
    gone = set(range(len(old))) - set(partner.values())
    yield from _gone_after(-1, old, gone)
    for at, one in enumerate(new):
        was = partner.get(at)
        yield Pair(None if was is None else old[was], one)
        if was is not None:
            yield from _gone_after(was, old, gone)


def _gone_after(place: int, old: Sequence[Item], gone: set[int]) -> Iterator[Pair[Item]]:
    while place + 1 in gone:
        place += 1
        yield Pair(old[place], None)


def marked(old: str, new: str) -> tuple[str, str]:
    """Return two texts as HTML, what is only in one of them marked there.

    >>> marked("at most 3 days", "at most 5 days")
    ('at most <del>3</del> days', 'at most <ins>5</ins> days')
    """
    if old == new:
        return _html(old), _html(new)
    if not old or not new or len(old) + len(new) > _LONGEST:
        return _whole("del", old), _whole("ins", new)
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found = SequenceMatcher(None, before, after, autojunk=False)
    if found.ratio() < _ALIKE:
        return _whole("del", old), _whole("ins", new)
    parts: tuple[list[str], list[str]] = ([], [])
    for what, a, b, c, d in found.get_opcodes():
        was, now = "".join(before[a:b]), "".join(after[c:d])
        parts[0].append(_html(was) if what == "equal" else _whole("del", was))
        parts[1].append(_html(now) if what == "equal" else _whole("ins", now))
    return "".join(parts[0]), "".join(parts[1])


def _html(text: str) -> str:
    return escape(visible(text))


def _whole(tag: str, text: str) -> str:
    return f"<{tag}>{_html(text)}</{tag}>" if text else ""
