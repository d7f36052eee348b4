"""A browser for tests: chromium as the system has it, and what is asked of a page in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REASON = "there is no chromium here; apt-get install chromium fonts-noto-cjk"
WAITS = 60_000
"""Milliseconds for which a page may be waited for, on a machine that does much else."""
expect.set_options(timeout=WAITS)  # of itself it waits for 5 s, whatever a page is told


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a browser. Where there is none, the test is skipped; in CI it fails."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(REASON)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=found, args=list(FLAGS), env={**os.environ, "LANGUAGE": "en_US"}
        )
        try:
            yield running
        finally:
            running.close()


@contextmanager
def context(
    running: Browser, address: str, lang: str = "en", **given: Any
) -> Iterator[BrowserContext]:
    """Give a browser of somebody's own: their cookies, their language, and nothing from elsewhere."""
    locale = "zh-CN" if lang == "zh" else "en-GB"
    opened = running.new_context(base_url=address, locale=locale, **given)
    opened.set_default_timeout(WAITS)
    elsewhere: list[str] = []
    own = (address, "blob:", "data:")  # a page's own text is fetched from nowhere
    opened.on(
        "request",
        lambda request: None if request.url.startswith(own) else elsewhere.append(request.url),
    )
    try:
        yield opened
        assert elsewhere == []
    finally:
        opened.close()


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page for people who see, hear or move otherwise.

    It is put into the page by the debugger: the policy of the page lets no script of others in.
    """
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
