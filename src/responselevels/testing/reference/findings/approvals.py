"""Approvals and refusals, counted by trying everything (docs/semantics.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, product

from responselevels.core.deciding.evidence import Void
from responselevels.models.conditions import bodies_in
from responselevels.models.orders import Assessment
from responselevels.models.rules import EndingRequires, Ratify, Requires
from responselevels.testing.reference.findings.checks import Asked, Condition, filled, finding
from responselevels.testing.reference.values import Finding, facts_of

Reading = frozenset[str]
"""The bodies that have approved, if persons are counted in one way."""


def completions(
    condition: Condition, readings: list[Reading], others: set[str]
) -> list[tuple[str, ...]]:
    """Return the sets of *others* that fill *condition* with one of *readings*, none holding another."""
    found: list[tuple[str, ...]] = []
    for size in range(len(others) + 1):
        for more in combinations(sorted(others), size):
            holds_one = any(set(smaller) <= set(more) for smaller in found)
            if not holds_one and any(filled(condition, {*one, *more}) for one in readings):
                found.append(more)
    return found[:256]


@dataclass(frozen=True)
class Wanted:
    """What a rule asks of approvals.

    *assessed* is the instant before which none counts. *elsewhere* are bodies that some
    rule asks for the same proposal: where this one does not name them, theirs are not looked
    at here. With *strangers* those of bodies that nobody asks are remarked on here.
    """

    condition: Condition
    signed: bool
    bound: bool
    assessed: datetime | None = None
    elsewhere: frozenset[str] = frozenset()
    strangers: bool = True

    @property
    def named(self) -> set[str]:
        """The bodies that the condition names."""
        return set(bodies_in(self.condition))

    def looks_at(self, body: str) -> bool:
        """Say whether what *body* said is looked at here."""
        return body in self.named or (self.strangers and body not in self.elsewhere)


def wanted_of(
    asks: Requires | EndingRequires | Ratify, given: Assessment | None = None
) -> Wanted | None:
    """Return what *asks* wants of approvals, where *given* is the proposal's assessment."""
    if asks.approval is None:
        return None
    bound = asks.digest == "required" and not asks.signed
    wanted = Wanted(asks.approval, signed=asks.signed, bound=bound)
    if given is None or isinstance(asks, Ratify):
        return wanted
    if asks.assessment is None or asks.approval_after_assessment is False:
        return wanted
    return replace(wanted, assessed=given.at)


def approval_findings(asked: Asked, wanted: Wanted | None, rule: str) -> list[Finding]:
    """Return who refused, the notes on each approval, and what is missing."""
    if wanted is None:
        return []
    condition, signed = wanted.condition, wanted.signed
    notes = _once(_refusals(asked, wanted, rule))
    counted: list[tuple[str, str]] = []
    for number, approval in enumerate(asked.proposal.approvals):
        if not wanted.looks_at(approval.body):
            continue
        shown, person = _shown(asked, number, wanted, rule)
        notes += [note for note in shown if note not in notes]
        if not shown:
            counted.append((approval.body, str(person)))
    readings = [frozenset(body for body, _ in counted)]
    if signed:
        readings = _readings(asked, counted)
    chosen = next((one for one in readings if filled(condition, one)), readings[0])
    if signed:
        notes += _not_counted(asked, counted, chosen, rule)
    if not filled(condition, chosen):
        notes.append(_missing(asked, condition, (chosen, readings), rule))
    return notes


def _shown(
    asked: Asked, number: int, wanted: Wanted, rule: str
) -> tuple[list[Finding], str | None]:
    """Return what speaks against approval *number*, and who gave it."""
    approval, evidence = asked.proposal.approvals[number], asked.evidence
    signer = evidence.signed.get(number)
    person = signer if signer is not None else approval.person
    shown = list(_standing(asked, wanted.named, (approval.body, approval.area, person), rule))
    shown += _timing(asked, number, rule, wanted)
    codes = {note.code for note in shown}
    for why in evidence.void.get(number, ()):
        if why.code not in codes:
            shown.append(_void(why, approval.body, rule))
    if wanted.signed and signer is None:
        shown.append(_note("unsigned", rule, approval.body, variant="approval"))
    return shown, person


def _once(findings: Iterator[Finding]) -> list[Finding]:
    said: list[Finding] = []
    for one in findings:
        said += [one] if one not in said else []
    return said


def _readings(asked: Asked, counted: list[tuple[str, str]]) -> list[Reading]:
    """Return every largest set of bodies, over all ways to let each person count for one body."""
    signed_for: dict[str, set[str]] = {}
    for body, person in counted:
        signed_for.setdefault(person, set()).add(body)
    every: set[Reading] = set()
    for ways in product(*(sorted(bodies) for bodies in signed_for.values())):
        enough = {body for body in ways if ways.count(body) >= _needed(asked, body)}
        every.add(frozenset(enough))
    largest = [one for one in every if not any(one < other for other in every)]
    return sorted(largest, key=lambda one: (-len(one), sorted(one)))


def _needed(asked: Asked, body: str) -> int:
    return asked.evidence.persons.get(body, 1)


def _not_counted(
    asked: Asked, counted: list[tuple[str, str]], chosen: Reading, rule: str
) -> Iterator[Finding]:
    for body in {body for body, _ in counted} - chosen:
        persons = {person for other, person in counted if other == body}
        elsewhere = {person for other, person in counted if other in chosen}
        if len(persons) < _needed(asked, body):
            count, needed = len(persons), _needed(asked, body)
            yield _note("few_persons", rule, body, count=count, needed=needed)
        else:
            yield _note("same_person", rule, body, persons=tuple(persons & elsewhere))


def _missing(
    asked: Asked, condition: Condition, read: tuple[Reading, list[Reading]], rule: str
) -> Finding:
    chosen, readings = read
    others = {
        body
        for body in bodies_in(condition)
        if body not in _issuers(asked) and asked.ground.acting_area(body, asked.area) is not None
    }
    ways = completions(condition, readings, others)
    facts: dict[str, object] = {"approved": tuple(chosen)}
    facts |= {"ways": tuple(ways)} if ways else {"variant": "nobody"}
    return Finding("approval.missing", "pending", rule, facts_of(facts), completions=tuple(ways))


def _note(code: str, rule: str, body: str, **facts: object) -> Finding:
    return finding(f"approval.{code}", "note", rule, body=body, **facts)


def _void(why: Void, body: str, rule: str) -> Finding:
    return Finding(why.code, "note", rule, facts_of({**why.facts, "body": body}))


def _standing(
    asked: Asked, named: set[str], given: tuple[str, str | None, str | None], rule: str
) -> Iterator[Finding]:
    body, area, person = given
    proposal = asked.proposal
    own_area = asked.ground.acting_area(body, asked.area)
    if body not in named:
        yield _note("not_entitled", rule, body, variant="unnamed")
    elif own_area is None:
        yield _note("not_entitled", rule, body, variant="absent")
    elif area is not None and area != own_area:
        yield _note("not_entitled", rule, body, variant="elsewhere", area=area)
    first = asked.ratified
    if body == proposal.issuer and area in (None, own_area):
        yield _note("self", rule, body, variant="body")
    elif body in _issuers(asked) and area in (None, own_area):
        yield _note("self", rule, body, variant="order_body")
    elif person is not None and (person == proposal.proposer or person in asked.evidence.proposers):
        yield _note("self", rule, body, variant="person", person=person)
    elif person is not None and first is not None and person == first.proposer:
        yield _note("self", rule, body, variant="order_person", person=person)


def _issuers(asked: Asked) -> set[str]:
    """Return the bodies that issue, and so cannot approve."""
    first = asked.ratified
    return {asked.proposal.issuer} | ({first.issuer} if first is not None else set())


def _timing(asked: Asked, number: int, rule: str, wanted: Wanted) -> Iterator[Finding]:
    approval = asked.proposal.approvals[number]
    if approval.at > asked.at:
        yield _note("late", rule, approval.body, at=approval.at, decided_at=asked.at)
    if asked.order is not None and approval.at < asked.order.issued_at:
        facts = {"at": approval.at, "order": asked.order.id, "issued": asked.order.issued_at}
        yield _note("before_order", rule, approval.body, **facts)
    if wanted.assessed is not None and approval.at < wanted.assessed:
        facts = {"at": approval.at, "assessed": wanted.assessed}
        yield _note("before_assessment", rule, approval.body, **facts)
    expected = asked.digest
    if approval.digest is not None and approval.digest != expected:
        yield _note("stale", rule, approval.body, digest=approval.digest, expected=expected)
    if wanted.bound and approval.digest is None and number not in asked.evidence.signed:
        yield _note("unbound", rule, approval.body, expected=expected)


def _refusals(asked: Asked, wanted: Wanted, rule: str) -> Iterator[Finding]:
    for no in asked.evidence.refusals:
        if not wanted.looks_at(no.body):
            continue
        notes = []
        if list(_standing(asked, wanted.named, (no.body, no.area, no.person), rule)):
            notes.append(_note("refusal_not_entitled", rule, no.body))
        notes += [_void(why, no.body, rule) for why in no.void]
        if wanted.signed and not no.signed:
            notes.append(_note("unsigned", rule, no.body, variant="refusal"))
        yield from notes
        if not notes and no.person is None:
            yield finding("approval.refused", "deny", rule, variant="body", body=no.body)
        elif not notes:
            facts = {"variant": "person", "person": no.person}
            yield finding("approval.refused", "deny", rule, body=no.body, **facts)
