"""Which bodies distinct persons fill together (docs/semantics.md, section 3, signed approvals).

A person who signs for several bodies counts for one of them. Which one is not
asked of anybody: whatever could be counted is looked at, so that the order in
which approvals are listed never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations

MAX_SHARED_BODIES = 12
"""Of more bodies that share persons, only the first so many, by name, are counted.

Key lists keep below it (`responselevels.register.signatures.key_lists`).
"""

Signers = Mapping[str, AbstractSet[str]]
"""For each body, the persons who signed for it."""


def maximal_body_sets(signers: Signers, needed: Mapping[str, int]) -> tuple[frozenset[str], ...]:
    """Return the sets of bodies that can be filled together and to which none can be added.

    A body is filled by as many distinct persons as *needed* says (one, where it
    says nothing), each of whom counts for no other. There is always at least
    one set, perhaps an empty one; the largest come first, then by name.
    """
    alone = {body for body in signers if len(signers[body]) >= needed.get(body, 1)}
    shared = sorted(body for body in alone if _shares(body, alone, signers))
    free = frozenset(alone.difference(shared))
    found: list[frozenset[str]] = []
    for size in range(min(len(shared), MAX_SHARED_BODIES), -1, -1):
        for chosen in combinations(shared[:MAX_SHARED_BODIES], size):
            bodies = frozenset(chosen)
            if not any(bodies <= larger for larger in found) and assignable(
                chosen, signers, needed
            ):
                found.append(bodies)
    return tuple(free | bodies for bodies in found)


def _shares(body: str, alone: Iterable[str], signers: Signers) -> bool:
    return any(other != body and not signers[body].isdisjoint(signers[other]) for other in alone)


def assignable(bodies: Iterable[str], signers: Signers, needed: Mapping[str, int]) -> bool:
    """Say whether *bodies* can all be filled at once, each by distinct persons of its own."""
    counted: dict[str, str] = {}
    return all(
        _augmented(body, signers, counted, set())
        for body in bodies
        for _ in range(needed.get(body, 1))
    )


def _augmented(body: str, signers: Signers, counted: dict[str, str], asked: set[str]) -> bool:
    """Find one more person for *body*, moving others where that helps; *counted* says who is where."""
    for person in sorted(signers[body]):
        if person in asked:
            continue
        asked.add(person)
        if person not in counted or _augmented(counted[person], signers, counted, asked):
            counted[person] = body
            return True
    return False
