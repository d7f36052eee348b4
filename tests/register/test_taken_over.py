"""Orders issued elsewhere are audited when they are taken over; what came of it is in the log."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.models.decisions import Verdict
from responselevels.models.orders import Order
from responselevels.register.log.events import hash_of, line_of
from responselevels.register.replay import replay
from tests.register.duty import fields_of, made, on, opened


def order(name: str, level: str = "watch", issuer: str = "ward_office", **more: Any) -> Order:
    fields = {
        "id": name,
        "area": "north",
        "level": level,
        "scope": ["north"],
        "period": {"start": on(-8), "end": on(48)},
        "issuer": issuer,
        "issued_at": on(-9),
        **more,
    }
    return Order.model_validate(fields)


LAWFUL = order("N-1")
UNLAWFUL = order("D-1", "alert", "office", area="district", scope=["district"], issued_at=on(-8.5))


def test_what_the_rules_did_not_permit_is_recorded_with_the_order(register_url: str) -> None:
    made(register_url, orders=[LAWFUL, UNLAWFUL]).close()
    with opened(register_url) as register:
        (name,) = register.not_permitted()
        assert name == "D-1"
        told = register.not_permitted()["D-1"]
        assert told.verdict is Verdict.PENDING
        assert "approval.missing" in {one.code for one in told.findings}
        kept = fields_of(register.state.order_events["N-1"][0])["audit"]
        assert kept == {"verdict": "permit", "findings": []}
        assert register.replay() == []


def rewritten(lines: list[bytes], change: Any) -> list[bytes]:
    """Return *lines* with each event changed by *change*, chained anew."""
    import json

    before, found = "0" * 64, []
    for line in lines:
        fields = json.loads(line)
        change(fields)
        found.append(line_of({**fields, "prev": before}))
        before = hash_of(found[-1])
    return found


@pytest.mark.parametrize("how", ["permitted", "left out"])
def test_replay_audits_them_again(sqlite_url: str, how: str) -> None:
    def change(fields: dict[str, Any]) -> None:
        if fields["kind"] == "order" and fields["order"]["id"] == "D-1":
            fields["audit"] = {"verdict": "permit", "findings": []}
            if how == "left out":
                del fields["audit"]

    with made(sqlite_url, orders=[LAWFUL, UNLAWFUL]) as register:
        lines = rewritten(list(register.store.lines()), change)
        (found,) = replay(lines, register.store.document)
    assert (found.of, found.what) == ("D-1", "audit")


def test_a_register_of_before_replays_without_audits(sqlite_url: str) -> None:
    def change(fields: dict[str, Any]) -> None:
        for name in ("audit", "audited", "clock"):
            fields.pop(name, None)

    with made(sqlite_url, orders=[LAWFUL, UNLAWFUL]) as register:
        lines = rewritten(list(register.store.lines()), change)
        assert list(replay(lines, register.store.document)) == []


def test_a_grace_that_was_longer_than_its_rule_gives_is_recorded_and_replays(
    sqlite_url: str,
) -> None:
    graced = Order.model_validate(
        {
            "id": "O-1",
            "area": "district",
            "level": "closed",
            "scope": ["district"],
            "period": {"start": on(-10), "end": on(900)},
            "issuer": "office",
            "issued_at": on(-20),
            "transition": "at_once",
            "provisional_until": on(800),
        }
    )
    with made(sqlite_url, orders=(graced,)) as register:
        (told,) = register.not_permitted().values()
        assert [one.code for one in told.findings] == ["provisional.longer"]
        assert register.replay() == []
