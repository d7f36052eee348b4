"""What would change, drawn: of each area a bar of what there was, and beneath it what there would be.

Levels have a colour, a pattern and a title; the same is told in words beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from responselevels.core.world.scheme import Scheme
from responselevels.models.decisions import Change
from responselevels.models.times import micros_of
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pictures.patterns import pattern_of
from responselevels.reports.pictures.scale import shades_of
from responselevels.text.catalogue import Named, visible

WIDTH = 620
_LEFT = 150
_ROW = 44
MOST = 30
"""Number of areas that are drawn at most."""


def picture_of(changes: Sequence[Change], scheme: Scheme, locale: Locale) -> str:
    """Return the picture of *changes* as SVG; nothing where there are none."""
    areas: dict[str, list[Change]] = {}
    for change in changes:
        areas.setdefault(change.area, []).append(change)
    if not areas:
        return ""
    shown = list(areas.items())[:MOST]
    frame = _window(changes)
    shades = shades_of(scheme)
    height = len(shown) * _ROW + 22
    rows = [_row(rows, at * _ROW, (scheme, locale, frame)) for at, (_, rows) in enumerate(shown)]
    ends = "".join(
        f'<text x="{x}" y="{height - 6}" text-anchor="{anchor}">{_text(locale.fact(time))}</text>'
        for x, anchor, time in ((_LEFT, "start", frame[0]), (WIDTH, "end", frame[1]))
    )
    told = escape(locale.says("sheet.picture"))
    defs = "".join(pattern_of(f"level-{rank}", shade) for rank, shade in enumerate(shades))
    return (
        f'<svg class="picture" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{told}">'
        f"<defs>{defs}</defs>{''.join(rows)}{ends}</svg>"
    )


def _window(changes: Sequence[Change]) -> tuple[datetime, datetime]:
    """Return the time that is drawn: all changes, with some room on both sides."""
    start = min(change.start for change in changes)
    ends = [change.end for change in changes if change.end is not None]
    last = max([*ends, *(change.start for change in changes)])
    if len(ends) < len(changes) or last <= start:
        last = max(last, start) + max(last - start, timedelta(days=1))
    try:
        room = (last - start) / 12
        return start - room, last + room
    except OverflowError:
        return start, last


def _x(instant: datetime | None, frame: tuple[datetime, datetime]) -> int:
    if instant is None or instant >= frame[1]:
        return WIDTH
    span = max(micros_of(frame[1]) - micros_of(frame[0]), 1)
    part = max(micros_of(instant) - micros_of(frame[0]), 0)
    return _LEFT + part * (WIDTH - _LEFT) // span


def _row(
    changes: Sequence[Change], y: int, how: tuple[Scheme, Locale, tuple[datetime, datetime]]
) -> str:
    scheme, locale, frame = how
    title = locale.titles(Named("area", changes[0].area), locale.lang) or changes[0].area
    bed = f'<rect x="{_LEFT}" y="{y + 4}" width="{WIDTH - _LEFT}" height="34" fill="#f3f5f3"/>'
    drawn = [f'<text x="0" y="{y + 26}">{_text(title, 24)}</text>', bed]
    for change in changes:
        x, end = _x(change.start, frame), _x(change.end, frame)
        for level, top, height in ((change.from_level, 3, 15), (change.to_level, 19, 20)):
            rank = scheme.ranks[level]
            name = locale.titles(Named("level", level), locale.lang) or level
            drawn.append(
                f'<rect x="{x}" y="{y + top}" width="{max(end - x, 3)}" height="{height}"'
                f' fill="url(#level-{rank})" stroke="#111614" stroke-width=".75"/>'
            )
            if end - x > 44:
                shade = shades_of(scheme)[rank]
                drawn.append(
                    f'<text class="on" x="{x + 4}" y="{y + top + height - 3}" fill="{shade.ink}"'
                    f' stroke="{shade.fill}">{_text(name, (end - x) // 7)}</text>'
                )
    return "".join(drawn)


def _text(text: str, most: int = 60) -> str:
    """Return *text* for a picture, cut where it is wider than *most* cells: there is no more room."""
    shown = visible(text)
    if cells(shown) > most:
        while shown and cells(shown) > most - 1:
            shown = shown[:-1]
        shown += "…"
    return escape(shown)
