"""Digests: SHA-256 over canonical JSON (RFC 8785) of proposals and rules files.

See docs/formats.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785

from responselevels.core.groups import NO_GROUPS
from responselevels.errors import expect
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.models.sha256 import sha256_of
from responselevels.models.times import instant_written


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of *value* (RFC 8785)."""
    # The standard library writes the same, in C, but for what the pattern finds: numbers that are
    # no short integers, and characters beyond U+FFFF, by which keys are sorted otherwise. What it
    # finds within a text is written the long way for nothing.
    try:
        text = _QUICK.encode(value)
        if not any(odd.search(text) for odd in _OTHERWISE):
            return text.encode()
    except (TypeError, ValueError, RecursionError):  # the long way says what is wrong
        pass
    return rfc8785.dumps(value)


def _no_object(value: object) -> object:
    raise TypeError(type(value).__name__)


_QUICK = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_no_object
)
# Each begins with a class of characters, which is looked for at the pace of C.
_OTHERWISE = (
    re.compile(r"[\U00010000-\U0010ffff\x7f]"),
    re.compile(r"[:,\[]-?(?:\d{16}|\d+[.eE])"),
    re.compile(r"\A-?(?:\d{16}|\d+[.eE])"),
)


def digest_of(value: Any) -> str:
    """Return ``sha256:`` and the hex digest of the canonical JSON of *value*."""
    return sha256_of(canonical(value))


def rules_digest(rules: Rules) -> str:
    """Return the digest of what a rules file says, whatever its layout and comments."""
    expect("rules", rules, Rules)
    # Defaults are left out: a file that writes one says the same as a file that does not,
    # and a key that a later version adds changes no digest of today.
    return digest_of(rules.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def proposal_digest(
    proposal: IssueProposal | EndProposal | RatifyProposal,
    *,
    drill: bool | None = None,
    groups: Mapping[str, Sequence[str]] = NO_GROUPS,
) -> str:
    """Return the digest that an approval of *proposal* binds to.

    See docs/formats.md, Orders and proposals.

    It covers level, scope, period, issuer and track together, so that an approval of one
    proposal never passes for another. *drill* says whether the order to be ended or
    ratified is a drill; a proposal to issue says so itself. *groups* are the groups of areas
    that its scope names, each with the members it stands for.
    """
    expect("proposal", proposal, IssueProposal, EndProposal, RatifyProposal)
    expect("drill", drill, bool, type(None))
    bound = _bound(proposal)
    if groups:
        bound["groups"] = {name: sorted(members) for name, members in groups.items()}
    if drill is None:
        drill = isinstance(proposal, IssueProposal) and proposal.drill
    if drill:
        bound["drill"] = True
    return digest_of(bound)


def _bound(proposal: IssueProposal | EndProposal | RatifyProposal) -> dict[str, Any]:
    # Scopes are sorted and instants written in UTC: neither the order of a list nor the
    # offset of a time changes what is proposed, so neither may change the digest.
    bound: dict[str, Any] = {"action": proposal.action, "issuer": proposal.issuer}
    if isinstance(proposal, IssueProposal):
        end = proposal.period.end
        bound |= {
            "area": proposal.area,
            "level": proposal.level,
            "scope": sorted(proposal.scope),
            "period": {
                "start": instant_written(proposal.period.start),
                "end": None if end is None else instant_written(end),
            },
        }
        # Only what is given is bound, so that a new key changes no digest of before.
        if proposal.expected_end is not None:
            bound["expected_end"] = instant_written(proposal.expected_end)
        if proposal.assessment is not None and proposal.assessment.facts:
            bound["facts"] = proposal.assessment.facts
        if proposal.track is not None:
            bound["track"] = proposal.track
        if proposal.extras:
            listed = [
                extra.model_dump(mode="json", exclude_defaults=True) for extra in proposal.extras
            ]
            bound["extras"] = listed
        return bound
    bound["order"] = proposal.order
    if isinstance(proposal, EndProposal):
        bound["at"] = instant_written(proposal.at)
        if proposal.scope:
            bound["scope"] = sorted(proposal.scope)
    return bound
