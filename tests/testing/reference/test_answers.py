"""What the reference engine is asked in public: as the engine is, with the same answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from responselevels import (
    Area,
    Areas,
    Evidence,
    InputError,
    Register,
    Rules,
    audit,
    book_of,
    compile_scheme,
    decide,
)
from responselevels.core.orders import holdings
from responselevels.testing import reference
from responselevels.testing.reference.values import AnyProposal
from tests.core.desk import AREAS, NOW, RULES, approval, asking, city, ending, region, rules
from tests.model.naive import World
from tests.model.scenes import Data, at, on, order, scene

RED = order("N-1", "north", "red", (1, 20))
HOME = order("H-1", "home", "orange", (1, 10))
LATER = order("N-2", "north", "yellow", (4, 6), issued_at=on(3, 6))


def asked(
    proposal: Data, *held: Data, written: Data = RULES, areas: list[Data] = AREAS
) -> tuple[World, AnyProposal]:
    return scene({"rules": written, "areas": areas}, list(held), proposal)


def both(
    proposal: Data, *held: Data, written: Data = RULES, known: Evidence | None = None
) -> reference.Decision:
    """Return the reference engine's decision, which is the engine's as well."""
    world, one = asked(proposal, *held, written=written)
    scheme = compile_scheme(world.rules, world.areas)
    more = () if known is None else (known,)
    theirs = reference.decide(world.rules, world.areas, world.orders, one, NOW, *more)
    ours = decide(scheme, book_of(scheme, world.orders), one, NOW, *more)
    assert reference.differences(theirs, reference.plain(ours)) == ()
    return theirs


def test_a_proposal_to_issue_is_decided_with_all_that_it_sets_in_motion() -> None:
    made = both(city("red"), HOME)
    assert (made.verdict, made.transition, made.proposal) == ("permit", "city_order", "P-1")
    assert made.changes == (reference.Change("north", at(5), at(9), "orange", "red"),)
    assert made.decided_at == NOW


def test_a_proposal_to_end_and_one_to_ratify_are_decided_too() -> None:
    assert both(ending("N-1"), RED).codes() == {"level.lowers": "note"}
    ratify = {"id": "P-1", "action": "ratify", "order": "N-1", "issuer": "city_hall"}
    assert set(both(ratify, RED).codes()) == {"transition.undefined", "order.not_provisional"}


def test_what_a_register_knows_is_taken_into_account() -> None:
    written = asking(approval="committee", signed=True)
    given = city(approvals=[approval("committee", person="li.na")])
    assert both(given, written=written).verdict == "pending"
    assert both(given, written=written, known=Evidence(signed={0: "li.na"})).verdict == "permit"


def test_orders_issued_after_the_decision_do_not_count() -> None:
    assert both(city(), LATER) == both(city())


def test_an_audit_decides_each_order_as_of_its_issue() -> None:
    world, _ = asked(city(), HOME, {**RED, "issuer": "city_hall"}, LATER)
    scheme = compile_scheme(world.rules, world.areas)
    made = [*reference.audit(world.rules, world.areas, world.orders)]
    assert [one for one, _decision in made] == [*world.orders]
    ours = [reference.plain(decision) for _order, decision in audit(scheme, world.orders)]
    assert [decision for _order, decision in made] == ours
    assert [decision.verdict for decision in ours] == ["permit", "permit", "deny"]


def test_levels_floors_and_timelines_are_those_of_a_register() -> None:
    world, _ = asked(city(), HOME, RED)
    held = (world.rules, world.areas, world.orders)
    book = book_of(compile_scheme(world.rules, world.areas), world.orders)
    for area in (area.id for area in world.areas.areas):
        level = holdings.level_at(book, area, NOW)
        assert reference.level(*held, area, at=NOW) == reference.Holding(level.level, level.orders)
        floor = holdings.floor_at(book, area, NOW)
        assert reference.floor(*held, area, at=NOW) == reference.Holding(floor.level, floor.orders)
        assert reference.timeline(*held, area, at(1), None) == tuple(
            reference.LevelSpan(one.start, one.end, one.level, one.orders)
            for one in holdings.timeline(book, area, start=at(1), end=None)
        )
    lane = reference.floor(*held, "north", at=NOW, place="lane")
    assert lane == reference.Holding("orange", ("H-1",))
    assert reference.level(*held, "north", at=NOW, drill=True) == reference.Holding("green")


# -- what cannot be understood -----------------------------------------------------------

TRACKED = rules(tracks=[{"id": "flood"}])
TABLED = rules(
    facts=[
        {"id": "people", "unit": "1", "from": 0},
        {"id": "kind", "one_of": ["fair", "match"]},
        {"id": "night", "type": "yes_no"},
    ],
)


def stating(**facts: Any) -> Data:
    return city(assessment={"by": "office", "at": on(2), "facts": facts})


@pytest.mark.parametrize(
    ("proposal", "written", "said"),
    [
        (city() | {"area": "nowhere"}, RULES, "area: unknown area `nowhere`"),
        (city("purple"), RULES, "level: unknown level `purple`"),
        (city(issuer="nobody"), RULES, "issuer: unknown body `nobody`"),
        (city(scope=["lane", "nowhere"]), RULES, "scope[1]: unknown area `nowhere`"),
        (city(transition="none"), RULES, "transition: unknown transition `none`"),
        (ending("N-9"), RULES, "order: unknown order `N-9`"),
        (ending("N-2"), RULES, "order: unknown order `N-2`"),
        (ending("N-1", scope=["nowhere"]), RULES, "scope[0]: unknown area `nowhere`"),
        (city(approvals=[approval("nobody")]), RULES, "approvals[0].body: unknown body `nobody`"),
        (
            city(approvals=[approval("office", area="x")]),
            RULES,
            "approvals[0].area: unknown area `x`",
        ),
        (
            city(assessment={"by": "no", "with": ["one"], "at": on(2)}),
            RULES,
            "assessment.by: unknown body `no`\nassessment.with[0]: unknown body `one`",
        ),
        (city(track="flood"), RULES, "track: the rules have no tracks, yet `flood` is named"),
        (city(), TRACKED, "track: the rules have tracks, and none is named"),
        (city(track="wind"), TRACKED, "track: unknown track `wind`"),
        (stating(rain=5), TABLED, "assessment.facts.rain: unknown fact `rain`"),
        (stating(people=True), TABLED, "assessment.facts.people: "),
        (stating(people="many"), TABLED, "assessment.facts.people: "),
        (stating(people=-1), TABLED, "assessment.facts.people: "),
        (stating(kind=5), TABLED, "assessment.facts.kind: "),
        (stating(kind="sale"), TABLED, "assessment.facts.kind: "),
        (stating(night="yes"), TABLED, "assessment.facts.night: "),
    ],
)
def test_a_name_that_nobody_knows_is_an_input_error_for_both_engines(
    proposal: Data, written: Data, said: str
) -> None:
    tracked = [RED, LATER] if written is RULES else []
    world, one = asked(proposal, *tracked, written=written)
    scheme = compile_scheme(world.rules, world.areas)
    with pytest.raises(InputError) as theirs:
        reference.decide(world.rules, world.areas, world.orders, one, NOW)
    with pytest.raises(InputError) as ours:
        decide(scheme, book_of(scheme, world.orders), one, NOW)
    assert str(theirs.value).startswith(said)
    assert [(problem.where, problem.code) for problem in theirs.value.problems] == [
        (problem.where, problem.code) for problem in ours.value.problems
    ]


def test_what_is_stated_of_facts_is_understood_where_it_fits() -> None:
    made = both(stating(people="20000", kind="fair", night=True), written=TABLED)
    assert made.verdict == "permit"


@pytest.mark.parametrize(
    ("areas", "code"),
    [
        ([Area(id="a", tier="village")], "tier.unknown"),
        ([Area(id="a", tier="city", parent="b")], "area.unknown"),
        (
            [Area(id="a", tier="city", parent="b"), Area(id="b", tier="city", parent="a")],
            "areas.circle",
        ),
    ],
)
def test_areas_that_form_no_tree_are_an_input_error(areas: list[Area], code: str) -> None:
    world, one = asked(city())
    with pytest.raises(InputError) as caught:
        reference.decide(world.rules, Areas(areas=tuple(areas)), (), one, NOW)
    assert {problem.code for problem in caught.value.problems} == {code}


Asking = Callable[[Rules, Areas], object]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda rules_, areas_: reference.level(rules_, areas_, (), "nowhere", at=NOW),
            "area: unknown area `nowhere`",
        ),
        (
            lambda rules_, areas_: reference.floor(rules_, areas_, (), "north", at=NOW, place="x"),
            "place: unknown area `x`",
        ),
        (
            lambda rules_, areas_: reference.level(
                rules_, areas_, (), "north", at=NOW, track="flood"
            ),
            "track: the rules have no tracks",
        ),
        (
            lambda rules_, areas_: reference.level(
                rules_, areas_, (), "north", at=NOW.replace(tzinfo=None)
            ),
            "at: `2026-02-03T00:00:00` has no offset",
        ),
        (
            lambda rules_, areas_: reference.timeline(
                rules_, areas_, (), "north", NOW, NOW.replace(tzinfo=None)
            ),
            "end: `2026-02-03T00:00:00` has no offset",
        ),
    ],
)
def test_a_question_that_cannot_be_understood_is_an_input_error(ask: Asking, said: str) -> None:
    world, _ = asked(city())
    with pytest.raises(InputError) as caught:
        ask(world.rules, world.areas)
    assert str(caught.value).startswith(said)


# -- two decisions held against each other -------------------------------------------------


def test_differences_say_what_one_has_and_the_other_has_not() -> None:
    denied = both(city(), HOME)
    asked_later = replace(denied, decided_at=denied.decided_at and denied.decided_at + HOUR)
    assert reference.differences(denied, denied) == ()
    assert reference.differences(denied, asked_later) == (
        "decided_at - 2026-02-02T16:00:00Z + 2026-02-02T17:00:00Z",
    )
    (found,) = denied.findings
    other = replace(denied, findings=(replace(found, where=()),))
    (where,) = reference.differences(denied, other)
    assert where == (
        "floor.less_severe of not_below, where - [area=north start=2026-02-04T16:00:00Z"
        " end=2026-02-08T16:00:00Z required=orange orders=[H-1]] + []"
    )
    assert reference.differences(denied, replace(denied, findings=()))[0].startswith(
        "findings - code=floor.less_severe effect=deny rule=not_below facts=[[areas, [north]]"
    )
    assert reference.differences(replace(denied, findings=()), denied)[0].startswith("findings + ")
    twice = replace(denied, findings=(found, found))
    assert reference.differences(denied, twice)[0].startswith("findings in another order or number")


HOUR = timedelta(hours=1)


def test_a_register_of_ones_own_is_held_to_it() -> None:
    world, one = asked(region("red"))
    register = Register(world.rules, world.areas)
    theirs = reference.decide(world.rules, world.areas, register.orders, one, NOW)
    assert theirs == reference.plain(register.decide(one, at=NOW))
    assert datetime.fromisoformat("2026-02-02T16:00Z") == theirs.decided_at
