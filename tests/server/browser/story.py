"""The story of examples/register, done by three people at their browsers; and the room that they do it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Protocol

from playwright.sync_api import Locator, Page

from responselevels.files import load_areas, load_orders, load_rules
from responselevels.register.clocks import GivenClock
from responselevels.register.register import Register, StoredRegister
from responselevels.server.app import create_app
from responselevels.server.callers import Right
from responselevels.server.people.account import AccountPlan
from responselevels.server.people.accounts import open_accounts
from responselevels.server.running import serve
from responselevels.server.settings import ServedAddress, ServerSettings
from tests.server.patience import UNHURRIED

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
PASSWORD = "made up for tests"  # noqa: S105
PEOPLE = {"so-014": "safety_office", "gc-003": "governance_committee", "qh-021": "city_management"}
ACTS = frozenset({Right.READ, Right.ACT, Right.HIDDEN})
BEFORE = datetime.fromisoformat("2026-05-12T09:00+08:00")


@dataclass
class StoryRoom:
    """A duty room that is served, its register, and the clock of both."""

    address: str
    register: StoredRegister
    clock: GivenClock

    def at(self, instant: str) -> None:
        """Let it be *instant*, in May 2026: ``12T15:30``."""
        self.clock.at = datetime.fromisoformat(f"2026-05-{instant}+08:00")


@contextmanager
def story_room(folder: Path) -> Iterator[StoryRoom]:
    """Serve the register that the story begins with, in a thread."""
    url, clock = f"sqlite:///{folder / 'duty.db'}", GivenClock(BEFORE)
    address = ServedAddress("duty", url)
    settings = settings_of(clock, address)
    make(address, settings, clock)
    with room_of(settings, clock) as found:
        yield found


def settings_of(clock: GivenClock, *addresses: ServedAddress) -> ServerSettings:
    """Return the settings of a room over some registers."""
    return ServerSettings(
        registers=addresses,
        port=0,
        clock=clock,
        demo=True,
        session_idle=timedelta(days=30),
        session_life=timedelta(days=30),
        limits=UNHURRIED,
    )


@contextmanager
def room_of(settings: ServerSettings, clock: GivenClock) -> Iterator[StoryRoom]:
    """Serve the registers of *settings* in a thread; the room is that of the first."""
    app, told = create_app(replace(settings, demo=False), open_accounts), Queue[str]()
    thread = Thread(target=serve, args=(app, settings, told.put))
    thread.start()
    try:
        found = told.get(timeout=60).rstrip("/")
        slug = settings.registers[0].slug
        yield StoryRoom(found, app.state.registers[slug].register, clock)
    finally:
        app.state.closing.wanted = True
        thread.join()


def make(address: ServedAddress, settings: ServerSettings, clock: GivenClock) -> None:
    """Make the register that the story begins with."""
    rules = load_rules("xixian")
    areas = load_areas(EXAMPLES / "xixian" / "areas.yaml", rules)
    orders = load_orders(EXAMPLES / "register" / "orders.yaml").orders
    title = "值班室 · Duty room"
    with (
        Register.create(address.url, rules, areas, orders, title=title, clock=clock) as register,
        closing(open_accounts(address, settings, register)) as accounts,
    ):
        for name, body in PEOPLE.items():
            plan = AccountPlan(
                id=name, person=name, title=name, bodies=frozenset({body}), rights=ACTS
            )
            accounts.add(plan, PASSWORD)


# -- how somebody uses a page ----------------------------------------------------------------


class Hand(Protocol):
    """Somebody's way to use what is on a page."""

    def write(self, field: Locator, text: str) -> None:
        """Write *text* into a field."""
        ...

    def pick_time(self, field: Locator, time: str) -> None:
        """Give a time such as ``2026-05-18T00:00``."""
        ...

    def choose(self, field: Locator, value: str) -> None:
        """Choose the option with *value* of a list."""
        ...

    def set(self, box: Locator, *, on: bool) -> None:
        """Have a box ticked, or not; of a group of which one counts, have it chosen."""
        ...

    def press(self, button: Locator) -> None:
        """Press a button, or follow a link."""
        ...


class Mouse:
    """Somebody who points at things."""

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def pick_time(self, field: Locator, time: str) -> None:
        field.fill(time)

    def choose(self, field: Locator, value: str) -> None:
        field.select_option(value)

    def set(self, box: Locator, *, on: bool) -> None:
        if box.is_checked() != on:
            box.click(force=True)

    def press(self, button: Locator) -> None:
        button.click()


class Keyboard:
    """Somebody who has no pointer: goes from one thing to the next, and presses keys.

    The browser's own words are English here, and so are the parts of a time in a field.
    """

    def write(self, field: Locator, text: str) -> None:
        self._reach(field)
        field.page.keyboard.press("ControlOrMeta+A")
        field.page.keyboard.type(text)

    def pick_time(self, field: Locator, time: str) -> None:
        self._reach(field)
        given = datetime.fromisoformat(time)
        keys = field.page.keyboard
        keys.type(f"{given:%m%d%Y}")
        keys.press("ArrowRight")  # a year may have more digits: it does not go on by itself
        keys.type(f"{given:%I%M%p}")

    def choose(self, field: Locator, value: str) -> None:
        self._reach(field)
        field.page.keyboard.press("Home")
        for _ in range(200):
            if field.input_value() == value:
                return
            field.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen by keys")

    def set(self, box: Locator, *, on: bool) -> None:
        if box.is_checked() == on:
            return
        if box.get_attribute("type") == "radio":
            self._choose_one_of(box)
            return
        self._reach(box)
        box.page.keyboard.press("Space")

    def press(self, button: Locator) -> None:
        self._reach(button)
        button.page.keyboard.press("Enter")

    def _choose_one_of(self, radio: Locator) -> None:
        name = radio.get_attribute("name")
        self._reach(radio.page.locator(f"input[name={name}]"))
        for _ in range(50):
            if radio.evaluate("node => node === document.activeElement"):
                radio.page.keyboard.press("Space")
                return
            radio.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{radio} cannot be chosen by keys")

    def _reach(self, wanted: Locator) -> None:
        """Go on with the tabulator until one of what is *wanted* has the focus, where it must be seen."""
        for _ in range(400):
            if wanted.evaluate_all("nodes => nodes.includes(document.activeElement)"):
                return
            wanted.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} cannot be reached by keys")


# -- the story -------------------------------------------------------------------------------


class Person:
    """One of the three, at a browser of their own."""

    def __init__(self, page: Page, hand: Hand, *, scripts: bool = True) -> None:
        self.page, self.hand, self._scripts = page, hand, scripts

    def go(self, path: str) -> None:
        self.page.goto(f"/r/duty/{path}")

    def sign_in(self, name: str) -> None:
        self.go("")
        self.hand.write(self.page.locator("#name"), name)
        self.hand.write(self.page.locator("#password"), PASSWORD)
        self.hand.press(self.page.locator("form .act").first)
        self.page.wait_for_url("**/r/duty/")

    def fill(self, entries: Mapping[str, str], scope: tuple[str, ...]) -> None:
        """Fill the form of a proposal; *scope* is all that is ticked afterwards."""
        for name, value in entries.items():
            self._enter(name, value)
        if not self._scripts:
            self.press("check")  # the places are those beneath the area
        top = f"ul.ticks > li > label > [value={entries['area']}]" if "area" in entries else ""
        self.page.locator(top or f"input[name=scope][value={scope[0]}]").wait_for()
        for box in self.page.locator("input[name=scope]:visible").all():
            self.hand.set(box, on=box.get_attribute("value") in scope)

    def _enter(self, name: str, value: str) -> None:
        field = self.page.locator(f"main [name={name}]:visible")
        if name == "level":
            self.hand.set(self.page.locator(f"input[name=level][value='{value}']"), on=True)
        elif name in {"area", "issuer"}:
            self.hand.choose(field, value)
        elif name in {"start", "end", "at"}:
            self.hand.pick_time(field, value)
        else:
            self.hand.write(field, value)

    def press(self, value: str) -> None:
        """Press the button that says *value* to the server, and wait for the page that comes."""
        button = self.page.locator(f"button[name=do][value={value}]:not(.unseen)").first
        with self.page.expect_navigation():
            self.hand.press(button)


RAISE = {
    "area": "xixian",
    "issuer": "safety_office",
    "level": "2",
    "start": "2026-05-18T00:00",
    "end": "2026-05-25T00:00",
    "reason": "临空博览会 · fair at the airport",
    "id": "XX-2026-06",
}
CITY = {
    "area": "qinhan",
    "issuer": "city_management",
    "level": "3",
    "start": "2026-05-19T08:00",
    "end": "2026-05-23T22:00",
    "reason": "街区活动 · street events",
    "id": "QH-2026-07",
}
EARLY = {
    "issuer": "safety_office",
    "at": "2026-05-22T20:00",
    "reason": "博览会提前闭幕 · the fair closes early",
    "id": "XX-2026-08",
}
