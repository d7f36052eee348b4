"""What the theme leaves in English or without a name is mended in the pages."""

from __future__ import annotations

from docs.site.finishing import finished


def test_the_columns_beside_a_page_have_names_in_its_language() -> None:
    page = '<aside class="sidebar-drawer"></aside><aside class="toc-drawer no-toc"></aside>'
    assert finished(page, "en") == (
        '<aside class="sidebar-drawer" aria-label="The site"></aside>'
        '<aside class="toc-drawer no-toc" aria-label="On this page"></aside>'
    )
    assert 'class="sidebar-drawer" aria-label="网站目录"' in finished(page, "zh")


def test_what_the_theme_says_in_english_is_chinese_in_chinese_alone() -> None:
    page = "<a>Skip to content</a>"
    assert finished(page, "zh") == "<a>跳到正文</a>"
    assert finished(page, "en") == page


def test_a_head_that_says_nothing_is_none() -> None:
    empty, said = '<th class="head"><p></p></th>', '<th class="head"><p>level</p></th>'
    body = "<tbody><tr><td>a</td></tr></tbody>"
    head = '<thead>\n<tr class="row-odd">{}\n{}\n</tr>\n</thead>\n'
    assert finished(head.format(empty, empty) + body, "en") == body
    assert finished(head.format(empty, said) + body, "en") == head.format("<td></td>", said) + body


def test_the_caption_of_a_list_of_pages_has_a_level() -> None:
    caption = '<p class="caption" role="heading">'
    assert finished(caption, "en") == '<p class="caption" role="heading" aria-level="2">'
