"""`pattern_of`: the pattern of a level, so that levels are told apart without colours."""

from __future__ import annotations

from responselevels.reports.pictures.scale import Shade

_STROKES = (
    "M2 2h1.5",
    "M-2 8L8 -2",
    "M-1 -1L7 7M5 -1L7 1M-1 5L1 7",
    "M-1 -1L7 7M-1 7L7 -1",
    "M3 0V6",
)
_MILDER = "M0 3H6"
_SIZE = 6


def pattern_of(name: str, shade: Shade, *, ground: bool = True) -> str:
    """Return the SVG pattern of a level, to be filled with as ``url(#name)``.

    The default level has no strokes, and what is milder has level ones. Without its *ground* it has strokes
    alone, to be laid over the colour: some programs leave seams between the pieces of a ground.
    """
    lines = ""
    if shade.pattern:
        stroke = _STROKES[(shade.pattern - 1) % len(_STROKES)] if shade.pattern > 0 else _MILDER
        lines = f'<path d="{stroke}" stroke="{shade.ink}" stroke-width="1.3" opacity=".5"/>'
    filled = f'<rect width="{_SIZE}" height="{_SIZE}" fill="{shade.fill}"/>' if ground else ""
    return (
        f'<pattern id="{name}" width="{_SIZE}" height="{_SIZE}" patternUnits="userSpaceOnUse">'
        f"{filled}{lines}</pattern>"
    )
