"""*Proposal*: what it asks, how it would be decided now, who has acted, what is missing, and what one may do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import InputError
from responselevels.machine.lifecycle import OPEN, Life
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.parts.criteria import Fact
from responselevels.models.parts.measures import Extra
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.register.history.dossiers import Dossier
from responselevels.register.history.lifelines import LifeStep
from responselevels.reports.lifelines import step_worded
from responselevels.server.acts import offered
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.cards import STYLES, todos
from responselevels.server.console.views.filling.missing import missing_in
from responselevels.server.console.views.filling.signing import signing_of
from responselevels.server.console.views.filling.stated import (
    Stated,
    stated_again,
)
from responselevels.server.console.views.judged import (
    DecisionShown,
    FindingShown,
    decision_shown,
    problems_shown,
)
from responselevels.server.console.views.signs import signs_of
from responselevels.server.marks import mark_of_proposal
from responselevels.text.catalogue import Named


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of a life: when, the number of its event, what happened in words, and whether it is yet to come."""

    at: datetime
    number: int | None
    told: str
    foreseen: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """A body that the person may act for, by id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MayDo:
    """The acts that this person may do on a proposal as it stands now."""

    assess: tuple[BodyChoice, ...] = ()
    assess_wanted: bool = False
    join: tuple[BodyChoice, ...] = ()
    facts: tuple[Fact, ...] = ()
    approve: tuple[BodyChoice, ...] = ()
    approve_wanted: bool = False
    approve_unasked: bool = False
    retract: tuple[BodyChoice, ...] = ()
    decide: bool = False
    carry_out: bool = False
    withdraw: bool = False
    amend: bool = False

    @property
    def anything(self) -> bool:
        """Whether there is any."""
        return bool(self.assess or self.approve or self.retract or self.decide or self.withdraw)


def proposal_values(
    reader: Reader,
    name: str,
    *,
    since: int | None = None,
    kept: Mapping[str, str] = MappingProxyType({}),
    stated: Stated | None = None,
) -> dict[str, object]:
    """Return what the page of a proposal shows.

    Steps after the event *since* are marked as new, and so is what reads otherwise since. *kept* is
    what stood in the fields of a form that was sent, *stated* its part for an assessment.

    Raises:
        NotServed: there is none that may be read.
    """
    dossier = reader.reading.proposal(name)
    life, content = dossier.life or Life.PROPOSED, dossier.content
    shown, problems = (None, ()) if life not in OPEN else _decided(reader, name, content)
    decision = None if shown is None else shown.decision
    state = reader.register.state
    order = state.orders.get(name)
    facts = tuple(facts_of(reader, content))
    was = _was(reader, dossier, facts, since)
    told = dict(facts)
    return {
        "dossier": dossier,
        "id": name,
        "of_order": order is not None or life not in OPEN,
        "order_link": None if order is None else reader.link("orders", name),
        "state": reader.locale.worded(f"life.state.{life.value}", {}),
        "style": STYLES.get(life, ""),
        "facts": (*facts, *((name, "—") for name in was if name not in told)),
        "was": was,
        "shown": shown,
        "problems": problems,
        "steps": steps_shown(reader, reader.reading.life(name), since),
        "missing": tuple(missing_in(reader, decision, content)),
        "may": _may(reader, dossier, decision),
        "mark": mark_of_proposal(state, name),
        "last": dossier.events[-1].seq,
        "action": content.action,
        "kept": {"do": "", "body": "", "reason": "", **kept},
        "stated": stated or stated_again(reader, dossier.assessment),
        "signing": signing_of(reader, content),
        "signs": tuple(signs_of(reader, dossier, decision)),
    }


def _was(
    reader: Reader, dossier: Dossier, facts: Sequence[tuple[str, str]], since: int | None
) -> dict[str, str]:
    """Return what the fields that read otherwise now said as of the event *since*."""
    past = Dossier(id=dossier.id)
    for event in dossier.events:
        if since is not None and event.seq <= since:
            past.take(event)
    if not past.events:
        return {}
    before, now = _joined(facts_of(reader, past.content)), _joined(facts)
    names = dict.fromkeys((*now, *before))
    return {name: before.get(name, "—") for name in names if before.get(name) != now.get(name)}


def _joined(facts: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in facts:
        found[name] = f"{found[name]}; {value}" if name in found else value
    return found


def _decided(
    reader: Reader, name: str, content: AnyProposal
) -> tuple[DecisionShown | None, tuple[FindingShown, ...]]:
    try:
        return decision_shown(reader, reader.reading.decision(name), content), ()
    except InputError as error:
        return None, tuple(problems_shown(reader, error))


# -- what it says ------------------------------------------------------------------------------


def facts_of(reader: Reader, what: AnyProposal | Order) -> Iterator[tuple[str, str]]:
    """Yield what a proposal asks or an order orders: the name of each field, and what stands in it."""
    says, named = reader.says, reader.named
    if not isinstance(what, Order):
        yield says("field.action"), says(f"action.{what.action}")
    if isinstance(what, IssueProposal | Order):
        yield says("field.level"), named("level", what.level)
        if what.track is not None:
            yield says("field.track"), named("track", what.track)
        yield says("field.area"), named("area", what.area)
        scope = what.named if isinstance(what, Order) else what.scope
        yield says("field.scope"), _areas(reader, scope or (what.area,))
        yield says("field.start"), reader.time(what.period.start)
        end = what.period.end
        yield says("field.end"), says("open_end") if end is None else reader.time(end)
        if what.expected_end is not None:
            yield says("field.expected_end"), reader.time(what.expected_end)
    else:
        yield says("field.order"), named("order", what.order)
    if isinstance(what, EndProposal):
        yield says("field.at"), reader.time(what.at)
        if what.scope:
            yield says("field.scope"), _areas(reader, what.scope)
    yield from _who(reader, what)


def _who(reader: Reader, what: AnyProposal | Order) -> Iterator[tuple[str, str]]:
    says, named = reader.says, reader.named
    if what.issuer is not None:
        yield says("field.issuer"), named("body", what.issuer)
    if what.proposer is not None:
        yield says("field.proposer"), named("person", what.proposer)
    if getattr(what, "transition", None) is not None:
        yield says("field.transition"), named("rule", str(getattr(what, "transition")))  # noqa: B009
    reason = getattr(what, "reason", None)
    if reason:
        yield says("field.reason"), reader.locale.fact(reason)
    for extra in getattr(what, "extras", ()):
        yield says("field.extra"), _extra(reader, extra)


def _extra(reader: Reader, extra: Extra) -> str:
    told = reader.locale.fact(extra.do.in_(reader.lang))
    if not extra.by:
        return told
    return reader.says("extra.by", what=told, bodies=tuple(Named("body", one) for one in extra.by))


def _areas(reader: Reader, names: Sequence[str]) -> str:
    return reader.named_all("area", reader.reading.sight.cut(names) or names[:0], "series")


# -- who has acted -------------------------------------------------------------------------------


def steps_shown(
    reader: Reader, steps: Sequence[LifeStep], since: int | None = None
) -> tuple[StepShown, ...]:
    """Return the steps of a life in words, in the order of time."""
    return tuple(
        StepShown(
            at=step.at,
            number=step.seq,
            told=step_worded(step, reader.at, reader.locale),
            foreseen=step.event is None and step.at > reader.at,
            new=since is not None and step.seq is not None and step.seq > since,
        )
        for step in steps
    )


# -- what one may do -----------------------------------------------------------------------------


def _may(reader: Reader, dossier: Dossier, decision: Decision | None) -> MayDo:
    served, caller, content = reader.reading.served, reader.caller, dossier.content
    may = set(offered(served, caller, dossier))
    if not may:
        return MayDo()
    own = sorted(reader.acting.bodies_for(content))
    wanted = {} if decision is None else _wanted(reader, decision, own)
    said = {event.approval.body: event.word for event in dossier.approvals}
    assessing = content.action != "ratify"
    approve = wanted.get("approve") or [body for body in own if body != content.issuer]
    return MayDo(
        assess=_bodies(reader, wanted.get("assess") or own if assessing else ()),
        assess_wanted="assess" in wanted,
        join=_bodies(reader, list(reader.scheme.bodies)) if assessing else (),
        facts=reader.scheme.rules.facts if content.action == "issue" else (),
        approve=_bodies(reader, approve),
        approve_wanted="approve" in wanted,
        approve_unasked=content.action == "issue" and _unasked(reader, decision, approve),
        retract=_bodies(reader, [body for body in own if said.get(body) in {"approve", "refuse"}]),
        decide="decide" in may,
        carry_out=content.action in may,
        withdraw="withdraw" in may,
        amend="amend" in may and content.action != "ratify",
    )


def _unasked(reader: Reader, decision: Decision | None, bodies: Sequence[str]) -> bool:
    """Say whether the rule that the decision took asks none of *bodies* for an approval; False where it took none."""
    rules = reader.scheme
    taken = None if decision is None else rules.transitions_by_id.get(decision.transition or "")
    if taken is None or decision is None or "approve" in _wanted(reader, decision, bodies):
        return False
    return taken.approval is None or set(taken.approval.bodies).isdisjoint(bodies)


def _wanted(reader: Reader, decision: Decision, own: Sequence[str]) -> dict[str, list[str]]:
    """Return what is missing that this person may give: the acts, each with its bodies."""
    found: dict[str, list[str]] = {}
    for act, body in todos(reader, decision, own):
        found.setdefault(act, []).append(body)
    return found


def _bodies(reader: Reader, names: Sequence[str]) -> tuple[BodyChoice, ...]:
    known = reader.scheme.bodies
    return tuple(
        BodyChoice(name, reader.title("body", name))
        for name in dict.fromkeys(names)
        if name in known
    )
