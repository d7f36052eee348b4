"""Acts by people whom a server made sure of: who may, what the log says of them, and what has moved on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest

from responselevels.errors import (
    ConditionMissing,
    Forbidden,
    IdempotencyConflict,
    InputError,
    MovedOn,
    NotServed,
)
from responselevels.machine.lifecycle import Life
from responselevels.models.parts.deeds import Deed
from responselevels.server import acts
from responselevels.server.acting import Terms
from responselevels.server.acts import Done, Said
from responselevels.server.callers import Caller
from responselevels.server.marks import mark_of_order, mark_of_proposal
from tests.register.duty import approval, assessment, at, ending_of, on, order_of, ward_order
from tests.server.duty_room import (
    BOARD,
    MAYOR,
    NORTH,
    OFFICER,
    POLICE,
    READER,
    SOUTH,
    Room,
    room_over,
    second_room,
)


def proposal(name: str = "D-1", **more: Any) -> Any:
    return order_of(name, **{"proposer": None, **more})


def proposed(room: Room, name: str = "D-1", by: Caller = OFFICER, **more: Any) -> Done:
    return acts.propose(room.served, by, proposal(name, **more))


def seen(done: Done, key: str | None = None) -> Terms:
    return Terms(key=key, seen=(done.mark,))


def issued(room: Room, name: str = "D-1") -> acts.Decided:
    """Take an order of the district through all its steps."""
    done = proposed(room, name)
    done = acts.assess(room.served, OFFICER, name, lambda _at: assessment(), terms=seen(done))
    done = acts.say(room.served, BOARD, name, Said(word="approve", body="board"), terms=seen(done))
    return acts.carry_out(room.served, OFFICER, name, "issue", terms=seen(done))


def test_the_log_says_that_the_person_was_authenticated_by_whom_and_how(room: Room) -> None:
    proposed(room)
    actor = room.register.dossier("D-1").events[-1].actor
    assert (actor.person, actor.body) == ("li.na", "office")
    assert actor.auth == "authenticated; by=duty-room; how=token"


def test_whoever_proposes_is_the_proposer(room: Room) -> None:
    proposed(room)
    assert room.register.dossier("D-1").content.proposer == "li.na"
    with pytest.raises(Forbidden, match="another"):
        proposed(room, "D-2", proposer="wu.fang")


def test_what_is_carried_out_by_three_is_an_order(room: Room) -> None:
    decided = issued(room)
    assert decided.decision.permitted
    assert decided.order is not None
    assert (decided.done.state, decided.order.id) == (Life.ISSUED, "D-1")


OTHERS_ACTS: list[tuple[str, Callable[[Room, Done], object]]] = [
    ("propose", lambda room, _done: proposed(room, "D-2", POLICE)),
    (
        "amend",
        lambda room, done: acts.amend(room.served, POLICE, "D-1", proposal(), terms=seen(done)),
    ),
    ("withdraw", lambda room, done: acts.withdraw(room.served, POLICE, "D-1", terms=seen(done))),
    (
        "assess",
        lambda room, done: acts.assess(
            room.served, POLICE, "D-1", lambda _at: assessment(), terms=seen(done)
        ),
    ),
    (
        "approve",
        lambda room, done: acts.say(
            room.served, POLICE, "D-1", Said(word="approve", body="board"), terms=seen(done)
        ),
    ),
    (
        "issue",
        lambda room, done: acts.carry_out(room.served, POLICE, "D-1", "issue", terms=seen(done)),
    ),
]


@pytest.mark.parametrize(("_act", "act"), OTHERS_ACTS, ids=[name for name, _act in OTHERS_ACTS])
def test_nobody_acts_for_a_body_of_others(
    room: Room, _act: str, act: Callable[[Room, Done], object]
) -> None:
    done = proposed(room)
    size = room.register.head.size
    with pytest.raises(Forbidden, match="may not act for the body"):
        act(room, done)
    assert room.register.head.size == size


def test_an_account_that_may_only_read_does_nothing(room: Room) -> None:
    done = proposed(room)
    with pytest.raises(Forbidden, match="may read and not act"):
        acts.decide(room.served, READER, "D-1", terms=seen(done))
    with pytest.raises(Forbidden, match="may read and not act"):
        acts.hand_in(room.served, READER, "D-1", b"{}", terms=seen(done))


def test_a_body_of_the_same_name_in_another_area_is_another_body(room: Room) -> None:
    ward = ward_order("W-1")
    with pytest.raises(InputError, match="unknown area `north`"):
        acts.propose(room.served, SOUTH, ward)
    done = acts.propose(room.served, NORTH, ward)
    with pytest.raises(NotServed, match="no proposal `W-1`"):
        acts.carry_out(room.served, SOUTH, "W-1", "issue", terms=seen(done))
    assert acts.carry_out(room.served, NORTH, "W-1", "issue", terms=seen(done)).order is not None


def test_approvals_and_assessments_of_others_cannot_be_brought_along(room: Room) -> None:
    for brought in ({"approvals": [approval()]}, {"assessment": assessment()}):
        with pytest.raises(Forbidden, match="bring along"):
            acts.propose(room.served, OFFICER, proposal().model_copy(update=brought))


def test_an_act_says_what_was_seen(room: Room) -> None:
    proposed(room)
    with pytest.raises(ConditionMissing, match="If-Match"):
        acts.decide(room.served, OFFICER, "D-1", terms=Terms())


def test_nobody_acts_on_what_has_moved_on(room: Room) -> None:
    first = proposed(room)
    acts.say(room.served, BOARD, "D-1", Said(word="approve", body="board"), terms=seen(first))
    size = room.register.head.size
    with pytest.raises(MovedOn, match="moved on"):
        acts.withdraw(room.served, OFFICER, "D-1", terms=seen(first))
    assert room.register.head.size == size
    acts.withdraw(room.served, OFFICER, "D-1", terms=Terms(seen=("*",)))


def test_a_proposal_moves_on_with_its_order_and_not_with_others(room: Room) -> None:
    done = issued(room).done
    proposed(room, "D-2")
    register = room.register
    assert mark_of_proposal(register.state, "D-1") == done.mark
    ending = ending_of("E-1", "D-1", 30, issuer="office")
    begun = acts.propose(room.served, OFFICER, ending)
    acts.say(room.served, BOARD, "E-1", Said(word="approve", body="board"), terms=seen(begun))
    ended = acts.carry_out(room.served, OFFICER, "E-1", "end", terms=Terms(seen=("*",)))
    assert ended.order is not None
    assert mark_of_proposal(register.state, "D-1") != done.mark


@pytest.fixture
def both(register_url: str) -> Iterator[Room]:
    """The room on each store in turn."""
    with room_over(register_url) as found:
        yield found


def test_of_two_who_race_for_a_proposal_one_is_told_that_it_moved_on(both: Room) -> None:
    done = proposed(both)
    told: list[str] = []
    ready = Barrier(2)

    def race(who: Caller, body: str) -> None:
        ready.wait()
        try:
            acts.say(both.served, who, "D-1", Said(word="approve", body=body), terms=seen(done))
        except MovedOn:
            told.append("moved on")
        else:
            told.append("done")

    racing = [Thread(target=race, args=pair) for pair in ((BOARD, "board"), (MAYOR, "mayor"))]
    for one in racing:
        one.start()
    for one in racing:
        one.join()
    assert sorted(told) == ["done", "moved on"]
    assert len(both.register.dossier("D-1").approvals) == 1


def test_of_two_servers_over_one_register_the_second_is_told_that_it_moved_on(both: Room) -> None:
    done = proposed(both)
    with second_room(both) as other:
        other.register.refresh()
        acts.say(both.served, BOARD, "D-1", Said(word="approve", body="board"), terms=seen(done))
        said = Said(word="approve", body="mayor")
        with pytest.raises(MovedOn):
            acts.say(other.served, MAYOR, "D-1", said, terms=seen(done))
        assert [e.approval.body for e in other.register.dossier("D-1").approvals] == ["board"]


def test_what_is_asked_for_again_under_the_same_key_is_done_once(both: Room) -> None:
    first = acts.propose(both.served, OFFICER, proposal(), terms=Terms(key="a"))
    again = acts.propose(both.served, OFFICER, proposal(), terms=Terms(key="a"))
    assert again == first
    said, terms = Said(word="approve", body="board"), seen(first, "b")
    approved = acts.say(both.served, BOARD, "D-1", said, terms=terms)
    both.at(at(1))
    # It has moved on by what was asked for itself, and is dated by another time.
    assert acts.say(both.served, BOARD, "D-1", said, terms=terms) == approved
    assert len(both.register.dossier("D-1").approvals) == 1


def test_a_key_stands_for_one_request_of_one_account(room: Room) -> None:
    done = acts.propose(room.served, OFFICER, proposal(), terms=Terms(key="a"))
    with pytest.raises(IdempotencyConflict):
        acts.propose(room.served, OFFICER, proposal("D-2"), terms=Terms(key="a"))
    said = Said(word="approve", body="board")
    assert acts.say(room.served, BOARD, "D-1", said, terms=seen(done, "a")).event == done.event + 1


def test_what_is_not_permitted_has_a_decision_and_no_order(room: Room) -> None:
    decided = acts.carry_out(room.served, OFFICER, "D-1", "issue", terms=seen(proposed(room)))
    assert (decided.order, decided.decision.verdict.value) == (None, "pending")
    assert decided.event == decided.done.event


def test_an_order_is_ended_in_one_go_on_what_was_seen_of_it(room: Room) -> None:
    done = acts.propose(room.served, NORTH, ward_order("W-1"))
    acts.carry_out(room.served, NORTH, "W-1", "issue", terms=seen(done))
    mark = mark_of_order(room.register.state, "W-1")
    ending = ending_of("E-1", "W-1", 30)
    with pytest.raises(MovedOn):
        acts.change_order(room.served, NORTH, ending, terms=Terms(seen=("other",)))
    decided = acts.change_order(room.served, NORTH, ending, terms=Terms(seen=(mark,)))
    assert decided.order is not None
    assert decided.order.ends[0].at == at(30)
    other = ending_of("E-2", "W-9", 30)
    with pytest.raises(NotServed, match="no order `W-9`"):
        acts.change_order(room.served, NORTH, other, terms=Terms(seen=("*",)))


def test_a_deed_elsewhere_is_not_told_of(room: Room) -> None:
    done = acts.propose(room.served, NORTH, ward_order("W-1"))
    acts.carry_out(room.served, NORTH, "W-1", "issue", terms=seen(done))

    def deed(of: dict[str, str]) -> Callable[[Any], Deed]:
        return lambda when: Deed.model_validate({**of, "at": when})

    with pytest.raises(NotServed, match="no order `W-1`"):
        acts.tell(room.served, SOUTH, deed({"duty": "report", "order": "W-1"}))
    with pytest.raises(Forbidden, match="`north` is not one of yours"):
        acts.tell(room.served, SOUTH, deed({"does": "monthly", "area": "north"}))


def test_what_is_offered_is_what_may_be_done(room: Room) -> None:
    proposed(room)
    dossier = room.register.dossier("D-1")
    assert list(acts.offered(room.served, READER, dossier)) == []
    speak = ["assess", "approve", "refuse", "retract"]
    assert list(acts.offered(room.served, BOARD, dossier)) == [*speak, "decide"]
    everything = ["amend", *speak, "withdraw", "decide", "issue"]
    assert list(acts.offered(room.served, OFFICER, dossier)) == everything
    acts.withdraw(room.served, OFFICER, "D-1", "no need", terms=Terms(seen=("*",)))
    assert list(acts.offered(room.served, OFFICER, room.register.dossier("D-1"))) == []


def test_an_amended_proposal_stays_with_its_issuer(room: Room) -> None:
    done = proposed(room)
    other = proposal(period={"start": on(30), "end": on(40)})
    assert acts.amend(room.served, OFFICER, "D-1", other, terms=seen(done)).revision == 2
    asked = Terms(seen=("*",))
    with pytest.raises(Forbidden, match="`board`"):
        acts.amend(room.served, OFFICER, "D-1", proposal(issuer="board"), terms=asked)
