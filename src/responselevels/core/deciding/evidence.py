"""`Evidence`: what a register knows of the approvals of a proposal beyond what it says itself.

A proposal that is read from a file comes without evidence: its approvals are what the
caller asserts. A register that keeps signatures knows more: which approvals were signed,
and by whom; which no longer count, and why; who refused; how many persons a body needs.
It hands that in as plain values. Nothing here verifies a signature, so that the core
needs no key and no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from responselevels.models.orders import Approval

VOID = (
    "approval.wrong_key",
    "approval.not_signatory",
    "approval.key_expired",
    "approval.key_revoked",
    "approval.keys_changed",
    "approval.rules_changed",
    "approval.expired",
    "approval.moved",
    "approval.replayed",
    "approval.stale",
)
"""The codes that a `Void` may have: why an approval that was signed does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """Why an approval does not count: the code of a note, one of `VOID`, and its facts.

    The body is added to the facts where the note is made.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a code that no note has.

        Raises:
            ValueError: *code* is not one of `VOID`.
        """
        if self.code not in VOID:
            raise ValueError(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A refusal that stands: the last word of a person for a body was to refuse.

    *area* as in an approval; *signed* says whether the signature was verified,
    *void* why it does not count after all.
    """

    body: str
    area: str | None = None
    person: str | None = None
    signed: bool = False
    void: tuple[Void, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of the approvals of one proposal.

    Mappings are keyed by the index of an approval in the proposal's list: *signed* has the
    person for each approval whose signature was verified, *void* the reasons why some do
    not count. *refusals* are those that stand. *persons* is the number of distinct persons
    that a body needs where signatures are demanded; one for a body that it does not have.
    *proposers* are the persons who proposed or amended, as far as the register knows; the
    one named in the proposal is added to them (`Case.proposers`).
    """

    signed: Mapping[int, str] = field(default_factory=dict)
    void: Mapping[int, tuple[Void, ...]] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    persons: Mapping[str, int] = field(default_factory=dict)
    proposers: frozenset[str] = frozenset()


NO_EVIDENCE = Evidence()
"""The evidence of a proposal that comes from a file: none, every approval is asserted."""


def signed_by(approvals: Sequence[Approval], bodies: Collection[str]) -> Evidence:
    """Return the evidence that the approvals by *bodies* were signed.

    Each by the person that it names, or by a person of its own.
    """
    return Evidence(
        signed={
            # Unnamed signers must be distinct persons, or they would share one vote.
            number: approval.person or f"#{number + 1}"
            for number, approval in enumerate(approvals)
            if approval.body in bodies
        }
    )
