"""Every page, in both languages: what it is written in, what it may not have in it, and what is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from responselevels.models.areas import Areas
from responselevels.models.orders import Assessment
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.log.actors import Actor
from tests.register.duty import RULES, START, made, proposal_of
from tests.server.console.browsing import Page, Window
from tests.server.duty_room import (
    OFFICER,
    PEOPLE,
    SLUG,
    Room,
    app_of,
    caller,
    settings_of,
)

Windows = Callable[..., Window]

PATHS = (
    "",
    "?area=district",
    "?q=north",
    "propose",
    "board",
    "board?window=day&area=district",
    "wall",
    "wall?every=60",
    "areas/district",
    "rules",
    "log",
    "log?q=proposal",
    "log?kind=proposal&person=li.na&body=office&area=north&of=O-1&since=2026-02-01&until=2027",
    "log/0",
    "log/1?proof=shown",
    "proposals/P-1",
    "proposals/P-1/sheet",
    "proposals/P-1/amend",
    "orders/O-1",
    "orders/O-1/end",
    "orders/O-1/ratify",
    "drill/",
    "nowhere",
    "proposals/nothing",
    "orders/nothing",
    "log/999",
)

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}`</code>\u202e"
PERSON = '"><svg onload=alert(3)>'

ALLOWED = {
    "aside",
    *[
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "p",
        "strong",
        "header",
        "nav",
        "ul",
        "li",
        "div",
        "span",
        "form",
        "input",
        "button",
    ],
    *[
        "main",
        "section",
        "h1",
        "h2",
        "h3",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "label",
        "details",
        "summary",
        "footer",
        "time",
    ],
    *[
        "select",
        "option",
        "textarea",
        "fieldset",
        "legend",
        "ol",
        "dl",
        "dt",
        "dd",
        "code",
        "pre",
        "br",
        "svg",
        "rect",
        "line",
        "path",
        "circle",
        "defs",
        "pattern",
        "text",
        "noscript",
        "img",
        "article",
    ],
}


def filled(room: Room) -> None:
    """Record a proposal that waits and an order in force."""
    register = room.register
    by = Actor(person="li.na", body="office")
    period = {"start": "2026-03-01T08:10+08:00", "end": "2026-03-04T08:00+08:00"}
    asked = {"area": "district", "level": "closed", "issuer": "office", "period": period}
    register.carry_out("issue", proposal_of({**asked, "id": "O-1", "transition": "at_once"}), by=by)
    later = {**asked, "id": "P-1", "level": "alert", "reason": HOSTILE, "proposer": PERSON}
    register.propose(proposal_of(later), by=Actor(person=PERSON, body="office"))
    found = Assessment(by="office", with_=("police",), at=START, summary=HOSTILE)
    register.assess("P-1", found, by=by)
    room.at(START + timedelta(minutes=15))


@pytest.fixture
def pages(room: Room) -> Room:
    filled(room)
    return room


def hostile_world() -> tuple[Rules, Areas]:
    """Return rules and areas whose titles are hostile, each of them."""
    data = RULES.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    title = {"en": f"en {HOSTILE}", "zh": f"zh {HOSTILE}"}
    data["title"] = title
    data["sources"] = {"paper": {"title": title, "short": title}}
    for part in ("levels", "tiers"):
        data[part] = [{**one, "title": title} for one in data[part]]
    data["bodies"] = {name: {**body, "title": title} for name, body in data["bodies"].items()}
    cite = {"source": "paper", "clause": HOSTILE.replace("\u202e", ""), "reading": title}
    data["transitions"] = [
        {**one, "cite": cite, "duties": [{"do": title, "to": title, "id": "tell"}][: number == 1]}
        for number, one in enumerate(data["transitions"])
    ]
    areas = [
        {"id": "district", "tier": "district", "title": title},
        {"id": "north", "tier": "ward", "parent": "district", "title": title},
    ]
    return Rules.model_validate(data), Areas.model_validate({"areas": areas})


SLY = replace(caller("sly", "office", "board", "police"), title=HOSTILE)


@pytest.fixture
def hostile(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    rules, areas = hostile_world()
    clock = GivenClock(START)
    monkeypatch.setitem(PEOPLE, "sly", SLY)
    with made(sqlite_url, clock, rules=rules, areas=areas, title=HOSTILE):
        pass
    app = app_of(settings_of(sqlite_url, clock))
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        room = Room(client, app.state.registers[SLUG], clock)
        filled(room)
        yield room


def faults(page: Page) -> list[str]:
    """Return whatever a page has that could run, or be taken from elsewhere."""
    found = []
    for tag, given in page.elements:
        if tag not in ALLOWED:
            found.append(f"<{tag}>")
        if tag == "script" and given != {"src": "/static/console.js", "defer": ""}:
            found.append("script")
        if tag == "style":
            found.append("style")
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                found.append(f"{tag} {name}")
            if name in {"href", "src", "action"} and not re.match(r"[/#]", value):
                found.append(f"{tag} {name}={value}")
    return found


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_page_is_whole_and_in_the_language_asked_for(window: Windows, lang: str) -> None:
    for path in PATHS:
        page = window(lang=lang).go(f"/r/duty/{path}")
        assert page.status in {200, 403, 404}, path
        assert page.answer.headers["content-type"] == "text/html; charset=utf-8"
        tag, given = next(page.elements)
        assert (tag, given["lang"]) == ("html", "zh-Hans" if lang == "zh" else "en")
        chinese = re.search("[\u4e00-\u9fff]{2}", page.text.replace("中文", "")) is not None
        assert chinese == (lang == "zh"), path
        assert "page." not in page.text, path
        assert page.read.open == [], path
        assert faults(page) == [], path


@pytest.mark.usefixtures("pages")
def test_no_id_is_given_twice_and_every_label_has_its_field(window: Windows) -> None:
    for path in PATHS:
        page = window().go(f"/r/duty/{path}")
        ids = [given["id"] for _tag, given in page.elements if "id" in given]
        assert len(ids) == len(set(ids)), path
        wanted = {
            name
            for _tag, given in page.elements
            for key in ("for", "aria-labelledby", "aria-describedby")
            for name in given.get(key, "").split()
        }
        assert wanted <= set(ids), path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hostile_texts_are_text_on_every_page(hostile: Room, lang: str) -> None:
    window = Window(hostile.client, SLY, lang)
    shown = 0
    for path in PATHS:
        page = window.go(f"/r/duty/{path}")
        assert faults(page) == [], path
        assert "49" not in page.text.replace("7*7", "") or "{{" in page.text
        # What was typed comes back in its field as it was.
        assert "\u202e" not in re.sub(r"<textarea.*?</textarea>", "", page.html, flags=re.DOTALL)
        shown += "<script>alert(1)</script>" in page.text
    assert shown > 10


@pytest.mark.usefixtures("pages")
def test_hostile_addresses_are_text_too(window: Windows) -> None:
    for path in (
        "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "proposals/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "orders/..%2F..%2Fetc%2Fpasswd",
        "areas/'%20OR%201=1--",
        "log?q=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E",
        "board?window=%22%3E%3Cscript%3E&area=%3Cscript%3E",
    ):
        page = window().go(f"/r/duty/{path}")
        assert page.status in {200, 404}
        assert faults(page) == []


@pytest.mark.usefixtures("pages")
def test_hostile_entries_come_back_as_text(window: Windows) -> None:
    names = ("id", "reason", "start", "end", "level", "issuer", "area", "scope_typed", "remedy")
    page = window().go("/r/duty/propose").press("check", **dict.fromkeys(names, HOSTILE))
    assert page.status == 200
    assert faults(page) == []


@pytest.mark.usefixtures("pages")
def test_the_language_that_was_chosen_is_kept(window: Windows) -> None:
    answer = window().go("/r/duty/?lang=zh").answer
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("responselevels-lang=zh;")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.usefixtures("pages")
def test_a_page_is_not_kept_by_anybody(window: Windows) -> None:
    answer = window().go("/r/duty/").answer
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_no_script_or_sheet_of_ours_names_an_address_elsewhere() -> None:
    from responselevels.server import console

    folder = Path(console.__file__).parent
    files = [*folder.glob("static/*"), *folder.glob("templates/*")]
    assert len(files) > 15
    for file in files:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|url\((?!#)|\|\s*safe\b|innerHTML|eval\(", text), (
            file
        )


@pytest.mark.usefixtures("pages")
def test_measures_that_are_not_public_are_not_in_the_rules_without_the_right(
    window: Windows,
) -> None:
    assert window().go("/r/duty/rules.json").answer.json()["id"] == "duty"
    page = window().go("/r/duty/rules.html")
    assert page.answer.headers["content-type"].startswith("text/html")
    assert "script" not in page.answer.headers["content-security-policy"]
    assert "Rules to be signed off" in page.text
    picture = window().go("/r/duty/rules.svg").answer
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "script" not in picture.headers["content-security-policy"]


@pytest.mark.usefixtures("pages")
def test_the_log_is_verified_and_proved_from_its_page(window: Windows) -> None:
    page = window().go("/r/duty/log").press("verify")
    assert "nothing wrong was found" in page.text
    proof = window().go("/r/duty/log/1/proof").answer
    assert proof.json()["seq"] == 1 or proof.status_code == 200
    assert window().go("/r/duty/log/checkpoint").answer.text.startswith("responselevels")


def test_a_deed_is_told_from_the_page_of_its_order(hostile: Room) -> None:
    page = Window(hostile.client, SLY).go("/r/duty/orders/O-1")
    assert ("do", "done") in page.buttons()
    page = page.press("done")
    assert page.status == 200
    assert ("do", "done") not in page.buttons()


@pytest.mark.usefixtures("pages")
def test_an_order_that_lapses_counts_the_time_that_is_left(window: Windows) -> None:
    page = window().go("/r/duty/orders/O-1")
    until = [given["data-until"] for _tag, given in page.elements if "data-until" in given]
    assert [one[:16] for one in until] == ["2026-03-01T04:00"]
    assert "ratify it before" in window().go("/r/duty/").text
    assert OFFICER.may_act_for("office")
