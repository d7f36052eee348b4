"""The example that `serve --demo` makes, and that it can be served."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from responselevels.machine.lifecycle import Life
from responselevels.models.times import micros_of
from responselevels.register.clocks import GivenClock
from responselevels.register.register import Register
from responselevels.server.app import create_app
from responselevels.server.demo import PASSWORD, demo_accounts, demo_steps, make_demo
from responselevels.server.people.accounts import open_accounts
from responselevels.server.settings import ServerSettings
from tests.server.console.browsing import Window
from tests.server.patience import PATIENCE, wait_until
from tests.server.process import ROOT, SERVE, served

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize("hour", [0, 15, 16, 23])
def test_the_example_has_an_order_in_force_and_a_proposal_that_waits(
    tmp_path: Path, hour: int
) -> None:
    now = NOW.replace(hour=hour)
    demo = make_demo(tmp_path, "en", GivenClock(now))
    with Register.open(demo.address.url, clock=GivenClock(now), remember=False) as register:
        assert register.state.recorded <= micros_of(now)
        assert register.level("weicheng", at=now).level == "2"
        assert register.level("weicheng", at=now + timedelta(days=2)).level == "2"
        assert register.level("sanqiao", at=now).level == "3"
        assert {one.id: one.life for one in register.dossiers} == {
            "QH-01": Life.ISSUED,
            "XX-01": Life.ISSUED,
            "XX-02": Life.PROPOSED,
        }


def test_its_accounts_are_named_in_both_languages_and_act_for_bodies_of_the_scheme() -> None:
    for lang in ("en", "zh"):
        accounts = demo_accounts(lang)
        assert all(one.title for one in accounts)
        assert {one.id for one in accounts} == {one.id for one in demo_accounts("en")}
    assert any(one.bodies for one in demo_accounts("en"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_to_be_tried_first_comes_true(tmp_path: Path, lang: str) -> None:
    demo = make_demo(tmp_path, lang, GivenClock(NOW))
    settings = ServerSettings(registers=(demo.address,), demo=True, clock=GivenClock(NOW))
    with TestClient(create_app(settings, open_accounts), base_url="http://localhost") as client:
        window = Window(client, None, lang)
        page = window.go("/r/demo/login")
        assert all(told(step) in told(page.text) for step in demo_steps(lang))
        page = page.press({"en": "Sign in", "zh": "登录"}[lang], name="qh-021", password=PASSWORD)
        assert all(told(step) in told(page.text) for step in demo_steps(lang, "qh-021"))
        assert told(demo_steps(lang)[0]) not in told(page.text)
        blank = window.go("/r/demo/propose")
        fields = dict(blank.read.forms[-1].fields)
        assert (fields["area"], fields["issuer"]) == ("qinhan", "city_management")
        times = {"start": "2026-05-21T08:00", "end": "2026-05-28T08:00"}
        page = blank.press("check", level="3", scope="weicheng", scope_typed="yaodian", **times)
        level, *others = [value for name, value in page.buttons() if name == "remedy"]
        assert "XX-01" in page.text
        assert len(others) == 2
        page = page.press(level)
        assert {"en": "permitted", "zh": "准予"}[lang] in page.text
        page = page.press("propose").press("carry_out")
        assert "/r/demo/orders/qinhan-20260520-1" in page.address


def test_who_orders_for_one_city_orders_for_no_other(tmp_path: Path) -> None:
    demo = make_demo(tmp_path, "en", GivenClock(NOW))
    settings = ServerSettings(registers=(demo.address,), demo=True, clock=GivenClock(NOW))
    with TestClient(create_app(settings, open_accounts), base_url="http://localhost") as client:
        window = Window(client, None, "en")
        door = window.go("/r/demo/login")
        page = door.press("Sign in", name="qh-021", password=PASSWORD)
        fields = dict(pair for form in page.read.forms for pair in form.fields)
        headers = {"X-CSRF-Token": fields["csrf"]}
        asked = {
            "id": "FD-09",
            "area": "fengdong",
            "level": "2",
            "scope": ["doumen"],
            "period": {"start": "2026-05-21T08:00+08:00", "end": "2026-05-22T08:00+08:00"},
            "issuer": "city_management",
        }
        answer = client.post("/r/demo/api/v1/proposals", json=asked, headers=headers)
        assert answer.status_code in {403, 422}, answer.text
        asked |= {"id": "QH-09", "area": "qinhan", "scope": ["yaodian"]}
        answer = client.post("/r/demo/api/v1/proposals", json=asked, headers=headers)
        assert answer.status_code == 201, answer.text


def told(text: str) -> str:
    return "".join(text.replace("`", "").split())


COMMAND = (*SERVE, "--demo", "--lang", "en")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Give a user who has nothing yet, and a folder for what is temporary; what is begun here has both."""
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    for folder in (home, temporary):
        folder.mkdir()
    for name in ("RESPONSELEVELS_STATE", *(one for one in os.environ if one.startswith("XDG_"))):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(temporary))
    return home, temporary


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Let what is begun here hear every signal: one that its parent ignores it would ignore, too (nohup)."""
    before = {
        one: signal.signal(one, lambda *_: None)
        for one in (signal.SIGHUP, signal.SIGINT)
        if signal.getsignal(one) is signal.SIG_IGN
    }
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


def left(places: tuple[Path, Path]) -> list[Path]:
    return [path for place in places for path in place.rglob("*")]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_it_is_served_with_its_accounts_told_and_leaves_nothing_behind(
    places: tuple[Path, Path], tmp_path: Path, told: signal.Signals
) -> None:
    with served(COMMAND, tmp_path / "log") as server, server.client() as client:
        assert client.get("/health/ready").json() == {
            "status": "ready",
            "registers": {"demo": "ready"},
        }
        assert [path.name for path in left(places) if path.suffix == ".db"] == [
            "demo.accounts.db",
            "demo.db",
        ]
        proposed(client)
        assert server.end(told) == 0
        said = "\n".join(server.read_told())
    assert "EXAMPLE, all of it made up" in said
    for account in demo_accounts("en"):
        assert f"{account.id}, password {PASSWORD}: {account.title}" in said
    for step in demo_steps("en"):
        assert step in " ".join(said.split())
    assert left(places) == []


def proposed(client: httpx2.Client) -> None:
    """Sign in and propose: what is recorded is what a site remembers."""
    door = client.get("/r/demo/login").text
    form = {"name": "so-014", "password": PASSWORD, "csrf": proof_in(door)}
    page = client.post("/r/demo/login", data=form, follow_redirects=True)
    asked = {
        "id": "XX-09",
        "area": "xixian",
        "level": "3",
        "scope": ["yaodian"],
        "period": {"start": "2099-01-01T00:00+08:00", "end": "2099-01-02T00:00+08:00"},
        "issuer": "safety_office",
    }
    headers = {"X-CSRF-Token": proof_in(page.text)}
    answer = client.post("/r/demo/api/v1/proposals", json=asked, headers=headers)
    assert answer.status_code == 201, answer.text


def proof_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_it_leaves_nothing_behind_where_it_is_told_to_end_while_it_is_made(
    places: tuple[Path, Path], told: signal.Signals
) -> None:
    with subprocess.Popen(
        [sys.executable, *COMMAND], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until(lambda: left(places))
            process.send_signal(told)
            process.wait(PATIENCE)
        finally:
            process.kill()
    assert left(places) == []
