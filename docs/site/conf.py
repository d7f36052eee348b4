"""What Sphinx is told; `docs.site.building` runs it once for each language."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from docs.site.contents import Language
from docs.site.finishing import finished
from docs.site.search import SearchBoth, SearchBothInChinese
from responselevels import __version__

_HERE = Path(__file__).resolve().parent
_LANGUAGE = cast("Language", os.environ["SITE_LANGUAGE"])
_PAGES: dict[str, list[str]] = json.loads(os.environ["SITE_PAGES"])
"""The pages of each language, without ``.md``."""

project = "responselevels"
author = "the responselevels authors"
copyright = author  # noqa: A001 - the name is Sphinx's
version = release = __version__
language = {"en": "en", "zh": "zh_CN"}[_LANGUAGE]
extensions = ["myst_parser"]
myst_heading_anchors = 4
exclude_patterns: list[str] = []
suppress_warnings: list[str] = []
nitpicky = True
today_fmt = "%Y-%m-%d"
# A build is the same on any day.
html_last_updated_fmt = None

html_theme = "furo"
html_title = "responselevels"
html_static_path = [str(_HERE / "static")]
html_css_files = ["site.css"]
html_js_files = [("versions.js", {"defer": "defer"}), ("scrolling.js", {"defer": "defer"})]
templates_path = [str(_HERE / "templates")]
html_favicon = str(_HERE / "static" / "icon.svg")
html_search_scorer = str(_HERE / "static" / "scorer.js")
html_use_index = False
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_permalinks_icon = "#"
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/search.html",
        "languages.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_theme_options = {
    "navigation_with_keys": False,
    "footer_icons": [],
    "top_of_page_buttons": ["view"],
}


def _other_language(_: Sphinx, pagename: str, *rest: Any) -> None:
    # To the same page of the other language, or to its first page where there is none.
    context = rest[1]
    other = "zh" if _LANGUAGE == "en" else "en"
    page = pagename if pagename in {*_PAGES[other], "search"} else "index"
    root = "../" * pagename.count("/")
    context["other_language"] = other
    context["other_page"] = f"{root}../{other}/{page}.html"


_CHINESE = {
    "Next": "下一页",
    "Previous": "上一页",
    "Home": "首页",
    "Back to top": "回到顶部",
    "On this page": "本页内容",
    "Made with ": "网站主题：",
}
"""What the theme asks Sphinx to say in Chinese, which it cannot."""


def _say_in_chinese(app: Sphinx) -> None:
    if _LANGUAGE == "zh" and isinstance(app.builder, StandaloneHTMLBuilder):
        said = cast("Any", app.builder.templates).environment.globals
        before = said["gettext"]
        said["gettext"] = said["_"] = lambda text: _CHINESE.get(text) or before(text)


def _finish(app: Sphinx, failed: Exception | None) -> None:
    if failed is None:
        for path in Path(app.outdir).rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            path.write_text(finished(text, _LANGUAGE), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Hand the switch of language and the search to Sphinx."""
    app.add_search_language(SearchBoth)
    app.add_search_language(SearchBothInChinese)
    app.connect("html-page-context", _other_language)
    app.connect("builder-inited", _say_in_chinese)
    app.connect("build-finished", _finish)
