"""Approvals: which bodies approve, and in what way, as far as some rule tells the ways apart.

A rule may demand of an approval that it is signed, that it is bound to the proposal, or
that it does not come from before the assessment (docs/semantics.md, sections 3 and 8). A
verdict looks at the bodies that approve as each rule demands, and at nothing else. Where
all rules of a question demand the same, whoever approves does it so; where they differ,
each body approves in one of the ways that they tell apart, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from responselevels.analysis.enumeration.subsets import (
    MAX_ENUMERATED,
    NOBODY,
    Bodies,
    TooManyClasses,
    all_filled,
    maximal_unfilling,
    subsets,
)
from responselevels.core.conditions import Condition, filled
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import EndingRequires, Requires
from responselevels.models.rules import Ratify

Demand = frozenset[str]
"""What is demanded of approvals: any of `SIGNED`, `BOUND` and `AFTER`."""

SIGNED, BOUND, AFTER = "signed", "bound", "after"

MAX_WAYS = 4096
"""Maximum number of choices where rules demand different things: each body approves in one of
the ways that they tell apart, or not at all."""

Asked = tuple[Condition, Demand]
"""A condition, and what is demanded of the approvals that fill it."""


class Approving(NamedTuple):
    """Bodies that approve, those of them that sign, and those that state the digest.

    Those whose approval comes from before the assessment stand apart, under *early*; a body
    may be among both, having approved twice.
    """

    approved: Bodies = NOBODY
    signed: Bodies = NOBODY
    bound: Bodies = NOBODY
    early: Bodies = NOBODY
    early_signed: Bodies = NOBODY
    early_bound: Bodies = NOBODY

    def counting(self, demand: Demand) -> Bodies:
        """Return the bodies of which some approval is as *demand* wants it."""
        found = _wanted(demand, self.approved, self.signed, self.bound)
        if AFTER in demand:
            return found
        return found | _wanted(demand, self.early, self.early_signed, self.early_bound)

    def among(self, names: Iterable[str]) -> Approving:
        """Return the same of the bodies *names* alone."""
        known = frozenset(names)
        return Approving(*(bodies & known for bodies in self))

    def with_one(self, body: str) -> Approving:
        """Return the same with an approval of *body* that is worth as much as can be."""
        more = self.approved | {body}, self.signed | {body}, self.bound | {body}
        return Approving(*more, *self[3:])

    @property
    def size(self) -> tuple[int, int]:
        """How much there is to say; of two that are alike the smaller is shown."""
        return len(self.approved) + len(self.early), sum(map(len, self))


def _wanted(demand: Demand, approved: Bodies, signed: Bodies, bound: Bodies) -> Bodies:
    if SIGNED in demand:
        return signed
    # What is signed names what it is for.
    return bound | signed if BOUND in demand else approved


def demand_of(asked: Requires | EndingRequires | Ratify) -> Demand:
    """Return what a rule demands of approvals."""
    demand = set()
    if asked.signed:
        demand.add(SIGNED)
    elif asked.digest == "required":
        demand.add(BOUND)
    if (
        not isinstance(asked, Ratify)
        and asked.assessment is not None
        and asked.approval_after_assessment is not False
    ):
        demand.add(AFTER)
    return frozenset(demand)


class ApprovalChoices:
    """The approvals to look at for one question."""

    def __init__(self, asked: Iterable[Asked], bodies: Sequence[str]) -> None:
        """Take what the rules ask, and the *bodies* that are known, in order."""
        self.asked = tuple(dict.fromkeys(asked))
        self.bodies = tuple(bodies)

    @property
    def tells_early(self) -> bool:
        """Whether some rule cares which approvals come from before the assessment."""
        return any(AFTER in demand for _condition, demand in self.asked)

    def sets(self, issuer: str, *, assessed: bool) -> tuple[Approving, ...]:
        """Return the approvals to look at where *issuer* issues, with an assessment or without."""
        return _choices(self._approvers(issuer), self._asked(assessed=assessed))

    def like(self, given: Approving, issuer: str, *, assessed: bool) -> Approving:
        """Return what stands for *given* among those that `sets` returns."""
        names, asked = self._approvers(issuer), self._asked(assessed=assessed)
        pattern = _pattern(given, asked)
        alike = [one for one in _choices(names, asked) if _pattern(one, asked) == pattern]
        same = [one for one in alike if _alike(one, given.among(names), asked)]
        return (same or alike)[0]

    def maximal_unfilling(self, issuer: str) -> tuple[Bodies, ...]:
        """Return the widest sets of approving bodies that fill no condition where *issuer* issues.

        If another approval would wrongly count, one of these would show it.
        """
        conditions = tuple(dict.fromkeys(condition for condition, _demand in self.asked))
        return maximal_unfilling(self._approvers(issuer), conditions)

    def _asked(self, *, assessed: bool) -> tuple[Asked, ...]:
        # Without an assessment nothing comes from before it.
        if assessed:
            return self.asked
        return tuple(
            dict.fromkeys((condition, demand - {AFTER}) for condition, demand in self.asked)
        )

    def _approvers(self, issuer: str) -> tuple[str, ...]:
        named = {body for condition, _demand in self.asked for body in bodies_in(condition)}
        return tuple(b for b in self.bodies if b in named and b != issuer)


def _alike(one: Approving, other: Approving, asked: tuple[Asked, ...]) -> bool:
    """Say whether the same bodies approve as each of the rules demands it."""
    return all(one.counting(demand) == other.counting(demand) for _condition, demand in asked)


def _pattern(given: Approving, asked: tuple[Asked, ...]) -> tuple[bool, ...]:
    """Return which of the conditions are filled."""
    return tuple(filled(condition, given.counting(demand)) for condition, demand in asked)


@lru_cache(maxsize=4096)
def _choices(names: tuple[str, ...], asked: tuple[Asked, ...]) -> tuple[Approving, ...]:
    demands = {demand for _condition, demand in asked}
    if len(demands) <= 1:
        alike = next(iter(demands), frozenset())
        conditions = tuple(condition for condition, _demand in asked)
        found = subsets(names, conditions, all_filled, MAX_ENUMERATED)
        return tuple(_all_in(bodies, alike) for bodies in found)
    every = sorted(_every(names, asked), key=lambda one: one.size)
    if len(names) <= MAX_ENUMERATED:
        return tuple(every)
    # Smallest first, so that the first of each pattern is the simplest example to show.
    smallest: dict[tuple[bool, ...], Approving] = {}
    for one in every:
        smallest.setdefault(_pattern(one, asked), one)
    return tuple(smallest.values())


def _all_in(bodies: Bodies, demand: Demand) -> Approving:
    """Return *bodies* approving, each as *demand* wants it."""
    return Approving(
        approved=bodies,
        signed=bodies if SIGNED in demand else NOBODY,
        bound=bodies if BOUND in demand else NOBODY,
    )


def _every(names: tuple[str, ...], asked: tuple[Asked, ...]) -> Iterator[Approving]:
    """Yield every way for *names* to approve that what is *asked* tells apart.

    Raises:
        TooManyClasses: there are more than can be enumerated.
    """
    # How a body approves matters to the conditions that name it, and to no others.
    ways = [
        _ways({demand for condition, demand in asked if name in bodies_in(condition)})
        for name in names
    ]
    if prod(map(len, ways)) > MAX_WAYS:
        raise TooManyClasses
    for hows in product(*ways):
        fresh = {name: how[0] for name, how in zip(names, hows, strict=True) if how[0] is not None}
        early = {name: how[1] for name, how in zip(names, hows, strict=True) if how[1] is not None}
        yield Approving(*_sets(fresh), *_sets(early))


def _sets(hows: dict[str, int]) -> tuple[Bodies, Bodies, Bodies]:
    """Return all bodies, those that sign and those that state the digest."""
    return (
        frozenset(hows),
        frozenset(name for name, how in hows.items() if how == _SIGNING),
        frozenset(name for name, how in hows.items() if how == _BINDING),
    )


_BARE, _BINDING, _SIGNING = range(3)
"""How much an approval can be worth: nothing beside itself, the digest, a signature."""

_Way = tuple["int | None", "int | None"]
"""How much the best approval of a body is worth: of those after the assessment, and before it."""


def _ways(demands: set[Demand]) -> list[_Way]:
    """Return the ways of one body to approve that *demands* tell apart, not at all first."""
    least = {_SIGNING if SIGNED in d else _BINDING if BOUND in d else _BARE for d in demands}
    worth = (None, *sorted(least))
    # One from before the assessment is worth looking at only where some rules count it and
    # others do not, and where it is worth more than one that all of them count.
    told = len({AFTER in demand for demand in demands}) > 1
    # That a body approved twice, once with a signature and once without, no case file can say:
    # see docs/verification.md, Limits.
    return [
        (fresh, early)
        for fresh in worth
        for early in (worth if told else (None,))
        if early is None or fresh is None or _BINDING == early > fresh
    ]
