"""A server over the small register of `tests.register.duty`, and people who ask it, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from responselevels.errors import Unauthenticated
from responselevels.register.clocks import GivenClock
from responselevels.register.register import StoredRegister
from responselevels.server.app import create_app
from responselevels.server.callers import Caller, How, Right
from responselevels.server.people.identity import caller_of, still_of
from responselevels.server.registers import ServedRegister, no_accounts
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.register.duty import START, made
from tests.server.patience import UNHURRIED

SLUG = "duty"
BASE = f"/r/{SLUG}/api/v1"
AS = "Authorization"


def caller(
    person: str, *bodies: str, areas: frozenset[str] | None = None, rights: str = "read act"
) -> Caller:
    """Return a person who acts for *bodies*."""
    return Caller(
        account=person,
        person=person,
        title=person,
        bodies=frozenset(bodies),
        areas=areas,
        rights=frozenset(Right(right) for right in rights.split()),
        how=How.TOKEN,
        server="duty-room",
    )


OFFICER = caller("li.na", "office")
POLICE = caller("he.jun", "police")
BOARD = caller("wu.fang", "board")
MAYOR = caller("zhao.min", "mayor")
NORTH = caller("sun.yi", "ward_office", areas=frozenset({"north"}))
SOUTH = caller("qian.er", "ward_office", areas=frozenset({"south"}))
WARDS = caller("wu.wei", "ward_office")
READER = caller("zhou.san", rights="read")
NOBODY = caller("wu.si", rights="people")
PEOPLE = {
    one.person: one for one in (OFFICER, POLICE, BOARD, MAYOR, NORTH, SOUTH, WARDS, READER, NOBODY)
}


def settings_of(url: str, clock: GivenClock | None = None, **more: Any) -> ServerSettings:
    return ServerSettings(
        registers=(ServedAddress(SLUG, url),),
        clock=clock or GivenClock(START),
        **{"limits": UNHURRIED, **more},
    )


def app_of(settings: ServerSettings) -> FastAPI:
    """Return the application, which takes the name of a person for their token."""
    app = create_app(settings, no_accounts)

    async def told(request: Request) -> Caller:
        found = PEOPLE.get(request.headers.get(AS, "").removeprefix("Bearer "))
        if found is None:
            raise Unauthenticated("needed")
        return found

    app.dependency_overrides[caller_of] = told
    app.dependency_overrides[still_of] = lambda: lambda: True
    return app


class Room:
    """A server that answers in this process, and its register."""

    def __init__(self, client: TestClient, served: ServedRegister, clock: GivenClock) -> None:
        self.client, self.served, self.clock = client, served, clock

    @property
    def register(self) -> StoredRegister:
        return self.served.register

    def at(self, instant: datetime) -> None:
        """Let it be *instant*."""
        self.clock.at = instant

    def ask(
        self,
        who: Caller | None,
        method: str,
        path: str = "",
        body: Any = None,
        *,
        seen: str | None = None,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        told = dict(headers or {})
        if who is not None:
            told[AS] = f"Bearer {who.person}"
        if seen is not None:
            told["If-Match"] = seen
        if key is not None:
            told["Idempotency-Key"] = key
        more: dict[str, Any] = {} if body is None else {"json": body}
        return self.client.request(method, BASE + path, headers=told, **more)

    def get(self, path: str = "", who: Caller | None = OFFICER, **more: Any) -> Any:
        return self.ask(who, "GET", path, **more)

    def etag(self, name: str, who: Caller = OFFICER) -> str:
        return str(self.get(f"/proposals/{name}", who).headers["ETag"])

    def act(self, who: Caller, name: str, act: str, body: Any = None, **more: Any) -> Any:
        """Have *who* do *act* with the proposal *name* as it stands."""
        seen = more.pop("seen", None) or self.etag(name, who)
        return self.ask(who, "POST", f"/proposals/{name}/{act}", body, seen=seen, **more)


@contextmanager
def room_over(url: str, **more: Any) -> Iterator[Room]:
    """Serve a new register at *url*."""
    clock = GivenClock(START)
    with made(url, clock):
        pass
    with room_at(url, clock, **more) as found:
        yield found


@contextmanager
def room_at(url: str, clock: GivenClock, **more: Any) -> Iterator[Room]:
    """Serve the register that is at *url*."""
    with _opened(settings_of(url, clock, **more), clock) as found:
        yield found


@contextmanager
def second_room(first: Room) -> Iterator[Room]:
    """Serve the register of *first* by another server, too."""
    settings: ServerSettings = first.client.app.state.settings  # type: ignore[attr-defined]
    with _opened(settings, first.clock) as found:
        yield found


@contextmanager
def _opened(settings: ServerSettings, clock: GivenClock) -> Iterator[Room]:
    app = app_of(settings)
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield Room(client, app.state.registers[SLUG], clock)
