"""Probes: proposals that were made, put once more with one thing moved to just where it matters.

A law that only looks at what happened sees an edge when somebody happened to stand on it. So
each proposal is asked again at its edges: the last instant that is in time, and the first that is
not. Nothing of this is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.evidence import NO_EVIDENCE
from responselevels.errors import InputError
from responselevels.models.decisions import Decision
from responselevels.models.orders import Assessment, Order, Period
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ratify, Transition
from responselevels.testing.laws.evident import told
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import order_of, rule_of
from responselevels.testing.laws.reference_levels import EARLIEST, LATEST, TICK, ReferenceLevels

Changed = dict[str, Any]


def known_at(orders: Iterable[Order], at: datetime) -> tuple[Order, ...]:
    """Return *orders* as they were known at *at*: those issued by then, without the ends decided later.

    See docs/semantics.md, section 8.
    """
    return tuple(
        order.model_copy(
            update={
                "ends": tuple(
                    end for end in order.ends if end.decided_at is None or end.decided_at <= at
                )
            }
        )
        for order in orders
        if order.issued_at <= at
    )


def probe(
    history: History, step: Step, proposal: AnyProposal, at: datetime | None = None
) -> Step | None:
    """Return what the register decides of *proposal* instead of that of *step*, at its time or *at*.

    It is a step that was not carried out; None where the register cannot read it.
    """
    when = step.at if at is None else at
    try:
        decision: Decision = told(history.register.decide, proposal, when, step.evidence)
    except InputError:
        return None
    known = known_at(history.orders, when)
    return replace(
        step,
        proposal=proposal,
        at=when,
        decision=decision,
        before=known,
        after=known,
        carried_out=False,
    )


def probes(history: History, step: Step) -> tuple[Step, ...]:
    """Return *step* asked again at each of its edges: once for all laws, while nothing more happens."""
    known, asked = history.probed.get(id(step), (0, ()))
    if known != len(history.steps):
        tried = (
            probe(history, step, step.proposal.model_copy(update=changed))
            for changed in edges(history, step)
        )
        asked = tuple(one for one in tried if one is not None)
        history.probed[id(step)] = (len(history.steps), asked)
    return asked


def edges(history: History, step: Step) -> Iterator[Changed]:
    """Yield changes of the proposal of *step*: the last that is in time, and the first that is not."""
    rule, proposal = rule_of(history, step), step.proposal
    if rule is None:
        return
    since = _since(step)
    if isinstance(proposal, IssueProposal) and isinstance(rule, Transition):
        yield from _period_edges(proposal, rule.requires, step.at)
    if isinstance(proposal, EndProposal):
        yield from _end_edges(history, step, proposal)
    given = None
    if not isinstance(proposal, RatifyProposal):
        given = proposal.assessment
        for at in _assessment_edges(rule.requires.assessment, step.at, since):
            yield {"assessment": _dated(given, at)} if given is not None else {}
    yield from _approval_edges(proposal, (step.at, since, given.at if given else EARLIEST))


def _since(step: Step) -> datetime:
    order = order_of(step)
    return EARLIEST if order is None else order.issued_at


def earlier(at: datetime, by: timedelta = TICK) -> datetime:
    """Return the instant *by* before *at*, no earlier than time itself."""
    return at - by if at - EARLIEST >= by else EARLIEST


def later(at: datetime, by: timedelta = TICK) -> datetime:
    """Return the instant *by* after *at*, no later than time itself."""
    return at + by if LATEST - at >= by else LATEST


def _dated(given: Assessment, at: datetime) -> Assessment:
    return given.model_copy(update={"at": at})


def _period_edges(proposal: IssueProposal, asks: Requires, at: datetime) -> Iterator[Changed]:
    """Yield starts just in time and just too soon, and lengths just allowed and just too long."""
    period = proposal.period
    soonest = later(at, asks.notice or timedelta(0))
    for start in (soonest, earlier(soonest)):
        if period.end is None or start < period.end:
            yield {"period": period.model_copy(update={"start": start})}
    yield {"period": period.model_copy(update={"end": period.start})}
    yield {"period": Period(start=period.start)}
    if asks.max_duration is not None:
        longest = later(period.start, asks.max_duration)
        for end in (longest, later(longest)):
            yield {"period": period.model_copy(update={"end": end})}
    if asks.expected_end:
        last = later(period.start) if period.end is None else period.end
        for foreseen in (period.start, later(period.start), last, later(last)):
            yield {"expected_end": foreseen}


def _end_edges(history: History, step: Step, proposal: EndProposal) -> Iterator[Changed]:
    """Yield the instants around the decision, and around the last at which there is something to end."""
    order = order_of(step)
    if order is None:
        return
    held = ReferenceLevels(history.reference, [order], drill=order.drill, track=order.track).held
    lasts = {until for one in held for until in one.until.values() if until is not None}
    for at in sorted({step.at, *(last for last in lasts if last >= step.at)}):
        yield {"at": at}
        yield {"at": earlier(at)}
    for scope in {(area,) for area in proposal.scope}:
        yield {"scope": scope}


def _assessment_edges(
    asked: AssessmentRule | None, at: datetime, since: datetime
) -> Iterator[datetime]:
    if asked is None:
        return
    yield from (at, later(at))
    oldest = [since] if since > EARLIEST else []
    if asked.max_age is not None:
        oldest.append(earlier(at, asked.max_age))
    for instant in oldest:
        yield from (instant, earlier(instant))


def _approval_edges(
    proposal: AnyProposal, instants: tuple[datetime, datetime, datetime]
) -> Iterator[Changed]:
    """Yield the first approval given just in time, and just not: late, before the order, unassessed."""
    if not proposal.approvals:
        return
    first, *rest = proposal.approvals
    at, since, assessed = instants
    tried = [at, later(at)]
    for instant in (since, assessed):
        if instant > EARLIEST:
            tried += [instant, earlier(instant)]
    for given in dict.fromkeys(tried):
        yield {"approvals": (first.model_copy(update={"at": given}), *rest)}


def plainly_told(step: Step, asked: Requires | EndingRequires | Ratify | None = None) -> bool:
    """Say whether all that is known of the approvals of *step* is what it says itself."""
    return step.evidence == NO_EVIDENCE and (asked is None or not asked.signed)


def validity_edges(history: History) -> list[datetime]:
    """Return the instants around those at which the rules begin and cease to be in force."""
    valid = history.rules.valid
    turns = () if valid is None else (valid.from_, valid.to)
    return [at for turn in turns if turn is not None for at in (earlier(turn), turn)]
