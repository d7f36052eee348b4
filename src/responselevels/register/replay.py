"""Replay: rebuild a register from its events alone, and decide every proposal again.

Every decision is made anew, under the rules and areas of its day, on the state
that the events before it add up to. Any verdict, finding, effect or digest that
comes out otherwise is named, and so is every order, early end and ratification
that does not follow from a permit right before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from responselevels.core.deciding.audit import audited
from responselevels.core.deciding.decide import decide
from responselevels.core.digests import proposal_digest
from responselevels.errors import ApprovalRefused, InputError
from responselevels.models.decisions import Decision
from responselevels.models.orders import End, Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.times import instant_at
from responselevels.register.adoption.changes import AdoptionRequest, Backing, check_adoption
from responselevels.register.adoption.words import Plan
from responselevels.register.history.assembling import assembled, keys_in_force
from responselevels.register.history.dossiers import proposal_of, to_json
from responselevels.register.history.records import (
    SPLIT,
    audit_record,
    decision_record,
    missing_in,
    order_of,
)
from responselevels.register.history.state import Documents, State, sound
from responselevels.register.log.events import Event, Head, digest_of_line, events_of, line_of
from responselevels.register.signatures.proposers import demanding, problem_of_proposers


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Event *seq* says *recorded* of *what*, and replaying it gives *replayed*."""

    seq: int
    of: str
    what: str
    recorded: Any
    replayed: Any


def replay(lines: Iterable[bytes], documents: Documents) -> Iterator[Difference]:
    """Yield everything in the log that comes out otherwise when it is replayed.

    Raises:
        RegisterDamaged: the log is not sound, or cannot have been recorded.
        RegisterFormat: an event was recorded by a later version.
    """
    yield from Replay(documents).take_all(lines)


class Replay:
    """A register being rebuilt, event by event.

    *state* is what they add up to so far, *decisions* how many were made again.
    """

    def __init__(self, documents: Documents) -> None:
        self.state = State(documents)
        self.decisions = 0
        self._decided: dict[int, Decision] = {}
        self._opening = True

    def take_all(self, lines: Iterable[bytes]) -> Iterator[Difference]:
        """Take *lines*, which follow those taken so far, and yield what differs."""
        for event in events_of(iter(lines), Head(self.state.head.size, self.state.head.hash)):
            with sound(event):
                found = [*self._looked_at(event)]
            yield from found
            self._opening = self._opening and event.kind in {"register", "adoption", "order"}
            self.state.take(event)

    def _looked_at(self, event: Event) -> Iterator[Difference]:
        if event.kind == "decision":
            yield from self._decision(event)
        elif event.kind in _CARRIED:
            yield from self._carried(event)
        elif event.kind in {"proposal", "amendment"}:
            yield from self._proposal(event)
        elif event.kind == "adoption" and self.state.versions:
            yield from self._adoption(event)

    def _proposal(self, event: Event) -> Iterator[Difference]:
        """Yield a digest that is not that of what the proposal says, and a revision out of turn."""
        proposal, known = proposal_of(event.fields["proposal"]), self.state.dossiers
        drill = proposal.drill if isinstance(proposal, IssueProposal) else None
        if drill is None:
            drill = self.state.orders[proposal.order].drill  # type: ignore[union-attr]
        revision = 1 if event.kind == "proposal" else known[event.fields["of"]].revision + 1
        digest = proposal_digest(proposal, drill=drill)
        yield from _differing(event, {"proposal_digest": digest, "revision": revision})

    def _adoption(self, event: Event) -> Iterator[Difference]:
        """Yield what was missing of what is asked of an adoption, and changes that are others."""
        state, fields = self.state, event.fields
        plan = Plan(
            register=state.register,
            since=state.version.seq,
            rules=fields["rules"],
            areas=fields["areas"],
            renamed=fields["renamed"],
            merged=fields["merged"],
        )
        asking = AdoptionRequest(
            plan=plan,
            scheme=state.compiled(plan.rules, plan.areas),
            seq=event.seq,
            at=event.recorded,
            person=fields["actor"]["person"],
        )
        try:
            rows = check_adoption(state, asking, Backing.of(fields))
        except (InputError, ApprovalRefused) as error:
            yield _difference(event, "adoption", plan.digest, str(error))
            return
        yield from _differing(event, {"changes": rows or None})

    def _decision(self, event: Event) -> Iterator[Difference]:
        state, fields = self.state, event.fields
        dossier = state.dossiers[fields["of"]]
        proposal, evidence, counted = assembled(dossier, state, event.recorded, event.seq)
        at = instant_at(event.recorded)
        decision = decide(state.scheme, state.version.book, proposal, at, evidence)
        self._decided = {event.seq: decision}
        self.decisions += 1
        record = decision_record(decision)
        expected = {
            "proposal": to_json(proposal),
            "proposal_digest": dossier.digest,
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
        if fields["findings"] is None:
            asked = digest_of_line(line_of(expected["proposal"], longest=None))
            expected |= {**dict.fromkeys(SPLIT), "proposal": asked, "missing": None}
        yield from _differing(event, expected)

    def _carried(self, event: Event) -> Iterator[Difference]:
        fields = event.fields
        if fields["decision"] is None:
            if not self._opening:
                yield _difference(event, "decision", None, "permit")
            yield from self._taken_over(event)
            return
        decision = self._decided.pop(fields["decision"], None)
        if decision is None or not decision.permitted or fields["of"] != decision.proposal:
            found = None if decision is None else decision.verdict.value
            yield _difference(event, "decision", fields["decision"], found)
            return
        yield from _differing(event, _CARRIED[event.kind](self, event, decision))
        yield from self._proposed(event, decision)

    def _proposed(self, event: Event, decision: Decision) -> Iterator[Difference]:
        """Yield what is wrong with who proposed it, where signatures were demanded."""
        dossier = self.state.dossiers[event.fields["of"]]
        if demanding(self.state.scheme.rules, decision.transition, dossier.content):
            proposers, keys = dossier.all_proposers, keys_in_force(self.state)
            if problem_of_proposers(decision.transition, proposers, keys) is not None:
                yield _difference(event, "proposer", sorted(proposers), None)

    def _taken_over(self, event: Event) -> Iterator[Difference]:
        """Audit an order that was issued elsewhere again; old registers recorded nothing of it."""
        if not (self.state.audited or "audit" in event.fields):
            return
        order = Order.model_validate(event.fields["order"])
        decision = audited(self.state.scheme, self.state.version.book, order)
        yield from _differing(event, {"audit": audit_record(decision)})

    def _whole(self, event: Event) -> Any:
        dossier = self.state.dossiers[event.fields["of"]]
        return assembled(dossier, self.state, event.recorded, event.fields["decision"])[0]

    def _order(self, event: Event, decision: Decision) -> dict[str, Any]:
        proposal = self._whole(event)
        if not isinstance(proposal, IssueProposal):
            return {"order": None}
        return {"order": to_json(order_of(proposal, decision, instant_at(event.recorded)))}

    def _end(self, event: Event, _decision: Decision) -> dict[str, Any]:
        proposal = self._whole(event)
        if not isinstance(proposal, EndProposal):
            return {"order": None}
        end = to_json(End(at=proposal.at, scope=proposal.scope or None))
        return {"order": proposal.order, "scope": None, **end}

    def _ratification(self, event: Event, _decision: Decision) -> dict[str, Any]:
        proposal = self._whole(event)
        return {"order": proposal.order if isinstance(proposal, RatifyProposal) else None}


_CARRIED: dict[str, Callable[[Replay, Event, Decision], dict[str, Any]]] = {
    "order": Replay._order,  # noqa: SLF001 - its own
    "end": Replay._end,  # noqa: SLF001
    "ratification": Replay._ratification,  # noqa: SLF001
}


def _differing(event: Event, expected: dict[str, Any]) -> Iterator[Difference]:
    for what, replayed in expected.items():
        if event.fields.get(what) != replayed:
            yield _difference(event, what, event.fields.get(what), replayed)


def _difference(event: Event, what: str, recorded: Any, replayed: Any) -> Difference:
    order = event.fields.get("order")
    of = str(event.fields.get("of") or (order["id"] if isinstance(order, dict) else ""))
    return Difference(seq=event.seq, of=of, what=what, recorded=recorded, replayed=replayed)
