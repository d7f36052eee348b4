"""A register whose rules demand signatures: from keys to orders, and what comes of a stolen key."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from responselevels.errors import ApprovalRefused, KeysRefused
from responselevels.models.decisions import Decision, NotPermitted, Verdict
from responselevels.models.orders import Approval
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from responselevels.register.ed25519 import SecretKey
from responselevels.register.log.actors import Actor
from responselevels.register.register import StoredRegister
from responselevels.register.signatures.acceptance import SigningRequest, sign_approval
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.rotation import resting_on, sign_keys
from tests.register.duty import (
    RULES,
    START,
    clock,
    fields_of,
    made,
    on,
    opened,
    order_of,
    proposal_of,
)
from tests.register.signing import CHEN, LI, ROOT, ROOTS, WANG, listed

HOUR = timedelta(hours=1)


def demanding() -> Rules:
    """Return the small scheme with signatures demanded of every approval."""
    data = RULES.model_dump(by_alias=True, exclude_defaults=True)
    for rule in (*data["transitions"], *data["endings"]):
        for asked in (rule.get("requires", {}), rule.get("ratify", {})):
            if "approval" in asked:
                asked["signed"] = True
    return Rules.model_validate(data)


KEYS = [
    listed(CHEN, "chen.jie", "board"),
    listed(WANG, "wang.fang", "board", "mayor"),
    listed(LI, "li.na", "board"),
]


class Room:
    """A register with keys, and a clock that moves on by an hour with each act."""

    def __init__(self, address: str, *, name: str = "duty", **persons: int) -> None:
        self.address = address
        self.clock = GivenClock(START)
        self.register: StoredRegister = made(address, self.clock, rules=demanding(), id=name)
        self.lists: list[KeyList] = []
        self.adopt(persons=persons)

    def adopt(self, keys: list[dict[str, Any]] | None = None, **more: Any) -> int:
        fields = {
            "register": self.register.id,
            "version": len(self.lists) + 1,
            "root": ROOT,
            "keys": KEYS if keys is None else keys,
            **more,
        }
        self.lists.append(KeyList.model_validate(fields))
        return self.register.adopt_keys(sign_keys(self.lists[-1], ROOTS[:2]))

    def later(self) -> None:
        self.clock.at += HOUR

    def signed(
        self, secret: SecretKey, person: str, body: str = "board", *, word: str = "approve"
    ) -> bytes:
        content = self.register.dossier("P-1").assessed
        context = self.register.signing_context(self.clock.at, content)
        asked = SigningRequest(
            word=word, body=body, person=person, at=self.clock.at, expires=self.clock.at + 9 * HOUR
        )
        named = getattr(content, "order", None)
        order = next((one for one in self.register.orders if one.id == named), None)
        return sign_approval(secret, asked, content, context, order=order)

    def say(self, *given: Any, **more: Any) -> None:
        self.later()
        self.register.approve_signed("P-1", self.signed(*given, **more))

    def propose(self, **more: Any) -> None:
        assessment = {"by": "office", "with": ["police"], "at": on(0)}
        proposal = order_of("P-1", assessment=assessment, **more)
        self.register.propose(proposal, by=Actor(person="li.na"))

    def decide(self) -> Decision:
        self.later()
        return self.register.record_decision("P-1")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    made_room = Room(f"sqlite:///{tmp_path / 'duty.db'}")
    made_room.propose()
    return made_room


def codes(decision: Decision) -> list[str]:
    return [found.code for found in decision.findings]


def test_a_signed_approval_makes_an_order_and_the_log_replays(room: Room) -> None:
    assert codes(room.decide()) == ["approval.missing"]
    room.say(CHEN, "chen.jie")
    room.later()
    order = room.register.issue("P-1")
    assert order.approvals[0].person == "chen.jie"
    assert room.register.replay() == []
    again = opened(room.address, room.clock)
    assert again.orders[-1] == order
    assert again.replay() == []


def test_what_is_asserted_stays_pending(room: Room) -> None:
    room.register.approve("P-1", Approval(body="board", person="chen.jie", at=room.clock.at))
    decision = room.decide()
    assert decision.verdict == Verdict.PENDING
    assert codes(decision) == ["approval.missing", "approval.unsigned"]
    with pytest.raises(NotPermitted):
        room.register.issue("P-1")


def test_the_proposer_signs_in_vain(room: Room) -> None:
    with pytest.raises(ApprovalRefused) as caught:
        room.say(LI, "li.na")
    assert caught.value.code == "approval.self"
    assert codes(room.decide()) == ["approval.missing"]
    assert room.register.replay() == []


def test_an_amended_proposal_is_signed_anew(room: Room) -> None:
    room.say(CHEN, "chen.jie")
    assert room.decide().verdict == Verdict.PERMIT
    content = room.register.dossier("P-1").content
    room.register.amend(content.model_copy(update={"reason": "another"}))
    assert codes(room.decide()) == ["approval.missing", "approval.stale"]
    room.say(CHEN, "chen.jie")
    assert room.decide().verdict == Verdict.PERMIT
    assert room.register.replay() == []


def test_a_refusal_stands_until_it_is_taken_back(room: Room) -> None:
    room.say(CHEN, "chen.jie")
    room.say(WANG, "wang.fang", "mayor", word="refuse")
    decision = room.decide()
    assert (decision.verdict, codes(decision)) == (Verdict.DENY, ["approval.refused"])
    room.say(WANG, "wang.fang", "mayor", word="withdraw")
    assert room.decide().verdict == Verdict.PERMIT


def test_two_persons_sign_where_the_key_list_asks_for_two(tmp_path: Path) -> None:
    room = Room(f"sqlite:///{tmp_path / 'two.db'}", board=2)
    room.propose()
    room.say(CHEN, "chen.jie")
    assert codes(room.decide()) == ["approval.missing", "approval.few_persons"]
    room.say(CHEN, "chen.jie")
    assert codes(room.decide()) == ["approval.missing", "approval.few_persons"]
    room.say(WANG, "wang.fang")
    assert room.decide().verdict == Verdict.PERMIT


def test_a_key_that_is_revoked_voids_what_is_not_decided_and_what_was_decided_stands(
    room: Room,
) -> None:
    room.say(CHEN, "chen.jie")
    room.later()
    order = room.register.issue("P-1")
    room.register.propose(order_of("P-2"), by=Actor(person="li.na"))
    content = room.register.dossier("P-2").content
    room.later()
    asked = SigningRequest(
        word="approve",
        body="board",
        person="chen.jie",
        at=room.clock.at,
        expires=room.clock.at + 9 * HOUR,
    )
    context = room.register.signing_context(room.clock.at)
    room.register.approve_signed("P-2", sign_approval(CHEN, asked, content, context))
    stolen = [{**KEYS[0], "revoked": 3}, *KEYS[1:]]
    assert room.adopt(stolen) == 2
    room.later()
    decision = room.register.record_decision("P-2")
    assert "approval.key_revoked" in codes(decision)
    assert decision.verdict == Verdict.PENDING
    assert room.register.orders[-1] == order
    events = [event for one in room.register.state.dossiers.values() for event in one.events]
    resting = resting_on(CHEN.id, sorted(events, key=lambda event: event.seq))
    assert [(one.order, one.kind) for one in resting] == [("P-1", "order")]
    assert room.register.replay() == []
    with pytest.raises(KeysRefused) as caught:
        room.adopt(KEYS)
    assert caught.value.code == "keys.unrevoked"


def test_an_approval_expires_by_the_clock_of_the_register(room: Room) -> None:
    room.say(CHEN, "chen.jie")
    room.clock.at += 9 * HOUR
    assert codes(room.decide()) == ["approval.missing", "approval.expired"]
    assert room.register.replay() == []


def test_a_register_takes_an_envelope_once(room: Room) -> None:
    room.later()
    raw = room.signed(CHEN, "chen.jie")
    room.register.approve_signed("P-1", raw)
    with pytest.raises(ApprovalRefused) as caught:
        room.register.approve_signed("P-1", raw)
    assert caught.value.code == "approval.replayed"


def test_a_signature_of_another_register_is_refused(room: Room, tmp_path: Path) -> None:
    there = Room(f"sqlite:///{tmp_path / 'there.db'}", name="there")
    there.propose()
    with pytest.raises(ApprovalRefused) as caught:
        room.register.approve_signed("P-1", there.signed(CHEN, "chen.jie"))
    assert caught.value.code == "approval.moved"


def test_a_refused_attempt_is_recorded_with_its_reason(room: Room) -> None:
    with pytest.raises(ApprovalRefused):
        room.register.approve_signed("P-1", b"yes")
    attempts = [event for event in room.register.dossier("P-1").events if event.kind == "attempt"]
    assert [fields_of(event)["code"] for event in attempts] == ["approval.envelope"]


# -- ratifying -----------------------------------------------------------------------------


RATIFY = {"id": "P-1", "action": "ratify", "order": "O-1", "issuer": "office"}


@pytest.fixture
def acted_first(tmp_path: Path) -> Room:
    """Return a register in which li.na proposed an order, as the register alone knows."""
    first = Room(f"sqlite:///{tmp_path / 'duty.db'}")
    order = order_of("O-1", level="closed", start=1, end=9, transition="at_once")
    first.register.issue(order, by=Actor(person="li.na"))
    first.register.propose(proposal_of(RATIFY), by=Actor(person="wang.fang"))
    return first


def test_who_proposed_an_order_signs_for_its_ratification_in_vain(acted_first: Room) -> None:
    for secret, person in ((LI, "li.na"), (WANG, "wang.fang")):
        with pytest.raises(ApprovalRefused) as caught:
            acted_first.say(secret, person)
        assert caught.value.code == "approval.self"
    acted_first.say(CHEN, "chen.jie")
    acted_first.register.ratify("P-1")
    assert acted_first.register.replay() == []


def test_what_is_asserted_of_who_proposed_the_order_does_not_count(tmp_path: Path) -> None:
    given_clock = clock()
    register = made(f"sqlite:///{tmp_path / 'duty.db'}", given_clock)
    order = order_of("O-1", level="closed", start=1, end=9, transition="at_once")
    register.issue(order, by=Actor(person="li.na"))
    given_clock.at = START + HOUR
    given = [{"body": "board", "person": "li.na", "at": on(1)}]
    register.propose(proposal_of({**RATIFY, "approvals": given}), by=Actor(person="wang.fang"))
    decision = register.record_decision("P-1")
    assert codes(decision) == ["approval.missing", "approval.self"]
    assert register.replay() == []


def test_acting_first_again_is_denied_in_a_register_and_replays(tmp_path: Path) -> None:
    given = clock()
    register = made(f"sqlite:///{tmp_path / 'duty.db'}", given)
    first = order_of("O-1", level="closed", start=1, end=9, transition="at_once")
    lapses = register.issue(first).provisional_until
    assert lapses is not None
    given.at = START + 3 * HOUR
    within = order_of("O-2", level="closed", start=4, end=9, transition="at_once")
    assert register.issue(within).provisional_until == lapses
    given.at = START + 10 * HOUR
    with pytest.raises(NotPermitted) as denied:
        register.issue(order_of("O-3", level="closed", start=11, end=12, transition="at_once"))
    assert codes(denied.value.decision) == ["provisional.repeated"]
    given.at = START + 16 * HOUR + timedelta(seconds=1)
    register.issue(order_of("O-4", level="closed", start=17, end=18, transition="at_once"))
    assert register.replay() == []
