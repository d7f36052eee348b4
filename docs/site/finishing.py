"""What is mended in the pages that Sphinx and its theme have made.

The theme says some things in English whatever the language is, and leaves parts of a page without
a name for people who hear it. A table of Markdown has a head even where it says nothing.
"""

from __future__ import annotations

import re

from docs.site.contents import Language

_WRITTEN = {
    "Skip to content": "跳到正文",
    "Toggle site navigation sidebar": "显示或隐藏目录",
    "Toggle table of contents sidebar": "显示或隐藏本页内容",
    "Toggle Light / Dark / Auto color theme": "切换浅色、深色、自动",
    "Toggle navigation of ": "展开或收起：",
    "<title>Contents</title>": "<title>本页内容</title>",
}
"""What the theme says in English, in Chinese."""

_NAMES: dict[str, dict[Language, str]] = {
    "sidebar-drawer": {"en": "The site", "zh": "网站目录"},
    "toc-drawer": {"en": "On this page", "zh": "本页内容"},
}
"""The columns beside a page, by their class."""

_EMPTY = r'<th class="head[^"]*">(?:<p></p>)?</th>'
_EMPTY_HEAD = re.compile(rf"<thead>\s*<tr[^>]*>(?:{_EMPTY}\s*)+</tr>\s*</thead>\s*")
_EMPTY_CELL = re.compile(_EMPTY)


def finished(page: str, language: Language) -> str:
    """Return a page of HTML as readers get it."""
    for name, said in _NAMES.items():
        page = re.sub(
            rf'<aside class="({name}[^"]*)">',
            rf'<aside class="\1" aria-label="{said[language]}">',
            page,
        )
    # Sphinx makes the caption of a list of pages a heading, of no level.
    page = page.replace(
        'class="caption" role="heading">', 'class="caption" role="heading" aria-level="2">'
    )
    if language == "zh":
        for english, chinese in _WRITTEN.items():
            page = page.replace(english, chinese)
    return _EMPTY_CELL.sub("<td></td>", _EMPTY_HEAD.sub("", page))
