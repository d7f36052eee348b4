"""Past orders under two rules files: those that would have come out differently.

Each order is decided again as `core.deciding.audit` does, as of its issue, against the
orders before it as they were issued: what the new rules would have denied still
stands for those after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate

from responselevels.analysis.comparison.acts_since import ActImpact, ActsSince
from responselevels.analysis.comparison.structure import paired
from responselevels.core.deciding.audit import audit
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.entries import entries_of
from responselevels.core.orders.holdings import parse_track
from responselevels.core.screening.proposed import proposal_of
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError, Problem, expect, expect_each
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order

__all__ = ["OrderImpact", "Replayable", "impact", "otherwise", "replayable"]


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
    alike: bool = field(default=False, compare=False)
    """Whether verdict and findings were compared already, and are the same."""

    @property
    def issued_otherwise(self) -> bool:
        """Whether verdict or findings (their codes) of its issue are not the same."""
        return not self.alike and (self.new is None or otherwise(self.old, self.new))

    @property
    def differs(self) -> bool:
        """Whether its issue, an early end or its ratification may come out otherwise."""
        return self.issued_otherwise or bool(self.acts)


def otherwise(old: Decision, new: Decision) -> bool:
    """Say whether verdict or findings (their codes) of two decisions are not the same."""
    return _told(old) != _told(new)


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
    return _impact(replayable(old, new, orders, track))


def replayable(
    old: Scheme, new: Scheme, orders: Sequence[Order], track: str | None
) -> Callable[[], Replayable]:
    """Return what reads *orders* by both, once the arguments are seen to be what they have to be.

    Raises:
        InputError: as `impact` does.
    """
    expect("old", old, Scheme)
    expect("new", new, Scheme)
    if track is not None:
        parse_track(new, track)
    return partial(Replayable, old, new, expect_each("orders", orders, Order), track)


def _impact(read: Callable[[], Replayable]) -> Iterator[OrderImpact]:
    both = read()
    before = (decision for _, decision in audit(both.old, both.orders))
    after = (decision for _, decision in audit(both.new, both.readable))
    for number, decision in enumerate(before):
        renewed = None if number in both.unread else next(after)
        yield both.row(number, decision, renewed)


class Replayable:
    """A list of orders as two rules files read it.

    Of the rules *old* and *new*. *orders* are as they were issued, *readable* those that the new rules can read, as they call
    things; *unread* has the problems with the others, by number. ``before[n]`` is how many of
    the first n orders are readable.
    """

    def __init__(
        self, old: Scheme, new: Scheme, orders: Sequence[Order], track: str | None
    ) -> None:
        pairing = paired(old.rules, new.rules)
        again = _renamed(orders, dict(pairing.pairs), track)
        tree = old.tree
        self.old, self.new, self.orders = old, new, orders
        self.unread = _unread(new, again)
        self.readable = [order for n, order in enumerate(again) if n not in self.unread]
        self.before = [0, *accumulate(n not in self.unread for n in range(len(again)))]
        self._since = ActsSince(old.rules, new.rules, pairing)
        self._tiers = {name: old.rules.tiers[tree.tiers[n]].id for name, n in tree.numbers.items()}

    def row(
        self, number: int, old: Decision, new: Decision | None, *, alike: bool = False
    ) -> OrderImpact:
        """Return what becomes of the order with this number, decided by both; *alike* is as there."""
        order = self.orders[number]
        return OrderImpact(
            order=order.id,
            old=old,
            new=new,
            problems=self.unread.get(number, ()),
            acts=tuple(self._since.of(order, self._tiers[order.area])),
            alike=alike,
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
