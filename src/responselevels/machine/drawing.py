"""The level machine as a picture in SVG, laid out here: no other program is needed.

The levels stand above each other, the most severe on top. An arrow to a more
severe level, or back to the same, runs on the right; one to a milder level on the
left. Each arrow leaves and reaches its levels at a height of its own, and runs up
or down in a track of its own; its label lies on it where it leaves. So no two
labels meet, no label meets a level, and where two arrows meet they cross at a
right angle.

Arrows are drawn between levels (rank, rank) with the names of their rules, as
`responselevels.machine.diagrams` groups them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from responselevels.text.escaping import in_xml, plain

Arrows = Mapping[tuple[int, int], Sequence[str]]

SIZE = 13
"""The size of the letters, in pixels."""

_LINE = 17
_ROW = 14
"""The heights of a line of a label, and of a row without a label."""

_PAD = 12
_GAP = 30
"""Within a level, and between two of them."""

_TRACK = 16
_TIP = 8
_MARGIN = 24
_WIDEST_TITLE = 26
_WIDEST_LABEL = 44
"""In letters; what is longer goes on in the next line."""

_FILLS = ("#f4f6f8", "#fff6d6", "#ffe3bd", "#ffcfc2", "#f7b6b6")
"""From the mildest level to the most severe."""

_STYLE = (
    "text{font:13px system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;"
    "fill:#1b1f24}"
    ".level{stroke:#1b1f24;stroke-width:1.4}.title{font-weight:600;text-anchor:middle}"
    ".way{fill:none;stroke:#4a5560;stroke-width:1.3}.tip{fill:#4a5560}"
)


@dataclass(slots=True)
class _Port:
    """Where an arrow leaves or reaches a level, on one of its sides."""

    arrow: tuple[int, int]
    leaves: bool
    lines: tuple[str, ...] = ()
    y: float = 0.0

    @property
    def height(self) -> float:
        return _LINE * len(self.lines) + 11 if self.lines else _ROW


@dataclass(slots=True)
class _Side:
    """One side of all levels: the ports of each, from top to bottom, and the track of each arrow."""

    ports: dict[int, list[_Port]] = field(default_factory=dict)
    tracks: dict[tuple[int, int], int] = field(default_factory=dict)
    reach: float = 0.0

    def height(self, rank: int) -> float:
        return sum(port.height for port in self.ports.get(rank, ()))

    @property
    def width(self) -> float:
        return self.reach + _TRACK * (1 + max(self.tracks.values(), default=-1)) + _MARGIN

    def port(self, arrow: tuple[int, int], *, leaves: bool) -> _Port:
        listed = self.ports[arrow[0] if leaves else arrow[1]]
        return next(port for port in listed if port.arrow == arrow and port.leaves == leaves)


def svg(names: Sequence[str], arrows: Arrows, *, default: int, title: str, lang: str) -> str:
    """Return the picture of *arrows* between the levels *names*, from the mildest up.

    The *default* level has a double frame. *title* is what programs that read
    pictures aloud say of it, in *lang*.
    """
    boxes = [_lines(name, _WIDEST_TITLE) for name in names]
    right = _side(arrows, more_severe=True)
    left = _side(arrows, more_severe=False)
    width = max(_width(line) for lines in boxes for line in lines) + 2 * _PAD + 10
    x = left.width
    tops = _placed(boxes, right, left)
    height = tops[0][0] + tops[0][1] + _MARGIN
    whole = x + width + right.width
    size = f'width="{whole:.0f}" height="{height:.0f}"'
    view = f'viewBox="0 0 {whole:.0f} {height:.0f}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" xml:lang="{in_xml(lang)}"'
    parts = [
        f"{head} {size} {view}>",
        f"<title>{in_xml(title)}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect {size} fill="#ffffff"/>',
    ]
    for side, edge, sign in ((right, x + width, 1), (left, x, -1)):
        for arrow in side.tracks:
            parts += _arrow(arrow, side, edge, sign)
    for rank, lines in enumerate(boxes):
        parts += _level(rank, lines, (x, *tops[rank], width), len(boxes), default=rank == default)
    return "\n".join([*parts, "</svg>"]) + "\n"


# -- laying out ------------------------------------------------------------------------------


def _side(arrows: Arrows, *, more_severe: bool) -> _Side:
    chosen = [arrow for arrow in arrows if (arrow[0] <= arrow[1]) == more_severe]
    side = _Side()
    for arrow in chosen:
        lines = tuple(line for name in arrows[arrow] for line in _lines(name, _WIDEST_LABEL))
        side.ports.setdefault(arrow[0], []).append(_Port(arrow, leaves=True, lines=lines))
        side.ports.setdefault(arrow[1], []).append(_Port(arrow, leaves=False))
        side.reach = max(side.reach, *map(_width, lines))
    side.reach += _TIP + 14
    for rank, ports in side.ports.items():
        ports.sort(key=lambda port: _height_of(port, rank))
    _into_tracks(side, chosen)
    return side


def _height_of(port: _Port, rank: int) -> tuple[int, int]:
    """Return what orders the ports of a level from top to bottom, so that few arrows cross.

    What comes from or goes to above stands on top, the nearest first; what is
    beneath at the bottom, the nearest last; a way back to the same level between.
    """
    source, target = port.arrow
    other = target if port.leaves else source
    if other == rank:
        return (1, 0 if port.leaves else 1)
    return (0, other) if other > rank else (2, other)


def _into_tracks(side: _Side, arrows: Sequence[tuple[int, int]]) -> None:
    """Give each arrow the innermost track that is free between its levels."""
    # Greedy interval colouring. The short ones come first and stay inside, so that long arrows
    # run around them instead of crossing.
    taken: list[list[tuple[int, int]]] = []
    for arrow in sorted(arrows, key=lambda one: (abs(one[0] - one[1]), min(one), one)):
        span = (min(arrow), max(arrow))
        number = next(
            (at for at, spans in enumerate(taken) if all(_apart(span, one) for one in spans)),
            len(taken),
        )
        if number == len(taken):
            taken.append([])
        taken[number].append(span)
        side.tracks[arrow] = number


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _placed(boxes: Sequence[Sequence[str]], right: _Side, left: _Side) -> list[tuple[float, float]]:
    """Return the top and the height of each level, and place the ports beside them."""
    tops: list[tuple[float, float]] = [(0.0, 0.0)] * len(boxes)
    top = float(_MARGIN)
    for rank in reversed(range(len(boxes))):
        own = _LINE * len(boxes[rank])
        height = 2 * _PAD + max(own, right.height(rank), left.height(rank))
        tops[rank] = (top, height)
        for side in (right, left):
            y = top + (height - side.height(rank)) / 2
            for port in side.ports.get(rank, ()):
                y += port.height
                port.y = y - 3
        top += height + _GAP
    return tops


# -- drawing ---------------------------------------------------------------------------------


def _arrow(arrow: tuple[int, int], side: _Side, edge: float, sign: int) -> Iterator[str]:
    """Yield the line, the tip and the label of an arrow; *sign* is 1 on the right, -1 on the left."""
    start, end = side.port(arrow, leaves=True), side.port(arrow, leaves=False)
    x = edge + sign * (side.reach + _TRACK * side.tracks[arrow])
    turn = 5 if end.y > start.y else -5
    yield (
        f'<path class="way" d="M{edge:.1f} {start.y:.1f}H{x - sign * 5:.1f}'
        f"Q{x:.1f} {start.y:.1f} {x:.1f} {start.y + turn:.1f}V{end.y - turn:.1f}"
        f'Q{x:.1f} {end.y:.1f} {x - sign * 5:.1f} {end.y:.1f}H{edge + sign * _TIP:.1f}"/>'
    )
    yield (
        f'<path class="tip" d="M{edge:.1f} {end.y:.1f}l{sign * _TIP} -4v8z" '
        f'data-from="{arrow[0]}" data-to="{arrow[1]}"/>'
    )
    anchor = "start" if sign > 0 else "end"
    for number, line in enumerate(reversed(start.lines)):
        yield (
            f'<text x="{edge + sign * 10:.1f}" y="{start.y - 4 - _LINE * number:.1f}" '
            f'text-anchor="{anchor}">{in_xml(line)}</text>'
        )


def _level(
    rank: int,
    lines: Sequence[str],
    frame: tuple[float, float, float, float],
    count: int,
    *,
    default: bool,
) -> Iterator[str]:
    x, y, height, width = frame
    fill = _FILLS[round(rank * (len(_FILLS) - 1) / max(count - 1, 1))]
    box = 'class="level" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{}"'
    yield f'<rect {box.format(x, y, width, height, 8)} fill="{fill}"/>'
    if default:
        inner = box.format(x + 3.5, y + 3.5, width - 7, height - 7, 5)
        yield f'<rect {inner} fill="none"/>'
    first = y + height / 2 - _LINE * (len(lines) - 1) / 2 + SIZE * 0.36
    for number, line in enumerate(lines):
        yield (
            f'<text class="title" x="{x + width / 2:.1f}" y="{first + _LINE * number:.1f}">'
            f"{in_xml(line)}</text>"
        )


# -- letters ---------------------------------------------------------------------------------


def _lines(text: str, most: int) -> tuple[str, ...]:
    """Break *text* where it is longer than *most* narrow letters, at a blank if there is one."""
    lines, line = [], plain(text)
    while _letters(line) > most:
        fitting = next(n for n in range(len(line), 0, -1) if _letters(line[:n]) <= most or n == 1)
        blank = line.rfind(" ", 1, fitting + 1)
        cut = fitting if blank < 1 else blank + 1
        lines.append(line[:cut])
        line = line[cut:]
    return (*lines, line)


def _letters(text: str) -> float:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _width(text: str) -> float:
    """Return the width of *text* in pixels, rather too much than too little."""
    return sum(map(_char_width, text)) * SIZE


def _char_width(char: str) -> float:
    if not char.isascii():
        return 1.0
    if char in "mwMW@%":
        return 0.98
    return 0.45 if char in "iljtfr.,:;'|!()[] I" else 0.68
