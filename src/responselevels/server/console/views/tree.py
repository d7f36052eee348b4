"""The tree of areas with the levels in force: as much of it as a page can carry.

Five areas are shown whole. Of 140,000, the topmost are there at once and each folded branch is a
page of its own, which a script fetches into its place; a search looks through all of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from responselevels.core.world.scheme import Scheme
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.severity import Hue, hue_of
from responselevels.text.catalogue import LANGUAGES, Named

BUDGET = 240
"""The number of areas that a page shows at most, beside those that were asked for."""

FOUND = 100
"""The number of areas that a search lists at most."""


@dataclass(frozen=True, slots=True)
class LevelShown:
    """A level as a page shows it: its title and colour, its orders, and its track where there are some."""

    title: str
    hue: Hue
    orders: tuple[str, ...]
    track: str | None = None


@dataclass(slots=True)
class Branch:
    """An area with its levels and what lies beneath it.

    *beneath* counts all areas beneath; *children* are those that are shown, *after* is the place
    of the next one among them where not all are. *unfolded*: what lies beneath is open to be seen.
    """

    id: str
    title: str
    tier: str
    levels: tuple[LevelShown, ...]
    beneath: int
    children: list[Branch] = field(default_factory=list)
    after: int | None = None
    unfolded: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An area that a search came upon, with the titles of those above it from the top down."""

    branch: Branch
    line: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelTree:
    """What a page shows of the tree: branches from the top, or those beneath *focus*, or what was *found*."""

    branches: tuple[Branch, ...] = ()
    total: int = 0
    focus: Branch | None = None
    line: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    found: tuple[Found, ...] = ()
    matches: int = 0


def tree_of(reader: Reader, *, focus: str | None = None, begin: int = 0) -> LevelTree:
    """Return the tree from the top, or what lies beneath *focus* from its child *begin* on.

    Raises:
        LookupError: there is no such area, or it may not be read.
    """
    tree = reader.scheme.tree
    if focus is None:
        roots = list(_roots(reader))
        branches = tuple(_branch(reader, root) for root in roots)
        _grow(reader, deque(zip(branches, roots, strict=True)), BUDGET)
        total = sum(tree.after[root] - root for root in roots)
        return LevelTree(branches=branches, total=total)
    number = tree.numbers.get(focus)
    if number is None or not reader.sees(focus):
        raise LookupError(focus)
    branch = _branch(reader, number)
    _grow(reader, deque([(branch, number)]), BUDGET, begin=begin)
    branch.unfolded = True
    return LevelTree(
        branches=(branch,),
        total=tree.after[number] - number,
        focus=branch,
        line=tuple(_above(reader, number)),
    )


def search(reader: Reader, asked: str) -> LevelTree:
    """Return the areas whose id or title, in any language, has *asked* in it; the first hundred of them."""
    words, tree = asked.casefold().split(), reader.scheme.tree
    texts = gather_texts(reader.scheme)
    hits = [
        number
        for number, text in enumerate(texts)
        if all(word in text for word in words) and reader.sees(tree.ids[number])
    ]
    found = tuple(
        Found(_branch(reader, hit), tuple(title for _id, title in _above(reader, hit)))
        for hit in hits[:FOUND]
    )
    return LevelTree(asked=asked, found=found, matches=len(hits), total=len(tree))


def levels_of(reader: Reader, area: str) -> tuple[LevelShown, ...]:
    """Return the levels in force in an area: one, or one for each track."""
    tracks = tuple(reader.scheme.tracks) or (None,)
    return tuple(_level(reader, area, track) for track in tracks)


def _level(reader: Reader, area: str, track: str | None) -> LevelShown:
    held = reader.register.level(area, at=reader.at, drill=reader.drill, track=track)
    return level_shown(reader, held.level, held.orders, track)


def level_shown(
    reader: Reader, level: str | None, orders: tuple[str, ...] = (), track: str | None = None
) -> LevelShown:
    """Return how a level is shown; one that is not known is told so."""
    title = reader.says("level.unknown") if level is None else reader.title("level", level)
    hue = hue_of(reader.scheme, level)
    return LevelShown(title, hue, orders, None if track is None else reader.title("track", track))


def _roots(reader: Reader) -> Iterator[int]:
    """Yield the topmost areas that may be read."""
    tree = reader.scheme.tree
    if reader.caller.areas is None:
        yield from (number for number, above in enumerate(tree.parents) if above < 0)
    else:
        own = sorted(tree.numbers[one] for one in reader.caller.areas if one in tree.numbers)
        yield from tree.topmost(tuple(own))


def _branch(reader: Reader, number: int) -> Branch:
    tree = reader.scheme.tree
    name = tree.ids[number]
    tier = reader.scheme.rules.tiers[tree.tiers[number]].id
    return Branch(
        id=name,
        title=reader.title("area", name),
        tier=reader.title("tier", tier),
        levels=levels_of(reader, name),
        beneath=tree.after[number] - number - 1,
    )


def _grow(
    reader: Reader, waiting: deque[tuple[Branch, int]], budget: int, *, begin: int = 0
) -> None:
    """Add what lies beneath, level by level, as long as whole rows of siblings fit the *budget*."""
    tree, first = reader.scheme.tree, True
    while waiting:
        branch, number = waiting.popleft()
        children = list(tree.children(number))[begin if first else 0 :]
        if first and len(children) > budget:
            branch.after = begin + budget
            children = children[:budget]
        elif len(children) > budget:
            continue
        first = False
        budget -= len(children)
        branch.children = [_branch(reader, child) for child in children]
        branch.unfolded = bool(children)
        waiting.extend(zip(branch.children, children, strict=True))


def _above(reader: Reader, number: int) -> Iterator[tuple[str, str]]:
    """Yield id and title of the areas above one, from the top down, as far as they may be read."""
    tree = reader.scheme.tree
    for one in reversed(tree.line(number)[1:]):
        if reader.sees(tree.ids[one]):
            yield tree.ids[one], reader.title("area", tree.ids[one])


# -- searching ---------------------------------------------------------------------------------

_TEXTS: WeakKeyDictionary[Scheme, list[str]] = WeakKeyDictionary()
_GATHERING = Lock()


def gather_texts(scheme: Scheme) -> list[str]:
    """Return what each area is searched by; gathered once for a scheme."""
    with _GATHERING:
        texts = _TEXTS.get(scheme)
        if texts is None:
            texts = _TEXTS[scheme] = [
                "\n".join((name, *_titles(scheme, name))).casefold() for name in scheme.tree.ids
            ]
        return texts


def _titles(scheme: Scheme, name: str) -> Iterator[str]:
    for lang in LANGUAGES:
        title = scheme.titles(Named("area", name), lang)
        if title is not None:
            yield title
