"""The life of a proposal and its order: one machine, one table, and both say the same."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import ActImpossible
from responselevels.machine.lifecycle import (
    HOLDING,
    OPEN,
    STANDING,
    TIME_DRIVEN,
    Act,
    Life,
    fired,
    life_machine,
    mermaid,
    next_state,
    possible,
    table,
)

STATES: list[Life | None] = [None, *Life]
OVER = [Life.ENDED, Life.RUN_OUT, Life.LAPSED, Life.WITHDRAWN, Life.CARRIED_OUT]


def led(*acts: Act, provisional: bool = False) -> Life:
    """Return where these acts lead from nothing."""
    state = None
    for act in acts:
        state = next_state(state, act, provisional=provisional)
    assert state is not None
    return state


# -- the machine and the table -------------------------------------------------------------------


@pytest.mark.parametrize(("state", "act", "provisional"), list(product(STATES, Act, (False, True))))
def test_the_table_says_what_the_machine_does(
    state: Life | None, act: Act, provisional: bool
) -> None:
    known = table().get((state, act, provisional))
    try:
        said = fired(state, act, provisional=provisional)
    except ActImpossible:
        assert known is None
    else:
        assert said == known


def test_the_machine_is_built_once_and_firing_it_leaves_it_alone() -> None:
    machine = life_machine()
    arrows = [
        (name, arrow.source, arrow.dest)
        for name, event in machine.events.items()
        for several in event.transitions.values()
        for arrow in several
    ]
    fired(Life.APPROVED, Act.ISSUE)
    assert life_machine() is machine
    assert machine.models == []
    assert arrows == [
        (name, arrow.source, arrow.dest)
        for name, event in machine.events.items()
        for several in event.transitions.values()
        for arrow in several
    ]


def test_every_act_is_a_trigger_and_every_state_is_there() -> None:
    assert set(life_machine().events) == set(map(str, Act))
    assert list(life_machine().states) == ["-", *map(str, Life)]


def test_one_state_and_one_act_lead_to_one_state() -> None:
    for event in life_machine().events.values():
        for arrows in event.transitions.values():
            targets = [tuple(guard.target for guard in arrow.conditions) for arrow in arrows]
            assert targets in ([()], [(True,), (False,)])


def test_every_state_can_be_reached_and_only_what_is_over_has_no_way_on() -> None:
    seen: set[Life | None] = {None}
    while True:
        further = {to for (state, _, _), to in table().items() if state in seen}
        if further <= seen:
            break
        seen |= further
    assert seen == set(STATES)
    assert [life for life in Life if not possible(life)] == OVER


@given(st.lists(st.tuples(st.sampled_from(Act), st.booleans())))
def test_a_proposal_that_became_an_order_is_never_open_again(
    acts: list[tuple[Act, bool]],
) -> None:
    states: list[Life | None] = [None]
    for act, provisional in acts:
        if (states[-1], act, provisional) in table():
            states.append(next_state(states[-1], act, provisional=provisional))
    for before, after in pairwise(states):
        assert before not in OVER
        if before in STANDING:
            assert after in (*STANDING, Life.ENDED, Life.RUN_OUT, Life.LAPSED)


# -- a proposal ------------------------------------------------------------------------------------


def test_a_proposal_is_assessed_approved_and_issued_step_by_step() -> None:
    assert led(Act.PROPOSE) == Life.PROPOSED
    assert led(Act.PROPOSE, Act.ASSESS) == Life.ASSESSED
    assert led(Act.PROPOSE, Act.ASSESS, Act.APPROVE) == Life.ASSESSED
    assert led(Act.PROPOSE, Act.ASSESS, Act.APPROVE, Act.PERMIT) == Life.APPROVED
    assert led(Act.PROPOSE, Act.ASSESS, Act.APPROVE, Act.PERMIT, Act.ISSUE) == Life.ISSUED


@pytest.mark.parametrize("state", OPEN)
def test_an_open_proposal_can_be_amended_decided_and_withdrawn(state: Life) -> None:
    assert next_state(state, Act.AMEND) == Life.PROPOSED
    assert next_state(state, Act.PERMIT) == Life.APPROVED
    assert next_state(state, Act.POSTPONE) == Life.PENDING
    assert next_state(state, Act.DENY) == Life.REFUSED
    assert next_state(state, Act.WITHDRAW) == Life.WITHDRAWN


@pytest.mark.parametrize("act", [Act.OBJECT, Act.RETRACT])
def test_a_permit_does_not_outlast_the_approval_it_rested_on(act: Act) -> None:
    assert next_state(Life.APPROVED, act) == Life.PENDING
    assert {next_state(state, act) for state in OPEN if state != Life.APPROVED} == {
        Life.PROPOSED,
        Life.ASSESSED,
        Life.PENDING,
        Life.REFUSED,
    }


@pytest.mark.parametrize("state", [life for life in STATES if life != Life.APPROVED])
def test_only_what_was_permitted_is_issued_or_carried_out(state: Life | None) -> None:
    for act in (Act.ISSUE, Act.CARRY_OUT):
        assert act not in possible(state)


# -- an order --------------------------------------------------------------------------------------


def test_an_order_starts_provisional_until_it_is_ratified() -> None:
    assert next_state(Life.ISSUED, Act.START) == Life.IN_FORCE
    assert next_state(Life.ISSUED, Act.START, provisional=True) == Life.PROVISIONAL
    assert next_state(Life.PROVISIONAL, Act.RATIFY) == Life.IN_FORCE
    assert next_state(Life.REPLACED, Act.RESUME) == Life.IN_FORCE
    assert next_state(Life.REPLACED, Act.RESUME, provisional=True) == Life.PROVISIONAL


@pytest.mark.parametrize("state", STANDING)
def test_an_end_is_decided_first_and_comes_later(state: Life) -> None:
    assert next_state(state, Act.SET_END) == state
    assert next_state(state, Act.END_IN_PART) == state
    assert next_state(state, Act.END) == Life.ENDED


def test_a_period_runs_out_only_after_it_began() -> None:
    assert {next_state(state, Act.RUN_OUT) for state in HOLDING} == {Life.RUN_OUT}
    assert Act.RUN_OUT not in possible(Life.ISSUED)


def test_what_time_brings_happens_to_orders_only() -> None:
    assert not any(act in TIME_DRIVEN for state in (None, *OPEN) for act in possible(state))


# -- what is not possible ----------------------------------------------------------------------------

REFUSED = [
    (None, Act.ISSUE, "`P-7` is not proposed yet and cannot be issued; propose it first"),
    (
        Life.PROPOSED,
        Act.PROPOSE,
        "`P-7` is proposed and cannot be proposed once more; amend it, or propose under another id",
    ),
    (
        Life.PENDING,
        Act.ISSUE,
        "`P-7` is pending and cannot be issued; gather what is missing and decide it again",
    ),
    (
        Life.IN_FORCE,
        Act.AMEND,
        "`P-7` is in force and cannot be amended; end the order early, or issue another over it",
    ),
    (Life.RUN_OUT, Act.SET_END, "`P-7` is run out and cannot be ended; propose a new order"),
]


@pytest.mark.parametrize(("state", "act", "message"), REFUSED)
def test_what_is_not_possible_says_what_is(state: Life | None, act: Act, message: str) -> None:
    with pytest.raises(ActImpossible) as caught:
        next_state(state, act, name="P-7")
    assert str(caught.value) == message


def test_what_is_not_possible_is_said_in_chinese_too() -> None:
    with pytest.raises(ActImpossible) as caught:
        next_state(Life.WITHDRAWN, Act.AMEND, name="P-7")
    assert caught.value.worded("zh") == "`P-7` 已撤回，不能修改；请另用编号重新提出"


def test_without_a_name_it_is_called_it() -> None:
    with pytest.raises(ActImpossible) as caught:
        next_state(Life.WITHDRAWN, Act.AMEND)
    assert str(caught.value) == (
        "it is withdrawn and cannot be amended; propose it anew under another id"
    )


# -- the picture ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_picture_has_every_state_and_every_move(lang: str) -> None:
    lines = mermaid(lang).splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert sum(" as " in line for line in lines) == len(Life)
    moves = {(state, to) for (state, _, _), to in table().items() if state != to}
    drawn = {
        tuple(line.split(" : ")[0].split(" --> "))
        for line in map(str.strip, lines)
        if " : " in line
    }
    assert drawn == {("[*]" if state is None else str(state), str(to)) for state, to in moves}
    assert [line.split()[0] for line in lines if line.endswith("--> [*]")] == list(map(str, OVER))
