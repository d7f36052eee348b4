"""What is given in the body of an act: strict models, as of all that is read."""

from __future__ import annotations

import json

from pydantic import Field

from responselevels.models.base import Digest, Id, Model, Words
from responselevels.models.parts.criteria import FactValue
from responselevels.models.times import Instant


class AssessmentGiven(Model):
    """An assessment, made by one of your bodies.

    Attributes:
        by: id of the body that made it.
        with_: ids of the bodies that took part.
        at: when it was made; left out: now.
        summary: what it found.
        facts: what it states of the facts that the rules list, by id.
    """

    by: Id
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    at: Instant | None = None
    summary: Words | None = None
    facts: dict[Id, FactValue] = {}


class ApprovalGiven(Model):
    """What one of your bodies says of a proposal.

    Attributes:
        body: id of the body.
        area: id of the area whose body it is; left out: that of the order's own line.
        digest: digest of the proposal as it was read; left out: as it reads now.
    """

    body: Id
    area: Id | None = None
    digest: Digest | None = None


class SignatureGiven(Model):
    """A signature of an envelope.

    Attributes:
        keyid: id of the key.
        sig: the signature, in base64.
    """

    keyid: Words
    sig: Words


class EnvelopeGiven(Model):
    """A signed word of a body, in an envelope of DSSE (docs/signing.md).

    Attributes:
        payload: what was signed, in base64.
        payloadType: of which kind that is.
        signatures: the signatures.
    """

    payload: Words
    payloadType: Words  # noqa: N815 - DSSE's own name
    signatures: tuple[SignatureGiven, ...]

    def to_bytes(self) -> bytes:
        """Return the envelope's one form."""
        return json.dumps(self.model_dump(), separators=(",", ":")).encode("ascii")


class WithdrawalGiven(Model):
    """Why a proposal is no longer asked for.

    Attributes:
        reason: the reason for it.
    """

    reason: Words | None = None


class DeedGiven(Model):
    """Something that was done of what is due; exactly one of `does`, `duty` and `review` is given.

    Attributes:
        does: id of the cadence; goes with `area`.
        duty: id of the duty; goes with `order`.
        review: id of the review; goes with `order`.
        area: id of the area that did it.
        order: id of the order that it was done for.
        at: when it was done; left out: now.
        body: id of the body of yours that did it.
    """

    does: Id | None = None
    duty: Id | None = None
    review: Id | None = None
    area: Id | None = None
    order: Id | None = None
    at: Instant | None = None
    body: Id | None = None
