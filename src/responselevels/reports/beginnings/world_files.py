"""What goes with the rules file of a new scheme: areas, a first order, proposals, cases, the project file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from responselevels.models.times import instant_written
from responselevels.reports.beginnings.plans import Plan, Thing
from responselevels.reports.beginnings.rules_file import rules_text
from responselevels.reports.beginnings.writing import comment, quoted, row, said, text_of

_AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""The time of the decisions in the cases; any would do."""

_DAY = timedelta(days=1)


def plan_files(plan: Plan, lang: str) -> Mapping[str, str]:
    """Return the text of every file of *plan* by its name, comments in *lang*."""
    world = _World(plan, lang)
    return {
        "responselevels.toml": text_of(project_lines(lang)),
        "rules.yaml": rules_text(plan, lang),
        "areas.yaml": text_of(areas_lines(plan.tiers, lang)),
        "orders.yaml": text_of(world.orders()),
        "proposals/raise.yaml": text_of(world.proposal_file()),
        "cases/first.levels.yaml": text_of(world.cases()),
    }


def project_lines(lang: str, *, areas: str = "areas.yaml") -> Iterator[str]:
    """Yield the lines of the project file: in its folder, commands need not be told the files."""
    yield from comment("project", lang)
    yield 'rules = "rules.yaml"'
    yield f'areas = "{areas}"'
    yield 'orders = "orders.yaml"'


def areas_lines(tiers: Sequence[Thing], lang: str) -> Iterator[str]:
    """Yield the lines of an areas file: one area of the first of *tiers*, and two of each further one."""
    top = tiers[0]
    yield from comment("areas", lang)
    yield "areas:"
    yield f"  - {row(Thing(top.id), f'tier: {quoted(top.id)}')}"
    above = [top.id, top.id]
    for tier in tiers[1:]:
        for number in (1, 2):
            area = Thing(f"{tier.id}-{number}")
            keys = (f"tier: {quoted(tier.id)}", f"parent: {quoted(above[number - 1])}")
            yield f"  - {row(area, *keys)}"
            above[number - 1] = area.id


@dataclass(frozen=True, slots=True)
class _Case:
    """A case: its name, what is proposed, and what has to come of it."""

    name: str
    proposal: str
    expect: str
    orders: str = ""


class _World:
    """Areas, orders, proposals and cases of one plan."""

    def __init__(self, plan: Plan, lang: str) -> None:
        self.plan = plan
        self.lang = lang
        self.top = plan.tiers[0].id
        self.level = plan.ordered[0].id
        self.worst = plan.ordered[-1].id
        self.length = min(2 * _DAY, plan.longest or 2 * _DAY)

    @property
    def places(self) -> tuple[str, ...]:
        """Two areas beneath the top, or the top itself where there is only one kind."""
        if len(self.plan.tiers) == 1:
            return (self.top,)
        return (f"{self.plan.tiers[1].id}-1", f"{self.plan.tiers[1].id}-2")

    def orders(self) -> Iterator[str]:
        yield from comment("orders", self.lang)
        yield "orders:"
        start = _AT - 60 * _DAY
        yield f"  - {self._order('O-1', self.level, start)}"

    def _order(self, name: str, level: str, start: datetime) -> str:
        area, issuer = quoted(self.top), quoted(self.plan.issuer.id)
        issued = min(start, _AT) - timedelta(hours=2)
        return (
            f"{{id: {name}, area: {area}, level: {quoted(level)}, scope: [{area}], "
            f"period: {self._period(start)}, issuer: {issuer}, issued_at: {_time(issued)}}}"
        )

    def _period(self, start: datetime, *, ends: bool = True) -> str:
        end = f", end: {_time(start + self.length)}" if ends else ""
        return f"{{start: {_time(start)}{end}}}"

    def _proposal(self, name: str, level: str, *, ends: bool = True, approved: bool = True) -> str:
        return f"{{{', '.join(self._parts(name, level, ends=ends, approved=approved))}}}"

    def _parts(
        self, name: str, level: str, *, ends: bool = True, approved: bool = True
    ) -> list[str]:
        """Return the keys of a proposal to order *level*, each with its value."""
        place = self.places[0]
        start = _AT + timedelta(hours=2)
        parts = [
            f"id: {name}",
            f"area: {quoted(self.top)}",
            f"level: {quoted(level)}",
            f"scope: [{quoted(place)}]",
            f"period: {self._period(start, ends=ends)}",
            f"issuer: {quoted(self.plan.issuer.id)}",
            f"reason: {json.dumps(said('reason.given', self.lang), ensure_ascii=False)}",
            "proposer: person-1",
        ]
        if approved and self.plan.approver is not None:
            given = _time(_AT - timedelta(hours=1))
            who = quoted(self.plan.approver.id)
            parts.append(f"approvals: [{{body: {who}, person: person-2, at: {given}}}]")
        return parts

    def proposal_file(self) -> Iterator[str]:
        yield from comment("proposal", self.lang, at=instant_written(_AT))
        yield from self._parts("P-1", self.level)

    def cases(self) -> Iterator[str]:
        yield from comment("cases", self.lang)
        yield "format: 1\nrules: ../rules.yaml\nareas: ../areas.yaml\ncases:"
        for number, case in enumerate(self._cases()):
            if number:
                yield ""
            yield f"  - name: {json.dumps(said(f'case.{case.name}', self.lang), ensure_ascii=False)}"
            yield f"    at: {_time(_AT)}"
            if case.orders:
                yield f"    orders:\n      - {case.orders}"
            yield f"    proposal: {case.proposal}"
            yield f"    expect: {case.expect}"

    def _cases(self) -> Iterator[_Case]:
        change = (
            f"{{area: {quoted(self.places[0])}, from: {quoted(self.plan.levels[0].id)}, "
            f"to: {quoted(self.level)}}}"
        )
        passed = f"{{verdict: permit, transition: raise, findings: [], changes: [{change}]}}"
        yield _Case("permit", self._proposal("P-1", self.level), passed)
        worst = "{verdict: permit, transition: raise}"
        yield _Case("worst", self._proposal("P-2", self.worst), worst)
        if self.plan.approver is not None:
            missing = "{verdict: pending, findings: [approval.missing]}"
            yield _Case("pending", self._proposal("P-3", self.level, approved=False), missing)
        unbounded = "{verdict: deny, findings: [period.unbounded]}"
        yield _Case("unbounded", self._proposal("P-4", self.level, ends=False), unbounded)
        default = "{verdict: deny, findings: [transition.undefined]}"
        yield _Case("default", self._proposal("P-5", self.plan.levels[0].id), default)
        yield from self._end()
        if self.plan.local:
            yield from self._local()

    def _end(self) -> Iterator[_Case]:
        order = self._order("O-2", self.level, _AT - self.length / 2)
        who = quoted(self.plan.issuer.id)
        parts = [f"id: P-6, action: end, order: O-2, at: {_time(_AT)}, issuer: {who}"]
        parts.append("proposer: person-1")
        if self.plan.approver is not None:
            body = quoted(self.plan.approver.id)
            given = _time(_AT - timedelta(hours=1))
            parts.append(f"approvals: [{{body: {body}, person: person-2, at: {given}}}]")
        yield _Case("end", f"{{{', '.join(parts)}}}", "{verdict: permit, transition: end}", order)

    def _local(self) -> Iterator[_Case]:
        plan, place = self.plan, self.places[0]
        period = self._period(_AT + timedelta(hours=2))
        order = self._order("O-3", self.worst, _AT + timedelta(hours=2))
        for name, level, orders in (("local", self.level, ""), ("floor", self.level, order)):
            if orders and self.level == self.worst:
                return  # with one level to order, nothing is less severe
            proposal = (
                f"{{id: P-7, area: {quoted(place)}, level: {quoted(level)}, "
                f"scope: [{quoted(place)}], period: {period}, "
                f"issuer: {quoted(plan.local_body.id)}}}"
            )
            expect = "{verdict: permit, transition: local_raise}"
            if orders:
                expect = "{verdict: deny, findings: [floor.less_severe]}"
            yield _Case(name, proposal, expect, orders)


def _time(at: datetime) -> str:
    return f'"{instant_written(at)}"'
