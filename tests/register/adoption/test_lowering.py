"""`lowering: free` adopted, used, and given back: what was lowered stays so, and nothing more is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from responselevels.models.decisions import NotPermitted
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.log.events import Head, events_of
from responselevels.register.register import StoredRegister
from tests.register import duty
from tests.register.duty import at, order_of


def changed(**more: Any) -> Rules:
    """Return the rules with some keys changed."""
    written = duty.RULES.model_dump(by_alias=True, exclude_defaults=True)
    return Rules.model_validate({**written, **more})


FREE = [{"what": "eased", "kind": "lowering", "rule": "lowering"}]


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock(at(0))


@pytest.fixture
def register(tmp_path: Any, clock: GivenClock) -> Iterator[StoredRegister]:
    with duty.made(f"sqlite:///{tmp_path}/r.db", clock) as made:
        yield made


def milder(register: StoredRegister, name: str, start: float, end: float) -> Any:
    """Issue something milder, assessed and approved at the beginning."""
    return duty.issued(register, order_of(name, "watch", start, end))


def test_free_is_listed_used_and_given_back(register: StoredRegister, clock: GivenClock) -> None:
    clock.at = at(1)
    duty.issued(register, order_of("D-1", "closed", 24, 72))
    with pytest.raises(NotPermitted) as waits:
        milder(register, "D-2", 24, 36)
    decision = waits.value.decision
    assert decision.verdict.value == "pending"
    assert [(f.code, f.rule) for f in decision.findings if "lowers" in f.facts] == [
        ("approval.missing", "stand_down"),
        ("approval.before_order", "stand_down"),
    ]
    assert duty.adopted(register, rules=changed(lowering="free")) == FREE
    milder(register, "D-3", 24, 36)
    assert register.level("district", at=at(30)).level == "watch"
    assert duty.adopted(register, rules=duty.RULES) == []
    # What was lowered while it was free is lowered; the rest of it takes what its ending takes.
    milder(register, "D-4", 26, 36)
    with pytest.raises(NotPermitted) as again:
        milder(register, "D-5", 30, 48)
    rows = [f.where for f in again.value.decision.findings if f.code == "approval.missing"]
    assert [(row.orders, row.start, row.end) for row in rows[0]] == [(("D-1",), at(36), at(48))]
    assert [register.level("district", at=at(hour)).level for hour in (30, 40)] == [
        "watch",
        "closed",
    ]
    assert register.replay() == []


def test_what_the_log_says_of_an_issue_is_what_it_replaces(register: StoredRegister) -> None:
    duty.issued(register, order_of("D-1", "watch", 24, 72))
    duty.issued(register, order_of("D-2", "closed", 36, 48))
    events = map(duty.fields_of, events_of(register.store.lines(), Head()))
    *_, said = (one for one in events if one["kind"] == "decision")
    assert [(row["order"], row["area"]) for row in said["replaces"]] == [("D-1", "district")]
    assert register.replay() == []


@pytest.mark.parametrize("mode", ["as_ending", "free"])
def test_to_refuse_no_more_is_listed_and_to_refuse_is_not(
    register: StoredRegister, mode: str
) -> None:
    duty.issued(register, order_of("D-1", "closed", 24, 72))
    assert duty.adopted(register, rules=changed(lowering="refused")) == []
    assert duty.adopted(register, rules=changed(lowering=mode)) == FREE
