"""Approvals: which of them count, who refused, and what is missing (sections 3, 4, 5 and 8).

    approvals → notes on each → those that count → filled? → completions

Everything is counted by trying everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from responselevels.core.deciding.evidence import Void
from responselevels.models.orders import Assessment
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Ratify
from responselevels.testing.reference.findings.asked import Asked, finding
from responselevels.testing.reference.findings.conditions import (
    Condition,
    Reading,
    completions,
    filled,
)
from responselevels.testing.reference.findings.persons import (
    Counted,
    not_counted_findings,
    readings_of,
)
from responselevels.testing.reference.values import Finding, facts_of


@dataclass(frozen=True)
class Wanted:
    """What a rule asks of approvals.

    *signed* and *bound* say whether signatures, or digests, are demanded. *assessed* is the
    instant before which none counts. *elsewhere* are bodies that some rule asks for the same
    proposal, and with *strangers* those of bodies that nobody asks are remarked on here.
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
        """Say whether what *body* said is looked at here.

        Section 7: "It is looked at for the conditions that name its body, and for no other." "An
        approval, or refusal, of a body that none of them names is remarked on under the first of
        them"
        """
        return body in self.named or (self.strangers and body not in self.elsewhere)


def wanted_of(
    asks: Requires | EndingRequires | Ratify, given: Assessment | None = None
) -> Wanted | None:
    """Return what *asks* wants of approvals, where *given* is the proposal's assessment.

    It settles when there can be an `approval.before_assessment`. Section 8: "the rule asks for an assessment and an approval, and an approval is dated before the
    assessment that the proposal has now; not where it says `approval_after_assessment: false`"
    "Where signatures are demanded (`signed`) it adds nothing: what is signed is bound."
    """
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
    """Return who refused, the notes on each approval, and what is missing.

    Section 3: "An approval counts when no note applies to it." "Approvals, and refusals, that
    nobody asked for are not remarked on." "Persons are counted so that the condition is filled if
    that can be done; else `approved` has as many bodies as can be"
    """
    if wanted is None:
        return []
    condition = wanted.condition
    said = _once(_refusals(asked, wanted, rule))
    counted: list[Counted] = []
    for number, approval in enumerate(asked.proposal.approvals):
        if wanted.looks_at(approval.body):
            notes, person = _noted(asked, number, wanted, rule)
            said += [note for note in notes if note not in said]
            if not notes:
                counted.append((approval.body, str(person)))
    readings = [frozenset(body for body, _person in counted)]
    if wanted.signed:
        readings = readings_of(asked.evidence, counted)
    chosen = next((one for one in readings if filled(condition, one)), readings[0])
    if wanted.signed:
        said += not_counted_findings(asked.evidence, counted, chosen, rule)
    if not filled(condition, chosen):
        said.append(_missing(asked, condition, (chosen, readings), rule))
    return said


def _once(findings: Iterator[Finding]) -> list[Finding]:
    said: list[Finding] = []
    for one in findings:
        said += [one] if one not in said else []
    return said


def _missing(
    asked: Asked, condition: Condition, read: tuple[Reading, list[Reading]], rule: str
) -> Finding:
    """Return `approval.missing`.

    Section 3: "the approvals that count do not fill the condition" "The issuing body is in none of
    them, nor is a body that no area in the order's line has. Where nobody could fill it, the list
    is empty."
    """
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


# -- what speaks against an approval --------------------------------------------------------


def _noted(
    asked: Asked, number: int, wanted: Wanted, rule: str
) -> tuple[list[Finding], str | None]:
    """Return the notes on approval *number*, and the person who gave it.

    Among them is `approval.unsigned`. Section 3: "the rule demands signatures, and
    an approval or a refusal is only asserted" "Where a rule demands signatures (`signed`), asserted
    approvals do not count" "Without evidence nothing of this paragraph applies, and a rule that
    demands signatures stays pending."
    """
    approval, evidence = asked.proposal.approvals[number], asked.evidence
    signer = evidence.signed.get(number)
    person = signer if signer is not None else approval.person
    notes = list(_not_entitled(asked, wanted.named, (approval.body, approval.area), rule))
    notes += _of_oneself(asked, (approval.body, approval.area, person), rule)
    notes += _dated(asked, number, wanted, rule)
    notes += _bound(asked, number, wanted, rule)
    codes = {note.code for note in notes}
    for why in evidence.void.get(number, ()):
        if why.code not in codes:
            notes.append(_void(why, approval.body, rule))
    if wanted.signed and signer is None:
        notes.append(_note("unsigned", rule, approval.body, variant="approval"))
    return notes, person


def _note(code: str, rule: str, body: str, **facts: object) -> Finding:
    return finding(f"approval.{code}", "note", rule, body=body, **facts)


def _void(why: Void, body: str, rule: str) -> Finding:
    """Return the note that a register knows of.

    Section 3: "A register may know more, the *evidence*: which approvals were signed and by whom,
    what no longer counts, who refused, how many persons a body needs, and who proposed."

    The codes are `approval.wrong_key`, `approval.not_signatory`, `approval.key_expired`,
    `approval.key_revoked`, `approval.keys_changed`, `approval.rules_changed`, `approval.expired`,
    `approval.moved` and `approval.replayed`. Section 3: "a register knows that the signature was
    not made with that key, or that the key is not that person's" "the key does not speak for that
    body" "the key is not valid at the decision" "the key is void from an event on that is not after
    the decision" "the key list in force no longer has the key" "it was signed under other rules"
    "what was signed holds no longer" "it was signed for another register or another proposal" "the
    same was recorded before"
    """
    return Finding(why.code, "note", rule, facts_of({**why.facts, "body": body}))


def _not_entitled(
    asked: Asked, named: set[str], given: tuple[str, str | None], rule: str
) -> Iterator[Finding]:
    """Yield `approval.not_entitled` of what the body of *given* said, for the area it names.

    Section 3: "an approval is of a body that the condition does not name, or of such a body
    elsewhere than in the order's line"
    """
    body, area = given
    own_area = asked.ground.acting_area(body, asked.area)
    if body not in named:
        yield _note("not_entitled", rule, body, variant="unnamed")
    elif own_area is None:
        yield _note("not_entitled", rule, body, variant="absent")
    elif area is not None and area != own_area:
        yield _note("not_entitled", rule, body, variant="elsewhere", area=area)


def _of_oneself(
    asked: Asked, given: tuple[str, str | None, str | None], rule: str
) -> Iterator[Finding]:
    """Yield `approval.self` of what a body said, for an area, by a person.

    Section 3: "the approving body is the issuing one, or the person who approves is the proposer;
    to a ratification, also the body that issued the order, or who proposed it" "Who proposed never
    counts, by whatever account or key."
    """
    body, area, person = given
    proposal, first = asked.proposal, asked.ratified
    its_own = area in (None, asked.ground.acting_area(body, asked.area))
    proposers = {proposal.proposer, *asked.evidence.proposers}
    if body == proposal.issuer and its_own:
        yield _note("self", rule, body, variant="body")
    elif body in _issuers(asked) and its_own:
        yield _note("self", rule, body, variant="order_body")
    elif person is not None and person in proposers:
        yield _note("self", rule, body, variant="person", person=person)
    elif person is not None and first is not None and person == first.proposer:
        yield _note("self", rule, body, variant="order_person", person=person)


def _issuers(asked: Asked) -> set[str]:
    """Return the bodies that issue, and so cannot approve.

    Section 5: "of neither the body that issued the order nor the person who proposed it does one
    count"
    """
    first = asked.ratified
    return {asked.proposal.issuer} | ({first.issuer or ""} if first is not None else set())


def _dated(asked: Asked, number: int, wanted: Wanted, rule: str) -> Iterator[Finding]:
    """Yield `approval.late`, `approval.before_order` and `approval.before_assessment`.

    Section 3: "an approval is dated after the decision". Section 4: "an approval is dated before
    the order was issued" "it does not count, though the same instant is in time. So it is for a
    ratification, too." Section 8: "so is an approval of the very instant of the assessment"
    """
    approval, order = asked.proposal.approvals[number], asked.order
    if approval.at > asked.at:
        yield _note("late", rule, approval.body, at=approval.at, decided_at=asked.at)
    if order is not None and approval.at < order.issued_at:
        facts = {"at": approval.at, "order": order.id, "issued": order.issued_at}
        yield _note("before_order", rule, approval.body, **facts)
    if wanted.assessed is not None and approval.at < wanted.assessed:
        facts = {"at": approval.at, "assessed": wanted.assessed}
        yield _note("before_assessment", rule, approval.body, **facts)


def _bound(asked: Asked, number: int, wanted: Wanted, rule: str) -> Iterator[Finding]:
    """Yield `approval.stale` and `approval.unbound`.

    Section 3: "an approval carries a digest, and it is not that of this proposal; or what was
    signed is not what it says now". Section 8: "the rule says `digest: required`, and an approval
    neither carries a digest nor is known to be signed" "A digest that is there is looked at
    whatever the rule says"
    """
    approval, expected = asked.proposal.approvals[number], asked.digest
    if approval.digest is not None and approval.digest != expected:
        yield _note("stale", rule, approval.body, digest=approval.digest, expected=expected)
    if wanted.bound and approval.digest is None and number not in asked.evidence.signed:
        yield _note("unbound", rule, approval.body, expected=expected)


# -- refusals --------------------------------------------------------------------------------


def _refusals(asked: Asked, wanted: Wanted, rule: str) -> Iterator[Finding]:
    """Yield `approval.refused`, or why a refusal does not stand: `approval.refusal_not_entitled`.

    Section 3: "a refusal stands: given by somebody whose approval would count in its place" "a
    refusal is there that is given by somebody else"
    """
    for no in asked.evidence.refusals:
        if not wanted.looks_at(no.body):
            continue
        notes = []
        stranger = list(_not_entitled(asked, wanted.named, (no.body, no.area), rule))
        if stranger or list(_of_oneself(asked, (no.body, no.area, no.person), rule)):
            notes.append(_note("refusal_not_entitled", rule, no.body))
        notes += [_void(why, no.body, rule) for why in no.void]
        if wanted.signed and not no.signed:
            notes.append(_note("unsigned", rule, no.body, variant="refusal"))
        yield from notes
        if not notes:
            facts = {"variant": "body"} if no.person is None else {"variant": "person"}
            facts |= {} if no.person is None else {"person": no.person}
            yield finding("approval.refused", "deny", rule, body=no.body, **facts)
