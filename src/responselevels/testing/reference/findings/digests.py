"""The digest of a proposal, which approvals are bound to (docs/formats.md, Orders and proposals)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from responselevels.models.parts.measures import Extra
from responselevels.models.proposals import IssueProposal
from responselevels.testing.reference.values import AnyProposal


def digest_of(
    proposal: AnyProposal, *, drill: bool, members: Mapping[str, Sequence[str]] | None = None
) -> str:
    """Return the SHA-256 over the canonical JSON of what an approval binds to.

    *members* holds, for each group that the scope names, the areas that it stands for. Section 10:
    "The digest of a proposal to issue holds the track, so that an approval for one track is none
    for another." "The digest of a proposal that names groups holds their members."
    """
    document: dict[str, object] = {"action": proposal.action, "issuer": proposal.issuer}
    if isinstance(proposal, IssueProposal):
        document |= _of_issue(proposal)
    else:
        document["order"] = proposal.order
    if proposal.action == "end":
        document["at"] = _written(proposal.at)
        if proposal.scope:
            document["scope"] = sorted(proposal.scope)
    if drill:
        document["drill"] = True
    if members:
        document["groups"] = _by_key({name: sorted(areas) for name, areas in members.items()})
    text = json.dumps(_by_key(document), separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _of_issue(proposal: IssueProposal) -> dict[str, object]:
    period, given = proposal.period, proposal.assessment
    document: dict[str, object] = {
        "area": proposal.area,
        "level": proposal.level,
        "scope": sorted(proposal.scope),
        "period": {
            "end": None if period.end is None else _written(period.end),
            "start": _written(period.start),
        },
    }
    # The rest is bound only where the proposal says it.
    if proposal.track is not None:
        document["track"] = proposal.track
    if proposal.expected_end is not None:
        document["expected_end"] = _written(proposal.expected_end)
    if proposal.extras:
        document["extras"] = [_of_extra(extra) for extra in proposal.extras]
    if given is not None and given.facts:
        document["facts"] = _by_key(given.facts)
    return document


def _of_extra(extra: Extra) -> dict[str, object]:
    words = extra.do.written()
    document: dict[str, object] = {"do": words if isinstance(words, str) else _by_key(words)}
    return _by_key({**document, "by": list(extra.by)} if extra.by else document)


def _by_key(document: Mapping[str, object]) -> dict[str, object]:
    """Return *document* with its keys in the order of canonical JSON: by UTF-16 code units."""
    return dict(sorted(document.items(), key=lambda item: item[0].encode("utf-16-be")))


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
