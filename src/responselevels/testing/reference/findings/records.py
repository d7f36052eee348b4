"""What is found of an order of the past, which is known and was not decided (section 14)."""

from __future__ import annotations

from responselevels.models.orders import Order
from responselevels.testing.reference.findings.asked import finding
from responselevels.testing.reference.values import Finding, utc

RESTING = {
    "issuer.not_entitled": "issuer",
    "approval.stale": "issuer",
    "assessment.missing": "assessment",
    "criteria.missing": "facts",
    "approval.missing": "approvals",
    "reason.missing": "reason",
    "expected_end.missing": "expected_end",
}
"""The table of section 14: the findings that rest on what an order may leave out."""


def as_told(order: Order | None, findings: list[Finding]) -> list[Finding]:
    """Return *findings* on the issue of *order*, without what its record leaves open.

    Section 14: "What such an order leaves out is unknown. In place of all findings that rest on it
    alone, an audit gives one note `record.unstated`" "They give way before attempts are compared"
    "in place of `issuer.not_entitled` and `approval.stale`, if its issuer is null; of
    `assessment.missing`, if it states no assessment; of `approval.missing`, `criteria.missing`,
    `reason.missing` and `expected_end.missing`" "in place of `period.backdated`, if it was
    announced after its start; with `precision: day`, on a later day"
    """
    if order is None or order.recorded is None:
        return findings
    late = told_later(order)
    kept = [one for one in findings if not (late and one.code == "period.backdated")]
    open_ = {RESTING[one.code] for one in kept if one.code in RESTING and _is_open(order, one)}
    kept = [one for one in kept if one.code not in RESTING or not _is_open(order, one)]
    if open_:
        parts = tuple(f"phrase.unstated.{part}" for part in open_)
        kept.append(finding("record.unstated", "note", parts=parts))
    if late:
        announced = order.recorded.announced
        start = utc(order.period.start)
        kept.append(finding("record.late", "note", announced=announced, start=start))
    return kept


def _is_open(order: Order, found: Finding) -> bool:
    """Say whether *order* leaves out what *found* rests on.

    Section 14: "its issuer is null" "it states no assessment"
    """
    if RESTING[found.code] == "issuer":
        return order.issuer is None
    if found.code == "assessment.missing":
        return order.assessment is None
    return True


def told_later(order: Order) -> bool:
    """Say whether *order* was announced after its start.

    Section 14: "it was announced after its start" "with `precision: day`, on a later day"
    """
    record, start = order.recorded, order.period.start
    if record is None or record.announced is None:
        return False
    if record.precision == "day":
        return record.announced.date() > start.date()
    return utc(record.announced) > utc(start)
