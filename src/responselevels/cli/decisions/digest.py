"""`responselevels digest`: what an approval of a proposal binds to.

See docs/formats.md, Orders and proposals.
"""

from __future__ import annotations

import sys

from responselevels.cli.frame.inputs import proposals_in
from responselevels.cli.frame.status import Status
from responselevels.core.digests import proposal_digest
from responselevels.core.groups import Groups, groups_named
from responselevels.files import AnyProposal, parse_areas, read_areas
from responselevels.models.documents import DigestDocument
from responselevels.reports.programs.json import error_document, one_line


def digest(
    lang: str, *, drill: bool, groups: str | None, as_json: bool, proposal: tuple[str, ...]
) -> int:
    """Print the digest of each proposal; return the exit status.

    The members of the groups that proposals name are taken from the areas file *groups*.
    """
    status = Status.PERMITTED
    known = {} if groups is None else _groups_in(groups)
    for entry in proposals_in(proposal):
        if entry.error is not None:
            status = Status.INVALID_INPUT
            if as_json:
                sys.stdout.write(one_line(error_document(entry.error, lang)) + "\n")
            else:
                sys.stdout.flush()
                sys.stderr.write(entry.error.worded(lang) + "\n")
        elif entry.proposal is not None:
            found = _digest_of(entry.proposal, drill=drill, known=known)
            document: DigestDocument = {"proposal": entry.proposal.id, "digest": found}
            line = one_line(document) if as_json else f"{found}  {entry.proposal.id}"
            sys.stdout.write(line + "\n")
    return status


def _groups_in(areas: str) -> Groups:
    """Return the groups of an areas file, with their members."""
    return {group.id: group.members for group in parse_areas(read_areas(areas)).groups}


def _digest_of(proposal: AnyProposal, *, drill: bool, known: Groups) -> str:
    """Return the digest; an issue says itself whether it is a *drill*, other acts do not."""
    scope = () if proposal.action == "ratify" else proposal.scope
    groups = groups_named(scope, known)
    marked = None if proposal.action == "issue" else drill
    return proposal_digest(proposal, drill=marked, groups=groups)
