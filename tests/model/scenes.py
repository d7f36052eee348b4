"""Small schemes written by hand: those that the cases speak of.

They are cut down to what the cases need; the shipped rules files are others.
All days lie in February 2026, at +08:00.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from responselevels.models.areas import Areas
from responselevels.models.orders import Orders
from responselevels.models.rules import Rules
from responselevels.models.times import instant_of
from responselevels.testing.reference.values import AnyProposal
from tests.model.naive import World
from tests.model.shrink import PROPOSAL

Data = dict[str, Any]


def on(day: int, hour: int = 0) -> str:
    """Return an instant of February 2026 as a file writes it."""
    return f"2026-02-{day:02}T{hour:02}:00+08:00"


def at(day: int, hour: int = 0) -> datetime:
    """Return an instant of February 2026."""
    return instant_of(on(day, hour))


Days = tuple[int, int | None]


def order(name: str, area: str, level: str, days: Days, **more: Any) -> Data:
    """Return an order over whole days, issued on the first unless said otherwise."""
    issuer = more.pop("issuer", "nobody_asks")
    return {
        "id": name,
        "area": area,
        "level": level,
        "scope": [area],
        "period": period(*days),
        "issuer": issuer,
        "issued_at": on(1),
        **more,
    }


def period(start: int, end: int | None) -> Data:
    """Return a period from the beginning of one day to that of another."""
    return {"start": on(start)} | ({"end": on(end)} if end is not None else {})


def issue(area: str, level: str, start: int, end: int | None, **more: Any) -> Data:
    """Return a proposal to issue."""
    return {
        "id": "P-1",
        "area": area,
        "level": level,
        "period": period(start, end),
        **more,
    }


def scene(
    scheme: Mapping[str, Any], orders: list[Data], proposal: Data
) -> tuple[World, AnyProposal]:
    """Return a hand-written world and proposal; orders without a known issuer get any body."""
    rules = Rules.model_validate({"format": 1, "id": "by_hand", **scheme["rules"]})
    somebody = next(iter(rules.bodies))
    placed = [
        {**one, "issuer": somebody if one["issuer"] == "nobody_asks" else one["issuer"]}
        for one in orders
    ]
    areas = Areas.model_validate({"areas": scheme["areas"]})
    world = World(rules, areas, Orders.model_validate({"orders": placed}).orders)
    return world, PROPOSAL.validate_python(proposal)


def _levels(*names: str) -> list[Data]:
    return [{"id": name, "default": name == names[0]} for name in names]


def _tiers(*names: str) -> list[Data]:
    return [{"id": name} for name in names]


def _bodies(**tiers: str) -> Data:
    return {name: {"tier": tier} for name, tier in tiers.items()}


def _areas(*rows: str) -> list[Data]:
    """Read rows like ``tier area`` and ``tier area < parent``."""
    made = []
    for row in rows:
        tier, area, *above = row.replace("<", " ").split()
        made.append({"id": area, "tier": tier} | ({"parent": above[0]} if above else {}))
    return made


APPROVERS = {"any_of": ["governance_committee", "party_management"]}

XIXIAN: Data = {
    "rules": {
        "levels": _levels("4", "3", "2", "1"),
        "tiers": _tiers("new_area", "new_city", "street"),
        "bodies": _bodies(
            safety_office="new_area",
            public_security="new_area",
            governance_committee="new_area",
            party_management="new_area",
            city_management="new_city",
            city_safety_office="new_city",
        ),
        "transitions": [
            {
                "id": "activate",
                "tier": "new_area",
                "to": ["3", "2", "1"],
                "issuers": ["safety_office"],
                "requires": {
                    "assessment": {"by": ["safety_office"], "with": ["public_security"]},
                    "approval": APPROVERS,
                    "scope": "explicit",
                },
            },
            {
                "id": "city_order",
                "tier": "new_city",
                "to": ["3", "2", "1"],
                "issuers": ["city_management", "city_safety_office"],
                "requires": {"scope": "explicit"},
            },
        ],
        "endings": [
            {
                "id": "end_early",
                "tier": "new_area",
                "issuers": ["safety_office"],
                "requires": {"approval": APPROVERS},
            },
            {"id": "city_end_early", "tier": "new_city", "issuers": ["city_management"]},
        ],
        "floors": [{"id": "city_not_below_new_area", "tier": "new_city"}],
    },
    "areas": _areas(
        "new_area xixian",
        "new_city north < xixian",
        "new_city south < xixian",
        "street lane < north",
        "street mill < north",
    ),
}


def xixian_counting(counts: str, *, binding: bool = True) -> Data:
    """Return the home scheme with another reading of what the floor counts."""
    floor = {"id": "other", "tier": "new_city", "counts": counts, "binding": binding}
    return {**XIXIAN, "rules": {**XIXIAN["rules"], "floors": [floor]}}


JOINT = {"by": "safety_office", "with": ["public_security"], "at": on(2)}
COMMITTEE = [{"body": "governance_committee", "at": on(2, 12)}]

MARSEC: Data = {
    "rules": {
        "levels": _levels("1", "2", "3"),
        "tiers": _tiers("nation", "port", "facility", "vessel"),
        "bodies": _bodies(commandant="nation", captain_of_port="port", flag="vessel"),
        "transitions": [
            {
                "id": "direct",
                "tier": "nation",
                "to": ["1", "2", "3"],
                "issuers": ["commandant"],
                "requires": {"period": "open"},
            },
            {
                "id": "raise",
                "tier": "port",
                "from": ["1"],
                "to": ["2", "3"],
                "issuers": ["captain_of_port"],
                "requires": {"period": "open"},
            },
            {
                "id": "raise_further",
                "tier": "port",
                "from": ["2"],
                "to": ["3"],
                "issuers": ["captain_of_port"],
                "requires": {"period": "open"},
            },
            {
                "id": "ship",
                "tier": "vessel",
                "to": ["1", "2", "3"],
                "issuers": ["flag"],
                "requires": {"period": "open"},
            },
        ],
        "floors": [{"id": "port_floor", "tier": "port"}, {"id": "ship_floor", "tier": "vessel"}],
    },
    "areas": _areas(
        "nation us",
        "port harbor < us",
        "port bay < us",
        "facility pier < harbor",
        "vessel ship < pier",
    ),
}

FPCON: Data = {
    "rules": {
        "levels": _levels("NORMAL", "ALPHA", "BRAVO", "CHARLIE", "DELTA"),
        "tiers": _tiers("command", "installation"),
        "bodies": _bodies(combatant_commander="command", installation_commander="installation"),
        "transitions": [
            {
                "id": "set_minimum",
                "tier": "command",
                "to": ["NORMAL", "ALPHA", "BRAVO", "CHARLIE", "DELTA"],
                "issuers": ["combatant_commander"],
                "requires": {"period": "open"},
            },
            {
                "id": "exceed",
                "tier": "installation",
                "to": ["NORMAL", "ALPHA", "BRAVO", "CHARLIE", "DELTA"],
                "issuers": ["installation_commander"],
            },
        ],
        "endings": [
            {"id": "end_own", "tier": "command", "issuers": ["combatant_commander"]},
            {"id": "end_local", "tier": "installation", "issuers": ["installation_commander"]},
        ],
        "floors": [{"id": "not_below_command", "tier": "installation"}],
    },
    "areas": _areas(
        "command northcom", "installation base < northcom", "installation fort < northcom"
    ),
}

RELIEF: Data = {
    "rules": {
        "levels": _levels("none", "IV", "III", "II", "I"),
        "tiers": _tiers("nation", "province"),
        "bodies": _bodies(
            office="nation", secretary_general="nation", deputy_head="nation", head="nation"
        ),
        "transitions": [
            {
                "id": f"open_{level}",
                "tier": "nation",
                "to": [level],
                "issuers": ["office"],
                "requires": {
                    "assessment": {"by": ["office"]},
                    "period": "open",
                    "scope": "explicit",
                }
                | ({"approval": approver} if approver else {}),
                "duties": [{"do": "report", "within": "PT2H"}],
            }
            for level, approver in (
                ("IV", None),
                ("III", "secretary_general"),
                ("II", "deputy_head"),
            )
        ],
        "endings": [
            {
                "id": f"close_{level}",
                "tier": "nation",
                "of": [level],
                "issuers": ["office"],
                "requires": {"approval": approver},
            }
            for level, approver in (
                ("III", "secretary_general"),
                ("II", "deputy_head"),
                ("I", "head"),
            )
        ],
    },
    "areas": _areas("nation cn", "province east < cn", "province west < cn"),
}

VIGIPIRATE: Data = {
    "rules": {
        "levels": _levels("vigilance", "renforcee", "urgence"),
        "tiers": _tiers("nation", "department"),
        "bodies": _bodies(prime_minister="nation", prefect="department"),
        "transitions": [
            {
                "id": "posture",
                "tier": "nation",
                "to": ["vigilance", "renforcee", "urgence"],
                "issuers": ["prime_minister"],
                "requires": {"period": "open"},
            }
        ],
        "endings": [{"id": "stand_down", "tier": "nation", "issuers": ["prime_minister"]}],
    },
    "areas": _areas("nation fr", "department nord < fr", "department gard < fr"),
}

KEIKAI: Data = {
    "rules": {
        "levels": _levels("none", "1", "2", "3", "4", "5"),
        "tiers": _tiers("nation", "prefecture", "municipality", "district"),
        "bodies": _bodies(jma="nation", governor="prefecture", mayor="municipality"),
        "transitions": [
            {
                "id": "weather",
                "tier": "nation",
                "to": ["1", "2"],
                "issuers": ["jma"],
                "requires": {"period": "open", "scope": "explicit"},
            },
            {
                "id": "evacuate",
                "tier": "municipality",
                "to": ["3", "4", "5"],
                "issuers": ["mayor", "governor"],
                "requires": {"period": "open", "scope": "explicit"},
                "duties": [{"do": "report", "to": "the governor"}],
            },
        ],
        "endings": [
            {"id": "lift", "tier": "municipality", "issuers": ["mayor", "governor"]},
        ],
    },
    "areas": _areas(
        "nation jp",
        "prefecture ken < jp",
        "municipality machi < ken",
        "district kita < machi",
        "district minami < machi",
    ),
}
