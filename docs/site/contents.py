"""What stands where on the site: the sections, their titles, and the order of pages in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True)
class Section:
    """A part of the site: the folder that it is, its titles, and which of its pages come first."""

    folder: str
    titles: dict[Language, str]
    first: tuple[str, ...] = ()

    def ordered(self, names: list[str]) -> list[str]:
        """Return the *names* of its pages in the order of reading; what is not listed comes last."""
        listed = [name for name in self.first if name in names]
        return listed + sorted(set(names) - set(listed))


SECTIONS = (
    Section("", {"en": "Begin", "zh": "入门"}, ("start", "tutorial", "playground")),
    Section(
        "how-to",
        {"en": "How to", "zh": "操作指南"},
        (
            *("embed", "property-test", "register", "audit"),
            *("server", "backup", "postgresql", "scale-out"),
        ),
    ),
    Section(
        "explanation",
        {"en": "What it means", "zh": "含义说明"},
        ("verdicts", "floors", "replacement", "overtaking", "lowering"),
    ),
    Section(
        "reference",
        {"en": "Reference", "zh": "参考"},
        ("command-line", "findings", "codes", "formats", "python", "http", "schemes/index"),
    ),
    Section("in-depth", {"en": "In depth", "zh": "深入资料"}),
)
