"""Groups of areas in a register: orders keep the members that they had, approvals do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from responselevels import Register
from responselevels.models.areas import Areas
from responselevels.models.orders import NamedGroup
from responselevels.register.clocks import GivenClock
from responselevels.register.register import StoredRegister
from responselevels.register.signatures.statements import approval_text, content_digest
from tests.register import duty
from tests.register.duty import approval, assessment, at, ending_of, issued, order_of
from tests.register.signing import CHEN
from tests.register.test_signed_orders import Room, codes


def grouped(*members: str, name: str = "shore") -> Areas:
    written = duty.AREAS.model_dump()
    return Areas.model_validate(written | {"groups": [{"id": name, "members": members}]})


BOTH, ONE = grouped("north", "south"), grouped("north")


@pytest.fixture
def clock() -> GivenClock:
    return duty.clock(at(0))


@pytest.fixture
def register(tmp_path: Any, clock: GivenClock) -> Iterator[StoredRegister]:
    with duty.made(f"sqlite:///{tmp_path}/g.db", clock, areas=BOTH) as made:
        yield made


def test_an_order_has_the_areas_and_says_what_was_named(register: StoredRegister) -> None:
    order = issued(register, order_of("P-1", scope=["shore", "district"]))
    assert order.scope == ("north", "south", "district")
    assert order.scope_named == (
        NamedGroup(group="shore", members=("north", "south")),
        "district",
    )
    plain = issued(register, order_of("P-2", scope=["north"]))
    assert (plain.scope, plain.scope_named) == (("north",), ())
    assert register.replay() == []


def test_what_becomes_of_a_group_leaves_orders_and_their_ends_as_they_were(
    register: StoredRegister, clock: GivenClock
) -> None:
    issued(register, order_of("P-1", level="closed", scope=["shore"]))
    register.adopt(areas=ONE)
    assert register.level("south", at=at(30)).level == "closed"
    register.propose(ending_of("E-1", "P-1", 30, issuer="office", scope=["shore"]))
    clock.at = at(1)
    register.approve("E-1", approval("board", hours=1))
    ended = register.end("E-1")
    assert ended.ends[0].scope == ("north", "south")
    for area in ("north", "south"):
        assert register.level(area, at=at(31)).level == "calm"
    assert register.replay() == []


def test_a_group_that_is_gone_can_still_be_named_to_end_its_order(
    register: StoredRegister, clock: GivenClock
) -> None:
    issued(register, order_of("P-1", level="closed", scope=["shore"]))
    register.adopt(areas=duty.AREAS)
    register.propose(ending_of("E-1", "P-1", 30, issuer="office", scope=["shore"]))
    clock.at = at(1)
    register.approve("E-1", approval("board", hours=1))
    assert register.end("E-1").ends[0].scope == ("north", "south")
    assert register.replay() == []


def test_an_area_that_is_renamed_stays_a_member_of_what_was_ordered(
    register: StoredRegister, clock: GivenClock
) -> None:
    issued(register, order_of("P-1", level="closed", scope=["shore"]))
    rows = [
        ("district", "district", None),
        ("north", "ward", "district"),
        ("bay", "ward", "district"),
    ]
    register.adopt(areas=duty.areas(*rows), renamed={"south": "bay"})
    register.propose(ending_of("E-1", "P-1", 30, issuer="office", scope=["shore"]))
    clock.at = at(1)
    register.approve("E-1", approval("board", hours=1))
    ended = register.end("E-1")
    assert ended.ends[0].scope == ("bay", "north")
    assert register.level("bay", at=at(31)).level == "calm"
    assert register.replay() == []


def test_when_the_members_change_an_approval_is_stale_and_a_new_one_counts(
    register: StoredRegister,
) -> None:
    register.propose(order_of("P-1", scope=["shore"]))
    register.assess("P-1", assessment())
    register.approve("P-1", approval("board"))
    assert register.record_decision("P-1").permitted
    register.adopt(areas=ONE)
    decision = register.record_decision("P-1")
    assert {one.code for one in decision.findings} == {"approval.missing", "approval.stale"}
    register.approve("P-1", approval("board", "zhao.lei"))
    order = register.issue("P-1")
    assert order.scope == ("north",)
    assert register.replay() == []


def test_a_register_in_memory_does_the_same() -> None:
    register = Register(duty.RULES, BOTH)
    proposal = order_of("P-1", level="closed", scope=["shore"]).model_copy(
        update={"assessment": assessment(), "approvals": (approval("board"),)}
    )
    order = register.issue(proposal, at=at(0))
    assert order.scope == ("north", "south")
    end = ending_of("E-1", "P-1", 30, issuer="office", scope=["shore"]).model_copy(
        update={"approvals": (approval("board"),)}
    )
    assert register.end(end, at=at(1)).ends[0].scope == ("north", "south")
    again = Register(duty.RULES, BOTH, register.orders)
    assert again.level("south", at=at(31)).level == "calm"


# -- signed -----------------------------------------------------------------------------------


def test_the_members_are_shown_and_are_part_of_what_is_signed() -> None:
    proposal = order_of("P-1", scope=["shore"])
    both, one = {"shore": ("south", "north")}, {"shore": ("north",)}
    assert content_digest(proposal, both) != content_digest(proposal, one)
    assert content_digest(proposal, both) == content_digest(proposal, {"shore": ("north", "south")})
    assert "group and its areas: `shore`, `north` and `south`" in approval_text(
        proposal, "en", groups=both
    )
    assert "区域组及所含区域：`shore`" in approval_text(proposal, "zh", groups=both)


def test_a_signed_approval_is_stale_once_the_members_are_others(tmp_path: Any) -> None:
    room = Room(f"sqlite:///{tmp_path / 'signed.db'}")
    room.register.adopt(areas=BOTH)
    room.register.propose(order_of("P-1", level="closed", scope=["shore"]))
    room.register.assess("P-1", assessment())
    room.say(CHEN, "chen.jie")
    assert room.decide().permitted
    room.register.adopt(areas=ONE)
    assert codes(room.decide()) == ["approval.missing", "approval.stale"]
    room.say(CHEN, "chen.jie")
    assert room.decide().permitted
    order = room.register.issue("P-1")
    assert order.scope == ("north",)
    assert room.register.replay() == []
