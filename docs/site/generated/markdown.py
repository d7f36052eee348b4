"""Pieces of Markdown that the generated pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown already, in one line each."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


COLON = {"en": ":", "zh": "："}
"""What stands between a label and what it is the label of."""


def block(text: str, kind: str = "text") -> str:
    """Return *text* as a block that is shown as it is."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text)), 3)
    return f"{fence}{kind}\n{text.rstrip()}\n{fence}\n"


def prose(text: str) -> str:
    """Return a sentence of the catalogue as Markdown: what stands in backquotes stays code."""
    parts = re.split(r"(`[^`\n]+`)", text)
    return "".join(
        part if at % 2 else re.sub(r"([\\*_<>\[\]])", r"\\\1", part)
        for at, part in enumerate(parts)
    )


def page(*parts: str) -> str:
    """Return a page: its parts, a blank line between them."""
    return "\n".join(part if part.endswith("\n") else f"{part}\n" for part in parts)
