"""Levels and floors worked out in the plainest way, from the list of orders alone.

An independent implementation of docs/semantics.md, section 1, order by order: no index,
nothing kept between two questions, no code of the core. The laws compare a register with
it, so that a fault in the core shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from responselevels.models.areas import Areas
from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.parts.conditions import AllOf, AnyOf, AtLeast, parts_of
from responselevels.models.parts.requires import AssessmentRule, EndingRequires, Requires
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Floor, Ratify, Rules
from responselevels.models.times import instant_of

TICK = timedelta(microseconds=1)
"""The smallest piece of time."""

EARLIEST = instant_of("0001-01-01T00:00Z")
LATEST = instant_of("9999-12-31T23:59:59.999999Z")
Condition = str | AnyOf | AllOf | AtLeast


class ReferenceScheme:
    """Rules and areas as look-ups: rank, parent, line, cover."""

    def __init__(self, rules: Rules, areas: Areas) -> None:
        """Take sound *rules* and *areas* that fit them."""
        self.rules = rules
        self.levels = [level.id for level in rules.levels]
        self.default = next(rank for rank, level in enumerate(rules.levels) if level.default)
        self.tier = {area.id: area.tier for area in areas.areas}
        self.parent = {area.id: area.parent for area in areas.areas}
        self.groups = {group.id: group.members for group in areas.groups}
        self.lines = {area: tuple(self._upward(area)) for area in sorted(self.tier)}
        self.covers = {
            area: frozenset(x for x in self.lines if area in self.lines[x]) for area in self.lines
        }
        inherits = {tier.id: tier.inherits for tier in rules.tiers}
        self.inherited_from = {
            area: tuple(self._inherited_from(area, inherits)) for area in self.lines
        }

    def _upward(self, area: str | None) -> Iterator[str]:
        while area is not None:
            yield area
            area = self.parent[area]

    def _inherited_from(self, area: str, inherits: dict[str, bool]) -> Iterator[str]:
        for above in self.lines[area]:
            yield above
            if not inherits[self.tier[above]]:
                return

    def rank(self, level: str) -> int:
        """Return the place of *level* in the file's list, least severe first."""
        return self.levels.index(level)

    def named(self, asked: IssueProposal) -> tuple[str, ...]:
        """Return the areas that *asked* is for: members for the groups it names; its own if none."""
        named = (area for name in asked.scope for area in self.groups.get(name, (name,)))
        return tuple(named) or (asked.area,)

    def cover(self, scope: Iterable[str]) -> frozenset[str]:
        """Return all that lies in the cover of some area of *scope*."""
        return frozenset(place for area in scope for place in self.covers[area])

    def acting(self, body: str, area: str) -> str | None:
        """Return the area whose *body* acts for *area*, if its line has one."""
        tier = self.rules.bodies[body].tier
        return next((above for above in self.lines[area] if self.tier[above] == tier), None)


@dataclass(frozen=True)
class ReferenceOrder:
    """One order, and for each area it holds in, up to when; None where it never ends."""

    order: Order
    rank: int
    start: datetime
    until: dict[str, datetime | None]


class ReferenceLevels:
    """The real orders of one track, or its drills, in order of issue, and the levels they make."""

    def __init__(
        self,
        reference: ReferenceScheme,
        orders: Iterable[Order],
        *,
        drill: bool = False,
        track: str | None = None,
    ) -> None:
        """Take from *orders* those of *track* that are drills, or those that are not."""
        self.reference = reference
        self.drill = drill
        self.track = track
        apart = (drill, track)
        self.held = [self._held(order) for order in orders if (order.drill, order.track) == apart]

    def _held(self, order: Order) -> ReferenceOrder:
        # Among the areas of the scope only those in the cover of the issuing area count.
        reference = self.reference
        places = reference.cover(set(order.scope) & reference.covers[order.area])
        last = _sooner(order.period.end, order.provisional_until)
        until: dict[str, datetime | None] = dict.fromkeys(places, last)
        for end in order.ends:
            for place in places & reference.cover(end.scope) if end.scope else places:
                until[place] = _sooner(until[place], end.at)
        return ReferenceOrder(order, reference.rank(order.level), order.period.start, until)

    def ordered(self, above: str, area: str, at: datetime) -> ReferenceOrder | None:
        """Return the last issued of the orders of *above* in force for *area* at *at*."""
        for held in reversed(self.held):
            if held.order.area != above or area not in held.until:
                continue
            last = held.until[area]
            if held.start <= at and (last is None or at < last):
                return held
        return None

    def severity(self, above: Iterable[str], area: str, at: datetime) -> int:
        """Return the most severe that any of the areas *above* orders for *area*; silence: default."""
        found = [self.ordered(a, area, at) for a in above]
        return max(self.reference.default if held is None else held.rank for held in found)

    def effective(self, area: str, at: datetime) -> int:
        """Return the effective level of *area* at *at*, as a rank."""
        return self.severity(self.reference.inherited_from[area], area, at)

    def floor(self, issuing: str, place: str, at: datetime) -> int:
        """Return the floor for what *issuing* orders for *place*; the least severe for a root."""
        above = self.reference.lines[issuing][1:]
        return self.severity(above, place, at) if above else 0

    def required(self, floor: Floor, issuing: str, place: str, at: datetime) -> int:
        """Return what the *floor* rule makes the floor, by what it counts.

        See docs/semantics.md, sections 3 and 10.
        """
        tiers = self.reference.tier
        above = [
            area
            for area in self.reference.lines[issuing][1:]
            if floor.of is None or tiers[area] in floor.of
        ]
        if not above:
            return 0
        if floor.counts == "covering":
            return self.severity(above, place, at)
        covers = self.reference.covers
        within = covers[issuing] if floor.counts == "touching" else covers[above[-1]]
        return max(self.severity([a], y, at) for a in above for y in sorted(within & covers[a]))

    def edges(self) -> list[datetime]:
        """Return every instant at which some order starts, ends or lapses anywhere."""
        found = {held.start for held in self.held}
        for held in self.held:
            found.update(last for last in held.until.values() if last is not None)
        return sorted(found)

    def pieces(self, start: datetime, end: datetime | None) -> list[datetime]:
        """Return *start* and each edge in ``[start, end)``: between two, nothing changes."""
        return [start, *(at for at in self.edges() if start < at and (end is None or at < end))]


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the sooner of two ends, of which each may never come."""
    return min((end for end in (one, other) if end is not None), default=None)


def filled(condition: Condition, bodies: AbstractSet[str]) -> bool:
    """Say whether the approval of *bodies* fills *condition*."""
    if isinstance(condition, str):
        return condition in bodies
    done = sum(filled(part, bodies) for part in parts_of(condition))
    if isinstance(condition, AnyOf):
        return done > 0
    return done >= (
        condition.at_least.count if isinstance(condition, AtLeast) else len(condition.all_of)
    )


def assessed(
    asked: AssessmentRule | None, given: Assessment | None, at: datetime, since: datetime = EARLIEST
) -> bool:
    """Say whether the assessment *given* from *since* to *at* is what a rule has *asked*.

    It is at most as old as that lets it be (docs/semantics.md, section 8).
    """
    if asked is None:
        return True
    if given is None or not since <= given.at <= at:
        return False
    if asked.max_age is not None and at - given.at > asked.max_age:
        return False
    parties = {given.by, *given.with_}
    return not parties.isdisjoint(asked.by) and parties.issuperset(asked.with_)


@dataclass(frozen=True, kw_only=True)
class ApprovedAct:
    """An act that may need approvals: whose, for which area, at what time, bound to which digest.

    *issuers* and *proposers* may not approve it themselves. *since* is the issue
    of the order that is ended or ratified: what is older does not count. *assessed* is the
    time of the assessment that approvals must not be older than, and *bound* says whether
    they must state the digest (docs/semantics.md, section 8).
    """

    area: str
    issuers: frozenset[str]
    proposers: frozenset[str]
    at: datetime
    digest: str
    since: datetime = EARLIEST
    assessed: datetime = EARLIEST
    bound: bool = False

    def asking(
        self, asked: Requires | EndingRequires | Ratify, given: Assessment | None
    ) -> ApprovedAct:
        """Return the act as *asked* looks at its approvals, where it rests on *given*."""
        after = (
            not isinstance(asked, Ratify)
            and asked.assessment is not None
            and asked.approval_after_assessment is not False
        )
        return replace(
            self,
            assessed=given.at if after and given is not None else EARLIEST,
            bound=asked.digest == "required" and not asked.signed,
        )


def counts(reference: ReferenceScheme, approval: Approval, act: ApprovedAct) -> bool:
    """Say whether *approval* counts for *act* (docs/semantics.md, sections 3 and 8, `approval.*`)."""
    acting = reference.acting(approval.body, act.area)
    if acting is None or approval.area not in (None, acting):
        return False
    if approval.body in act.issuers or approval.person in act.proposers:
        return False
    if approval.digest not in ((act.digest,) if act.bound else (None, act.digest)):
        return False
    return max(act.since, act.assessed) <= approval.at <= act.at


def graces(
    reference: ReferenceScheme, orders: Iterable[Order], asked: IssueProposal
) -> list[datetime]:
    """Return when each unratified order of the area lapses that shares a place with *asked*."""
    own = reference.covers[asked.area]
    cover = reference.cover(own & set(reference.named(asked)))
    return [
        order.provisional_until
        for order in orders
        if order.provisional_until is not None
        and (order.area, order.drill, order.track) == (asked.area, asked.drill, asked.track)
        and not cover.isdisjoint(reference.cover(own & set(order.scope)))
    ]


def repeated(
    reference: ReferenceScheme,
    orders: Iterable[Order],
    asked: IssueProposal,
    *,
    at: datetime,
    wait: timedelta | None,
) -> bool:
    """Say whether at *at* a grace shares a place with *asked* that ended less than *wait* ago."""
    if wait is None:
        return False
    ended = (at - lapse for lapse in graces(reference, orders, asked))
    return any(timedelta(0) <= since < wait for since in ended)
