"""The console in a browser: it decides as a form is filled, says whether it is live, and is open to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from responselevels.server.demo import PASSWORD
from tests.server.browser.browsing import context, violations
from tests.server.process import SERVE, served

PLACES = (
    *("", "propose", "board", "areas/weicheng", "rules", "log?kind=order", "log/3?proof=shown"),
    *("people", "people/so-014", "drill/", "drill/board", "wall", "orders/nothing"),
    *("proposals/XX-02/sheet", "orders/XX-01/end"),
)


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
        live = page.locator(".live")
        expect(live).to_have_class("live on")
        expect(live).to_contain_text("Live as of 2")
        here.set_offline(True)
        expect(live).to_contain_text("NOT LIVE")
        here.set_offline(False)
        expect(live).to_have_class("live on")
        page.goto(f"{page.url}wall")
        expect(live).to_have_class("live now-big on")
        here.clear_cookies()
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(live).to_contain_text("NOT LIVE: the session has ended")
        page.reload()
        expect(page.locator("main")).to_contain_text("Sign in")


def test_light_and_dark_are_switched_without_scripts(chromium: Browser, address: str) -> None:
    with context(chromium, address, java_script_enabled=False, color_scheme="light") as here:
        page = here.new_page()
        enter(page)
        shown = {}
        for theme in ("dark", "light", "auto"):
            page.locator(f".themes a[href*='theme={theme}']").click()
            page.goto("/r/demo/board")
            shown[theme] = page.locator(".top").evaluate(
                "node => getComputedStyle(node).backgroundColor"
            )
        assert shown["dark"] != shown["light"] == shown["auto"]


def test_a_drill_is_told_on_each_printed_page_and_a_chosen_dark_is_not_printed(
    chromium: Browser, address: str
) -> None:
    with context(chromium, address) as here:
        page = here.new_page()
        enter(page)
        page.goto("/r/demo/drill/rules?theme=dark")
        page.emulate_media(media="print")
        style = page.evaluate(
            """() => ({
                page: getComputedStyle(document.documentElement).page,
                banner: getComputedStyle(document.querySelector('.banner.drill')).display,
                ink: getComputedStyle(document.body).color,
                paper: getComputedStyle(document.querySelector('section')).backgroundColor,
            })"""
        )
        assert style == {
            "page": "drill",
            "banner": "table-header-group",
            "ink": "rgb(0, 0, 0)",
            "paper": "rgb(255, 255, 255)",
        }
        assert page.locator("nav.main").is_hidden()


def _whole(route: Route) -> None:
    """Ask for a page as somebody does who has none of it yet."""
    given = {name: text for name, text in route.request.headers.items() if name != "if-none-match"}
    route.continue_(headers=given)


def test_keys_alone_lead_along_and_stay_where_they_were(chromium: Browser, address: str) -> None:
    with context(chromium, address) as here:
        page = here.new_page()
        enter(page)
        page.goto("/r/demo/")
        expect(page.locator(".live")).to_have_class("live on")
        page.keyboard.press("Tab")
        skip = page.locator(".skip")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        first = page.locator("main a").first
        expect(first).to_be_focused()
        outline = first.evaluate("node => getComputedStyle(node).outlineStyle")
        assert outline == "solid"
        link = page.locator("#raised a.id").first
        link.focus()
        # It is to be renewed, as if it had been drawn of something else.
        page.route("**/r/demo/", _whole)
        page.evaluate("document.querySelector('#raised').dataset.older = ''")
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#raised[data-older]")).to_have_count(0)
        expect(page.locator("#raised a.id").first).to_be_focused()
        seen = set()
        for _ in range(200):
            page.keyboard.press("Tab")
            at = page.evaluate("document.activeElement?.outerHTML ?? ''")
            if at.startswith("<body") or at in seen:
                break
            seen.add(at)
        else:
            raise AssertionError("there is no way out by keys")


def test_twice_as_large_and_without_motion_a_page_is_whole(chromium: Browser, address: str) -> None:
    size = {"width": 640, "height": 512}  # 1,280 by 1,024 at 200 %
    with context(chromium, address, "zh", viewport=size, reduced_motion="reduce") as here:
        page = here.new_page()
        enter(page)
        for place in PLACES:
            page.goto(f"/r/demo/{place}")
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, place
        moving = page.evaluate("""() => {
            const part = document.createElement('p');
            part.className = 'changed';
            document.body.append(part);
            return getComputedStyle(part).animationName;
        }""")
        assert moving == "none"
