"""A world of hostile texts and names in a browser: its pages show them, and do nothing of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page

from responselevels.cli import main
from responselevels.register.clocks import GivenClock
from responselevels.server.app import create_app
from responselevels.server.settings import ServerSettings
from tests.server.attacks.addresses import addresses
from tests.server.attacks.hostile import PASSWORD, PAYLOADS, Words, address_in, made, world
from tests.server.browser.browsing import context
from tests.server.browser.story import room_of
from tests.server.browser.test_rules_page import opened

TELEPHONE = {"width": 360, "height": 740}
PLACES = {
    "/": "",
    "/propose": "propose",
    "/proposals/{name:path}/sheet": "proposals/{XX-04}/sheet",
    "/proposals/{name:path}/amend": "proposals/{KG-01}/amend",
    "/proposals/{name:path}": "proposals/{XX-02}",
    "/orders/{name:path}/end": "orders/{XX-01}/end",
    "/orders/{name:path}": "orders/{XX-01}",
    "/board": "board",
    "/wall": "wall",
    "/areas/{name:path}": "areas/{konggang}",
    "/rules": "rules",
    "/rules.html": "rules.html",
    "/rules.svg": "rules.svg",
    "/log": "log?q=proposal",
    "/log/{seq}": "log/1?proof=shown",
    "/people": "people",
    "/people/{name}": "people/keeper",
    "/login": "login",
    "/{rest:path}": "proposals/<img src=x onerror=alert(8)>",
    "/drill/": "drill/",
}
"""The pages of the console by the patterns of their addresses; names in brackets are those of the world."""

ASIDE = {
    *("", "/drill", "/calendar.ics", "/cap.atom", "/cap/{identifier}.xml", "/rules.json"),
    *("/login/provider", "/login/back", "/proposals/{name:path}/sheet.pdf", "/log/{seq}/proof"),
    *("/log/checkpoint", "/log/checkpoints/{name}", "/log/growth", "/orders/{name:path}/ratify"),
}
"""What leads on or is taken as a file; and the form to ratify, which is that to end an order with other words."""

MISSED = "Failed to load resource: the server responded with a status of 404 (Not Found)"
WATCH = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
BECAME = """
[...document.querySelectorAll("*")].filter(node =>
  node.matches("iframe, base, object, embed, meta[http-equiv=refresh]")
  || [...node.attributes].some(one => one.name.startsWith("on"))
  || ["href", "src", "action"].some(name => {
    if (typeof node[name] !== "string" || !node.hasAttribute(name)) return false;
    const to = new URL(node[name], location.href);
    return (to.protocol !== location.protocol || to.host !== location.host) && to.href !== "data:,";
  })
).map(node => node.outerHTML)
"""
"""Whatever a payload would become a part of a page with, or lead elsewhere by."""


class Watched:
    """A page that is gone from place to place with, and what it did that pages of words do not do."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, list[str]()
        self.texts = ""
        page.add_init_script(WATCH)
        page.on("console", lambda said: self.done.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: self.done.append(f"error: {error}"))
        page.on("popup", lambda other: self.done.append(f"window: {other.url}"))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.done.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def look(self, place: str) -> None:
        """Go to *place*, and see what comes of it."""
        before = len(self.done)
        answer = self.page.goto(place)
        if answer is not None and answer.status == HTTPStatus.NOT_FOUND:
            self.done.remove(
                f"console: {MISSED}"
            )  # the page itself, once: what it fetches is there
        landed = self.page.url
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.done += [f"wider by {wide}"] * (wide > 0 and not place.endswith(".svg"))
        self.done += [f"part: {part}" for part in self.page.evaluate(BECAME)]
        self.texts += self.page.evaluate("document.documentElement.textContent")
        self.done += [f"led to {self.page.url}"] * (self.page.url != landed)
        self.done[before:] = [f"{place}: {one}" for one in self.done[before:]]


@contextmanager
def hostile_room(folder: Path, words: Words) -> Iterator[tuple[str, ServerSettings]]:
    """Serve the hostile world; yield the address of its server, and how it is served."""
    settings = made(address_in(folder, "hostile"), words)
    with room_of(settings, cast("GivenClock", settings.clock)) as room:
        yield room.address, settings


def place_of(pattern: str, words: Words) -> str:
    """Return where the page of *pattern* is in the world."""
    place = re.sub(
        r"\{(.+?)\}", lambda found: quote(words.name(found[1]), safe=""), PLACES[pattern]
    )
    return f"/r/duty/{quote(place, safe='/%?=.')}"


def test_no_page_of_the_console_does_what_a_text_or_a_name_says(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    words = Words(hostile=True)
    with hostile_room(tmp_path, words) as (address, settings):
        answered = {
            pattern for method, pattern in addresses(create_app(settings)) if method == "GET"
        }
        pages = {one.removeprefix("/r/{slug}") for one in answered if one.startswith("/r/{slug}")}
        pages = {one for one in pages if not re.match("/(api|drill/.)", one)}
        assert pages - ASIDE == PLACES.keys()
        with context(chromium, address, "en", viewport=TELEPHONE) as here:
            watched = Watched(here.new_page())
            page = watched.page
            watched.look("/r/duty/login")
            page.locator("#name").fill("keeper")
            page.locator("#password").fill(PASSWORD)
            page.locator("#password").press("Enter")
            page.wait_for_selector("nav.main")
            for pattern in PLACES:
                watched.look(place_of(pattern, words))
        assert watched.done == []
        said = {one for one in PAYLOADS if one.replace("`", "") in watched.texts.replace("`", "")}
        assert len(said) > len(PAYLOADS) - 3, set(PAYLOADS) - said


def test_no_page_that_is_one_file_does_what_a_text_or_a_name_says(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    words = Words(hostile=True)
    settings = made(address_in(tmp_path, "hostile"), words)
    register = ("--register", settings.registers[0].url, "--at", "2026-05-15T09:00+08:00")
    rules = world(Words(hostile=True))[0]
    (tmp_path / "rules.json").write_text(
        rules.model_dump_json(by_alias=True, exclude_defaults=True)
    )
    commands = {
        "board": ("register", "board", *register, "--lang", "zh"),
        "waits": ("register", "sheet", *register, "--lang", "en", words.name("XX-04")),
        "ends": ("register", "sheet", *register, "--lang", "zh", words.name("XX-02")),
    }
    for name, command in commands.items():
        assert main([*command, "--out", str(tmp_path / f"{name}.html")]) in {0, 1, 3}
    shown = ("show", str(tmp_path / "rules.json"), "--all", "--format", "html")
    assert main([*shown, "--output", str(tmp_path / "rules.html")]) == 0
    with opened(chromium, tmp_path / "board.html", viewport=TELEPHONE) as page:
        watched = Watched(page)
        for name in (*commands, "rules"):
            watched.look((tmp_path / f"{name}.html").as_uri())
        assert watched.done == []
        said = {one for one in PAYLOADS if one.replace("`", "") in watched.texts.replace("`", "")}
        assert len(said) > len(PAYLOADS) - 3, set(PAYLOADS) - said
