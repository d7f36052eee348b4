"""A small scheme of a district and its wards, and a register over it, for tests."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from responselevels.models.areas import Areas
from responselevels.models.orders import Approval, Assessment
from responselevels.models.rules import Rules
from responselevels.register.adoption.changes import Backing
from responselevels.register.adoption.words import changes_digest
from responselevels.register.clocks import GivenClock
from responselevels.register.history import dossiers
from responselevels.register.log.decision_records import AdoptionChange
from responselevels.register.log.kinds import Event
from responselevels.register.register import Register, StoredRegister


def fields_of(event: Event) -> dict[str, Any]:
    """Return what the line of *event* says."""
    fields: dict[str, Any] = json.loads(event.line)
    return fields


proposal_of = dossiers.proposal_of
START = datetime.fromisoformat("2026-03-01T08:00+08:00")

RULES = Rules.model_validate(
    {
        "format": 1,
        "id": "duty",
        "levels": [
            {"id": "calm", "default": True},
            {"id": "watch"},
            {"id": "alert"},
            {"id": "closed"},
        ],
        "tiers": [{"id": "district"}, {"id": "ward"}],
        "bodies": {
            "office": {"tier": "district"},
            "police": {"tier": "district"},
            "board": {"tier": "district"},
            "mayor": {"tier": "district"},
            "ward_office": {"tier": "ward"},
        },
        "transitions": [
            {
                "id": "raise",
                "tier": "district",
                "to": ["watch", "alert", "closed"],
                "issuers": ["office"],
                "requires": {
                    "assessment": {"by": ["office"], "with": ["police"]},
                    "approval": {"any_of": ["board", "mayor"]},
                },
            },
            {
                "id": "at_once",
                "tier": "district",
                "to": ["closed"],
                "issuers": ["office"],
                "ratify": {"approval": "board", "within": "PT4H", "again_after": "PT12H"},
            },
            {
                "id": "ward_order",
                "tier": "ward",
                "to": ["watch", "alert", "closed"],
                "issuers": ["ward_office"],
            },
        ],
        "endings": [
            {
                "id": "stand_down",
                "tier": "district",
                "issuers": ["office"],
                "requires": {"approval": "board"},
            },
            {"id": "ward_stand_down", "tier": "ward", "issuers": ["ward_office"]},
        ],
        "floors": [{"id": "ward_floor", "tier": "ward"}],
    }
)

AREAS = Areas.model_validate(
    {
        "areas": [
            {"id": "district", "tier": "district"},
            {"id": "north", "tier": "ward", "parent": "district"},
            {"id": "south", "tier": "ward", "parent": "district"},
        ]
    }
)


def areas(*rows: tuple[str, str, str | None]) -> Areas:
    """Return areas, each given by id, tier and parent."""
    listed = [{"id": name, "tier": tier, "parent": parent} for name, tier, parent in rows]
    return Areas.model_validate({"areas": listed})


def clock(at: datetime = START) -> GivenClock:
    return GivenClock(at)


def made(address: str, given: GivenClock | None = None, **more: Any) -> StoredRegister:
    """Make the register of the small scheme at *address*."""
    ways: dict[str, Any] = {"id": "duty", "remember": False, "clock": given or clock(), **more}
    rules, areas_, orders = (
        ways.pop("rules", RULES),
        ways.pop("areas", AREAS),
        ways.pop("orders", ()),
    )
    return Register.create(address, rules, areas_, orders, **ways)


def opened(address: str, given: GivenClock | None = None, **more: Any) -> StoredRegister:
    """Open the register at *address*."""
    return Register.open(address, **{"remember": False, "clock": given, **more})


def on(hours: float) -> str:
    """Return the instant so many hours after `START`, as a file writes it."""
    return (START + timedelta(hours=hours)).isoformat()


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def order_of(
    name: str, level: str = "alert", start: float = 24, end: float = 48, **more: Any
) -> Any:
    """Return the proposal of the district to order *level*; hours after `START`."""
    return proposal_of(
        {
            "id": name,
            "area": "district",
            "level": level,
            "scope": ["district"],
            "period": {"start": on(start), "end": on(end)},
            "issuer": "office",
            "proposer": "li.na",
            **more,
        }
    )


def ward_order(
    name: str, level: str = "watch", start: float = 24, end: float = 48, **more: Any
) -> Any:
    """Return the proposal of the northern ward to order *level*; hours after `START`."""
    ward = more.pop("ward", "north")
    return proposal_of(
        {
            "id": name,
            "area": ward,
            "level": level,
            "scope": [ward],
            "period": {"start": on(start), "end": on(end)},
            "issuer": "ward_office",
            **more,
        }
    )


def ending_of(name: str, order: str, hours: float, issuer: str = "ward_office", **more: Any) -> Any:
    return proposal_of(
        {"id": name, "action": "end", "order": order, "at": on(hours), "issuer": issuer, **more}
    )


def assessment(hours: float = 0, **more: Any) -> Assessment:
    return Assessment.model_validate({"by": "office", "with": ["police"], "at": on(hours), **more})


def approval(
    body: str = "board", person: str | None = "wu.fang", hours: float = 0, **more: Any
) -> Approval:
    return Approval.model_validate({"body": body, "person": person, "at": on(hours), **more})


def issued(register: StoredRegister, proposal: Any, body: str = "board") -> Any:
    """Take an order of the district through all its steps."""
    register.propose(proposal)
    register.assess(proposal.id, assessment())
    register.approve(proposal.id, approval(body))
    return register.issue(proposal.id)


def adopted(register: StoredRegister, **what: Any) -> list[AdoptionChange]:
    """Adopt, whatever it makes milder or easier; return what that is."""
    _plan, rows = register.planned(**what)
    accept = changes_digest(rows) if rows else None
    register.adopt(**what, backing=Backing(accept=accept))
    return rows
