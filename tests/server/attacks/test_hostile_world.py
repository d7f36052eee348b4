"""A world of hostile texts and names: no page and no picture gets an element or an attribute from any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from responselevels.server.app import create_app
from tests.server.attacks.hostile import BIDI, PASSWORD, PAYLOADS, Words, address_in, made
from tests.server.console.browsing import Page, Window
from tests.server.console.test_pages import faults

MOST = 70
"""How many pages are looked at, from the first one on by their links."""


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient]]:
    """A browser that has signed in, in the plain world and in the hostile one."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        opened = {}
        for name in ("plain", "hostile"):
            settings = made(address_in(folder, name), Words(hostile=name == "hostile"))
            app = create_app(settings)
            opened[name] = TestClient(app, "http://127.0.0.1", raise_server_exceptions=False)
        with opened["plain"], opened["hostile"]:
            for client in opened.values():
                page = Window(client, None).go("/r/duty/")
                page = page.press("Sign in", name="keeper", password=PASSWORD)
                assert page.address.endswith("/r/duty/")
            yield opened


def parts(page: Page) -> set[tuple[str, tuple[str, ...]]]:
    """Return what a page is built of: its elements, each with the names of its attributes."""
    return {(tag, tuple(sorted(given))) for tag, given in page.elements}


def links(page: Page) -> list[str]:
    """Return where the page leads to, in its order."""
    return [
        given[key]
        for tag, given in page.elements
        for key in ("href", "src", "action")
        if key in given and tag in {"a", "img", "link", "script", "form"}
    ]


def walked(client: TestClient, lang: str) -> Iterator[Page]:
    """Yield the pages of a world, from the first one on by their links."""
    window = Window(client, None, lang)
    waiting = ["/r/duty/", "/r/duty/log?q=proposal"]
    seen, shown = set(waiting), 0
    while waiting and shown < MOST:
        page = window.go(waiting.pop(0))
        shown += 1
        yield page
        if "html" in page.answer.headers["content-type"]:
            for link in links(page):
                if link not in seen and link.startswith("/r/duty/") and "lang=" not in link:
                    seen.add(link)
                    waiting += [] if "logout" in link else [link]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_text_and_no_name_becomes_a_part_of_a_page(
    windows: dict[str, TestClient], lang: str
) -> None:
    plain = set.union(*(parts(page) for page in walked(windows["plain"], lang)))
    shown, kinds = set[str](), set[str]()
    for page in walked(windows["hostile"], lang):
        kinds.add(page.address.removeprefix("http://127.0.0.1/r/duty/").partition("/")[0])
        assert page.status in {200, 404}, page.address
        media = page.answer.headers["content-type"].partition(";")[0]
        if media == "image/svg+xml":
            check_picture(page)
        if media != "text/html":
            continue
        assert faults(page) == [], page.address
        # What a text has between backticks is set as code, as in a sentence of ours; that is all it can do.
        assert parts(page) - plain - {("code", ()), ("code", ("class",))} == set(), page.address
        assert page.read.open == [], page.address
        assert [link for link in links(page) if not re.match(r"/(?!/)|#", link)] == []
        assert BIDI[0] not in page.html
        shown |= {one for one in PAYLOADS if one.replace("`", "") in page.text.replace("`", "")}
    assert kinds >= {
        "",
        "proposals",
        "orders",
        "areas",
        "rules",
        "log",
        "propose",
        "board",
        "people",
    }
    # The pages say nearly all of them, as text.
    assert len(shown) > len(PAYLOADS) - 5, set(PAYLOADS) - shown


def check_picture(page: Page) -> None:
    """See that a picture is what it says, and runs and fetches nothing."""
    root = ET.fromstring(page.answer.content)
    for node in root.iter():
        assert isinstance(node.tag, str)
        assert node.tag.rpartition("}")[2] in DRAWN, node.tag
        for name, value in node.attrib.items():
            assert not name.rpartition("}")[2].startswith("on")
            assert "href" not in name or value.startswith("#"), value
            assert "url(" not in value or value.startswith("url(#"), value
    assert "script-src" not in page.answer.headers["content-security-policy"]


DRAWN = {
    *("svg", "g", "defs", "marker", "style", "title", "desc", "text", "tspan"),
    *("path", "rect", "line", "polyline", "polygon", "circle", "ellipse"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["propose", "people", "proposals", "orders", "areas", "log"])
def test_what_is_typed_and_sent_comes_back_as_text(
    windows: dict[str, TestClient], lang: str, name: str
) -> None:
    window = Window(windows["hostile"], None, lang)
    for text in (*PAYLOADS, BIDI):
        if name == "propose":
            fields = ("id", "reason", "start", "level", "issuer", "area", "scope_typed", "remedy")
            page = window.go("/r/duty/propose").press("check", **dict.fromkeys(fields, text))
        elif name == "people":
            given = dict.fromkeys(("id", "person", "title", "areas", "oidc", "password"), text)
            page = window.go("/r/duty/people").press("add", **given)
        elif name == "log":
            page = Page(window, windows["hostile"].get("/r/duty/log", params={"q": text}))
        else:
            page = window.go(f"/r/duty/{name}/" + re.sub("[^A-Za-z0-9]", _coded, text))
        assert page.status < 500
        assert faults(page) == [], text
        for link in links(page):
            assert re.match(r"/(?!/)|#", link), link


def _coded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
