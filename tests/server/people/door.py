"""A server with its real accounts, and browsers in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse
from starlette.testclient import TestClient

from responselevels.register.clocks import GivenClock
from responselevels.server.app import create_app
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.identity import Asking
from responselevels.server.people.signing_in import door_of, refusal_of
from tests.register import duty
from tests.server.duty_room import settings_of
from tests.server.people.staff import CHIEF, LI, PASSWORD, WU

BASE = "http://127.0.0.1"
ROOT = "/r/duty/"
API = "/r/duty/api/v1"


class Desk:
    """The application, its accounts, and the clock of both."""

    def __init__(self, app: FastAPI, clock: GivenClock) -> None:
        self.app, self.clock = app, clock
        self.accounts: RegisterAccounts = app.state.registers["duty"].accounts
        self.register = app.state.registers["duty"].register

    def browser(self) -> TestClient:
        """Return a browser that has been nowhere."""
        return TestClient(self.app, BASE, follow_redirects=False, raise_server_exceptions=False)

    def signed_in(self, name: str = "li") -> TestClient:
        """Return a browser that somebody signed in with."""
        browser = self.browser()
        assert sign_in(browser, name).headers["location"] == ROOT
        return browser

    def proof(self, browser: TestClient) -> str:
        """Return what the forms of the pages carry that the browser is shown."""
        found = browser.get(f"{ROOT}proof")
        return str(found.text)


@contextmanager
def desk_over(url: str, **more: Any) -> Iterator[Desk]:
    """Serve a new register with three accounts at *url*."""
    clock = GivenClock(duty.START)
    with duty.made(url, clock):
        pass
    settings = settings_of(url, clock, demo=True, **more)
    app = create_app(settings)
    add_pages(app)
    with TestClient(app, BASE):
        desk = Desk(app, clock)
        for plan in (LI, WU, CHIEF):
            desk.accounts.add(plan, PASSWORD)
        yield desk


def add_pages(app: FastAPI) -> None:
    """Add the page for signing in as plainly as can be, and one that tells a proof."""

    async def page(request: Request) -> HTMLResponse:
        door, refused = door_of(request), refusal_of(request)
        said = "" if refused is None else refused.worded()
        answer = HTMLResponse(f"<p>{said}</p><input name=csrf value='{door.proof}'>")
        door.keep(request, answer)
        return answer

    def proof(request: Request, caller: Asking) -> HTMLResponse:
        return HTMLResponse(request.app.state.registers["duty"].accounts.proof(caller))

    app.add_api_route("/r/{slug}/login", page, methods=["GET"])
    app.add_api_route("/r/{slug}/proof", proof, methods=["GET"], response_class=HTMLResponse)
    app.router.routes[:] = [*app.router.routes[-2:], *app.router.routes[:-2]]


def form_of(browser: TestClient) -> str:
    """Return what the form for signing in carries."""
    found = re.search(r"name=csrf value='([0-9a-f]+)'", browser.get(f"{ROOT}login").text)
    assert found is not None
    return found[1]


def sign_in(browser: TestClient, name: str = "li", password: str = PASSWORD, **more: str) -> Any:
    """Fill in the form for signing in, and send it."""
    given = {"name": name, "password": password, "csrf": form_of(browser), **more}
    return browser.post(f"{ROOT}login", data=given)
