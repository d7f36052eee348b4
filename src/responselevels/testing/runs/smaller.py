"""The smallest history that breaks a law: made smaller piece by piece, as long as it breaks it.

Steps, areas and orders are taken out, and what proposals say beside what they must. What is
smaller is played again from the start, to a fresh register, so that it may be read by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import process_time
from typing import Any, TypeVar

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.errors import InputError
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.proposals import RatifyProposal
from responselevels.models.rules import Rules
from responselevels.testing.laws.history import History, Opened

SECONDS = 20.0
"""Processor time that is spent on making a history smaller."""

T = TypeVar("T")


@dataclass(frozen=True)
class Told:
    """What was put to a register at one time."""

    proposal: AnyProposal
    at: datetime
    evidence: Evidence = NO_EVIDENCE


@dataclass(frozen=True)
class Script:
    """A history as it can be played again: its areas, the orders it began with, what was asked."""

    rules: Rules
    areas: Areas
    opened: Opened
    told: tuple[Told, ...] = ()
    orders: tuple[Order, ...] | None = None

    @classmethod
    def of(cls, history: History) -> Script:
        """Return the script of *history*."""
        told = tuple(Told(step.proposal, step.at, step.evidence) for step in history.steps)
        if history.crashed is not None:
            told += (Told(*history.crashed[0]),)
        began = history.orders if history.twin is None else None
        return cls(history.rules, history.areas, history.opened, told, began)

    def played(self) -> History:
        """Return the history that comes of playing it.

        Raises:
            InputError: something in it names what is not there.
        """
        if self.orders is not None:
            return History.over(self.rules, self.areas, self.orders)
        history = History(self.rules, self.areas, self.opened)
        for one in self.told:
            try:
                history.take(one.proposal, one.at, one.evidence)
            except InputError:
                raise
            except Exception as error:  # noqa: BLE001 - what is under test may do anything
                history.crashed = ((one.proposal, one.at, one.evidence), error)
                break
        return history


def smallest(
    script: Script, fails: Callable[[Script], History | None], *, seconds: float = SECONDS
) -> History | None:
    """Return the history of the smallest script found that still *fails*; None: *script* does not.

    *fails* plays a script and returns its history, or None where nothing is wrong with it.
    """
    best = _Best(fails(script), fails, process_time() + seconds)
    while True:
        smaller = script
        for pieces in (_fewer_steps, _fewer_orders, _fewer_areas, _plainer):
            smaller = best.least(smaller, pieces)
        if smaller == script or best.late:
            return best.history
        script = smaller


@dataclass
class _Best:
    """The smallest history so far, and until when smaller ones are looked for."""

    history: History | None
    fails: Callable[[Script], History | None]
    until: float
    tried: set[str] = field(default_factory=set)

    @property
    def late(self) -> bool:
        return process_time() > self.until

    def least(self, script: Script, pieces: Callable[[Script], Iterator[Script]]) -> Script:
        """Return the script that no piece can be taken out of any more."""
        going = True
        while going:
            going = False
            for less in pieces(script):
                if self.late:
                    return script
                if self._still(less):
                    script, going = less, True
                    break
        return script

    def _still(self, script: Script) -> bool:
        shown = repr((script.areas, script.told, script.orders))
        if shown in self.tried:
            return False
        self.tried.add(shown)
        try:
            history = self.fails(script)
        except InputError:
            return False
        if history is not None:
            self.history = history
        return history is not None


def _without(items: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Yield *items* without their first half, their second half, and without each one."""
    half = len(items) // 2
    if half > 1:
        yield tuple(items[half:])
        yield tuple(items[:half])
    for number in reversed(range(len(items))):
        yield (*items[:number], *items[number + 1 :])


def _fewer_steps(script: Script) -> Iterator[Script]:
    for told in _without(script.told):
        yield replace(script, told=told)


def _fewer_orders(script: Script) -> Iterator[Script]:
    for orders in _without(script.orders or ()):
        yield replace(script, orders=orders)


def _fewer_areas(script: Script) -> Iterator[Script]:
    """Take out each area, with what lies beneath it, or with that put beneath the next above."""
    areas = script.areas.areas
    for area in areas:
        beneath = _beneath(areas, area.id)
        if len(beneath) > 1 and len(beneath) < len(areas):
            yield from _left(script, tuple(one for one in areas if one.id not in beneath))
        rest = tuple(
            one.model_copy(update={"parent": area.parent}) if one.parent == area.id else one
            for one in areas
            if one.id != area.id
        )
        yield from _left(script, rest)


def _beneath(areas: Sequence[Area], name: str) -> set[str]:
    found = {name}
    while True:
        more = {one.id for one in areas if one.parent in found} | found
        if more == found:
            return found
        found = more


def _left(script: Script, areas: tuple[Area, ...]) -> Iterator[Script]:
    """Yield *script* over these *areas*, with none of the others in any scope."""
    if not areas:
        return
    names = {area.id for area in areas}
    told = tuple(replace(one, proposal=_within(one.proposal, names)) for one in script.told)
    orders = script.orders
    if orders is not None:
        orders = tuple(_within(order, names) for order in orders if order.area in names)
    kept = script.areas.model_copy(update={"areas": areas, "groups": _groups(script, names)})
    yield replace(script, areas=kept, told=told, orders=orders)


def _groups(script: Script, names: set[str]) -> Any:
    members = (
        group.model_copy(update={"members": tuple(one for one in group.members if one in names)})
        for group in script.areas.groups
    )
    return tuple(group for group in members if group.members)


def _within(said: Any, names: set[str]) -> Any:
    """Return a proposal or an order whose scope names only areas of *names*, if it named others too."""
    scope = getattr(said, "scope", None)
    if not scope:
        return said
    left = tuple(one for one in scope if one in names)
    return said.model_copy(update={"scope": left}) if left else said


# -- what a proposal says -------------------------------------------------------------------


def _plainer(script: Script) -> Iterator[Script]:
    for number, one in enumerate(script.told):
        for plainer in _plainer_told(one):
            told = (*script.told[:number], plainer, *script.told[number + 1 :])
            yield replace(script, told=told)
    for number, order in enumerate(script.orders or ()):
        for less in _plainer_order(order):
            orders = script.orders or ()
            yield replace(script, orders=(*orders[:number], less, *orders[number + 1 :]))


def _plainer_told(one: Told) -> Iterator[Told]:
    proposal = one.proposal
    for number in reversed(range(len(proposal.approvals))):
        given = proposal.approvals
        left = (*given[:number], *given[number + 1 :])
        yield replace(
            one,
            proposal=proposal.model_copy(update={"approvals": left}),
            evidence=_without_number(one.evidence, number),
        )
    if one.evidence != NO_EVIDENCE:
        yield replace(one, evidence=NO_EVIDENCE)
        yield replace(one, evidence=replace(one.evidence, refusals=()))
        yield replace(one, evidence=replace(one.evidence, proposers=frozenset()))
    for changed in _plainer_fields(proposal):
        yield replace(one, proposal=proposal.model_copy(update=changed))
    if one.at.utcoffset():
        yield replace(one, at=one.at.astimezone(UTC))


def _without_number(evidence: Evidence, number: int) -> Evidence:
    """Return *evidence* as it is once approval *number* is taken out of the list."""
    return replace(
        evidence,
        signed=_renumbered(evidence.signed, number),
        void=_renumbered(evidence.void, number),
    )


def _renumbered(known: Mapping[int, T], number: int) -> dict[int, T]:
    return {at - (at > number): said for at, said in known.items() if at != number}


_LEFT_OUT: dict[str, Any] = {
    "assessment": None,
    "proposer": None,
    "reason": None,
    "transition": None,
    "expected_end": None,
    "extras": (),
    "drill": False,
}


def _plainer_fields(proposal: AnyProposal) -> Iterator[dict[str, Any]]:
    for name, nothing in _LEFT_OUT.items():
        if getattr(proposal, name, nothing) != nothing:
            yield {name: nothing}
    for number, approval in enumerate(proposal.approvals):
        for less in _plainer_approval(approval):
            given = proposal.approvals
            yield {"approvals": (*given[:number], less, *given[number + 1 :])}
    if isinstance(proposal, RatifyProposal):
        return
    if proposal.scope:
        yield {"scope": ()}
        yield from ({"scope": scope} for scope in _without(proposal.scope) if scope)
    if proposal.assessment is not None:
        yield from ({"assessment": less} for less in _plainer_assessment(proposal.assessment))
    for name in ("period", "at"):
        said = getattr(proposal, name, None)
        if said is not None and (plain := _in_utc(said)) is not None:
            yield {name: plain}


def _plainer_approval(approval: Approval) -> Iterator[Approval]:
    for name in ("area", "person", "digest"):
        if getattr(approval, name) is not None:
            yield approval.model_copy(update={name: None})


def _plainer_assessment(given: Assessment) -> Iterator[Assessment]:
    if given.with_:
        yield given.model_copy(update={"with_": given.with_[1:]})
    for name in given.facts:
        rest = {key: value for key, value in given.facts.items() if key != name}
        yield given.model_copy(update={"facts": rest})


def _in_utc(said: Any) -> Any:
    """Return an instant or a period written in UTC; None where it is already."""
    if isinstance(said, datetime):
        return said.astimezone(UTC) if said.utcoffset() else None
    ends = {name: getattr(said, name) for name in ("start", "end")}
    plain = {name: one.astimezone(UTC) for name, one in ends.items() if one and one.utcoffset()}
    return said.model_copy(update=plain) if plain else None


def _plainer_order(order: Order) -> Iterator[Order]:
    for ends in _without(order.ends):
        yield order.model_copy(update={"ends": ends})
    for scope in _without(order.scope):
        if scope:
            yield order.model_copy(update={"scope": scope})
    if order.provisional_until is not None:
        yield order.model_copy(update={"provisional_until": None})
    if order.drill:
        yield order.model_copy(update={"drill": False})
