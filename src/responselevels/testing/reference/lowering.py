"""Lowering: what it takes to put a milder order over one's own (section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from responselevels.models.orders import Order
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Ending, Transition
from responselevels.testing.reference.ending import ending_findings, fits
from responselevels.testing.reference.findings.approvals import Wanted, wanted_of
from responselevels.testing.reference.findings.asked import Asked
from responselevels.testing.reference.lowered import Lowered
from responselevels.testing.reference.values import Finding, facts_of
from responselevels.testing.reference.verdicts import Attempt, best
from responselevels.testing.reference.world.standing import Standing

Key = tuple[str, object]
"""A finding, so far as two of them are one."""


class Way:
    """How a proposal may lower what it lowers: the ending that each order has to go by."""

    def __init__(self, asked: Asked, proposal: IssueProposal) -> None:
        """Find what is lowered, and the ending that counts for each of these orders.

        Section 7: "takes what ending that order early takes" "is not allowed; the way down is to
        end it" "takes nothing more"
        """
        self.asked, self.proposal = asked, proposal
        self.lowered = Lowered(asked, proposal)
        self.mode = asked.ground.rules.lowering
        issued = {order.id: order for order in asked.so_far}
        self.by_ending: dict[str | None, list[Order]] = {}
        if self.mode == "as_ending":
            for order in self.lowered.orders:
                self.by_ending.setdefault(self._best(issued[order.id]), []).append(issued[order.id])
        self.endings = [e for e in asked.ground.rules.endings if e.id in self.by_ending]

    def _best(self, order: Order) -> str | None:
        """Return the ending that counts for *order*, None where none fits.

        Section 7: "For each order lowered, the same proposal must also fill an ending (section 4)
        of the area's tier whose `of`, if it has one, holds the level of that order: its issuers,
        assessment, approval and reason." "If several fit, the best counts, as in section 3"
        """
        ground, given = self.asked.ground, self.proposal.assessment
        attempts: list[Attempt] = [
            (ending.id, self._found(ending, order, wanted_of(ending.requires, given)))
            for ending in ground.rules.endings
            if fits(ground, ending, order)
        ]
        return best(attempts)[0] if attempts else None

    def _found(self, ending: Ending, order: Order, wanted: Wanted | None) -> list[Finding]:
        asked = self.asked.as_if_to_end(order)
        return list(ending_findings(asked, self.proposal, ending, wanted))

    @property
    def named(self) -> frozenset[str]:
        """The bodies whose approval an ending asks for.

        Section 7: "An approval, or refusal, of a body that one of the conditions names, that of the
        transition or that of an ending that counts, is entitled."
        """
        asking = [e.requires.approval for e in self.endings if e.requires.approval is not None]
        return frozenset(body for condition in asking for body in bodies_in(condition))

    def findings(self, transition: Transition, own: Iterable[Finding]) -> Iterator[Finding]:
        """Yield what is found of lowering beside *own*, what *transition* finds by itself.

        Section 7: "under `refused`, an order would be lowered" "under `as_ending`, an order would
        be lowered and no ending fits it" "All of them count in choosing a transition, and a
        transition with `ratify` is no way around them: what the ending asks has to be there when
        the order is issued. To ratify later does not make up for it." "The very same note (code and facts,
        `lowers` apart, and `order` and `issued` of `approval.before_order`) stands once, under the
        first rule that shows it: the transition, then the endings in the file's order."
        """
        if self.mode == "refused" and self.lowered.orders:
            yield self._denied("lowering.refused", self.lowered.orders)
        if None in self.by_ending:
            yield self._denied("lowering.no_ending", self.by_ending[None])
        said = {_key(note) for note in own if note.effect == "note"}
        asking = transition.requires.approval
        named = self.named | (frozenset(bodies_in(asking)) if asking is not None else frozenset())
        strangers = asking is None
        for ending in self.endings:
            wanted = wanted_of(ending.requires, self.proposal.assessment)
            if wanted is not None:
                wanted = replace(wanted, elsewhere=named, strangers=strangers)
                strangers = False
            for key, (shown, orders) in self._shown(ending, wanted).items():
                if key not in said:
                    yield self._told(shown, orders)
                if shown.effect == "note":
                    said.add(key)

    def _shown(self, ending: Ending, wanted: Wanted | None) -> Shown:
        """Return each finding of *ending*, with the orders that show it.

        Section 7: "There is one finding for each code and ending, whatever the number of orders (of
        refusals, and of the notes on approvals, one for each that says something else). Its facts
        are those of the order issued last among the orders lowered that show it."
        """
        shown: Shown = {}
        for order in self.by_ending[ending.id]:
            for one in self._found(ending, order, wanted):
                before = shown[_key(one)][1] if _key(one) in shown else []
                shown[_key(one)] = one, [*before, order]
        return shown

    def _denied(self, code: str, orders: Iterable[Order | Standing]) -> Finding:
        """Return `lowering.no_ending` or `lowering.refused`.

        Section 7: "These two come from no rule." "Each tells the proposed `level`, these orders as
        `lowers`, and as `areas` the topmost areas of the cover where one of them is lowered at some
        time."
        """
        told = self._told(Finding(code, "deny"), orders)
        facts: dict[str, object] = {
            "areas": self.asked.ground.topmost({span.area for span in told.where}),
            "level": self.proposal.level,
        }
        return replace(told, facts=facts_of(facts | dict(told.facts)))

    def _told(self, found: Finding, orders: Iterable[Order | Standing]) -> Finding:
        """Return *found* with the orders that show it.

        Section 7: "In `where` it has the orders that show it, and in its facts, as `lowers`, their
        names."
        """
        names = {order.id for order in orders}
        return replace(
            found,
            facts=facts_of(dict(found.facts) | {"lowers": tuple(names)}),
            where=self.lowered.where(names),
            remedies=self.lowered.remedies(),
        )


Shown = dict[Key, tuple[Finding, list[Order]]]


def _key(found: Finding) -> Key:
    """Return what two findings of one rule have alike where they are one."""
    if found.effect != "note" and found.code != "approval.refused":
        return found.code, found.rule
    apart = {"order", "issued"} if found.code == "approval.before_order" else set()
    return found.code, tuple(fact for fact in found.facts if fact[0] not in apart)
