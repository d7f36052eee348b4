"""Every page fits a telephone and a wall, in both languages; ``GOLDENS=write`` keeps pictures of them for the docs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.server.browser.browsing import context
from tests.server.browser.picture_room import NIGHT, pictured_room
from tests.server.browser.small_pictures import small
from tests.server.browser.story import CITY, EXAMPLES, PASSWORD, Mouse, Person, StoryRoom

PICTURES = EXAMPLES.parent / "docs" / "images" / "server"
WRITES = os.environ.get("GOLDENS") == "write"
PAGES = {
    "now": "",
    "propose": "propose",
    "proposal": "proposals/XX-2026-08",
    "sheet": "proposals/XX-2026-08/sheet",
    "order": "orders/XX-2026-06",
    "end": "orders/XX-2026-06/end",
    "area": "areas/weicheng",
    "board": "board",
    "wall": "wall",
    "rules": "rules",
    "log": "log",
    "entry": "log/5?proof=shown",
    "people": "people",
    "account": "people/so-014",
    "drill": "drill/",
}
APART = ("login", "registers", "denied", "ratify")
"""Pages that are come to otherwise than by their address in the first register."""

WIDTHS = {360: 740, 1920: 1080}
DARK = ("now", "proposal", "board", "wall", "log")
PAPER = {"now": "", "proposal": "proposals/XX-2026-08", "board": "board", "drill": "drill/board"}
LARGEST, ALL = 80_000, 4_000_000
"""Bytes that one picture may have, and all of them together."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoryRoom]:
    folder = tmp_path_factory.mktemp("pictures")
    with pytest.MonkeyPatch.context() as memory:
        memory.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        with pictured_room(folder) as found:
            yield found


def keep(here: BrowserContext, page: Page, name: str, *, folder: Path = PICTURES) -> None:
    """Keep a picture of what is seen first, where pictures are written."""
    if WRITES:
        if page.locator("[data-live]:visible").count():
            page.locator("[data-live].on").wait_for()
        taken = page.screenshot(animations="disabled", caret="hide")
        (folder / f"{name}.png").write_bytes(small(here, taken))


def overflows(page: Page) -> bool:
    """Say whether something stands beyond the side of the page, so that it has to be moved about."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wider


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_the_width_in_both_languages(
    room: StoryRoom, chromium: Browser, lang: str, width: int
) -> None:
    size = {"width": width, "height": WIDTHS[width]}
    scale = 1 if width < 1000 else 0.75  # pictures of a wall are kept small
    wide = []
    room.at(NIGHT)
    with context(chromium, room.address, lang, viewport=size, device_scale_factor=scale) as here:
        person = Person(here.new_page(), Mouse())

        def look(name: str) -> None:
            if overflows(person.page):
                wide.append(name)
            keep(here, person.page, f"{name}-{lang}-{width}")

        person.page.goto("/")
        look("registers")
        person.go("")
        look("login")
        person.sign_in("so-014")
        for name, path in PAGES.items():
            person.go(path)
            look(name)
        denied(person)
        look("denied")
        to_ratify(person.page)
        look("ratify")
    assert wide == []


def denied(person: Person) -> None:
    """Fill the form for less than holds there: what stands against it is told beside the level."""
    person.go("propose")
    person.fill(
        {**CITY, "start": "2026-05-23T08:00", "end": "2026-05-24T22:00"}, ("weicheng", "yaodian")
    )
    person.press("check")
    person.page.locator("#by-level").scroll_into_view_if_needed()


def to_ratify(page: Page) -> None:
    """Go to the form to ratify what was issued first, in the other register."""
    page.goto("/r/fengxi/login?next=/r/fengxi/orders/FX-2026-02/ratify")
    page.locator("#name").fill("fx-008")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)


@pytest.mark.slow
def test_pages_fit_in_the_dark_and_on_paper_too(room: StoryRoom, chromium: Browser) -> None:
    wall, sheet = {"width": 1920, "height": 1080}, {"width": 794, "height": 1123}
    wide = []
    room.at(NIGHT)
    with context(chromium, room.address, "zh", viewport=wall, device_scale_factor=0.75) as here:
        person = Person(here.new_page(), Mouse())
        person.sign_in("so-014")
        person.go("?theme=dark")
        for name in DARK:
            person.go(PAGES[name])
            wide += [name] * overflows(person.page)
            keep(here, person.page, f"{name}-zh-dark")
    with context(chromium, room.address, "zh", viewport=sheet, device_scale_factor=0.8) as here:
        person = Person(here.new_page(), Mouse())
        person.sign_in("so-014")
        person.page.emulate_media(media="print")
        for name, path in PAPER.items():
            person.go(path)
            wide += [name] * overflows(person.page)
            keep(here, person.page, f"{name}-zh-paper")
    assert wide == []


def test_the_pictures_of_the_docs_are_there_and_small() -> None:
    wanted = {
        f"{name}-{lang}-{width}.png"
        for name in (*PAGES, *APART)
        for lang in ("en", "zh")
        for width in WIDTHS
    }
    wanted |= {f"{name}-zh-dark.png" for name in DARK} | {f"{name}-zh-paper.png" for name in PAPER}
    kept = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert set(kept) == wanted
    assert max(kept.values()) < LARGEST
    assert sum(kept.values()) < ALL
