"""What is due in a register, by what it recorded, and what was done in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from responselevels.core.due.rows import Due
from responselevels.errors import InputError, RegisterDamaged
from responselevels.models.parts.deeds import Deed
from responselevels.models.parts.records import Record
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.history.recalling import recalled
from responselevels.register.history.state import State
from responselevels.register.log.actors import Actor
from responselevels.register.log.events import Head, events_of
from responselevels.register.log.kinds import DeedEvent
from responselevels.register.register import Register, StoredRegister
from responselevels.register.signatures.rotation import sign_keys
from tests.register import golden
from tests.register.duty import (
    AREAS,
    RULES,
    adopted,
    areas,
    at,
    clock,
    ending_of,
    issued,
    made,
    on,
    opened,
    order_of,
    proposal_of,
    ward_order,
)
from tests.register.logs import rechained
from tests.register.remembered import all_of

HOUR = timedelta(hours=1)
YEAR = timedelta(days=365)


def running(**changes: Any) -> Rules:
    """Return the rules of the district with duties, reviews and a cadence."""
    data = RULES.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    raise_, at_once, ward = data["transitions"]
    raise_["duties"] = [
        {"id": "report", "do": "report", "within": "PT2H"},
        {"id": "up", "do": "tell", "within": "PT2H", "when": "raised"},
        {"id": "down", "do": "tell", "within": "PT2H", "when": "lowered"},
    ]
    at_once["ratify"]["duties"] = [{"id": "thank", "do": "thank the board", "within": "PT2H"}]
    ward["duties"] = [{"id": "file", "do": "file it", "within": "PT3H"}]
    ward["review"] = {"every": "PT12H"}
    data["endings"][1]["duties"] = [{"id": "sweep", "do": "sweep", "within": "PT3H"}]
    data["zone"] = "Asia/Shanghai"
    data["cadence"] = [{"id": "look", "tier": "ward", "every": "month", "do": "look"}]
    return Rules.model_validate({**data, **changes})


@pytest.fixture
def now() -> GivenClock:
    return clock()


@pytest.fixture
def register(sqlite_url: str, now: GivenClock) -> Iterator[StoredRegister]:
    with made(sqlite_url, now, rules=running()) as register:
        yield register


def did(**what: Any) -> Deed:
    return Deed.model_validate(what)


def named(rows: tuple[Due, ...], *kinds: str) -> list[tuple[str | None, str | None]]:
    """Return the order or area, and the name, of the rows of these *kinds*."""
    return [(row.order or row.area, row.name) for row in rows if row.kind in kinds]


def duties(register: StoredRegister, hours: float, **how: Any) -> list[str | None]:
    rows = register.due(at=at(hours), within=YEAR, **how)
    return [name for _order, name in named(rows, "duty")]


# -- what was done -----------------------------------------------------------------------


def test_a_deed_is_recorded_and_counts(register: StoredRegister, now: GivenClock) -> None:
    issued(register, order_of("D-1"))
    assert duties(register, 1) == ["report", "up"]
    now.at = at(1)
    deed = did(duty="report", order="D-1", at=on(0.5))
    assert register.done(deed, by=Actor(person="li.na")) == deed
    assert duties(register, 1) == ["up"]
    event = register.state.deeds[-1]
    assert (event.deed, event.actor.person) == (deed, "li.na")
    assert json.loads(event.line)["deed"] == {
        "duty": "report",
        "order": "D-1",
        "at": "2026-03-01T08:30:00+08:00",
    }
    assert register.replay() == []


def test_a_deed_counts_from_when_it_was_done_and_was_known(
    register: StoredRegister, now: GivenClock
) -> None:
    issued(register, order_of("D-1"))
    now.at = at(3)
    register.done(did(duty="report", order="D-1", at=on(1)))
    assert duties(register, 0.5) == ["report", "up"]
    assert duties(register, 1) == ["up"]
    assert duties(register, 1, known_at=at(2)) == ["report", "up"]


def test_a_deed_under_a_key_is_recorded_once(register: StoredRegister) -> None:
    deed = did(does="look", area="north", at=on(0))
    assert register.done(deed, key="k-1") == register.done(deed, key="k-1") == deed
    assert len(register.state.deeds) == 1


@pytest.mark.parametrize(
    ("deed", "codes"),
    [
        ({"does": "looc", "area": "north", "at": on(0)}, ["cadence.unknown"]),
        ({"does": "look", "area": "district", "at": on(0)}, ["deed.tier"]),
        ({"duty": "report", "order": "D-1", "at": on(0)}, ["order.unknown"]),
        ({"does": "look", "area": "north", "at": on(0.5)}, ["deed.future"]),
    ],
)
def test_what_cannot_have_been_done_is_not_recorded(
    register: StoredRegister, deed: dict[str, Any], codes: list[str]
) -> None:
    size = register.head.size
    with pytest.raises(InputError) as caught:
        register.done(did(**deed))
    assert [problem.code for problem in caught.value.problems] == codes
    assert register.head.size == size


def test_a_deed_that_nobody_could_have_recorded_damages_the_log(
    register: StoredRegister,
) -> None:
    register.done(did(does="look", area="north", at=on(0)))
    lines = [*register.store.lines(0)]
    seq = len(lines) - 1
    forged = rechained(lines, seq, deed={"does": "look", "area": "west", "at": on(0)})
    state = State(register.store.document)
    with pytest.raises(RegisterDamaged) as caught:
        state.take_all(events_of(iter(forged), Head()))
    assert (caught.value.code, caught.value.facts["seq"]) == ("impossible", seq)


def test_deeds_are_recalled_with_the_rest(
    register: StoredRegister, sqlite_url: str, now: GivenClock
) -> None:
    issued(register, order_of("D-1"))
    now.at = at(1)
    register.done(did(duty="report", order="D-1", at=on(1)))
    register.done(did(does="look", area="south", at=on(1)))
    state = recalled([*register.store.lines(0)], register.head, register.store.document)
    assert state is not None
    assert all_of(state) == all_of(register.state)
    assert [type(event) for event in state.deeds] == [DeedEvent, DeedEvent]
    with opened(sqlite_url, now) as again:
        assert duties(again, 1) == ["up"]


# -- duties by decisions -----------------------------------------------------------------


def test_duties_are_those_that_the_decisions_set(sqlite_url: str, now: GivenClock) -> None:
    with made(sqlite_url, now, rules=running(lowering="free")) as register:
        issued(register, order_of("D-1", level="alert"))
        now.at = at(1)
        issued(register, order_of("D-2", level="watch"))
        rows = register.due(at=at(1.5), within=YEAR)
    told = [("D-1", "report"), ("D-1", "up"), ("D-2", "down"), ("D-2", "report")]
    assert named(rows, "duty") == told


def test_an_early_end_and_a_ratification_set_theirs(
    register: StoredRegister, now: GivenClock
) -> None:
    register.issue(ward_order("W-1"))
    register.issue(order_of("U-1", level="closed", start=1, end=9, transition="at_once"))
    now.at = at(2)
    register.end(ending_of("E-1", "W-1", 30))
    assert duties(register, 2) == ["file", "sweep"]
    ratification = {"id": "T-1", "action": "ratify", "order": "U-1", "issuer": "office"}
    ratified = proposal_of(
        {**ratification, "approvals": [{"body": "board", "person": "wu.fang", "at": on(2)}]}
    )
    assert named(register.due(at=at(2), within=YEAR), "order.lapses") == [("U-1", None)]
    register.ratify(ratified)
    assert duties(register, 2) == ["file", "sweep"]
    assert sorted(filter(None, duties(register, 3))) == ["file", "sweep", "thank"]
    assert named(register.due(at=at(2), within=YEAR), "order.lapses") == [("U-1", None)]
    assert named(register.due(at=at(3), within=YEAR), "order.lapses") == []


def test_of_an_order_taken_over_what_hangs_on_levels_is_not_told(
    sqlite_url: str, now: GivenClock
) -> None:
    desk = Register(RULES, AREAS)
    ward = desk.issue(ward_order("W-0", start=-1, end=9), at=at(-2))
    raised = running()
    (rule, *rest) = raised.transitions
    mine = rule.model_copy(update={"duties": rule.duties[1:]})
    twice = raised.model_copy(update={"transitions": (mine, *rest)})
    with made(sqlite_url, now, rules=twice, orders=[ward]) as register:
        assert duties(register, 0) == ["file"]
        early = register.due(at=at(-1.5), within=YEAR)
        assert named(early, "duty", "order.runs_out") == [("W-0", "file"), ("W-0", None)]
        assert register.due(at=at(-3), within=timedelta(0)) == ()


def test_an_order_taken_over_by_no_rule_sets_no_duty(sqlite_url: str, now: GivenClock) -> None:
    desk = Register(RULES, AREAS)
    ward = desk.issue(ward_order("W-0", start=-1, end=9), at=at(-2))
    unnamed = ward.model_copy(update={"transition": None, "issuer": "mayor"})
    past = ward.model_copy(update={"id": "W-1", "recorded": Record()})
    with made(sqlite_url, now, rules=running(), orders=[unnamed, past]) as register:
        assert duties(register, 0) == []


def test_without_duties_no_decision_is_looked_at(sqlite_url: str, now: GivenClock) -> None:
    with made(sqlite_url, now) as register:
        register.issue(ward_order("W-1", expected_end=on(30)))
        rows = register.due(at=at(1), within=YEAR)
        assert named(rows, "order.expected_end", "order.runs_out") == [("W-1", None)] * 2
        assert [row.kind for row in register.due(at=at(1), within=30 * HOUR)] == [
            "order.expected_end"
        ]


# -- calendar ----------------------------------------------------------------------------


def looked(register: StoredRegister, days: int) -> list[tuple[str | None, int]]:
    rows = register.due(at=at(24 * days), within=timedelta(0))
    return [(row.area, row.missed) for row in rows if row.kind == "cadence"]


def test_the_first_period_is_the_first_whole_one_of_the_register(
    register: StoredRegister,
) -> None:
    # The register is made on the 1st of March at 8.
    assert looked(register, 31) == []
    assert looked(register, 61) == [("north", 1), ("south", 1)]


def test_an_area_is_asked_from_its_adoption_and_keeps_what_it_did(
    register: StoredRegister, now: GivenClock
) -> None:
    now.at = at(24 * 40)
    register.done(did(does="look", area="north", at=on(24 * 40)))
    register.done(did(does="look", area="south", at=on(24 * 40)))
    now.at = at(24 * 45)
    new = areas(
        ("district", "district", None),
        ("harbour", "ward", "district"),
        ("south", "ward", "district"),
        ("east", "ward", "district"),
    )
    adopted(register, areas=new, renamed={"north": "harbour"})
    # April: done by the two that were there; May: missed by all.
    assert looked(register, 61) == []
    assert looked(register, 92) == [("east", 1), ("harbour", 1), ("south", 1)]
    assert looked(register, 123) == [("east", 2), ("harbour", 2), ("south", 2)]


def test_a_cadence_is_asked_from_the_rules_that_brought_it(
    sqlite_url: str, now: GivenClock
) -> None:
    with made(sqlite_url, now) as register:
        now.at = at(24 * 45)
        adopted(register, rules=running())
        # Adopted in April: May is the first whole month.
        assert looked(register, 61) == []
        assert looked(register, 92) == [("north", 1), ("south", 1)]
        # Before, the rules had none.
        assert register.due(at=at(24 * 44), within=YEAR) == ()


def test_a_deed_of_an_order_is_left_as_it_is_when_areas_change(
    register: StoredRegister, now: GivenClock
) -> None:
    register.issue(ward_order("W-1"))
    now.at = at(1)
    register.done(did(duty="file", order="W-1", at=on(1)))
    register.done(did(review="ward_order", order="W-1", at=on(1)))
    new = areas(("district", "district", None), ("harbour", "ward", "district"))
    adopted(register, areas=new, renamed={"north": "harbour"}, merged={"south": "harbour"})
    rows = register.due(at=at(2), within=YEAR)
    assert named(rows, "duty", "review") == [("W-1", "ward_order")]
    (review,) = (row for row in rows if row.kind == "review")
    assert (review.area, review.due) == ("harbour", at(13))


# -- proposals and keys ------------------------------------------------------------------


def test_open_proposals_whose_start_comes_near_are_told(
    register: StoredRegister, now: GivenClock
) -> None:
    register.propose(order_of("D-1", start=24))
    register.propose(ward_order("W-1", start=30))
    now.at = at(1)
    register.withdraw("W-1")
    assert named(register.due(at=at(2), within=YEAR), "proposal.starts") == [(None, "D-1")]
    assert named(register.due(at=at(0.5), within=YEAR), "proposal.starts") == [
        (None, "D-1"),
        (None, "W-1"),
    ]
    assert register.due(at=at(2), within=HOUR) == ()


def test_keys_that_expire_are_told_by_the_list_in_force(
    register: StoredRegister, now: GivenClock
) -> None:
    pytest.importorskip("cryptography")
    first, root = golden.key_list(1), [golden.secret("root")]
    until = at(48)
    dated = first.keys[0].model_copy(update={"until": until})
    gone = first.keys[1].model_copy(update={"until": until, "revoked": 1})
    keys = first.model_copy(update={"keys": (dated, gone, first.keys[2])})
    now.at = at(1)
    register.adopt_keys(sign_keys(keys, root))
    assert named(register.due(at=at(2), within=YEAR), "key.expires") == [(None, dated.id)]
    assert named(register.due(at=at(0.5), within=YEAR), "key.expires") == []
    now.at = at(3)
    second = {"version": 2, "keys": (first.keys[0], gone, first.keys[2])}
    register.adopt_keys(sign_keys(first.model_copy(update=second), root))
    assert named(register.due(at=at(4), within=YEAR), "key.expires") == []


# -- in memory ---------------------------------------------------------------------------


def test_a_register_in_memory_tells_the_same() -> None:
    register = Register(running(), AREAS)
    register.issue(ward_order("W-1"), at=at(0))
    rows = register.due(at=at(1), within=YEAR)
    assert named(rows, "duty", "review") == [("W-1", "file"), ("W-1", "ward_order")]
    deed = did(duty="file", order="W-1", at=on(0.5))
    assert register.done(deed) == deed
    assert named(register.due(at=at(1), within=YEAR), "duty") == []
    with pytest.raises(InputError) as caught:
        register.done(did(duty="fill", order="W-1", at=on(0.5)))
    assert [problem.code for problem in caught.value.problems] == ["duty.unknown"]
    assert Register(RULES, AREAS).due(at=at(0), within=YEAR, drill=True) == ()


def test_both_faces_refuse_a_time_without_offset(register: StoredRegister) -> None:
    naive = at(0).replace(tzinfo=None)
    for call in (Register(RULES, AREAS).due, register.due):
        with pytest.raises(InputError):
            call(at=naive, within=HOUR)
    with pytest.raises(InputError):
        register.due(at=at(0), within=HOUR, known_at=naive)
