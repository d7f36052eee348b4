"""Orders of the past that are known, and were not decided (docs/semantics.md, section 14).

What such an order leaves out is unknown: nobody can say that it was not done. So the findings
that rest on it alone give way to one note, before attempts are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from responselevels.core.deciding.findings import finding
from responselevels.models.decisions import Effect, Finding
from responselevels.models.orders import Order
from responselevels.models.parts.records import Record
from responselevels.text.catalogue import Phrase

_RESTS_ON: Mapping[str, str] = {
    "issuer.not_entitled": "issuer",
    # The digest of a proposal is also that of its issuer.
    "approval.stale": "issuer",
    "assessment.missing": "assessment",
    # Whoever is named stated these facts, or approved; of others nothing is said.
    "criteria.missing": "facts",
    "approval.missing": "approvals",
    "reason.missing": "reason",
    "expected_end.missing": "expected_end",
}
"""What an order of the past can leave out, by the findings that rest on it."""

_PARTS = ("issuer", "assessment", "facts", "approvals", "reason", "expected_end")
"""All of these, in the order in which they are told."""


def as_recorded(order: Order, record: Record, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return *findings* on the issue of *order*, without what its *record* cannot tell.

    `record.unstated` stands in place of all that rest on what the order leaves out, and
    `record.late` in place of `period.backdated` where it was announced after its start.
    """
    late = was_late(order, record)
    kept, unstated = [], set[str]()
    for found in findings:
        part = _RESTS_ON.get(found.code)
        if part is not None and _leaves_out(order, part):
            unstated.add(part)
        elif not (late and found.code == "period.backdated"):
            kept.append(found)
    return (*kept, *_notes(order, record, unstated, late=late))


def _leaves_out(order: Order, part: str) -> bool:
    """Say whether *order* is silent where a finding rests on *part* of it."""
    if part == "issuer":
        return order.issuer is None
    # An assessment that is stated is judged as it is: one act, by those whom it names.
    return part != "assessment" or order.assessment is None


def _notes(
    order: Order, record: Record, unstated: Iterable[str], *, late: bool
) -> Iterator[Finding]:
    told = set(unstated)
    if told:
        parts = tuple(Phrase(f"phrase.unstated.{part}") for part in _PARTS if part in told)
        yield finding("record.unstated", Effect.NOTE, parts=parts)
    if late:
        start = order.period.start
        yield finding("record.late", Effect.NOTE, announced=record.announced, start=start)


def was_late(order: Order, record: Record) -> bool:
    """Say whether an order was announced after its start; of days, on a later day.

    Days are those that the times are written in: a file's are of its zone.
    """
    announced, start = record.announced, order.period.start
    if announced is None:
        return False
    if record.precision == "day":
        return announced.date() > start.date()
    return announced > start
