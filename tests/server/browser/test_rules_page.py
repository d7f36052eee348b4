"""The page of a rules file as people use it: from a file, without a network, on a telephone, a wall and paper."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from responselevels.cli import main
from responselevels.files.sheets import Sheet, load_sheet
from responselevels.models.rules import Rules
from responselevels.reports.pages.rules.contents import rules_contents
from responselevels.reports.pages.rules.html import rules_page
from responselevels.text.catalogue import LANGUAGES
from tests.reports.pages.rules.test_html import hostile
from tests.reports.pages.rules.test_whole import WHOLE
from tests.server.browser.browsing import WAITS, violations

PICTURES = Path(__file__).parents[3] / "docs" / "images" / "rules"
TELEPHONE = ViewportSize(width=360, height=740)
WALL = ViewportSize(width=1920, height=1080)


@contextmanager
def opened(chromium: Browser, path: Path, **given: Any) -> Iterator[Page]:
    """Open a page from its file; whatever the browser has to remark, or asks elsewhere for, fails the test."""
    context = chromium.new_context(offline=True, **given)
    context.set_default_timeout(WAITS)
    page = context.new_page()
    remarks: list[str] = []
    page.on("console", lambda message: remarks.append(message.text))
    page.on("pageerror", lambda error: remarks.append(str(error)))
    page.on("dialog", lambda dialog: remarks.append(dialog.message))
    try:
        page.goto(path.as_uri())
        yield page
        assert remarks == []
    finally:
        context.close()


def pictured(page: Page, name: str) -> None:
    if os.environ.get("GOLDENS") == "write":
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.jpeg", type="jpeg", quality=60)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_clause_rule_and_reading_stand_side_by_side_on_a_wall_and_beneath_each_other_on_a_telephone(
    chromium: Browser, tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "rules.html"
    path.write_bytes(rules_page(rules_contents(load_sheet("xixian"), lang)))
    with opened(chromium, path, viewport=WALL, color_scheme="dark") as page:
        row = page.locator("table.grounded tbody tr").first
        cells = [row.locator(f"td.{kind}").bounding_box() for kind in ("clause", "rule", "reading")]
        assert len({box["y"] for box in cells if box}) == 1
        assert violations(page) == []
        page.emulate_media(color_scheme="light")
        pictured(page, f"{lang}-1920")
        assert violations(page) == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#diagram")
        page.set_viewport_size(TELEPHONE)
        pictured(page, f"{lang}-360")
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
        cells = [row.locator(f"td.{kind}").bounding_box() for kind in ("rule", "clause", "reading")]
        tops = [box["y"] for box in cells if box]
        assert tops == sorted(set(tops))
        assert violations(page) == []
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_two_versions_stand_side_by_side_with_what_changed_marked(
    chromium: Browser, tmp_path: Path
) -> None:
    path, other = tmp_path / "versions.html", tmp_path / "rules.yaml"
    shipped = (Path(__file__).parents[3] / "rules" / "xixian.yaml").read_text("utf-8")
    other.write_text(shipped.replace("counts: covering", "counts: issued"), "utf-8")
    assert main(["diff", "xixian", str(other), "--lang", "zh", "--html", str(path)]) == 1
    with opened(chromium, path, viewport=WALL, color_scheme="dark") as page:
        cells = page.locator("tr.changed td")
        old, new = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
        assert old is not None
        assert new is not None
        assert (old["y"], old["x"] < new["x"]) == (new["y"], True)
        assert page.locator("del, ins").count() > 0
        assert violations(page) == []
        page.emulate_media(color_scheme="light")
        pictured(page, "versions-zh-1920")
        page.set_viewport_size(TELEPHONE)
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
        assert violations(page) == []
        pictured(page, "versions-zh-360")
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_words_of_a_file_that_look_like_markup_do_nothing(
    chromium: Browser, tmp_path: Path
) -> None:
    sheet = Sheet(Rules.model_validate(hostile(WHOLE), by_alias=True, by_name=False))
    path = tmp_path / "rules.html"
    path.write_bytes(rules_page(rules_contents(sheet, "en", hidden=True)))
    with opened(chromium, path, viewport=TELEPHONE) as page:
        assert page.locator("img, script").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]
