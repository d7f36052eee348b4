"""People who act: officers at forms that decide as they are filled, one who approves, and programs of cities.

Everything is the real thing: pages with their proof against forgery and their marks, forms sent as a
browser sends them, answers followed. What the server acknowledges is noted, to be looked up afterwards.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from itertools import count
from random import Random
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from benchmarks.duty_room.noted import Acknowledged, Noted
from benchmarks.duty_room.wire import Answer, Connection

BASE, API = "/r/duty", "/r/duty/api/v1"
ZONE = timezone(timedelta(hours=8))
PAUSE, TYPING = (0.5, 1.5), (0.35, 0.7)
"""Seconds between two acts of somebody, and between two fields that they fill."""

CITIES: Mapping[str, Sequence[str]] = {
    "qinhan": ("weicheng", "yaodian", "zhouling"),
    "fengdong": ("sanqiao", "doumen", "wangsi"),
}
"""Two new cities, and places of theirs."""

_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
FormFields = dict[str, str | list[str]]


class Actor:
    """Somebody who acts, over one connection."""

    def __init__(self, person: str, connection: Connection, noted: Noted) -> None:
        self.person, self.noted = person, noted
        self.chance = Random(person)
        self._connection = connection

    async def ask(
        self,
        kind: str,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask, and note under *kind* how long it took."""
        answer = await self._connection.ask(method, path, headers or {}, body)
        self.noted.answers[f"{kind} {answer.status}"] += 1
        if kind != "act":
            self.noted.took(kind, answer.seconds)
        return answer

    async def pause(self, seconds: tuple[float, float] = PAUSE) -> None:
        """Think for a moment."""
        await asyncio.sleep(self.chance.uniform(*seconds))

    def day(self) -> datetime:
        """Return midnight of some day to come."""
        today = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        return today + timedelta(days=self.chance.randint(2, 300))


# -- at pages -------------------------------------------------------------------------------


class AtPages(Actor):
    """Somebody at a browser."""

    async def page(self, path: str) -> Answer:
        """Go to a page."""
        return await self.ask("page", "GET", path, headers={"Accept": "text/html"})

    async def send(self, kind: str, path: str, fields: FormFields) -> Answer:
        """Send a form."""
        sent = urlencode(fields, doseq=True).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "Accept": "text/html",
        }
        return await self.ask(kind, "POST", path, sent, headers=headers)

    async def act(self, path: str, fields: FormFields, of: str, *kinds: str) -> str:
        """Have a form do what it is there for; go where that leads, and return the page."""
        answer = await self.send("act", path, fields)
        if answer.status != 303:
            raise RuntimeError(f"{path}: {fields.get('do')}: {answer.status}: {_told(answer.text)}")
        led = answer.headers["location"]
        event = int(parse_qs(urlsplit(led).query)["event"][0])
        self.noted.acted(Acknowledged(event, kinds, of, self.person), answer.seconds)
        return (await self.page(led)).text

    async def fill(self, path: str, page: str, entries: FormFields, changes: int) -> FormFields:
        """Fill a form that decides as it is filled, with so many changes; return all that stands in it."""
        filled: FormFields = {**_hidden(page), **entries}
        for number in range(changes):
            some = {"reason": f"as typed so far {number}", "do": "check"}
            answer = await self.send("decision", path, {**filled, **some})
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
            await self.pause(TYPING)
        return filled


class Officer(AtPages):
    """Somebody of the safety office: raises a level and ends it again, with the approvals that takes."""

    async def work(self, approvals: asyncio.Queue[tuple[str, asyncio.Event]]) -> None:
        """Do so again and again, until the time is up."""
        for number in count():
            if self.noted.over:
                return
            name = f"{self.person}-{number}"
            start = self.day()
            page = await self._propose(name, start)
            await self.pause()
            page = await self._assess(name, page)
            page = await self._approved(name, approvals)
            await self._carry_out(name, page, "order")
            await self.pause()
            await self._end(name, start + timedelta(hours=5), approvals)
            await self.pause()

    async def _propose(self, name: str, start: datetime) -> str:
        path = f"{BASE}/propose"
        blank = (await self.page(path)).text
        city = self.chance.choice(list(CITIES))
        entries: FormFields = {
            "area": "xixian",
            "issuer": "safety_office",
            "level": "3",
            "start": f"{start:%Y-%m-%dT%H:%M}",
            "end": f"{start + timedelta(hours=12):%Y-%m-%dT%H:%M}",
            "scope": [city, *CITIES[city][:1]],
            "id": name,
        }
        filled = await self.fill(path, blank, entries, 8)
        return await self.act(path, {**filled, "do": "propose"}, name, "proposal")

    async def _assess(self, name: str, page: str) -> str:
        said: FormFields = {"do": "assess", "body": "safety_office", "with": "public_security"}
        path = f"{BASE}/proposals/{name}"
        return await self.act(path, {**_hidden(page), **said}, name, "assessment")

    async def _approved(
        self, name: str, approvals: asyncio.Queue[tuple[str, asyncio.Event]]
    ) -> str:
        """Have it approved, and return its page as it is then."""
        there = asyncio.Event()
        await approvals.put((name, there))
        await there.wait()
        path = f"{BASE}/proposals/{name}"
        while True:  # another server may have recorded it: it is here a moment later
            page = (await self.page(path)).text
            if 'id="missing"' not in page:
                return page
            await asyncio.sleep(0.1)

    async def _carry_out(self, name: str, page: str, kind: str) -> None:
        fields: FormFields = {**_hidden(page), "do": "carry_out"}
        await self.act(f"{BASE}/proposals/{name}", fields, name, "decision", kind)

    async def _end(
        self, order: str, at: datetime, approvals: asyncio.Queue[tuple[str, asyncio.Event]]
    ) -> None:
        path, name = f"{BASE}/orders/{order}/end", f"{order}-end"
        blank = (await self.page(path)).text
        entries: FormFields = {
            "issuer": "safety_office",
            "at": f"{at:%Y-%m-%dT%H:%M}",
            "id": name,
        }
        filled = await self.fill(path, blank, entries, 4)
        await self.act(path, {**filled, "do": "propose"}, name, "proposal")
        page = await self._approved(name, approvals)
        await self._carry_out(name, page, "end")


class Approver(AtPages):
    """Somebody of the committee that approves."""

    async def work(self, approvals: asyncio.Queue[tuple[str, asyncio.Event]]) -> None:
        """Approve what is brought, until nobody brings any more."""
        while True:
            name, there = await approvals.get()
            page = await self._brought(f"{BASE}/proposals/{name}")
            await self.pause()
            fields: FormFields = {**_hidden(page), "do": "approve"}
            await self.act(f"{BASE}/proposals/{name}", fields, name, "approval")
            there.set()

    async def _brought(self, path: str) -> str:
        while True:  # another server may have recorded it: it is here a moment later
            answer = await self.page(path)
            form = answer.text.partition('value="approve"')
            if answer.status == 200 and form[1]:
                return form[0].rpartition("<form")[2]
            await asyncio.sleep(0.1)


# -- by programs ----------------------------------------------------------------------------


class City(Actor):
    """A program of a new city: asks how something would be decided, issues an order, and ends it."""

    def __init__(self, person: str, connection: Connection, noted: Noted, *, city: str) -> None:
        super().__init__(person, connection, noted)
        self._city = city

    async def work(self) -> None:
        """Do so again and again, until the time is up."""
        for number in count():
            if self.noted.over:
                return
            name, start = f"{self.person}-{number}", self.day()
            for level in ("3", "2", "1", "3", "2"):
                await self._json("decision", "POST", "/decisions", self._asked(name, start, level))
                await self.pause(TYPING)
            asked = self._asked(name, start, "2")
            done = await self._json("act", "POST", "/proposals", asked)
            self._acted(done, name, "proposal")
            await self.pause()
            at = f"/proposals/{quote(name)}"
            await self._json("decision", "GET", f"{at}/decision")
            done = await self._json("act", "POST", f"{at}/issue", seen=done.headers["etag"])
            self._acted(done, name, "decision", "order")
            await self.pause()
            seen = (await self._json("page", "GET", f"/orders/{quote(name)}")).headers["etag"]
            ending = self._ending(name, start)
            done = await self._json("act", "POST", f"/orders/{quote(name)}/end", ending, seen=seen)
            self._acted(done, str(ending["id"]), "proposal", "decision", "end")
            await self.pause()

    def _acted(self, done: Answer, of: str, *kinds: str) -> None:
        event = int(json.loads(done.text)["event"])
        self.noted.acted(Acknowledged(event, kinds, of, self.person), done.seconds)

    async def _json(
        self,
        kind: str,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        seen: str | None = None,
    ) -> Answer:
        headers = {} if body is None else {"Content-Type": "application/json"}
        headers |= {} if seen is None else {"If-Match": seen}
        sent = b"" if method == "POST" else None
        sent = sent if body is None else json.dumps(body).encode()
        answer = await self.ask(kind, method, API + path, sent, headers=headers)
        if answer.status not in {200, 201}:
            raise RuntimeError(f"{path}: {answer.status}: {answer.text[:500]}")
        return answer

    def _asked(self, name: str, start: datetime, level: str) -> dict[str, Any]:
        end = start + timedelta(hours=8)
        return {
            "id": name,
            "area": self._city,
            "level": level,
            "scope": [CITIES[self._city][1]],
            "period": {"start": start.isoformat(), "end": end.isoformat()},
            "issuer": "city_management",
        }

    def _ending(self, name: str, start: datetime) -> dict[str, Any]:
        return {
            "id": f"{name}-end",
            "action": "end",
            "order": name,
            "at": (start + timedelta(hours=3)).astimezone(UTC).isoformat(),
            "issuer": "city_management",
        }


# -- forms ----------------------------------------------------------------------------------


def _hidden(page: str) -> FormFields:
    """Return the hidden fields of the last form of a page that has an act in it, or of a form alone."""
    found = dict(_FIELD.findall(page.partition("<main")[2] or page))
    return {name: unescape(value) for name, value in found.items()}


def _told(page: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", page.partition("<main")[2])[:800]
