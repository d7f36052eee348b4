"""Signed approvals: taken in, and counted when it is decided (RELIABILITY, section 5).

`accepted` judges an envelope at its submission: what does not hold then is
refused and never recorded as an approval. `evidence_of` judges all that was
recorded again at the time of a decision, under the key list, the rules and the
proposal of that moment, for what held when it was signed may hold no longer. It
opens every envelope anew: who writes into the database makes no signature.

A `RecordedApproval` is made from an event of the kind ``approval`` by
`recorded_approval(seq, fields)`. Of its fields it takes ``word``, ``standing``,
``approval``, and of a signed one ``envelope``; ``key``, ``nonce``, ``expires``,
``keys`` and ``rules`` repeat what the envelope says, and must agree with it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import inf
from typing import Any

from responselevels.core.case import AnyProposal
from responselevels.core.evidence import Evidence, Refusal, Void
from responselevels.errors import ApprovalRefused
from responselevels.models.orders import Approval, Order
from responselevels.models.times import instant_written
from responselevels.register.ed25519 import SecretKey
from responselevels.register.envelopes import read_envelope, sealed
from responselevels.register.keys import KeyList, SigningKey
from responselevels.register.statements import (
    APPROVAL_TYPE,
    Statement,
    approval_text,
    content_digest,
    fresh_nonce,
    sees_of,
    statement_of,
    texts_shown,
)
from responselevels.text.catalogue import Named

AHEAD = timedelta(minutes=5)
"""So much later than the register's clock an approval may be dated; it counts once its time has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where and when an approval is to count.

    *rules* is the digest of the rules in force; *lists* are all versions of the
    key list so far; *seq* is the number of the next event, recorded at *at*.
    """

    register: str
    rules: str
    lists: tuple[KeyList, ...]
    seq: int
    at: datetime

    @property
    def keys(self) -> KeyList | None:
        """The key list in force; None where there is none."""
        return self.lists[-1] if self.lists else None

    def find(self, name: str) -> SigningKey | None:
        """Return the key with this id as the latest list that has it says."""
        found = (known.key(name) for known in reversed(self.lists))
        return next((key for key in found if key is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedApproval:
    """A signed approval that was accepted: its envelope, the key's id, and what it states.

    *approval* is what goes into the proposal; its digest is that of FORMATS.
    """

    envelope: bytes
    key: str
    statement: Statement
    approval: Approval

    def fields(self) -> dict[str, Any]:
        """Return the fields of the event, beside the proposal it is of."""
        said = self.statement
        return {
            "word": said.word,
            "standing": "signed",
            "approval": self.approval.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "envelope": b64encode(self.envelope).decode("ascii"),
            "key": self.key,
            "nonce": said.nonce,
            "expires": instant_written(said.expires),
            "keys": said.keys,
            "rules": said.rules,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedApproval:
    """An approval, a refusal, or the taking back of either, as the log has it.

    *envelope* is there where it was signed; the rest of what the event repeats
    of it is in *repeated*.
    """

    seq: int
    word: str
    approval: Approval
    standing: str = "asserted"
    envelope: bytes | None = None
    repeated: Mapping[str, object] = field(default_factory=dict)


_REPEATED = ("key", "nonce", "expires", "keys", "rules")


def recorded_approval(seq: int, fields: Mapping[str, Any]) -> RecordedApproval:
    """Return what the event *seq* with these fields records.

    Raises:
        ValueError, KeyError: they are not those of an approval.
    """
    signed = fields["standing"] == "signed"
    return RecordedApproval(
        seq=seq,
        word=fields["word"],
        approval=Approval.model_validate(fields["approval"]),
        standing=fields["standing"],
        envelope=b64decode(fields["envelope"], validate=True) if signed else None,
        repeated={key: fields[key] for key in _REPEATED} if signed else {},
    )


# -- signing -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to sign: a word for a body, from now until it expires."""

    word: str
    body: str
    person: str
    at: datetime
    expires: datetime
    area: str | None = None
    lang: str = "en"


def sign_approval(
    key: SecretKey, wish: Wish, proposal: AnyProposal, here: Here, *, order: Order | None = None
) -> bytes:
    """Return the envelope in which *key* says *wish* of *proposal*, as `approval_text` shows it.

    Raises:
        ValueError: there is no key list yet.
    """
    if here.keys is None:
        raise ValueError("no key list")
    statement = Statement.model_validate(
        {
            "register": here.register,
            "of": proposal.id,
            "proposal": content_digest(proposal),
            "rules": here.rules,
            "keys": here.keys.version,
            "body": wish.body,
            "area": wish.area,
            "word": wish.word,
            "person": wish.person,
            "at": wish.at,
            "expires": wish.expires,
            "nonce": fresh_nonce(),
            "sees": sees_of(approval_text(proposal, wish.lang, order=order)),
        }
    )
    return sealed(APPROVAL_TYPE, statement.written(), [key]).written()


# -- opening -------------------------------------------------------------------------


def read_approval(raw: bytes, here: Here) -> tuple[SigningKey, Statement]:
    """Return the key that signed *raw*, and what it states; whether it counts is not asked.

    Raises:
        ApprovalRefused: it is no envelope of one approval, of no known key, or
            the signature does not hold.
    """
    envelope = read_envelope(raw, APPROVAL_TYPE, ApprovalRefused)
    if len(envelope.signatures) != 1:
        raise ApprovalRefused("approval.signatures", {"count": len(envelope.signatures)})
    (signature,) = envelope.signatures
    key = here.find(signature.key)
    if key is None:
        raise ApprovalRefused("approval.unknown_key", {"key": signature.key})
    if not envelope.signed_with(signature, key.raw):
        raise ApprovalRefused("approval.signature", {"key": key.id})
    return key, statement_of(envelope.body)


def _objections(
    said: Statement, key: SigningKey, here: Here, proposal: AnyProposal
) -> Iterable[Void]:
    """Yield why a statement that was truly signed does not count here and now, each cause once."""
    yield from _of_the_key(said, key, here)
    if here.at >= said.expires:
        yield Void(code="approval.expired", facts={"expires": said.expires})
    for name, signed, expected in (
        ("register", said.register_id, here.register),
        ("of", said.of, proposal.id),
    ):
        if signed != expected:
            yield Void(
                code="approval.moved", facts={"field": name, "signed": signed, "here": expected}
            )
            return
    if said.rules != here.rules:
        facts = {"rules": said.rules, "expected": here.rules}
        yield Void(code="approval.rules_changed", facts=facts)
    digest = content_digest(proposal)
    if said.proposal != digest:
        yield Void(code="approval.stale", facts={"digest": said.proposal, "expected": digest})


def _of_the_key(said: Statement, key: SigningKey, here: Here) -> Iterable[Void]:
    now = None if here.keys is None else here.keys.key(key.id)
    facts: dict[str, object] = {"key": key.id, "person": said.person}
    if here.keys is None or now is None:
        version = 0 if here.keys is None else here.keys.version
        yield Void(code="approval.keys_changed", facts={"key": key.id, "keys": version})
        return
    if now.revoked is not None and here.seq >= now.revoked:
        yield Void(code="approval.key_revoked", facts={**facts, "since": now.revoked})
    if now.person != said.person:
        yield Void(code="approval.wrong_key", facts={**facts, "variant": "person"})
    elif not now.speaks_for(said.body, said.area):
        yield Void(code="approval.not_signatory", facts=facts)
    if now.from_ is not None and here.at < now.from_:
        yield Void(
            code="approval.key_expired", facts={**facts, "variant": "early", "from": now.from_}
        )
    if now.until is not None and here.at >= now.until:
        yield Void(
            code="approval.key_expired", facts={**facts, "variant": "over", "until": now.until}
        )


# -- at submission -------------------------------------------------------------------


def accepted(
    raw: bytes,
    proposal: AnyProposal,
    here: Here,
    *,
    nonces: Collection[str],
    proposers: Collection[str],
    digest: str,
    order: Order | None = None,
) -> SignedApproval:
    """Return the signed approval that *raw* is, to be recorded now as the event ``here.seq``.

    *nonces* are those used in this register, *proposers* the persons who
    proposed or amended *proposal* as the register knows them, *digest* is that
    of FORMATS, *order* the order that the proposal would end or ratify.

    Raises:
        ApprovalRefused: it does not hold, or would not count; the code says why.
    """
    key, said = read_approval(raw, here)
    for void in _objections(said, key, here, proposal):
        raise _refused(void, said)
    if here.keys is not None and said.keys != here.keys.version:
        facts = {"signed": said.keys, "here": here.keys.version}
        raise ApprovalRefused("approval.other_keys", facts)
    if said.nonce in nonces:
        raise ApprovalRefused("approval.replayed", {"nonce": said.nonce})
    if said.at > here.at + AHEAD:
        raise ApprovalRefused("approval.ahead", {"at": said.at, "now": here.at})
    if said.word == "approve" and said.person in {*proposers, proposal.proposer}:
        body = Named("body", said.body)
        raise ApprovalRefused("approval.self", {"body": body, "person": said.person})
    if said.sees not in texts_shown(proposal, order).values():
        raise ApprovalRefused("approval.not_shown", {"body": Named("body", said.body)})
    return SignedApproval(
        envelope=raw,
        key=key.id,
        statement=said,
        approval=_approval_of(said, digest),
    )


def _refused(void: Void, said: Statement) -> ApprovalRefused:
    facts = {**void.facts}
    variant = facts.pop("variant", None)
    code = void.code if variant is None else f"{void.code}.{variant}"
    return ApprovalRefused(code, {"body": Named("body", said.body), **facts})


def _approval_of(said: Statement, digest: str) -> Approval:
    return Approval(body=said.body, area=said.area, person=said.person, at=said.at, digest=digest)


# -- at decision time ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What stands of the approvals recorded of a proposal.

    *approvals* go into the proposal, *seqs* are the events they were recorded
    by, *evidence* is what is known of them.
    """

    approvals: tuple[Approval, ...]
    seqs: tuple[int, ...]
    evidence: Evidence


def evidence_of(
    recorded: Sequence[RecordedApproval],
    proposal: AnyProposal,
    here: Here,
    *,
    proposers: Collection[str] = (),
) -> Weighed:
    """Return what stands of *recorded*, judged before the event ``here.seq``, at ``here.at``.

    The last word of a person for a body counts. What was only asserted takes
    back nothing that was signed, and what was never truly signed takes back
    nothing at all. *proposers* are the persons who proposed or amended it, as
    the register knows them. What was asserted of the proposal before it was
    amended is left to the core, by the digest of FORMATS.
    """
    standing = _Standing()
    nonces: dict[str, int] = {}
    for one in sorted(recorded, key=lambda one: one.seq):
        standing.take(_judged(one, proposal, here, nonces))
    return standing.weighed(here, frozenset(proposers))


@dataclass(frozen=True, slots=True)
class _Judged:
    """A recorded approval with what it is worth: who signed it, if anybody, and why it is void.

    It is *hollow* where it never was a word of that person at all.
    """

    recorded: RecordedApproval
    person: str | None
    signed: bool = False
    void: tuple[Void, ...] = ()

    @property
    def hollow(self) -> bool:
        return any(
            one.code in _NEVER or self.recorded.seq >= _from_seq(one.facts.get("since"))
            for one in self.void
        )


_NEVER = {"approval.wrong_key", "approval.moved", "approval.replayed"}
"""What is void for these was never the word of the person it names."""


def _from_seq(since: object) -> float:
    """Return the event from which on a key is void; after all of them where it is not revoked."""
    return since if isinstance(since, int) else inf


def _judged(
    one: RecordedApproval, proposal: AnyProposal, here: Here, nonces: dict[str, int]
) -> _Judged:
    if one.standing != "signed":
        return _Judged(one, one.approval.person)
    try:
        key, said = read_approval(one.envelope or b"", here)
    except ApprovalRefused:
        void = _not_by(str(one.repeated.get("key")))
        return _Judged(one, one.approval.person, signed=True, void=(void,))
    voids = [*_objections(said, key, here, proposal)]
    first = nonces.setdefault(said.nonce, one.seq)
    if first != one.seq:
        voids.append(Void(code="approval.replayed", facts={"first": first}))
    if not _agrees(one, key, said):
        voids.append(_not_by(key.id))
    return _Judged(one, said.person, signed=True, void=tuple(voids))


def _not_by(key: str) -> Void:
    return Void(code="approval.wrong_key", facts={"variant": "signature", "key": key})


def _agrees(one: RecordedApproval, key: SigningKey, said: Statement) -> bool:
    """Say whether the event repeats faithfully what was signed."""
    told = _approval_of(said, one.approval.digest or "")
    facts = {
        "key": key.id,
        "nonce": said.nonce,
        "expires": instant_written(said.expires),
        "keys": said.keys,
        "rules": said.rules,
    }
    return one.word == said.word and told == one.approval and dict(one.repeated) == facts


class _Standing:
    """The last words so far: of each person for each body; signed and asserted ones apart."""

    def __init__(self) -> None:
        self.words: list[_Judged] = []

    def take(self, judged: _Judged) -> None:
        """Take the next word; it takes the place of what the same person said for the same body."""
        if not judged.hollow:
            self.words = [one for one in self.words if not _replaces(judged, one)]
        if judged.recorded.word != "withdraw":
            self.words.append(judged)

    def weighed(self, here: Here, proposers: frozenset[str]) -> Weighed:
        """Return what stands."""
        words = self.words
        given = [one for one in words if one.recorded.word == "approve"]
        evidence = Evidence(
            signed={n: one.person or "" for n, one in enumerate(given) if one.signed},
            void={n: one.void for n, one in enumerate(given) if one.void},
            refusals=tuple(_refusal(one) for one in words if one.recorded.word == "refuse"),
            persons={} if here.keys is None else here.keys.persons,
            proposers=proposers,
        )
        return Weighed(
            approvals=tuple(one.recorded.approval for one in given),
            seqs=tuple(one.recorded.seq for one in given),
            evidence=evidence,
        )


def _replaces(later: _Judged, earlier: _Judged) -> bool:
    """Say whether a word takes the place of an earlier one.

    A person's does for that body, whatever area either names; one of nobody
    named, only what nobody said for the body of the same area.
    """
    new, old = later.recorded.approval, earlier.recorded.approval
    if (new.body, later.person) != (old.body, earlier.person):
        return False
    if earlier.signed and not later.signed:
        return False
    return later.person is not None or new.area == old.area


def _refusal(judged: _Judged) -> Refusal:
    approval = judged.recorded.approval
    return Refusal(
        body=approval.body,
        area=approval.area,
        person=judged.person,
        signed=judged.signed,
        void=judged.void,
    )
