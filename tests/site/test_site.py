"""The site as a reader has it: built whole, found its way in, and searched in both languages."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from docs.site.building import ROOT, build
from responselevels import __version__
from tests.server.browser.browsing import browser, context, violations

ASKED = {"en": ("floor", "preorder", "管委会"), "zh": ("校验点", "退出状态", "Security")}

NOT_FOUND = {"en": "did not match any documents", "zh": "您的搜索没有匹配到文档"}
NOBODY_WROTE = {"en": "nobodywrotethis", "zh": "没有人写过的魑魅魍魉"}


class Quiet(SimpleHTTPRequestHandler):
    """A plain web server, which says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is its own
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site: as `make site` has just made it in CI, elsewhere made here."""
    if os.environ.get("CI") == "true":
        return ROOT / "build" / "site"
    made = tmp_path_factory.mktemp("site")
    assert build(made) == []
    return made


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site as any web server would."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def heard(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_search_finds_words_of_both_languages(
    running: Browser, address: str, language: str
) -> None:
    with context(running, address, language) as opened:
        page = opened.new_page()
        said = heard(page)
        for word in ASKED[language]:
            page.goto(f"/{__version__}/{language}/search.html?q={word}")
            found = page.locator("#search-results ul.search li a")
            found.first.wait_for()
            assert found.count() > 0, word
        assert violations(page) == []
        page.goto(f"/{__version__}/{language}/search.html?q={NOBODY_WROTE[language]}")
        expect(page.locator("#search-results")).to_contain_text(NOT_FOUND[language])
        assert page.locator("#search-results ul.search li").count() == 0
        assert said == []


def test_a_reader_goes_from_the_first_page_to_either_language_and_back(
    running: Browser, address: str
) -> None:
    with context(running, address) as opened:
        page = opened.new_page()
        said = heard(page)
        page.goto("/")
        assert violations(page) == []
        page.get_by_text("中文文档").click()
        page.wait_for_url("**/zh/index.html", wait_until="load")
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        assert violations(page) == []
        page.locator(".switches a.language").click()
        page.wait_for_url("**/en/index.html", wait_until="load")
        assert page.locator("html").get_attribute("lang") == "en"
        assert violations(page) == []
        page.goto(f"/{__version__}/en/in-depth/index.html")
        page.locator(".switches a.language").click()
        page.wait_for_url(f"**/{__version__}/zh/in-depth/index.html", wait_until="load")
        assert said == []


def test_a_page_on_a_telephone_has_all_of_it_within_reach(running: Browser, address: str) -> None:
    with context(running, address, "zh", viewport={"width": 360, "height": 760}) as opened:
        page = opened.new_page()
        said = heard(page)
        page.goto(f"/{__version__}/zh/explanation/floors.html")
        expect(page.locator("nav.other-language a")).to_be_visible()
        expect(page.locator("article pre[tabindex='0']").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert violations(page) == []
        assert said == []


def test_a_reader_goes_to_the_same_page_of_another_version_or_to_its_first(
    running: Browser, address: str
) -> None:
    listed = {"versions": ["9.0.0", __version__]}
    with context(running, address) as opened:
        page = opened.new_page()
        page.route("**/versions.json", lambda route: route.fulfill(json=listed))
        page.route("**/9.0.0/en/in-depth/index.html", lambda route: route.fulfill(body="here"))
        page.goto(f"/{__version__}/en/in-depth/index.html")
        page.get_by_role("combobox", name="Version").select_option("9.0.0")
        page.wait_for_url("**/9.0.0/en/in-depth/index.html")
        page.goto(f"/{__version__}/en/in-depth/formats.html")
        page.get_by_role("combobox", name="Version").select_option("9.0.0")
        page.wait_for_url("**/9.0.0/en/index.html")
