"""How checks build findings, and how approvals are counted (SEMANTICS, section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from responselevels.core.case import Case
from responselevels.core.scheme import Asked, Way
from responselevels.core.timeline import micros_of
from responselevels.models.decisions import Effect, Finding
from responselevels.models.orders import Approval
from responselevels.models.times import instant_at
from responselevels.text.catalogue import Named


def finding(code: str, effect: Effect, way: Way | None = None, **facts: object) -> Finding:
    """Return a finding; with *way*, it comes from that transition or ending."""
    if way is None:
        return Finding(code=code, effect=effect, facts=facts)
    return Finding(code=code, effect=effect, rule=way.id, cite=way.cite, facts=facts)


def denied(code: str, way: Way | None = None, **facts: object) -> Finding:
    """Return a finding that denies."""
    return finding(code, Effect.DENY, way, **facts)


def bodies(names: Iterable[str]) -> tuple[Named, ...]:
    """Return bodies as facts, by name."""
    return tuple(Named("body", name) for name in sorted(names))


def areas(case: Case, numbers: Iterable[int]) -> tuple[Named, ...]:
    """Return areas as facts, by id."""
    return tuple(Named("area", name) for name in sorted(case.scheme.tree.ids[n] for n in numbers))


def level(case: Case, rank: int) -> Named:
    """Return a level as a fact."""
    return Named("level", case.scheme.levels[rank])


def decided_at(case: Case) -> datetime:
    """Return the decision time."""
    return instant_at(case.at)


def counted(
    case: Case, asked: Asked, way: Way, approvals: tuple[Approval, ...]
) -> tuple[frozenset[str], list[Finding]]:
    """Return the bodies whose approval counts, and the notes on approvals that don't."""
    approved: set[str] = set()
    notes: list[Finding] = []
    for approval in approvals:
        found = [*_standing_notes(case, asked, way, approval), *_time_notes(case, way, approval)]
        notes.extend(note for note in found if note not in notes)
        if not found:
            approved.add(approval.body)
    return frozenset(approved), notes


def _standing_notes(case: Case, asked: Asked, way: Way, approval: Approval) -> Iterable[Finding]:
    """Note an approval by a body, or a person, that may not give it."""
    body = Named("body", approval.body)
    acting = case.scheme.acting(approval.body, case.issuing)
    where = None if approval.area is None else case.scheme.tree.numbers[approval.area]
    not_entitled = "approval.not_entitled"
    if approval.body not in asked.bodies:
        yield finding(not_entitled, Effect.NOTE, way, variant="unnamed", body=body)
    elif acting is None:
        yield finding(not_entitled, Effect.NOTE, way, variant="absent", body=body)
    elif where is not None and where != acting:
        area = Named("area", case.scheme.tree.ids[where])
        yield finding(not_entitled, Effect.NOTE, way, variant="elsewhere", body=body, area=area)
    if approval.body == case.proposal.issuer and (where is None or where == acting):
        yield finding("approval.self", Effect.NOTE, way, variant="body", body=body)
    elif approval.person is not None and approval.person == case.proposal.proposer:
        person = approval.person
        yield finding("approval.self", Effect.NOTE, way, variant="person", body=body, person=person)


def _time_notes(case: Case, way: Way, approval: Approval) -> Iterable[Finding]:
    """Note an approval of another time, or of another proposal."""
    body = Named("body", approval.body)
    if micros_of(approval.at) > case.at:
        yield finding(
            "approval.late",
            Effect.NOTE,
            way,
            body=body,
            at=approval.at,
            decided_at=decided_at(case),
        )
    if approval.digest is not None:
        expected = case.digest
        if approval.digest != expected:
            yield finding(
                "approval.stale",
                Effect.NOTE,
                way,
                body=body,
                digest=approval.digest,
                expected=expected,
            )
