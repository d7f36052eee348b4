"""Laws about what a decision advises: each remedy passes, and completions are the least that do.

See docs/semantics.md, sections 3, 7 and 11. Each is put to the register once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from responselevels.core.deciding.case import AnyProposal
from responselevels.models.decisions import Decision, Finding, Remedy
from responselevels.models.orders import Approval, Period
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ending, Ratify, Transition
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.decided.probing import plainly_told, probe
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import (
    act_of,
    asked_of,
    digest_of,
    rule_of,
)
from responselevels.testing.laws.reference_levels import Condition, counts, filled

Asked = Requires | EndingRequires | Ratify

MOST_BODIES = 10
"""Of a condition that names more bodies than this, no completions are worked out."""


def each_remedy_passes(history: History) -> Iterator[Breach]:
    """What is offered instead passes where the proposal failed; a level milder does not."""
    for step in history.recent:
        again = probe(history, step, step.proposal)
        if again is None or not isinstance(step.proposal, IssueProposal):
            continue
        for found in again.decision.findings:
            for remedy in found.remedies:
                yield from _tried(history, again, found, remedy)


def _tried(history: History, step: Step, found: Finding, remedy: Remedy) -> Iterator[Breach]:
    name = breaches.order(step.proposal.id)
    proposal = step.proposal
    asked = probe(history, step, proposal.model_copy(update=_changed(remedy)))
    if asked is None or _fails(asked.decision, found):
        shown = () if asked is None else (asked,)
        yield breach("remedy", shown=shown, proposal=name, finding=found.code)
    # A table lists every level that it calls for; the others, the least severe that passes.
    if remedy.level is None or found.code.startswith("criteria."):
        return
    rank = history.reference.rank(remedy.level)
    milder = {"level": history.reference.levels[rank - 1]}
    asked = probe(history, step, proposal.model_copy(update=milder))
    if asked is not None and _judged(asked, found) and not _fails(asked.decision, found):
        yield breach("remedy.milder", shown=(asked,), proposal=name, finding=found.code)


def _changed(remedy: Remedy) -> dict[str, object]:
    if remedy.level is not None:
        return {"level": remedy.level}
    if remedy.period is not None:
        start, end = remedy.period
        return {"period": Period(start=start, end=end)}
    return {"scope": remedy.scope or ()}


def _judged(asked: Step, found: Finding) -> bool:
    """Say whether the decision looked at what *found* is of: lowering, only where a transition fits."""
    return not _of_lowering(found) or asked.decision.transition is not None


def _of_lowering(found: Finding) -> bool:
    return "lowers" in found.facts or found.code.startswith("lowering.")


def _fails(decision: Decision, found: Finding) -> bool:
    """Say whether *decision* still has what was *found*."""
    if _of_lowering(found):
        return any(_of_lowering(one) for one in decision.findings)
    return any((one.code, one.rule) == (found.code, found.rule) for one in decision.findings)


# -- completions -------------------------------------------------------------------------


def completions_are_least(history: History) -> Iterator[Breach]:
    """The bodies that are said to be missing would do, without one of them they would not."""
    for step in history.recent:
        again = probe(history, step, step.proposal)
        rule = None if again is None else rule_of(history, again)
        if again is None or rule is None or not plainly_told(step, asked_of(step, rule)):
            continue
        for found in again.decision.findings:
            if found.code == "approval.missing" and "lowers" not in found.facts:
                yield from _completed(history, again, found, rule)


def _completed(
    history: History, step: Step, found: Finding, rule: Transition | Ending
) -> Iterator[Breach]:
    name, told = breaches.order(step.proposal.id), found.completions or ()
    asked_for = asked_of(step, rule)
    condition = None if asked_for is None else asked_for.approval
    if asked_for is None or condition is None or len({*bodies_in(condition)}) > MOST_BODIES:
        return
    expected = _least(history, step, (asked_for, condition))
    in_order = [len(bodies) for bodies in told] == sorted(len(bodies) for bodies in told)
    if len(told) != len(expected) or {frozenset(one) for one in told} != expected or not in_order:
        yield breach("completions", proposal=name)
        return
    given = getattr(step.proposal, "assessment", None)
    if given is not None and given.at > step.at:
        return  # no approval of now is after an assessment of tomorrow
    for bodies in told[:3]:
        asked = probe(history, step, _with(history, step, bodies))
        if asked is None or _fails(asked.decision, found):
            shown = () if asked is None else (asked,)
            yield breach("completion", shown=shown, proposal=name, bodies=", ".join(bodies))


def _with(history: History, step: Step, bodies: tuple[str, ...]) -> AnyProposal:
    """Return the proposal of *step*, approved by *bodies* as well, each with the digest."""
    digest = digest_of(history, step)
    more = tuple(Approval(body=body, at=step.at, digest=digest) for body in bodies)
    changed = {"approvals": (*step.proposal.approvals, *more)}
    return step.proposal.model_copy(update=changed)


def _least(history: History, step: Step, asked: tuple[Asked, Condition]) -> set[frozenset[str]]:
    """Return the least sets of further bodies that fill the condition that is asked."""
    (asks, condition), reference = asked, history.reference
    act, names = act_of(history, step, asks), set(bodies_in(condition))
    there = {one.body for one in step.proposal.approvals if counts(reference, one, act)} & names
    able = {
        body for body in names - there - act.issuers if reference.acting(body, act.area) is not None
    }
    found: set[frozenset[str]] = set()
    for size in range(len(able) + 1):
        for some in map(frozenset, combinations(sorted(able), size)):
            if not any(one <= some for one in found) and filled(condition, there | some):
                found.add(some)
    return found
