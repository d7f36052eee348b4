"""A proof is held to checkpoints that were kept, and shows nothing by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import ProofRefused
from responselevels.register.log import canonical
from responselevels.register.log.checkpoints import Checkpoint, Note
from responselevels.register.log.proofs import (
    Consistency,
    Inclusion,
    Proof,
    check,
    consistency_of,
    inclusion_of,
    parse_proof,
    to_bytes,
)
from responselevels.register.log.verification import KeptCheckpoint
from tests.register.logs import log_of, note_of, rechained

LOG = log_of(20)
ORIGIN = "responselevels/harbour"


def kept(size: int, name: str = "", lines: list[bytes] = LOG) -> KeptCheckpoint:
    return KeptCheckpoint(name or f"kept-{size}.txt", note_of(lines, size))


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(ProofRefused) as error:
        call()
    return error.value.worded("en")


def test_an_event_is_proved_by_a_checkpoint() -> None:
    for size in range(1, 21):
        for seq in range(size):
            proof = inclusion_of(ORIGIN, LOG, seq, size)
            assert parse_proof(to_bytes(proof)) == proof
            assert check(proof, [kept(20, "later.txt"), kept(size)])[0].note == note_of(LOG, size)


def test_that_a_log_only_grew_is_proved_by_two_checkpoints() -> None:
    for new in range(21):
        for old in range(new + 1):
            proof = consistency_of(ORIGIN, LOG, old, new)
            assert parse_proof(to_bytes(proof)) == proof
            assert [each.note for each in check(proof, [kept(new), kept(old)])] == [
                note_of(LOG, old),
                note_of(LOG, new),
            ]


def test_without_sizes_it_is_the_whole_log() -> None:
    assert inclusion_of(ORIGIN, LOG, 3, None) == inclusion_of(ORIGIN, LOG, 3, 20)
    assert consistency_of(ORIGIN, LOG, 3, None) == consistency_of(ORIGIN, LOG, 3, 20)


def test_a_proof_without_its_checkpoint_shows_nothing() -> None:
    none = (
        "no checkpoint of `responselevels/harbour` over {} events was given; "
        "the proof holds in itself, but shows nothing without one"
    )
    assert refused(lambda: check(inclusion_of(ORIGIN, LOG, 3, 9), [kept(8)])) == none.format(9)
    proof = consistency_of(ORIGIN, LOG, 3, 9)
    assert refused(lambda: check(proof, [kept(9)])) == none.format(3)
    assert refused(lambda: check(proof, [kept(3)])) == none.format(9)
    other = KeptCheckpoint(
        "other.txt", Note(Checkpoint("responselevels/airport", 9, proof.new_root))
    )
    assert refused(lambda: check(proof, [kept(3), other])) == none.format(9)


def test_every_checkpoint_of_the_size_must_have_the_root() -> None:
    proof = inclusion_of(ORIGIN, LOG, 3, 9)
    forked = rechained(LOG, 5, client="elsewhere")
    both = [kept(9), kept(9, "other.txt", forked)]
    assert refused(lambda: check(proof, both)) == (
        "the proof is about another root than the checkpoint `other.txt` of 9 events; "
        "it proves nothing about that log"
    )


def test_the_line_itself_is_hashed_and_no_hash_is_believed() -> None:
    proof = inclusion_of(ORIGIN, LOG, 3, 9)
    data = proof.document() | {"line": LOG[4].decode()}
    assert refused(lambda: check(parse_proof(canonical.to_bytes(data)), [kept(9)])) == (
        "the proof does not lead to the root over 9 events"
    )


PROOFS: list[Proof] = [inclusion_of(ORIGIN, LOG, 3, 9), consistency_of(ORIGIN, LOG, 3, 9)]
KEPT = [kept(3), kept(9)]


def flipped(raw: bytes) -> Iterator[bytes]:
    for bit in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


@pytest.mark.parametrize("proof", PROOFS, ids=["inclusion", "consistency"])
def test_every_changed_bit_of_a_written_proof_is_refused(proof: Proof) -> None:
    def held(raw: bytes) -> bool:
        try:
            check(parse_proof(raw), KEPT)
        except ProofRefused:
            return False
        return True

    raw = to_bytes(proof)
    assert held(raw)
    assert not any(held(changed) for changed in flipped(raw))


def form(what: str) -> str:
    return f"this is no proof: `{what}`; `log prove` writes what can be read here"


def with_(number: int, **changed: Any) -> bytes:
    return canonical.to_bytes(PROOFS[number].document() | changed)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "JSON"),
        (b"[]\n", "JSON"),
        (to_bytes(PROOFS[0])[:-1], "JSON"),
        (to_bytes(PROOFS[0]) + b"\n", "JSON"),
        (json.dumps(PROOFS[0].document()).encode(), "JSON"),
        (b'{"proof":"inclusion","proof":"inclusion"}\n', "JSON"),
        (b"{" * 70_000, "JSON"),
        (b" " * 262_145, "size"),
        (b"{}\n", "proof"),
        (with_(0, proof="exclusion"), "proof"),
        (with_(0, more=1), "more"),
        (with_(0, proof="consistency"), "line"),
        (b'{"proof":"inclusion"}\n', "line"),
        (with_(0, origin=1), "origin"),
        (with_(0, seq=True), "seq"),
        (with_(0, seq="3"), "seq"),
        (with_(0, size=-1), "size"),
        (with_(0, line=3), "line"),
        (with_(0, line="é\n"), "line"),
        (with_(0, line="x"), "line"),
        (with_(0, line="x" * 65_536 + "\n"), "line"),
        (with_(0, path={}), "path"),
        (with_(0, path=[1]), "path"),
        (with_(0, path=["ab"]), "path"),
        (with_(0, path=["G" * 64]), "path"),
        (with_(0, path=["A" * 64]), "path"),
        (with_(0, root="ab"), "root"),
        (with_(1, old_root=None), "old_root"),
        (with_(1, new_root="x" * 64), "new_root"),
        (with_(1, old=None), "old"),
        (with_(1, new=[]), "new"),
    ],
)
def test_what_is_no_proof_is_refused(raw: bytes, what: str) -> None:
    assert refused(lambda: parse_proof(raw)) == form(what)


@given(st.binary(max_size=80))
def test_any_bytes_are_refused_and_nothing_else_is_raised(raw: bytes) -> None:
    with pytest.raises(ProofRefused):
        parse_proof(raw)


@pytest.mark.parametrize(
    ("proof", "says"),
    [
        (
            Inclusion(ORIGIN, 9, 9, LOG[3], (), bytes(32)),
            "among 9 events there is none with the number 9; they are numbered from 0",
        ),
        (
            Inclusion(ORIGIN, 3, 9, LOG[3], (bytes(32),) * 9, bytes(32)),
            "the proof has 9 hashes, and cannot have so many here",
        ),
        (
            Inclusion(ORIGIN, 3, 9, LOG[3], (bytes(32),) * 90, bytes(32)),
            "the proof has 92 hashes, and cannot have so many here",
        ),
        (
            Consistency(ORIGIN, 3, 9, (bytes(31),), bytes(32), bytes(32)),
            "the proof has a hash of 31 bytes; each has 32",
        ),
        (
            Consistency(ORIGIN, 9, 3, (), bytes(32), bytes(32)),
            "a log of 3 events cannot add to one of 9; the older size comes first",
        ),
        (
            Consistency(ORIGIN, 3, 9, (), bytes(32), bytes(32)),
            "the proof has 0 hashes, and cannot have so many here",
        ),
        (
            Consistency(ORIGIN, 0, 9, (), bytes(32), bytes(32)),
            "the proof does not lead to the root over 0 events",
        ),
    ],
)
def test_what_a_proof_cannot_be_is_said(proof: Proof, says: str) -> None:
    assert refused(lambda: check(proof, KEPT)) == says
