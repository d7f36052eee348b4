"""Signed approvals at their submission: what is accepted, and every reason why one is not.

What does not hold is refused and never recorded as an approval
(docs/signing.md). What was accepted is judged again when it is decided:
`responselevels.register.signatures.standing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.evidence import Void
from responselevels.core.groups import Groups
from responselevels.core.world.people import same_person_in
from responselevels.errors import ApprovalRefused
from responselevels.models.orders import Approval, Order
from responselevels.models.proposals import RatifyProposal
from responselevels.models.times import instant_written
from responselevels.register.ed25519 import SecretKey
from responselevels.register.log.event_fields import Header
from responselevels.register.log.kinds import ApprovalEvent
from responselevels.register.signatures.dsse import read_envelope, sealed
from responselevels.register.signatures.key_lists import KeyList, SigningKey
from responselevels.register.signatures.shown import text_of
from responselevels.register.signatures.signed_words import words_of
from responselevels.register.signatures.statements import (
    APPROVAL_TYPE,
    Statement,
    approval_text,
    content_digest,
    fresh_nonce,
    sees_of,
    texts_shown,
)
from responselevels.text.catalogue import Named

AHEAD = timedelta(minutes=5)
"""Maximum time by which an approval may be dated after the register's clock; it counts once that time has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningContext:
    """The place and the instant at which an approval is to count.

    *rules* is the digest of the rules in force; *lists* are all versions of the
    key list so far; *seq* is the number of the next event, recorded at *at*. *groups* are
    the groups that the proposal names, with the members that they stand for there.
    """

    register: str
    rules: str
    lists: tuple[KeyList, ...]
    seq: int
    at: datetime
    groups: Groups = field(default_factory=dict)

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

    *approval* is what goes into the proposal; its digest is that of the
    proposal (docs/formats.md, Orders and proposals).
    """

    envelope: bytes
    key: str
    statement: Statement
    approval: Approval

    def event(self, header: Header, of: str) -> ApprovalEvent:
        """Return the event that records it, of the proposal with the id *of*."""
        said = self.statement
        return ApprovalEvent(
            header,
            of=of,
            word=said.word,
            standing="signed",
            approval=self.approval,
            envelope=self.envelope,
            key=self.key,
            nonce=said.nonce,
            expires=instant_written(said.expires),
            keys=said.keys,
            rules=said.rules,
        )


# -- signing -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRequest:
    """What somebody wants to sign: a word for a body, from now until it expires."""

    word: str
    body: str
    person: str
    at: datetime
    expires: datetime
    area: str | None = None
    lang: str = "en"


def request_text(request: SigningRequest, context: SigningContext) -> str:
    """Return in words what is said of a proposal, by whom and where: shown beside the proposal."""
    return text_of(
        [
            (f"word_{request.word}", ""),
            ("body", Named("body", request.body)),
            ("body_area", None if request.area is None else Named("area", request.area)),
            ("person", Named("person", request.person)),
            ("expires", request.expires),
            ("register", Named("register", context.register)),
            ("rules", context.rules),
        ],
        request.lang,
    )


def sign_approval(
    key: SecretKey,
    request: SigningRequest,
    proposal: AnyProposal,
    context: SigningContext,
    *,
    order: Order | None = None,
) -> bytes:
    """Return the envelope in which *key* says *request* of *proposal*, as `approval_text` shows it.

    Raises:
        ValueError: there is no key list yet.
    """
    statement = statement_of(request, proposal, context, order=order)
    return sealed(APPROVAL_TYPE, statement.to_bytes(), [key]).to_bytes()


def statement_of(
    request: SigningRequest,
    proposal: AnyProposal,
    context: SigningContext,
    *,
    order: Order | None = None,
) -> Statement:
    """Return what is to be signed where *request* is said of *proposal*, as `approval_text` shows it.

    Raises:
        ValueError: there is no key list yet.
    """
    if context.keys is None:
        raise ValueError("no key list")
    return Statement.model_validate(
        {
            "register": context.register,
            "of": proposal.id,
            "proposal": content_digest(proposal, context.groups),
            "rules": context.rules,
            "keys": context.keys.version,
            "body": request.body,
            "area": request.area,
            "word": request.word,
            "person": request.person,
            "at": request.at,
            "expires": request.expires,
            "nonce": fresh_nonce(),
            "sees": sees_of(
                approval_text(proposal, request.lang, order=order, groups=context.groups)
            ),
        }
    )


# -- opening -------------------------------------------------------------------------


def read_approval(raw: bytes, context: SigningContext) -> tuple[SigningKey, Statement]:
    """Return the key that signed *raw*, and what it states; whether it counts is not asked.

    Raises:
        ApprovalRefused: it is no envelope of one approval, of no known key, or
            the signature does not hold.
    """
    envelope = read_envelope(raw, APPROVAL_TYPE, ApprovalRefused)
    if len(envelope.signatures) != 1:
        raise ApprovalRefused("approval.signatures", {"count": len(envelope.signatures)})
    (signature,) = envelope.signatures
    key = context.find(signature.key)
    if key is None:
        raise ApprovalRefused("approval.unknown_key", {"key": signature.key})
    if not envelope.signed_with(signature, key.raw):
        raise ApprovalRefused("approval.signature", {"key": key.id})
    return key, words_of(envelope.body, Statement)


def objections(
    said: Statement, key: SigningKey, context: SigningContext, proposal: AnyProposal
) -> Iterable[Void]:
    """Yield why a statement that was truly signed does not count here and now, each cause once."""
    yield from _of_the_key(said, key, context)
    if context.at >= said.expires:
        yield Void(code="approval.expired", facts={"expires": said.expires})
    for name, signed, expected in (
        ("register", said.register_id, context.register),
        ("of", said.of, proposal.id),
    ):
        if signed != expected:
            yield Void(
                code="approval.moved", facts={"field": name, "signed": signed, "here": expected}
            )
            return
    if said.rules != context.rules:
        facts = {"rules": said.rules, "expected": context.rules}
        yield Void(code="approval.rules_changed", facts=facts)
    digest = content_digest(proposal, context.groups)
    if said.proposal != digest:
        yield Void(code="approval.stale", facts={"digest": said.proposal, "expected": digest})


def _of_the_key(said: Statement, key: SigningKey, context: SigningContext) -> Iterable[Void]:
    now = None if context.keys is None else context.keys.key(key.id)
    facts: dict[str, object] = {"key": key.id, "person": said.person}
    if context.keys is None or now is None:
        version = 0 if context.keys is None else context.keys.version
        yield Void(code="approval.keys_changed", facts={"key": key.id, "keys": version})
        return
    if now.revoked is not None and context.seq >= now.revoked:
        yield Void(code="approval.key_revoked", facts={**facts, "since": now.revoked})
    if now.person != said.person:
        yield Void(code="approval.wrong_key", facts={**facts, "variant": "person"})
    elif not now.speaks_for(said.body, said.area):
        yield Void(code="approval.not_signatory", facts=facts)
    if now.from_ is not None and context.at < now.from_:
        yield Void(
            code="approval.key_expired", facts={**facts, "variant": "early", "from": now.from_}
        )
    if now.until is not None and context.at >= now.until:
        yield Void(
            code="approval.key_expired", facts={**facts, "variant": "over", "until": now.until}
        )


# -- at submission -------------------------------------------------------------------


def accepted(
    raw: bytes,
    proposal: AnyProposal,
    context: SigningContext,
    *,
    nonces: Collection[str],
    proposers: Collection[str],
    digest: str,
    order: Order | None = None,
) -> SignedApproval:
    """Return the signed approval that *raw* is, to be recorded now as the event ``context.seq``.

    *nonces* are those used in this register, *proposers* the persons who
    proposed or amended *proposal* as the register knows them, *digest* is the
    proposal digest (docs/formats.md, Orders and proposals), *order* the order that the proposal would end or ratify.

    Raises:
        ApprovalRefused: it does not hold, or would not count; the code says why.
    """
    key, said = read_approval(raw, context)
    for void in objections(said, key, context, proposal):
        raise _refused(void, said)
    if context.keys is not None and said.keys != context.keys.version:
        facts = {"signed": said.keys, "here": context.keys.version}
        raise ApprovalRefused("approval.other_keys", facts)
    if said.nonce in nonces:
        raise ApprovalRefused("approval.replayed", {"nonce": said.nonce})
    if said.at > context.at + AHEAD:
        raise ApprovalRefused("approval.ahead", {"at": said.at, "now": context.at})
    first = order.proposer if order is not None and isinstance(proposal, RatifyProposal) else None
    own = [*proposers, proposal.proposer or "", first or ""]
    if said.word == "approve" and same_person_in(said.person, own):
        body = Named("body", said.body)
        raise ApprovalRefused("approval.self", {"body": body, "person": said.person})
    if said.sees not in texts_shown(proposal, order, context.groups).values():
        raise ApprovalRefused("approval.not_shown", {"body": Named("body", said.body)})
    return SignedApproval(
        envelope=raw,
        key=key.id,
        statement=said,
        approval=approval_of(said, digest),
    )


def _refused(void: Void, said: Statement) -> ApprovalRefused:
    facts = {**void.facts}
    variant = facts.pop("variant", None)
    code = void.code if variant is None else f"{void.code}.{variant}"
    return ApprovalRefused(code, {"body": Named("body", said.body), **facts})


def approval_of(said: Statement, digest: str | None) -> Approval:
    """Return the approval that *said* is, bound to *digest*, the digest of the proposal."""
    return Approval(body=said.body, area=said.area, person=said.person, at=said.at, digest=digest)
