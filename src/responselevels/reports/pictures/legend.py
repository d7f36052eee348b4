"""The legend of a picture: what its colours, heights and edges mean, as far as they occur in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from responselevels.reports.pictures.drawing import (
    BED,
    FAINT,
    INK,
    MARGIN,
    PAPER,
    WIDTH,
    box,
    crosses,
    line,
    wide,
    words,
)
from responselevels.reports.pictures.rows import (
    PROVISIONAL,
    STATES,
    Drawing,
)
from responselevels.reports.pictures.states import State

_ROW = 20
_SAMPLE = 34

_Sample = Callable[[float, float], Iterator[str]]


def legend(y: float, how: Drawing) -> tuple[list[str], float]:
    """Return the legend from *y* downwards, and where it ends."""
    drawn: list[str] = []
    x: float = MARGIN
    for sample, text in _entries(how):
        width = _SAMPLE + 6 + wide(text) + 16
        if x > MARGIN and x + width > WIDTH:
            x, y = MARGIN, y + _ROW
        drawn += [*sample(x, y), words(x + _SAMPLE + 6, y + 13, text)]
        x += width
    return drawn, y + _ROW


def _entries(how: Drawing) -> Iterator[tuple[_Sample, str]]:
    default, worst = how.book.scheme.default, len(how.shades) - 1
    for rank in range(worst, -1, -1):
        if rank != default:
            yield _level(rank, how), how.level(rank)
    usual = how.locale.says("board.default", level=how.level(default))
    yield _filled(BED), usual
    samples: dict[str, _Sample] = {
        "own": _level(worst, how, stroke=INK, stroke_width=1.6),
        "inherited": _level(worst, how, thin=True),
        **{state.name.lower(): _state(state, how) for state in State},
        "provisional": _line(PROVISIONAL),
        "floor": _floor,
        "draft": _draft,
        "against": _crossed,
        "unknown": _filled(f"url(#{how.name}-unknown)", stroke=FAINT),
    }
    for name, sample in samples.items():
        if name in how.seen:
            yield sample, how.locale.says(f"picture.legend.{name}")


def _filled(fill: str, **edge: object) -> _Sample:
    def sample(x: float, y: float) -> Iterator[str]:
        yield box(x + 1, y + 2, _SAMPLE - 2, 14, fill=fill, **edge)

    return sample


def _level(rank: int, how: Drawing, *, thin: bool = False, **edge: object) -> _Sample:
    def sample(x: float, y: float) -> Iterator[str]:
        top, height = (y + 5, 8) if thin else (y + 2, 14)
        yield how.level_box((x + 1, top, _SAMPLE - 2, height), rank, **edge)

    return sample


def _state(state: State, how: Drawing) -> _Sample:
    def sample(x: float, y: float) -> Iterator[str]:
        if state is State.HELD:
            place = (x + 1, y + 4, _SAMPLE - 2, 10)
            yield how.level_box(place, len(how.shades) - 1, **STATES[state])
        else:
            yield box(x + 1, y + 4, _SAMPLE - 2, 10, fill=PAPER, **STATES[state])

    return sample


def _line(look: dict[str, object]) -> _Sample:
    def sample(x: float, y: float) -> Iterator[str]:
        yield line(x, y + 9, (x + _SAMPLE, y + 9), **look)

    return sample


def _floor(x: float, y: float) -> Iterator[str]:
    yield line(x, y + 7, (x + _SAMPLE, y + 7), stroke=INK, stroke_width=2.6)
    for post in (x + 0.8, x + _SAMPLE - 0.8):
        yield line(post, y + 5, (post, y + 14), stroke=INK, stroke_width=1.6)


def _draft(x: float, y: float) -> Iterator[str]:
    yield box(x + 1, y + 1, _SAMPLE - 2, 16, fill=PAPER, stroke=INK)
    yield box(x + 4, y + 4, _SAMPLE - 8, 10, fill=BED, stroke=INK)


def _crossed(x: float, y: float) -> Iterator[str]:
    yield crosses(x + 3, y + 6, 28)
