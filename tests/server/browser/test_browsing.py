"""The frame of the tests in a browser itself: what it must notice."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.server.browser import browsing
from tests.server.browser.browsing import context, violations

PAGE = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>值班室</title>
<main><h1>值班室</h1>{}</main></html>"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "good.html").write_text(PAGE.format("<p>一级</p>"))
    (folder / "bad.html").write_text(PAGE.format("<img src='good.html'><input>"))
    (folder / "calls.html").write_text(
        PAGE.format("<link rel=stylesheet href='http://127.0.0.1:9/x.css'>")
    )
    return f"{folder.as_uri()}/"


def test_a_sound_page_has_no_violations(chromium: Browser, address: str) -> None:
    with context(chromium, address) as here:
        page = here.new_page()
        page.goto(f"{address}good.html")
        assert violations(page) == []


def test_a_picture_without_words_and_a_field_without_a_name_are_noticed(
    chromium: Browser, address: str
) -> None:
    with context(chromium, address) as here:
        page = here.new_page()
        page.goto(f"{address}bad.html")
        assert {found.partition(":")[0] for found in violations(page)} >= {"image-alt", "label"}


def test_a_page_that_asks_something_of_others_is_noticed(chromium: Browser, address: str) -> None:
    with pytest.raises(AssertionError), context(chromium, address) as here:
        here.new_page().goto(f"{address}calls.html")


def test_each_context_speaks_its_language_and_may_do_without_scripts(
    chromium: Browser, address: str
) -> None:
    with (
        context(chromium, address, "zh") as chinese,
        context(chromium, address, "en", java_script_enabled=False) as plain,
    ):
        page = chinese.new_page()
        page.goto(f"{address}good.html")
        assert page.evaluate("navigator.language") == "zh-CN"
        still = plain.new_page()
        still.goto(f"{address}good.html")
        assert still.locator("h1").inner_text() == "值班室"


@pytest.mark.parametrize(("ci", "outcome"), [("true", "Failed"), ("", "Skipped")])
def test_without_a_browser_tests_are_skipped_and_in_ci_they_fail(
    ci: str, outcome: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(BaseException, match="apt-get install chromium") as ended,
        browsing.browser(),
    ):
        pass
    assert type(ended.value).__name__ == outcome
