"""Pages that are shared: alike for who may read alike, never beyond that, and never of before one's own act."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from responselevels.errors import RegisterUnreadable
from responselevels.server.callers import Caller
from responselevels.server.console.frame import sharing
from responselevels.server.console.frame.visiting import Visit
from tests.register.duty import START, on
from tests.server.console.browsing import Page, Window
from tests.server.duty_room import (
    AS,
    BOARD,
    NORTH,
    OFFICER,
    PEOPLE,
    READER,
    SLUG,
    SOUTH,
    Room,
    caller,
    second_room,
)
from tests.server.http.story import WARD, issued, proposed, ward_issued

Windows = Callable[..., Window]

OTHER = caller("chen.liu", rights="read")
KEEPER = caller("feng.qi", rights="read hidden people")
CITY = caller("wei.ba", "ward_office", areas=frozenset({"north", "south"}))
ALL = (OFFICER, BOARD, NORTH, SOUTH, READER, OTHER, KEEPER, CITY)
PATHS = ("", "board", "board?window=day", "rules", "log", "areas/north", "areas/south")
OF = ("proposals/D-2", "proposals/D-2/sheet", "proposals/W-1", "orders/D-1", "orders/W-1")
ROOTS = (f"/r/{SLUG}/", f"/r/{SLUG}/drill/")


@pytest.fixture(autouse=True)
def _more_people(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in ALL:
        monkeypatch.setitem(PEOPLE, one.person, one)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note each page that is drawn to be shared, by its address."""
    found: list[str] = []
    made = sharing._made

    def noting(endpoint: object, visit: Visit, given: object) -> sharing.SharedPage:
        found.append(visit.request.url.path)
        return made(endpoint, visit, given)  # type: ignore[arg-type]

    monkeypatch.setattr(sharing, "_made", noting)
    return found


def plain(page: Page) -> str:
    """Return a page without what is new in each: the key of its forms, and the mark."""
    text = re.sub(r'((?:name="key" value|data-mark)=")[^"]*', r"\1", page.html)
    return f"{page.status} {text}"


def told(room: Room) -> None:
    """Have something to be read: orders, one with a drill beside it, and a proposal that waits."""
    ward_issued(room)
    issued(room)
    proposed(room, id="D-2")
    assert room.ask(NORTH, "POST", "/proposals", {**WARD, "id": "W-2", "drill": True}).is_success
    assert room.act(NORTH, "W-2", "issue").is_success


def test_a_page_that_is_shared_reads_as_if_it_were_drawn_for_that_person_alone(
    room: Room, window: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(room)
    asked = [
        (who, lang, path)
        for path in (*(ROOTS[0] + one for one in PATHS + OF), *ROOTS[1:], ROOTS[1] + "board")
        for lang in ("en", "zh")
        for who in ALL
    ]
    for who, lang, path in asked:  # whatever can be shared is there now
        window(who, lang).go(path)
    shared = [plain(window(who, lang).go(path)) for who, lang, path in asked]
    monkeypatch.setattr(sharing, "_is_own", lambda *_: True)
    alone = [plain(window(who, lang).go(path)) for who, lang, path in asked]
    wrong = [ask for ask, one, other in zip(asked, shared, alone, strict=True) if one != other]
    assert wrong == []


def test_people_who_may_read_alike_share_a_page_and_each_is_called_by_name(
    room: Room, window: Windows, drawn: list[str]
) -> None:
    told(room)
    pages = [window(who).go(ROOTS[0]) for who in (READER, OTHER)]
    assert drawn == [ROOTS[0]]
    for page, who, other in zip(pages, (READER, OTHER), (OTHER, READER), strict=True):
        assert who.title in page.text
        assert other.title not in page.html


@pytest.mark.parametrize(
    "other",
    [
        replace(READER, person="x", areas=frozenset({"north"})),
        replace(READER, person="x", rights=KEEPER.rights),
        replace(OFFICER, person="x"),
        replace(OFFICER, person="x", bodies=BOARD.bodies),
        replace(READER, person="x", session="x"),
    ],
    ids=["areas", "rights", "person who acts", "bodies", "session"],
)
def test_whoever_may_read_or_do_something_else_has_a_page_of_their_own(
    window: Windows, drawn: list[str], monkeypatch: pytest.MonkeyPatch, other: Caller
) -> None:
    monkeypatch.setitem(PEOPLE, "x", other)
    for who in (READER, OFFICER, other, other):
        window(who).go(ROOTS[0])
    assert len(drawn) == 3


def test_what_people_are_called_is_text_in_a_shared_page(
    window: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = "<b>\"Y\u202e'"
    odd = replace(READER, account=title, person="y", title=title)
    monkeypatch.setitem(PEOPLE, "y", odd)
    window(READER).go(ROOTS[0])
    page = window(odd).go(ROOTS[0])
    assert "&lt;b&gt;&#34;Y\\u202e&#39;" in page.html
    assert "<b>" not in page.html


def test_a_search_and_a_word_about_an_act_are_for_one_alone(
    room: Room, window: Windows, drawn: list[str]
) -> None:
    told(room)
    for path in ("?q=north", "log?q=D-1", "log?before=3", "proposals/D-2?event=9", "?made=up"):
        assert window().go(ROOTS[0] + path).status == 200
    assert drawn == []


def test_mistakes_are_told_to_each_and_are_not_kept(
    room: Room, window: Windows, drawn: list[str]
) -> None:
    for _ in range(2):
        assert window().go(ROOTS[0] + "proposals/D-2").status == 404
    assert len(drawn) == 2
    proposed(room, id="D-2")
    assert window().go(ROOTS[0] + "proposals/D-2").status == 200


# -- as of when -----------------------------------------------------------------------------


def test_a_page_after_an_act_shows_the_act_to_who_did_it_and_to_everybody(
    room: Room, window: Windows
) -> None:
    for number in range(3):
        assert f"D-{number}" not in window().go(ROOTS[0]).text
        assert f"D-{number}" not in window(READER).go(ROOTS[0]).text
        proposed(room, id=f"D-{number}")
        assert f"D-{number}" in window().go(ROOTS[0]).text
        assert f"D-{number}" in window(READER).go(ROOTS[0]).text


def test_what_another_process_recorded_is_shown_moments_later(room: Room) -> None:
    with second_room(room) as other:
        there = Window(other.client, READER)
        assert "D-1" not in there.go(ROOTS[0]).text
        proposed(room)
        until = time.monotonic() + 60
        while "D-1" not in (page := there.go(ROOTS[0])).text and time.monotonic() < until:
            pass
        assert "D-1" in page.text
        assert "2026-03-01 00:00:00" in page.text  # it says of when it is


def test_a_page_is_of_one_instant_for_some_seconds_and_never_beyond_a_minute(
    room: Room, window: Windows, drawn: list[str]
) -> None:
    ward_issued(room)
    begins = START + timedelta(hours=24)
    assert str(on(24)) == begins.isoformat()
    raised = 'href="/r/duty/orders/W-1">W-1'
    for seconds in (-5, -4, -1):
        room.at(begins + timedelta(seconds=seconds))
        assert "watch" not in _levels(window(READER).go(ROOTS[0]))
    assert drawn == [ROOTS[0]]
    room.at(begins)
    page = window(READER).go(ROOTS[0])
    assert raised in page.html
    assert "watch" in _levels(page)


def _levels(page: Page) -> str:
    return page.html.partition('id="raised"')[2].partition("</div>")[0]


def test_a_page_says_at_once_that_the_store_is_away(
    room: Room, window: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'class="banner behind"' not in window(READER).go(ROOTS[0]).html
    error = RegisterUnreadable("store.vanished", {"store": "x"})
    monkeypatch.setattr(type(room.served.register), "wait", lambda *_: (_ for _ in ()).throw(error))
    until = time.monotonic() + 60
    while room.served.behind is None and time.monotonic() < until:
        time.sleep(0.01)
    assert 'class="banner behind"' in window(READER).go(ROOTS[0]).html


# -- what somebody has already ----------------------------------------------------------------


def test_who_has_a_page_already_is_told_so_until_it_says_something_else(
    room: Room, window: Windows
) -> None:
    def ask(who: Caller, mark: str = "", **more: str) -> tuple[int, str]:
        headers = {AS: f"Bearer {who.person}", "If-None-Match": mark, **more}
        answer = room.client.get(ROOTS[0], headers=headers)
        assert answer.headers["Cache-Control"] == "no-store"
        assert (answer.status_code == 200) == bool(answer.content)
        return answer.status_code, answer.headers["ETag"]

    _status, mark = ask(READER)
    assert mark.strip('"') in window(READER).go(ROOTS[0]).html
    assert ask(READER, mark) == (304, mark)
    room.at(START + timedelta(seconds=30))  # time alone changes nothing that it says
    assert ask(READER, mark) == (304, mark)
    for other in (OTHER, OFFICER, NORTH):
        assert ask(other, mark)[0] == 200
    assert ask(READER, mark, **{"Accept-Language": "zh"})[0] == 200
    proposed(room)
    status, later = ask(READER, mark)
    assert (status, later != mark) == (200, True)
    assert ask(READER, later) == (304, later)
