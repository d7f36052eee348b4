"""Cedar by `cedarpy`: one request, in which each order is a forbid policy.

`Cedar` is given times as times (the extension `datetime`), as the library is, and each policy says
what its order says. `LeanCedar` is given whole seconds that somebody else made of them, and each
policy asks first for the one tier that has a floor.

Until 0.1.0 the benchmark asked Cedar once for the proposal and once more for each order that binds
it, thirteen requests in all, and made us look three times better (see the README).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from benchmarks.peers.facts import RANKS, Facts, seconds, verdict_of
from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal

POLICIES = """
@id("base") permit (principal, action, resource);
@id("transition.undefined|deny") forbid (principal, action == Action::"issue", resource)
  when { !(["3", "2", "1"].contains(context.level))
      || !(["new_area", "new_city"].contains(context.tier)) };
@id("issuer.not_entitled|deny") forbid (principal, action == Action::"issue", resource)
  when { (context.tier == "new_area" && context.issuer != "safety_office")
      || (context.tier == "new_city"
          && !(["city_management", "city_safety_office"].contains(context.issuer))) };
@id("assessment.missing|pending") forbid (principal, action == Action::"issue", resource)
  when { context.tier == "new_area" && (!(context has assessed_at)
      || !(context.assessed_by.contains("safety_office"))
      || !(context.assessed_by.contains("public_security"))
      || context.assessed_at > context.at) };
@id("approval.missing|pending") forbid (principal, action == Action::"issue", resource)
  when { context.tier == "new_area"
      && !(context.approved.contains("governance_committee"))
      && !(context.approved.contains("party_management")) };
@id("scope.missing|deny") forbid (principal, action == Action::"issue", resource)
  when { context.scope == [] };
@id("scope.outside_area|deny") forbid (principal, action == Action::"issue", resource)
  when { !(context.place in resource) };
@id("period.unbounded|deny") forbid (principal, action == Action::"issue", resource)
  when { !(context has end) };
@id("period.empty|deny") forbid (principal, action == Action::"issue", resource)
  when { context has end && context.end <= context.start };
@id("period.backdated|deny") forbid (principal, action == Action::"issue", resource)
  when { context.start < context.at };
"""


class Cedar:
    """Decides by one request; policies and entities are parsed before."""

    def __init__(self, areas: Areas, orders: list[Order]) -> None:
        import cedarpy

        self.cedar = cedarpy
        self.facts = Facts(areas, orders)
        entities = [
            {
                "uid": {"type": "Area", "id": area.id},
                "attrs": {},
                "parents": [{"type": "Area", "id": area.parent}] if area.parent else [],
            }
            for area in areas.areas
        ]
        self.entities = cedarpy.Entities.from_json_str(json.dumps(entities))
        floors = "".join(map(self.floor, orders))
        self.policies = cedarpy.PolicySet.from_str(POLICIES + floors)

    def floor(self, order: Order) -> str:
        """Return the policy that an order is."""
        issuing, scope = f'Area::"{order.area}"', f'Area::"{order.scope[0]}"'
        start, end = (f'datetime("{utc(time)}")' for time in period_of(order))
        return (
            f'@id("floor.less_severe {order.id}|deny")'
            ' forbid (principal, action == Action::"issue", resource) when {'
            f" context has end && {start} < context.end && context.start < {end}"
            f" && (context.place in {scope} || {scope} in context.place)"
            f" && resource in {issuing} && resource != {issuing}"
            f" && context.rank < {RANKS[order.level]} }};\n"
        )

    def time(self, instant: datetime) -> Any:
        """Return an instant as the context has it."""
        return {"__extn": {"fn": "datetime", "arg": utc(instant)}}

    def request(self, proposal: IssueProposal, at: datetime) -> dict[str, Any]:
        """Return the one request that decides *proposal*."""
        context: dict[str, Any] = {
            "tier": self.facts.tiers[proposal.area],
            "level": proposal.level,
            "rank": RANKS[proposal.level],
            "issuer": proposal.issuer,
            "approved": [approval.body for approval in proposal.approvals],
            "assessed_by": [],
            "scope": list(proposal.scope),
            "place": {"__entity": {"type": "Area", "id": proposal.scope[0]}},
            "start": self.time(proposal.period.start),
            "at": self.time(at),
        }
        if proposal.assessment is not None:
            context["assessed_by"] = [proposal.assessment.by, *proposal.assessment.with_]
            context["assessed_at"] = self.time(proposal.assessment.at)
        if proposal.period.end is not None:
            context["end"] = self.time(proposal.period.end)
        return {
            "principal": f'Body::"{proposal.issuer}"',
            "action": 'Action::"issue"',
            "resource": f'Area::"{proposal.area}"',
            "context": context,
        }

    def asked(self, request: dict[str, Any]) -> tuple[str, list[str]]:
        """Return the verdict on a request, and the policies that determine it."""
        result = self.cedar.is_authorized(request, self.policies, self.entities)
        reasons = [*result.diagnostics.id_annotations_by_reason.values()]
        return verdict_of({name.partition("|")[2] for name in reasons}), reasons

    def decide(self, proposal: IssueProposal, at: datetime) -> str:
        """Return the verdict on *proposal*."""
        return self.asked(self.request(proposal, at))[0]

    def text_to_text(self, text: str) -> str:
        """Return the decision on a request as text: JSON in, JSON out."""
        verdict, reasons = self.asked(json.loads(text))
        return json.dumps({"verdict": verdict, "reasons": reasons})


class LeanCedar(Cedar):
    """The same with times as whole seconds, and policies that ask for the tier first."""

    def floor(self, order: Order) -> str:
        """Return the policy that an order is."""
        issuing, scope = f'Area::"{order.area}"', f'Area::"{order.scope[0]}"'
        start, end = map(seconds, period_of(order))
        return (
            f'@id("floor.less_severe {order.id}|deny")'
            ' forbid (principal, action == Action::"issue", resource) when {'
            f' context.tier == "new_city" && resource in {issuing} && resource != {issuing}'
            f" && context.rank < {RANKS[order.level]}"
            f" && context has end && {start} < context.end && context.start < {end}"
            f" && (context.place in {scope} || {scope} in context.place) }};\n"
        )

    def time(self, instant: datetime) -> Any:
        """Return an instant as the context has it."""
        return seconds(instant)


def period_of(order: Order) -> tuple[datetime, datetime]:
    """Return the start and the end of an order that has both."""
    if order.period.end is None:
        raise ValueError(order.id)
    return order.period.start, order.period.end


def utc(instant: datetime) -> str:
    """Return *instant* as Cedar reads it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
