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


def skeleton(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page with the names of their attributes: what it is built of.

    What a text has between backticks is set as code, as in a sentence of ours; that is all it can do.
    """
    built = [(tag, tuple(sorted(given))) for tag, given in page.elements]
    return [one for one in built if one != ("code", ())]


def links(page: Page) -> list[str]:
    """Return where the page leads to, in its order."""
    return [
        given[key]
        for tag, given in page.elements
        for key in ("href", "src", "action")
        if key in given and tag in {"a", "img", "link", "script", "form"}
    ]


def walked(clients: dict[str, TestClient], lang: str) -> Iterator[tuple[Page, Page]]:
    """Yield each page of both worlds, side by side."""
    plain, hostile = (Window(clients[name], None, lang) for name in ("plain", "hostile"))
    waiting = [("/r/duty/", "/r/duty/"), ("/r/duty/log?q=proposal", "/r/duty/log?q=proposal")]
    seen = set(waiting)
    shown = 0
    while waiting and shown < MOST:
        here, there = waiting.pop(0)
        pair = plain.go(here), hostile.go(there)
        shown += 1
        yield pair
        if "html" not in pair[1].answer.headers["content-type"]:
            continue
        for following in zip(links(pair[0]), links(pair[1]), strict=True):
            if following not in seen and following[0].startswith("/r/duty/"):
                seen.add(following)
                if "lang=" not in following[0] and "logout" not in following[0]:
                    waiting.append(following)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_are_built_alike_whatever_the_texts_and_names_are(
    windows: dict[str, TestClient], lang: str
) -> None:
    shown = set[str]()
    kinds = set[str]()
    for plain, hostile in walked(windows, lang):
        kinds.add(re.sub(r"/r/duty/(\w*).*", r"\1", plain.address.removeprefix("http://127.0.0.1")))
        assert (plain.status, hostile.status) in {(200, 200), (404, 404)}, plain.address
        media = hostile.answer.headers["content-type"].partition(";")[0]
        if media == "image/svg+xml":
            check_picture(hostile)
        elif media == "text/html":
            assert skeleton(hostile) == skeleton(plain), hostile.address
            assert hostile.read.open == [], hostile.address
            for link in links(hostile):
                assert re.match(r"/(?!/)|#", link), link
            shown |= {
                one for one in PAYLOADS if one.replace("`", "") in hostile.text.replace("`", "")
            }
        assert BIDI[0] not in hostile.html
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
    # The page says them all, as text.
    assert len(shown) > len(PAYLOADS) - 4, set(PAYLOADS) - shown


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
