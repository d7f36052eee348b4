"""A scheme that asks for much, and a register over it: so that a form has something to say of each field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.testclient import TestClient

from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.register.clocks import GivenClock
from tests.register.duty import START, made
from tests.server.duty_room import SLUG, Room, app_of, settings_of

RULES = Rules.model_validate(
    {
        "format": 1,
        "id": "rich",
        "zone": "Asia/Shanghai",
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
        "facts": [
            {"id": "people", "title": {"en": "People", "zh": "人数"}, "unit": "person", "from": 0},
            {"id": "outdoors", "type": "yes_no"},
            {"id": "kind", "one_of": ["fair", "concert"]},
        ],
        "tables": [
            {
                "id": "grade",
                "rows": [
                    {"when": {"people": {"from": 0, "below": 5000}}, "levels": ["watch"]},
                    {"when": {"people": {"from": 5000}}, "levels": ["alert", "closed"]},
                ],
            }
        ],
        "transitions": [
            {
                "id": "raise",
                "tier": "district",
                "to": ["watch", "alert"],
                "issuers": ["office"],
                "requires": {
                    "assessment": {"by": ["office"], "with": ["police"], "table": "grade"},
                    "approval": {"all_of": ["board", "mayor"]},
                    "max_duration": "P3D",
                    "notice": "PT2H",
                    "scope": {"explicit": True, "tiers": ["ward"]},
                    "expected_end": True,
                    "reason": True,
                },
                "duties": [
                    {"id": "tell", "do": "Tell the public", "within": "PT1H"},
                    {"id": "sweep", "do": "Sweep", "within": "P20D", "counts_from": "start"},
                ],
                "review": {"every": "P1D", "do": "Look at it again", "id": "daily"},
            },
            {
                "id": "at_once",
                "tier": "district",
                "to": ["closed"],
                "issuers": ["office"],
                "ratify": {"approval": "board", "within": "PT4H", "again_after": "P3D"},
                "duties": [{"id": "tell_later", "do": "Tell them", "within": "P20D"}],
                "review": {"every": "PT1H", "do": "Look hourly", "id": "hourly"},
            },
            {
                "id": "ward_order",
                "tier": "ward",
                "to": ["watch", "alert"],
                "issuers": ["ward_office"],
            },
        ],
        "endings": [
            {"id": "stand_down", "tier": "district", "issuers": ["office"]},
            {"id": "ward_stand_down", "tier": "ward", "issuers": ["ward_office"]},
        ],
        "floors": [{"id": "ward_floor", "tier": "ward"}],
        "cadence": [{"id": "monthly", "tier": "ward", "every": "month", "do": "Assess the ward"}],
        "measures": [
            {"id": "patrols", "do": {"en": "Patrols", "zh": "巡逻"}, "from": "watch"},
            {"id": "gates", "do": {"en": "Gates shut", "zh": "关闭"}, "from": "closed"},
        ],
    }
)

AREAS = Areas.model_validate(
    {
        "areas": [
            {"id": "district", "tier": "district"},
            {"id": "north", "tier": "ward", "parent": "district"},
            {"id": "south", "tier": "ward", "parent": "district"},
            {"id": "west", "tier": "ward", "parent": "district"},
        ],
        "groups": [{"id": "coast", "members": ["north", "south"]}],
    }
)

FILLED = {
    "id": "R-1",
    "area": "district",
    "issuer": "office",
    "level": "watch",
    "start": "2026-03-02T00:00",
    "end": "2026-03-04T00:00",
    "expected_end": "2026-03-03T00:00",
    "reason": "a fair",
    "scope": "north",
}


@contextmanager
def rich_room(url: str) -> Iterator[Room]:
    """Serve a new register of the scheme at *url*."""
    clock = GivenClock(START)
    with made(url, clock, id="rich", rules=RULES, areas=AREAS):
        pass
    app = app_of(settings_of(url, clock))
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield Room(client, app.state.registers[SLUG], clock)
