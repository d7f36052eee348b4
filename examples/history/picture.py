"""Draw the histories of this folder as one picture, in SVG: levels as steps over the years.

    python examples/history/picture.py            # writes docs/history.svg

What is drawn is what `Register.timeline` answers: of a time before the orders are known, nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from responselevels import LevelSpan, Register, load_areas, load_orders, load_rules

HERE = Path(__file__).resolve().parent
PICTURE = HERE.parents[1] / "docs" / "history.svg"

WIDTH, LEFT, RIGHT = 960, 220, 20
STEP, GAP = 22, 62
COLOURS = ("#1f5a99", "#b4472e")


@dataclass(frozen=True)
class Line:
    """One line of steps: an area, and the track where the rules have some; how it is called."""

    area: str
    track: str | None
    title: str


@dataclass(frozen=True)
class Panel:
    """One history: where it stands, what of it is drawn, and the years from and to.

    It is drawn up to *until*, the last day of which a source says how the level stood.
    """

    folder: str
    title: str
    years: tuple[int, int]
    lines: tuple[Line, ...]
    least: str
    until: datetime

    def register(self) -> Register:
        """Return the register of its orders, in memory."""
        folder = HERE / self.folder
        rules = load_rules(folder / "rules.yaml")
        areas = load_areas(folder / "areas.yaml", rules)
        return Register(rules, areas, load_orders(folder / "orders.yaml", rules.zone))


PANELS = (
    Panel(
        "uk",
        "United Kingdom: terrorism threat levels",
        (2006, 2027),
        (
            Line("uk", "national", "national"),
            Line("uk", "northern_ireland", "Northern Ireland-related"),
        ),
        "substantial",
        datetime(2026, 5, 1, tzinfo=UTC),
    ),
    Panel(
        "hsas",
        "United States: Homeland Security Advisory System",
        (2002, 2012),
        (Line("us", None, "nation"), Line("flights_from_uk", None, "flights from the UK")),
        "yellow",
        datetime(2011, 4, 26, tzinfo=UTC),
    ),
    Panel(
        "beijing",
        "Beijing: public-health emergency response",
        (2020, 2021),
        (Line("beijing", None, "Beijing"),),
        "none",
        datetime(2020, 7, 21, tzinfo=UTC),
    ),
    Panel(
        "vigipirate",
        "France: Vigipirate since December 2018",
        (2018, 2027),
        (Line("france", None, "whole country"),),
        "vigilance",
        datetime(2026, 1, 5, tzinfo=UTC),
    ),
)


def picture() -> str:
    """Return the picture, the same for the same files."""
    parts: list[str] = []
    top = 10
    for panel in PANELS:
        drawn, height = _panel(panel, top)
        parts += drawn
        top += height
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" '
        'font-family="sans-serif" font-size="12" role="img" '
        'aria-label="Published levels over the years">'
    )
    ground = f'<rect width="{WIDTH}" height="{top}" fill="#ffffff"/>'
    return "\n".join([head, ground, *parts, "</svg>"]) + "\n"


def _panel(panel: Panel, top: int) -> tuple[list[str], int]:
    register = panel.register()
    titles = {level.id: level.title for level in register.scheme.rules.levels}
    shown = [*titles][[*titles].index(panel.least) :]
    bottom = top + 30 + STEP * len(shown)
    parts = [_text(LEFT, top + 14, panel.title, bold=True)]
    rows = {name: bottom - STEP * (place + 1) + STEP // 2 for place, name in enumerate(shown)}
    for name, y in rows.items():
        title = titles[name]
        parts.append(_text(LEFT - 8, y + 4, name if title is None else title.in_("en"), end=True))
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
    parts += _years(panel.years, bottom)
    for line, colour in zip(panel.lines, COLOURS, strict=False):
        steps = _steps(register, panel, line, rows, shift=3 * panel.lines.index(line))
        parts.append(f'<path d="{steps}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
    x = WIDTH - RIGHT
    for line, colour in reversed([*zip(panel.lines, COLOURS, strict=False)]):
        parts.append(_text(x, top + 14, line.title, colour, end=True))
        x -= 8 * len(line.title) + 12
    return parts, bottom - top + GAP - 20


def _years(years: tuple[int, int], bottom: int) -> Iterator[str]:
    first, last = years
    if last - first == 1:
        for month in range(1, 13):
            x = _x(datetime(first, month, 1, tzinfo=UTC), years)
            yield f'<path d="M{x} {bottom}v5" stroke="#888888"/>'
            yield _text(x + 2, bottom + 16, f"{first}-{month:02}")
        return
    for year in range(first, last):
        x = _x(datetime(year, 1, 1, tzinfo=UTC), years)
        yield f'<path d="M{x} {bottom}v5" stroke="#888888"/>'
        yield _text(x + 2, bottom + 16, str(year))


def _steps(
    register: Register, panel: Panel, line: Line, rows: dict[str, int], *, shift: int
) -> str:
    first, last = datetime(panel.years[0], 1, 1, tzinfo=UTC), panel.until
    spans = register.timeline(line.area, first, last, track=line.track)
    drawn, before = "", None
    for span in _seen(spans, rows):
        start, end = _x(span.start, panel.years), _x(span.end or last, panel.years)
        y = rows[str(span.level)] - shift
        # A step stands upright where one level follows the other; after a gap the line begins anew.
        drawn += f"V{y}H{end}" if before == span.start else f"M{start} {y}H{end}"
        before = span.end
    return drawn


def _seen(spans: Sequence[LevelSpan], rows: dict[str, int]) -> Iterator[LevelSpan]:
    return (span for span in spans if span.level in rows)


def _x(at: datetime, years: tuple[int, int]) -> float:
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in years)
    return round(LEFT + (WIDTH - LEFT - RIGHT) * ((at - first) / (last - first)), 1)


def _text(x: float, y: float, said: str, colour: str = "#222222", **more: bool) -> str:
    anchor = ' text-anchor="end"' if more.get("end") else ""
    bold = ' font-weight="bold"' if more.get("bold") else ""
    return f'<text x="{x}" y="{y}" fill="{colour}"{bold}{anchor}>{escape(said)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
