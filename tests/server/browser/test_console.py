"""The console in a browser: it decides as a form is filled, says whether it is live, and is open to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from responselevels.server.demo import PASSWORD
from tests.server.browser.browsing import context, violations
from tests.server.process import SERVE, served

PLACES = ("", "propose", "board", "areas/weicheng", "rules", "log", "log/3", "people", "drill/")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("demo")
    command = (*SERVE, "--demo", "--lang", "en")
    state = {"RESPONSELEVELS_STATE": str(folder / "state")}
    with served(command, folder / "log", state) as server:
        yield server.address


def enter(page: Page, name: str = "so-014") -> None:
    page.goto("/")
    page.get_by_label("Account", exact=True).or_(page.get_by_label("账号", exact=True)).fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    page.wait_for_selector("nav.main")


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
def test_no_page_shuts_anybody_out(chromium: Browser, address: str, lang: str, scheme: str) -> None:
    size = {"width": 360, "height": 800}
    with context(chromium, address, lang, color_scheme=scheme, viewport=size) as here:
        page = here.new_page()
        page.goto("/")
        assert violations(page) == []
        enter(page)
        first = page.url
        links = [one.get_attribute("href") or "" for one in page.locator("a.id").all()]
        for place in [*(first + one for one in PLACES), *dict.fromkeys(links)]:
            page.goto(place)
            assert violations(page) == [], place
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, place


def test_a_form_is_decided_as_it_is_filled(chromium: Browser, address: str) -> None:
    with context(chromium, address) as here:
        page = here.new_page()
        enter(page)
        page.goto(page.url + "propose")
        page.select_option("#area", "xixian")
        page.check("input[name=level][value='3']")
        page.fill("#start", "2031-12-05T08:00")
        page.fill("#end", "2031-12-08T08:00")
        expect(page.locator("#by-scope")).to_contain_text("no scope is named")
        page.check("input[name=scope][value=yaodian]")
        expect(page.locator("#by-scope")).not_to_contain_text("no scope is named")
        expect(page.locator("#decided .verdict")).to_contain_text("pending")
        expect(page.locator("#decided")).to_contain_text("Level 4 → Level 3")
        page.fill("#end", "2031-12-04T08:00")
        expect(page.locator("#decided .verdict")).to_contain_text("denied")


def test_a_page_says_when_it_is_not_live_any_more(chromium: Browser, address: str) -> None:
    with context(chromium, address) as here:
        page = here.new_page()
        enter(page)
        expect(page.locator(".live")).to_contain_text("Live")
        here.set_offline(True)
        expect(page.locator(".live")).to_contain_text("NOT LIVE")
        here.set_offline(False)
        expect(page.locator(".live")).to_contain_text("Live (")
