"""The overview of a register: what is open, what stands, which level holds where."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from responselevels.machine.lifecycle import Life
from responselevels.models.decisions import Verdict
from responselevels.register.clocks import GivenClock
from responselevels.register.history.asking.overview import Overview, overview_of
from responselevels.register.register import StoredRegister
from tests.register import duty
from tests.register.duty import (
    approval,
    assessment,
    at,
    ending_of,
    issued,
    made,
    order_of,
    ward_order,
)


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock()


@pytest.fixture
def register(sqlite_url: str, clock: GivenClock) -> Iterable[StoredRegister]:
    with made(sqlite_url, clock) as one:
        yield one


def standing(overview: Overview) -> list[tuple[str, Life]]:
    return [(one.order.id, one.life) for one in overview.orders]


def levels(overview: Overview) -> list[tuple[str, str | None]]:
    return [(area, span.level) for area, span in overview.levels]


def test_an_open_proposal_is_decided_as_of_the_instant(register: StoredRegister) -> None:
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval(hours=5))
    early, late = overview_of(register, at(1)), overview_of(register, at(6))
    verdicts = [
        one.decision.verdict
        for overview in (early, late)
        for one in overview.proposals
        if one.decision is not None
    ]
    assert verdicts == [Verdict.PENDING, Verdict.PERMIT]


def test_a_level_holds_until_it_changes_whichever_orders_it_comes_from(
    register: StoredRegister,
) -> None:
    register.issue(ward_order("N-1", start=24, end=48))
    register.issue(ward_order("N-2", start=48, end=72))
    ((area, span),) = overview_of(register, at(30)).levels
    assert (area, span.orders, span.end) == ("north", ("N-1",), at(72))


def test_proposals_that_are_closed_or_not_yet_there_are_left_out(
    register: StoredRegister, clock: GivenClock
) -> None:
    register.propose(order_of("P-1"))
    clock.at = at(2)
    register.withdraw("P-1")
    register.propose(order_of("P-2"))
    assert [one.dossier.id for one in overview_of(register, at(1)).proposals] == ["P-1"]
    assert [one.dossier.id for one in overview_of(register, at(3)).proposals] == ["P-2"]


def test_orders_stand_from_their_issue_until_they_are_over(
    register: StoredRegister,
) -> None:
    register.issue(ward_order("N-1"))
    register.end(ending_of("E-1", "N-1", 40))
    assert standing(overview_of(register, at(-1))) == []
    assert standing(overview_of(register, at(1))) == [("N-1", Life.ISSUED)]
    now = overview_of(register, at(30))
    assert standing(now) == [("N-1", Life.IN_FORCE)]
    assert now.orders[0].until == at(40)
    assert standing(overview_of(register, at(45))) == []
    assert standing(overview_of(register, at(48))) == []


def test_an_area_is_listed_where_its_level_is_another_than_above(
    register: StoredRegister, clock: GivenClock
) -> None:
    issued(register, order_of("P-1", "watch"))
    clock.at = at(1)
    register.issue(ward_order("N-1", "alert", 30, 40))
    assert levels(overview_of(register, at(10))) == []
    assert levels(overview_of(register, at(25))) == [("district", "watch")]
    assert levels(overview_of(register, at(35))) == [("district", "watch"), ("north", "alert")]
    span = overview_of(register, at(35)).levels[1][1]
    assert (span.orders, span.end) == (("N-1",), at(40))


def test_drills_have_an_overview_of_their_own(register: StoredRegister) -> None:
    register.issue(ward_order("N-1", drill=True))
    assert standing(overview_of(register, at(30))) == []
    drills = overview_of(register, at(30), drill=True)
    assert standing(drills) == [("N-1", Life.IN_FORCE)]
    assert levels(drills) == [("north", "watch")]


def test_the_overview_follows_what_was_known(register: StoredRegister, clock: GivenClock) -> None:
    clock.at = at(2)
    register.issue(ward_order("N-1"))
    before = register.as_known_at(at(1))
    assert standing(overview_of(before, at(30))) == []
    assert levels(overview_of(before, at(30))) == []
    assert levels(overview_of(register, at(30))) == [("north", "watch")]


def test_a_proposal_that_names_what_is_no_more_has_an_error_instead(
    register: StoredRegister, clock: GivenClock
) -> None:
    register.propose(ward_order("N-1"))
    clock.at = at(1)
    register.adopt(
        areas=duty.areas(("district", "district", None)),
        merged={"north": "district", "south": "district"},
    )
    (one,) = overview_of(register, at(2)).proposals
    assert one.decision is None
    assert one.error is not None
    assert [str(problem.where) for problem in one.error.problems] == ["area", "scope[0]"]
