"""What somebody may try who has an account, a token, a copied cookie or none: nothing of it is done.

Each test asks the whole application, with its real accounts. See docs/security.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from responselevels.server.callers import Right
from responselevels.server.http.endpoints import events
from responselevels.server.people.tokens import TokenPlan
from responselevels.server.settings import TrustedProxy
from tests.register import duty
from tests.server.people.door import API, ROOT, Desk, desk_over
from tests.server.people.staff import LI

COOKIE = "responselevels-duty"
PROXY = TrustedProxy(secret="only the proxy has it")  # noqa: S106


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with desk_over(sqlite_url, proxy=PROXY) as found:
        yield found


def ordered(name: str, area: str = "district", issuer: str = "office", **more: Any) -> Any:
    """Return a proposal as a program sends it."""
    return {
        "action": "issue",
        "id": name,
        "area": area,
        "level": "alert",
        "scope": [area],
        "period": {"start": duty.on(24), "end": duty.on(48)},
        "issuer": issuer,
        **more,
    }


def asked(desk: Desk, name: str = "li") -> tuple[TestClient, dict[str, str]]:
    """Return a browser that *name* signed in with, and the header that its scripts send."""
    browser = desk.signed_in(name)
    return browser, {"X-CSRF-Token": desk.proof(browser)}


def size(desk: Desk) -> int:
    return int(desk.register.head.size)


def proposed(desk: Desk, name: str = "X-1") -> str:
    """Have Li propose; return the mark of what was proposed."""
    browser, headers = asked(desk)
    answer = browser.post(f"{API}/proposals", json=ordered(name), headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["etag"])


# -- acts of others ------------------------------------------------------------------------


def test_what_a_person_does_is_written_down_as_theirs_and_how_they_are_known(desk: Desk) -> None:
    proposed(desk)
    (first, *_rest) = desk.register.life("X-1")
    assert first.actor is not None
    assert (first.actor.person, first.actor.body) == ("li.na", "office")
    assert first.actor.auth == "authenticated; by=duty-room; how=password"


@pytest.mark.parametrize("issuer", ["board", "police", "ward_office"])
def test_nobody_proposes_for_a_body_that_is_not_theirs(desk: Desk, issuer: str) -> None:
    browser, headers = asked(desk)
    before = size(desk)
    answer = browser.post(f"{API}/proposals", json=ordered("X-1", issuer=issuer), headers=headers)
    assert answer.status_code == 403
    assert size(desk) == before


@pytest.mark.parametrize("act", ["approve", "refuse", "retract"])
def test_nobody_speaks_for_a_body_that_is_not_theirs(desk: Desk, act: str) -> None:
    mark = proposed(desk)
    browser, headers = asked(desk)
    before = size(desk)
    answer = browser.post(
        f"{API}/proposals/X-1/{act}", json={"body": "board"}, headers=headers | {"If-Match": mark}
    )
    assert answer.status_code == 403
    assert size(desk) == before


@pytest.mark.parametrize(
    "smuggled",
    [
        {"proposer": "wu.wei"},
        {"approvals": [{"body": "board", "person": "wu.fang", "at": duty.on(0)}]},
        {"assessment": {"by": "police", "at": duty.on(0)}},
    ],
)
def test_nobody_brings_along_what_others_would_have_to_do(desk: Desk, smuggled: Any) -> None:
    browser, headers = asked(desk)
    before = size(desk)
    answer = browser.post(f"{API}/proposals", json=ordered("X-1", **smuggled), headers=headers)
    assert answer.status_code in {403, 422}
    assert size(desk) == before


def test_who_may_only_keep_accounts_does_nothing_else(desk: Desk) -> None:
    browser, headers = asked(desk, "chief")
    answer = browser.post(f"{API}/proposals", json=ordered("X-1"), headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "header",
    ["X-Person", "X-Account", "X-Body", "X-Forwarded-User", "X-Remote-User", "Remote-User"],
)
def test_no_header_makes_somebody_another(desk: Desk, header: str) -> None:
    browser, headers = asked(desk, "wu")
    answer = browser.post(f"{API}/proposals", json=ordered("X-1"), headers=headers | {header: "li"})
    assert answer.status_code in {401, 403}


# -- reading of others -----------------------------------------------------------------------


def test_what_lies_outside_an_area_is_as_if_it_were_not_there(desk: Desk) -> None:
    proposed(desk)
    desk.register.propose(duty.ward_order("S-1", ward="south"))
    browser, _headers = asked(desk, "wu")
    there = browser.get(f"{API}/proposals/S-1")
    nothing = browser.get(f"{API}/proposals/none")
    assert there.status_code == nothing.status_code == 404
    listed = browser.get(f"{API}/proposals")
    assert listed.status_code == 200
    assert "S-1" not in listed.text


def test_a_narrower_area_counts_in_sessions_and_tokens_that_are_open(desk: Desk) -> None:
    desk.register.propose(duty.ward_order("S-1", ward="south"))
    browser, _headers = asked(desk)
    plan = TokenPlan(account="li", title="x", rights=frozenset({Right.READ}), bodies=frozenset())
    bearer = {"Authorization": f"Bearer {desk.accounts.issue_token(plan)}"}
    program = desk.browser()
    assert browser.get(f"{API}/proposals/S-1").status_code == 200
    assert program.get(f"{API}/proposals/S-1", headers=bearer).status_code == 200
    desk.accounts.change(replace(LI, areas=frozenset({"north"})))
    assert browser.get(f"{API}/proposals/S-1").status_code == 404
    assert program.get(f"{API}/proposals/S-1", headers=bearer).status_code == 404


# -- forged requests ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_page_of_others_does_nothing_in_the_name_of_who_reads_it(
    desk: Desk, headers: dict[str, str]
) -> None:
    browser, proof = asked(desk)
    before = size(desk)
    given = headers if "X-CSRF-Token" in headers or not headers else proof | headers
    answer = browser.post(f"{API}/proposals", json=ordered("X-1"), headers=given)
    assert answer.status_code == 403
    assert size(desk) == before


def test_the_proof_of_one_person_is_none_for_another(desk: Desk) -> None:
    _li, proof = asked(desk)
    wu, _proof = asked(desk, "wu")
    answer = wu.post(f"{ROOT}logout", data={"csrf": proof["X-CSRF-Token"]})
    assert answer.status_code == 403


def test_no_answer_lets_pages_of_others_read_it(desk: Desk) -> None:
    browser, _proof = asked(desk)
    for method in ("GET", "OPTIONS"):
        answer = browser.request(
            method, f"{API}/proposals", headers={"Origin": "https://evil.example"}
        )
        assert not [name for name in answer.headers if name.startswith("access-control-")]


# -- tokens and cookies that are not one's own --------------------------------------------------


@pytest.mark.parametrize(
    "token",
    ["rlt_0000000000000000_x", "rlt_", "x", "' OR 1=1 --", "rlt_../../_x", "é", "A" * 5000],
)
def test_a_forged_token_opens_nothing(desk: Desk, token: str) -> None:
    answer = desk.browser().get(
        f"{API}/proposals", headers=[(b"Authorization", b"Bearer " + token.encode())]
    )
    assert answer.status_code == 401
    assert token not in answer.text or len(token) < 3


def test_a_token_for_reading_does_not_act(desk: Desk) -> None:
    plan = TokenPlan(account="li", title="x", rights=frozenset({Right.READ}), bodies=frozenset())
    bearer = {"Authorization": f"Bearer {desk.accounts.issue_token(plan)}"}
    before = size(desk)
    answer = desk.browser().post(f"{API}/proposals", json=ordered("X-1"), headers=bearer)
    assert answer.status_code == 403
    assert size(desk) == before


def test_a_revoked_token_is_over_with_the_next_request(desk: Desk) -> None:
    plan = TokenPlan(account="li", title="x", rights=frozenset({Right.READ}), bodies=frozenset())
    bearer = {"Authorization": f"Bearer {desk.accounts.issue_token(plan)}"}
    browser = desk.browser()
    assert browser.get(f"{API}/proposals", headers=bearer).status_code == 200
    desk.accounts.revoke_token(desk.accounts.tokens()[0].id)
    assert browser.get(f"{API}/proposals", headers=bearer).status_code == 401


@pytest.mark.parametrize("how", ["session", "token", "disabled", "narrowed"])
def test_a_stream_of_events_ends_with_the_right_to_read_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(events, "_BATCH", 1)
    monkeypatch.setattr(events, "_PAUSE", 0.01)
    monkeypatch.setattr(events, "_LONGEST", 20)
    proposed(desk)
    plan = TokenPlan(account="li", title="x", rights=frozenset({Right.READ}), bodies=frozenset())
    bearer = {"Authorization": f"Bearer {desk.accounts.issue_token(plan)}"}
    browser = desk.browser() if how == "token" else desk.signed_in("li")
    headers = bearer if how == "token" else {}
    whole = browser.get(f"{API}/events?after=-1", headers=headers).text
    assert whole.count("id: ") == size(desk) > 1

    def news(reading: Any, after: int) -> Any:
        found = read(reading, after)
        if how == "session":
            desk.accounts.end_sessions("li")
        elif how == "token":
            desk.accounts.revoke_token(desk.accounts.tokens()[0].id)
        elif how == "disabled":
            desk.accounts.disable("li")
        else:
            desk.accounts.change(replace(LI, areas=frozenset({"north"})))
        return found

    read = events._news
    monkeypatch.setattr(events, "_news", news)
    cut = browser.get(f"{API}/events?after=-1", headers=headers).text
    assert cut.count("id: ") == 1


def test_a_cookie_of_another_register_opens_nothing(desk: Desk) -> None:
    browser = desk.signed_in()
    other = desk.browser()
    other.cookies.set("responselevels-other", browser.cookies[COOKIE], path=ROOT)
    assert other.get(f"{API}/proposals").status_code == 401


@pytest.mark.parametrize(
    "id_", ["' OR '1'='1", "../../etc/passwd", "%00", '"; DROP TABLE account; --']
)
def test_what_is_put_in_the_place_of_a_cookie_is_never_a_statement(desk: Desk, id_: str) -> None:
    answer = desk.browser().get(f"{API}/proposals", headers={"Cookie": f"{COOKIE}={id_}"})
    assert answer.status_code == 401
    assert len(desk.accounts.accounts()) == 3


# -- the proxy's header --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        [("X-Forwarded-User", "li")],
        [("X-Forwarded-User", "li"), ("X-Proxy-Secret", "")],
        [("X-Forwarded-User", "li"), ("X-Proxy-Secret", "only the proxy has i")],
        [
            ("x-forwarded-user", "li"),
            ("X-Proxy-Secret", "only the proxy has it "),
            ("X-Proxy-Secret", "x"),
        ],
        [("X-Forwarded-User", "li"), ("X-Forwarded-User", "wu"), ("X-Proxy-Secret", PROXY.secret)],
        [("X-Forwarded-User", ""), ("X-Proxy-Secret", PROXY.secret)],
        [("X-Forwarded-User", "nobody"), ("X-Proxy-Secret", PROXY.secret)],
    ],
)
def test_the_header_of_the_proxy_alone_opens_nothing(
    desk: Desk, headers: list[tuple[str, str]]
) -> None:
    assert desk.browser().get(f"{API}/proposals", headers=headers).status_code == 401


def test_with_its_secret_the_proxy_is_believed(desk: Desk) -> None:
    headers = {"X-Forwarded-User": "li", "X-Proxy-Secret": PROXY.secret}
    assert desk.browser().get(f"{API}/proposals", headers=headers).status_code == 200
