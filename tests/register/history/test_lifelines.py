"""The life of a proposal and its order: what people did, and what time brings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from hypothesis import given

from responselevels.errors import InputError
from responselevels.machine.lifecycle import Act, Life
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from responselevels.models.times import micros_of
from responselevels.register.clocks import GivenClock
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.dossiers import proposal_of
from responselevels.register.history.lifelines import LifeStep, life_of, stands
from responselevels.register.history.state import State
from responselevels.register.log.actors import NOBODY, Actor
from responselevels.register.log.events import Head, events_of
from responselevels.register.log.plain import plain_document
from responselevels.register.recording import commands
from responselevels.register.recording.draft import Draft
from responselevels.register.recording.requests import Adopting
from responselevels.register.recording.timing import Timekeeper
from responselevels.register.recording.writer import LogWriter, Request
from responselevels.register.register import StoredRegister
from responselevels.testing.reference.values import utc
from responselevels.testing.reference.world.standing import in_force, standing_of
from tests.laws.strategies import Held, registers
from tests.register import duty
from tests.register.duty import (
    approval,
    assessment,
    at,
    ending_of,
    issued,
    made,
    on,
    order_of,
    ward_order,
)

Told = list[tuple[float, str, str]]


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock()


@pytest.fixture
def register(sqlite_url: str, clock: GivenClock) -> Iterable[StoredRegister]:
    with made(sqlite_url, clock) as one:
        yield one


def told(steps: Iterable[LifeStep]) -> Told:
    """Return the hour after `START`, the act, and the state it led to, of each step."""
    return [
        ((step.at - duty.START) // timedelta(hours=1) * 1.0, str(step.act), step.after.value)
        for step in steps
    ]


# -- what people did ---------------------------------------------------------------------------


def test_each_step_has_its_time_actor_rule_and_event(
    register: StoredRegister, clock: GivenClock
) -> None:
    register.propose(order_of("P-1"))
    clock.at = at(1)
    register.assess("P-1", assessment(1), by=Actor(person="wu.fang", body="office"))
    clock.at = at(2)
    register.approve("P-1", approval(hours=2))
    clock.at = at(3)
    register.issue("P-1", by=Actor(person="li.na"))
    steps = register.life("P-1")
    assert told(steps) == [
        (0, "propose", "proposed"),
        (1, "assess", "assessed"),
        (2, "approve", "assessed"),
        (3, "permit", "approved"),
        (3, "issue", "issued"),
        (24, "start", "in_force"),
        (48, "run_out", "run_out"),
    ]
    assert [step.seq for step in steps] == [2, 3, 4, 5, 6, None, None]
    assert [step.rule for step in steps] == [None, None, None, "raise", "raise", None, None]
    assert [step.actor for step in steps] == [
        Actor(person="li.na", body="office"),
        Actor(person="wu.fang", body="office"),
        Actor(person="wu.fang", body="board"),
        Actor(person="li.na"),
        Actor(person="li.na"),
        None,
        None,
    ]
    assert [step.before for step in steps][1:] == [step.after for step in steps][:-1]


def test_a_refused_proposal_is_amended_decided_again_and_withdrawn(
    register: StoredRegister, clock: GivenClock
) -> None:
    register.propose(ward_order("P-1", start=-5))
    register.record_decision("P-1")
    clock.at = at(1)
    register.amend(ward_order("P-1"))
    register.record_decision("P-1")
    clock.at = at(2)
    register.withdraw("P-1")
    assert told(register.life("P-1")) == [
        (0, "propose", "proposed"),
        (0, "deny", "refused"),
        (1, "amend", "proposed"),
        (1, "permit", "approved"),
        (2, "withdraw", "withdrawn"),
    ]


def test_what_a_permit_rested_on_can_be_taken_back(register: StoredRegister) -> None:
    register.propose(order_of("P-1"))
    register.assess("P-1", assessment())
    register.approve("P-1", approval())
    register.record_decision("P-1")
    register.approve("P-1", approval(), word="withdraw")
    register.record_decision("P-1")
    assert [(act, after) for _hour, act, after in told(register.life("P-1"))][3:] == [
        ("permit", "approved"),
        ("retract", "pending"),
        ("postpone", "pending"),
    ]


def test_nothing_is_known_of_what_nobody_proposed(register: StoredRegister) -> None:
    assert life_of(register.state, "P-9") == ()
    register.propose(order_of("P-1"))
    with pytest.raises(InputError) as caught:
        register.life("P-2")
    assert str(caught.value) == "name: unknown order `P-2`; known: `P-1`; did you mean `P-1`?"


# -- what time brings --------------------------------------------------------------------------


def test_an_early_end_is_decided_first_and_comes_later(
    register: StoredRegister, clock: GivenClock
) -> None:
    register.issue(ward_order("N-1"))
    clock.at = at(30)
    register.end(ending_of("E-1", "N-1", 40))
    steps = register.life("N-1")
    assert told(steps)[-3:] == [
        (24, "start", "in_force"),
        (30, "set_end", "in_force"),
        (40, "end", "ended"),
    ]
    decided, came = steps[-2:]
    assert (decided.cause, decided.rule, decided.seq) == ("E-1", "ward_stand_down", 7)
    assert (came.cause, came.rule, came.seq) == ("E-1", "ward_stand_down", None)
    assert told(register.life("E-1"))[-1] == (30, "carry_out", "carried_out")


def test_an_order_ended_before_its_start_never_was_in_force(register: StoredRegister) -> None:
    register.issue(ward_order("N-1"))
    register.end(ending_of("E-1", "N-1", 20))
    assert told(register.life("N-1"))[-2:] == [(0, "set_end", "issued"), (20, "end", "ended")]


def test_an_order_that_is_ended_wherever_it_is_for_is_ended_as_a_whole(
    register: StoredRegister, clock: GivenClock
) -> None:
    order = issued(register, order_of("P-1"))
    register.propose(ending_of("E-1", "P-1", 30, issuer="office", scope=[*order.scope]))
    clock.at = at(1)
    register.approve("E-1", approval(hours=1))
    register.end("E-1")
    assert told(register.life("P-1"))[-3:] == [
        (1, "set_end", "issued"),
        (24, "start", "in_force"),
        (30, "end", "ended"),
    ]


def test_an_order_ended_in_a_part_of_its_scope_stands_in_the_rest(
    register: StoredRegister, clock: GivenClock
) -> None:
    issued(register, order_of("P-1"))
    part = ending_of("E-1", "P-1", 30, issuer="office", scope=["north"])
    clock.at = at(1)
    register.propose(part)
    register.approve("E-1", approval(hours=1))
    register.end("E-1")
    assert told(register.life("P-1"))[-3:] == [
        (1, "end_in_part", "issued"),
        (24, "start", "in_force"),
        (48, "run_out", "run_out"),
    ]


def test_a_provisional_order_lapses_unless_it_is_ratified(
    register: StoredRegister, clock: GivenClock
) -> None:
    for name in ("P-1", "P-2"):
        register.issue(order_of(name, "closed", 1, 40, transition="at_once"))
    assert told(register.life("P-2"))[-2:] == [(1, "start", "provisional"), (4, "lapse", "lapsed")]
    clock.at = at(2)
    register.propose(
        proposal_of({"id": "R-1", "action": "ratify", "order": "P-2", "issuer": "office"})
    )
    register.approve("R-1", approval(hours=2))
    register.ratify("R-1")
    assert told(register.life("P-2"))[-3:] == [
        (1, "start", "provisional"),
        (2, "ratify", "in_force"),
        (40, "run_out", "run_out"),
    ]
    assert told(register.life("P-1"))[-2:] == [(1, "replace", "replaced"), (4, "lapse", "lapsed")]


def test_a_later_order_replaces_an_earlier_one_until_it_is_over(
    register: StoredRegister, clock: GivenClock
) -> None:
    register.issue(ward_order("N-1", end=90))
    clock.at = at(2)
    register.issue(ward_order("N-2", "alert", 30, 60))
    steps = register.life("N-1")
    assert told(steps)[-4:] == [
        (24, "start", "in_force"),
        (30, "replace", "replaced"),
        (60, "resume", "in_force"),
        (90, "run_out", "run_out"),
    ]
    assert [step.cause for step in steps[-4:]] == [None, "N-2", "N-2", None]


def test_an_order_that_is_replaced_here_and_holds_there_is_in_force(
    register: StoredRegister, clock: GivenClock
) -> None:
    issued(register, order_of("P-1", end=90, scope=["north", "south"]))
    issued(register, order_of("P-2", "closed", 30, 80, scope=["north"]))
    clock.at = at(1)
    issued(register, order_of("P-3", "closed", 40, 70, scope=["south"]))
    steps = register.life("P-1")
    assert told(steps)[-4:] == [
        (24, "start", "in_force"),
        (40, "replace", "replaced"),
        (70, "resume", "in_force"),
        (90, "run_out", "run_out"),
    ]
    assert [step.cause for step in steps[-4:]] == [None, "P-3", "P-3", None]


def test_an_order_counts_again_where_the_later_one_is_ended_in_a_part(
    register: StoredRegister, clock: GivenClock
) -> None:
    issued(register, order_of("P-1", end=90))
    clock.at = at(1)
    issued(register, order_of("P-2", "closed", 30, 80))
    part = ending_of("E-1", "P-2", 50, issuer="office", scope=["north"])
    clock.at = at(2)
    register.propose(part)
    register.approve("E-1", approval(hours=2))
    register.end("E-1")
    assert told(register.life("P-1"))[-4:] == [
        (24, "start", "in_force"),
        (30, "replace", "replaced"),
        (50, "resume", "in_force"),
        (90, "run_out", "run_out"),
    ]


def test_a_drill_replaces_no_real_order(register: StoredRegister) -> None:
    register.issue(ward_order("N-1"))
    register.issue(ward_order("N-2", drill=True))
    for name in ("N-1", "N-2"):
        assert told(register.life(name))[-2:] == [
            (24, "start", "in_force"),
            (48, "run_out", "run_out"),
        ]


def test_an_order_without_end_never_runs_out(sqlite_url: str) -> None:
    open_ended = Order.model_validate(
        {
            "id": "N-1",
            "area": "north",
            "level": "watch",
            "scope": ["north"],
            "period": {"start": on(-20)},
            "issuer": "ward_office",
            "issued_at": on(-10),
        }
    )
    with made(sqlite_url, orders=[open_ended]) as register:
        steps = register.life("N-1")
        assert told(steps) == [(-10, "take_over", "issued"), (-10, "start", "in_force")]
        assert [step.seq for step in steps] == [2, None]


def test_an_order_for_another_area_than_its_own_runs_its_time(sqlite_url: str) -> None:
    astray = Order.model_validate(
        {
            "id": "N-1",
            "area": "north",
            "level": "watch",
            "scope": ["south"],
            "period": {"start": on(-20), "end": on(20)},
            "issuer": "ward_office",
            "issued_at": on(-30),
        }
    )
    with made(sqlite_url, orders=[astray]) as register:
        assert told(register.life("N-1")) == [
            (-30, "take_over", "issued"),
            (-20, "start", "in_force"),
            (20, "run_out", "run_out"),
        ]


def test_an_order_lives_on_under_other_rules_and_areas(
    register: StoredRegister, clock: GivenClock
) -> None:
    register.issue(ward_order("N-1"))
    clock.at = at(1)
    grown = duty.areas(
        ("district", "district", None), ("upper", "ward", "district"), ("south", "ward", "district")
    )
    register.adopt(areas=grown, renamed={"north": "upper"})
    clock.at = at(2)
    register.issue(ward_order("N-2", "alert", 30, 60, ward="upper"))
    assert told(register.life("N-1"))[-3:] == [
        (24, "start", "in_force"),
        (30, "replace", "replaced"),
        (48, "run_out", "run_out"),
    ]


# -- as known at another time ------------------------------------------------------------------


def test_a_life_is_told_as_it_was_known(register: StoredRegister, clock: GivenClock) -> None:
    register.issue(ward_order("N-1"))
    clock.at = at(30)
    register.end(ending_of("E-1", "N-1", 40))
    before = register.as_known_at(at(29))
    assert told(before.life("N-1"))[-2:] == [
        (24, "start", "in_force"),
        (48, "run_out", "run_out"),
    ]
    with pytest.raises(InputError):
        before.life("E-1")


def test_where_a_life_stands_is_asked_of_its_steps(register: StoredRegister) -> None:
    register.issue(ward_order("N-1"))
    steps = register.life("N-1")
    hours = (-1, 0.5, 23, 24, 47, 48)
    assert [stands(steps, at(hour)) for hour in hours] == [
        None,
        Life.ISSUED,
        Life.ISSUED,
        Life.IN_FORCE,
        Life.IN_FORCE,
        Life.RUN_OUT,
    ]


# -- held to the definitions ---------------------------------------------------------------------


def state_of(held: Held) -> State:
    """Return the state of a register that took over the orders of a random world."""
    documents: dict[str, bytes] = {}
    world, state = held.world, State(documents.get)
    last = max((micros_of(order.issued_at) for order in world.orders), default=0)
    draft = Draft(State(documents.get), last)
    first = Adopting(
        rules=plain_document(world.rules, Rules), areas=plain_document(world.areas, Areas)
    )
    commands.begin(draft, first, orders=world.orders, title=None)
    documents.update(draft.documents)
    request = Request(act="begin", content={}, by=NOBODY, key="k")
    writer = LogWriter(Timekeeper(None), engine="0", site=None, client=None)
    state.take_all(events_of(writer.lines(draft, request, "random"), Head()))
    return state


def naive_life(held: Held, order: Order, when: datetime) -> str:
    """Return where an issued order stands at *when*, read off the definitions."""
    ground = held.ground
    kin = [
        standing_of(ground, other)
        for other in held.world.orders
        if (other.area, other.drill, other.track) == (order.area, order.drill, order.track)
    ]
    own = standing_of(ground, order)
    holds = [
        area
        for area in ground.tier
        if in_force(own, area, when)
        and [other for other in kin if in_force(other, area, when)][-1].id == own.id
    ]
    standing = any(in_force(own, area, when) for area in ground.tier)
    if when < own.start:
        return "to come"
    if not standing:
        return "over"
    return "holds" if holds else "replaced"


NAIVE = {
    Life.ISSUED: {"to come"},
    Life.IN_FORCE: {"holds"},
    Life.PROVISIONAL: {"holds"},
    Life.REPLACED: {"replaced"},
    Life.RUN_OUT: {"over"},
    Life.ENDED: {"over", "to come"},
    Life.LAPSED: {"over", "to come"},
}


@given(registers())
def test_an_order_stands_where_the_definitions_have_it(held: Held) -> None:
    state = state_of(held)
    for order in held.world.orders:
        if not set(order.scope) & held.ground.cover[order.area]:
            continue
        steps = life_of(state, order.id)
        assert steps[0].act == Act.TAKE_OVER
        for when in held.instants():
            if when >= utc(order.issued_at):
                life = stands(steps, when)
                assert life is not None
                assert naive_life(held, order, when) in NAIVE[life]


@given(registers())
def test_every_step_follows_from_the_one_before_in_the_order_of_time(held: Held) -> None:
    state = state_of(held)
    for order in held.world.orders:
        steps = life_of(state, order.id)
        assert [step.before for step in steps] == [None, *(step.after for step in steps[:-1])]
        assert [step.at for step in steps] == sorted(step.at for step in steps)
        assert RegisterSnapshot(lambda: state).life(order.id) == steps
