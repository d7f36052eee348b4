"""Who may read one ward learns nothing of another: not from any page, list, picture, proof, error, tag or form.

The other ward is called ``zebra``, and so is all that is in it. Whatever is asked about it is asked
about something that was never there as well, in the same words: both answers have to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from threading import current_thread
from typing import Any

import pytest
from starlette.testclient import TestClient

from responselevels.models.areas import Areas
from responselevels.models.orders import Assessment
from responselevels.register.clocks import GivenClock
from responselevels.register.log.actors import Actor
from responselevels.server.http.endpoints import events
from tests.register.duty import START, at, ending_of, made, on, order_of, ward_order
from tests.server.attacks.addresses import addresses
from tests.server.duty_room import AS, BASE, NORTH, SLUG, Room, app_of, settings_of

HIDDEN, NEVER = "zebra", "zonko"
"""What is there and hidden, and what was never there: of one length, so that answers are, too."""

AREAS = Areas.model_validate(
    {
        "areas": [
            {"id": "district", "tier": "district"},
            {"id": "north", "tier": "ward", "parent": "district", "title": "Northern ward"},
            {"id": HIDDEN, "tier": "ward", "parent": "district", "title": "Ward of the zebra"},
        ]
    }
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A server whose register has orders of both wards, and some that are of both."""
    folder: Path = tmp_path_factory.mktemp("apart")
    url, clock = f"sqlite:///{folder / 'register.db'}", GivenClock(START)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESPONSELEVELS_STATE", str(folder / "state"))
        patch.setattr(events, "_LONGEST", 2)
        patch.setattr(events, "_PAUSE", 0.0)
        with made(url, clock, areas=AREAS) as register:
            told(register, clock)
        app = app_of(settings_of(url, clock))
        with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
            yield Room(client, app.state.registers[SLUG], clock)


def told(register: Any, clock: GivenClock) -> None:
    """Have things happen in the hidden ward, in the other, and in both."""
    keeper = Actor(person="zebra.keeper", body="ward_office")
    theirs: dict[str, Any] = {"ward": HIDDEN, "proposer": "zebra.keeper", "reason": "a zebra fair"}
    register.propose(ward_order("zebra-1", **theirs), by=keeper)
    register.assess(
        "zebra-1", Assessment(by="office", at=START, summary="zebras are calm"), by=keeper
    )
    register.carry_out("issue", ward_order("zebra-2", start=1, **theirs), by=keeper)
    register.carry_out("end", ending_of("zebra-3", "zebra-2", 40, proposer="zebra.keeper"))
    register.propose(ending_of("zebra-4", "zebra-2", 30, proposer="zebra.keeper"), by=keeper)
    register.carry_out("issue", ward_order("N-1", start=1))
    both: dict[str, Any] = {
        "level": "closed",
        "start": 0.5,
        "scope": ["north", HIDDEN],
        "transition": "at_once",
    }
    office = Actor(person="li.na", body="office")
    register.carry_out("issue", order_of("D-1", **both), by=office)
    part = ending_of("D-2", "D-1", 30, issuer="office", scope=[HIDDEN])
    register.propose(part, by=office)
    register.propose(order_of("D-3", start=60, end=80, scope=["north", HIDDEN]), by=office)
    clock.at = at(2)


FILLED = {
    "slug": [SLUG],
    "proposal": ["zebra-1", "zebra-2", "D-1", "D-3"],
    "order": ["zebra-2", "D-1"],
    "area": [HIDDEN, "north", "district"],
    "seq": [str(seq) for seq in range(2, 16)],
    "rest": ["zebra"],
    "identifier": ["zebra-2", "D-1", "responselevels.zebra-2.1"],
}
ANY = ["zebra", "zebra-1", "zebra-2", "D-1"]
"""What stands for a part of an address that is not among these."""

NAMED = {"proposals": "proposal", "orders": "order", "areas": "area"}
ASKED = {
    "api": ["", f"?at={on(3).replace('+', '%2B')}", f"?known_at={on(1).replace('+', '%2B')}"],
    "areas": ["", "?search=zebra", "?under=zebra", "?search=ward"],
    "levels": ["", "?under=zebra"],
    "events": ["?after=-1"],
    "log": ["", "?after=2&limit=3"],
    "consistency": ["?old=3"],
    "measures": ["", "?compare=alert", "?hidden=true"],
    "timeline": [f"?start={on(0).replace('+', '%2B')}&end={on(90).replace('+', '%2B')}"],
    "signing": ["?body=ward_office"],
    "propose": ["", "?area=zebra"],
    "board": ["", "?area=zebra"],
    "": ["", "?q=zebra", "?area=zebra", "?q=ward"],
}
ELSEWHERE = re.compile(r"/(people|login|logout|static|health|metrics)|openapi|^/$")
"""What is no register's, or of accounts, which have no areas."""


def places(app: Any, method: str) -> Iterator[str]:
    """Yield each address of a register that is asked by *method*, with names where it has some."""
    for how, pattern in addresses(app):
        if how == method and not ELSEWHERE.search(pattern) and "/drill" not in pattern:
            yield from filled(pattern)


def filled(pattern: str) -> list[str]:
    found = [pattern]
    for given, kind in re.findall(r"(\{(\w+)(?::path)?\})", pattern):
        name = NAMED.get(pattern.split("/")[3], kind) if kind == "name" else kind
        found = [one.replace(given, value) for one in found for value in FILLED.get(name, ANY)]
    return found


def asked(place: str) -> list[str]:
    """Return *place* with what may be asked of it."""
    parts = place.removeprefix(f"/r/{SLUG}").split("/")
    last = parts[-1] if "zebra" not in parts[-1] else ""
    ways = ASKED.get(last) or ASKED["api" if "api" in parts else ""]
    return [place + way for way in ways]


def plain(text: str, name: str) -> str:
    """Return an answer without what is drawn anew for each, *name* put out of it."""
    text = re.sub(r'"request": ?"[^"]*"|name="key" value="[^"]*"|data-mark="[^"]*"', "", text)
    return re.sub(re.escape(name), "…", text, flags=re.IGNORECASE)


def facts(answer: Any, name: str) -> tuple[Any, ...]:
    """Return all that an answer says: status, headers and text."""
    headers = {
        key: plain(value, name)
        for key, value in answer.headers.items()
        if key not in {"x-request-id", "date"}
    }
    if headers.get("content-type", "").startswith("text/html"):
        headers.pop("etag", None)  # the digest of the page, which has the name that was asked for
    return answer.status_code, headers, plain(answer.text, name)


def sent(room: Room, method: str, place: str, **more: Any) -> Any:
    headers = {AS: f"Bearer {NORTH.person}", **more.pop("headers", {})}
    return room.client.request(method, place, headers=headers, follow_redirects=False, **more)


def check(room: Room, method: str, place: str, **more: Any) -> str | None:
    """Return what is wrong with an answer to somebody of the other ward; None where nothing is."""
    answer = sent(room, method, place, **more)
    if HIDDEN not in place and HIDDEN not in repr(more):
        said = [line for line in answer.text.splitlines() if HIDDEN in line.lower()]
        told = HIDDEN in repr(answer.headers).lower() or said
        return f"{method} {place} tells of it: {said}" if told else None
    twin = {
        key: eval(repr(value).replace(HIDDEN, NEVER))  # noqa: S307 - plain values of this test
        for key, value in more.items()
    }
    never = sent(room, method, place.replace(HIDDEN, NEVER), **twin)
    there, nothing = facts(answer, HIDDEN), facts(never, NEVER)
    if there == nothing:
        return None
    lines = unified_diff(str(nothing[2]).splitlines(), str(there[2]).splitlines(), lineterm="", n=0)
    return "\n".join([f"{method} {place} {more}: {there[:2]} for {nothing[:2]}", *lines])


def test_nothing_that_can_be_read_tells_of_a_ward_that_is_not_theirs(room: Room) -> None:
    found = [one for place in places(room.client.app, "GET") for one in asked(place)]
    assert len(found) > 120
    faults = [fault for one in found if (fault := check(room, "GET", one))]
    assert faults == [], "\n\n".join(faults)


def test_who_may_read_both_wards_is_told_of_it_by_the_same_addresses(room: Room) -> None:
    """What is left out above is there for others: the test before would notice it."""
    told_of = 0
    for place in places(room.client.app, "GET"):
        reader = {AS: "Bearer li.na"}
        answer = room.client.get(place, headers=reader, follow_redirects=False)
        told_of += answer.status_code == 200 and HIDDEN in answer.text.lower()
    assert told_of > 25


ACTS: dict[str, Any] = {
    "assess": {"by": "ward_office"},
    "approve": {"body": "ward_office"},
    "refuse": {"body": "ward_office", "area": "zebra"},
    "retract": {"body": "ward_office"},
    "withdraw": {"reason": "x"},
    "signed": {"payload": "eA==", "payloadType": "x", "signatures": []},
    "deeds": {"duty": "report", "order": "zebra-2"},
}


def issue_of(**more: Any) -> dict[str, Any]:
    period = {"start": on(24), "end": on(48)}
    return {
        "id": "new",
        "area": "north",
        "level": "alert",
        "scope": ["north"],
        "period": period,
        "issuer": "ward_office",
        **more,
    }


def end_of(order: str = "zebra-2", **more: Any) -> dict[str, Any]:
    return {
        "action": "end",
        "id": "new-end",
        "order": order,
        "at": on(30),
        "issuer": "ward_office",
        **more,
    }


PROPOSED: list[dict[str, Any]] = [
    issue_of(area="zebra"),
    issue_of(scope=["zebra"]),
    issue_of(scope=["north", "zebra"]),
    issue_of(area="zebra", scope=["zebra"], bogus=1),
    issue_of(scope=["zebr"]),
    issue_of(scope=["Ward of the zebra"]),
    issue_of(approvals=[{"body": "board", "area": "zebra", "person": "x", "at": on(0)}]),
    end_of(),
    end_of("zebra-"),
    end_of("D-1"),
    end_of("D-1", scope=["zebra"]),
    end_of(bogus=1),
    {"action": "ratify", "id": "new-ratify", "order": "zebra-2", "issuer": "ward_office"},
]


@pytest.mark.parametrize("seen", [None, "*", '"x"'])
def test_no_act_tells_whether_something_is_there_in_a_ward_that_is_not_theirs(
    room: Room, seen: str | None
) -> None:
    headers = {} if seen is None else {"If-Match": seen}
    before = room.register.head.size
    faults = []
    for method in ("POST", "PUT"):
        for place in places(room.client.app, method):
            if "/api/" not in place or "D-" in place:
                continue
            act = place.rpartition("/")[2]
            bodies = [ACTS[act]] if act in ACTS else [end_of(), issue_of(area="zebra")]
            if method == "PUT":
                bodies = [issue_of(id="zebra-1")]
            faults += [check(room, method, place, json=one, headers=headers) for one in bodies]
    assert [one for one in faults if one] == []
    assert room.register.head.size == before


@pytest.mark.parametrize("to", ["/decisions", "/proposals"])
def test_no_proposal_tells_what_there_is_in_a_ward_that_is_not_theirs(room: Room, to: str) -> None:
    before = room.register.head.size
    faults = [check(room, "POST", BASE + to, json=one) for one in PROPOSED]
    assert [one for one in faults if one] == []
    assert room.register.head.size == before


FORMS: list[tuple[str, dict[str, Any]]] = [
    ("propose", {"do": "check", "area": "zebra"}),
    ("propose", {"do": "check", "area": "Ward of the zebra", "level": "alert"}),
    ("propose", {"do": "propose", "area": "north", "scope": "zebra", "id": "new"}),
    ("propose", {"do": "find", "find": "zebra", "area": "district"}),
    ("propose", {"do": "check", "remedy": '{"scope": ["zebra"]}', "area": "north"}),
    ("proposals/zebra-1", {"do": "approve", "body": "ward_office", "seen": "x"}),
    ("proposals/zebra-1", {"do": "decide", "seen": "*"}),
    ("proposals/zebra-1", {"do": "withdraw", "seen": "*"}),
    ("proposals/zebra-1", {"do": "nonsense"}),
    ("proposals/zebra-1/amend", {"do": "check", "area": "north"}),
    ("proposals/zebra-1/amend", {"do": "amend", "area": "zebra", "seen": "*"}),
    ("orders/zebra-2", {"do": "done", "kind": "duty", "name": "x"}),
    ("orders/zebra-2/end", {"do": "check"}),
    ("orders/zebra-2/end", {"do": "propose", "id": "new-end", "issuer": "ward_office"}),
    ("orders/zebra-2/ratify", {"do": "propose", "id": "new-r", "issuer": "ward_office"}),
    ("orders/D-1/end", {"do": "check", "scope": "zebra"}),
    ("log", {"do": "verify"}),
]


def whole_form(fields: dict[str, Any]) -> dict[str, Any]:
    """Return *fields* in a form that is filled in otherwise, so that it is decided."""
    blank = {"level": "alert", "issuer": "ward_office", "id": "new"}
    return {**blank, "start": "2026-03-02T00:00", "end": "2026-03-05T00:00", **fields}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_form_tells_what_there_is_in_a_ward_that_is_not_theirs(room: Room, lang: str) -> None:
    before = room.register.head.size
    faults = [
        check(room, "POST", f"/r/{SLUG}/{place}?lang={lang}", data=whole_form(fields))
        for place, fields in FORMS
    ]
    assert [one for one in faults if one] == []
    assert room.register.head.size == before


def test_a_key_of_somebody_else_tells_nothing_of_what_they_asked(room: Room) -> None:
    """A name for a request is its account's own: another account's is as new."""
    headers = {AS: "Bearer li.na", "Idempotency-Key": "theirs", "If-Match": "*"}
    room.client.post(f"{BASE}/proposals/D-3/decide", headers=headers)
    mine = {"Idempotency-Key": "theirs"}
    first = check(room, "POST", f"{BASE}/proposals", json=issue_of(scope=["zebra"]), headers=mine)
    assert first is None
    answer = sent(room, "POST", f"{BASE}/proposals", json=issue_of(id="N-9"), headers=mine)
    assert answer.status_code == 201


def test_what_is_hidden_takes_no_more_work_than_what_is_not_there(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted are decisions and lines read, not seconds: they are what takes time."""
    work: list[str] = []
    register, following = room.register, room.served.following._thread
    for owner, name in ((type(register), "decide"), (type(register.store), "lines")):
        real = getattr(owner, name)

        def counted(
            self: Any, *args: Any, _real: Any = real, _name: str = name, **more: Any
        ) -> Any:
            if current_thread() is not following:
                work.append(_name)
            return _real(self, *args, **more)

        monkeypatch.setattr(owner, name, counted)
    for place in ("proposals/zebra-1", "proposals/zebra-1/decision", "orders/zebra-2/history"):
        counts = []
        for name in (HIDDEN, NEVER):
            work.clear()
            assert sent(room, "GET", f"{BASE}/{place.replace(HIDDEN, name)}").status_code == 404
            counts.append(list(work))
        assert counts[0] == counts[1]
