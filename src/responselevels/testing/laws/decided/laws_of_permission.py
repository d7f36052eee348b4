"""Laws about who may do what: permitted is what the rules permit, and nothing else.

See docs/semantics.md, sections 3 to 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from responselevels.models.orders import Approval, End, Order
from responselevels.models.proposals import Action, EndProposal, IssueProposal
from responselevels.testing.laws import breaches
from responselevels.testing.laws.breaches import Breach, breach
from responselevels.testing.laws.decided.permitting import permitted
from responselevels.testing.laws.decided.probing import probes
from responselevels.testing.laws.history import History, Step
from responselevels.testing.laws.laws_of_orders import digest_of, groups_of, order_of


def issued_as_the_rules_permit(history: History) -> Iterator[Breach]:
    """To issue an order is permitted exactly where the rules permit it."""
    yield from _as_permitted(history, "issue")


def ended_as_the_rules_permit(history: History) -> Iterator[Breach]:
    """To end an order is permitted exactly where an ending permits it, in whole or in part."""
    yield from _as_permitted(history, "end")


def ratified_as_the_rules_permit(history: History) -> Iterator[Breach]:
    """To ratify an order is permitted exactly where its transition permits it, within the grace."""
    yield from _as_permitted(history, "ratify")


def _as_permitted(history: History, action: Action) -> Iterator[Breach]:
    for step in history.recent:
        if step.proposal.action != action:
            continue
        for asked in (step, *probes(history, step)):
            may = permitted(history, asked)
            if may is not None and may != asked.decision.permitted:
                yield breach(
                    "too_strict" if may else "too_lax",
                    shown=() if asked is step else (asked,),
                    proposal=breaches.order(step.proposal.id),
                    verdict=asked.decision.verdict.value,
                )


def carried_out_as_asked(history: History) -> Iterator[Breach]:
    """What is carried out is just what was asked for, and touches no other order."""
    for step in history.recent:
        if step.carried_out and not _as_asked(history, step):
            yield breach("not_as_asked", proposal=breaches.order(step.proposal.id))


def _as_asked(history: History, step: Step) -> bool:
    """Say whether *step* left the orders that it ought to leave."""
    if isinstance(step.proposal, IssueProposal):
        return step.after == (*step.before, _issued(history, step, step.proposal))
    order = order_of(step)
    now = next((one for one in step.after if order is not None and one.id == order.id), None)
    if order is None or now is None:
        return False
    if isinstance(step.proposal, EndProposal):
        made = now.ends[-1:]
        if not made or not _ended(history, step, step.proposal, made[0]):
            return False
        changed = order.model_copy(update={"ends": (*order.ends, *made)})
    else:
        changed = order.model_copy(update={"provisional_until": None})
    return step.after == tuple(changed if one.id == order.id else one for one in step.before)


def _ended(history: History, step: Step, proposal: EndProposal, made: End) -> bool:
    """Say whether the end that was *made* is the one that was asked for, and tells when that was."""
    asked = _meant(history, step, proposal.scope)
    told = frozenset(made.scope or ())
    return (made.at, told, made.decided_at) == (proposal.at, asked, step.at)


def _meant(history: History, step: Step, named: tuple[str, ...]) -> frozenset[str]:
    """Return the areas *named*, with the members of a group in its place."""
    groups = groups_of(history, step)
    return frozenset(area for name in named for area in groups.get(name, (name,)))


def _issued(history: History, step: Step, proposal: IssueProposal) -> Order:
    made = step.after[-1] if step.after else None
    scope = proposal.scope or (proposal.area,)
    meant = _meant(history, step, scope)
    if made is not None and meant == frozenset(made.scope) and meant != frozenset(scope):
        scope = made.scope
    return Order(
        **{name: getattr(proposal, name) for name in _TOLD},
        approvals=_kept(history, step, () if made is None else made.approvals),
        scope=scope,
        issued_at=step.at,
        transition=step.decision.transition,
        provisional_until=step.decision.provisional_until,
        scope_named=() if made is None else made.scope_named,
    )


def _kept(history: History, step: Step, made: tuple[Approval, ...]) -> tuple[Approval, ...]:
    """Return the approvals that were given, as a register may keep them: bound, and with who signed."""
    given: tuple[Approval, ...] = step.proposal.approvals
    if len(made) != len(given):
        return given
    digest = digest_of(history, step)
    kept = []
    for one, now in zip(given, made, strict=True):
        bound = now.digest if one.digest is None and now.digest == digest else one.digest
        person = one.person if one.person is not None else now.person
        kept.append(one.model_copy(update={"digest": bound, "person": person}))
    return tuple(kept)


_TOLD = (
    "id",
    "area",
    "level",
    "period",
    "issuer",
    "drill",
    "track",
    "expected_end",
    "extras",
    "proposer",
    "assessment",
    "reason",
)
"""What an order has from its proposal as it is."""
