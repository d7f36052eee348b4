"""A link that leads nowhere in the site is found."""

from __future__ import annotations

from pathlib import Path

from docs.site.links import broken_links


def test_links_to_pages_anchors_and_pictures_that_are_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.html").write_text(
        '<h1 id="here">A</h1><a href="#here">1</a><a href="#gone">2</a><a href="b.html">3</a>'
        '<a href="../zh/b.html#top">4</a><img src="no.png"><a href="https://example.org/">5</a>'
        '<a href="../../outside.html">6</a>',
        encoding="utf-8",
    )
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "b.html").write_text("<p>B</p>", encoding="utf-8")
    assert broken_links(tmp_path) == [
        "en/a.html: #gone",
        "en/a.html: b.html",
        "en/a.html: no.png",
        "en/a.html: ../../outside.html",
    ]
