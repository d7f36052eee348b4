"""Several servers over one register: what one records, the others know; and they never act past each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

import httpx2
import pytest

from tests.register.servers import fresh_schema
from tests.server.http.streams import numbers
from tests.server.patience import PATIENCE, wait_until
from tests.server.processes import (
    API,
    PASSWORD,
    bearing,
    proposal,
    register_with_tokens,
    serving,
)

pytestmark = pytest.mark.slow

DOOR = "/r/duty/login"
COOKIE = "responselevels-duty"

RECORDED = 15
"""How many proposals each of two writers records."""


@dataclass
class Two:
    """Two servers over one register."""

    first: httpx2.Client
    second: httpx2.Client
    tokens: dict[str, str]

    def propose(self, name: str) -> None:
        answer = self.first.post(
            f"{API}/proposals", json=proposal(name), headers=bearing(self.tokens["li.na"])
        )
        assert answer.status_code == 201

    def seen(self, client: httpx2.Client, name: str, who: str) -> Any:
        """Ask for a proposal until it is there; others' records arrive a moment later."""
        found: list[Any] = []

        def is_there() -> bool:
            place = f"{API}/proposals/{name}"
            found[:] = [client.get(place, headers=bearing(self.tokens[who]))]
            return bool(found[0].status_code == 200)

        wait_until(is_there)
        return found[0]

    def approve(self, client: httpx2.Client, name: str, who: str, etag: str) -> Any:
        body = {"body": {"wu.fang": "board", "zhao.min": "mayor"}[who]}
        headers = bearing(self.tokens[who], **{"If-Match": etag})
        return client.post(f"{API}/proposals/{name}/approve", json=body, headers=headers)


@pytest.fixture(params=["sqlite", "postgres"], scope="module")
def two(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    folder = tmp_path_factory.mktemp("two")
    with ExitStack() as held:
        memory = held.enter_context(pytest.MonkeyPatch.context())
        memory.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        if request.param == "sqlite":
            url = f"sqlite:///{folder / 'register.db'}"
        else:
            server = str(request.getfixturevalue("postgres_server"))
            url = held.enter_context(fresh_schema(server))
        tokens = register_with_tokens(url)
        places = [folder / name for name in ("first", "second")]
        for place in places:
            place.mkdir()
        servers = [held.enter_context(serving(url, place)) for place in places]
        first, second = (held.enter_context(server.client()) for server in servers)
        yield Two(first, second, tokens)


def test_what_one_records_the_other_knows_moments_later(two: Two) -> None:
    two.propose("P-1")
    answer = two.seen(two.second, "P-1", "wu.fang")
    assert answer.status_code == 200
    assert answer.json()["state"] == "proposed"


def test_of_two_who_race_for_a_proposal_one_is_told_that_it_moved_on(two: Two) -> None:
    two.propose("P-2")
    tags = {
        who: two.seen(two.second, "P-2", who).headers["ETag"] for who in ("wu.fang", "zhao.min")
    }
    with ThreadPoolExecutor(2) as threads:
        asked = [
            threads.submit(two.approve, client, "P-2", who, tags[who])
            for client, who in ((two.first, "wu.fang"), (two.second, "zhao.min"))
        ]
    assert sorted(one.result().status_code for one in asked) == [200, 412]


def test_the_same_request_made_of_both_is_carried_out_once(two: Two) -> None:
    headers = bearing(two.tokens["li.na"], **{"Idempotency-Key": "once"})
    asked = proposal("P-3")
    with ThreadPoolExecutor(2) as threads:
        made = [
            threads.submit(client.post, f"{API}/proposals", json=asked, headers=headers)
            for client in (two.first, two.second)
        ]
    answers = [one.result() for one in made]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def test_a_stream_that_breaks_again_and_again_is_resumed_exactly_while_two_servers_record(
    two: Two,
) -> None:
    clients, headers = (two.first, two.second), bearing(two.tokens["li.na"])

    def record(writer: int) -> None:
        for number in range(RECORDED):
            body = proposal(f"S-{writer}-{number}")
            answer = clients[writer].post(f"{API}/proposals", json=body, headers=headers)
            assert answer.status_code == 201

    begun = two.first.get(API, headers=headers).json()["head"]["size"]
    with ThreadPoolExecutor(2) as threads:
        writers = [threads.submit(record, writer) for writer in range(2)]
        heard: list[int] = []
        turn = 0
        while len(heard) < 2 * RECORDED:
            # It breaks after some events, and goes on at the other server.
            turn += 1
            last = {**headers, "Last-Event-ID": str(begun - 1 + len(heard))}
            with clients[turn % 2].stream("GET", f"{API}/events", headers=last) as answer:
                heard += islice(numbers(answer), min(3, 2 * RECORDED - len(heard)))
        for one in writers:
            one.result()
    assert heard == list(range(begun, begun + 2 * RECORDED))
    assert turn >= 2 * RECORDED / 3


# -- who is signed in --------------------------------------------------------------------------


def entered(at: httpx2.Client, name: str, password: str = PASSWORD) -> tuple[httpx2.Client, str]:
    """Return a browser that somebody tried to sign in with, and where that led."""
    browser = httpx2.Client(base_url=at.base_url, timeout=PATIENCE, trust_env=False)
    given = {"name": name, "password": password, "csrf": proof_in(browser.get(DOOR).text)}
    return browser, browser.post(DOOR, data=given).headers["location"]


def proof_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def test_who_signs_out_of_one_is_out_of_the_other_with_the_next_request(two: Two) -> None:
    browser, led = entered(two.first, "li.na")
    assert led == "/r/duty/"
    with closing(browser):
        cookie = {"Cookie": f"{COOKIE}={browser.cookies[COOKIE]}"}
        assert two.second.get(f"{API}/proposals", headers=cookie).status_code == 200
        page = browser.get("/r/duty/propose").text
        assert browser.post("/r/duty/logout", data={"csrf": proof_in(page)}).status_code == 303
        for server in (two.second, two.first):
            assert server.get(f"{API}/proposals", headers=cookie).status_code == 401


def test_tries_to_sign_in_are_counted_together_whichever_of_them_is_asked(two: Two) -> None:
    led = []
    for number in range(6):
        browser, where = entered((two.first, two.second)[number % 2], "zhao.min", "a wrong guess")
        browser.close()
        led.append(where.partition("refused=")[2].partition("&")[0])
    assert led == ["sign_in.wrong"] * 5 + ["sign_in.wait"]
