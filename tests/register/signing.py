"""Keys, key lists, a proposal and a place to sign in, for the tests of signed approvals."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from responselevels.core.digests import proposal_digest
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.register.ed25519 import SecretKey, key_of_seed
from responselevels.register.signatures.acceptance import (
    SignedApproval,
    SigningContext,
    SigningRequest,
    accepted,
    sign_approval,
)
from responselevels.register.signatures.key_lists import KeyList
from responselevels.register.signatures.statements import approval_text, content_digest, sees_of

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
REGISTER = "north-register"
RULES = "sha256:" + "1" * 64
OTHER_RULES = "sha256:" + "2" * 64


def key(name: str) -> SecretKey:
    """Return the key that has this name as its seed."""
    return key_of_seed(name.encode().ljust(32, b"."))


def public(secret: SecretKey) -> str:
    return b64encode(secret.public).decode()


def listed(secret: SecretKey, person: str, *bodies: str, **more: Any) -> dict[str, Any]:
    """Return an entry of a key list; without bodies, that of a root key."""
    entry: dict[str, Any] = {"id": secret.id, "public": public(secret), "person": person}
    return entry | ({"bodies": list(bodies)} if bodies else {}) | more


LI, CHEN, WANG, LIU = key("li"), key("chen"), key("wang"), key("liu")
ROOTS = (key("root a"), key("root b"), key("root c"))
ROOT = {
    "threshold": 2,
    "keys": [listed(secret, f"holder {n}") for n, secret in enumerate(ROOTS)],
}
KEYS = [
    listed(LI, "li.na", "committee"),
    listed(CHEN, "chen.jie", "committee", "board"),
    listed(WANG, "wang.fang", "board"),
]


def keylist(version: int = 1, **more: Any) -> KeyList:
    """Return a version of the key list."""
    fields = {"register": REGISTER, "version": version, "root": ROOT, "keys": KEYS}
    return KeyList.model_validate({**fields, **more}, by_alias=True, by_name=False)


def revised(number: int, **more: Any) -> list[dict[str, Any]]:
    """Return the keys for approvals, one of them changed."""
    return [{**entry, **more} if n == number else entry for n, entry in enumerate(KEYS)]


FIRST = keylist()
HERE = SigningContext(register=REGISTER, rules=RULES, lists=(FIRST,), seq=10, at=NOW)


def issue(**more: Any) -> IssueProposal:
    """Return a proposal by zhang.wei."""
    fields = {
        "id": "P-1",
        "area": "north",
        "level": "3",
        "scope": ["north", "lane"],
        "period": {"start": "2026-05-02T08:00+08:00", "end": "2026-05-06T08:00+08:00"},
        "issuer": "office",
        "proposer": "zhang.wei",
        "reason": "a fair",
    }
    return IssueProposal.model_validate({**fields, **more})


P1 = issue()
END = EndProposal.model_validate(
    {
        "id": "P-2",
        "action": "end",
        "order": "R-1",
        "at": "2026-05-02T08:00+08:00",
        "issuer": "office",
    }
)
R1 = Order.model_validate(
    {
        "id": "R-1",
        "area": "north",
        "level": "2",
        "scope": ["lane"],
        "period": {"start": "2026-04-01T08:00+08:00"},
        "issuer": "office",
        "issued_at": "2026-03-31T08:00+08:00",
    }
)


def request(
    body: str = "committee", person: str = "li.na", word: str = "approve", **more: Any
) -> SigningRequest:
    fields = {"at": NOW, "expires": NOW + 3 * DAY, **more}
    return SigningRequest(word=word, body=body, person=person, **fields)


def signed(
    secret: SecretKey = LI,
    asked: SigningRequest | None = None,
    proposal: Any = P1,
    context: SigningContext = HERE,
) -> bytes:
    return sign_approval(secret, asked or request(), proposal, context)


def taken(
    raw: bytes, proposal: Any = P1, context: SigningContext = HERE, **more: Any
) -> SignedApproval:
    """Submit *raw*."""
    given: dict[str, Any] = {"nonces": (), "proposers": (), "digest": proposal_digest(proposal)}
    return accepted(raw, proposal, context, **(given | more))


def later(seq: int, *, at: datetime = NOW, lists: Sequence[KeyList] = (FIRST,)) -> SigningContext:
    return replace(HERE, seq=seq, at=at, lists=tuple(lists))


def fields(**more: Any) -> dict[str, Any]:
    """Return what LI states of P1, to be spoilt."""
    said = {
        "v": 1,
        "kind": "approval",
        "register": REGISTER,
        "of": P1.id,
        "proposal": content_digest(P1),
        "rules": RULES,
        "keys": 1,
        "body": "committee",
        "word": "approve",
        "person": "li.na",
        "at": "2026-05-01T08:00:00Z",
        "expires": "2026-05-04T08:00:00Z",
        "nonce": "0" * 32,
        "sees": sees_of(approval_text(P1, "en")),
    }
    return {**said, **more}
