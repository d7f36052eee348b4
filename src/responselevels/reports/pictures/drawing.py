"""What pictures are put together of: attributes alone, without styles or scripts, so that any page may have them.

Text is measured by terminal cells: a picture is the same wherever it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from responselevels.reports.frame.layout import cells
from responselevels.reports.pictures.patterns import pattern_of
from responselevels.reports.pictures.scale import Shade
from responselevels.text.catalogue import visible
from responselevels.text.escaping import in_xml

WIDTH = 760
CELL = 6.4
"""How wide a cell of text is taken to be, in units of a picture."""

_LEAST = 9
"""How many cells a text that is cut has at least."""

SIZE = 12
"""The size of text."""

INK, FAINT, LINE, BED, PAPER = "#111614", "#4f5b55", "#c3cbc6", "#e9eeea", "#ffffff"
MARGIN = 8
_FONTS = {
    "en": "'Noto Sans', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', sans-serif",
    "zh": "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
}
_LANGUAGES = {"en": "en", "zh": "zh-Hans"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture as it goes out: its height, its title, what it tells in words, and what is drawn.

    *name* begins the ids within, so that a page may have several pictures.
    """

    height: int
    title: str
    told: str
    lang: str
    name: str
    shades: Sequence[Shade]


def svg(sheet: Sheet, drawn: Iterable[str]) -> str:
    """Return a picture as an SVG document, which may stand in a page as well as alone in a file."""
    name = escape(sheet.name)
    defs = "".join(
        pattern_of(f"{name}-level-{rank}", shade, ground=False)
        for rank, shade in enumerate(sheet.shades)
    )
    unknown = (
        f'<pattern id="{name}-unknown" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<path d="M0 8L8 0" stroke="#808a85"/></pattern>'
    )
    lang = _LANGUAGES.get(sheet.lang, sheet.lang)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="{WIDTH}"'
        f' height="{sheet.height}" viewBox="0 0 {WIDTH} {sheet.height}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" lang="{lang}" xml:lang="{lang}"'
        f' font-family="{escape(_FONTS.get(sheet.lang, _FONTS["en"]))}" font-size="{SIZE}"'
        f' fill="{INK}">\n<title id="{name}-title">{in_xml(sheet.title)}</title>\n'
        f'<desc id="{name}-desc">{in_xml(sheet.told)}</desc>\n'
        f"<defs>{defs}{unknown}</defs>\n"
        f'<rect width="{WIDTH}" height="{sheet.height}" fill="#ffffff"/>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def cut(text: str, width: float) -> str:
    """Return *text* as it can be seen, cut where it is wider than *width* units; nothing where not even a letter fits."""
    shown, most = visible(text), int(width / CELL)
    if cells(shown) <= most:
        return shown
    while shown and cells(shown) > most - 1:
        shown = shown[:-1]
    return f"{shown}…" if shown else ""


def fitting(text: str, width: float) -> str:
    """Return *text*, cut where it has to be; nothing where hardly anything of it would be left."""
    return cut(text, width) if width >= min(wide(text), _LEAST * CELL) else ""


def wide(text: str) -> float:
    """Return how wide *text* is taken to be."""
    return cells(visible(text)) * CELL


def words(x: float, y: float, text: str, **more: object) -> str:
    """Return *text* at a place; *more* are attributes, written with ``_`` for ``-``."""
    return f'<text x="{x:g}" y="{y:g}"{_attributes(more)}>{in_xml(text)}</text>' if text else ""


def plated(x: float, y: float, text: str, shade: Shade) -> str:
    """Return *text* on a plate of the colour of a level, so that it can be read over the pattern."""
    if not text:
        return ""
    return box(x - 2, y - 10.5, wide(text) + 4, 12.5, fill=shade.fill) + words(
        x, y, text, fill=shade.ink
    )


def level_box(
    place: tuple[float, float, float, float], shade: Shade, pattern: str, **edge: object
) -> str:
    """Return a rectangle (x, y, width, height) in the colour of a level, with its *pattern* over it."""
    x, y, width, height = place
    ground = box(x, y, width, height, fill=shade.fill)
    return ground + box(x, y, width, height, fill=f"url(#{pattern})", **edge)


def box(x: float, y: float, width: float, height: float, **more: object) -> str:
    """Return a rectangle; it is never too narrow to be seen."""
    size = f'width="{max(width, 1.5):.4g}" height="{height:g}"'
    return f'<rect x="{x:g}" y="{y:g}" {size}{_attributes(more)}/>'


def line(x: float, y: float, end: tuple[float, float], **more: object) -> str:
    """Return a straight line to *end*."""
    return f'<path d="M{x:g} {y:g}L{end[0]:g} {end[1]:g}"{_attributes(more)}/>'


def crosses(x: float, y: float, width: float) -> str:
    """Return a row of crosses: at least one."""
    count = max(int(width // 9), 1)
    path = "".join(f"M{x + 9 * n + 1:g} {y:g}l6 6m0 -6l-6 6" for n in range(count))
    return f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="1.4"/>'


def _attributes(given: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in given.items())
