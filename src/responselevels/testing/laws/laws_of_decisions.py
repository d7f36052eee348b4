"""Laws about deciding: what one decision has to do with another.

See docs/semantics.md, section 6, invariants 6 to 10, and 12.

Each proposal that was put to the register is put to it again, as it was and
slightly changed; nothing of this is carried out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import Evidence
from responselevels.core.orders.book import book_of
from responselevels.models.decisions import STRICTEST_LAST, Decision, Verdict
from responselevels.models.orders import Approval
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.models.rules import Rules
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.evident import told
from responselevels.testing.laws.history import AnyRegister, History, Step
from responselevels.testing.laws.laws_of_levels import halves
from responselevels.testing.laws.laws_of_orders import realm_of


def _floor_fails(decision: Decision) -> bool:
    return any(finding.code == "floor.less_severe" for finding in decision.findings)


def deciding_changes_nothing(history: History) -> Iterator[Breach]:
    """Deciding leaves the orders alone, and deciding twice gives the same decision."""
    for step in history.recent:
        before = history.register.orders
        first = history.decided(step)
        second = history.decided(step)
        if first != second:
            yield breach("twice", proposal=breaches.order(step.proposal.id))
        if history.register.orders != before:
            yield breach("changed", proposal=breaches.order(step.proposal.id))


def permitted_is_issued(history: History) -> Iterator[Breach]:
    """What is permitted can be carried out at that instant, and nothing else can."""
    for step in history.recent:
        name = breaches.order(step.proposal.id)
        if step.carried_out != step.decision.permitted:
            verdict = step.decision.verdict.value
            variant = "not_issued" if step.decision.permitted else "issued"
            yield breach(variant, proposal=name, verdict=verdict)
        elif step.carried_out == (step.before == step.after):
            yield breach("not_kept", proposal=name)


def approval_never_harms(history: History) -> Iterator[Breach]:
    """One more approval never makes a verdict worse."""
    for step in history.recent:
        was = history.decided(step).verdict
        for body in _approving(history.rules):
            more = (*step.proposal.approvals, Approval(body=body, at=step.at))
            proposal = step.proposal.model_copy(update={"approvals": more})
            now = history.decided(step, proposal).verdict
            if STRICTEST_LAST.index(now) > STRICTEST_LAST.index(was):
                yield breach(
                    "harmed",
                    proposal=breaches.order(step.proposal.id),
                    body=body,
                    was=was.value,
                    now=now.value,
                )


def _approving(rules: Rules) -> list[str]:
    """Return every body that some condition of *rules* names."""
    conditions = [rule.requires.approval for rule in rules.transitions]
    conditions += [rule.requires.approval for rule in rules.endings]
    conditions += [rule.ratify.approval for rule in rules.transitions if rule.ratify is not None]
    return sorted({body for asked in conditions if asked is not None for body in bodies_in(asked)})


def severity_meets_floors(history: History) -> Iterator[Breach]:
    """A more severe level never has a floor finding that a less severe one has not."""
    for step in history.recent:
        if not isinstance(step.proposal, IssueProposal):
            continue
        met: str | None = None
        for level in history.reference.levels:
            proposal = step.proposal.model_copy(update={"level": level})
            fails = _floor_fails(history.decided(step, proposal))
            if fails and met is not None:
                yield breach(
                    "severer_fails",
                    proposal=breaches.order(proposal.id),
                    level=breaches.level(level),
                    milder=breaches.level(met),
                )
            met = met if fails else level


def listing_is_irrelevant(history: History) -> Iterator[Breach]:
    """The order in which areas, bodies, scope and approvals are listed changes no verdict."""
    if not history.recent:
        return
    book = book_of(history.relisted, history.orders)
    for step in history.recent:
        proposal, evidence = _reversed(step.proposal), _turned(step)
        turned = replace(step, proposal=proposal, evidence=evidence)
        verdicts = {
            history.decided(step).verdict,
            history.decided(turned).verdict,
            decide(history.relisted, book, proposal, step.at, evidence).verdict,
        }
        if len(verdicts) > 1:
            yield breach("listing", proposal=breaches.order(proposal.id))


def _reversed(proposal: AnyProposal) -> AnyProposal:
    changed: dict[str, object] = {"approvals": proposal.approvals[::-1]}
    if isinstance(proposal, IssueProposal | EndProposal):
        changed["scope"] = proposal.scope[::-1]
    return proposal.model_copy(update=changed)


def _turned(step: Step) -> Evidence:
    """Return the evidence of *step* with its approvals listed the other way round."""
    known, last = step.evidence, len(step.proposal.approvals) - 1
    return replace(
        known,
        signed={last - number: person for number, person in known.signed.items()},
        void={last - number: reasons for number, reasons in known.void.items()},
        refusals=known.refusals[::-1],
    )


def log_replays(history: History) -> Iterator[Breach]:
    """From what was carried out alone come the same orders, levels and verdicts."""
    twin, register = history.twin, history.register
    if twin is None:
        return
    if twin.orders != register.orders:
        yield breach("replay.orders")
        return
    tracks: list[str | None] = [one.id for one in history.rules.tracks]
    instants = [order.period.start for order in register.orders]
    for area in history.reference.lines if instants else ():
        first = min(instants)
        for track in tracks or [None]:
            levels = register.timeline(area, first, None, track=track)
            if twin.timeline(area, first, None, track=track) != levels:
                yield breach("replay.levels", area=breaches.area(area))
    for step in history.recent:
        if _verdict(twin, step) != _verdict(register, step):
            yield breach("replay.verdict", proposal=breaches.order(step.proposal.id))


def _verdict(register: AnyRegister, step: Step) -> Verdict:
    decision: Decision = told(register.decide, step.proposal, step.at, step.evidence)
    return decision.verdict


def cutting_evades_nothing(history: History) -> Iterator[Breach]:
    """Where a proposal stays below a floor, some piece of it does, and the other way round."""
    for step in history.recent:
        proposal = step.proposal
        if not isinstance(proposal, IssueProposal) or _hollow(proposal):
            continue
        pieces = [
            proposal.model_copy(update={"period": period, "scope": (area,)})
            for period in halves(proposal.period)
            for area in history.reference.named(proposal)
        ]
        whole = _floor_fails(history.decided(step, proposal))
        if whole != any(_floor_fails(history.decided(step, p)) for p in pieces):
            yield breach("cut.floor", proposal=breaches.order(proposal.id))


def tracks_apart(history: History) -> Iterator[Breach]:
    """What is of another track, or a drill where the proposal is none, changes no decision.

    But for its measures: one that names no track holds by the level of any.
    """
    orders = history.orders
    for step in history.recent:
        drill, track = realm_of(step)
        own = [order for order in orders if (order.drill, order.track) == (drill, track)]
        if len(own) == len(orders):
            continue
        book = book_of(history.scheme, own)
        alone = decide(history.scheme, book, step.proposal, step.at, step.evidence)
        decided = history.decided(step)
        if replace(decided, measures=()) != replace(alone, measures=()):
            yield breach("apart", proposal=breaches.order(step.proposal.id))


def _hollow(proposal: IssueProposal) -> bool:
    period = proposal.period
    return period.end is not None and period.end <= period.start
