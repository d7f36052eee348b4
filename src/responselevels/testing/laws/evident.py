"""Registers that take evidence: what is known of the approvals of a proposal beside what it says.

Rules may demand signed approvals (docs/semantics.md, section 8). A register on a store works out
itself what was signed; one in memory is told nothing, and permits nothing under such rules.
`EvidentRegister` is one in memory that is told, so that histories under them reach something.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from inspect import signature
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.register.register import Register


class EvidentRegister(Register):
    """A register in memory; each proposal that is put to it may come with evidence."""

    def decide(
        self, proposal: AnyProposal, *, at: datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Decision:
        """Decide *proposal* at *at*, its approvals as *evidence* has them; change nothing."""
        return decide(self.scheme, self.book, proposal, at, evidence)

    def issue(
        self, proposal: IssueProposal, *, at: datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Order:
        """Issue what is permitted."""
        return self._memory.issue(proposal, at, evidence)

    def end(
        self, proposal: EndProposal, *, at: datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Order:
        """End an order early, where that is permitted."""
        return self._memory.end(proposal, at, evidence)

    def ratify(
        self, proposal: RatifyProposal, *, at: datetime, evidence: Evidence = NO_EVIDENCE
    ) -> Order:
        """Ratify a provisional order, where that is permitted."""
        return self._memory.ratify(proposal, at, evidence)


def takes_evidence(call: Callable[..., Any]) -> bool:
    """Say whether *call*, a method of a register, has a parameter `evidence`."""
    return "evidence" in signature(call).parameters


def told(
    call: Callable[..., Any], proposal: AnyProposal, at: datetime, evidence: Evidence = NO_EVIDENCE
) -> Any:
    """Return what *call*, a method of a register, says of *proposal* at *at*; told of *evidence*, if any."""
    if evidence == NO_EVIDENCE:
        return call(proposal, at=at)
    return call(proposal, at=at, evidence=evidence)
