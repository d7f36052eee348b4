"""The playground in a browser, from any web server: nothing is fetched from elsewhere, and then nothing at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from docs.site.playground.filling import fill
from tests.npm import NoPackages
from tests.server.browser.browsing import browser, context, violations
from tests.site.playground.asking import AT, IDLE, checked, texts, told, with_a_fault

FIRST = 300_000
"""Milliseconds within which Python has to start and answer, on a machine that does much else."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site as it is packed: here the playground, and first pages for it to lead to."""
    site = tmp_path_factory.mktemp("site")
    try:
        fill(site / "playground")
    except NoPackages as reason:
        ci = os.environ.get("CI") == "true"
        (pytest.fail if ci else pytest.skip)(f"the playground cannot be packed: {reason}")
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/playground/"
        server.shutdown()
        serving.join()


@pytest.fixture
def in_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answered(page: Page) -> None:
    page.locator("body[data-answered]").wait_for(timeout=FIRST)


def decided(page: Page, **changed: str) -> None:
    """Write into the texts, and wait for what comes of it."""
    for slot, text in changed.items():
        page.fill(f"#{slot}", text)
    page.click("#decide")
    answered(page)


def selected(page: Page, slot: str) -> str:
    found: str = page.evaluate(
        "(slot) => { const area = document.getElementById(slot);"
        " return area.value.slice(area.selectionStart, area.selectionEnd); }",
        slot,
    )
    return found


_ELSEWHERE = """() => new Promise((told) => {
  self.addEventListener("securitypolicyviolation", (event) => told(event.violatedDirective));
  fetch("http://localhost:9/").then(() => told("went"), () => {});
})"""
_MADE_CODE = """() => new Promise((told) => setTimeout(() => {
  try { told(new Function("return 1")()); } catch (error) { told(error.name); }
}))"""


def _all_is_done_without_a_network(page: Page, there: Any, faulty: str, hostile: str) -> None:
    answered(page)
    # The worker is under the policy of the page: it reaches nothing else, and makes no code of text.
    (worker,) = page.workers
    assert worker.evaluate(_ELSEWHERE) == "connect-src"
    assert worker.evaluate(_MADE_CODE) == "EvalError"
    page.context.set_offline(True)
    assert page.evaluate("navigator.onLine") is False
    assert "P-17" in page.locator(".verdict").inner_text()

    # A proposal with many faults: all that the command line finds, in its order.
    decided(page, proposal=texts()["proposal"])
    assert page.input_value("#at") == AT
    findings = page.locator(".finding").all()
    assert [one.locator("code").first.inner_text() for one in findings] == [
        one["code"] for one in there["findings"]
    ]
    assert [one.locator("p").nth(1).inner_text() for one in findings] == [
        one["message"] for one in there["findings"]
    ]

    # The board is drawn, in its sandbox.
    board = page.frame_locator("#board iframe")
    board.locator("html[data-ready]").wait_for(state="attached")
    assert "Fengdong New City" in board.locator("#rows").inner_text()
    assert violations(page) == []

    # A fault of the rules leads to its line.
    decided(page, rules=faulty)
    page.locator("#remarks button").click()
    assert selected(page, "rules") == IDLE.rstrip("\n")

    # What cannot be read is told beneath its text, as text.
    decided(page, proposal=hostile)
    assert "<img src=x" in page.locator("#proposal-problems").inner_text()
    assert page.locator("#proposal").get_attribute("aria-invalid") == "true"
    assert page.locator("img").count() == 0

    # It can be stopped, and says so.
    page.evaluate("for (const id of ['decide', 'stop']) document.getElementById(id).click()")
    assert page.locator("#status").inner_text() == "Stopped. Decide again when you like."
    assert page.locator("#stop").is_disabled()


def test_it_answers_as_the_command_line_does_and_asks_nothing_of_anybody(
    chromium: Browser, address: str, in_a_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del in_a_folder
    told(texts())
    there = checked(capsys, "en")
    faulty, _line = with_a_fault(texts()["rules"])
    hostile = 'id: P\n"<img src=x onerror=alert(1)>": 1\n'
    remarks: list[str] = []
    with context(chromium, address, viewport={"width": 1500, "height": 1000}) as opened:
        page = opened.new_page()
        page.on("console", lambda message: remarks.append(message.text))
        page.on("pageerror", lambda error: remarks.append(str(error)))
        page.on("dialog", lambda dialog: remarks.append(dialog.message))
        page.goto("en.html")
        _all_is_done_without_a_network(page, there, faulty, hostile)

        # The address keeps what is written; with it the other language opens.
        page.wait_for_url("**/en.html#s=*")
        opened.set_offline(False)
        page.set_viewport_size({"width": 360, "height": 740})
        page.click("#other")
        expect(page.locator("#proposal")).to_have_value(hostile)
        assert page.evaluate("document.documentElement.lang") == "zh-Hans"
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert violations(page) == []
    assert remarks == []
