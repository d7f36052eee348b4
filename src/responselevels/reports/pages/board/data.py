"""`board_page`: a board as one file that any browser opens, without a network.

    book (areas, orders) → places, levels and floors of each (`levels`) ┐
    orders, findings     → columns, facts (`orders`)                    ┴→ two blocks of JSON → page

The first block is read when the page opens, the second when somebody first asks about an order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from responselevels.core.orders.book import OrderBook
from responselevels.core.orders.levels import Source
from responselevels.core.timeline import FOREVER, Track, micros_of
from responselevels.core.world.scheme import Scheme
from responselevels.models.orders import Order
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pages.board.levels import (
    BESIDES,
    PlaceLevels,
    places_of,
    until_everywhere,
)
from responselevels.reports.pages.board.orders import (
    Judged,
    OrderFacts,
    drawn,
    instants_of,
    told,
)
from responselevels.reports.pages.board.packing import Times, folded, steps
from responselevels.reports.pages.page import PageParts, page_of, part
from responselevels.reports.pictures.scale import shades_of
from responselevels.reports.pictures.states import OrderBar, State
from responselevels.text.catalogue import LANGUAGES, Named, sentences, visible, worded

_PACKAGE = "responselevels.reports.pages.board"
_SCRIPTS = ("data.js", "draw.js", "why.js", "board.js")
_PREFIX = "board."


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRequest:
    """What a board is made of.

    *at* is what it takes for now, *zone* what its times are shown in. *orders* are those of *book*
    as models, and *judged* what was found of the issue of some, by id. What lies before *since* is
    not drawn: other rules held then. *title* is what it stands for beside the scheme, such as a register.
    """

    book: OrderBook
    orders: Sequence[Order]
    at: datetime
    zone: tzinfo
    lang: str
    judged: Mapping[str, Judged] = field(default_factory=dict)
    since: int | None = None
    title: str | None = None


def board_page(asked: BoardRequest) -> bytes:
    """Return the page."""
    scheme = asked.book.scheme
    times = _times(asked)
    facts = OrderFacts(times, _locales(scheme, asked.zone))
    details = told(asked.book, asked.orders, asked.judged, facts)
    data = _data(asked, times)
    # Bodies are known once all orders were gone through.
    details["bodies"] = [[name, *_titles(scheme, "body", name)] for name in facts.bodies]
    heading = worded("board.title", {}, asked.lang)
    name = asked.title or _titles(scheme, "scheme", scheme.rules.id)[_place(asked.lang)]
    return page_of(
        PageParts(
            lang=asked.lang,
            title=f"{heading} · {visible(name or scheme.rules.id)}",
            body=part(_PACKAGE, "board.html").strip(),
            styles=(part(_PACKAGE, "board.css"),),
            scripts=tuple(part(_PACKAGE, name) for name in _SCRIPTS),
            data={"board-data": data, "board-details": details},
        )
    )


def _place(lang: str) -> int:
    return LANGUAGES.index(lang)


def _locales(scheme: Scheme, zone: tzinfo) -> tuple[Locale, ...]:
    return tuple(Locale(lang, scheme.titles, zone, fixed=True) for lang in LANGUAGES)


def _times(asked: BoardRequest) -> Times:
    return Times.of(_instants(asked))


def _instants(asked: BoardRequest) -> Iterator[int]:
    yield from asked.book.known_from
    if asked.since is not None:
        yield asked.since
    for entry in asked.book:
        yield from (entry.start, entry.end, entry.issued)
        yield from (at for at, _scope in entry.ends)
        if entry.lapse is not None:
            yield entry.lapse
    yield from instants_of(asked.orders)


def _titles(scheme: Scheme, kind: str, name: str) -> list[str | None]:
    """Return the title of a thing in each language; None where it has none."""
    found = [scheme.titles(Named(kind, name), lang) for lang in LANGUAGES]
    return [None if title is None else visible(title) for title in found]


def _data(asked: BoardRequest, times: Times) -> dict[str, object]:
    scheme = asked.book.scheme
    known = [None if one <= -FOREVER else one for one in asked.book.known_from]
    return {
        "lang": asked.lang,
        "languages": list(LANGUAGES),
        "words": {lang: _words(lang) for lang in LANGUAGES},
        "title": None if asked.title is None else visible(asked.title),
        "scheme": [scheme.rules.id, *_titles(scheme, "scheme", scheme.rules.id)],
        "base": times.base // 1000,
        "unit": times.unit / 1000,
        "at": micros_of(asked.at) / 1000,
        "zone": _zone(asked.zone, asked.at),
        "since": None if asked.since is None else times.short(asked.since),
        "known": [None if one is None else times.short(one) for one in known],
        "default": scheme.default,
        "levels": _levels(scheme),
        "tiers": [
            [tier.id, *_titles(scheme, "tier", tier.id), tier.inherits, number in scheme.floors]
            for number, tier in enumerate(scheme.rules.tiers)
        ],
        "tracks": [[name, *_titles(scheme, "track", name)] for name in scheme.tracks],
        "areas": _areas(scheme),
        "orders": drawn(asked.book, times),
        "realms": {
            2 * track + drill: _realm(asked.book, times, drill=drill, track=track)
            for track in range(max(len(scheme.tracks), 1))
            for drill in (False, True)
        },
    }


def _words(lang: str) -> dict[str, str]:
    return {
        code.removeprefix(_PREFIX): said
        for code, said in sentences(lang).items()
        if code.startswith(_PREFIX)
    }


def _zone(zone: tzinfo, at: datetime) -> str | int:
    """Return the name of a zone, or its offset in minutes where it has no name that a browser knows."""
    name = getattr(zone, "key", None)
    if isinstance(name, str):
        return name
    return (zone.utcoffset(at) or timedelta(0)) // timedelta(minutes=1)


def _levels(scheme: Scheme) -> list[list[object]]:
    shades = shades_of(scheme)
    return [
        [name, *_titles(scheme, "level", name), shade.fill, shade.ink, shade.pattern]
        for name, shade in zip(scheme.levels, shades, strict=True)
    ]


def _areas(scheme: Scheme) -> dict[str, object]:
    """Return the areas in preorder: how deep each lies, its tier, its id and its titles."""
    tree = scheme.tree
    titles = {
        lang: [visible(scheme.titles(Named("area", name), lang) or "") for name in tree.ids]
        for lang in LANGUAGES
    }
    first, *others = titles.values()
    return {
        "depth": [len(line) - 1 for line in tree.lines],
        "tier": tree.tiers,
        "id": folded(tree.ids),
        "title": [
            folded(first),
            # Most places have one name, whoever reads.
            *(None if other == first else folded(other) for other in others),
        ],
    }


class _Steps:
    """Tracks as a board has them: for each step its start, its length, its rank and its orders.

    A length of -1 is without end. Orders are the number of a single one, -1 for none, and less for
    the place of several in the list *several*.
    """

    def __init__(self, times: Times) -> None:
        self.several: list[list[int]] = []
        self._times = times
        self._sets: dict[tuple[int, ...], int] = {}

    def flat(self, track: Track[Source]) -> list[int]:
        """Return a track, its steps one after the other."""
        flat: list[int] = []
        for start, end, (rank, orders) in track:
            length = -1 if end >= FOREVER else (end - start) // self._times.unit
            first = (start - self._times.base) // self._times.unit
            flat += (first, length, rank, self._orders(orders))
        return flat

    def _orders(self, orders: tuple[int, ...]) -> int:
        if len(orders) < 2:
            return orders[0] if orders else -1
        place = self._sets.setdefault(orders, len(self._sets))
        if place == len(self.several):
            self.several.append(list(orders))
        return -2 - place


def _realm(book: OrderBook, times: Times, *, drill: bool, track: int) -> dict[str, object] | None:
    """Return the places of a track, real orders or drills; None where it has no order.

    In ``levels``, a number stands for a place of one order: 0 where that holds for all of its time,
    1 where it holds for all of it besides what is above. What only some places have is by their place in the list.
    """
    found = list(places_of(book, drill=drill, track=track))
    if not found:
        return None
    made = _Steps(times)
    levels = [_levels_of(place, made) for place in found]
    floors, beneath, bars = {}, {}, {}
    for number, place in enumerate(found):
        if place.floor:
            floors[number] = made.flat(place.floor)
        if place.beneath:
            beneath[number] = made.flat(place.beneath)
        if not all(_whole(bar, book) for bar in place.bars):
            bars[number] = _bars(place, times)
    return {
        "places": steps([place.area for place in found]),
        "levels": levels,
        "floors": floors,
        "beneath": beneath,
        "bars": bars,
        "several": made.several,
    }


def _levels_of(place: PlaceLevels, made: _Steps) -> int | list[int]:
    if not place.plain:
        return made.flat(place.levels)
    return int(place.levels[0][2][0] == BESIDES)


def _whole(bar: OrderBar, book: OrderBook) -> bool:
    """Say whether an order is in force in all of its time: then a board need not be told."""
    span = (book.entry(bar.order).start, until_everywhere(book, bar.order))
    return bar.state is State.HELD and (bar.start, bar.end) == span


def _bars(place: PlaceLevels, times: Times) -> list[int | None]:
    flat: list[int | None] = []
    for bar in place.bars:
        flat += (bar.order, times.short(bar.start), times.short(bar.end), int(bar.state))
    return flat
