from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.server.browser.browsing import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module; not for more: its loop runs in the thread of the tests."""
    with browser() as running:
        yield running
