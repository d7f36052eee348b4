"""The register: it remembers what was permitted, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.causes import Cause, CauseKind, LevelChange
from responselevels.core.orders.holdings import Holding, LevelSpan
from responselevels.errors import InputError
from responselevels.models.areas import Areas
from responselevels.models.decisions import NotPermitted, Verdict
from responselevels.models.orders import End, Order, Orders
from responselevels.models.rules import Rules
from responselevels.register.register import Register
from tests.core.desk import (
    AREAS,
    CITY_ORDER,
    REGION_ORDER,
    approval,
    city,
    codes,
    ending,
    region,
    rules,
)
from tests.laws.strategies import Held, registers
from tests.model.scenes import Data, at, on, order
from tests.model.shrink import PROPOSAL

AT_ONCE: Data = {
    **CITY_ORDER,
    "id": "at_once",
    "ratify": {"approval": "board", "within": "P2D"},
}
RULES = rules(transitions=[REGION_ORDER, CITY_ORDER, AT_ONCE])
INSTANT = timedelta(microseconds=1)


def opened(*orders: Data, written: Data = RULES) -> Register:
    listed = Orders.model_validate({"orders": list(orders)}).orders
    read = Rules.model_validate({"format": 1, "id": "by_hand", **written})
    return Register(read, Areas.model_validate({"areas": AREAS}), listed)


def proposal(data: Data, **changed: Any) -> Any:
    return PROPOSAL.validate_python({**data, **changed})


def ratification(name: str, **more: Any) -> Any:
    data: Data = {"id": "P-9", "action": "ratify", "order": name, "issuer": "city_hall"}
    return proposal(data | {"approvals": [approval("board", at=on(4))]} | more)


def everything(register: Register) -> list[tuple[LevelSpan, ...]]:
    start = datetime.fromisoformat("2020-01-01T00:00Z")
    return [register.timeline(area["id"], start, None) for area in AREAS]


# -- issuing ----------------------------------------------------------------------------------------


def test_issuing_what_is_permitted_makes_an_order_of_the_proposal() -> None:
    register = opened()
    full = city(
        "red",
        scope=["lane"],
        proposer="li.na",
        reason="a storm",
        assessment={"by": "office", "at": on(2)},
        approvals=[approval("board")],
    )
    issued = register.issue(proposal(full), at=at(3))
    assert issued == Order.model_validate({**full, "issued_at": on(3), "transition": "city_order"})
    assert register.orders == (issued,)
    assert register.level("lane", at=at(5)) == Holding("red", ("P-1",))


def test_without_a_scope_named_an_order_holds_for_the_issuing_area() -> None:
    assert opened().issue(proposal(city()), at=at(3)).scope == ("north",)


def test_an_order_keeps_the_offset_it_was_issued_at() -> None:
    when = datetime.fromisoformat("2026-02-03T01:30+05:30")
    issued = opened().issue(proposal(city()), at=when).issued_at
    assert issued.isoformat() == "2026-02-03T01:30:00+05:30"


def test_a_provisional_order_says_until_when() -> None:
    register = opened()
    issued = register.issue(proposal(city("red", 3, transition="at_once")), at=at(3))
    assert (issued.transition, issued.provisional_until) == ("at_once", at(5))
    assert register.level("north", at=at(5) - INSTANT).level == "red"
    assert register.level("north", at=at(5)).level == "green"


def test_a_drill_is_issued_among_drills() -> None:
    register = opened()
    assert register.issue(proposal(city("red", drill=True)), at=at(3)).drill
    assert register.level("north", at=at(5)).level == "green"
    assert register.level("north", at=at(5), drill=True).level == "red"


def test_what_is_not_permitted_is_not_issued_and_the_refusal_carries_the_decision() -> None:
    register = opened()
    wrong = proposal(city(issuer="police", scope=["south"]))
    with pytest.raises(NotPermitted) as caught:
        register.issue(wrong, at=at(3))
    assert caught.value.decision == register.decide(wrong, at=at(3))
    assert str(caught.value) == (
        "proposal `P-1` is not permitted (deny): issuer.not_entitled, scope.outside_area"
    )
    assert register.orders == ()


def test_what_waits_for_an_approval_is_not_issued_either() -> None:
    waiting = rules(transitions=[{**CITY_ORDER, "requires": {"approval": "board"}}])
    register = opened(written=waiting)
    with pytest.raises(NotPermitted) as caught:
        register.issue(proposal(city()), at=at(3))
    assert caught.value.decision.verdict == Verdict.PENDING
    register.issue(proposal(city(approvals=[approval("board")])), at=at(3))


def test_an_id_that_an_order_has_already_is_refused() -> None:
    register = opened()
    register.issue(proposal(city()), at=at(3))
    with pytest.raises(InputError) as caught:
        register.issue(proposal(city("red")), at=at(3))
    assert str(caught.value).startswith("id: ")
    assert [one.code for one in caught.value.problems] == ["order.known"]
    assert len(register.orders) == 1


# -- ending -------------------------------------------------------------------------------------------


def test_ending_keeps_the_order_and_adds_the_end() -> None:
    register = opened()
    issued = register.issue(proposal(city("red")), at=at(3))
    ended = register.end(proposal(ending("P-1", 7)), at=at(6))
    assert ended == issued.model_copy(update={"ends": (End(at=at(7), decided_at=at(6)),)})
    assert register.orders == (ended,)
    assert register.level("north", at=at(7) - INSTANT).level == "red"
    assert register.level("north", at=at(7)).level == "green"


def test_a_part_may_be_ended_and_then_the_rest() -> None:
    register = opened()
    register.issue(proposal(city("red")), at=at(3))
    register.end(proposal(ending("P-1", 6, scope=["lane"])), at=at(5))
    assert register.level("lane", at=at(6)).level == "green"
    assert register.level("mill", at=at(6)).level == "red"
    ended = register.end(proposal(ending("P-1", 7)), at=at(5))
    assert ended.ends == (
        End(at=at(6), scope=("lane",), decided_at=at(5)),
        End(at=at(7), decided_at=at(5)),
    )
    assert register.level("mill", at=at(7)).level == "green"


def test_what_may_not_be_ended_stays() -> None:
    register = opened()
    register.issue(proposal(city("red")), at=at(3))
    with pytest.raises(NotPermitted) as caught:
        register.end(proposal(ending("P-1", 7, issuer="police")), at=at(5))
    assert codes(caught.value.decision) == ["issuer.not_entitled"]
    assert register.orders[0].ends == ()
    with pytest.raises(InputError, match="unknown order `P-2`"):
        register.end(proposal(ending("P-2", 7)), at=at(5))


# -- ratifying ------------------------------------------------------------------------------------------


def test_ratifying_makes_an_order_firm() -> None:
    register = opened()
    issued = register.issue(proposal(city("red", 3, transition="at_once")), at=at(3))
    ratified = register.ratify(ratification("P-1"), at=at(4))
    assert ratified == issued.model_copy(update={"provisional_until": None})
    assert register.level("north", at=at(8)).level == "red"
    with pytest.raises(NotPermitted) as caught:
        register.ratify(ratification("P-1"), at=at(4))
    assert codes(caught.value.decision) == ["order.not_provisional"]


def test_an_order_that_has_lapsed_is_not_ratified() -> None:
    register = opened()
    register.issue(proposal(city("red", 3, transition="at_once")), at=at(3))
    with pytest.raises(NotPermitted) as caught:
        register.ratify(ratification("P-1"), at=at(5))
    assert codes(caught.value.decision) == ["order.not_in_force"]
    assert register.orders[0].provisional_until == at(5)


# -- time goes one way ---------------------------------------------------------------------------------


Act = Callable[[Register, datetime], object]
ACTS: dict[str, Act] = {
    "issue": lambda register, when: register.issue(proposal(city(id="P-2")), at=when),
    "end": lambda register, when: register.end(proposal(ending("N-1", 6)), at=when),
    "ratify": lambda register, when: register.ratify(ratification("N-2"), at=when),
}


def two_orders() -> Register:
    common = {"issuer": "city_hall", "issued_at": on(4)}
    firm = order("N-1", "north", "red", (4, 9), **common)
    until = order(
        "N-2", "north", "red", (4, 9), **common, provisional_until=on(9), transition="at_once"
    )
    return opened(firm, until)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_before_the_last_thing_that_was(act: str) -> None:
    register = two_orders()
    with pytest.raises(InputError) as caught:
        ACTS[act](register, at(4) - INSTANT)
    assert [(str(one.where), one.code) for one in caught.value.problems] == [
        ("at", "register.backwards")
    ]
    ACTS[act](register, at(4))


@pytest.mark.parametrize("last", ACTS)
@pytest.mark.parametrize("act", ACTS)
def test_ends_and_ratifications_move_time_on_as_issues_do(last: str, act: str) -> None:
    if last == act:
        return
    register = two_orders()
    ACTS[last](register, at(5))
    with pytest.raises(InputError):
        ACTS[act](register, at(5) - INSTANT)
    ACTS[act](register, at(5))


@pytest.mark.parametrize("act", ACTS)
def test_a_time_without_offset_is_refused(act: str) -> None:
    naive = datetime(2026, 2, 5)  # noqa: DTZ001 - refused for that
    with pytest.raises(InputError) as caught:
        ACTS[act](two_orders(), naive)
    assert [(str(one.where), one.code) for one in caught.value.problems] == [("at", "time.naive")]


def test_asking_and_deciding_may_look_back() -> None:
    register = two_orders()
    assert register.level("north", at=at(1)).level == "green"
    decision = register.decide(proposal(region("red", 2, 3)), at=at(1))
    assert decision.permitted


def test_what_was_refused_does_not_move_time_on() -> None:
    register = two_orders()
    with pytest.raises(NotPermitted):
        register.issue(proposal(city(id="P-3", issuer="police")), at=at(8))
    register.issue(proposal(city(id="P-2")), at=at(5))


# -- the wrong kind ---------------------------------------------------------------------------------------


def test_each_act_takes_proposals_of_its_own_kind() -> None:
    register = two_orders()
    issue, end, ratify = proposal(city()), proposal(ending("N-1")), ratification("N-2")
    wrong: list[tuple[Callable[..., object], Any, str]] = [
        (
            register.issue,
            end,
            "proposal: `EndProposal` stands here, and `IssueProposal` is needed; hand in one",
        ),
        (
            register.end,
            ratify,
            "proposal: `RatifyProposal` stands here, and `EndProposal` is needed; hand in one",
        ),
        (
            register.ratify,
            issue,
            "proposal: `IssueProposal` stands here, and `RatifyProposal` is needed; hand in one",
        ),
        (
            register.issue,
            None,
            "proposal: `NoneType` stands here, and `IssueProposal` is needed; hand in one",
        ),
    ]
    for act, given_, said in wrong:
        with pytest.raises(InputError) as caught:
            act(given_, at=at(5))
        assert str(caught.value) == said


# -- asking -------------------------------------------------------------------------------------------------


def test_a_register_says_levels_floors_timelines_and_transitions() -> None:
    register = opened(order("R-1", "home", "red", (4, 9), issuer="office"))
    assert register.floor("north", at=at(5)) == Holding("red", ("R-1",))
    assert register.floor("north", at=at(5), place="lane") == Holding("red", ("R-1",))
    assert register.floor("north", at=at(5), drill=True) == Holding("green", ())
    assert register.timeline("north", at(3), at(5)) == (
        LevelSpan(start=at(3), end=at(4), level="green", orders=()),
        LevelSpan(start=at(4), end=at(5), level="red", orders=("R-1",)),
    )
    assert register.timeline("north", at(3), at(5), drill=True)[0].end == at(5)
    start = Cause(kind=CauseKind.START, order="R-1")
    assert register.transitions("north", at(1), at(5)) == (
        LevelChange(area="north", at=at(4), from_level="green", to_level="red", causes=(start,)),
    )
    assert register.transitions("north", at(1), None, drill=True) == ()


def test_a_register_shows_its_scheme_and_its_book_which_stay_as_they_are() -> None:
    register = opened()
    book = register.book
    register.issue(proposal(city("red")), at=at(3))
    assert (book.order_ids(), register.book.order_ids()) == ((), ("P-1",))
    assert register.scheme is book.scheme
    asked = proposal(city(id="P-2"))
    assert decide(register.scheme, book, asked, at(4)) != register.decide(asked, at=at(4))


def test_orders_that_cannot_stand_do_not_open_a_register() -> None:
    with pytest.raises(InputError):
        opened(order("N-1", "nort", "red", (4, 9), issuer="office"))


def test_a_register_opened_over_any_iterable_of_orders_has_them_all() -> None:
    (one,) = Orders.model_validate(
        {"orders": [order("R-1", "home", "red", (4, 9), issuer="office")]}
    ).orders
    read = Rules.model_validate({"format": 1, "id": "by_hand", **RULES})
    register = Register(read, Areas.model_validate({"areas": AREAS}), iter([one]))
    assert register.orders == (one,)
    assert register.level("home", at=at(5)).level == "red"


# -- the same again -----------------------------------------------------------------------------------------


def test_a_register_opened_over_the_orders_of_another_gives_the_same_levels() -> None:
    register = opened()
    register.issue(proposal(region("orange", 4, 20, id="R-1")), at=at(3))
    register.issue(proposal(city("red", 5, 12, id="N-1", transition="at_once")), at=at(4))
    register.ratify(ratification("N-1"), at=at(5))
    register.end(proposal(ending("N-1", 8, scope=["lane"])), at=at(5))
    register.end(proposal(ending("R-1", 15, issuer="office")), at=at(6))
    again = opened(*(one.model_dump(by_alias=True) for one in register.orders))
    assert again.orders == register.orders
    assert everything(again) == everything(register)


@given(registers())
def test_the_orders_of_a_register_open_the_same_register(held: Held) -> None:
    world, register = held.world, held.register
    again = Register(world.rules, world.areas, register.orders)
    assert again.orders == register.orders
    for area in held.areas:
        for drill in (False, True):
            start = datetime.fromisoformat("2020-01-01T00:00Z")
            assert again.timeline(
                area, start, None, drill=drill, track=held.track
            ) == register.timeline(area, start, None, drill=drill, track=held.track)


# -- several at once ----------------------------------------------------------------------------------------


def test_several_threads_may_issue_at_once_and_no_order_is_lost() -> None:
    register = opened()

    def issue(number: int) -> str:
        start = on(3 + number % 5)
        changed = {"id": f"P-{number}", "period": {"start": start, "end": on(20)}}
        return register.issue(proposal(city("red"), **changed), at=at(3)).id

    with ThreadPoolExecutor(8) as pool:
        issued = list(pool.map(issue, range(60)))
    assert sorted(issued) == sorted(one.id for one in register.orders)
    assert sorted(register.book.order_ids()) == sorted(issued)
    assert register.book.order_ids() == tuple(one.id for one in register.orders)


def test_of_several_threads_that_issue_one_id_only_one_succeeds() -> None:
    register = opened()

    def issue(_number: int) -> bool:
        try:
            register.issue(proposal(city("red")), at=at(3))
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(issue, range(16))) == 1
    assert len(register.orders) == 1
