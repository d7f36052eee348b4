"""Recorded approvals when it is decided: what of them stands (docs/signing.md).

Everything recorded is judged again, under the key list, the rules and the
proposal of that moment, for what held when it was signed may hold no longer.
Every envelope is opened anew: who writes into the database makes no signature.

Of the event of a signed one, ``key``, ``nonce``, ``expires``, ``keys`` and
``rules`` repeat what the envelope says, and must agree with it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import inf

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.evidence import Evidence, Refusal, Void
from responselevels.errors import ApprovalRefused
from responselevels.models.orders import Approval
from responselevels.models.times import instant_written
from responselevels.register.log.kinds import ApprovalEvent
from responselevels.register.signatures.acceptance import (
    SigningContext,
    approval_of,
    objections,
    read_approval,
)
from responselevels.register.signatures.key_lists import SigningKey
from responselevels.register.signatures.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingApprovals:
    """What stands of the approvals recorded of a proposal.

    *approvals* go into the proposal, *seqs* are the events they were recorded
    by, *evidence* is what is known of them.
    """

    approvals: tuple[Approval, ...]
    seqs: tuple[int, ...]
    evidence: Evidence


def evidence_of(
    recorded: Sequence[ApprovalEvent],
    proposal: AnyProposal,
    context: SigningContext,
    *,
    proposers: Collection[str] = (),
) -> StandingApprovals:
    """Return what stands of *recorded*, judged before the event ``context.seq``, at ``context.at``.

    The last word of a person for a body counts. What was only asserted takes
    back nothing that was signed, and what was never truly signed takes back
    nothing at all. *proposers* are the persons who proposed or amended it, as
    the register knows them. What was asserted of the proposal before it was
    amended is left to the core, by the proposal digest.
    """
    standing = _LastWords()
    nonces: dict[str, int] = {}
    for one in sorted(recorded, key=lambda one: one.seq):
        standing.take(_examined(one, proposal, context, nonces))
    return standing.result(context, frozenset(proposers))


@dataclass(frozen=True, slots=True)
class _ExaminedApproval:
    """A recorded approval with what it is worth: who signed it, if anybody, and why it is void.

    It is *hollow* where it never was a word of that person at all.
    """

    recorded: ApprovalEvent
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


def _examined(
    one: ApprovalEvent, proposal: AnyProposal, context: SigningContext, nonces: dict[str, int]
) -> _ExaminedApproval:
    if one.standing != "signed":
        return _ExaminedApproval(one, one.approval.person)
    try:
        key, said = read_approval(one.envelope or b"", context)
    except ApprovalRefused:
        void = _not_by(str(one.key))
        return _ExaminedApproval(one, one.approval.person, signed=True, void=(void,))
    voids = [*objections(said, key, context, proposal)]
    first = nonces.setdefault(said.nonce, one.seq)
    if first != one.seq:
        voids.append(Void(code="approval.replayed", facts={"first": first}))
    if not _agrees(one, key, said):
        voids.append(_not_by(key.id))
    return _ExaminedApproval(one, said.person, signed=True, void=tuple(voids))


def _not_by(key: str) -> Void:
    return Void(code="approval.wrong_key", facts={"variant": "signature", "key": key})


def _agrees(one: ApprovalEvent, key: SigningKey, said: Statement) -> bool:
    """Say whether the event repeats faithfully what was signed."""
    told = approval_of(said, one.approval.digest)
    repeated = (one.key, one.nonce, one.expires, one.keys, one.rules)
    signed = (key.id, said.nonce, instant_written(said.expires), said.keys, said.rules)
    bound = one.approval.digest is not None
    return bound and one.word == said.word and told == one.approval and repeated == signed


class _LastWords:
    """The last words so far: of each person for each body; signed and asserted ones apart."""

    def __init__(self) -> None:
        self.words: list[_ExaminedApproval] = []

    def take(self, examined: _ExaminedApproval) -> None:
        """Take the next word; it takes the place of what the same person said for the same body."""
        if not examined.hollow:
            self.words = [one for one in self.words if not _replaces(examined, one)]
        if examined.recorded.word != "withdraw":
            self.words.append(examined)

    def result(self, context: SigningContext, proposers: frozenset[str]) -> StandingApprovals:
        """Return what stands."""
        words = self.words
        given = [one for one in words if one.recorded.word == "approve"]
        evidence = Evidence(
            signed={n: one.person or "" for n, one in enumerate(given) if one.signed},
            void={n: one.void for n, one in enumerate(given) if one.void},
            refusals=tuple(_refusal(one) for one in words if one.recorded.word == "refuse"),
            persons={} if context.keys is None else context.keys.persons,
            proposers=proposers,
        )
        return StandingApprovals(
            approvals=tuple(one.recorded.approval for one in given),
            seqs=tuple(one.recorded.seq for one in given),
            evidence=evidence,
        )


def _replaces(later: _ExaminedApproval, earlier: _ExaminedApproval) -> bool:
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


def _refusal(examined: _ExaminedApproval) -> Refusal:
    approval = examined.recorded.approval
    return Refusal(
        body=approval.body,
        area=approval.area,
        person=examined.person,
        signed=examined.signed,
        void=examined.void,
    )
