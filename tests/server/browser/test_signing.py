"""A person signs in a real browser with the key file that they keep; the server never sees the key."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from responselevels.register.ed25519 import SecretKey, new_key
from responselevels.register.register import Register
from responselevels.register.signatures.rotation import sign_keys
from responselevels.server.people.accounts import open_accounts
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.register import duty, signing
from tests.server.browser.browsing import context, violations
from tests.server.people.staff import LI, PASSWORD
from tests.server.process import SERVE, Served, served

LOCK = "a good password"
WU = replace(LI, id="fang", person="wu.fang", title="Wu Fang", bodies=frozenset({"board"}))


def prepared(url: str, key: SecretKey, areas: list[str]) -> None:
    """Make a register with a proposal, a key list that has *key*, for some *areas* or all, and an account."""
    root = new_key()
    with duty.made(url) as register:
        register.propose(duty.order_of("X-1"))
        keys = signing.keylist(
            register=register.id,
            root={"threshold": 1, "keys": [signing.listed(root, "chief")]},
            keys=[signing.listed(key, "wu.fang", "board", **({"areas": areas} if areas else {}))],
            persons={},
        )
        register.adopt_keys(sign_keys(keys, [root]))
        address = ServedAddress("duty", url)
        settings = ServerSettings(registers=(address,), demo=True)
        with closing(open_accounts(address, settings, register)) as accounts:
            accounts.add(WU, PASSWORD)


def sign_in(page: Page) -> None:
    page.goto("/r/duty/login?next=/r/duty/proposals/X-1")
    page.locator("#name").fill("fang")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposals/X-1")


def sign_with(page: Page, file: Path) -> None:
    page.locator("[data-signing=file]").set_input_files(file)
    page.locator("[data-signing=password]").fill(LOCK)
    page.locator("[data-signing=sign-now]").click()


def serving(url: str, folder: Path) -> AbstractContextManager[Served]:
    command = [*SERVE, "--register", f"duty={url}"]
    return served(command, folder / "log", {"RESPONSELEVELS_STATE": str(folder / "state")})


@pytest.mark.parametrize(("lang", "areas"), [("en", []), ("zh", ["district"])])
def test_a_key_file_signs_in_the_browser_and_stays_there(
    chromium: Browser, tmp_path: Path, lang: str, areas: list[str]
) -> None:
    url, key = f"sqlite:///{tmp_path / 'duty.db'}", new_key()
    prepared(url, key, areas)
    files = {"right": key, "wrong": new_key()}
    for name, made in files.items():
        (tmp_path / f"{name}.pem").write_bytes(made.pem(LOCK.encode()))
    with (
        serving(url, tmp_path) as server,
        context(chromium, server.address, lang) as here,
    ):
        sent: list[str] = []
        page = here.new_page()
        page.on("request", lambda request: sent.append(request.post_data or ""))
        sign_in(page)
        page.locator("details:has([data-sign]) summary").click()
        page.locator("[data-signing=show]").click()
        shown = page.locator("[data-signing=shown]")
        shown.wait_for()
        assert "X-1" in shown.inner_text()
        assert violations(page) == []
        if lang == "zh":
            hindered(here)
        sign_with(page, tmp_path / "wrong.pem")
        page.locator("[data-signing=told]").wait_for()
        assert not [one for one in sent if "payloadType" in one]
        with page.expect_navigation():
            sign_with(page, tmp_path / "right.pem")
        assert [one for one in sent if "payloadType" in one]
        secret = (tmp_path / "right.pem").read_text().splitlines()[1]
        assert not [one for one in sent if LOCK in one or secret in one or "PRIVATE" in one]
    with Register.open(url, remember=False) as register:
        said = [step.approval for step in register.life("X-1") if step.approval is not None]
        found = [(one.standing, one.approval.person, one.approval.area) for one in said]
    assert found == [("signed", "wu.fang", areas[0] if areas else None)]


INSECURE = "Object.defineProperty(window, 'isSecureContext', {value: false})"
UNABLE = (
    "crypto.subtle.generateKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))"
)
HINDERED = {INSECURE: "仅在 HTTPS 或者本机访问时可以签名", UNABLE: "本浏览器不支持此类密钥"}


def hindered(here: BrowserContext) -> None:
    """See that a browser that cannot sign says so before anything is chosen."""
    for way, words in HINDERED.items():
        page = here.new_page()
        page.add_init_script(way)
        page.goto("/r/duty/proposals/X-1")
        page.locator("details:has([data-sign]) summary").click()
        expect(page.locator("[data-signing=told]")).to_contain_text(words)
        expect(page.locator("[data-signing=show]")).to_be_disabled()
        page.close()
