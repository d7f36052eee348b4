"""`responselevels digest`: what an approval of a proposal binds to.

See docs/formats.md, Orders and proposals.
"""

from __future__ import annotations

import sys

from responselevels.cli.frame.inputs import proposals_in
from responselevels.cli.frame.status import Status
from responselevels.core.digests import proposal_digest
from responselevels.files import AnyProposal
from responselevels.models.documents import DigestDocument
from responselevels.reports.programs.json import error_document, one_line


def digest(lang: str, *, drill: bool, as_json: bool, proposal: tuple[str, ...]) -> int:
    """Print the digest of each proposal; return the exit status."""
    status = Status.PERMITTED
    for entry in proposals_in(proposal):
        if entry.error is not None:
            status = Status.INVALID_INPUT
            if as_json:
                sys.stdout.write(one_line(error_document(entry.error, lang)) + "\n")
            else:
                sys.stdout.flush()
                sys.stderr.write(entry.error.worded(lang) + "\n")
        elif entry.proposal is not None:
            found = _digest_of(entry.proposal, drill=drill)
            document: DigestDocument = {"proposal": entry.proposal.id, "digest": found}
            line = one_line(document) if as_json else f"{found}  {entry.proposal.id}"
            sys.stdout.write(line + "\n")
    return status


def _digest_of(proposal: AnyProposal, *, drill: bool) -> str:
    """Return the digest; an issue says itself whether it is a *drill*, other acts do not."""
    return proposal_digest(proposal, drill=None if proposal.action == "issue" else drill)
