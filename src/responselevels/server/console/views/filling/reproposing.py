"""A proposal as the entries of a form, so that it can be amended."""

from __future__ import annotations

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.filling.entries import Entries
from responselevels.server.console.views.filling.extras import extras_of


def entries_of(reader: Reader, proposal: AnyProposal) -> Entries:
    """Return what stands in the fields of a form that says *proposal*; times are local again."""
    texts: dict[str, str | None] = {
        "id": proposal.id,
        "action": proposal.action,
        "issuer": proposal.issuer,
        "reason": getattr(proposal, "reason", None),
    }
    if isinstance(proposal, IssueProposal):
        period = proposal.period
        texts |= {
            "area": proposal.area,
            "level": proposal.level,
            "start": reader.typed(period.start),
            "end": None if period.end is None else reader.typed(period.end),
            "expected_end": None
            if proposal.expected_end is None
            else reader.typed(proposal.expected_end),
            "transition": proposal.transition,
            "track": proposal.track,
        }
    else:
        texts["order"] = proposal.order
        if isinstance(proposal, EndProposal):
            texts["at"] = reader.typed(proposal.at)
    given = {name: text for name, text in texts.items() if text}
    extras = extras_of(getattr(proposal, "extras", ()))
    return Entries(given, tuple(getattr(proposal, "scope", ())), extras)
