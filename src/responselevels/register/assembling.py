"""From a dossier to the proposal that is decided: what was assessed and approved, put into it."""

from __future__ import annotations

from responselevels.core.case import AnyProposal
from responselevels.core.evidence import NO_EVIDENCE, Evidence
from responselevels.models.orders import Approval
from responselevels.register.dossiers import Dossier
from responselevels.register.state import State


def assembled(
    dossier: Dossier, state: State, at: int, seq: int
) -> tuple[AnyProposal, Evidence, list[int]]:
    """Return the proposal with all that counts for it at the instant *at*, before event *seq*.

    With it: what the register knows of its approvals, and the numbers of the
    events these were recorded by.
    """
    del state, at, seq
    last: dict[object, tuple[int, Approval, str]] = {}
    for event in dossier.approvals:
        approval = Approval.model_validate(event.fields["approval"])
        last[(approval.body, approval.area, approval.person)] = (
            event.seq,
            approval,
            event.fields["word"],
        )
    counted = [(number, approval) for number, approval, word in last.values() if word == "approve"]
    more: dict[str, object] = {"approvals": tuple(approval for _number, approval in counted)}
    if "assessment" in type(dossier.content).model_fields:
        more["assessment"] = dossier.assessment
    return (
        dossier.content.model_copy(update=more),
        NO_EVIDENCE,
        [number for number, _approval in counted],
    )
