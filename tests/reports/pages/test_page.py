from __future__ import annotations

import json
import re
from base64 import b64decode
from hashlib import sha256
from html.parser import HTMLParser

from responselevels.reports.pages.page import PageParts, page_of

HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> \u2028 ]]>&amp;\"'"


class Reader(HTMLParser):
    """Reads a page as a browser does: what stands in which tags."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and data.strip():
            self.inside.append((*self.tags[-1], data))

    def texts(self, tag: str) -> list[str]:
        return [data for name, _attrs, data in self.inside if name == tag]


def policy_of(page: Reader) -> dict[str, list[str]]:
    (said,) = [
        attrs["content"] or ""
        for tag, attrs in page.tags
        if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    parts = [part.split() for part in said.split(";")]
    return {name: sources for name, *sources in parts}


def hashed(sources: list[str]) -> list[str]:
    return [b64decode(one.removeprefix("'sha256-").removesuffix("'")).hex() for one in sources]


def page(**more: object) -> Reader:
    parts = {"lang": "en", "title": "Board", "body": "<p>text</p>", **more}
    return Reader(page_of(PageParts(**parts)).decode())  # type: ignore[arg-type]


def test_the_policy_names_the_styles_and_scripts_of_the_page_and_nothing_else() -> None:
    read = page(styles=("p { color: red; }\n",), scripts=("let a = 1;\n", "let b = a < 2;\n"))
    policy = policy_of(read)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        texts = [sha256(text.encode()).hexdigest() for text in read.texts(tag)]
        assert texts == hashed(policy[name])
    assert len(policy["script-src"]) == 2
    assert not [one for sources in policy.values() for one in sources if "unsafe" in one]


def test_a_page_without_scripts_lets_none_in() -> None:
    assert "script-src" not in policy_of(page())


def test_ends_of_lines_are_hashed_as_a_browser_reads_them() -> None:
    read = page(scripts=("let a = 1;\r\nlet b = 2;\r\n",))
    assert hashed(policy_of(read)["script-src"]) == [
        sha256(b"let a = 1;\nlet b = 2;\n").hexdigest()
    ]


def test_whatever_stands_in_the_data_or_the_title_is_text() -> None:
    read = page(title=HOSTILE, data={"found": {HOSTILE: [HOSTILE, "\ud800"]}})
    assert read.texts("title") == [HOSTILE]
    (block,) = read.texts("script")
    assert json.loads(block) == {HOSTILE: [HOSTILE, "\ud800"]}
    assert [tag for tag, _ in read.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in read.tags}


def test_nothing_comes_from_elsewhere() -> None:
    text = page_of(PageParts(lang="zh", title="图", body="")).decode()
    assert not re.search(r"(?:https?:)?//", text)
    assert '<html lang="zh-Hans">' in text
