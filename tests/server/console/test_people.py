"""Signing in at the door, accounts as pages, and forms that nobody forged: with real accounts and cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from responselevels.errors import Unauthenticated
from responselevels.register.clocks import GivenClock
from responselevels.server.app import create_app
from responselevels.server.callers import How
from responselevels.server.people.accounts import RegisterAccounts
from responselevels.server.people.credentials import Bearer
from responselevels.server.registers import ServedRegister
from tests.register.duty import START, made
from tests.server.console.browsing import Page, Window
from tests.server.console.test_pages import faults
from tests.server.duty_room import settings_of
from tests.server.people.staff import CHIEF, LI, OTHER, PASSWORD, WU

HERE = '<strong class="mark permit">this one</strong>'
THIRD, FOURTH = "a quiet morning at the harbour", "another evening by the window"


@pytest.fixture
def served(sqlite_url: str) -> Iterator[tuple[TestClient, ServedRegister]]:
    clock = GivenClock(START)
    with made(sqlite_url, clock):
        pass
    # The hashes of an example are cheap.
    app = create_app(settings_of(sqlite_url, clock, demo=True))
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        held = app.state.registers["duty"]
        for plan in (LI, WU, CHIEF):
            held.accounts.add(plan, PASSWORD)
        yield client, held


def accounts_of(served: tuple[TestClient, ServedRegister]) -> RegisterAccounts:
    found = served[1].accounts
    assert isinstance(found, RegisterAccounts)
    return found


def signed_in(
    served: tuple[TestClient, ServedRegister], name: str = "li", password: str = PASSWORD
) -> Page:
    window = Window(served[0], None)
    return window.go("/r/duty/").press("Sign in", name=name, password=password)


def test_whoever_is_not_known_is_led_to_the_door_and_back(
    served: tuple[TestClient, ServedRegister],
) -> None:
    window = Window(served[0], None)
    door = window.go("/r/duty/log?q=x")
    assert door.address.endswith("/r/duty/login?next=%2Fr%2Fduty%2Flog%3Fq%3Dx")
    assert "EXAMPLE" in door.text
    page = door.press("Sign in", name="li", password=PASSWORD)
    assert page.address.endswith("/r/duty/log?q=x")
    assert "Li Na" in page.text


def test_the_door_says_why_nobody_came_in(served: tuple[TestClient, ServedRegister]) -> None:
    page = signed_in(served, password=OTHER)
    assert page.status == 200
    assert "do not belong together" in page.text
    assert ("input", "password") in [(tag, one.get("type")) for tag, one in page.elements]


def test_who_signs_out_is_led_to_the_door(served: tuple[TestClient, ServedRegister]) -> None:
    page = signed_in(served)
    door = page.press("Sign out")
    assert door.address.endswith("/r/duty/login")
    assert Window(served[0], None).go("/r/duty/").address.endswith("next=%2Fr%2Fduty%2F")


def test_a_form_without_its_proof_does_nothing(served: tuple[TestClient, ServedRegister]) -> None:
    page = signed_in(served).window.go("/r/duty/propose")
    size = served[1].register.head.size
    filled = {"id": "X", "area": "district", "issuer": "office", "level": "watch"}
    assert page.press("propose", **filled, start="2026-03-02T00:00", csrf="").status == 403
    assert page.press("propose", **filled, start="2026-03-02T00:00", csrf="a" * 64).status == 403
    assert served[1].register.head.size == size
    assert page.press("propose", **filled, start="2026-03-02T00:00").status == 200
    assert served[1].register.head.size == size + 1


def test_who_keeps_accounts_makes_changes_and_shuts_them(
    served: tuple[TestClient, ServedRegister],
) -> None:
    window = signed_in(served, "chief").window
    page = window.go("/r/duty/people")
    assert "Li Na" in page.text
    page = page.press(
        "add",
        id="he",
        person="he.jun",
        title="He Jun",
        rights=["read", "act"],
        bodies="police",
        password=THIRD,
    )
    assert page.address.endswith("/r/duty/people/he")
    made = accounts_of(served).account("he")
    assert (made.bodies, made.areas) == (frozenset({"police"}), None)
    page = page.press("change", areas="north\n", bodies=["police", "office"])
    assert accounts_of(served).account("he").areas == frozenset({"north"})
    page = page.press("disable")
    assert accounts_of(served).account("he").disabled is not None
    page.press("enable")
    assert accounts_of(served).account("he").disabled is None


def test_what_cannot_be_an_account_is_told_and_stays_in_the_form(
    served: tuple[TestClient, ServedRegister],
) -> None:
    page = signed_in(served, "chief").window.go("/r/duty/people")
    page = page.press("add", id="He <b>", person="p", title="He", areas="nowhere", password=THIRD)
    assert page.status == 422
    assert "Nothing was recorded" in page.text
    assert len(accounts_of(served).accounts()) == 3
    assert ("id", "he <b>".title()) in [
        pair for form in page.read.forms for pair in form.fields
    ] or ("id", "He <b>") in [pair for form in page.read.forms for pair in form.fields]


def test_everybody_sees_and_keeps_their_own_account_alone(
    served: tuple[TestClient, ServedRegister],
) -> None:
    window = signed_in(served).window
    page = window.go("/r/duty/people")
    assert "Wu Wei" not in page.text
    assert ("do", "add") not in page.buttons()
    assert window.go("/r/duty/people/wu").status == 403
    own = window.go("/r/duty/people/li")
    assert [value for _name, value in own.buttons() if value] == [
        "password",
        "end_session",
        "end_sessions",
        "token",
    ]
    stolen = [("do", "disable"), ("csrf", dict(own.read.forms[0].fields)["csrf"])]
    assert window.send("/r/duty/people/wu", "post", stolen).status == 403
    assert accounts_of(served).account("wu").disabled is None
    page = own.press("password", old=PASSWORD, password=FOURTH, again=FOURTH)
    assert page.address.endswith("/login?over=1&next=%2Fr%2Fduty%2Fpeople%2Fli")
    assert signed_in(served, password=FOURTH).address.endswith("/r/duty/")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_door_and_the_pages_of_people_are_whole_in_both_languages(
    served: tuple[TestClient, ServedRegister], lang: str
) -> None:
    assert faults(Window(served[0], None, lang).go("/r/duty/login?refused=sign_in.wrong")) == []
    signed_in(served, "chief")
    for path in ("people", "people/li", "people/chief"):
        page = Window(served[0], None, lang).go(f"/r/duty/{path}")
        assert page.status == 200
        assert faults(page) == []
        assert page.read.open == []
        assert "page." not in page.text
        assert ("账号" in page.text) == (lang == "zh")


def test_a_token_is_made_on_a_page_shown_once_and_revoked(
    served: tuple[TestClient, ServedRegister],
) -> None:
    window = signed_in(served).window
    page = window.go("/r/duty/people/li")
    asked = {"token_title": "wall board", "token_rights": "act", "token_bodies": "office"}
    page = page.press("token", days="30", **asked)
    token = next(text for text in page.read.texts if text.startswith("rlt_"))
    caller = accounts_of(served).caller(Bearer(token))
    assert caller is not None
    assert caller.may_act_for("office")
    assert (caller.account, caller.how) == ("li", How.TOKEN)
    again = window.go("/r/duty/people/li")
    assert token not in again.html
    assert "wall board" in again.text
    assert "revoked" in again.press("revoke").text
    with pytest.raises(Unauthenticated):
        accounts_of(served).caller(Bearer(token))


WRONG_TOKENS = (
    ({"days": "0"}, "a token lasts 1 to 366 days"),
    ({"days": "soon"}, "a token lasts 1 to 366 days"),
    ({"token_title": " "}, "say what the token is for"),
    ({"token_bodies": "board"}, "may not do itself what the token is to do"),
    ({"token_rights": "people"}, "a token cannot keep accounts"),
)


def test_a_token_that_cannot_be_is_told_and_not_made(
    served: tuple[TestClient, ServedRegister],
) -> None:
    form = signed_in(served).window.go("/r/duty/people/li")
    for wrong, told in WRONG_TOKENS:
        page = form.press("token", **{"token_title": "x", "days": "30", **wrong})
        assert page.status in {403, 422}, wrong
        assert told in page.text
    assert accounts_of(served).tokens() == []


def test_sessions_are_listed_and_ended_one_by_one_by_their_person_and_who_keeps_accounts(
    served: tuple[TestClient, ServedRegister],
) -> None:
    accounts = accounts_of(served)
    accounts.sign_in("li", PASSWORD)
    window = signed_in(served).window
    page = window.go("/r/duty/people/li")
    assert page.html.count(HERE) == 1
    other = next(one for one in accounts.sessions("li") if one.digest not in _here(page))
    page = page.press("end_session", session=other.digest)
    assert [one.digest for one in accounts.sessions("li")] == _here(page)
    page.press("Sign out")
    accounts.sign_in("li", PASSWORD)
    chief = signed_in(served, "chief").window
    chief.go("/r/duty/people/li").press("end_session")
    assert accounts.sessions("li") == []
    assert [act.by for act in accounts.acts() if act.act == "sessions_ended"] == ["li", "chief"]


def _here(page: Page) -> list[str]:
    """Return the session of whoever looks: it is marked, and its form is the last before the mark."""
    marked = page.html.index(HERE)
    return re.findall(r'name="session" value="([0-9a-f:sha]+)"', page.html[marked:])[:1]


def test_nobody_ends_a_session_of_others_with_its_digest(
    served: tuple[TestClient, ServedRegister],
) -> None:
    accounts = accounts_of(served)
    accounts.sign_in("wu", PASSWORD)
    (session,) = accounts.sessions("wu")
    page = signed_in(served).window.go("/r/duty/people/li")
    page.press("end_session", session=session.digest)
    assert accounts.sessions("wu") == [session]
    proof = dict(page.read.forms[0].fields)["csrf"]
    sent = [("do", "end_session"), ("session", session.digest), ("csrf", proof)]
    assert page.window.send("/r/duty/people/wu", "post", sent).status == 403
    assert accounts.sessions("wu") == [session]


WRONG_PASSWORDS = (
    ({"old": OTHER, "password": FOURTH, "again": FOURTH}, "was another"),
    ({"old": PASSWORD, "password": FOURTH, "again": THIRD}, "the two new passwords differ"),
    ({"old": PASSWORD, "password": "short", "again": "short"}, "a password has 12"),
)


def test_ones_own_password_is_changed_by_who_knows_it_and_types_the_new_one_twice(
    served: tuple[TestClient, ServedRegister],
) -> None:
    form = signed_in(served).window.go("/r/duty/people/li")
    for typed, told in WRONG_PASSWORDS:
        page = form.press("password", **typed)
        assert page.status in {403, 422}, typed
        assert told in page.text
    assert accounts_of(served).sign_in("li", PASSWORD).caller.account == "li"


def test_who_keeps_accounts_sets_the_password_of_another_without_knowing_it(
    served: tuple[TestClient, ServedRegister],
) -> None:
    page = signed_in(served, "chief").window.go("/r/duty/people/li")
    assert "old" not in [given.get("name") for _tag, given in page.elements]
    page.press("password", password=FOURTH, again=FOURTH)
    assert accounts_of(served).sign_in("li", FOURTH).caller.account == "li"
