"""A scene: areas, orders, and one proposal to decide, told in hours since the first of March."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from responselevels import Areas, load_rules
from responselevels.core.deciding.case import AnyProposal
from responselevels.core.deciding.decide import decide
from responselevels.core.deciding.evidence import NO_EVIDENCE, Evidence
from responselevels.core.orders.book import book_of
from responselevels.core.timeline import micros_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal

WARD = Path(__file__).parents[2] / "ward"
Said = Mapping[str, Any]
_ACTIONS: Mapping[str, TypeAdapter[Any]] = {
    "issue": TypeAdapter(IssueProposal),
    "end": TypeAdapter(EndProposal),
    "ratify": TypeAdapter(RatifyProposal),
}


def hour(count: float) -> str:
    """Return the instant so many hours after the first of March."""
    return (datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=count)).isoformat()


def span(start: float, end: float) -> Said:
    """Return a period, in hours."""
    return {"start": hour(start), "end": hour(end)}


def act(by: str, at: float, **more: Any) -> Said:
    """Return an assessment."""
    return {"by": by, "at": hour(at), **more}


def approved(body: str, at: float, **more: Any) -> Said:
    """Return an approval."""
    return {"body": body, "at": hour(at), **more}


def order(name: str, area: str, level: str, *when: float, issuer: str, **more: Any) -> Said:
    """Return an order: *when* it was issued, when it begins and when it ends, in hours."""
    issued, start, end = when
    said = {"id": name, "area": area, "level": level, "scope": [area], "issuer": issuer}
    return {**said, "issued_at": hour(issued), "period": span(start, end), **more}


def issue(area: str, level: str, *when: float, issuer: str, **more: Any) -> Said:
    """Return a proposal to issue: when it begins and when it ends, in hours."""
    said = {"id": "p", "area": area, "level": level, "issuer": issuer}
    start, end = when
    return {**said, "period": span(start, end), **more}


def end(name: str, at: float, *, issuer: str, **more: Any) -> Said:
    """Return a proposal to end an order."""
    return {"id": "p", "action": "end", "order": name, "at": hour(at), "issuer": issuer, **more}


def ratify(name: str, *, issuer: str, **more: Any) -> Said:
    """Return a proposal to ratify an order."""
    return {"id": "p", "action": "ratify", "order": name, "issuer": issuer, **more}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A decision at the hour *at*; *areas* are (id, tier, parent), *groups* members by id.

    *ended* is an order that was ended before, with the hour and the areas where it was.
    """

    rules: str
    areas: tuple[tuple[str, str, str | None], ...]
    proposal: Said
    at: float
    orders: tuple[Said, ...] = ()
    groups: Mapping[str, tuple[str, ...]] | None = None
    evidence: Evidence = NO_EVIDENCE
    ended: tuple[str, float, tuple[str, ...]] | None = None

    def decided(self) -> Decision:
        """Return the decision, everything made anew."""
        areas = [{"id": i, "tier": tier, "parent": parent} for i, tier, parent in self.areas]
        groups = [{"id": i, "members": m} for i, m in (self.groups or {}).items()]
        world = Areas.model_validate({"areas": areas, "groups": groups})
        scheme = compile_scheme(load_rules(WARD / f"{self.rules}.yaml"), world)
        book = book_of(scheme, [Order.model_validate(each) for each in self.orders])
        if self.ended is not None:
            name, at, scope = self.ended
            numbers = tuple(scheme.tree.numbers[area] for area in scope)
            book = book.end(name, micros_of(datetime.fromisoformat(hour(at))), numbers)
        proposal: AnyProposal = _ACTIONS[self.proposal.get("action", "issue")].validate_python(
            self.proposal
        )
        return decide(scheme, book, proposal, datetime.fromisoformat(hour(self.at)), self.evidence)
