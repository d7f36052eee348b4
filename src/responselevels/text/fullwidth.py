"""Marks of a Chinese keyboard in the place of those that files are written with.

A full-width colon looks like a colon, and is none to any reader. Here is what each
such mark is called, and which key gives the one that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.text.catalogue import Phrase

_KINDS = {
    "colon": "：﹕∶",
    "comma": "，﹐",
    "pause": "、",
    "semicolon": "；",
    "quote": "“”„‟「」『』＂‘’‚‛＇",
    "bracket": "（）｛｝［］【】〔〕",
    "dash": "－—–―‐‑‒−─﹣～",
    "plus": "＋",
    "stop": "。．",
    "blank": "\u3000",
}
_OTHER_KEYS = {
    **dict.fromkeys("﹕∶", ":"),
    **dict.fromkeys("﹐、", ","),
    **dict.fromkeys("“”„‟「」『』", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict(zip("【】〔〕", "[]()", strict=True)),
    **dict.fromkeys("—–―‐‑‒−─﹣～", "-"),
    "。": ".",
    "\u3000": " ",
}
_KEYS = {ord(mark): key for mark, key in _OTHER_KEYS.items()} | {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _OTHER_KEYS
}
_KIND_OF = {mark: kind for kind, marks in _KINDS.items() for mark in marks}
WIDE = re.compile("[" + "".join(map(re.escape, map(chr, _KEYS))) + "]")
"""Pattern that matches one full-width mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that was found, what it is called (a sentence of the catalogue), the key to press."""

    mark: str
    kind: str
    key: str

    def facts(self) -> dict[str, object]:
        """Return what a sentence needs to name it; a blank is shown by its number."""
        blank = self.kind == "blank"
        return {
            "mark": "U+3000" if blank else self.mark,
            "what": Phrase(f"phrase.wide.{self.kind}"),
            "key": Phrase("phrase.wide.space") if blank else f"`{self.key}`",
        }


def narrow(text: str) -> str:
    """Return *text* with each such mark as the key that is meant gives it.

    >>> narrow("２０２６－０５－０１，“三级”")
    '2026-05-01,"三级"'
    """
    return text.translate(_KEYS)


def mark_of(char: str) -> Mark:
    """Return what *char*, which `WIDE` matches, is."""
    key = _KEYS[ord(char)]
    kind = _KIND_OF.get(char) or (
        "digit" if key.isdigit() else "letter" if key.isalpha() else "sign"
    )
    return Mark(char, kind, key)


def marks_in(text: str) -> Iterator[Mark]:
    """Yield the first mark of each kind and key in *text*; of letters and digits only the first."""
    seen = set()
    for found in WIDE.finditer(text):
        mark = mark_of(found[0])
        same = mark.kind if mark.kind in {"digit", "letter"} else (mark.kind, mark.key)
        if same not in seen:
            seen.add(same)
            yield mark


def named_marks(text: str) -> tuple[Phrase, ...]:
    """Return a fact for each mark in *text*: what it is, and which key to press."""
    return tuple(Phrase("phrase.wide.mark", mark.facts()) for mark in marks_in(text))


def slip_facts(text: str) -> dict[str, object] | None:
    """Return what the sentence `problem.wide.value` needs of a *text* that is all slips; None for others.

    >>> slip_facts("＋08:00")["written"]
    '+08:00'
    """
    written = meant(text)
    if written is None:
        return None
    return {"value": text, "marks": named_marks(text), "written": written}


def meant(text: str) -> str | None:
    """Return what *text* was meant to be if the marks in it are slips, None where there are none.

    Quotes around it are taken away. In a text that is Chinese beyond its marks they
    are no slips.

    >>> meant("“２”"), meant("渭城（新区）") is None, meant("2") is None
    ('2', True, True)
    """
    if WIDE.search(text) is None:
        return None
    narrowed = narrow(text).strip()
    for quote in "\"'":
        if len(narrowed) > 2 and narrowed[0] == narrowed[-1] == quote:
            narrowed = narrowed[1:-1].strip()
    return narrowed if narrowed.isascii() and narrowed else None
