"""From one key list to the next: signed by a threshold of both, one step at a time, never back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from responselevels.errors import ApprovalRefused, KeysRefused
from responselevels.models.orders import Approval, Order
from responselevels.register.ed25519 import SecretKey
from responselevels.register.log.actors import NOBODY
from responselevels.register.log.event_fields import Header
from responselevels.register.log.kinds import (
    ApprovalEvent,
    DecisionEvent,
    EndEvent,
    Event,
    KeySignature,
    OrderEvent,
    RatificationEvent,
    RegisterEvent,
    read_event,
)
from responselevels.register.signatures.dsse import Envelope, Signature, sealed
from responselevels.register.signatures.key_lists import KeyList, keys_of
from responselevels.register.signatures.rotation import (
    KEYS_TYPE,
    AdoptedKeys,
    Resting,
    adopted,
    envelope_of_event,
    resting_on,
    sign_keys,
    signed_as_well,
)
from responselevels.register.signatures.statements import APPROVAL_TYPE
from tests.register.signing import (
    CHEN,
    FIRST,
    KEYS,
    LI,
    LIU,
    NOW,
    REGISTER,
    ROOT,
    ROOTS,
    key,
    keylist,
    listed,
    request,
    revised,
    signed,
    taken,
)

HEADER = Header(seq=3, recorded=0, actor=NOBODY)
A, B, C = ROOTS
D, E = key("root d"), key("root e")
NEW_ROOT = {
    "threshold": 2,
    "keys": [listed(C, "holder 2"), listed(D, "holder 3"), listed(E, "holder 4")],
}
SECOND = keylist(2, keys=revised(0, revoked=20))


def taken_over(keys: KeyList, by: tuple[SecretKey, ...], *before: KeyList) -> AdoptedKeys:
    return adopted(sign_keys(keys, by), before, REGISTER)


def refused(keys: KeyList, by: tuple[SecretKey, ...], *before: KeyList) -> KeysRefused:
    with pytest.raises(KeysRefused) as caught:
        taken_over(keys, by, *before)
    return caught.value


# -- the first ---------------------------------------------------------------------------------


def test_the_first_list_is_signed_by_its_own_threshold() -> None:
    made = taken_over(FIRST, (A, C))
    assert made.keys == FIRST
    assert made.document == FIRST.to_bytes()
    event = made.event(HEADER)
    assert event.version == 1
    assert event.keys == made.digest
    assert [one.keyid for one in event.signatures] == [A.id, C.id]


def test_an_event_can_be_judged_again() -> None:
    made = taken_over(FIRST, (A, C))
    raw = envelope_of_event(made.document, made.event(HEADER))
    assert adopted(raw, (), REGISTER) == made
    spoilt = replace(made.event(HEADER), signatures=(KeySignature(keyid="a", sig="é"),))
    with pytest.raises(KeysRefused):
        envelope_of_event(made.document, spoilt)


@pytest.mark.parametrize("signatures", [None, [1], [{"keyid": "a"}], [{"keyid": 1, "sig": ""}]])
def test_what_is_no_list_of_signatures_is_no_event(signatures: object) -> None:
    fields: dict[str, object] = {"version": 1, "keys": "sha256:", "signatures": signatures}
    with pytest.raises(ValidationError):
        read_event("keys", fields, HEADER)


# -- forty sets of signers -----------------------------------------------------------------------

X, Y = key("a stranger"), LI
ROTATED = keylist(2, root=NEW_ROOT)
ONE_PERSON = keylist(
    root={"threshold": 1, "keys": [listed(A, "a"), listed(B, "a"), listed(C, "c")]}
)
Row = tuple[str, KeyList, tuple[KeyList, ...], tuple[SecretKey, ...], str]
TABLE: list[Row] = [
    # the first
    ("one of three", FIRST, (), (A,), "few"),
    ("two of three", FIRST, (), (A, B), ""),
    ("three of three", FIRST, (), (A, B, C), ""),
    ("the other two", FIRST, (), (B, C), ""),
    ("two and a stranger", FIRST, (), (A, B, X), "signature"),
    ("one and a stranger", FIRST, (), (A, X), "few"),
    ("strangers", FIRST, (), (X, Y), "few"),
    ("keys for approvals", FIRST, (), (LI, CHEN), "few"),
    ("one and a key for approvals", FIRST, (), (A, LI), "few"),
    ("the same key twice (python-tuf GHSA-pwqf-9h7j-7mv8)", FIRST, (), (A, A), "signed_twice"),
    ("two, one of them twice (rust-tuf#283)", FIRST, (), (A, B, A), "signed_twice"),
    ("one person with two keys, one needed", ONE_PERSON, (), (A, B), ""),
    ("one person, one key, one needed", ONE_PERSON, (), (B,), ""),
    # a change of the other keys
    ("the next, by two of three", SECOND, (FIRST,), (A, B), ""),
    ("the next, by one", SECOND, (FIRST,), (A,), "few"),
    ("the next, by keys for approvals", SECOND, (FIRST,), (LI, CHEN), "few"),
    # a change of the root keys: two of the old and two of the new
    ("both thresholds, one key in common", ROTATED, (FIRST,), (A, C, D), ""),
    ("both thresholds, no key in common", ROTATED, (FIRST,), (A, B, D, E), ""),
    ("all of both", ROTATED, (FIRST,), (A, B, C, D, E), ""),
    ("the old only", ROTATED, (FIRST,), (A, B), "few"),
    ("the new only", ROTATED, (FIRST,), (D, E), "few"),
    ("two old, one of them new, and no more", ROTATED, (FIRST,), (A, C), "few"),
    ("two new, one of them old, and no more", ROTATED, (FIRST,), (C, D), "few"),
    ("one old, two new", ROTATED, (FIRST,), (A, D, E), "few"),
    ("two old, one new", ROTATED, (FIRST,), (A, B, D), "few"),
    ("both, and a stranger", ROTATED, (FIRST,), (A, C, D, X), "signature"),
    ("both, one twice", ROTATED, (FIRST,), (A, C, D, D), "signed_twice"),
    # root keys that went have no say any more
    ("by who went", keylist(3, root=NEW_ROOT), (FIRST, ROTATED), (A, B), "few"),
    ("by who came", keylist(3, root=NEW_ROOT), (FIRST, ROTATED), (D, E), ""),
    ("by who came, and who went", keylist(3, root=NEW_ROOT), (FIRST, ROTATED), (D, E, A), "signature"),
    ("back to the old roots, by both", keylist(3), (FIRST, ROTATED), (A, B, D, E), ""),
    ("back to the old roots, by them", keylist(3), (FIRST, ROTATED), (A, B, C), "few"),
    # a lower threshold must be agreed to by the higher one
    ("a threshold of one, by two", keylist(2, root={**ROOT, "threshold": 1}), (FIRST,), (A, B), ""),
    ("a threshold of one, by one", keylist(2, root={**ROOT, "threshold": 1}), (FIRST,), (A,), "few"),
    ("a threshold of three, by two", keylist(2, root={**ROOT, "threshold": 3}), (FIRST,), (A, B), "few"),
    ("a threshold of three, by three", keylist(2, root={**ROOT, "threshold": 3}), (FIRST,), ROOTS, ""),
    ("a threshold of none (CVE-2026-23992)", keylist(2, root={**ROOT, "threshold": 0}), (FIRST,), (A, B), "unsound"),
    # one step at a time, never back
    ("the same again", FIRST, (FIRST,), (A, B), "order"),
    ("a step left out", keylist(3), (FIRST,), (A, B), "order"),
    ("back by one", FIRST, (FIRST, keylist(2)), (A, B), "order"),
    ("the first that is not", keylist(2), (), (A, B), "order"),
    ("of another register", keylist(2, register="south"), (FIRST,), (A, B), "other_register"),
    # revoked is revoked
    ("revoked no longer", keylist(3), (FIRST, SECOND), (A, B), "unrevoked"),
    ("revoked later than it was", keylist(3, keys=revised(0, revoked=21)), (FIRST, SECOND), (A, B), "unrevoked"),
    ("revoked as it was", keylist(3, keys=revised(0, revoked=20)), (FIRST, SECOND), (A, B), ""),
    ("revoked from earlier on", keylist(3, keys=revised(0, revoked=4)), (FIRST, SECOND), (A, B), ""),
    ("revoked and left out", keylist(3, keys=KEYS[1:]), (FIRST, SECOND), (A, B), ""),
    ("left out, and back again", keylist(4), (FIRST, SECOND, keylist(3, keys=KEYS[1:])), (A, B), "unrevoked"),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_a_list_follows_where_enough_persons_of_both_signed(row: Row) -> None:
    _name, keys, before, by, code = row
    if code:
        assert refused(keys, by, *before).code == f"keys.{code}"
    else:
        assert taken_over(keys, by, *before).keys == keys


def test_the_table_has_forty_rows_and_more() -> None:
    assert len(TABLE) >= 40


def test_the_order_of_signatures_changes_nothing() -> None:
    for by in ((A, C, D), (D, C, A), (C, A, D)):
        assert taken_over(ROTATED, by, FIRST).keys == ROTATED


def test_one_signature_under_two_ids_counts_once() -> None:
    # go-tuf GHSA-3633-5h82-39pq: one key was counted under each id that it went by.
    envelope = sealed(KEYS_TYPE, FIRST.to_bytes(), [A])
    (one,) = envelope.signatures
    for name in (B.id, A.id.upper(), ""):
        both = (one, Signature(name, one.raw))
        raw = Envelope(KEYS_TYPE, FIRST.to_bytes(), both).to_bytes()
        with pytest.raises(KeysRefused) as caught:
            adopted(raw, (), REGISTER)
        assert caught.value.code == "keys.few"


def test_a_signature_of_another_list_holds_nothing() -> None:
    other = sealed(KEYS_TYPE, SECOND.to_bytes(), [A, B]).signatures
    raw = Envelope(KEYS_TYPE, FIRST.to_bytes(), other).to_bytes()
    with pytest.raises(KeysRefused) as caught:
        adopted(raw, (), REGISTER)
    assert str(caught.value) == (
        "too few persons signed the key list for version 1: 0 of 2; "
        "have more holders of its root keys sign"
    )
    assert caught.value.worded("zh") == (
        "依第1版，对密钥清单签名的人数不足：0/2；请由更多根密钥持有人签名"
    )


def test_the_old_threshold_is_held_before_the_new_list_is_read() -> None:
    raw = sealed(KEYS_TYPE, b"no list at all", [D, E]).to_bytes()
    with pytest.raises(KeysRefused) as caught:
        adopted(raw, (FIRST,), REGISTER)
    assert caught.value.code == "keys.few"
    raw = sealed(KEYS_TYPE, b"no list at all", [A, B]).to_bytes()
    with pytest.raises(KeysRefused) as caught:
        adopted(raw, (FIRST,), REGISTER)
    assert caught.value.code == "keys.malformed"


def test_a_list_signed_as_something_else_is_none() -> None:
    # cosign CVE-2022-35929: the type was outside of the signature.
    raw = sealed(APPROVAL_TYPE, FIRST.to_bytes(), [A, B]).to_bytes()
    with pytest.raises(KeysRefused) as caught:
        adopted(raw, (), REGISTER)
    assert caught.value.code == "keys.type"
    stolen = sealed(APPROVAL_TYPE, FIRST.to_bytes(), [A, B]).signatures
    with pytest.raises(KeysRefused) as caught:
        adopted(Envelope(KEYS_TYPE, FIRST.to_bytes(), stolen).to_bytes(), (), REGISTER)
    assert caught.value.code == "keys.few"


def test_signatures_are_gathered_one_after_the_other() -> None:
    raw = sign_keys(ROTATED, (A,))
    for more in (C, D):
        raw = signed_as_well(raw, (more,))
    assert adopted(raw, (FIRST,), REGISTER).keys == ROTATED
    with pytest.raises(KeysRefused):
        signed_as_well(sealed(KEYS_TYPE, b"{}", [A]).to_bytes(), (B,))
    with pytest.raises(KeysRefused):
        signed_as_well(b"{}", (B,))


@pytest.mark.slow
def test_no_flipped_bit_of_a_signed_list_is_accepted() -> None:
    raw = sign_keys(keylist(keys=KEYS[:1]), (A, B))
    assert adopted(raw, (), REGISTER).signatures
    accepted = 0
    for at in range(len(raw)):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[at] ^= 1 << bit
            with suppress(KeysRefused):
                adopted(bytes(flipped), (), REGISTER)
                accepted += 1
    assert accepted == 0


# -- what rests on a key -----------------------------------------------------------------------


def header(seq: int) -> Header:
    return Header(seq=seq, recorded=seq, actor=NOBODY)


def approval(seq: int, key: str | None) -> ApprovalEvent:
    given = Approval(body="board", at=NOW)
    return ApprovalEvent(
        header(seq), of="P-1", word="approve", standing="signed", approval=given, key=key
    )


def decision(seq: int, *approvals: int) -> DecisionEvent:
    text = dict.fromkeys(("proposal_digest", "state_digest", "rules", "areas", "decision"), "d")
    none = dict.fromkeys(("missing", "findings", "effects", "overtakes"))
    more: dict[str, object] = {
        "transition": None,
        "provisional_until": None,
        "decided_at": "",
        "at_head": 0,
        "keys": 1,
        "proposal": {},
        "duties": [],
    }
    fields = {"of": "P-1", "verdict": "permit", "approvals": approvals, **text, **none, **more}
    event = read_event("decision", fields, header(seq))
    assert isinstance(event, DecisionEvent)
    return event


def order(seq: int, name: str, decided: int | None) -> OrderEvent:
    more: dict[str, Any] = {"id": name}
    issued = Order.model_construct(**more)
    return OrderEvent(header(seq), order=issued, decision=decided)


def test_the_orders_that_rest_on_a_key_are_listed() -> None:
    events: list[Event] = [
        RegisterEvent(header(0), title=None),
        approval(1, LI.id),
        approval(2, CHEN.id),
        approval(3, None),
        decision(4, 1, 2),
        order(5, "P-1", 4),
        decision(6, 2, 3),
        EndEvent(header(7), of="P-1", order="P-1", at=NOW, scope=None, decision=6),
        decision(8),
        order(9, "P-2", 8),
        order(10, "P-0", None),
        decision(11, 1),
        RatificationEvent(header(12), of="P-1", order="P-3", decision=11),
    ]

    def row(order: str, kind: str, seq: int, decision: int, *approvals: int) -> Resting:
        return Resting(order=order, kind=kind, seq=seq, decision=decision, approvals=approvals)

    assert resting_on(LI.id, events) == (
        row("P-1", "order", 5, 4, 1),
        row("P-3", "ratification", 12, 11, 1),
    )
    assert resting_on(CHEN.id, events) == (row("P-1", "order", 5, 4, 2), row("P-1", "end", 7, 6, 2))
    assert resting_on(LIU.id, events) == ()


def test_an_approval_is_no_key_list_and_a_key_list_no_approval() -> None:
    with pytest.raises(KeysRefused):
        adopted(signed(), (), REGISTER)
    with pytest.raises(ApprovalRefused) as caught:
        taken(sign_keys(FIRST, (LI,)))
    assert caught.value.code == "approval.type"
    assert keys_of(FIRST.to_bytes()) == FIRST
    assert request().word == "approve"
