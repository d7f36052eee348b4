"""The rows of a picture of levels: the band of an area, its floor, and its orders in lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from responselevels.core.orders.book import OrderBook
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pictures.axis import Axis
from responselevels.reports.pictures.drawing import (
    BED,
    FAINT,
    INK,
    MARGIN,
    PAPER,
    box,
    crosses,
    cut,
    fitting,
    level_box,
    line,
    plated,
    wide,
    words,
)
from responselevels.reports.pictures.scale import Shade
from responselevels.reports.pictures.states import OrderBar, State
from responselevels.reports.pictures.tracks import AreaTrack, provisional_span
from responselevels.text.catalogue import Named

BAND = 24
_INSET = 6
_FLOOR = 16
_LANE = 18
_LANES = 12
"""Number of lanes of orders that are drawn at most."""

_GAP = 10
STATES: dict[State, dict[str, object]] = {
    State.HELD: {"stroke": INK, "stroke_width": 1.2},
    State.OVERTAKEN: {"stroke": INK, "stroke_width": 1.2, "stroke_dasharray": "5 3"},
    State.REPLACED: {"stroke": INK, "stroke_width": 1.2, "stroke_dasharray": "1.5 2.5"},
    State.APART: {"stroke": FAINT, "stroke_width": 0.8},
}
"""How the edge of an order tells what becomes of it."""

PROVISIONAL: dict[str, object] = {"stroke": INK, "stroke_width": 2, "stroke_dasharray": "6 3"}


@dataclass(frozen=True, slots=True)
class Draft:
    """An order that is asked for, in the row of *area*: drawn beside those there are.

    Instants are microseconds. *against* are the times in which something stands against it.
    """

    area: int
    rank: int
    start: int
    end: int
    label: str
    against: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What all rows are drawn with. *seen* gathers what a legend has to explain."""

    book: OrderBook
    shades: Sequence[Shade]
    locale: Locale
    axis: Axis
    name: str
    seen: set[str] = field(default_factory=set)

    def level_box(self, place: tuple[float, float, float, float], rank: int, **edge: object) -> str:
        """Return a rectangle (x, y, width, height) in the colour and pattern of a level."""
        return level_box(place, self.shades[rank], f"{self.name}-level-{rank}", **edge)

    def level(self, rank: int) -> str:
        """Return the title of a level."""
        level = self.book.scheme.levels[rank]
        return self.locale.titles(Named("level", level), self.locale.lang) or level

    def titled(self, area: int) -> str:
        """Return the title of an area."""
        name = self.book.scheme.tree.ids[area]
        return self.locale.titles(Named("area", name), self.locale.lang) or name


def area_row(
    one: AreaTrack, drafts: Sequence[Draft], y: float, how: Drawing
) -> tuple[list[str], float]:
    """Return what is drawn of an area from *y* downwards, and where it ends."""
    axis = how.axis
    drawn = [
        words(MARGIN, y + 16, cut(how.titled(one.area), axis.left - MARGIN - 6), font_weight="600")
    ]
    drawn.append(box(axis.left, y, axis.right - axis.left, BAND, fill=BED))
    drawn += _band(one, y, how)
    y += BAND + 2
    if one.floor:
        drawn += _floor(one, y, how)
        y += _FLOOR
    lanes = _lanes(one, how)
    for bars in lanes[:_LANES]:
        for one_bar in bars:
            drawn += _order(one_bar, y, how)
        y += _LANE
    if len(lanes) > _LANES:
        count = sum(len(lane) for lane in lanes[_LANES:])
        drawn.append(
            words(axis.left, y + 12, how.locale.says("picture.more", count=count), fill=FAINT)
        )
        y += _LANE
    for draft in drafts:
        drawn += _draft(draft, y, how)
        y += _LANE + (10 if draft.against else 4)
    return drawn, y + _GAP


def _band(one: AreaTrack, y: float, how: Drawing) -> Iterator[str]:
    axis, default = how.axis, how.book.scheme.default
    for start, end, (rank, orders) in one.levels:
        x, width = axis.x(start), axis.x(end) - axis.x(start)
        label = fitting(how.level(rank), width - 10)
        if rank == default:
            yield words(x + 6, y + 16, label, fill=FAINT)
            continue
        own = any(how.book.entry(order).area == one.area for order in orders)
        how.seen.add("own" if own else "inherited")
        top, height = (y, BAND) if own else (y + _INSET, BAND - 2 * _INSET)
        edge: dict[str, object] = {"stroke": INK, "stroke_width": 1.6} if own else {}
        yield how.level_box((x, top, width, height), rank, **edge)
        yield plated(x + 6, y + 16, label, how.shades[rank])
    if one.known > axis.start:
        how.seen.add("unknown")
        unknown = f"url(#{how.name}-unknown)"
        yield box(axis.left, y, axis.x(one.known) - axis.left, BAND, fill=BED)
        yield box(axis.left, y, axis.x(one.known) - axis.left, BAND, fill=unknown)


def _floor(one: AreaTrack, y: float, how: Drawing) -> Iterator[str]:
    """Yield the floor: a line, with posts where it begins and ends, and its level beneath."""
    how.seen.add("floor")
    for start, end, (rank, _orders) in one.floor:
        x, right = how.axis.x(start), how.axis.x(end)
        yield line(x, y + 2.5, (right, y + 2.5), stroke=INK, stroke_width=2.6)
        for post in (x + 0.8, right - 0.8):
            yield line(post, y, (post, y + 8), stroke=INK, stroke_width=1.6)
        text = how.locale.says("picture.floor", level=how.level(rank))
        if wide(text) * 10 / 12 < right - x - 8:
            yield words(x + 5, y + 13, text, font_size=10)


# -- orders ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Label:
    """What is written at a bar, where, and how far bar and text reach together."""

    text: str
    x: float
    left: float
    right: float
    inside: bool


def _placed(text: str, x: float, end: float, axis: Axis) -> _Label:
    """Return where the text of a bar stands: within it, else right of it, else left of it."""
    width = wide(text)
    if x + width + 10 <= end:
        return _Label(text, x + 6, x, end, inside=True)
    if end + 5 + width <= axis.right or x - width - 6 < axis.left:
        return _Label(cut(text, axis.right - end - 5), end + 5, x, end + 5 + width, inside=False)
    return _Label(text, x - width - 6, x - width - 6, end, inside=False)


_Bars = tuple[int, tuple[OrderBar, ...], _Label]


def _lanes(one: AreaTrack, how: Drawing) -> list[list[_Bars]]:
    """Return the orders in lanes, by issue: those in one do not meet, and each has room for its name."""
    lanes: list[tuple[float, list[_Bars]]] = []
    for number, parts in sorted(one.bars.items(), key=lambda bar: (bar[1][0].start, bar[0])):
        x, end = how.axis.x(parts[0].start), how.axis.x(parts[-1].end)
        label = _placed(_named(one.area, number, how), x, end, how.axis)
        free = next((at for at, (until, _lane) in enumerate(lanes) if until < label.left), None)
        if free is None:
            free = len(lanes)
            lanes.append((0, []))
        lane = lanes[free][1]
        lane.append((number, parts, label))
        lanes[free] = (label.right, lane)
    return [lane for _until, lane in lanes]


def _named(area: int, number: int, how: Drawing) -> str:
    entry = how.book.entry(number)
    facts = {"order": entry.id, "level": how.level(entry.rank)}
    if entry.area == area:
        return how.locale.says("picture.label", **facts)
    return how.locale.says("picture.label.by", **facts, area=how.titled(entry.area))


def _order(bars: _Bars, y: float, how: Drawing) -> Iterator[str]:
    number, parts, label = bars
    entry, axis = how.book.entry(number), how.axis
    for part in parts:
        x, end = axis.x(part.start), axis.x(part.end)
        how.seen.add(part.state.name.lower())
        if part.state is State.HELD:
            yield how.level_box((x, y + 1, end - x, 14), entry.rank, **STATES[part.state])
        else:
            yield box(x, y + 1, end - x, 14, fill=PAPER, **STATES[part.state])
    shade = how.shades[entry.rank]
    if not label.inside or parts[0].state is not State.HELD:
        shade = Shade(PAPER, INK, 0)
    yield plated(label.x, y + 12.5, label.text, shade)
    waiting = provisional_span(entry, parts)
    if waiting is not None:
        how.seen.add("provisional")
        yield line(axis.x(waiting[0]), y + 17, (axis.x(waiting[1]), y + 17), **PROVISIONAL)


def _draft(draft: Draft, y: float, how: Drawing) -> Iterator[str]:
    """Yield what is asked for: a bar with a double edge, with crosses beneath where something stands against it."""
    axis, shade = how.axis, how.shades[draft.rank]
    how.seen.add("draft")
    x, end = axis.x(draft.start), axis.x(draft.end)
    yield box(x, y + 1, end - x, 18, fill=PAPER, stroke=INK, stroke_width=1)
    yield how.level_box((x + 3, y + 4, end - x - 6, 12), draft.rank, stroke=INK, stroke_width=1)
    for start, until in draft.against:
        how.seen.add("against")
        left, right = axis.x(start), axis.x(until)
        yield crosses(left, y + 21, right - left)
    label = _placed(draft.label, x, end, axis)
    yield plated(label.x, y + 14, label.text, shade if label.inside else Shade(PAPER, INK, 0))
