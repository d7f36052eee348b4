"""What of the recorded approvals stands when it is decided: the last words, judged again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from pydantic import ValidationError

from responselevels.core.deciding.evidence import Evidence, Refusal, Void
from responselevels.core.digests import canonical
from responselevels.models.orders import Approval
from responselevels.register.log.actors import NOBODY
from responselevels.register.log.event_fields import Header
from responselevels.register.log.kinds import ApprovalEvent, read_event
from responselevels.register.signatures.acceptance import SigningContext
from responselevels.register.signatures.dsse import sealed
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.standing import (
    StandingApprovals,
    evidence_of,
)
from responselevels.register.signatures.statements import APPROVAL_TYPE, content_digest
from tests.register.signing import (
    CHEN,
    DAY,
    FIRST,
    HERE,
    KEYS,
    LI,
    LIU,
    NOW,
    OTHER_RULES,
    P1,
    RULES,
    WANG,
    fields,
    issue,
    keylist,
    later,
    listed,
    request,
    revised,
    signed,
    taken,
)


def record(seq: int, raw: bytes, **more: Any) -> ApprovalEvent:
    """Return the signed approval *raw* as it was accepted and recorded."""
    return taken(raw, **more).event(Header(seq=seq, recorded=0, actor=NOBODY), P1.id)


def asserted(
    seq: int, body: str, person: str | None = None, word: str = "approve", **more: Any
) -> ApprovalEvent:
    approval = {"body": body, "person": person, "at": NOW, **more}
    fields = {"of": P1.id, "word": word, "standing": "asserted", "approval": approval}
    event = read_event("approval", fields, Header(seq=seq, recorded=0, actor=NOBODY))
    assert isinstance(event, ApprovalEvent)
    return event


def says(
    seq: int, word: str, secret: Any = LI, person: str = "li.na", *, body: str = "committee"
) -> ApprovalEvent:
    return record(seq, signed(secret, request(body, person, word)))


def weighed(
    *recorded: ApprovalEvent, context: SigningContext = HERE, proposal: Any = P1
) -> StandingApprovals:
    return evidence_of(recorded, proposal, context)


def stands(*recorded: ApprovalEvent, context: SigningContext = HERE) -> list[str]:
    """Return what stands in short: who for which body, and how."""
    found = weighed(*recorded, context=context)
    given = [
        f"{one.person} {one.body}" + ("" if n in found.evidence.signed else "?")
        for n, one in enumerate(found.approvals)
        if n not in found.evidence.void
    ]
    return given + [
        f"not {one.person} {one.body}" + ("" if one.signed else "?")
        for one in found.evidence.refusals
        if not one.void
    ]


def voids(one: ApprovalEvent, **more: Any) -> list[str]:
    found = weighed(one, **more)
    (why,) = found.evidence.void.values() if found.evidence.void else [()]
    return [void.code for void in why]


# -- what goes into the proposal ----------------------------------------------------------------


def test_nothing_recorded_is_nothing_known_but_how_many_persons_are_needed() -> None:
    assert weighed() == StandingApprovals(approvals=(), seqs=(), evidence=Evidence())
    context = replace(HERE, lists=(keylist(persons={"board": 2}),))
    assert weighed(context=context).evidence == Evidence(persons={"board": 2})
    assert weighed(context=replace(HERE, lists=())).evidence == Evidence()


def test_signed_and_asserted_approvals_go_into_the_proposal_with_who_signed() -> None:
    one, other = says(3, "approve"), asserted(5, "board", "wang.fang")
    found = weighed(other, one)
    assert found.approvals == (one.approval, other.approval)
    assert found.seqs == (3, 5)
    assert found.evidence == Evidence(signed={0: "li.na"})


def test_who_proposed_is_handed_on() -> None:
    found = evidence_of([], P1, HERE, proposers=["li.na"])
    assert found.evidence.proposers == {"li.na"}


def test_an_event_is_read_back_as_it_was_recorded() -> None:
    made = taken(signed())
    header = Header(seq=7, recorded=0, actor=NOBODY)
    one = made.event(header, P1.id)
    assert (one.seq, one.word, one.standing, one.envelope) == (
        7,
        "approve",
        "signed",
        made.envelope,
    )
    assert one.approval == made.approval
    assert read_event("approval", one.to_json(), header) == one
    plain = asserted(1, "board")
    assert (plain.envelope, plain.key) == (None, None)
    with pytest.raises(ValidationError):
        read_event("approval", {"of": "P-1", "standing": "signed", "word": "approve"}, header)


# -- the last word ------------------------------------------------------------------------------


def test_the_last_word_of_a_person_for_a_body_counts() -> None:
    yes, no, off, again = (
        says(1, "approve"),
        says(2, "refuse"),
        says(3, "withdraw"),
        says(4, "approve"),
    )
    assert stands(yes) == ["li.na committee"]
    assert stands(yes, no) == ["not li.na committee"]
    assert stands(yes, no, off) == []
    assert stands(yes, no, off, again) == ["li.na committee"]
    assert stands(no, again) == ["li.na committee"]
    assert stands(yes, again) == ["li.na committee"]


def test_the_order_of_events_counts_and_not_the_order_of_the_list() -> None:
    words = [says(1, "approve"), says(2, "refuse"), says(3, "approve")]
    assert {tuple(stands(*some)) for some in permutations(words)} == {("li.na committee",)}


def test_other_persons_and_other_bodies_stand_by_their_own_words() -> None:
    mine = says(1, "approve")
    others = says(2, "refuse", CHEN, "chen.jie"), says(3, "approve", CHEN, "chen.jie", body="board")
    assert stands(mine, *others) == ["li.na committee", "chen.jie board", "not chen.jie committee"]
    off = says(4, "withdraw", CHEN, "chen.jie")
    assert stands(mine, *others, off) == ["li.na committee", "chen.jie board"]


def test_a_person_with_two_keys_has_one_last_word() -> None:
    context = replace(HERE, lists=(keylist(keys=[*KEYS, listed(LIU, "li.na", "committee")]),))
    yes = record(1, signed(LI, request()), context=context)
    no = record(2, signed(LIU, request(word="refuse")), context=context)
    assert stands(yes, no, context=context) == ["not li.na committee"]


def test_taking_back_takes_back_whatever_area_was_named() -> None:
    yes = record(1, signed(asked=request(area="north")))
    off = says(2, "withdraw")
    assert stands(yes, off) == []
    no = record(3, signed(asked=request(word="refuse", area="home")))
    assert stands(yes, no) == ["not li.na committee"]


def test_what_is_asserted_follows_the_last_word_too() -> None:
    yes, no = asserted(1, "board", "li.na"), asserted(2, "board", "li.na", "refuse")
    assert stands(yes, no) == ["not li.na board?"]
    assert stands(yes, no, asserted(3, "board", "li.na", "withdraw")) == []


def test_of_nobody_named_the_areas_are_told_apart() -> None:
    north, south = asserted(1, "hall", area="north"), asserted(2, "hall", area="south")
    assert stands(north, south) == ["None hall?", "None hall?"]
    assert stands(north, south, asserted(3, "hall", None, "withdraw", area="north")) == [
        "None hall?"
    ]


def test_what_is_only_asserted_takes_back_nothing_that_was_signed() -> None:
    yes, no = says(1, "approve"), says(1, "refuse")
    for word in ("withdraw", "approve"):
        assert stands(no, asserted(2, "committee", "li.na", word))[-1] == "not li.na committee"
    assert stands(yes, asserted(2, "committee", "li.na", "withdraw")) == ["li.na committee"]
    both = stands(yes, asserted(2, "committee", "li.na", "refuse"))
    assert both == ["li.na committee", "not li.na committee?"]
    assert stands(asserted(1, "committee", "li.na", "refuse"), says(2, "approve")) == [
        "li.na committee"
    ]


def test_a_word_that_ran_out_still_took_back_the_one_before() -> None:
    yes = record(1, signed(asked=request(expires=NOW + 9 * DAY)))
    off = record(2, signed(asked=request(word="withdraw", expires=NOW + DAY)))
    no = record(2, signed(asked=request(word="refuse", expires=NOW + DAY)))
    context = later(20, at=NOW + 2 * DAY)
    assert stands(yes, context=context) == ["li.na committee"]
    assert stands(yes, off, context=context) == []
    assert stands(yes, no, context=context) == []


# -- what held when it was recorded and holds no longer ------------------------------------------


def lists(*changed: KeyList) -> tuple[KeyList, ...]:
    return (FIRST, *changed)


GONE: list[tuple[str, dict[str, Any], list[str]]] = [
    ("nothing has changed", {}, []),
    ("much later, still valid", {"context": later(900, at=NOW + 2 * DAY)}, []),
    ("expired", {"context": later(20, at=NOW + 3 * DAY)}, ["approval.expired"]),
    ("other rules", {"context": replace(HERE, rules=OTHER_RULES)}, ["approval.rules_changed"]),
    ("amended", {"proposal": issue(level="1")}, ["approval.stale"]),
    ("its reason amended", {"proposal": issue(reason="a riot")}, ["approval.stale"]),
    ("a new list with the same key", {"context": later(20, lists=lists(keylist(2)))}, []),
    (
        "a new list without the key",
        {"context": later(20, lists=lists(keylist(2, keys=KEYS[1:])))},
        ["approval.keys_changed"],
    ),
    (
        "a new list with the key revoked",
        {"context": later(20, lists=lists(keylist(2, keys=revised(0, revoked=15))))},
        ["approval.key_revoked"],
    ),
    (
        "revoked from a later event on",
        {"context": later(20, lists=lists(keylist(2, keys=revised(0, revoked=21))))},
        [],
    ),
    (
        "a new list where the key has run out",
        {"context": later(20, lists=lists(keylist(2, keys=revised(0, until="2026-05-01T08:00Z"))))},
        ["approval.key_expired"],
    ),
    (
        "a new list where the key is for another body",
        {"context": later(20, lists=lists(keylist(2, keys=revised(0, bodies=["board"]))))},
        ["approval.not_signatory"],
    ),
    (
        "a new list where the key is another person's",
        {"context": later(20, lists=lists(keylist(2, keys=revised(0, person="zhao.min"))))},
        ["approval.wrong_key"],
    ),
    ("in another register", {"context": replace(HERE, register="south")}, ["approval.moved"]),
    ("of another proposal", {"proposal": issue(id="P-2")}, ["approval.moved"]),
    ("no key list at all", {"context": replace(HERE, lists=())}, ["approval.wrong_key"]),
    (
        "everything at once",
        {
            "context": replace(
                later(20, at=NOW + 9 * DAY, lists=lists(keylist(2, keys=revised(0, revoked=1)))),
                rules=OTHER_RULES,
            ),
            "proposal": issue(level="1"),
        },
        [
            "approval.key_revoked",
            "approval.expired",
            "approval.rules_changed",
            "approval.stale",
        ],
    ),
]


@pytest.mark.parametrize(("name", "changed", "codes"), GONE, ids=[row[0] for row in GONE])
def test_each_cause_is_named(name: str, changed: dict[str, Any], codes: list[str]) -> None:
    assert voids(says(9, "approve"), **changed) == codes, name


def test_what_is_void_stays_in_the_proposal_for_the_record() -> None:
    found = weighed(says(9, "approve"), context=later(20, at=NOW + 9 * DAY))
    assert (found.seqs, found.evidence.signed) == ((9,), {0: "li.na"})
    expired = Void(code="approval.expired", facts={"expires": NOW + 3 * DAY})
    assert found.evidence.void == {0: (expired,)}


def test_a_void_refusal_is_handed_on_with_its_cause() -> None:
    found = weighed(says(9, "refuse"), context=later(20, at=NOW + 9 * DAY))
    expired = Void(code="approval.expired", facts={"expires": NOW + 3 * DAY})
    assert found.evidence.refusals == (
        Refusal(body="committee", person="li.na", signed=True, void=(expired,)),
    )


# -- what never was that person's word ---------------------------------------------------------


def later_event(one: ApprovalEvent, seq: int) -> ApprovalEvent:
    """Return the same event, recorded once more under another number."""
    return replace(one, header=replace(one.header, seq=seq))


def forged(one: ApprovalEvent, **changed: Any) -> ApprovalEvent:
    """Return what somebody wrote into the database instead."""
    return replace(one, **changed)


def spoilt(raw: bytes) -> bytes:
    return raw.replace(b'"sig":"', b'"sig":"AAAA')


FORGED: dict[str, dict[str, Any]] = {
    "another word": {"word": "approve"},
    "no envelope": {"envelope": None},
    "an empty envelope": {"envelope": b""},
    "no envelope at all": {"envelope": b"\xff"},
    "the envelope of another": {"envelope": signed(WANG, request("board", "wang.fang"))},
    "a key that is not listed": {
        "envelope": sealed(APPROVAL_TYPE, canonical(fields()), [LIU]).to_bytes()
    },
    "another type": {"envelope": sealed("other", canonical(fields()), [LI]).to_bytes()},
    "another body": {"approval": Approval(body="board", person="li.na", at=NOW)},
    "another person": {"approval": Approval(body="committee", person="chen.jie", at=NOW)},
    "another time": {
        "approval": Approval(body="committee", person="li.na", at=NOW + timedelta(seconds=1))
    },
    "another area": {"approval": Approval(body="committee", area="north", person="li.na", at=NOW)},
    "nothing repeated": dict.fromkeys(("key", "nonce", "expires", "keys", "rules")),
    "another key repeated": {"key": CHEN.id},
}


@pytest.mark.parametrize("changed", FORGED.values(), ids=FORGED)
def test_who_writes_into_the_database_makes_no_signature(changed: dict[str, Any]) -> None:
    made = says(9, "approve" if "word" not in changed else "refuse")
    (why,) = weighed(forged(made, **changed)).evidence.void.values()
    assert why[-1].code == "approval.wrong_key"
    assert why[-1].facts["variant"] == "signature"


def test_a_signature_recorded_twice_counts_once() -> None:
    once = says(3, "approve")
    found = weighed(once, later_event(once, 8))
    assert found.evidence.void == {1: (Void(code="approval.replayed", facts={"first": 3}),)}
    assert found.seqs == (3, 8)


def test_what_never_was_a_word_takes_nothing_back() -> None:
    no = says(3, "refuse")
    hollow: Sequence[ApprovalEvent] = (
        forged(says(5, "approve"), envelope=spoilt(signed())),
        forged(says(5, "withdraw"), envelope=b""),
        record(5, signed(proposal=issue(id="P-9")), proposal=issue(id="P-9")),
    )
    for one in hollow:
        assert stands(no, one) == ["not li.na committee"]
    yes, off = says(1, "approve"), says(3, "withdraw")
    assert stands(yes, off, later_event(yes, 8)) == []


def test_what_was_signed_after_the_key_was_stolen_takes_nothing_back() -> None:
    no, stolen = says(3, "refuse"), says(12, "approve")
    thief = lists(keylist(2, keys=revised(0, revoked=10)))
    found = weighed(no, stolen, context=later(20, lists=thief))
    assert [void.code for void in found.evidence.void[0]] == ["approval.key_revoked"]
    assert [one.person for one in found.evidence.refusals] == ["li.na"]
    before = lists(keylist(2, keys=revised(0, revoked=15)))
    found = weighed(no, stolen, context=later(20, lists=before))
    assert found.evidence.refusals == ()


def test_the_digest_that_was_signed_is_that_of_all_it_says() -> None:
    amended = issue(reason="a riot")
    (void,) = weighed(says(9, "approve"), proposal=amended).evidence.void[0]
    assert void.facts == {"digest": content_digest(P1), "expected": content_digest(amended)}
    assert RULES != OTHER_RULES
