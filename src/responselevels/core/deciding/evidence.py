"""`Evidence`: what a register knows of the approvals of a proposal beyond what it says itself.

A proposal that is read from a file comes without evidence: each of its approvals
is what the caller asserts. A register that keeps signatures knows more: which
approvals were signed, and by whom; which no longer count, and why; who refused;
how many persons a body needs. It hands that in; nothing here verifies anything.
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
"""Why what was signed does not count: the codes that a `Void` may have."""


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
    """What is known of the approvals of one proposal; by their place in its list.

    *signed* holds who signed each approval that was verified as signed; *void*
    why some don't count. *refusals* are those that stand. *persons* is how many
    distinct persons a body needs where signatures are demanded, one where it is
    not named. *proposers* are the persons who proposed or amended, by what the
    register knows; who is named in the proposal is added to them.
    """

    signed: Mapping[int, str] = field(default_factory=dict)
    void: Mapping[int, tuple[Void, ...]] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    persons: Mapping[str, int] = field(default_factory=dict)
    proposers: frozenset[str] = frozenset()


NO_EVIDENCE = Evidence()
"""What is known of a proposal that comes from a file: every approval is asserted."""


def signed_by(approvals: Sequence[Approval], bodies: Collection[str]) -> Evidence:
    """Return the evidence that the approvals by *bodies* were signed.

    Each by the person that it names, or by a person of its own.
    """
    return Evidence(
        signed={
            number: approval.person or f"#{number + 1}"
            for number, approval in enumerate(approvals)
            if approval.body in bodies
        }
    )
