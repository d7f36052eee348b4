"""What the log says of a decision and of an order: data with its reasons, no prose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from responselevels.core.groups import NO_GROUPS, Groups, areas_meant
from responselevels.models.decisions import (
    Decision,
    Finding,
    change_written,
    order_span_written,
    remedy_written,
    span_written,
)
from responselevels.models.duties import DutyDue, within_written
from responselevels.models.orders import End, NamedGroup, Order
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.times import instant_written
from responselevels.register.log.decision_records import (
    Audit,
    AuditFinding,
    DecisionRecord,
    DutyRecord,
    FindingRecord,
)

SPLIT = ("findings", "effects", "overtakes", "replaces")
"""What of a decision is left to a document of its own where its line would be too long."""


def order_of(
    proposal: IssueProposal,
    decision: Decision,
    issued_at: datetime,
    groups: Groups = NO_GROUPS,
) -> Order:
    """Return the order that *proposal* becomes by a permit.

    It takes the proposal's id. Without a scope named, its scope is the issuing area.
    A group that is named stands for its members, which *groups* has.
    """
    return Order(
        id=proposal.id,
        area=proposal.area,
        level=proposal.level,
        scope=areas_meant(proposal.scope, groups) or (proposal.area,),
        scope_named=parts_named(proposal.scope, groups),
        period=proposal.period,
        issuer=proposal.issuer,
        issued_at=issued_at,
        transition=decision.transition,
        provisional_until=decision.provisional_until,
        drill=proposal.drill,
        track=proposal.track,
        expected_end=proposal.expected_end,
        proposer=proposal.proposer,
        assessment=proposal.assessment,
        approvals=proposal.approvals,
        reason=proposal.reason,
        extras=proposal.extras,
    )


def parts_named(names: Iterable[str], groups: Groups) -> tuple[str | NamedGroup, ...]:
    """Return what was named for an order, as it keeps it; nothing where no group was."""
    if not groups:
        return ()
    return tuple(
        NamedGroup(group=name, members=groups[name]) if name in groups else name for name in names
    )


def end_of(proposal: EndProposal, groups: Groups, decided_at: datetime | None = None) -> End:
    """Return the early end that *proposal* becomes by a permit."""
    scope = areas_meant(proposal.scope, groups) or None
    return End(at=proposal.at, scope=scope, decided_at=decided_at)


def decision_record(decision: Decision) -> DecisionRecord:
    """Return what a decision came to, as the log keeps it; the same for equal decisions."""
    return {
        "decided_at": instant_written(decision.decided_at),
        "verdict": decision.verdict.value,
        "transition": decision.transition,
        "findings": [_finding(found) for found in decision.findings],
        "effects": [change_written(change) for change in decision.changes],
        "overtakes": [order_span_written(overtake) for overtake in decision.overtakes],
        "replaces": [order_span_written(replaced) for replaced in decision.replaces],
        "duties": [_duty(duty) for duty in decision.duties],
        "provisional_until": _written(decision.provisional_until),
    }


def audit_record(decision: Decision) -> Audit:
    """Return what auditing an order that is taken over came to, as its event keeps it."""
    findings = tuple(
        AuditFinding(code=found.code, effect=found.effect.value, rule=found.rule)
        for found in decision.findings
    )
    return Audit(verdict=decision.verdict, findings=findings)


def missing_in(findings: Iterable[Finding]) -> list[list[str]]:
    """Return the sets of bodies whose approval is still missing, smallest first."""
    return [
        list(bodies)
        for found in findings
        for bodies in found.completions or ()
        if found.completions
    ]


def _finding(found: Finding) -> FindingRecord:
    record: FindingRecord = {
        "code": found.code,
        "effect": found.effect.value,
        "rule": found.rule,
        "cite": None if found.cite is None else found.cite.written(),
    }
    if found.where:
        record["where"] = [span_written(span) for span in found.where]
    if found.remedies:
        record["remedies"] = [remedy_written(remedy) for remedy in found.remedies]
    if found.completions is not None:
        record["completions"] = [list(bodies) for bodies in found.completions]
    return record


def _duty(duty: DutyDue) -> DutyRecord:
    record: DutyRecord = {
        "do": duty.do.written(),
        "to": None if duty.to is None else duty.to.written(),
        "due": _written(duty.due),
    }
    if duty.id is not None:
        record["id"] = duty.id
    if duty.counts_from != "decision":
        record["counts_from"] = duty.counts_from
        record["within"] = within_written(duty)
    if duty.cite is not None:
        record["cite"] = duty.cite.written()
    return record


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else instant_written(instant)
