"""The level machine drawn: Mermaid and Markdown text always, Graphviz where installed.

What is drawn are the arrows of the machine itself (`LevelMachine.edges`), so
a diagram cannot say anything else than decisions do. Arrows between the same two
levels share one line, labelled with the rules they belong to.
"""

from __future__ import annotations

from shutil import which
from subprocess import run

from responselevels.errors import MissingProgram, expect, spoken
from responselevels.machine import drawing
from responselevels.machine.levels import LevelMachine
from responselevels.models.rules import Rules
from responselevels.text.catalogue import worded
from responselevels.text.escaping import in_dot, in_mermaid

PICTURES = ("svg", "png")
"""The picture formats that Graphviz is asked for."""

_Arrows = dict[tuple[int, int], list[str]]


def _level_names(rules: Rules, lang: str) -> list[str]:
    return [level.title.in_(lang) if level.title else level.id for level in rules.levels]


def _grouped(rules: Rules, lang: str) -> _Arrows:
    """Return (rank, rank) → labels, in the order of the levels and of the file."""
    ranks = {level.id: rank for rank, level in enumerate(rules.levels)}
    default = next(level.id for level in rules.levels if level.default)
    arrows: _Arrows = {}
    for arrow in LevelMachine(rules).edges():
        label = arrow.rule
        if arrow.target is None:
            label = worded("diagram.ends", {"ending": arrow.rule}, lang)
            if arrow.source == default:
                continue
        pair = (ranks[arrow.source], ranks[arrow.target or default])
        arrows.setdefault(pair, []).append(label)
    return dict(sorted(arrows.items()))


def mermaid(rules: Rules, lang: str = "en") -> str:
    """Return the level machine as a Mermaid state diagram.

    An ending is drawn to the default level: what holds where nothing else stands.

    Raises:
        InputError: the rules are not sound.
    """
    expect("rules", rules, Rules)
    spoken(lang)
    lines = ["stateDiagram-v2"]
    for rank, name in enumerate(_level_names(rules, lang)):
        lines.append(f'    state "{in_mermaid(name)}" as L{rank}')
    default = next(rank for rank, level in enumerate(rules.levels) if level.default)
    lines.append(f"    [*] --> L{default}")
    for (source, target), labels in _grouped(rules, lang).items():
        lines.append(f"    L{source} --> L{target} : {', '.join(map(in_mermaid, labels))}")
    return "\n".join(lines) + "\n"


def dot(rules: Rules, lang: str = "en") -> str:
    """Return the level machine in Graphviz's own language.

    Raises:
        InputError: the rules are not sound.
    """
    expect("rules", rules, Rules)
    spoken(lang)
    lines = ["digraph levels {", "  rankdir=LR;", "  node [shape=box, style=rounded];"]
    for rank, name in enumerate(_level_names(rules, lang)):
        shape = ", peripheries=2" if rules.levels[rank].default else ""
        lines.append(f'  L{rank} [label="{in_dot(name)}"{shape}];')
    for (source, target), labels in _grouped(rules, lang).items():
        text = "\\n".join(in_dot(label) for label in labels)
        lines.append(f'  L{source} -> L{target} [label="{text}"];')
    return "\n".join([*lines, "}"]) + "\n"


def svg(rules: Rules, lang: str = "en") -> str:
    """Return the level machine as a picture in SVG; no other program is needed.

    Raises:
        InputError: the rules are not sound.
    """
    expect("rules", rules, Rules)
    spoken(lang)
    default = next(rank for rank, level in enumerate(rules.levels) if level.default)
    scheme = rules.id if rules.title is None else rules.title.in_(lang)
    return drawing.svg(
        _level_names(rules, lang),
        _grouped(rules, lang),
        default=default,
        title=worded("diagram.picture", {"rules": scheme}, lang),
        lang=lang,
    )


def graphviz(rules: Rules, lang: str = "en", *, picture: str = "svg") -> bytes:
    """Return the level machine as a picture, drawn by Graphviz's `dot` program.

    *picture* is one of `PICTURES`.

    Raises:
        InputError: the rules are not sound.
        MissingProgram: `dot` is not installed.
        ValueError: *picture* is no such format.
    """
    expect("rules", rules, Rules)
    spoken(lang)
    if picture not in PICTURES:
        raise ValueError(picture)
    source = dot(rules, lang).encode()
    program = which("dot")
    if program is None:
        raise MissingProgram("dot", "Graphviz")
    return run([program, f"-T{picture}"], input=source, capture_output=True, check=True).stdout  # noqa: S603
