"""A world of hostile texts and names in a real browser: nothing of it runs, asks, opens or breaks a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

from responselevels.register.clocks import GivenClock
from tests.server.attacks.hostile import PASSWORD, Words, address_in, made
from tests.server.browser.browsing import context
from tests.server.browser.story import room_of

MOST = 45
"""How many pages are opened, from the first one on by their links."""

LEFT = re.compile(r"logout|lang=|theme=|\.(?:pdf|ics|xml|atom)$")
"""Links that lead out of the session, to the same page otherwise, or to a file."""

WATCH = """
window.__broken = [];
addEventListener("securitypolicyviolation", (event) =>
  window.__broken.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


def heard_in(opened: BrowserContext) -> list[str]:
    """Return what happens from now on that no page of ours brings about by itself."""
    heard: list[str] = []

    def dialog(one: Dialog) -> None:
        heard.append(f"dialog: {one.message}")
        one.dismiss()

    def said(one: ConsoleMessage) -> None:
        heard.append(f"console: {one.text}")

    def page(one: Page) -> None:
        one.on("pageerror", lambda error: heard.append(f"error: {error}"))
        one.on("popup", lambda other: heard.append(f"window: {other.url}"))
        one.on("download", lambda other: heard.append(f"download: {other.url}"))

    opened.on("dialog", dialog)
    opened.on("console", said)
    opened.on("page", page)
    opened.add_init_script(WATCH)
    return heard


def opened_in(page: Page, address: str) -> Iterator[str]:
    """Open one page after the other, from the first one on by their links; yield where each is."""
    waiting = ["/r/duty/", "/r/duty/log?q=proposal", "/r/duty/wall", "/r/duty/drill/"]
    seen, opened = set(waiting), 0
    while waiting and opened < MOST:
        place = waiting.pop(0)
        answer = page.goto(place)
        assert answer is not None
        if "html" not in answer.headers["content-type"]:
            continue
        opened += 1
        yield place
        for link in page.locator("a[href]").evaluate_all("all => all.map(one => one.href)"):
            inside = link.removeprefix(address).partition("#")[0]
            if inside.startswith("/r/duty/") and inside not in seen and not LEFT.search(inside):
                seen.add(inside)
                waiting.append(inside)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_of_a_hostile_world_runs_or_asks_and_every_page_keeps_its_shape(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    settings = made(address_in(tmp_path, "hostile"), Words(hostile=True))
    clock = settings.clock
    assert isinstance(clock, GivenClock)
    narrow, kinds = {"width": 360, "height": 800}, set[str]()
    with (
        room_of(settings, clock) as room,
        context(chromium, room.address, lang, viewport=narrow) as here,
    ):
        heard = heard_in(here)
        page = here.new_page()
        page.goto("/r/duty/")
        page.locator("input[autocomplete=username]").fill("keeper")
        page.locator("#password").fill(PASSWORD)
        page.locator("#password").press("Enter")
        page.wait_for_selector("nav.main")
        for place in opened_in(page, room.address):
            kinds.add(re.split("[/?]", place.removeprefix("/r/duty/"))[0])
            assert heard == [], place
            assert page.evaluate("window.__broken") == [], place
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, place
    assert kinds >= {"", "proposals", "orders", "areas", "rules", "log", "propose", "board"}
