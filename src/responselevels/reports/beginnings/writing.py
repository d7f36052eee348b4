"""How files to begin with are written: values as YAML has them, comments in the words of the reader."""

from __future__ import annotations

import json
from collections.abc import Iterable

from responselevels.reports.beginnings.plans import Thing, is_plain
from responselevels.reports.frame.layout import wrapped
from responselevels.text.catalogue import worded

_WIDTH = 94


def quoted(text: str) -> str:
    """Return *text* as a value of YAML, with quotes where it needs some."""
    return text if is_plain(text) else json.dumps(text, ensure_ascii=False)


def listed(things: Iterable[Thing]) -> str:
    """Return the ids of *things* as a list of YAML."""
    return f"[{', '.join(quoted(thing.id) for thing in things)}]"


def row(thing: Thing, *more: str) -> str:
    """Return *thing* as a mapping of YAML on one line, with *more* of its keys."""
    parts = [f"id: {quoted(thing.id)}", *_titled(thing), *more]
    return f"{{{', '.join(parts)}}}"


def body(thing: Thing, tier: Thing) -> str:
    """Return a body as a line of the mapping of bodies."""
    parts = [f"tier: {quoted(tier.id)}", *_titled(thing)]
    return f"  {quoted(thing.id)}: {{{', '.join(parts)}}}"


def _titled(thing: Thing) -> list[str]:
    return [] if thing.title is None else [f"title: {quoted(thing.title)}"]


def said(code: str, lang: str, /, **facts: object) -> str:
    """Return the sentence ``new.file.<code>``; what cannot be seen in its facts is shown."""
    return worded(f"new.file.{code}", facts, lang)


def comment(code: str, lang: str, indent: int = 0, /, **facts: object) -> list[str]:
    """Return the sentence ``new.file.<code>`` as lines of a comment."""
    lines = wrapped(said(code, lang, **facts), _WIDTH - indent)
    return [f"{' ' * indent}# {line}" for line in lines]


def text_of(lines: Iterable[str]) -> str:
    """Return *lines* as the text of a file."""
    return "".join(f"{line}\n" for line in lines)
