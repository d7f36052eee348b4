"""`Remark`: one thing that looks wrong, with a reason and a cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from responselevels.errors import Path, Place
from responselevels.text.catalogue import Titles, untitled, worded


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that looks wrong: where, which, and the facts to word it with."""

    where: Place
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def reason(self, lang: str = "en", *, titles: Titles = untitled) -> str:
        """Return what looks wrong, and why it matters."""
        return worded(f"lint.{self.code}", self.facts, lang, titles=titles)

    def cure(self, lang: str = "en", *, titles: Titles = untitled) -> str:
        """Return what to do about it."""
        return worded(f"lint.{self.code}.cure", self.facts, lang, titles=titles)

    def worded(self, lang: str = "en") -> str:
        """Return reason and cure in one line, without the place."""
        return f"{self.reason(lang)}{'；' if lang == 'zh' else '; '}{self.cure(lang)}"

    def at(self, place: Place) -> Remark:
        """Return the same remark with its *place* in the file."""
        return replace(self, where=place)


def remark(code: str, path: Path, **facts: object) -> Remark:
    """Return the remark *code* at *path*."""
    return Remark(Place(path=path), code, facts)
