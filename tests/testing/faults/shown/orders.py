"""Scenes for the faults in floors, in ending, ratifying and lapsing, and in lowering."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.testing.faults.shown.issuing import QUAY_AREAS
from tests.testing.faults.shown.scene import (
    Said,
    Scene,
    act,
    approved,
    end,
    hour,
    issue,
    order,
    ratify,
)

_quay = partial(Scene, rules="quay", areas=QUAY_AREAS, at=0)
_ward = partial(
    Scene,
    rules="rules",
    areas=(
        ("A", "region", None),
        ("C", "city", "A"),
        ("S", "street", "C"),
        ("T", "street", "C"),
    ),
    at=10,
)
_in_port = order("o", "P", "shut", -9, -5, 50, issuer="captain", transition="port_shut")
_in_city = order("o", "C", "2", 0, 5, 50, issuer="hall", transition="city_order")
_at_once = {"issuer": "hall", "transition": "city_at_once"}
_council = [approved("council", 9)]


def _first(name: str, issued: float, lapse: float, **more: Any) -> Said:
    said: Said = {**_at_once, "provisional_until": hour(lapse), **more}
    return order(name, "C", "2", issued, issued, 90, **said)


SHOWN_ORDERS = {
    "floor_of_everybody": _quay(
        orders=(order("o", "B", "alert", -9, -5, 50, issuer="warden"),),
        proposal=issue("K", "watch", 3, 9, issuer="keeper"),
    ),
    "touching_as_covering": _quay(
        orders=(order("o", "P", "shut", -9, -5, 50, issuer="captain", scope=["L"]),),
        proposal=issue("B", "alert", 3, 9, issuer="warden", scope=["K"], expected_end=hour(5)),
    ),
    "first_floor_alone": _quay(
        orders=(order("o", "B", "alert", -9, -5, 50, issuer="warden"),),
        proposal=issue("K", "watch", 3, 9, issuer="keeper"),
    ),
    "remedy_too_mild": _ward(
        orders=(
            order("o", "A", "3", 0, 5, 50, issuer="office"),
            order("q", "A", "1", 0, 5, 30, issuer="office", scope=["S"]),
        ),
        proposal=issue("C", "4", 10, 40, issuer="hall"),
    ),
    "not_inherited_below": Scene(
        rules="fair",
        areas=(("T", "town", None), ("G", "ground", "T")),
        at=10,
        orders=(order("o", "T", "full", 0, 5, 50, issuer="mayor"),),
        proposal=issue("G", "crush", 10, 20, issuer="steward"),
    ),
    "track_in_track": Scene(
        rules="tracks",
        areas=(("V", "valley", None), ("W", "village", "V")),
        at=0,
        orders=(order("o", "V", "top", -9, -5, 50, issuer="office", track="fire"),),
        proposal=issue("W", "high", 3, 9, issuer="hall", track="flood"),
    ),
    "ending_of_anything": _quay(orders=(_in_port,), proposal=end("o", 3, issuer="captain")),
    "end_backdated": _ward(
        orders=(_in_city,), proposal=end("o", 9, issuer="hall", approvals=_council)
    ),
    "assessed_before_the_order": _quay(
        orders=(_in_port,),
        proposal=end("o", 3, issuer="captain", assessment=act("pilots", -20), reason="clear"),
    ),
    "part_ends_the_whole": _ward(
        orders=(_in_city,),
        ended=("o", 9, ("S",)),
        proposal=issue("C", "3", 10, 20, issuer="hall", scope=["T"]),
    ),
    "part_end_lifts_the_grace": _ward(
        orders=(_first("o", 8, 12, ends=[{"at": hour(9), "scope": ["S"]}]),),
        proposal=issue("A", "1", 10, 40, issuer="office", approvals=[approved("committee", 9)]),
    ),
    "lapsed_and_ratified": _ward(
        orders=(_first("o", 1, 5),), proposal=ratify("o", issuer="hall", approvals=_council)
    ),
    "again_after_the_issue": _ward(
        orders=(_first("o", 1, 5),),
        at=26,
        proposal=issue("C", "1", 26, 40, **_at_once),
    ),
    "grace_upon_grace": _ward(
        orders=(_first("o", 8, 12),),
        proposal=issue("C", "1", 10, 40, **_at_once),
    ),
    "drill_bars_the_real": _ward(
        orders=(_first("o", 1, 5, drill=True),),
        proposal=issue("C", "1", 10, 40, **_at_once),
    ),
    "hidden_not_lowered": _ward(
        orders=(_in_city, order("q", "C", "1", 0, 5, 50, issuer="hall")),
        proposal=issue("C", "3", 10, 20, issuer="hall"),
    ),
    "later_ends_known": _ward(
        orders=({**_in_city, "ends": [{"at": hour(12), "decided_at": hour(11)}]},),
        proposal=issue("C", "3", 15, 20, issuer="hall", approvals=_council),
    ),
}
