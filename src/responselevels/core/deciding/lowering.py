"""Lowering: what it takes to put a milder order over a more severe one of the same area.

See docs/semantics.md, section 7. The orders that would be lowered do not depend on the
transition, and neither do the endings that have to be filled for them:

    orders lowered → the best ending of each → findings, one for each code and ending

An ending is tried on the proposal as if it were one to end the order: the same checks look
at it. What they find is the same for all orders that are older or younger than the same acts,
so that it costs little to lower many at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from responselevels.core.deciding.case import Case, with_order
from responselevels.core.deciding.checks import (
    check_approval,
    check_assessment,
    check_issuer,
    check_reason,
    plainly_acted,
)
from responselevels.core.deciding.findings import areas, denied, level, make_finding, merit_of
from responselevels.core.deciding.places import PlaceRows
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.keeping import profiles_of
from responselevels.core.orders.lowered import LoweredOrders
from responselevels.core.orders.sweep import LoweredSpan
from responselevels.core.timeline import micros_of
from responselevels.core.world.scheme import CompiledRule
from responselevels.models.decisions import Effect, Finding, Remedy, Span
from responselevels.models.proposals import IssueProposal
from responselevels.text.catalogue import Named

_ONCE = frozenset(
    {
        "issuer.not_entitled",
        "assessment.missing",
        "assessment.stale",
        "approval.missing",
        "reason.missing",
    }
)
"""The codes that a rule gives once at most, whatever their facts."""

_OF_ORDER = ("order", "issued")
"""The facts in which what is said of one order may differ from what is said of another."""

Share = tuple[CompiledRule, list[Entry]]
"""An ending, and the orders that it has to be filled for, the latest first."""


class Lowering:
    """What a proposal would lower, and the endings that have to be filled for that.

    *rows* say where and when, *shares* which ending counts for which orders, in the order of
    the file. *endless* are the orders that no ending fits.
    """

    def __init__(self, case: Case, proposal: IssueProposal, rows: PlaceRows) -> None:
        self.case = case
        self.rows = rows
        self._proposal = proposal
        self.shares: list[Share] = []
        self.endless: list[Entry] = []
        bodies = [approval.body for approval in proposal.approvals]
        bodies += [refusal.body for refusal in case.evidence.refusals]
        self._mentioned = frozenset(bodies)
        assessed = () if proposal.assessment is None else (proposal.assessment,)
        self._acts = sorted([micros_of(act.at) for act in (*assessed, *proposal.approvals)])
        self._judged: dict[tuple[int, int, frozenset[str]], tuple[Finding, ...]] = {}
        self._told: tuple[tuple[Span, ...], tuple[Remedy, ...]] | None = None
        if case.scheme.lowering == "as_ending":
            self._share_out()

    def _share_out(self) -> None:
        scheme, by_ending = self.case.scheme, dict[int, Share]()
        tier = scheme.tree.tiers[self.case.issuing]
        for order in self._orders():
            fitting = scheme.endings_of.get((tier, order.rank), ())
            # Nobody may end it, so nobody may lower it either (section 7).
            if not fitting:
                self.endless.append(order)
                continue
            best = fitting[0]
            if len(fitting) > 1:
                # Notes weigh nothing, so it does not matter here where an approval is remarked on.
                merits = [merit_of(self._tried(ending, order)) for ending in fitting]
                # Of several endings the one that finds least counts; of equals, the first of the file.
                best = fitting[merits.index(min(merits))]
            by_ending.setdefault(best.place, (best, []))[1].append(order)
        self.shares = [by_ending[place] for place in sorted(by_ending)]

    def _orders(self) -> list[Entry]:
        """Return the orders that would be lowered, the latest first."""
        numbers = {order for rows in self.rows.rows.values() for row in rows for order in row[3]}
        return [self.case.book.entry(number) for number in sorted(numbers, reverse=True)]

    def _tried(
        self, ending: CompiledRule, order: Entry, over: frozenset[str] | None = None
    ) -> tuple[Finding, ...]:
        """Return what *ending* finds of the proposal as if it were to end *order*.

        Approvals and refusals of the bodies *over* are passed over; of all that the ending
        does not ask, where nothing else is said.
        """
        if over is None:
            over = self._mentioned - _asked(ending)
        # Of an order, only its issue counts: which of the acts are older. The latest order of
        # those that are alike in this comes first, and gives its name.
        key = ending.place, bisect_left(self._acts, order.issued), over
        found = self._judged.get(key)
        if found is None:
            found = self._judged[key] = tuple(self._judge(ending, order, over))
        return found

    def _judge(self, ending: CompiledRule, order: Entry, over: frozenset[str]) -> Iterator[Finding]:
        # With the order in the case, acts that are older than it do not count (section 4).
        case, proposal = with_order(self.case, order), self._proposal
        if plainly_acted(case, ending, proposal, over):
            return
        yield from check_issuer(case, ending)
        yield from check_assessment(case, ending, proposal.assessment)
        yield from check_approval(case, ending, ending.approval, proposal.approvals, over=over)
        yield from check_reason(ending, proposal.reason)

    # -- findings --------------------------------------------------------------------

    @property
    def asked(self) -> frozenset[str]:
        """The bodies that the endings ask to approve."""
        return frozenset[str]().union(*(_asked(ending) for ending, _ in self.shares))

    def findings(self, rule: CompiledRule, own: Iterable[Finding]) -> Iterator[Finding]:
        """Yield what is found beside *own*, the findings of the transition *rule*."""
        without = self._without_ending()
        if without is not None:
            yield without
        notes = [finding for finding in own if finding.effect == Effect.NOTE]
        # What nobody asked for is remarked on once, under the first rule that asks at all.
        first = rule.approval is None
        for ending, orders in self.shares:
            over = self._mentioned - _asked(ending)
            if first and ending.approval is not None:
                first, over = False, self.asked - _asked(ending)
            for finding, those in self._gathered(ending, orders, over):
                if finding.effect == Effect.NOTE:
                    if any(_same(finding, note) for note in notes):
                        continue
                    notes.append(finding)
                yield self._placed(finding, {**finding.facts, "lowers": _named(those)}, those)

    def _without_ending(self) -> Finding | None:
        """Return the finding that comes from no ending: that there is none, or that none will do."""
        refused = self.case.scheme.lowering == "refused"
        orders = self._orders() if refused else self.endless
        if not orders:
            return None
        numbers = {order.number for order in orders}
        there = {
            place: tuple(row for row in rows if row[3][0] in numbers)
            for place, rows in self.rows.rows.items()
        }
        found = denied(
            "lowering.refused" if refused else "lowering.no_ending",
            level=level(self.case, self.case.rank),
            lowers=_named(orders),
            areas=areas(self.case, PlaceRows(self.case, self.rows.tops, there).topmost()),
        )
        return self._placed(found, found.facts, orders)

    def _gathered(
        self, ending: CompiledRule, orders: Sequence[Entry], over: frozenset[str]
    ) -> Iterable[tuple[Finding, list[Entry]]]:
        """Return each finding of *ending*, with the facts of the latest order, and the orders."""
        gathered: list[tuple[Finding, list[Entry]]] = []
        for order in orders:
            for finding in self._tried(ending, order, over):
                known = next((those for one, those in gathered if _same(finding, one)), None)
                if known is None:
                    gathered.append((finding, [order]))
                else:
                    known.append(order)
        return gathered

    def _placed(
        self, found: Finding, facts: Mapping[str, object], orders: Sequence[Entry]
    ) -> Finding:
        """Return a finding with *facts*, where it holds of *orders*, and what would pass."""
        # Several findings, of several rules, may be placed: both are worked out once.
        if self._told is None:
            self._told = self.rows.where(), tuple(self.rows.remedies())
        spans, remedies = self._told
        ids = {order.id for order in orders}
        where = tuple([span for span in spans if span.orders[0] in ids])
        said = found.code, found.effect, found.rule, found.cite, facts, where, remedies
        return make_finding(*said, found.completions, found.telling)


def lowering_of(case: Case) -> Lowering | None:
    """Return what the case would lower; None if nothing, or if the rules do not ask."""
    proposal = case.proposal
    if not isinstance(proposal, IssueProposal) or case.scheme.lowering == "free":
        return None
    # An empty period or a scope outside the area is denied for itself, and lowers nothing.
    if case.end <= case.start or not case.inside:
        return None
    tops = case.scheme.tree.topmost(case.inside)
    found = _lowered(case, tops)
    if not any(found.values()):
        return None
    rows = {
        place: tuple([(start, end, rank, (order,)) for start, end, rank, order in spans])
        for place, spans in found.items()
    }
    return Lowering(case, proposal, PlaceRows(case, tops, rows))


def _lowered(case: Case, tops: tuple[int, ...]) -> dict[int, tuple[LoweredSpan, ...]]:
    """Return what would be lowered at each place that may fare otherwise than those above it."""
    found: dict[int, tuple[LoweredSpan, ...]] = {}
    lowered = None
    # Where an order may be ratified yet, what is lowered depends on the time of the decision.
    graced = bool(case.book.graces.get(case.issuing))
    for top in tops:
        kept = None if graced else profiles_of(case.scheme, case.view, case.issuing, top)
        if kept is None:
            if lowered is None:
                lowered = LoweredOrders(case.view, case.issuing, case.rank, at=case.at)
            found.update({place: lowered.at(place) for place in lowered.places(top)})
            continue
        for one in kept:
            if one.active(case.start, case.end):
                found[one.area] = one.lowered(case.start, case.end, case.rank)
    return found


def _asked(rule: CompiledRule) -> frozenset[str]:
    return frozenset() if rule.approval is None else rule.approval.bodies


def _named(orders: Iterable[Entry]) -> tuple[Named, ...]:
    return tuple(Named("order", name) for name in sorted(order.id for order in orders))


def _same(one: Finding, other: Finding) -> bool:
    """Say whether two findings say the same, of whatever order, by whatever rule."""
    # What two endings find alike, of whatever order, is one thing to put right, and is said once.
    if one.code != other.code or one.code in _ONCE:
        return one.code == other.code
    facts = [{k: v for k, v in each.facts.items() if k not in _OF_ORDER} for each in (one, other)]
    return facts[0] == facts[1]
