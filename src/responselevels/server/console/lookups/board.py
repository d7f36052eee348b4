"""*Board*: areas × time, the levels that held, hold and will hold; and one area with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from responselevels.core.orders.holdings import LevelSpan
from responselevels.errors import InputError
from responselevels.reports.frame.rows import Row
from responselevels.reports.measures import measures_rows
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.severity import hue_of
from responselevels.server.console.views.cards import order_worded
from responselevels.server.console.views.due import days_ahead, deeds_shown, due_rows, due_shown
from responselevels.server.console.views.picture import Bar, Frame, Piece, piece
from responselevels.server.console.views.tree import Branch, level_shown, levels_of, tree_of

WINDOWS = {"day": 1, "week": 7, "month": 30}
"""The windows of time that can be chosen, in days; a third of each lies before now."""

ROWS = 120
"""The number of rows that a board has at most."""


def board_values(
    reader: Reader, window: str, focus: str | None, *, rows: int = ROWS
) -> dict[str, object]:
    """Return what the board shows: a row for each area from the top down, *rows* at most.

    Raises:
        LookupError: *focus* is no area that may be read.
    """
    frame = _frame(reader, WINDOWS.get(window, WINDOWS["week"]))
    shown = list(_flat(tree_of(reader, focus=focus).branches))
    wanted = [*_raised(reader, focus), *(branch.id for branch, _depth in shown)]
    names = list(dict.fromkeys(wanted))
    kept = [branch for branch in shown if branch[0].id in set(names[:rows])]
    extra = [name for name in names[:rows] if name not in {branch.id for branch, _ in shown}]
    bars = [
        *(bar for name in extra for bar in _bars(reader, frame, name, 0)),
        *(bar for branch, depth in kept for bar in _bars(reader, frame, branch.id, depth)),
    ]
    more = max(len(reader.scheme.tree) - len(bars), 0) if focus is None else 0
    levels = [level_shown(reader, name) for name in reader.scheme.levels]
    return {
        "picture": frame.picture(reader, bars, more=more),
        "window": window,
        "windows": tuple(WINDOWS),
        "levels": levels,
        "focus": focus,
        "board_apart": _apart(reader),
    }


def _apart(reader: Reader) -> str:
    """Return the address of the board of drills; from there, of the board without them."""
    base = reader.base
    return f"{base.removesuffix('/drill')}/board" if reader.drill else f"{base}/drill/board"


def _frame(reader: Reader, days: int) -> Frame:
    before = timedelta(days=days) / 3
    return Frame(reader.at - before, reader.at + timedelta(days=days) - before)


def _flat(branches: Iterable[Branch], depth: int = 0) -> Iterator[tuple[Branch, int]]:
    for branch in branches:
        yield branch, depth
        yield from _flat(branch.children, depth + 1)


def _raised(reader: Reader, focus: str | None) -> list[str]:
    """Return the areas that are not at the default level, which stand on a board whatever else does."""
    if focus is not None:
        return []
    return [area for area, _span in reader.reading.overview().levels if reader.sees(area)]


def _bars(reader: Reader, frame: Frame, area: str, depth: int) -> Iterator[Bar]:
    try:
        spans, _moves = reader.reading.timeline(area, frame.start, frame.end)
    except InputError:  # it was not there in all of the window, or had no tracks then
        return
    tracks = dict.fromkeys(span.track for span in spans)
    for track in tracks:
        rows = [span for span in spans if span.track == track]
        title = reader.title("area", area)
        if track is not None:
            title = f"{title} · {reader.title('track', track)}"
        yield Bar(
            id=area,
            title=title,
            pieces=tuple(_piece(reader, frame, area, span) for span in rows),
            told=tuple(_told(reader, area, span) for span in rows),
            depth=min(depth, 6),
        )


def _piece(reader: Reader, frame: Frame, area: str, span: LevelSpan) -> Piece:
    hue, own = hue_of(reader.scheme, span.level), _is_own(reader, area, span)
    return piece(frame, (span.start, span.end), hue, _level(reader, span), own=own)


def _level(reader: Reader, span: LevelSpan) -> str:
    return reader.says("level.unknown") if span.level is None else reader.title("level", span.level)


def _is_own(reader: Reader, area: str, span: LevelSpan) -> bool:
    """Say whether an order names the area itself; the everyday level comes from none."""
    orders = reader.register.state.orders
    named = [orders[one].scope for one in span.orders if one in orders]
    return not span.orders or any(area in scope for scope in named)


def _told(reader: Reader, area: str, span: LevelSpan) -> str:
    code = "board.span" if _is_own(reader, area, span) else "board.span.above"
    end = reader.says("open_end") if span.end is None else reader.time(span.end)
    return reader.says(code, level=_level(reader, span), start=reader.time(span.start), end=end)


# -- one area ------------------------------------------------------------------------------------


def area_values(reader: Reader, area: str) -> dict[str, object]:
    """Return what the page of an area shows: its levels over time, its orders, and what they ask for.

    Raises:
        LookupError: there is no such area that may be read.
        NotServed: as `Reading.level`.
    """
    frame = _frame(reader, WINDOWS["month"])
    days = days_ahead(reader, area=True)
    tree = tree_of(reader, focus=area)
    bars = tuple(_bars(reader, frame, area, 0))
    orders = [
        (order.id, order_worded(reader, order))
        for order in reader.reading.orders()
        if order.drill == reader.drill and _covers(reader, order.scope, area)
    ]
    return {
        "area": area,
        "area_title": reader.title("area", area),
        "branch": tree.focus,
        "line": tree.line,
        "levels": levels_of(reader, area),
        "picture": frame.picture(reader, bars),
        "orders": tuple(reversed(orders[-40:])),
        "measures": _measures(reader, area),
        "due": due_shown(reader, due_rows(reader, area=area, days=days), days),
        "deeds": deeds_shown(reader, area=area),
    }


def _covers(reader: Reader, scope: Iterable[str], area: str) -> bool:
    tree = reader.scheme.tree
    number = tree.numbers[area]
    line = {tree.ids[one] for one in tree.line(number)}
    return not line.isdisjoint(scope)


def _measures(reader: Reader, area: str) -> tuple[Row, ...]:
    """Return what is in force on the ground, row by row; nothing where the rules have no measures."""
    rules = reader.scheme.rules
    if not rules.measures:
        return ()
    hidden = reader.caller.may(Right.HIDDEN)
    held = reader.reading.measures(area, hidden=hidden).held
    rows = measures_rows([held], rules, reader.locale, hidden=hidden)
    return tuple(rows)
