"""Resolving: every name of a proposal looked up, every unknown one reported with its path."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from responselevels.core.deciding.case import Case, resolve
from responselevels.core.timeline import FOREVER, micros_of
from responselevels.errors import InputError
from tests.core.desk import NOW, approval, city, ending, world
from tests.model.scenes import Data, at, on, order, period
from tests.model.shrink import PROPOSAL

BERLIN = ZoneInfo("Europe/Berlin")
HELD = [order("N-1", "north", "red", (2, 9)), order("R-2", "home", "red", (2, 9), issued_at=on(4))]


def resolved(proposal: Data, *held: Data, when: datetime = NOW) -> Case:
    book = world(list(held))
    return resolve(book.scheme, book, PROPOSAL.validate_python(proposal), when)


def refused(proposal: Data, *held: Data, when: datetime = NOW) -> list[str]:
    with pytest.raises(InputError) as caught:
        resolved(proposal, *held, when=when)
    return str(caught.value).split("\n")


def heads(lines: list[str]) -> list[tuple[str, str]]:
    """Return the path and the suggestion of each line."""
    return [(line.partition(": ")[0], line.rpartition("; ")[2]) for line in lines]


MISSPELT: Data = {
    "issuer": "cityhall",
    "assessment": {"by": "offic", "with": ["office", "polise"], "at": on(1)},
    "approvals": [approval("board"), approval("bord", area="hom")],
}


def test_every_unknown_name_of_an_issue_is_reported() -> None:
    proposal = city("rot", scope=["lane", "lone"], transition="city_ordr", **MISSPELT)
    assert heads(refused(proposal | {"area": "nort"})) == [
        ("area", "did you mean `north`?"),
        ("level", "known: `green`, `yellow`, `orange` and `red`"),
        ("scope[1]", "did you mean `lane`?"),
        ("issuer", "did you mean `city_hall`?"),
        ("transition", "did you mean `city_order`?"),
        ("assessment.by", "did you mean `office`?"),
        ("assessment.with[1]", "did you mean `police`?"),
        ("approvals[1].body", "did you mean `board`?"),
        ("approvals[1].area", "did you mean `home`?"),
    ]


def test_every_unknown_name_of_an_ending_is_reported() -> None:
    assert heads(refused(ending("N1", scope=["lone"], **MISSPELT), *HELD)) == [
        ("issuer", "did you mean `city_hall`?"),
        ("assessment.by", "did you mean `office`?"),
        ("assessment.with[1]", "did you mean `police`?"),
        ("approvals[1].body", "did you mean `board`?"),
        ("approvals[1].area", "did you mean `home`?"),
        ("scope[0]", "did you mean `lane`?"),
        ("order", "did you mean `N-1`?"),
    ]


def test_every_unknown_name_of_a_ratification_is_reported() -> None:
    proposal: Data = {"id": "P", "action": "ratify", "order": "N-1", "issuer": "mayor"}
    assert heads(refused({**proposal, "approvals": [approval("bord")]}, *HELD)) == [
        ("issuer", "known: `office`, `police`, `committee`, `board`, `city_hall` and `city_watch`"),
        ("approvals[0].body", "did you mean `board`?"),
    ]


def test_an_order_issued_later_is_not_known_yet() -> None:
    assert refused(ending("R-2"), *HELD) == ["order: unknown order `R-2`; known: `N-1`"]
    assert resolved(ending("R-2"), *HELD, when=at(4)).order is not None


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (
            datetime(2026, 2, 3, 8),  # noqa: DTZ001 - refused for that
            "at: `2026-02-03T08:00:00` has no offset; add one, such as `+08:00`, or `Z` for UTC",
        ),
        (
            datetime(2026, 3, 29, 2, 30, tzinfo=BERLIN),
            (
                "at: `2026-03-29T02:30:00+01:00` is skipped in its time zone when clocks go forward; "
                "take an earlier or a later time"
            ),
        ),
    ],
    ids=["naive", "in a gap"],
)
def test_a_time_without_offset_or_that_clocks_skip_is_refused(when: datetime, said: str) -> None:
    assert refused(city(), when=when) == [said]


def places(case: Case, numbers: tuple[int, ...]) -> list[str]:
    return [case.scheme.tree.ids[number] for number in numbers]


def test_a_case_holds_what_an_issue_names() -> None:
    case = resolved(city("red", 5, 9, scope=["mill", "south", "lane", "mill"], drill=True))
    assert places(case, (case.issuing,)) == ["north"]
    assert places(case, case.named) == ["lane", "mill", "south"]
    assert places(case, case.inside) == ["lane", "mill"]
    assert (case.rank, case.at, case.drill) == (3, micros_of(NOW), True)
    assert (case.start, case.end, case.order) == (micros_of(at(5)), micros_of(at(9)), None)
    assert (case.view.start, case.view.end, case.view.drill) == (case.start, case.end, True)


def test_where_none_is_named_the_scope_is_the_issuing_area() -> None:
    case = resolved(city())
    assert (case.named, places(case, case.inside)) == ((), ["north"])


def test_where_all_named_areas_lie_outside_nothing_is_left_to_look_at() -> None:
    assert resolved(city(scope=["south"])).inside == ()


def test_an_open_or_empty_period_still_has_a_first_instant() -> None:
    assert resolved(city(end=None)).end == FOREVER
    case = resolved(city(start=9, end=5))
    assert (case.view.start, case.view.end) == (micros_of(at(9)), micros_of(at(9)) + 1)


def test_a_case_to_end_an_order_reaches_from_the_instant_to_the_end_of_the_order() -> None:
    case = resolved(ending("N-1", 4, scope=["lane", "south"]), *HELD)
    assert case.order is not None
    assert case.order.id == "N-1"
    assert places(case, (case.issuing, *case.named)) == ["north", "lane", "south"]
    assert places(case, case.inside) == ["lane"]
    assert (case.start, case.end, case.rank) == (micros_of(at(4)), micros_of(at(9)), 3)


def test_an_ending_that_names_no_part_is_of_the_whole_scope() -> None:
    held = order("N-1", "north", "red", (2, 9), scope=["mill", "lane"], drill=True)
    case = resolved(ending("N-1"), held)
    assert (case.named, places(case, case.inside), case.drill) == ((), ["lane", "mill"], True)


def test_a_case_to_ratify_reaches_from_the_decision_to_the_end_of_the_order() -> None:
    held = order("N-1", "north", "red", (1, 9), provisional_until=on(5))
    proposal: Data = {"id": "P", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    case = resolved(proposal, held)
    assert (case.start, case.end) == (micros_of(NOW), micros_of(at(9)))
    assert (case.named, places(case, case.inside)) == ((), ["north"])


@pytest.mark.parametrize(
    ("proposal", "hours"),
    [
        (city(), 8),
        (city() | {"period": {**period(5, 9), "start": "2026-02-05T00:00-05:00"}}, -5),
        (city() | {"period": {**period(5, 9), "start": "2026-02-05T00:00Z"}}, 0),
        (ending("N-1"), 8),
        ({"id": "P", "action": "ratify", "order": "N-1", "issuer": "office"}, 8),
    ],
)
def test_the_offset_for_reports_is_the_one_written_in_the_proposal_or_that_of_its_order(
    proposal: Data, hours: float
) -> None:
    when = NOW.astimezone(timezone(timedelta(hours=9)))
    assert resolved(proposal, *HELD, when=when).offset == timedelta(hours=hours)
