from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from responselevels.server.settings import OpenIdProvider
from tests.server.people.door import API, BASE, ROOT, Desk, desk_over
from tests.server.people.staff import LI

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it uses what Authlib calls old
    from oidc_provider_mock import User, run_server_in_thread

COOKIE = "responselevels-duty"

# What the provider of the tests calls in Authlib is old; it answers in a thread of this process.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    users = (User(sub="sub-of-li"), User(sub="sub-of-nobody"))
    with run_server_in_thread(user_claims=users, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def desk(sqlite_url: str, provider: str) -> Iterator[Desk]:
    oidc = OpenIdProvider(
        discovery=f"{provider}/.well-known/openid-configuration",
        client="duty-room",
        secret="told to both",  # noqa: S106
    )
    with desk_over(sqlite_url, oidc=oidc, public=BASE) as found:
        found.accounts.change(replace(LI, oidc="sub-of-li"))
        yield found


def begun(browser: TestClient, **more: str) -> str:
    """Return where the browser is sent."""
    answer = browser.get(f"{ROOT}login/provider", params=more)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def authorized(place: str, sub: str) -> str:
    """Say yes at the provider as *sub*; return the way back."""
    answer = httpx2.post(place, data={"sub": sub}, follow_redirects=False)
    assert answer.status_code in {302, 303}, answer.text
    back = str(answer.headers["location"])
    assert back.startswith(f"{BASE}{ROOT}login/back?")
    return back.removeprefix(BASE)


def came_back(browser: TestClient, back: str) -> Any:
    return browser.get(back)


def test_whom_the_provider_names_is_let_in_as_their_account(desk: Desk) -> None:
    browser = desk.browser()
    answer = came_back(browser, authorized(begun(browser, next=f"{ROOT}log"), "sub-of-li"))
    assert answer.headers["location"] == f"{ROOT}log"
    assert browser.get(f"{API}/proposals").status_code == 200
    (session,) = desk.accounts.sessions("li")
    assert session.how == "oidc"


def test_the_provider_is_asked_with_state_nonce_and_pkce(desk: Desk) -> None:
    asked = parse_qs(urlsplit(begun(desk.browser())).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["redirect_uri"] == [f"{BASE}{ROOT}login/back"]


def test_whom_nobody_gave_an_account_is_not_let_in(desk: Desk) -> None:
    browser = desk.browser()
    answer = came_back(browser, authorized(begun(browser), "sub-of-nobody"))
    assert answer.headers["location"] == f"{ROOT}login?refused=sign_in.provider"
    assert COOKIE not in browser.cookies


def test_whose_account_is_disabled_is_not_let_in(desk: Desk) -> None:
    desk.accounts.disable("li")
    browser = desk.browser()
    answer = came_back(browser, authorized(begun(browser), "sub-of-li"))
    assert "refused" in answer.headers["location"]


def test_the_way_back_works_once(desk: Desk) -> None:
    browser = desk.browser()
    back = authorized(begun(browser), "sub-of-li")
    came_back(browser, back)
    browser.cookies.clear()
    assert "refused=sign_in.stale" in came_back(browser, back).headers["location"]


def test_the_way_back_works_for_the_browser_that_began_alone(desk: Desk) -> None:
    browser, other = desk.browser(), desk.browser()
    back = authorized(begun(browser), "sub-of-li")
    assert "refused=sign_in.stale" in came_back(other, back).headers["location"]
    begun(other)
    assert "refused=sign_in.provider" in came_back(other, back).headers["location"]
    assert COOKIE not in other.cookies


@pytest.mark.parametrize("forged", ["state", "code", "error"])
def test_a_forged_way_back_lets_nobody_in(desk: Desk, forged: str) -> None:
    browser = desk.browser()
    back = authorized(begun(browser), "sub-of-li")
    if forged == "error":
        back = f"{ROOT}login/back?error=access_denied"
    else:
        back = re.sub(rf"\b{forged}=[^&]+", f"{forged}=forged", back)
    answer = came_back(browser, back)
    assert answer.headers["location"] == f"{ROOT}login?refused=sign_in.provider"
    assert COOKIE not in browser.cookies


def test_what_is_pending_is_forgotten_after_ten_minutes(desk: Desk) -> None:
    browser = desk.browser()
    back = authorized(begun(browser), "sub-of-li")
    desk.clock.at = desk.clock.at.replace(minute=desk.clock.at.minute + 10)
    assert "refused=sign_in.stale" in came_back(browser, back).headers["location"]


def test_a_provider_that_is_not_there_is_told_and_not_more(sqlite_url: str) -> None:
    oidc = OpenIdProvider(discovery="http://127.0.0.1:9/none", client="x", secret="y")  # noqa: S106
    with desk_over(sqlite_url, oidc=oidc) as desk:
        answer = desk.browser().get(f"{ROOT}login/provider")
        assert answer.headers["location"] == f"{ROOT}login?refused=sign_in.provider"


def test_where_there_is_no_provider_there_is_no_such_page(sqlite_url: str) -> None:
    with desk_over(sqlite_url) as desk:
        assert desk.browser().get(f"{ROOT}login/provider").status_code == 404
        assert desk.browser().get(f"{ROOT}login/back?code=x&state=y").status_code == 404
