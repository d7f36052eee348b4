"""The board as people use it: from a file, without a network, by mouse and by keyboard, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from responselevels.cli import main
from responselevels.core.orders.book import book_of
from responselevels.files import load_areas, load_orders, load_rules
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Order, Period
from responselevels.models.parts.records import Record
from responselevels.models.rules import Level, Rules, Tier
from responselevels.models.texts import Text
from responselevels.reports.pages.board.data import BoardRequest, board_page
from tests.reports.pages.test_page import HOSTILE
from tests.server.browser.browsing import WAITS, violations

EXAMPLE = Path(__file__).parents[3] / "examples" / "xixian"
PICTURES = Path(__file__).parents[3] / "docs" / "images" / "board"
CHINA = timezone(timedelta(hours=8))
AT = datetime(2026, 5, 20, 12, tzinfo=CHINA)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    scheme = compile_scheme(load_rules("xixian"), load_areas(EXAMPLE / "areas.yaml"))
    orders = load_orders(EXAMPLE / "orders.yaml").orders
    asked = BoardRequest(book=book_of(scheme, orders), orders=orders, at=AT, zone=CHINA, lang="en")
    path = tmp_path_factory.mktemp("board") / "board.html"
    path.write_bytes(board_page(asked))
    return path


@contextmanager
def opened(chromium: Browser, path: Path, **given: object) -> Iterator[Page]:
    """Open a board from its file; whatever the browser has to remark fails the test."""
    context = chromium.new_context(offline=True, **given)  # type: ignore[arg-type]
    context.set_default_timeout(WAITS)
    page = context.new_page()
    remarks: list[str] = []
    page.on("console", lambda message: remarks.append(message.text))
    page.on("pageerror", lambda error: remarks.append(str(error)))
    try:
        page.goto(path.as_uri())
        page.locator("html[data-ready]").wait_for(state="attached")
        yield page
        assert remarks == []
    finally:
        context.close()


def names(page: Page) -> list[str]:
    return page.locator(".row .name .text").all_inner_texts()


def test_a_click_on_a_time_tells_which_order_it_comes_from_and_who_approved(
    chromium: Browser, example: Path
) -> None:
    with opened(chromium, example, viewport={"width": 1600, "height": 1000}) as page:
        page.locator(".row", has_text="Beidu").locator(".band").nth(1).click()
        why = page.locator("#why")
        assert "Order XX-2026-05" in why.inner_text()
        told = why.locator("article").first.inner_text()
        assert "social-governance and safety committee" in told or "Party working" in told
        assert "2026-05-" in told
        page.click("#language")
        assert "指令 XX-2026-05" in why.inner_text()
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_all_can_be_done_from_the_keyboard(chromium: Browser, example: Path) -> None:
    with opened(chromium, example, viewport={"width": 1600, "height": 1000}) as page:
        page.locator(".row").first.focus()
        page.keyboard.press("ArrowDown")
        assert "Fengdong New City" in page.evaluate("document.activeElement.innerText")
        page.keyboard.press("ArrowLeft")
        page.locator(".row", has_text="Doumen").wait_for(state="detached")
        page.keyboard.press("ArrowRight")
        page.locator(".row", has_text="Doumen").wait_for()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.locator("#why-title", has_text="Zhouling").wait_for()
        page.keyboard.press("-")
        assert page.locator("#window").input_value() == "quarter"


def test_a_search_shows_what_is_found_with_all_that_it_lies_in(
    chromium: Browser, example: Path
) -> None:
    with opened(chromium, example) as page:
        page.fill("#search", "渭城")
        page.locator(".row", has_text="Doumen").wait_for(state="detached")
        assert names(page) == ["Xixian New Area", "Qinhan New City", "Weicheng"]
        assert page.locator("#status").inner_text() == "1 area matches"
        page.fill("#search", "nowhere")
        page.locator(".row").first.wait_for(state="detached")
        assert page.locator("#status").inner_text() == "No area matches."


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1920, "dark")])
def test_it_fits_a_telephone_and_a_wall_in_both_languages(
    chromium: Browser, example: Path, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 740 if width < 1000 else 1080}
    with opened(chromium, example, viewport=size, color_scheme=scheme) as page:
        for lang in ("en", "zh"):
            page.locator(".row .band").nth(1).click()
            assert page.evaluate("document.documentElement.scrollWidth") == width
            if os.environ.get("GOLDENS") == "write":
                PICTURES.mkdir(exist_ok=True)
                page.screenshot(path=PICTURES / f"{lang}-{width}.jpeg", type="jpeg", quality=60)
            page.click("#language")
        assert violations(page) == []


def test_on_paper_every_row_is_printed_and_no_control(chromium: Browser, example: Path) -> None:
    with opened(chromium, example, viewport={"width": 1200, "height": 500}) as page:
        assert page.locator(".row").count() < 23
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".row").count() == 23
        assert not page.locator("#search").is_visible()
        assert page.locator("#legend").is_visible()


def test_names_that_look_like_markup_are_text_and_do_nothing(
    chromium: Browser, tmp_path: Path
) -> None:
    title = Text.of(HOSTILE)
    rules = Rules(
        format=1,
        id="sample",
        title=title,
        levels=(Level(id="4", default=True, title=title), Level(id="3", title=title)),
        tiers=(Tier(id="city", title=title),),
    )
    scheme = compile_scheme(rules, Areas(areas=(Area(id="a", tier="city", title=title),)))
    order = Order(
        id="A",
        area="a",
        level="3",
        scope=("a",),
        period=Period(start=AT - timedelta(days=1)),
        issuer=None,
        issued_at=AT - timedelta(days=1),
        reason=HOSTILE,
        recorded=Record(source=HOSTILE),
    )
    asked = BoardRequest(
        book=book_of(scheme, [order]), orders=[order], at=AT, zone=UTC, lang="en", title=HOSTILE
    )
    path = tmp_path / "board.html"
    path.write_bytes(board_page(asked))
    with opened(chromium, path, viewport={"width": 1600, "height": 1000}) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a script of a title ran: {dialog.message}"))
        page.locator(".row .band").nth(1).click()
        assert HOSTILE.split("\u2028")[0] in page.locator("#why").inner_text()
        page.click("#language")
        assert page.locator("img").count() == 0


def test_a_sheet_is_fit_for_everybody_and_prints_without_a_remark(
    chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.html"
    asked = ("sheet", "--rules", "xixian", "--areas", str(EXAMPLE / "areas.yaml"), "--lang", "zh")
    orders = ("--orders", str(EXAMPLE / "orders.yaml"), "--at", "2026-02-26T12:00+08:00")
    proposal = EXAMPLE / "proposals" / "permit.yaml"
    assert main([*asked, *orders, "--out", str(path), str(proposal)]) == 0
    context = chromium.new_context(offline=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    remarks: list[str] = []
    page.on("console", lambda message: remarks.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert remarks == []
    context.close()
