"""`page_of`: a page that is one file, with its styles, scripts and data in it, and nothing from elsewhere.

Its policy (Content-Security-Policy) lets in nothing but its own styles and scripts, each by its hash:
whatever a title or a reason has in it, it is text. Data stand in blocks of JSON, in which no character
can end the block.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from importlib.resources import files

_FORM = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{title}</title>
{about}{styles}
</head>
<body>
{body}
{data}
{scripts}
</body>
</html>
"""

_WRITTEN = {"en": "en", "zh": "zh-Hans"}
"""What a page says its language is: Chinese is written in simplified characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """The parts of a page: *body* is HTML, *data* are documents by the id of their block.

    *about* are names and contents of what its head says of it.
    """

    lang: str
    title: str
    body: str
    about: tuple[tuple[str, str], ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)


def page_of(parts: PageParts) -> bytes:
    """Return the page, whole, as UTF-8."""
    styles = [_lines(text) for text in parts.styles]
    scripts = [_lines(text) for text in parts.scripts]
    page = _FORM.format(
        lang=_WRITTEN.get(parts.lang, parts.lang),
        policy=escape(_policy(styles, scripts)),
        title=escape(parts.title),
        about="".join(
            f'<meta name="{escape(name)}" content="{escape(text)}">\n' for name, text in parts.about
        ),
        styles="\n".join(f"<style>{text}</style>" for text in styles),
        body=parts.body,
        data="\n".join(_block(name, value) for name, value in parts.data.items()),
        scripts="\n".join(f"<script>{text}</script>" for text in scripts),
    )
    # A surrogate cannot be written; in JSON, its escape is one.
    return page.encode("utf-8", "backslashreplace")


def part(package: str, name: str) -> str:
    """Return the text of the file *name* that is shipped in the folder ``static`` of *package*."""
    return (files(package) / "static" / name).read_text(encoding="utf-8")


def _lines(text: str) -> str:
    """Return *text* with the ends of lines that a browser sees: it hashes what it has read."""
    return text.replace("\r\n", "\n")


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    said = [
        "default-src 'none'",
        "img-src data:",
        *_sources("style-src", styles),
        *_sources("script-src", scripts),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(said)


def _sources(kind: str, texts: Iterable[str]) -> list[str]:
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]
    return [" ".join((kind, *hashes))] if hashes else []


def _block(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # In a script, whatever its kind, only what begins with `<` means anything to HTML.
    return f'<script type="application/json" id="{name}">{text.replace("<", _LESS)}</script>'


_LESS = "\\u003c"
