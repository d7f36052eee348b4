"""Replay: rebuild a register from its events alone, and decide every proposal again.

Every decision is made anew, under the rules and areas of its day, on the state
that the events before it add up to. object verdict, finding, effect or digest that
comes out otherwise is named, and so is every order, early end and ratification
that does not follow from a permit right before it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from responselevels.core.deciding.audit import audited
from responselevels.core.deciding.case import AnyProposal, groups_meant
from responselevels.core.deciding.decide import decide
from responselevels.core.digests import proposal_digest
from responselevels.core.groups import Groups
from responselevels.errors import ApprovalRefused, InputError, RegisterDamaged
from responselevels.models.decisions import Decision
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.times import instant_at
from responselevels.register.adoption.changes import AdoptionRequest, Backing, check_adoption
from responselevels.register.adoption.words import Plan
from responselevels.register.history.assembling import assembled, bound_digest, keys_in_force
from responselevels.register.history.dossiers import Dossier, to_json
from responselevels.register.history.records import (
    SPLIT,
    audit_record,
    decision_record,
    end_of,
    missing_in,
    order_of,
)
from responselevels.register.history.state import Documents, OrderHistory, State, sound
from responselevels.register.log.events import Head, digest_of_line, events_of, line_of
from responselevels.register.log.kinds import (
    AdoptionEvent,
    AmendmentEvent,
    DecisionEvent,
    EndEvent,
    Event,
    OrderEvent,
    ProposalEvent,
    RatificationEvent,
)
from responselevels.register.signatures.proposers import demanding, problem_of_proposers


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Event *seq* says *recorded* of *what*, and replaying it gives *replayed*."""

    seq: int
    of: str
    what: str
    recorded: object
    replayed: object


def replay(lines: Iterable[bytes], documents: Documents) -> Iterator[Difference]:
    """Yield everything in the log that comes out otherwise when it is replayed.

    Raises:
        RegisterDamaged: the log is not sound, or cannot have been recorded.
        RegisterFormat: an event was recorded by a later version.
    """
    yield from Replay(documents).take_all(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaySummary:
    """What was replayed: so many events of a register, *decisions* made again, and the orders there were."""

    register: str
    size: int
    decisions: int
    orders: int
    state_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """All that a replay found, in the order of the log; up to *damage*, where it broke off there."""

    summary: ReplaySummary
    differences: tuple[Difference, ...]
    damage: RegisterDamaged | None = None


def replayed(lines: Iterable[bytes], documents: Documents) -> Replayed:
    """Return what comes of replaying the log, as far as it is sound.

    Raises:
        RegisterFormat: an event was recorded by a later version.
    """
    replay, damage = Replay(documents), None
    differences: list[Difference] = []
    try:
        differences.extend(replay.take_all(lines))
    except RegisterDamaged as error:
        damage = error
    return Replayed(summary=replay.summary(), differences=tuple(differences), damage=damage)


class Replay:
    """A register being rebuilt, event by event.

    *state* is what they add up to so far, *decisions* how many were made again.
    """

    def __init__(self, documents: Documents, since: int = 0, until: int | None = None) -> None:
        """Begin with nothing.

        A part of a log is looked at from the first decision on whose number is *since* or more, and
        up to the first that is *until* or more; what comes before only counts.
        """
        self.state = State(documents)
        self.decisions = 0
        self._since, self._until = since, until
        self._decided: dict[int, Decision] = {}
        self._opening = True

    def summary(self) -> ReplaySummary:
        """Return what was replayed so far."""
        state = self.state
        return ReplaySummary(
            register=state.register,
            size=state.head.size,
            decisions=self.decisions,
            orders=len(state.orders),
            state_digest=state.digest,
        )

    def take_all(self, lines: Iterable[bytes]) -> Iterator[Difference]:
        """Take *lines*, which follow those taken so far, and yield what differs."""
        looking = self._since == 0
        for event in events_of(iter(lines), Head(self.state.head.size, self.state.head.hash)):
            # What is carried out follows from the last decision before it: a part begins with one.
            if isinstance(event, DecisionEvent):
                looking = event.seq >= self._since
                if self._until is not None and event.seq >= self._until:
                    return
            if looking:
                with sound(event):
                    found = [*self._looked_at(event)]
                yield from found
            self._opening = self._opening and event.kind in {"register", "adoption", "order"}
            self.state.take(event)

    def _looked_at(self, event: Event) -> Iterator[Difference]:
        if isinstance(event, DecisionEvent):
            yield from self._decision(event)
        elif isinstance(event, OrderEvent | EndEvent | RatificationEvent):
            yield from self._carried(event)
        elif isinstance(event, ProposalEvent | AmendmentEvent):
            yield from self._proposal(event)
        elif isinstance(event, AdoptionEvent) and self.state.versions:
            yield from self._adoption(event)

    def _proposal(self, event: ProposalEvent | AmendmentEvent) -> Iterator[Difference]:
        """Yield a digest that is not that of what the proposal says, and a revision out of turn."""
        proposal, known = event.proposal, self.state.dossiers
        drill = proposal.drill if isinstance(proposal, IssueProposal) else None
        if drill is None:
            drill = self.state.orders[proposal.order].drill  # type: ignore[union-attr]
        revision = 1 if isinstance(event, ProposalEvent) else known[event.of].revision + 1
        groups = groups_meant(self.state.scheme, self.state.version.book, proposal)
        digest = proposal_digest(proposal, drill=drill, groups=groups)
        yield from _differing(event, {"proposal_digest": digest, "revision": revision})

    def _adoption(self, event: AdoptionEvent) -> Iterator[Difference]:
        """Yield what was missing of what is asked of an adoption, and changes that are others."""
        state = self.state
        plan = Plan(
            register=state.register,
            since=state.version.seq,
            rules=event.rules,
            areas=event.areas,
            renamed=event.renamed,
            merged=event.merged,
            track=event.track,
            levels=event.levels or {},
        )
        asking = AdoptionRequest(
            plan=plan,
            scheme=state.compiled(plan.rules, plan.areas),
            seq=event.seq,
            at=event.recorded,
            person=event.actor.person,
        )
        try:
            rows = check_adoption(state, asking, Backing.of(event))
        except (InputError, ApprovalRefused) as error:
            yield _difference(event, "adoption", plan.digest, str(error))
            return
        yield from _differing(event, {"changes": rows or None})

    def _decision(self, event: DecisionEvent) -> Iterator[Difference]:
        state = self.state
        dossier = state.dossiers[event.of]
        proposal, evidence, counted = assembled(dossier, state, event.recorded, event.seq)
        at = instant_at(event.recorded)
        decision = decide(state.scheme, state.version.book, proposal, at, evidence)
        self._decided = {event.seq: decision}
        self.decisions += 1
        record, whole = decision_record(decision), to_json(proposal)
        expected = {
            "proposal": whole,
            "proposal_digest": bound_digest(dossier, state),
            "at_head": event.seq - 1,
            "state_digest": state.digest,
            "rules": state.version.rules,
            "areas": state.version.areas,
            "keys": state.keyring.version,
            "missing": missing_in(decision.findings),
            "approvals": counted,
            "decision": digest_of_line(line_of(record, longest=None)),
            **record,
        }
        if event.findings is None:
            asked = digest_of_line(line_of(whole, longest=None))
            expected |= {**dict.fromkeys(SPLIT), "proposal": asked, "missing": None}
        yield from _differing(event, expected)

    def _carried(self, event: OrderHistory) -> Iterator[Difference]:
        if event.decision is None:
            if not self._opening:
                yield _difference(event, "decision", None, "permit")
            yield from self._taken_over(event)
            return
        decision = self._decided.pop(event.decision, None)
        if decision is None or not decision.permitted or event.of != decision.proposal:
            found = None if decision is None else decision.verdict.value
            yield _difference(event, "decision", event.decision, found)
            return
        dossier = self.state.dossiers[decision.proposal]
        whole = assembled(dossier, self.state, event.recorded, event.decision)[0]
        groups = groups_meant(self.state.scheme, self.state.version.book, whole)
        yield from _differing(event, _expected(event, whole, decision, groups))
        yield from self._proposed(event, dossier, decision)

    def _proposed(self, event: Event, dossier: Dossier, decision: Decision) -> Iterator[Difference]:
        """Yield what is wrong with who proposed it, where signatures were demanded."""
        if demanding(self.state.scheme.rules, decision.transition, dossier.content):
            proposers, keys = dossier.all_proposers, keys_in_force(self.state)
            if problem_of_proposers(decision.transition, proposers, keys) is not None:
                yield _difference(event, "proposer", sorted(proposers), None)

    def _taken_over(self, event: OrderEvent) -> Iterator[Difference]:
        """Audit an order that was issued elsewhere again; old registers recorded nothing of it."""
        if not self.state.audited and event.audit is None:
            return
        decision = audited(self.state.scheme, self.state.version.book, event.order)
        yield from _differing(event, {"audit": audit_record(decision).to_json()})


def _expected(
    event: OrderHistory, proposal: AnyProposal, decision: Decision, groups: Groups
) -> dict[str, object]:
    """Return the fields that follow from the permit of *proposal*, which names *groups*."""
    if isinstance(event, OrderEvent) and isinstance(proposal, IssueProposal):
        return {"order": to_json(order_of(proposal, decision, instant_at(event.recorded), groups))}
    if isinstance(event, EndEvent) and isinstance(proposal, EndProposal):
        end = to_json(end_of(proposal, groups))
        return {"order": proposal.order, "scope": None, **end}
    if isinstance(event, RatificationEvent) and isinstance(proposal, RatifyProposal):
        return {"order": proposal.order}
    return {"order": None}


def _differing(event: Event, expected: Mapping[str, object]) -> Iterator[Difference]:
    """Yield the fields of *expected* that its line has otherwise, to the letter."""
    recorded = json.loads(event.line)
    for what, replayed in expected.items():
        if recorded.get(what) != replayed:
            yield _difference(event, what, recorded.get(what), replayed)


def _difference(event: Event, what: str, recorded: object, replayed: object) -> Difference:
    of = getattr(event, "of", None) or (event.order.id if isinstance(event, OrderEvent) else "")
    return Difference(seq=event.seq, of=of, what=what, recorded=recorded, replayed=replayed)
