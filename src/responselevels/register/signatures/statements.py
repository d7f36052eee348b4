"""What an approver signs: a statement on one proposal, and the text that was shown.

See docs/signing.md.

The statement has one form, canonical JSON, and binds all that it is for: the
register, the proposal as it reads, the rules, the key list, an expiry, and a
number that is used once. `sees` is the digest of the proposal in words, as the
approver had it before the eyes.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, Strict, StringConstraints

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.digests import digest_of
from responselevels.core.groups import NO_GROUPS, Groups
from responselevels.core.world.tables import value_as_written
from responselevels.models.base import Digest, Id, Whole
from responselevels.models.orders import Order, Period
from responselevels.models.parts.criteria import FactValue
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.models.sha256 import sha256_of
from responselevels.models.times import Instant, instant_written
from responselevels.register.signatures.shown import Line, text_of
from responselevels.register.signatures.signed_words import SignedWords
from responselevels.text.catalogue import LANGUAGES, Named, Phrase

APPROVAL_TYPE = "application/vnd.responselevels.approval+json"
"""What a signed approval is, under its signature."""

WORDS = ("approve", "refuse", "withdraw")

Nonce = Annotated[str, Strict(), StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class Statement(SignedWords):
    """What a person says of a proposal for a body: approve, refuse, or take the last word back.

    *of* is the proposal's id, *proposal* the digest of all that it says
    (`content_digest`). It counts until *expires*, that instant not included.
    """

    v: Literal[1] = 1
    kind: Literal["approval"] = "approval"
    register_id: Id = Field(alias="register")
    of: Id
    proposal: Digest
    rules: Digest
    keys: Whole
    body: Id
    area: Id | None = None
    word: Literal["approve", "refuse", "withdraw"]
    person: Id
    at: Instant
    expires: Instant
    nonce: Nonce
    sees: Digest


def fresh_nonce() -> str:
    """Return a number that was never used before: 128 random bits, in hex."""
    return secrets.token_hex(16)


# -- what is approved ------------------------------------------------------------------


def content_digest(proposal: AnyProposal, groups: Groups = NO_GROUPS) -> str:
    """Return the digest of all that *proposal* says, but for its approvals, and of its assessment only the facts.

    The proposal digest (docs/formats.md) covers what will be ordered; this one covers
    its id, its reason, its proposer and the transition it names as well. *groups* are
    the groups that it names, with their members, which are part of what is approved.
    """
    apart = {"assessment", "approvals"}
    fields = proposal.model_dump(by_alias=True, exclude_defaults=True, exclude=apart)
    fields |= {"action": proposal.action}
    facts = facts_stated(proposal)
    if facts:
        fields["facts"] = dict(facts)
    if "scope" in fields:
        fields["scope"] = sorted(fields["scope"])
    if groups:
        fields["groups"] = {name: sorted(members) for name, members in groups.items()}
    return digest_of(_plain(fields))


def facts_stated(proposal: AnyProposal) -> Mapping[str, FactValue]:
    """Return the facts that the assessment of an issue states; none of any other proposal."""
    if not isinstance(proposal, IssueProposal) or proposal.assessment is None:
        return {}
    return proposal.assessment.facts


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant_written(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value


def approval_text(
    proposal: AnyProposal, lang: str, *, order: Order | None = None, groups: Groups = NO_GROUPS
) -> str:
    """Return *proposal* in words, a line for each thing it says, and whole: what an approver is shown.

    The last line is its digest (`content_digest`), which is what will be signed.

    *order* is the order that it would end or ratify: the approver has to know
    what that is.
    """
    lines: list[Line] = [*_lines(proposal)]
    for name, members in sorted(groups.items()):
        listed = [Named("area", name), *(Named("area", member) for member in sorted(members))]
        lines.append(("group", listed))
    if order is not None:
        lines += [("order_drill", "")] if order.drill else []
        lines += [("order_track", _named("track", order.track))]
        lines += [("order_area", Named("area", order.area))]
        lines += [("order_level", Named("level", order.level))]
        lines += [_scope(order.scope, "order_scope"), *_times(order.period)]
    lines.append(("digest", content_digest(proposal, groups)))
    return text_of(lines, lang)


def _lines(proposal: AnyProposal) -> list[Line]:
    lines: list[Line] = [
        ("id", Named("proposal", proposal.id)),
        (f"action_{proposal.action}", ""),
    ]
    if isinstance(proposal, IssueProposal):
        lines += [("drill", "")] if proposal.drill else []
        lines += [("track", _named("track", proposal.track))]
        lines += [("area", Named("area", proposal.area)), ("level", Named("level", proposal.level))]
        lines += [_scope(proposal.scope), *_times(proposal.period)]
        lines += [("expected_end", proposal.expected_end)]
        lines += [("transition", _named("transition", proposal.transition))]
        for extra in proposal.extras:
            lines += [("extra", extra.do), ("extra_by", [Named("body", one) for one in extra.by])]
        lines += [
            ("fact", [Named("fact", name), value_as_written(value)])
            for name, value in sorted(facts_stated(proposal).items())
        ]
    else:
        lines += [("order", Named("order", proposal.order))]
        if not isinstance(proposal, RatifyProposal):
            lines += [("at", proposal.at), _scope(proposal.scope)]
    lines += [
        ("issuer", Named("body", proposal.issuer)),
        ("proposer", _named("person", proposal.proposer)),
    ]
    reason = None if isinstance(proposal, RatifyProposal) else proposal.reason
    return [*lines, ("reason", reason)]


def _named(kind: str, name: str | None) -> Named | None:
    return None if name is None else Named(kind, name)


def _scope(areas: Iterable[str], key: str = "scope") -> Line:
    return key, [Named("area", area) for area in sorted(areas)]


def _times(period: Period) -> list[Line]:
    end = Phrase("approval.shown.open") if period.end is None else period.end
    return [("start", period.start), ("end", end)]


def sees_of(text: str) -> str:
    """Return the digest of a text that was shown."""
    return sha256_of(text.encode())


def texts_shown(
    proposal: AnyProposal, order: Order | None, groups: Groups = NO_GROUPS
) -> dict[str, str]:
    """Return, for each language, the digest of *proposal* in words."""
    return {
        lang: sees_of(approval_text(proposal, lang, order=order, groups=groups))
        for lang in LANGUAGES
    }
