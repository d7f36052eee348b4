"""Past orders under two rules files: those that would have come out differently.

Each order is decided again as `core.deciding.audit` does, as of its issue, against the
orders before it as they were issued: what the new rules would have denied still
stands for those after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from responselevels.analysis.comparison.acts_since import ActImpact, ActsSince
from responselevels.analysis.comparison.structure import paired
from responselevels.core.deciding.audit import audit
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.entries import entries_of
from responselevels.core.orders.holdings import parse_track
from responselevels.core.orders.proposed import proposal_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Problem, expect, expect_each
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order

__all__ = ["OrderImpact", "impact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderImpact:
    """One past order, and how it comes out under the old rules and under the new.

    Where the new rules do not know a name that the order uses, there is no new
    decision, but *problems* that say so. *acts* are its early ends and its ratification, as far
    as the new rules may not permit them.
    """

    order: str
    old: Decision
    new: Decision | None
    problems: tuple[Problem, ...] = ()
    acts: tuple[ActImpact, ...] = ()

    @property
    def issued_otherwise(self) -> bool:
        """Whether verdict or findings (their codes) of its issue are not the same."""
        return self.new is None or _told(self.old) != _told(self.new)

    @property
    def differs(self) -> bool:
        """Whether its issue, an early end or its ratification may come out otherwise."""
        return self.issued_otherwise or bool(self.acts)


def _told(decision: Decision) -> tuple[str, tuple[str, ...]]:
    return decision.verdict.value, tuple(sorted({found.code for found in decision.findings}))


def impact(
    old: Scheme, new: Scheme, orders: Sequence[Order], *, track: str | None = None
) -> Iterator[OrderImpact]:
    """Yield what becomes of each of *orders*, in order of issue.

    *track* is the one that orders without a track are of under the new rules, where these
    have tracks and the old ones have none.

    An order that the new rules cannot read (it names a level, a body or a
    transition that they do not know) is yielded with its problems, and counts
    for none of those after it.

    Raises:
        InputError: the list cannot be read under the old rules, or there is no such *track*.
    """
    expect("old", old, Scheme)
    expect("new", new, Scheme)
    if track is not None:
        parse_track(new, track)
    return _impact(old, new, expect_each("orders", orders, Order), track)


def _impact(
    old: Scheme, new: Scheme, orders: Sequence[Order], track: str | None
) -> Iterator[OrderImpact]:
    before = list(audit(old, orders))
    pairing = paired(old.rules, new.rules)
    since = ActsSince(old.rules, new.rules, pairing)
    tree = old.tree
    tiers = {name: old.rules.tiers[tree.tiers[n]].id for name, n in tree.numbers.items()}
    again = _renamed(orders, dict(pairing.pairs), track)
    unread = _unread(new, again)
    readable = [order for number, order in enumerate(again) if number not in unread]
    after = {order.id: decision for order, decision in audit(new, readable)}
    for number, (order, decision) in enumerate(before):
        yield OrderImpact(
            order=order.id,
            old=decision,
            new=after.get(order.id),
            problems=unread.get(number, ()),
            acts=tuple(since.of(orders[number], tiers[orders[number].area])),
        )


def _renamed(orders: Sequence[Order], names: Mapping[str, str], track: str | None) -> list[Order]:
    """Return *orders* with the transitions they took as the new rules call them, and their track."""
    placed = (order if track is None or order.track else _in(order, track) for order in orders)
    return [
        order
        if order.transition is None
        else order.model_copy(update={"transition": names.get(order.transition, order.transition)})
        for order in placed
    ]


def _in(order: Order, track: str) -> Order:
    """Return *order* as one of *track*; what was approved without a track was approved for this one."""
    asked = proposal_of(order)
    was = proposal_digest(asked, groups=order.groups)
    now = proposal_digest(asked.model_copy(update={"track": track}), groups=order.groups)
    approvals = tuple(
        one.model_copy(update={"digest": now}) if one.digest == was else one
        for one in order.approvals
    )
    return order.model_copy(update={"track": track, "approvals": approvals})


def _unread(scheme: Scheme, orders: Sequence[Order]) -> dict[int, tuple[Problem, ...]]:
    """Return the problems that *scheme* has with single orders, by their place in the list."""
    found: dict[int, list[Problem]] = {}
    try:
        entries_of(scheme, orders)
    except InputError as error:
        for problem in error.problems:
            number = next(step for step in problem.where.path if isinstance(step, int))
            found.setdefault(number, []).append(problem)
    return {number: tuple(problems) for number, problems in found.items()}
