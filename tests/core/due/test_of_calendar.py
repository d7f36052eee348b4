"""Cadences in the calendar of their zone, what expires, and proposals whose start comes near."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from responselevels.core.due.asking import Expiring
from responselevels.core.due.due import due
from responselevels.core.due.rows import Due
from responselevels.core.timeline import micros_of
from responselevels.models.parts.cites import Clause
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from tests.core.due.desk import BEIJING, asked, beside, book, did, on, order, rules, times, town

SECOND = timedelta(microseconds=1)
INSPECT = {"id": "inspect", "tier": "town", "every": "month", "do": "inspect"}


def cadence(valid: dict[str, Any] | None = None, **changes: Any) -> Rules:
    return rules(zone="Asia/Shanghai", valid=valid, cadence=[{**INSPECT, **changes}])


def told(rows: tuple[Due, ...], area: str = "lower") -> list[tuple[datetime | None, int]]:
    """Return when what *area* does is due, and how many periods were missed."""
    return [(row.due, row.missed) for row in rows if row.kind == "cadence" and row.area == area]


def first(month: int) -> datetime:
    return on(1, 0, month=month)


def test_every_area_of_the_tier_is_asked_in_the_period_at_hand() -> None:
    rows = asked(cadence(cite={"source": "plan", "clause": "3"}), at=on(10))
    assert [(row.area, row.name, row.due, row.overdue) for row in rows] == [
        ("lower", "inspect", first(7), False),
        ("upper", "inspect", first(7), False),
    ]
    assert rows[0].period == (first(6), first(7))
    assert rows[0].cite == Clause(source="plan", clause="3")
    assert rows[0].do is not None


@pytest.mark.parametrize(
    ("done", "there"),
    [
        (first(6), False),
        (first(6) - SECOND, True),
        (on(10), False),
        (on(10) + SECOND, True),
    ],
)
def test_a_deed_counts_for_the_period_that_it_is_dated_in(done: datetime, there: bool) -> None:
    rows = asked(cadence(), at=on(10), days=25, deeds=(did("inspect", "lower", done, "does"),))
    assert bool(told(rows)) is there
    assert told(rows, "upper") == [(first(7), 0)]


def test_periods_to_come_are_told_as_far_as_the_time_asked_reaches() -> None:
    rows = asked(cadence(), at=on(10), days=60)
    assert told(rows) == [(first(7), 0), (first(8), 0)]
    assert told(asked(cadence(), at=on(10), days=1)) == []
    assert told(asked(cadence(every="year"), at=on(10), days=300)) == [
        (datetime(2027, 1, 1, tzinfo=BEIJING), 0)
    ]


def test_of_missed_periods_the_last_and_their_number_are_told() -> None:
    since = cadence({"from": "2026-02-01T00:00+08:00"})
    deeds = (did("inspect", "lower", on(3, month=3), "does"),)
    rows = asked(since, at=on(10), days=1, deeds=deeds)
    assert told(rows) == [(first(6), 3)]
    assert told(rows, "upper") == [(first(6), 4)]
    assert all(row.overdue for row in rows)


@pytest.mark.parametrize(
    ("since", "missed"),
    [
        ("2026-05-01T00:00+08:00", [(first(6), 1)]),
        ("2026-05-01T00:00:00.000001+08:00", []),
        ("2026-04-30T23:59+08:00", [(first(6), 1)]),
    ],
)
def test_the_first_period_is_a_whole_one(since: str, missed: Any) -> None:
    assert told(asked(cadence({"from": since}), at=on(10), days=1)) == missed


def test_what_is_asked_only_later_is_not_due_yet() -> None:
    later = cadence({"from": "2026-06-15T00:00+08:00"})
    assert told(asked(later, at=on(10), days=30)) == []
    assert told(asked(later, at=on(10), days=60)) == [(first(8), 0)]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2026-07-01T00:00+08:00", [(first(7), 0)]),
        ("2026-06-30T23:59+08:00", []),
        ("2026-05-20T00:00+08:00", []),
    ],
)
def test_a_period_that_the_rules_do_not_outlive_is_not_asked(until: str, expected: Any) -> None:
    rows = asked(cadence({"to": until}), at=on(10), days=60)
    assert told(rows) == expected


def test_a_register_says_since_when_each_area_is_asked() -> None:
    known = beside(
        zone=BEIJING,
        since={("inspect", "lower"): micros_of(on(20, month=4))},
    )
    rows = due(book(cadence()), known, at=on(10), within=timedelta(0))
    assert told(rows) == [(first(6), 1)]
    assert told(rows, "upper") == []
    valid = cadence({"from": "2026-05-20T00:00+08:00"})
    assert told(due(book(valid), known, at=on(10), within=timedelta(0))) == []


def test_drills_have_no_calendar() -> None:
    assert asked(cadence({"to": "2026-06-20T00:00+08:00"}), at=on(10), drill=True) == ()
    known = book(cadence())
    assert due(known, beside(), at=on(10), within=timedelta(days=30)) == ()


# -- what expires ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (on(10), [("rules.expire", on(20), False)]),
        (on(20), [("rules.expire", on(20), False)]),
        (on(25), [("rules.expire", on(20), True)]),
        (on(1), []),
    ],
)
def test_rules_expire(at: datetime, expected: Any) -> None:
    ending = rules(valid={"to": "2026-06-20T08:00+08:00"})
    rows = asked(ending, at=at, days=15)
    assert times(rows) == expected
    assert [row.name for row in rows] == ["flood"] * len(expected)


@pytest.mark.parametrize(
    ("at", "there"), [(on(10), True), (on(20), True), (on(20) + SECOND, False), (on(4), False)]
)
def test_keys_expire(at: datetime, there: bool) -> None:
    known = beside(keys=[Expiring(id="ed25519:1", until=micros_of(on(20)))])
    rows = due(book(rules()), known, at=at, within=timedelta(days=15))
    assert times(rows) == ([("key.expires", on(20), False)] if there else [])


# -- proposals ---------------------------------------------------------------------------


def issuing(**changes: Any) -> IssueProposal:
    return IssueProposal.model_validate(
        {
            "id": "P-1",
            "area": "shuihe",
            "level": "III",
            "period": {"start": on(15), "end": on(16)},
            "issuer": "headquarters",
            **changes,
        }
    )


def ending(of: str) -> EndProposal:
    return EndProposal(action="end", id="P-2", order=of, at=on(15), issuer="headquarters")


@pytest.mark.parametrize(
    ("at", "there"), [(on(12), True), (on(15), True), (on(15) + SECOND, False), (on(4), False)]
)
def test_the_start_of_a_proposal_comes_near(at: datetime, there: bool) -> None:
    rows = asked(rules(), at=at, days=10, proposals=(issuing(),))
    assert times(rows) == ([("proposal.starts", on(15), False)] if there else [])


def test_proposals_to_end_begin_at_their_instant_and_to_ratify_at_none() -> None:
    proposals = (ending("C-1"), RatifyProposal(action="ratify", id="P-3", order="C-1", issuer="x"))
    rows = asked(rules(), order(end=on(30)), at=on(12), days=5, proposals=proposals)
    assert [(row.kind, row.name) for row in rows] == [("proposal.starts", "P-2")]


def test_a_proposal_that_is_an_order_already_waits_no_longer() -> None:
    rows = asked(rules(), order(), at=on(12), days=5, proposals=(issuing(id="C-1"),))
    assert rows == ()


def test_proposals_of_drills_are_told_with_the_drills() -> None:
    proposals = (issuing(drill=True), ending("D-1"), ending("none"))
    drill = town(id="D-1", drill=True, end=None)
    apart = asked(rules(), drill, at=on(12), proposals=proposals, drill=True)
    assert [row.name for row in apart] == ["P-1", "P-2"]
    rest = asked(rules(), drill, at=on(12), proposals=proposals)
    assert [row.name for row in rest] == ["P-2"]
