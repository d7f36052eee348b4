from __future__ import annotations

from collections.abc import Iterator

import pytest

from responselevels.server.people import signing_in
from responselevels.server.people.signing_in import way_on
from tests.server.people.door import API, ROOT, Desk, desk_over, form_of, sign_in
from tests.server.people.staff import OTHER, PASSWORD

COOKIE = "responselevels-duty"


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with desk_over(sqlite_url) as found:
        yield found


def test_who_signs_in_is_known_from_then_on(desk: Desk) -> None:
    browser = desk.browser()
    assert browser.get(f"{API}/proposals").status_code == 401
    assert sign_in(browser).headers["location"] == ROOT
    assert browser.get(f"{API}/proposals").status_code == 200


def test_the_cookie_is_for_this_register_alone_and_for_no_script(desk: Desk) -> None:
    answer = sign_in(desk.browser())
    kept = next(
        one for one in answer.headers.get_list("set-cookie") if one.startswith(COOKIE + "=")
    )
    parts = {part.strip().lower() for part in kept.split(";")[1:]}
    assert parts == {"httponly", "path=/r/duty/", "samesite=lax"}
    assert answer.headers["cache-control"] == "no-store"


def test_behind_https_the_cookie_is_sent_that_way_only(sqlite_url: str) -> None:
    with desk_over(sqlite_url, secure=True) as desk:
        answer = desk.browser().get(f"{ROOT}login")
        assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("name", "password"), [("li", OTHER), ("nobody", PASSWORD), ("", ""), ("li", ""), ("' --", "x")]
)
def test_whatever_is_wrong_is_told_in_the_same_words(desk: Desk, name: str, password: str) -> None:
    browser = desk.browser()
    answer = sign_in(browser, name, password)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{ROOT}login?refused=sign_in.wrong"
    assert "do not belong together" in browser.get(answer.headers["location"]).text
    assert COOKIE not in browser.cookies


def test_after_too_many_tries_it_is_told_how_long_to_wait(desk: Desk) -> None:
    browser = desk.browser()
    answers = [sign_in(browser, "li", OTHER).headers["location"] for _ in range(6)]
    assert answers[-1] == f"{ROOT}login?refused=sign_in.wait&seconds=30"
    assert "try again in 30 s" in browser.get(answers[-1]).text


def test_an_address_cannot_put_words_on_the_page(desk: Desk) -> None:
    for query in ("refused=<b>x", "refused=sign_in.wait&seconds=<b>", "refused=needed"):
        assert "<b>" not in desk.browser().get(f"{ROOT}login?{query}").text


def test_who_wanted_to_go_somewhere_gets_there(desk: Desk) -> None:
    wanted = f"{ROOT}orders/X-1?lang=zh"
    browser = desk.browser()
    assert (
        sign_in(browser, password=OTHER, next=wanted)
        .headers["location"]
        .endswith("&next=%2Fr%2Fduty%2Forders%2FX-1%3Flang%3Dzh")
    )
    assert sign_in(browser, next=wanted).headers["location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/r/duty/",
        "/r/duty/\\evil",
        "/r/duty/../other/",
        "/r/duty/\r\nSet-Cookie: x=1",
        "/r/other/",
        "/r/duty/login",
        "javascript:alert(1)",
        "/r/duty",
        "",
    ],
)
def test_nobody_is_led_out_of_the_register(desk: Desk, wanted: str) -> None:
    assert way_on("duty", wanted) == ROOT
    assert sign_in(desk.browser(), next=wanted).headers["location"] == ROOT


def test_who_signs_out_is_out_and_so_is_whoever_copied_the_cookie(desk: Desk) -> None:
    browser, thief = desk.signed_in(), desk.browser()
    thief.cookies.set(COOKIE, browser.cookies[COOKIE], path=ROOT)
    assert thief.get(f"{API}/proposals").status_code == 200
    answer = browser.post(f"{ROOT}logout", data={"csrf": desk.proof(browser)})
    assert answer.headers["location"] == f"{ROOT}login"
    assert COOKIE not in browser.cookies
    assert thief.get(f"{API}/proposals").status_code == 401


def test_nobody_is_signed_out_by_a_page_of_others(desk: Desk) -> None:
    browser = desk.signed_in()
    assert browser.post(f"{ROOT}logout").status_code == 403
    assert browser.get(f"{API}/proposals").status_code == 200


def test_who_is_not_signed_in_may_sign_out(desk: Desk) -> None:
    assert desk.browser().post(f"{ROOT}logout").status_code == 303


# -- attacks on the door ---------------------------------------------------------------


def test_an_id_that_was_planted_before_is_not_the_id_of_the_session(desk: Desk) -> None:
    browser = desk.browser()
    browser.cookies.set(COOKIE, "planted-by-somebody-else-0123456789", path=ROOT)
    given = sign_in(browser).headers["set-cookie"]
    assert f"{COOKIE}=" in given
    assert "planted" not in given
    thief = desk.browser()
    thief.cookies.set(COOKIE, "planted-by-somebody-else-0123456789", path=ROOT)
    assert thief.get(f"{API}/proposals").status_code == 401


def test_a_session_that_was_planted_is_ended_when_somebody_signs_in(desk: Desk) -> None:
    theirs, mine = desk.signed_in("wu"), desk.browser()
    mine.cookies.set(COOKIE, theirs.cookies[COOKIE], path=ROOT)
    sign_in(mine, "li")
    assert theirs.get(f"{API}/proposals").status_code == 401
    assert len(desk.accounts.sessions("li")) == 1


def test_a_page_of_others_signs_nobody_in(desk: Desk) -> None:
    browser, other = desk.browser(), desk.browser()
    given = {"name": "wu", "password": PASSWORD}
    for csrf in ({}, {"csrf": "0" * 64}, {"csrf": form_of(other)}):
        answer = browser.post(f"{ROOT}login", data={**given, **csrf})
        assert answer.headers["location"] == f"{ROOT}login?refused=sign_in.stale"
    answer = browser.post(
        f"{ROOT}login",
        data={**given, "csrf": form_of(browser)},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert COOKIE not in browser.cookies


def test_a_file_in_the_form_is_refused(desk: Desk) -> None:
    browser = desk.browser()
    form_of(browser)
    answer = browser.post(f"{ROOT}login", files={"name": b"x" * 10})
    assert answer.status_code in {400, 403}


def test_a_crowd_at_the_door_is_asked_to_come_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_in, "MOST_WAITING", 0)
    answer = sign_in(desk.browser())
    assert answer.headers["location"] == f"{ROOT}login?refused=sign_in.busy&seconds=5"


def test_a_password_that_was_hashed_otherwise_is_hashed_anew(desk: Desk) -> None:
    from responselevels.server.people.passwords import Passwords

    hashed = Passwords().hashed(PASSWORD)
    desk.accounts._database.write(
        lambda run: run("UPDATE account SET password = ? WHERE id = 'li'", (hashed,))
    )
    sign_in(desk.browser())
    kept = desk.accounts.begin_try("li", "here")
    assert kept != hashed
    assert desk.accounts.passwords.holds(kept, PASSWORD)
