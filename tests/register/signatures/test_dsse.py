"""Envelopes: which bytes are signed, and that only what was sealed is ever read."""

from __future__ import annotations

import json
from base64 import b64encode
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import binary, text

from responselevels.errors import ApprovalRefused, KeysRefused
from responselevels.register.signatures.dsse import (
    LONGEST,
    MOST_SIGNATURES,
    Envelope,
    Signature,
    read_envelope,
    sealed,
    signed_bytes,
)
from tests.register.signing import CHEN, LI

KIND = "application/vnd.example+json"
BODY = b'{"a":1}'


def read(raw: bytes, kind: str = KIND) -> Envelope:
    return read_envelope(raw, kind, ApprovalRefused)


def refused(raw: bytes, kind: str = KIND) -> str:
    with pytest.raises(ApprovalRefused) as caught:
        read(raw, kind)
    assert str(caught.value) == caught.value.worded()
    return caught.value.code


def test_the_bytes_that_are_signed_are_those_of_the_specification() -> None:
    vector = signed_bytes("http://example.com/HelloWorld", b"hello world")
    assert vector == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    assert signed_bytes("类", b"") == "DSSEv1 3 类 0 ".encode()


@given(one=text(), other=text(), body=binary(), another=binary())
def test_no_two_things_are_signed_as_the_same_bytes(
    one: str, other: str, body: bytes, another: bytes
) -> None:
    same = (one, body) == (other, another)
    try:
        encoded = one.encode(), other.encode()
    except UnicodeEncodeError:
        return
    assert all(isinstance(part, bytes) for part in encoded)
    assert (signed_bytes(one, body) == signed_bytes(other, another)) == same


def test_what_was_sealed_is_read_again() -> None:
    envelope = sealed(KIND, BODY, [LI, CHEN])
    assert read(envelope.to_bytes()) == envelope
    for signature, key in zip(envelope.signatures, (LI, CHEN), strict=True):
        assert signature.key == key.id
        assert envelope.signed_with(signature, key.public)
    assert not envelope.signed_with(envelope.signatures[0], CHEN.public)


def test_the_type_is_under_the_signature() -> None:
    # cosign CVE-2022-35929: what was signed as one kind of thing passed as another.
    envelope = sealed(KIND, BODY, [LI])
    moved = Envelope("application/vnd.other+json", BODY, envelope.signatures)
    assert not moved.signed_with(moved.signatures[0], LI.public)
    assert refused(moved.to_bytes()) == "approval.type"


def form(**changed: Any) -> bytes:
    envelope = json.loads(sealed(KIND, BODY, [LI]).to_bytes())
    return json.dumps({**envelope, **changed}, separators=(",", ":")).encode()


ODD: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"approve",
    "another value": b"[]",
    "a number": b"1",
    "nothing said": b"null",
    "half": sealed(KIND, BODY, [LI]).to_bytes()[:-1],
    "a blank more": sealed(KIND, BODY, [LI]).to_bytes() + b" ",
    "a line more": sealed(KIND, BODY, [LI]).to_bytes() + b"\n",
    "not ASCII": form(payloadType="类").replace(b"\\u7c7b", "类".encode()),
    "no bytes of text": b"\xff\xfe",
    "a key more": form(more=1),
    "the payload a number": form(payload=1),
    "the payload not in base64": form(payload="a b"),
    "the payload without padding": form(payload=b64encode(BODY).decode().rstrip("=")),
    "the payload with spare bits": form(payload="eyJhIjoxfR=="),
    "the payload in another alphabet": form(payload="_-8="),
    "the type a number": form(payloadType=1),
    "no signature": form(signatures=[]),
    "signatures that are none": form(signatures=[1]),
    "a signature without a key": form(signatures=[{"sig": ""}]),
    "a signature with more": form(signatures=[{"keyid": "", "sig": "", "cert": ""}]),
    "the key a list": form(signatures=[{"keyid": ["a"], "sig": ""}]).replace(b'["a"]', b'[["a"]]'),
    "too many signatures": form(signatures=[{"keyid": "a", "sig": ""}] * (MOST_SIGNATURES + 1)),
    "nested without end": b"[" * 20_000,
    "a key twice": form().replace(b'{"payload":', b'{"payload":"","payload":', 1),
    "an endless number": b'{"payload":' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD)
def test_whatever_is_not_in_the_one_form_is_refused(raw: bytes) -> None:
    assert refused(raw) == "approval.envelope"


def test_an_envelope_that_is_too_long_is_not_even_looked_at() -> None:
    with pytest.raises(ApprovalRefused) as caught:
        read(b"{" * (LONGEST + 1))
    assert str(caught.value) == (
        "the signed approval is too long: 32769 bytes, at most 32768; sign it anew"
    )


def test_a_reader_of_key_lists_refuses_key_lists() -> None:
    with pytest.raises(KeysRefused) as caught:
        read_envelope(b"", KIND, KeysRefused)
    assert caught.value.code == "keys.envelope"


@given(binary(max_size=300))
def test_any_bytes_are_an_envelope_or_refused(raw: bytes) -> None:
    with suppress(ApprovalRefused):
        assert read(raw).to_bytes() == raw


def test_a_signature_of_another_length_holds_nothing() -> None:
    envelope = Envelope(KIND, BODY, (Signature(LI.id, b"short"),))
    assert not envelope.signed_with(envelope.signatures[0], LI.public)
