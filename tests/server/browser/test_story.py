"""The whole story of examples/register by three people in three browsers: in two languages, by keys alone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from responselevels.machine.lifecycle import Life
from tests.server.browser.browsing import context, violations
from tests.server.browser.story import (
    CITY,
    EARLY,
    PEOPLE,
    RAISE,
    Hand,
    Keyboard,
    Mouse,
    Person,
    StoryRoom,
    story_room,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StoryRoom]:
    monkeypatch.setenv("RESPONSELEVELS_STATE", str(tmp_path / "state"))
    with story_room(tmp_path) as found:
        yield found


class Told:
    """The three, and what they do in May; each page that they come to is held to what axe-core asks."""

    def __init__(self, room: StoryRoom, people: dict[str, Person], *, looked_at: bool) -> None:
        self.room, self._looked_at, self._people = room, looked_at, people
        self.office, self.committee, self.city = (people[name] for name in PEOPLE)

    def look(self, person: Person) -> None:
        if self._looked_at:
            assert violations(person.page) == [], person.page.url

    def enter(self) -> None:
        self.room.at("12T10:00")
        for name, person in self._people.items():
            person.go("")
            self.look(person)
            person.sign_in(name)

    def propose(self) -> None:
        office = self.office
        office.go("propose")
        self.look(office)
        office.fill(RAISE, ("konggang", "weicheng"))
        office.press("check")
        assert office.page.locator(".verdict.pending").count() == 1
        self.look(office)
        office.press("propose")
        self.look(office)
        self.room.at("12T15:30")
        office.go("proposals/XX-2026-06")
        office.press("assess")
        office.press("decide")
        assert self.room.register.dossier("XX-2026-06").life is Life.PENDING

    def issue(self) -> None:
        self.room.at("14T11:00")
        committee, office = self.committee, self.office
        committee.go("")
        self.look(committee)
        waiting = committee.page.locator("main a[href$='/proposals/XX-2026-06']").first
        committee.hand.press(waiting)
        committee.page.wait_for_url("**/proposals/XX-2026-06")
        self.look(committee)
        committee.press("approve")
        self.room.at("14T11:20")
        office.go("proposals/XX-2026-06")
        office.press("carry_out")
        self.look(office)
        assert "/orders/XX-2026-06" in office.page.url

    def ask_for_less(self) -> None:
        self.room.at("15T09:00")
        city = self.city
        city.go("propose")
        city.fill(CITY, ("weicheng", "yaodian"))
        city.press("check")
        assert city.page.locator("#by-level .finding.deny").count() == 1
        self.look(city)
        city.press("propose")
        city.press("carry_out")
        assert self.room.register.dossier("QH-2026-07").life is Life.REFUSED
        self.look(city)

    def amend(self) -> None:
        self.room.at("15T09:40")
        city = self.city
        city.go("proposals/QH-2026-07/amend")
        city.press("check")
        remedies = city.page.locator("button.remedy")
        offered = remedies.filter(has_text="Yaodian").or_(remedies.filter(has_text="窑店"))
        with city.page.expect_navigation():
            city.hand.press(offered.first)
        assert city.page.locator(".finding.deny").count() == 0
        city.press("amend")
        city.press("carry_out")
        assert "/orders/QH-2026-07" in city.page.url

    def end(self) -> None:
        self.room.at("21T18:00")
        office, committee = self.office, self.committee
        office.go("orders/XX-2026-06/end")
        self.look(office)
        office.fill(EARLY, ("konggang", "weicheng"))
        office.press("propose")
        self.room.at("22T10:00")
        committee.go("proposals/XX-2026-08")
        committee.press("approve")
        office.go("proposals/XX-2026-08")
        office.press("carry_out")
        for path in ("", "areas/weicheng", "rules", "log", "board", "people"):
            office.go(path)
            self.look(office)


def check(room: StoryRoom) -> None:
    """See that the register has all of it, and from whom."""
    register = room.register
    asked = datetime.fromisoformat("2026-05-23T20:00+08:00")
    assert register.level("konggang", at=asked).level == "4"
    assert register.level("yaodian", at=asked).level == "3"
    known = datetime.fromisoformat("2026-05-22T03:00+08:00")
    assert register.as_known_at(known).level("konggang", at=asked).level == "2"
    assert [order.id for order in register.orders] == [
        "XX-2026-05",
        "FD-2026-03",
        "XX-2026-06",
        "QH-2026-07",
    ]
    for dossier in register.dossiers:
        for event in dossier.events:
            assert event.header.actor.auth == "authenticated; by=duty-room; how=password"
            assert event.header.actor.person in PEOPLE


@pytest.mark.parametrize(("lang", "way"), [("zh", "mouse"), ("en", "keys"), ("en", "still")])
def test_three_people_raise_refuse_amend_and_end_in_three_browsers(
    room: StoryRoom, chromium: Browser, lang: str, way: str
) -> None:
    hand: Hand = Keyboard() if way == "keys" else Mouse()
    with ExitStack() as held:
        people = {
            name: Person(
                held.enter_context(
                    context(chromium, room.address, lang, java_script_enabled=way != "still")
                ).new_page(),
                hand,
                scripts=way != "still",
            )
            for name in PEOPLE
        }
        story = Told(room, people, looked_at=way != "still")
        for part in (
            story.enter,
            story.propose,
            story.issue,
            story.ask_for_less,
            story.amend,
            story.end,
        ):
            part()
    check(room)
