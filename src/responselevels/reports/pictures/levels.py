"""`levels_picture`: the levels of a scheme, and between them its rules, drawn as SVG without a script.

Levels are rows, the most severe on top; each rule is a column with its number. A ring is a level from
which the rule may start, an arrow one to which it leads: from each ring to each arrow. What ends an
order early is a broken line without an arrow, for what holds then depends on what else stands. The
numbers are those of the page, and are told beneath.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from responselevels.files.sheets import there
from responselevels.models.rules import Rules
from responselevels.models.texts import Text
from responselevels.reports.frame.layout import cells, wrapped
from responselevels.reports.pictures.ladder import LadderStep, Numbers, ladder_of, levels_of
from responselevels.reports.pictures.patterns import pattern_of
from responselevels.reports.pictures.scale import shades
from responselevels.text.catalogue import visible, worded
from responselevels.text.escaping import in_xml

_LEAST_LEFT = 110
_COLUMN = 50
_ROW = 52
_TOP = 42
_LINE = 19
_PAD = 14
_CELL = 7.4
"""Width of a terminal cell of the letters, in pixels: rather too much than too little."""
_BOLD = 8.8
"""The same of the titles of levels."""
_WIDEST = 21
"""Cells of a title in a line."""
_LEAST = 480
"""Least width of a picture that says itself what is what."""

_STYLE = (
    "text{font:13px system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;fill:#18201c}"
    ".name{font-weight:600}.no{font-weight:600;text-anchor:middle}.told{fill:#4f5b55}"
    ".row{stroke:#c3cbc6}.way{fill:none;stroke:#18201c;stroke-width:1.8}.ends{stroke-dasharray:5 3}"
    ".from{fill:#fff;stroke:#18201c;stroke-width:1.8}.to{fill:#18201c}.no-ring{fill:none;stroke:#18201c}"
    ".swatch{stroke:#18201c}"
)


def levels_picture(
    rules: Rules,
    lang: str,
    *,
    name: str = "level",
    alone: bool = False,
    numbers: Numbers | None = None,
) -> str:
    """Return the picture of the levels and rules of a file, or of a template as far as it is filled in.

    *name* begins the ids of its patterns, for a page with several pictures. *alone* it is a file of its
    own, with its colours on white, and says what the numbers and signs are; else the page does, by
    `picture_legend`. *numbers* are those of the rules, where they are not those of the file. Nothing where there is no level yet.
    """
    if not levels_of(rules):
        return ""
    picture = _Picture(rules, lang, name, numbers=numbers, alone=alone)
    rows = [*picture.levels(), *picture.ways(), *picture.legend()]
    width, height = picture.width, picture.height
    told = in_xml(worded("diagram.picture", {"rules": _titled(rules.title, rules.id, lang)}, lang))
    head = f'<svg class="ladder" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
    if not alone:
        return f'{head} aria-label="{told}">{picture.defs()}{"".join(rows)}</svg>'
    return (
        f'{head} xmlns="http://www.w3.org/2000/svg" xml:lang="{in_xml(lang)}">\n<title>{told}</title>\n'
        f'<style>{_STYLE}</style>\n<rect width="{width}" height="{height}" fill="#fff"/>\n{picture.defs()}\n'
        + "\n".join(rows)
        + "\n</svg>\n"
    )


def _titled(title: Text | None, name: str, lang: str) -> str:
    return name if title is None else title.in_(lang)


def picture_legend(
    rules: Rules, lang: str, numbers: Numbers | None = None
) -> list[tuple[int, str]]:
    """Return what each number of the picture stands for: a rule, what it is for, and whose orders."""
    tiers = {tier.id: tier.title for _number, tier in there(rules.tiers)}
    missing = worded("scheme.missing", {}, lang)
    told = []
    for step in ladder_of(rules, numbers):
        code = f"rules_page.diagram.{step.kind}{'.provisional' * step.provisional}"
        tier = missing if step.tier is None else _titled(tiers.get(step.tier), step.tier, lang)
        told.append((step.number, worded(code, {"rule": step.rule or missing, "tier": tier}, lang)))
    return told


class _Picture:
    """The parts of one picture, and how much room they take."""

    def __init__(
        self, rules: Rules, lang: str, name: str, *, numbers: Numbers | None, alone: bool
    ) -> None:
        self.rules, self.lang, self.name = rules, lang, name
        self.known = levels_of(rules)
        self.steps = ladder_of(rules, numbers)
        usual = (rank for rank, level in enumerate(self.known) if level.default)
        self.default = next(usual, 0)
        self.titles = [
            _cut(wrapped(visible(_titled(level.title, level.id, lang)), _WIDEST))
            for level in self.known
        ]
        widest = max(cells(line) for lines in self.titles for line in lines)
        self.left = max(_PAD + 38 + int(widest * _BOLD), _LEAST_LEFT)
        self.width = self.left + _COLUMN * len(self.steps) + _PAD
        self.told: list[str] = []
        if alone:
            self.width = max(self.width, _LEAST)
            room = int((self.width - 2 * _PAD) / _CELL)
            legend = [f"{number}  {said}" for number, said in picture_legend(rules, lang, numbers)]
            legend.append(worded("rules_page.diagram.legend", {}, lang))
            self.told = [line for said in legend for line in wrapped(visible(said), room)]
        self.bottom = _TOP + _ROW * len(self.known)
        self.height = self.bottom + _LINE * len(self.told) + _PAD * (1 + alone)

    def defs(self) -> str:
        """Return the patterns of the levels."""
        known = enumerate(shades(self.known, self.default))
        drawn = "".join(pattern_of(f"{self.name}-{rank}", shade) for rank, shade in known)
        return f"<defs>{drawn}</defs>"

    def _y(self, rank: int) -> int:
        return _TOP + _ROW * (len(self.known) - 1 - rank) + _ROW // 2

    def levels(self) -> Iterator[str]:
        """Yield each level: its pattern, its title, and a line beneath; the default one has a double frame."""
        for rank, level in enumerate(self.known):
            y = self._y(rank)
            fill = f"url(#{self.name}-{rank})"
            yield f'<path class="row" d="M{_PAD} {y + _ROW // 2}H{self.width - _PAD}"/>'
            yield f'<rect class="swatch" x="{_PAD}" y="{y - 15}" width="30" height="30" rx="4" fill="{fill}"/>'
            if level.default:
                yield f'<rect class="swatch" x="{_PAD + 3}" y="{y - 12}" width="24" height="24" rx="2" fill="none"/>'
            lines = self.titles[rank]
            first = y + 5 - (len(lines) - 1) * 8
            for number, line in enumerate(lines):
                yield _text(line, "name", _PAD + 38, first + 16 * number)

    def ways(self) -> Iterator[str]:
        """Yield each rule: its number, and a line between the levels from which and to which it leads."""
        for place, step in enumerate(self.steps):
            x = self.left + _COLUMN * place + _COLUMN // 2
            yield f'<circle class="no-ring" cx="{x}" cy="{_TOP - 20}" r="12"/>'
            yield _text(str(step.number), "no", x, _TOP - 15)
            yield from self._way(step, x)

    def _way(self, step: LadderStep, x: int) -> Iterator[str]:
        starts = {rank: self._y(rank) - 7 * bool(step.targets) for rank in step.sources}
        ends = {rank: self._y(rank) + 7 for rank in step.targets}
        places = [*starts.values(), *ends.values()]
        if not places:
            return
        kind = "way" if step.targets else "way ends"
        bars = "".join(f"M{x - 11} {y}H{x}" for y in starts.values())
        bars += "".join(f"M{x} {y}H{x + 9}" for y in ends.values())
        yield f'<path class="{kind}" d="M{x} {min(places)}V{max(places)}{bars}"/>'
        for rank, y in starts.items():
            yield f'<circle class="from" cx="{x - 12}" cy="{y}" r="4.5" data-step="{step.number}" data-from="{rank}"/>'
        for rank, y in ends.items():
            yield f'<path class="to" d="M{x + 17} {y}l-10 -5.5v11z" data-step="{step.number}" data-to="{rank}"/>'

    def legend(self) -> Iterator[str]:
        """Yield what each number stands for, and what the signs mean."""
        for number, line in enumerate(self.told):
            yield _text(line, "told", _PAD, self.bottom + _PAD + _LINE * number + 12)


def _cut(lines: Sequence[str], most: int = 3) -> Sequence[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rstrip()}…"]


def _text(text: str, kind: str, x: int, y: int) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{in_xml(text)}</text>'
