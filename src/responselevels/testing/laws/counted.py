"""Which approvals of a step count, with what its register was told of them, worked out plainly.

See docs/semantics.md, sections 3 and 8. Where signatures are demanded, each person counts for one
body: every way to share the persons out is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import product

from responselevels.core.deciding.evidence import Evidence
from responselevels.models.orders import Approval
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Ratify
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.reference_levels import (
    ApprovedAct,
    counts,
    filled,
)


def fill(
    history: History,
    step: Step,
    act: ApprovedAct,
    asked: Requires | EndingRequires | Ratify,
) -> bool:
    """Say whether those approvals of *step* that count for *act* fill what is *asked*."""
    condition = asked.approval
    if condition is None:
        return True
    ways = counted(history, step, act, signed=asked.signed, named=set(bodies_in(condition)))
    return any(filled(condition, bodies) for bodies in ways)


def counted(
    history: History,
    step: Step,
    act: ApprovedAct,
    *,
    signed: bool,
    named: AbstractSet[str] | None = None,
) -> Iterator[set[str]]:
    """Yield the bodies whose approval of *step* counts for *act*, as far as they are *named*.

    Where only what is *signed* counts, for each way to count each person for one body; else once.
    """
    evidence, given = step.evidence, step.proposal.approvals
    act = replace(act, proposers=act.proposers | evidence.proposers)
    good = [
        (one.body, person)
        for one, person in _standing(given, evidence, act, signed=signed)
        if (named is None or one.body in named) and counts(history.reference, one, act)
    ]
    if signed:
        yield from _shared_out(good, evidence)
    else:
        yield {body for body, _person in good}


def refused(
    history: History,
    step: Step,
    act: ApprovedAct,
    asked: Requires | EndingRequires | Ratify,
) -> bool:
    """Say whether somebody refused who might have approved *act*, and that stands."""
    named = set(bodies_in(asked.approval)) if asked.approval is not None else set()
    act = replace(act, proposers=act.proposers | step.evidence.proposers)
    for one in step.evidence.refusals:
        said = Approval(
            body=one.body, area=one.area, person=one.person, at=act.at, digest=act.digest
        )
        heard = one.body in named and not one.void and (one.signed or not asked.signed)
        if heard and counts(history.reference, said, act):
            return True
    return False


def _standing(
    given: tuple[Approval, ...], evidence: Evidence, act: ApprovedAct, *, signed: bool
) -> Iterator[tuple[Approval, str]]:
    """Yield each approval that nothing known speaks against, with who gave it.

    A signature says who gave it, and binds it to what was proposed as a digest does.
    """
    for number, one in enumerate(given):
        signer = evidence.signed.get(number)
        if evidence.void.get(number) or (signed and signer is None):
            continue
        approval = one
        if signer is not None:
            bound = one.digest or act.digest
            approval = one.model_copy(update={"person": signer, "digest": bound})
        yield approval, signer or ""


def _shared_out(good: list[tuple[str, str]], evidence: Evidence) -> Iterator[set[str]]:
    """Yield the bodies that have enough persons, for each way to count each person for one body."""
    persons = sorted({person for _body, person in good})
    bodies = [[body for body, one in good if one == person] for person in persons]
    for way in product(*bodies):
        yield {body for body in way if way.count(body) >= evidence.persons.get(body, 1)}
