"""What a person does through a server: one function an act. Rights are checked here, and nowhere else.

Each takes the register that is served, who asks, what is asked, and the `Terms` of it. A body's act
needs an account that may act for that body, in the area where it sits; the log then says that the
person was authenticated, by whom and how. What somebody else did of a proposal since it was seen is
noticed under the lock of the register (`acting`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from responselevels.core.deciding.case import AnyProposal
from responselevels.machine.lifecycle import OPEN, Life
from responselevels.models.decisions import Decision
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.parts.deeds import Deed
from responselevels.models.proposals import Action, EndProposal, RatifyProposal
from responselevels.models.times import instant_at
from responselevels.register.history.dossiers import Dossier
from responselevels.register.log.kinds import DecisionEvent
from responselevels.register.recording.issued import Issued
from responselevels.server.acting import ANYHOW, Acting, Terms
from responselevels.server.callers import Caller, Right
from responselevels.server.marks import mark_of_proposal, of_order
from responselevels.server.registers import ServedRegister

ActName = Literal[
    "amend",
    "assess",
    "approve",
    "refuse",
    "retract",
    "withdraw",
    "decide",
    "issue",
    "end",
    "ratify",
]
"""What may be done with a proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a body says of a proposal: *word* is ``approve``, ``refuse`` or ``withdraw``.

    Without an *area*, it is the body of the order's own line; without a *digest*, it is said of
    the proposal as it reads now.
    """

    word: str
    body: str
    area: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was recorded of the proposal *name* by *event*, and where it stood then.

    *mark* names that state; an act that follows is asked for with it.
    """

    name: str
    state: Life
    revision: int
    event: int
    recorded: datetime
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that was recorded by *event*, and the order that it made or changed, if it made one."""

    done: Done
    decision: Decision
    event: int
    order: Order | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A deed that was recorded by *event*."""

    deed: Deed
    event: int


# -- proposals ------------------------------------------------------------------------------


def propose(
    served: ServedRegister, caller: Caller, proposal: AnyProposal, *, terms: Terms = ANYHOW
) -> Done:
    """Record a new proposal of the caller's.

    Raises:
        Forbidden: they may not act for its issuer, it names another proposer, or brings along acts
            of others.
        InputError, RegisterError: as `StoredRegister.propose`.
    """
    acting = Acting(served, caller, terms)
    proposal, actor = acting.own(proposal), acting.issuer_of(proposal)
    with acting.under() as key:
        served.register.propose(proposal, by=actor, key=key)
    return _done(acting, proposal.id, key)


def amend(
    served: ServedRegister, caller: Caller, name: str, proposal: AnyProposal, *, terms: Terms
) -> Done:
    """Record that the proposal *name* reads otherwise now.

    Raises:
        NotServed: there is none, or none for them to see.
        Forbidden: as `propose`; of what it says now as of what it said.
        MovedOn, ConditionMissing: it is not, or may not be, as it was seen.
        InputError, RegisterError: as `StoredRegister.amend`.
    """
    acting = Acting(served, caller, terms)
    acting.issuer_of(acting.dossier(name).content)
    proposal, actor = acting.own(proposal), acting.issuer_of(proposal)
    with acting.under(name) as key:
        served.register.amend(proposal, by=actor, key=key)
    return _done(acting, name, key)


def withdraw(
    served: ServedRegister,
    caller: Caller,
    name: str,
    reason: str | None = None,
    *,
    terms: Terms,
) -> Done:
    """Record that the proposal *name* is no longer asked for: by its issuer, or who proposed it.

    Raises:
        Forbidden: they are neither, or do not act there.
        NotServed, MovedOn, ConditionMissing, InputError, RegisterError: as `amend`.
    """
    acting = Acting(served, caller, terms)
    dossier = acting.dossier(name)
    mine = caller.person in dossier.all_proposers
    if mine:
        actor = acting.actor()
        acting.check_area(acting.area_of(dossier.content), dossier.content.issuer)
    else:
        actor = acting.issuer_of(dossier.content)
    with acting.under(name) as key:
        served.register.withdraw(name, reason=reason, by=actor, key=key)
    return _done(acting, name, key)


def assess(
    served: ServedRegister,
    caller: Caller,
    name: str,
    stated: Callable[[datetime], Assessment],
    *,
    terms: Terms,
) -> Done:
    """Record an assessment of the proposal *name*; *stated* returns it, made at an instant.

    Raises:
        Forbidden: they may not act for the body that makes it.
        NotServed, MovedOn, ConditionMissing, InputError, RegisterError: as `amend`.
    """
    acting = Acting(served, caller, terms)
    area = acting.area_of(acting.dossier(name).content)
    actor = acting.actor_for(stated(served.moment()).by, area)

    def record(at: datetime, key: str) -> None:
        served.register.assess(name, stated(at), by=actor, key=key)

    return _done(acting, name, acting.dated(name, record))


def say(served: ServedRegister, caller: Caller, name: str, said: Said, *, terms: Terms) -> Done:
    """Record what a body says of the proposal *name*.

    Raises:
        Forbidden: they may not act for that body.
        NotServed, MovedOn, ConditionMissing, InputError, RegisterError: as `amend`.
    """
    acting = Acting(served, caller, terms)
    area = acting.area_of(acting.dossier(name).content)
    actor = acting.actor_for(said.body, said.area or area)

    def record(at: datetime, key: str) -> None:
        approval = Approval(
            body=said.body, area=said.area, person=caller.person, at=at, digest=said.digest
        )
        served.register.approve(name, approval, word=said.word, by=actor, key=key)

    return _done(acting, name, acting.dated(name, record))


def hand_in(
    served: ServedRegister, caller: Caller, name: str, envelope: bytes, *, terms: Terms
) -> Done:
    """Record what a signed *envelope* says of the proposal *name*: it is the signature that counts.

    Raises:
        Forbidden: they may not act, or not where its body sits.
        ApprovalRefused: it does not hold; the attempt is recorded.
        NotServed, MovedOn, ConditionMissing, InputError, RegisterError: as `amend`.
    """
    acting = Acting(served, caller, terms)
    dossier, actor = acting.dossier(name), acting.actor()
    acting.check_signed(dossier.content, envelope)
    with acting.under(name) as key:
        served.register.approve_signed(name, envelope, by=actor, key=key)
    return _done(acting, name, key)


# -- decisions and orders ---------------------------------------------------------------------


def decide(served: ServedRegister, caller: Caller, name: str, *, terms: Terms) -> Decided:
    """Decide the proposal *name* now, and record the decision, a refusal too.

    Raises:
        Forbidden: they may not act, or not in its area.
        NotServed, MovedOn, ConditionMissing, InputError, RegisterError: as `amend`.
    """
    acting = Acting(served, caller, terms)
    content = acting.dossier(name).content
    area = acting.area_of(content)
    actor = acting.actor(content.issuer if acting.may(content.issuer, area) else None)
    acting.check_area(area)
    with acting.under(name) as key:
        decision = served.register.record_decision(name, by=actor, key=key)
    return _decided(acting, name, key, Issued(decision=decision, order=None, event=0))


def carry_out(
    served: ServedRegister, caller: Caller, name: str, action: Action, *, terms: Terms
) -> Decided:
    """Decide the proposal *name* now, record it, and do what it asks where that is permitted.

    What is not permitted has no order.

    Raises:
        Forbidden: they may not act for its issuer.
        NotServed, MovedOn, ConditionMissing, InputError, RegisterError: as `amend`.
    """
    acting = Acting(served, caller, terms)
    actor = acting.issuer_of(acting.dossier(name).content)
    with acting.under(name) as key:
        issued = served.register.carry_out(action, name, by=actor, key=key)
    return _decided(acting, name, key, issued)


def change_order(
    served: ServedRegister,
    caller: Caller,
    proposal: EndProposal | RatifyProposal,
    *,
    terms: Terms,
) -> Decided:
    """End or ratify an order in one go: propose it, decide, and do it where that is permitted.

    The terms are about the order. A proposal that is not permitted stays, and may be taken on.

    Raises:
        Forbidden: as `propose`.
        NotServed, MovedOn, ConditionMissing, InputError, RegisterError: as `amend`, of the order.
    """
    acting = Acting(served, caller, terms)
    acting.order(proposal.order)
    own, actor = acting.own(proposal), acting.issuer_of(proposal)
    with acting.under(proposal.order, of_order) as key:
        issued = served.register.carry_out(proposal.action, own, by=actor, key=key)
    return _decided(acting, proposal.id, key, issued)


def tell(
    served: ServedRegister,
    caller: Caller,
    deed: Callable[[datetime], Deed],
    body: str | None = None,
    *,
    terms: Terms = ANYHOW,
) -> Told:
    """Record that something that was due was done, for *body* where one is named.

    *deed* returns it, done at an instant where it is not said when.

    Raises:
        Forbidden: they may not act, not for that body, or not there.
        InputError, RegisterError: as `StoredRegister.done`.
    """
    acting, told = Acting(served, caller, terms), list[Deed]()
    kind, _name, of = deed(served.moment()).of
    actor = acting.actor(body)
    acting.check_area(of if kind == "does" else acting.order(of).area, body)

    def record(at: datetime, key: str) -> None:
        told[:] = [served.register.done(deed(at), by=actor, key=key)]

    key = acting.dated(None, record)
    return Told(deed=told[0], event=acting.events(key)[-1].seq)


# -- what may be done ------------------------------------------------------------------------


def offered(served: ServedRegister, caller: Caller, dossier: Dossier) -> Iterator[ActName]:
    """Yield what *caller* may do with a proposal as it stands now, by the names of acts.

    Whether the rules permit it is another question.
    """
    acting, content = Acting(served, caller), dossier.content
    if dossier.life not in OPEN or not caller.may(Right.ACT):
        return
    area = acting.area_of(content)
    issues = acting.may(content.issuer, area)
    if issues:
        yield "amend"
    if acting.bodies_for(content):
        yield from ("assess", "approve", "refuse", "retract")
    if issues or (caller.person in dossier.all_proposers and acting.sits_in(content)):
        yield "withdraw"
    if area is None or acting.acts_in(area):
        yield "decide"
    if issues:
        yield content.action


# -- what was done ---------------------------------------------------------------------------


def _decided(acting: Acting, name: str, key: str, issued: Issued) -> Decided:
    (event,) = (one.seq for one in acting.events(key) if isinstance(one, DecisionEvent))
    done = _done(acting, name, key)
    return Decided(done=done, decision=issued.decision, event=event, order=issued.order)


def _done(acting: Acting, name: str, key: str) -> Done:
    """Return what was recorded under *key*, and where the proposal stood then."""
    last, state = acting.events(key)[-1], acting.served.register.state
    then = state.dossiers[name].known(last.recorded)
    if then is None or then.life is None:
        raise LookupError(name)
    return Done(
        name=name,
        state=then.life,
        revision=then.revision,
        event=last.seq,
        recorded=instant_at(last.recorded),
        mark=mark_of_proposal(state, name, last.seq),
    )
