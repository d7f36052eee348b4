"""Search that finds words in English and in Chinese, on every page of either language.

Sphinx splits Chinese by a dictionary that it does not bring along, in Python alone, and finds
nothing then. Here each run of Chinese characters is split into pairs of neighbours, when pages are
read and when somebody asks: a page is found that has all pairs of what was asked.
"""

from __future__ import annotations

import re

from sphinx.search.en import SearchEnglish

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECES = re.compile(f"[{_HAN}]+|[^\\W{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")


def split(text: str) -> list[str]:
    """Return the words of a text: runs of letters whole, runs of Chinese characters in pairs.

    >>> split("Level 2 管委会")
    ['Level', '2', '管委', '委会']
    """
    found: list[str] = []
    for piece in _PIECES.findall(text):
        if _IS_HAN.match(piece) and len(piece) > 1:
            found += [piece[at : at + 2] for at in range(len(piece) - 1)]
        else:
            found.append(piece)
    return found


# The same in the browser.
_SPLITTER = f"""
const HAN = /[{_HAN}]/;
const PIECES = /[{_HAN}]+|(?:(?![{_HAN}])[\\p{{Letter}}\\p{{Number}}_\\p{{Emoji_Presentation}}])+/gu;
function splitQuery(query) {{
  const found = [];
  for (const piece of query.match(PIECES) || []) {{
    if (HAN.test(piece) && piece.length > 1) {{
      for (let at = 0; at < piece.length - 1; at += 1) found.push(piece.slice(at, at + 2));
    }} else {{
      found.push(piece);
    }}
  }}
  return found;
}}
"""


class SearchBoth(SearchEnglish):
    """Words of both languages; English ones by their stems."""

    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name is Sphinx's
        """Return the words of a text."""
        return split(input)


class SearchBothInChinese(SearchBoth):
    """The same, for pages in Chinese."""

    lang = "zh"
