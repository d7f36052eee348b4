"""Where signatures are demanded: persons, each of whom counts for one body only (section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from responselevels.core.deciding.evidence import Evidence
from responselevels.testing.reference.findings.asked import finding
from responselevels.testing.reference.findings.conditions import Reading
from responselevels.testing.reference.values import Finding

Counted = tuple[str, str]
"""An approval that counts: its body and its person."""


def readings_of(evidence: Evidence, counted: list[Counted]) -> list[Reading]:
    """Return every largest set of bodies, over all ways to let each person count for one body.

    Section 3: "a body has approved when as many distinct persons as it needs (one, unless the key
    list says more) have signed for it; and a person counts for one body only"
    """
    signed_for: dict[str, set[str]] = {}
    for body, person in counted:
        signed_for.setdefault(person, set()).add(body)
    every: set[Reading] = set()
    for ways in product(*(sorted(bodies) for bodies in signed_for.values())):
        every.add(frozenset(body for body in ways if ways.count(body) >= _needed(evidence, body)))
    largest = [one for one in every if not any(one < other for other in every)]
    return sorted(largest, key=lambda one: (-len(one), sorted(one)))


def _needed(evidence: Evidence, body: str) -> int:
    return evidence.persons.get(body, 1)


def not_counted_findings(
    evidence: Evidence, counted: list[Counted], chosen: Reading, rule: str
) -> Iterator[Finding]:
    """Yield `approval.few_persons` or `approval.same_person` of each body that has not approved.

    Section 3: "the rule demands signatures, and fewer persons have signed for a body than it needs"
    "the rule demands signatures, and enough persons have signed for a body, but they count for
    another"
    """
    for body in {body for body, _person in counted} - chosen:
        persons = {person for other, person in counted if other == body}
        elsewhere = {person for other, person in counted if other in chosen}
        count, needed = len(persons), _needed(evidence, body)
        if count < needed:
            facts: dict[str, object] = {"count": count, "needed": needed}
            yield finding("approval.few_persons", "note", rule, body=body, **facts)
        else:
            facts = {"persons": tuple(persons & elsewhere)}
            yield finding("approval.same_person", "note", rule, body=body, **facts)
