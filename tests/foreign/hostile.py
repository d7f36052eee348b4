"""Texts that mean something in some grammar, for ids and titles."""

from __future__ import annotations

from hypothesis import strategies as st

from responselevels.models.base import checked_id

PIECES = (
    "direction LR", "direction\u3000TB", "note left of L0", "end note", "state", "[*]", "-->", "--", "%%",
    "%%{init: {}}%%", "click L0 href", "classDef x fill:#f00", "class L0 x", "style L0 fill:#f00",
    ":::", "<<fork>>", "hide empty description", "accTitle: x", "#35;", "#quot;", "ﬂ°°35¶ß", "ﬂ°lt¶ß",
    "---", "```", "~~~", "\\", "\\n", "\\N", "\\G", "\\l", '"', "'", '\\"', "&amp;", "&#10;", "&", "<b>",
    "<!--", "-->", "]]>", "<?x?>", "</text>", "<script>alert(1)</script>", "|", "\\|", "||", "*a*", "_a_",
    "__b__", "~~c~~", "`d`", "[x](http://example.org)", "![x](y)", "www.example.org", "http://example.org",
    "a@example.org", "# h", "- i", "1. j", "> q", "=1+1", "+1", "-1", "@SUM(A1)", "＝1＋1", "％", ",", ";",
    "$(id)", "`id`", "$HOME", "${x}", "!!", "~", "*", "?", "a b", "  ", " x", "x ", "{", "}", "(", ")",
    "渭城", "（新城）", "：", "；", "“二级”", "é", "ß", "ﬁ", "😀", "\u00a0", "\u3000", "\u2028", "\u202e",
    "\u200b", "\x1b[31m", "\r\n", "\t", "\ufffe", "\ufeff", "\U000e0041", "2", "Level 2", "二级 2",
)  # fmt: skip

texts = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    min_size=1,
    max_size=4,
).map("".join)
"""Any text; many have a meaning somewhere."""

titles = texts.filter(lambda text: text.strip() and "\0" not in text)


def _is_id(text: str) -> bool:
    try:
        return checked_id(text) == text
    except Exception:  # noqa: BLE001 - whatever it is, it is no id
        return False


ids = texts.filter(_is_id)
