"""Text as HTML: whatever stands in a file is text, and what stands in backticks is an id."""

from __future__ import annotations

from html import escape

from responselevels.text.catalogue import visible


def in_html(text: str) -> str:
    """Return *text* for a page, ids in backticks as such.

    >>> in_html("order `a<b` ends")
    'order <code>a&lt;b</code> ends'
    """
    parts = escape(visible(text)).split("`")
    if len(parts) % 2 == 0:
        return "`".join(parts)
    return "".join(f"<code>{one}</code>" if at % 2 else one for at, one in enumerate(parts))
