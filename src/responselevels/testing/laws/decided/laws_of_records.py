"""Laws about what is kept: an audit decides as of then, and a digest stands for what is said.

See docs/semantics.md, sections 5 and 8, and docs/formats.md, Orders and proposals.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from responselevels.core.deciding.audit import audit
from responselevels.core.deciding.case import AnyProposal
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval
from responselevels.models.parts.measures import Extra
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.texts import Text
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.decided.probing import (
    earlier,
    known_at,
    later,
    plainly_told,
    probe,
)
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import asked_of, digest_of, realm_of, rule_of
from responselevels.testing.laws.reference_levels import LATEST

_ELSEWHERE = timezone(timedelta(hours=5, minutes=45))


def audited_as_of_then(history: History) -> Iterator[Breach]:
    """An audit decides each order as it was decided when it was issued, whatever came after."""
    issued = {
        step.proposal.id: step
        for step in history.steps
        if step.carried_out and isinstance(step.proposal, IssueProposal) and plainly_told(step)
    }
    if not history.recent or not issued:
        return
    orders = history.orders
    for number, (order, decision) in enumerate(audit(history.scheme, orders)):
        step = issued.get(order.id)
        # When an order was ratified no list of orders tells, and of two things that happened at
        # one instant not which came first: such an audit may come out otherwise.
        if step is None or known_at(orders[:number], step.at) != step.before:
            continue
        if _told(decision) != _told(step.decision):
            yield breach("audit", order=breaches.order(order.id))


def _told(decision: Decision) -> tuple[object, ...]:
    findings = sorted((one.code, one.effect.value, one.rule or "") for one in decision.findings)
    return (
        decision.verdict,
        decision.transition,
        findings,
        decision.changes,
        decision.overtakes,
        decision.replaces,
        decision.provisional_until,
    )


# -- digests -----------------------------------------------------------------------------


def digests_by_content(history: History) -> Iterator[Breach]:
    """The same content has the same digest however it is written, and any other has another."""
    for step in history.recent:
        proposal = step.proposal
        drill, _track = realm_of(step)
        digest = digest_of(history, step)
        name = breaches.order(proposal.id)
        for said in _the_same(proposal):
            if digest_of(history, step, said) != digest:
                yield breach("digest.other", proposal=name)
        others = [digest_of(history, step, one) for one in _others(history, proposal)]
        others.append(digest_of(history, step, drill=not drill))
        if digest in others or len(set(others)) != len(others):
            yield breach("digest.same", proposal=name)
        yield from _bound(history, step, (digest, others[-1]))


def _the_same(proposal: AnyProposal) -> Iterator[AnyProposal]:
    """Yield *proposal* written otherwise, and with other acts: what is proposed stays the same."""
    acts: dict[str, Any] = {"id": f"{proposal.id}-again", "approvals": (), "proposer": "x"}
    if isinstance(proposal, IssueProposal | EndProposal):
        acts |= {"scope": proposal.scope[::-1], "reason": "another"}
    if isinstance(proposal, EndProposal):
        acts["at"] = _moved(proposal.at)
    if isinstance(proposal, IssueProposal):
        end, period = proposal.period.end, proposal.period
        times = {"start": _moved(period.start), "end": None if end is None else _moved(end)}
        acts["period"] = period.model_copy(update=times)
    yield proposal.model_copy(update=acts)


def _moved(at: datetime) -> datetime:
    """Return the same instant at another offset, where it can be written there."""
    try:
        return at.astimezone(_ELSEWHERE)
    except OverflowError:
        return at


def _others(history: History, proposal: AnyProposal) -> Iterator[AnyProposal]:
    """Yield *proposal* with each thing that it says changed by itself."""
    changes: list[dict[str, Any]] = [{"issuer": f"{proposal.issuer}-other"}]
    if isinstance(proposal, IssueProposal):
        start, end = proposal.period.start, proposal.period.end
        places, levels = [*history.reference.lines], history.reference.levels
        changes += [{"level": one} for one in levels if one != proposal.level]
        changes += [{"area": one} for one in places if one != proposal.area]
        changes += [
            {"scope": (*proposal.scope, one)} for one in places if one not in proposal.scope
        ]
        changes.append({"track": f"{proposal.track or ''}-other"})
        changes.append({"extras": (*proposal.extras, Extra(do=Text.of("other")))})
        changes.append({"expected_end": _another(proposal.expected_end or start)})
        changes.append({"period": proposal.period.model_copy(update={"start": _another(start)})})
        ends = None if end is not None else _another(start)
        changes.append({"period": proposal.period.model_copy(update={"end": ends})})
    else:
        changes.append({"order": f"{proposal.order}-other"})
    if isinstance(proposal, EndProposal):
        changes.append({"at": _another(proposal.at)})
        changes.append({"scope": (*proposal.scope, "other")})
    for changed in changes:
        yield proposal.model_copy(update=changed)


def _another(at: datetime) -> datetime:
    """Return another instant: the next, or the one before the last of all."""
    return later(at) if at < LATEST else earlier(at)


def _bound(history: History, step: Step, digests: tuple[str, str]) -> Iterator[Breach]:
    """An approval that carries the digest is not stale; with that of the drill of it, it is."""
    rule = rule_of(history, step)
    asked = None if rule is None else asked_of(step, rule)
    if asked is None or asked.approval is None or not plainly_told(step, asked):
        return
    body = next(iter(history.rules.bodies))
    for digest, stale in zip(digests, (False, True), strict=True):
        given = (Approval(body=body, at=step.at, digest=digest),)
        proposal = step.proposal.model_copy(update={"approvals": given})
        again = probe(history, step, proposal)
        if again is None or again.decision.transition != step.decision.transition:
            continue
        found = any(one.code == "approval.stale" for one in again.decision.findings)
        if found != stale:
            name = breaches.order(step.proposal.id)
            yield breach("finding", shown=(again,), proposal=name, finding="approval.stale")
