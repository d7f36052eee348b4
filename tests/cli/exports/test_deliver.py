"""`register deliver`: what is said of it, what is refused, and that no secret is ever printed."""

from __future__ import annotations

import pytest

from tests.cli.desk import Desk
from tests.exports.receiving import WRITTEN
from tests.exports.test_delivering import Heard, receiving

VARIABLE = "RESPONSELEVELS_WEBHOOK_SECRET"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, WRITTEN)
    monkeypatch.setattr("responselevels.exports.delivering.FIRST_PAUSE", 0.0)


def test_what_there_is_is_sent_and_what_comes_later_the_next_time(desk: Desk) -> None:
    heard = Heard(503)
    place = str(desk.folder / "place.db")
    with receiving(heard) as receiver:
        url = f"http://127.0.0.1:{receiver.port}/events?token=hidden"
        ran = desk("12T10:00", "deliver", "--once", "--to", url, "--place", place)
        shown = f"http://127.0.0.1:{receiver.port}/events"
        assert ran.status == 0
        count = len(heard.events) - 1
        assert ran.out == f"events sent to `{shown}`: {count}\n"
        assert ran.err == (
            f"responselevels: event 0 was not taken by `{shown}`: HTTP 503 (attempt 1); "
            "sent again in 0.0 s\n"
        )
        assert desk("12T10:05", "propose", "pending.yaml", "--as", "zhang.wei").err == ""
        again = desk("12T10:10", "deliver", "--once", "--to", url, "--place", place, "--lang", "zh")
        assert again.out == f"已发送到 `{shown}` 的记录数：2\n"
    assert heard.events[-2]["type"] == "responselevels.proposal.v1"


def test_a_receiver_that_takes_nothing_ends_it_where_the_tries_are_said(desk: Desk) -> None:
    place = str(desk.folder / "place.db")
    with receiving(Heard(*[500] * 9)) as receiver:
        url = f"http://127.0.0.1:{receiver.port}/"
        ran = desk("12T10:00", "deliver", "--once", "--tries", "2", "--to", url, "--place", place)
    assert ran.status == 69
    assert ran.err.splitlines()[-1] == (
        "responselevels: event 0 was not taken in 2 attempts, the last: HTTP 500; "
        "see to the receiver, and send again from there"
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("https://u:hunter2@board.example.org/", WRITTEN), "has a name or a password in it"),
        (("http://board.example.org/", WRITTEN), "is not reached by https"),
        (("board", WRITTEN), "`--to` is no address"),
        (("https://board.example.org/", "hunter2"), f"{VARIABLE} has no secret"),
        (("https://board.example.org/", ""), f"{VARIABLE} has no secret"),
    ],
)
def test_what_is_wrong_is_said_and_no_secret_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, given: tuple[str, str], says: str
) -> None:
    url, secret = given
    monkeypatch.setenv(VARIABLE, secret)
    place = str(desk.folder / "place.db")
    ran = desk("12T10:00", "deliver", "--once", "--to", url, "--place", place)
    assert (ran.status, ran.out) == (2, "")
    assert says in ran.err
    assert "hunter2" not in ran.err
    assert WRITTEN not in ran.err
