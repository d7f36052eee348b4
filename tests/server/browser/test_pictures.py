"""Every page fits a telephone and a wall, in both languages; ``GOLDENS=write`` keeps pictures of them for the docs."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from responselevels.models.orders import Approval, Assessment
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.register.log.actors import Actor
from tests.server.browser.browsing import context
from tests.server.browser.story import (
    CITY,
    EXAMPLES,
    RAISE,
    Mouse,
    Person,
    StoryRoom,
    story_room,
)

PICTURES = EXAMPLES.parent / "docs" / "images" / "server"
PAGES = {
    "now": "",
    "propose": "propose",
    "proposal": "proposals/XX-2026-08",
    "order": "orders/XX-2026-06",
    "area": "areas/weicheng",
    "board": "board",
    "rules": "rules",
    "log": "log",
}
WIDTHS = {360: 740, 1920: 1080}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoryRoom]:
    folder = tmp_path_factory.mktemp("pictures")
    with pytest.MonkeyPatch.context() as memory:
        memory.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        with story_room(folder) as found:
            tell(found)
            yield found


def tell(room: StoryRoom) -> None:
    """Have the days pass up to the night in which the order is to be ended early."""
    register = room.register
    office = Actor(person="so-014", body="safety_office")
    raised = {
        **RAISE,
        "scope": ["konggang", "weicheng"],
        "period": {"start": "2026-05-18T00:00+08:00", "end": "2026-05-25T00:00+08:00"},
        "proposer": "so-014",
    }
    fields = {name: value for name, value in raised.items() if name not in {"start", "end"}}
    room.at("12T10:00")
    register.propose(IssueProposal.model_validate(fields), by=office)
    room.at("12T15:30")
    stated = {"by": "safety_office", "with": ["public_security"], "at": room.clock.at}
    register.assess("XX-2026-06", Assessment.model_validate(stated), by=office)
    room.at("14T11:00")
    approval = Approval(body="governance_committee", person="gc-003", at=room.clock.at)
    register.approve("XX-2026-06", approval)
    register.issue("XX-2026-06", by=office)
    room.at("21T18:00")
    early = {"id": "XX-2026-08", "action": "end", "order": "XX-2026-06"}
    early |= {"at": "2026-05-22T20:00+08:00", "issuer": "safety_office", "proposer": "so-014"}
    register.propose(EndProposal.model_validate(early), by=office)
    room.at("22T03:00")


def keep(page: Page, name: str) -> None:
    """Keep a picture of what is seen first, where pictures are written."""
    if os.environ.get("GOLDENS") == "write":
        if page.locator("[data-live]").count():
            page.locator("[data-live].on").wait_for()
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")


def overflows(page: Page) -> bool:
    """Say whether something stands beyond the side of the page, so that it has to be moved about."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return wider


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_the_width_in_both_languages(
    room: StoryRoom, chromium: Browser, lang: str, width: int
) -> None:
    size = {"width": width, "height": WIDTHS[width]}
    scale = 1 if width < 1000 else 0.6  # pictures of a wall are kept small
    with context(chromium, room.address, lang, viewport=size, device_scale_factor=scale) as here:
        person = Person(here.new_page(), Mouse())
        person.go("")
        assert not overflows(person.page)
        keep(person.page, f"login-{lang}-{width}")
        person.sign_in("so-014")
        wide = []
        for name, path in PAGES.items():
            person.go(path)
            if overflows(person.page):
                wide.append(name)
            keep(person.page, f"{name}-{lang}-{width}")
        room.at("22T03:00")
        denied(person)
        if overflows(person.page):
            wide.append("denied")
        keep(person.page, f"denied-{lang}-{width}")
    assert wide == []


def denied(person: Person) -> None:
    """Fill the form for less than holds there: what stands against it is told beside the level."""
    person.go("propose")
    person.fill(
        {**CITY, "start": "2026-05-23T08:00", "end": "2026-05-24T22:00"}, ("weicheng", "yaodian")
    )
    person.press("check")
    person.page.locator("#by-level").scroll_into_view_if_needed()


def test_the_pictures_of_the_docs_are_there_and_small() -> None:
    names = [*PAGES, "login", "denied"]
    wanted = {
        f"{name}-{lang}-{width}.png" for name in names for lang in ("en", "zh") for width in WIDTHS
    }
    kept = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert set(kept) == wanted
    assert max(kept.values()) < 150_000
