"""From one version of the key list to the next (docs/signing.md).

Version n + 1 is signed by a threshold of the root keys of list n **and** of its
own; the first by its own. Versions go up by exactly one and never back. A key
that was revoked stays revoked. What was decided before stands, for the log
fixes what came before what; `resting_on` lists the orders to look at again.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from responselevels.errors import KeysRefused
from responselevels.models.sha256 import sha256_of
from responselevels.register.ed25519 import SecretKey
from responselevels.register.log.event_fields import Header
from responselevels.register.log.kinds import (
    ApprovalEvent,
    DecisionEvent,
    EndEvent,
    Event,
    KeysEvent,
    KeySignature,
    OrderEvent,
    RatificationEvent,
)
from responselevels.register.signatures.dsse import Envelope, Signature, read_envelope, sealed
from responselevels.register.signatures.key_lists import LONGEST, KeyList, Roots, keys_of

KEYS_TYPE = "application/vnd.responselevels.keys+json"
"""What a signed key list is, under its signatures."""

_LONGEST = LONGEST * 4 // 3 + 16_384
"""Maximum length of the envelope of a key list, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedKeys:
    """A key list that may be the next: the *document* that was signed, and its signatures."""

    keys: KeyList
    document: bytes
    signatures: tuple[Signature, ...]

    @property
    def digest(self) -> str:
        """The digest that the document is kept under."""
        return sha256_of(self.document)

    def event(self, header: Header) -> KeysEvent:
        """Return the event that records its adoption."""
        signatures = tuple(
            KeySignature(keyid=one.key, sig=b64encode(one.raw).decode("ascii"))
            for one in self.signatures
        )
        return KeysEvent(header, version=self.keys.version, keys=self.digest, signatures=signatures)


def sign_keys(keys: KeyList, roots: Sequence[SecretKey]) -> bytes:
    """Return the envelope of *keys*, signed with each of *roots*."""
    return sealed(KEYS_TYPE, keys.to_bytes(), roots).to_bytes()


def listed_in(raw: bytes) -> KeyList:
    """Return the key list in an envelope, to be shown before it is signed as well.

    Raises:
        KeysRefused: *raw* is no envelope of a sound key list.
    """
    return keys_of(read_envelope(raw, KEYS_TYPE, KeysRefused, longest=_LONGEST).body)


def signed_as_well(raw: bytes, roots: Sequence[SecretKey]) -> bytes:
    """Return the envelope of a key list with the signatures of *roots* added.

    Raises:
        KeysRefused: *raw* is no envelope of a sound key list.
    """
    envelope = read_envelope(raw, KEYS_TYPE, KeysRefused, longest=_LONGEST)
    keys_of(envelope.body)
    more = sealed(envelope.kind, envelope.body, roots).signatures
    return Envelope(envelope.kind, envelope.body, (*envelope.signatures, *more)).to_bytes()


def envelope_of_event(document: bytes, event: KeysEvent) -> bytes:
    """Return the envelope that *event* was made of, to be judged again.

    Raises:
        KeysRefused: a signature is not in base64.
    """
    try:
        signatures = tuple(
            Signature(one.keyid, b64decode(one.sig, validate=True)) for one in event.signatures
        )
    except ValueError:
        raise KeysRefused("keys.envelope") from None
    return Envelope(KEYS_TYPE, document, signatures).to_bytes()


def adopted(raw: bytes, before: Sequence[KeyList], register: str) -> AdoptedKeys:
    """Return the key list in the envelope *raw* if it may follow *before*, all versions so far.

    The threshold of the list in force is verified before the new one is parsed.

    Raises:
        KeysRefused: it may not; the code says why.
    """
    envelope = read_envelope(raw, KEYS_TYPE, KeysRefused, longest=_LONGEST)
    _each_once(envelope)
    if before:
        _hold(envelope, before[-1].root, before[-1].version)
    keys = keys_of(envelope.body)
    _hold(envelope, keys.root, keys.version)
    _all_hold(envelope, [keys.root, *(known.root for known in before[-1:])])
    _follows(keys, before, register)
    return AdoptedKeys(keys=keys, document=envelope.body, signatures=envelope.signatures)


def _each_once(envelope: Envelope) -> None:
    """Refuse a key that signs twice (python-tuf GHSA-pwqf-9h7j-7mv8, rust-tuf#283)."""
    names = [one.key for one in envelope.signatures]
    for name in names:
        if names.count(name) > 1:
            raise KeysRefused("keys.signed_twice", {"key": name})


def _hold(envelope: Envelope, root: Roots, version: int) -> None:
    """Hold *envelope* to the threshold of one list, which counts persons and not keys."""
    persons = _signers(envelope, root)
    if len(persons) < root.threshold:
        facts = {"version": version, "count": len(persons), "needed": root.threshold}
        raise KeysRefused("keys.few", facts)


def _signers(envelope: Envelope, root: Roots) -> frozenset[str]:
    known = {key.id: key for key in root.keys}
    return frozenset(
        known[one.key].person
        for one in envelope.signatures
        if one.key in known and envelope.signed_with(one, known[one.key].raw)
    )


def _all_hold(envelope: Envelope, roots: Iterable[Roots]) -> None:
    """Refuse a signature of nobody known, or one that does not hold: leave it out instead."""
    known = {key.id: key.raw for root in roots for key in root.keys}
    for one in envelope.signatures:
        if one.key not in known or not envelope.signed_with(one, known[one.key]):
            raise KeysRefused("keys.signature", {"key": one.key})


def _follows(keys: KeyList, before: Sequence[KeyList], register: str) -> None:
    if keys.register_id != register:
        facts = {"signed": keys.register_id, "here": register}
        raise KeysRefused("keys.other_register", facts)
    last = before[-1].version if before else 0
    if keys.version != last + 1:
        raise KeysRefused("keys.order", {"version": keys.version, "expected": last + 1})
    for known in before:
        for key in known.keys:
            again = keys.key(key.id)
            if key.revoked is None or again is None:
                continue
            if again.revoked is None or again.revoked > key.revoked:
                raise KeysRefused("keys.unrevoked", {"key": key.id, "revoked": key.revoked})


# -- what rests on a key ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """Something that was done on approvals signed with a key.

    *kind* is ``order``, ``end`` or ``ratification``, recorded as the event
    *seq* after the decision *decision*; *approvals* are the events that the key
    signed.
    """

    order: str
    kind: str
    seq: int
    decision: int
    approvals: tuple[int, ...]


def resting_on(key: str, events: Iterable[Event]) -> tuple[Resting, ...]:
    """Return the orders, ends and ratifications that rest on the key with the id *key*."""
    signed: set[int] = set()
    counted: dict[int, tuple[int, ...]] = {}
    found: list[Resting] = []
    for event in events:
        if isinstance(event, ApprovalEvent) and event.key == key:
            signed.add(event.seq)
        elif isinstance(event, DecisionEvent):
            counted[event.seq] = tuple(n for n in event.approvals if n in signed)
        elif isinstance(event, OrderEvent | EndEvent | RatificationEvent):
            decision = event.decision
            if decision is None or not counted.get(decision):
                continue
            found.append(
                Resting(
                    order=event.order.id if isinstance(event, OrderEvent) else event.order,
                    kind=event.kind,
                    seq=event.seq,
                    decision=decision,
                    approvals=counted[decision],
                )
            )
    return tuple(found)
