"""`Sight`: which areas of a register a caller may read of, and what of it is left out for them.

An account may be bound to some areas: these and all beneath are theirs to read. What lies above
holds in them as well, so that an order from above is theirs to read, too, as far as it is about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from responselevels.core.deciding.case import AnyProposal
from responselevels.core.groups import areas_meant, groups_named
from responselevels.core.world.names import shown
from responselevels.errors import InputError, NotServed, Place, Problem
from responselevels.files.checking.naming import proposal_names
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.dossiers import to_json
from responselevels.register.log.kinds import DeedEvent, Event, OrderEvent
from responselevels.server.callers import Caller

_HIDING = {"area", "place", "order"}


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """An event of the log, the proposal or order that it is *of*, and whether its line may be read as a whole."""

    event: Event
    of: str | None
    whole: bool


class Sight:
    """What *caller* may read of *register*; areas are asked about by the ids of any version."""

    def __init__(self, caller: Caller, register: RegisterSnapshot) -> None:
        self._register = register
        self.areas = caller.areas

    @property
    def whole(self) -> bool:
        """Whether there is no bound."""
        return self.areas is None

    @cached_property
    def _tops(self) -> tuple[int, ...]:
        tree = self._register.state.scheme.tree
        numbers = {self._number(name) for name in self.areas or ()}
        return tree.topmost(tuple(sorted(number for number in numbers if number is not None)))

    def _number(self, name: str) -> int | None:
        """Return the number of the area *name*, or of what became of it; None where it is gone."""
        versions = self._register.state.versions
        numbers = versions[-1].scheme.tree.numbers
        if name not in numbers:
            for version in versions[1:]:
                name = version.renamed.get(name, name)
        return numbers.get(name)

    def sees(self, area: str) -> bool:
        """Say whether *area* is one of the areas, or beneath one."""
        if self.areas is None:
            return True
        number = self._number(area)
        return number is not None and self._register.state.scheme.tree.within(number, self._tops)

    def knows(self, area: str) -> bool:
        """Say whether *area* is seen, or lies above an area that is."""
        if self.areas is None or self.sees(area):
            return True
        number = self._number(area)
        covers = self._register.state.scheme.tree.covers
        return number is not None and any(covers(number, top) for top in self._tops)

    def cut(self, areas: Iterable[str]) -> tuple[str, ...]:
        """Return those of *areas* that are known."""
        return tuple(area for area in areas if self.knows(area))

    # -- orders and proposals ---------------------------------------------------------------

    def scope_of(self, what: AnyProposal | Order) -> tuple[str, ...]:
        """Return the areas that a proposal or an order is about; those of its order, of another act."""
        if isinstance(what, IssueProposal | Order):
            named = what.scope or (what.area,)
            return areas_meant(named, groups_named(named, self._register.state.scheme.groups))
        order = self._register.state.orders.get(what.order)
        return () if order is None else order.scope

    def touches(self, what: AnyProposal | Order) -> bool:
        """Say whether any of it is about what is known."""
        return self.whole or any(self.knows(area) for area in self.scope_of(what))

    def holds(self, what: AnyProposal | Order) -> bool:
        """Say whether all of it is about what is seen, so that it can be read as it is."""
        return self.whole or all(self.sees(area) for area in self.scope_of(what))

    def order(self, order: Order) -> Order:
        """Return *order* without the areas that are not known."""
        if self.holds(order):
            return order
        ends = tuple(
            end if end.scope is None else end.model_copy(update={"scope": self.cut(end.scope)})
            for end in order.ends
        )
        cut = {"scope": self.cut(order.scope), "ends": ends, "scope_named": ()}
        return order.model_copy(update=cut)

    def proposal(self, proposal: AnyProposal) -> AnyProposal:
        """Return *proposal* without the areas of its scope that are not known."""
        scope = getattr(proposal, "scope", None)
        if not scope or self.holds(proposal):
            return proposal
        known = tuple(name for name in scope if self._knows_name("place", name))
        return proposal.model_copy(update={"scope": known})

    def event(self, event: Event) -> SeenEvent | None:
        """Return *event* as it may be read, None where it is not for them to see."""
        of, state = named_in(event), self._register.state
        if self.whole:
            return SeenEvent(event, of, whole=True)
        if isinstance(event, DeedEvent) and event.deed.area is not None:
            return SeenEvent(event, of, whole=True) if self.sees(event.deed.area) else None
        if of is None:
            # Of rules, keys and clocks everybody may know that there is something.
            return SeenEvent(event, of, whole=False)
        dossier = state.dossiers.get(of)
        about = state.orders.get(of) if dossier is None else dossier.content
        if about is None or not self.touches(about):
            return None
        return SeenEvent(event, of, whole=self.holds(about))

    # -- what proposals name ----------------------------------------------------------------

    def unknown(self, data: Any) -> Iterator[Problem]:
        """Yield each area and order that a proposal names which is not known to them, as one that is not there.

        *data* is the proposal as it is written. Names that might have been meant are not offered.
        """
        for kind, name, path in proposal_names(data):
            if kind in _HIDING and not self._knows_name(kind, name):
                what = "order" if kind == "order" else "area"
                facts = {"name": shown(name), "known": "", "near": ""}
                yield Problem(Place(path=path), f"{what}.unknown", facts)

    def _knows_name(self, kind: str, name: str) -> bool:
        state = self._register.state
        if kind == "order":
            order = state.orders.get(name)
            return order is not None and self.touches(order)
        members = state.scheme.groups.get(name, (name,)) if kind == "place" else (name,)
        return all(self.knows(area) for area in members)

    def check_names(self, proposal: AnyProposal) -> None:
        """Let *proposal* pass if it names no area and no order that is not known to them.

        Raises:
            InputError: each that is not.
        """
        if not self.whole:
            problems = list(self.unknown(to_json(proposal)))
            if problems:
                raise InputError(problems)

    # -- looking up -------------------------------------------------------------------------

    def area(self, name: str) -> str:
        """Return *name*, of an area that is there and seen.

        Raises:
            NotServed: it is not there, or not for them to see.
        """
        versions = self._register.state.versions
        there = any(name in version.scheme.tree.numbers for version in versions)
        if not there or not self.sees(name):
            raise NotServed("area", {"area": name})
        return name


def named_in(event: Event) -> str | None:
    """Return the id of the proposal or order that *event* is of, None where it is of none."""
    if isinstance(event, OrderEvent):
        return event.order.id
    if isinstance(event, DeedEvent):
        return event.deed.order
    of: str | None = getattr(event, "of", None)
    return of
