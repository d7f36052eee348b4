"""Counting approvals and refusals (docs/semantics.md, section 3).

An approval counts when no note applies to it. Where signatures are demanded it must be
signed as well, each person counts for one body only, and a body has approved once enough
distinct persons have signed for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from responselevels.core.conditions import filled
from responselevels.core.deciding.case import Case
from responselevels.core.deciding.evidence import Refusal, Void
from responselevels.core.deciding.findings import decided_at, denied, finding, issue_of
from responselevels.core.deciding.persons import maximal_body_sets
from responselevels.core.timeline import micros_of
from responselevels.core.world.people import same_person_in
from responselevels.core.world.scheme import ApprovalRequirement, CompiledRule
from responselevels.models.decisions import Effect, Finding
from responselevels.models.orders import Approval
from responselevels.text.catalogue import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The result of counting.

    *approved* are the bodies that have approved, *notes* say which approvals do not count
    and why. Where persons signed for several bodies, there may be several ways of counting
    them: *readings* has the set of bodies of each, *approved* among them.
    """

    approved: frozenset[str]
    readings: tuple[frozenset[str], ...]
    notes: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """What an approval and a refusal have in common: body, area if named, person if known."""

    body: str
    area: str | None
    person: str | None


def counted(
    case: Case,
    asked: ApprovalRequirement,
    rule: CompiledRule,
    approvals: tuple[Approval, ...],
    *,
    over: frozenset[str] = frozenset(),
) -> Tally:
    """Return the tally of *approvals* for the requirement *asked* of *rule*.

    Those of the bodies *over* are passed over: another requirement looks at them.
    """
    signers: dict[str, set[str]] = {}
    notes: list[Finding] = []
    for number, approval in enumerate(approvals):
        if approval.body in over:
            continue
        # A verified signature says who approved; what the approval itself claims comes second.
        person = case.evidence.signed.get(number)
        given = _Given(approval.body, approval.area, person or approval.person)
        found = [
            *_standing_notes(case, asked, rule, given),
            *_time_notes(case, rule, approval),
            *_basis_notes(case, asked, rule, (approval, number in case.evidence.signed)),
        ]
        # The register may have found the same fault as the checks here (such as a digest that
        # is not this proposal's); it is said once.
        said = {note.code for note in found}
        found += [
            note
            for note in _void_notes(rule, approval.body, case.evidence.void.get(number, ()))
            if note.code not in said
        ]
        if asked.signed and person is None:
            found.append(_note("approval.unsigned", rule, approval.body, variant="approval"))
        notes.extend(note for note in found if note not in notes)
        if not found:
            signers.setdefault(approval.body, set()).add(person or "")
    # Asserted approvals: one is enough for a body, and persons are not counted.
    if not asked.signed:
        approved = frozenset(signers)
        return Tally(approved=approved, readings=(approved,), notes=tuple(notes))
    return _by_persons(case, asked, rule, (signers, notes))


def _by_persons(
    case: Case,
    asked: ApprovalRequirement,
    rule: CompiledRule,
    so_far: tuple[dict[str, set[str]], list[Finding]],
) -> Tally:
    """Count each person for one body, so that the condition is filled if that can be done."""
    signers, notes = so_far
    needed = case.evidence.persons
    readings = maximal_body_sets(signers, needed)
    # Conditions are monotone, so that a maximal set fills one if any assignment does. Where none
    # does, the first has as many bodies as can be.
    approved = next((r for r in readings if filled(asked.condition, r)), readings[0])
    for body in sorted(signers.keys() - approved):
        persons, wanted = signers[body], needed.get(body, 1)
        if len(persons) < wanted:
            facts: dict[str, object] = {"count": len(persons), "needed": wanted}
            notes.append(_note("approval.few_persons", rule, body, **facts))
            continue
        # Enough persons signed for this body; so some of them were needed for another one.
        others = set().union(*(signers[other] for other in approved))
        shared = tuple(Named("person", name) for name in sorted(persons & others))
        notes.append(_note("approval.same_person", rule, body, persons=shared))
    return Tally(approved=approved, readings=readings, notes=tuple(notes))


def refused(
    case: Case,
    asked: ApprovalRequirement,
    rule: CompiledRule,
    *,
    over: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Return `approval.refused` for each refusal that stands, and notes for each that does not.

    A refusal stands where an approval in its place would count: whoever could not have
    approved cannot refuse. Otherwise anybody could stop anything. Those of the bodies *over*
    are passed over.
    """
    found: list[Finding] = []
    for refusal in case.evidence.refusals:
        if refusal.body in over:
            continue
        notes = [*_refusal_notes(case, asked, rule, refusal)]
        said = notes or [_stands(rule, refusal)]
        found.extend(one for one in said if one not in found)
    return found


def _stands(rule: CompiledRule, refusal: Refusal) -> Finding:
    body, person = Named("body", refusal.body), refusal.person
    if person is None:
        return denied("approval.refused", rule, variant="body", body=body)
    return denied("approval.refused", rule, variant="person", body=body, person=person)


def _refusal_notes(
    case: Case, asked: ApprovalRequirement, rule: CompiledRule, refusal: Refusal
) -> Iterator[Finding]:
    given = _Given(refusal.body, refusal.area, refusal.person)
    if any(True for _ in _standing_notes(case, asked, rule, given)):
        yield _note("approval.refusal_not_entitled", rule, refusal.body)
    yield from _void_notes(rule, refusal.body, refusal.void)
    if asked.signed and not refusal.signed:
        yield _note("approval.unsigned", rule, refusal.body, variant="refusal")


# -- notes ---------------------------------------------------------------------------


def _note(code: str, rule: CompiledRule, body: str, **facts: object) -> Finding:
    return finding(code, Effect.NOTE, rule, body=Named("body", body), **facts)


def _standing_notes(
    case: Case, asked: ApprovalRequirement, rule: CompiledRule, given: _Given
) -> Iterable[Finding]:
    """Note an approval or refusal of a body or person that may not give it.

    `approval.not_entitled` and `approval.self` (docs/semantics.md, section 3).
    """
    body = given.body
    not_entitled, itself = "approval.not_entitled", "approval.self"
    # The body of that name which acts here is the one of the nearest area of its tier on the
    # line; an approval that names another area is of another body, -1 of an unknown one.
    acting = case.scheme.acting(body, case.issuing) if body in case.scheme.bodies else None
    where = None if given.area is None else case.scheme.tree.numbers.get(given.area, -1)
    if body not in asked.bodies:
        yield _note(not_entitled, rule, body, variant="unnamed")
    elif acting is None:
        yield _note(not_entitled, rule, body, variant="absent")
    elif where is not None and where != acting:
        yield _note(
            not_entitled, rule, body, variant="elsewhere", area=Named("area", given.area or "")
        )
    # Nobody approves what they do themselves: neither the issuing body, nor a proposer in
    # any spelling of the name, nor, for a ratification, those of the order.
    if body in case.issuers and (where is None or where == acting):
        own = body == case.proposal.issuer
        yield _note(itself, rule, body, variant="body" if own else "order_body")
    elif given.person is not None and same_person_in(given.person, case.proposers):
        own = same_person_in(given.person, [case.proposal.proposer or "", *case.evidence.proposers])
        variant = "person" if own else "order_person"
        yield _note(itself, rule, body, variant=variant, person=given.person)


def _time_notes(case: Case, rule: CompiledRule, approval: Approval) -> Iterable[Finding]:
    """Note an approval given at another time: `approval.late` and `approval.before_order`."""
    # The same instant is in time, on either side.
    if micros_of(approval.at) > case.at:
        yield _note(
            "approval.late", rule, approval.body, at=approval.at, decided_at=decided_at(case)
        )
    elif case.order is not None and micros_of(approval.at) < case.order.issued:
        facts = {"at": approval.at, **issue_of(case.order)}
        yield _note("approval.before_order", rule, approval.body, **facts)


def _basis_notes(
    case: Case, asked: ApprovalRequirement, rule: CompiledRule, given: tuple[Approval, bool]
) -> Iterable[Finding]:
    """Note an approval of something else than what is proposed now, or of nothing that it names.

    `approval.before_assessment`, `approval.stale` and `approval.unbound` (docs/semantics.md,
    sections 3 and 8). *given* is the approval, and whether it is known to be signed.
    """
    approval, signed = given
    assessment = case.assessment
    if (
        asked.after_assessment
        and assessment is not None
        and micros_of(approval.at) < micros_of(assessment.at)
    ):
        facts = {"at": approval.at, "assessed": assessment.at}
        yield _note("approval.before_assessment", rule, approval.body, **facts)
    if approval.digest is not None:
        expected = case.digest
        if approval.digest != expected:
            digest = approval.digest
            yield _note("approval.stale", rule, approval.body, digest=digest, expected=expected)
    # What is signed is bound; where signatures are demanded, that one is missing says enough.
    elif asked.bound and not asked.signed and not signed:
        yield _note("approval.unbound", rule, approval.body, expected=case.digest)


def _void_notes(rule: CompiledRule, body: str, voids: tuple[Void, ...]) -> Iterable[Finding]:
    """Note why an approval that was signed does not count, by what the register knows."""
    for void in voids:
        yield _note(void.code, rule, body, **void.facts)
