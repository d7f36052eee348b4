"""Which bodies distinct persons fill together (docs/semantics.md, section 3, signed approvals).

A person who signs for several bodies counts for one of them. Nobody is asked which: all
assignments are considered, so that the order in which approvals are listed never matters.

Whether given bodies can be filled at once is a bipartite matching between persons and
seats (a body has as many seats as it needs persons), found by augmenting paths. Which
bodies to try is a search over the few that share persons with others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import combinations

MAX_SHARED_BODIES = 12
"""Maximum number of bodies sharing persons that are counted, the first by name: the search is
over all subsets of them, 4,096 at most.

Key lists keep below it (`responselevels.register.signatures.key_lists`).
"""

Signers = Mapping[str, AbstractSet[str]]
"""For each body, the persons who signed for it."""


def maximal_body_sets(signers: Signers, needed: Mapping[str, int]) -> tuple[frozenset[str], ...]:
    """Return the maximal sets of bodies that can be filled together.

    Maximal means that no further body could be added. A body is filled by as many distinct
    persons as *needed* says (one, where it says nothing), each of whom counts for no other
    body. There is always at least one set, perhaps an empty one; the largest come first,
    then by name.
    """
    # A body with too few signers is never filled. One that shares no signer with another
    # takes nothing from anybody, so it is in every maximal set; only the rest is searched.
    alone = {body for body in signers if len(signers[body]) >= needed.get(body, 1)}
    shared = sorted(body for body in alone if _shares(body, alone, signers))
    free = frozenset(alone.difference(shared))
    # Largest first: a set that can be filled and lies in none found before is maximal, for
    # every larger set that can be filled has been found, or lies in one that was.
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
    # One augmenting path for each seat (Kuhn's algorithm). If a seat finds none, no assignment
    # at all fills these seats (Berge's theorem), so there is no need to try another order.
    counted: dict[str, str] = {}
    return all(
        _augmented(body, signers, counted, set())
        for body in bodies
        for _ in range(needed.get(body, 1))
    )


def _augmented(body: str, signers: Signers, counted: dict[str, str], asked: set[str]) -> bool:
    """Find one more person for *body* along an augmenting path; update *counted*, person → body.

    *asked* are the persons tried on this path, so that no circle is walked twice.
    """
    for person in sorted(signers[body]):
        if person in asked:
            continue
        asked.add(person)
        # Free, or the body that the person counts for can find another one in their stead.
        if person not in counted or _augmented(counted[person], signers, counted, asked):
            counted[person] = body
            return True
    return False
