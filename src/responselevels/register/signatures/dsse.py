"""DSSE envelopes: what is signed, exactly, and a strict reader (docs/signing.md).

The bytes signed are ``DSSEv1 SP len(type) SP type SP len(body) SP body``: the
type is under the signature, so that nothing signed as one kind of thing passes
for another. A body is parsed only after a signature over its very bytes was
verified, and what is parsed are these bytes.

An envelope has one form, byte for byte: ``{"payload":…,"payloadType":…,
"signatures":[{"keyid":…,"sig":…}]}`` without blanks, in ASCII, base64 with
padding. What reads otherwise is refused, so that no two envelopes say the same.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from responselevels.errors import RegisterError
from responselevels.register.ed25519 import SecretKey, verifies

LONGEST = 32_768
"""Maximum length of the envelope of an approval, in bytes."""

MOST_SIGNATURES = 32
"""Maximum number of signatures of an envelope."""

Refused = type[RegisterError]
"""The class of the error that a reader raises."""


def signed_bytes(kind: str, body: bytes) -> bytes:
    """Return the bytes that a signature is over: DSSE's pre-authentication encoding.

    >>> signed_bytes("http://example.com/HelloWorld", b"hello world")
    b'DSSEv1 29 http://example.com/HelloWorld 11 hello world'
    """
    encoded = kind.encode()
    return b"DSSEv1 %d %b %d %b" % (len(encoded), encoded, len(body), body)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature as an envelope has it; *key* is what it says of the key, not yet believed."""

    key: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A body of some kind with signatures; nothing of it is believed before it is verified."""

    kind: str
    body: bytes
    signatures: tuple[Signature, ...]

    def to_bytes(self) -> bytes:
        """Return the envelope's one form."""
        signatures = [{"keyid": one.key, "sig": _base64(one.raw)} for one in self.signatures]
        fields = {
            "payload": _base64(self.body),
            "payloadType": self.kind,
            "signatures": signatures,
        }
        return json.dumps(fields, separators=(",", ":"), ensure_ascii=True).encode("ascii")

    def signed_with(self, signature: Signature, public: bytes) -> bool:
        """Say whether *signature* over this body was made with the key *public*."""
        return verifies(public, signature.raw, signed_bytes(self.kind, self.body))


def sealed(kind: str, body: bytes, keys: Sequence[SecretKey]) -> Envelope:
    """Return *body* signed with each of *keys*."""
    message = signed_bytes(kind, body)
    return Envelope(kind, body, tuple(Signature(key.id, key.sign(message)) for key in keys))


def read_envelope(raw: bytes, kind: str, refused: Refused, *, longest: int = LONGEST) -> Envelope:
    """Return the envelope that *raw* is, without believing any of it.

    Raises:
        RegisterError: of the class *refused*, with the code ``<area>.envelope``,
            ``<area>.type`` or ``<area>.too_long``: it is longer than *longest*,
            of another kind, or not in its one form.
    """
    area = "keys" if refused.__name__.startswith("Keys") else "approval"
    if len(raw) > longest:
        raise refused(f"{area}.too_long", {"size": len(raw), "most": longest})
    try:
        envelope = _envelope_of(json.loads(raw.decode("ascii")))
        one_form = envelope.to_bytes() == raw
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise refused(f"{area}.envelope") from None
    if not one_form or not 1 <= len(envelope.signatures) <= MOST_SIGNATURES:
        raise refused(f"{area}.envelope")
    if envelope.kind != kind:
        raise refused(f"{area}.type", {"type": envelope.kind, "expected": kind})
    return envelope


def _envelope_of(fields: Any) -> Envelope:
    """Return the envelope with these fields; whatever is odd about them raises something."""
    signatures = tuple(
        Signature(one["keyid"], b64decode(one["sig"], validate=True))
        for one in fields["signatures"]
    )
    if not all(
        isinstance(text, str) for text in (fields["payloadType"], *(s.key for s in signatures))
    ):
        raise TypeError
    return Envelope(fields["payloadType"], b64decode(fields["payload"], validate=True), signatures)


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")
