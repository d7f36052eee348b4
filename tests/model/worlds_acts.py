"""Random acts: who issues, on what assessment, approvals and reason; right, then spoilt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from responselevels.models.orders import Approval, Assessment, Order
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.parts.requires import AssessmentRule
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Ending, Ratify, Transition
from responselevels.testing.reference.findings.digests import digest_of
from responselevels.testing.reference.values import AnyProposal
from responselevels.testing.reference.world.groups import Groups, among, groups_of
from tests.model.worlds_criteria import stated_by
from tests.model.worlds_desk import Desk
from tests.model.worlds_tools import PEOPLE


@dataclass(frozen=True)
class Binding:
    """What binds an approval beside the proposal: whether it is a drill, and members of groups."""

    drill: bool
    members: Groups

    def right(self, bare: AnyProposal) -> str:
        """Return the digest of *bare*."""
        return digest_of(bare, drill=self.drill, members=self.members)

    def wrong(self, bare: AnyProposal) -> list[str]:
        """Return digests that are not that of *bare*: of nothing, or of something much like it."""
        found = ["sha256:" + 64 * "0", digest_of(bare, drill=not self.drill, members=self.members)]
        if self.members:
            others = {group: areas[1:] for group, areas in self.members.items()}
            found.append(digest_of(bare, drill=self.drill, members=others))
        if isinstance(bare, IssueProposal) and bare.assessment is not None:
            unstated = bare.model_copy(update={"assessment": None})
            if digest_of(unstated, drill=self.drill) != digest_of(bare, drill=self.drill):
                found.append(digest_of(unstated, drill=self.drill, members=self.members))
        return found


class Acts:
    """What a proposal brings along to fill *rules*, all of them at once."""

    def __init__(
        self, desk: Desk, rules: tuple[Transition | Ending, ...], *, ratifying: bool = False
    ) -> None:
        self.desk, self.rules = desk, rules
        self.asks = tuple(
            rule.ratify
            if ratifying and isinstance(rule, Transition) and rule.ratify
            else rule.requires
            for rule in rules
        )

    def drawn(self, level: str) -> dict[str, Any]:
        """Draw all but the approvals."""
        draw = self.desk.draw
        asked = any(not isinstance(one, Ratify) and one.reason for one in self.asks)
        reason = draw.one((None, "", " "))
        if (asked or draw.chance(0.1)) and not self.desk.slip():
            reason = "a reason"
        return {
            "issuer": self.issuer(),
            "proposer": draw.one((None, *PEOPLE)),
            "assessment": self._assessment(level),
            "reason": reason,
        }

    def issuer(self) -> str:
        """Draw a body that may act by all of the rules, if there is one."""
        if not self.rules or self.desk.slip(0.7):
            return self.desk.draw.one(sorted(self.desk.ground.rules.bodies))
        first, *others = (rule.issuers for rule in self.rules)
        of_all = [body for body in first if all(body in other for other in others)]
        return self.desk.draw.one(of_all or first)

    # -- assessments

    def _assessment(self, level: str) -> Assessment | None:
        desk, draw = self.desk, self.desk.draw
        asked = [
            one.assessment
            for one in self.asks
            if not isinstance(one, Ratify) and one.assessment is not None
        ]
        if (not asked and draw.chance(0.9)) or desk.slip(0.7):
            return None
        bodies = sorted(desk.ground.rules.bodies)
        by, *others = _who(desk, asked) if asked else draw.some(bodies, 3)
        if desk.slip():
            by = draw.one(bodies)
        if others and desk.slip():
            others.pop()
        facts = self._facts(asked, level)
        stated: dict[str, Any] = {"facts": facts} if facts else {}
        ages = [one.max_age for one in asked if one.max_age is not None]
        at = _assessed(desk, min(ages)) if ages else earlier(desk, desk.since)
        return Assessment(by=by, with_=tuple(dict.fromkeys(others)), at=at, **stated)

    def _facts(self, asked: list[AssessmentRule], level: str) -> dict[str, Any]:
        desk = self.desk
        if not desk.ground.rules.facts or not asked:
            return {}
        return stated_by(desk.draw, desk.ground.rules, asked[0], (level, 0.1 + desk.slips))

    # -- approvals

    def approvals_after(
        self, bare: EndProposal | RatifyProposal, order: Order
    ) -> Iterator[Approval]:
        """Yield approvals of what is done to *order*."""
        groups = {**self.desk.groups, **groups_of(order)}
        members = among(bare.scope, groups) if isinstance(bare, EndProposal) else {}
        yield from self.approvals(bare, order.area, Binding(order.drill, members))

    def approvals(self, bare: AnyProposal, area: str, binding: Binding) -> Iterator[Approval]:
        """Yield approvals of most bodies that are asked, and some that nobody asked for."""
        desk = self.desk
        conditions = [one.approval for one in self.asks if one.approval is not None]
        bodies = sorted({body for condition in conditions for body in bodies_in(condition)})
        if desk.draw.chance(0.2):
            bodies = bodies[:1]
        wanted = [body for body in bodies if desk.draw.chance(0.85) or desk.slips == 0.0]
        if desk.slip(1.5):
            wanted.append(desk.draw.one(sorted(desk.ground.rules.bodies)))
        if bare.issuer in wanted and not desk.slip(3):
            wanted.remove(bare.issuer)
        desk.draw.random.shuffle(wanted)
        for body in wanted:
            yield self._approval(body, bare, area, binding)

    def _approval(
        self, body: str, bare: AnyProposal, order_area: str, binding: Binding
    ) -> Approval:
        desk, draw = self.desk, self.desk.draw
        area = desk.ground.acting_area(body, order_area) if draw.chance(0.3) else None
        if desk.slip():
            area = draw.one(sorted(desk.ground.tier))
        person = draw.one((None, None, *(name for name in PEOPLE if name != bare.proposer)))
        if desk.slip():
            person = bare.proposer
        bound = any(one.digest == "required" for one in self.asks)
        likely = 1 - desk.slips if bound else 0.3
        digest = binding.right(bare) if draw.chance(likely) else None
        if desk.slip():
            digest = draw.one(binding.wrong(bare))
        return Approval(body=body, area=area, person=person, at=self._approved(bare), digest=digest)

    def _approved(self, bare: AnyProposal) -> datetime:
        """Draw when: not before the assessment, or the order, unless that is spoilt."""
        desk, since = self.desk, self.desk.since
        assessment = None if isinstance(bare, RatifyProposal) else bare.assessment
        if assessment is None:
            return earlier(desk, since)
        if desk.draw.chance(0.2):
            off = timedelta(microseconds=desk.draw.one((0, 0, 0, -1)))
            return desk.draw.written(assessment.at + off)
        return earlier(desk, max(assessment.at, since or assessment.at))


def _who(desk: Desk, asked: list[AssessmentRule]) -> list[str]:
    """Return who makes an assessment as all of *asked* want it, its author first."""
    authors = [desk.draw.one(one.by) for one in asked]
    return [*authors, *(body for one in asked for body in one.with_)]


def _assessed(desk: Desk, max_age: timedelta) -> datetime:
    """Draw when an assessment was made that may be so old, often on the verge of it."""
    draw = desk.draw
    if draw.chance(0.5):
        return earlier(desk, max(desk.at - max_age, desk.since or desk.at - max_age))
    off = timedelta(microseconds=draw.one((0, 0, 0, 1, -1)))
    return draw.written(desk.at - max_age + off)


def earlier(desk: Desk, since: datetime | None) -> datetime:
    """Return an instant up to the decision and from *since*, now and then beyond."""
    steps = desk.draw.random.choice((1, 2) if desk.slip() else (0, 0, -1, -2))
    drawn = desk.at + steps * desk.draw.clock.step
    if since is not None and since <= desk.at and not desk.draw.chance(0.08 + 2 * desk.slips):
        drawn = max(drawn, since)
    return desk.draw.written(drawn)
