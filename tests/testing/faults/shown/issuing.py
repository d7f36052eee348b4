"""Scenes for the faults in what is asked of a proposal to issue, and in approvals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from responselevels.core.deciding.evidence import Evidence
from tests.testing.faults.shown.scene import Scene, act, approved, issue, order, ratify

_FIRST = datetime(2026, 3, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1) / timedelta(hours=1)
_YEAR = (datetime(2027, 1, 1, tzinfo=UTC) - _FIRST) / timedelta(hours=1)

QUAY_AREAS = (
    ("P", "port", None),
    ("B", "basin", "P"),
    ("K", "berth", "B"),
    ("L", "berth", "B"),
    ("M", "berth", "P"),
)
_quay = partial(Scene, rules="quay", areas=QUAY_AREAS, at=0)
_desk = partial(Scene, rules="desk", areas=(("H", "house", None), ("N", "branch", "H")), at=10)


def _watch(*when: float, **more: Any) -> Any:
    return issue("P", "watch", *when, issuer="captain", **{"reason": "fog", **more})


def _basin(*scope: str, expected: int = 5) -> Any:
    when = (_FIRST + timedelta(hours=expected)).isoformat()
    return issue("B", "watch", 3, 9, issuer="warden", scope=scope, expected_end=when)


def _raised(*approvals: Any, level: str = "amber", **more: Any) -> Any:
    said = {"assessment": act("doctor", 9), "approvals": approvals, **more}
    return issue("H", level, 10, 20, issuer="duty_officer", **said)


SHOWN_ISSUING = {
    "notice_to_the_tick": _quay(proposal=_watch(2, 9)),
    "a_tick_longer": _quay(proposal=_watch(3, 75 + _TICK)),
    "valid_to_the_end": _quay(proposal=_watch(_YEAR + 3, _YEAR + 9), at=_YEAR),
    "blank_reason": _quay(proposal=_watch(3, 9, reason="  ")),
    "one_area_of_the_tier": _quay(proposal=_basin("B", "K")),
    "expected_at_the_start": _quay(proposal=_basin("K", expected=3)),
    "office_that_is_not_there": _quay(proposal=issue("M", "watch", 3, 9, issuer="warden")),
    "with_one_of_them": _quay(
        orders=(order("o", "P", "watch", -9, -5, 50, issuer="captain"),),
        proposal=issue(
            "P",
            "shut",
            3,
            9,
            issuer="captain",
            assessment=act("captain", -1, **{"with": ["pilots"]}),
            approvals=[approved("police", -1)],
        ),
    ),
    "age_at_the_start": _desk(
        proposal=issue("H", "amber", 30, 40, issuer="duty_officer", assessment=act("doctor", 9))
    ),
    "from_any_of_the_areas": _quay(
        orders=(order("o", "B", "alert", -9, -5, 50, issuer="warden", scope=["K"]),),
        proposal=issue("B", "shut", 3, 9, issuer="captain", scope=["K", "L"]),
    ),
    "others_beside_the_named": _quay(
        proposal=issue("B", "alert", 3, 9, issuer="captain", transition="basin_order")
    ),
    "bodies_for_parts": _desk(proposal=_raised(approved("guard", 9))),
    "completions_not_minimal": _desk(proposal=_raised()),
    "proposer_ratifies": _desk(
        orders=(
            order(
                "o",
                "H",
                "red",
                9,
                9,
                30,
                issuer="duty_officer",
                transition="raise_at_once",
                provisional_until=(_FIRST + timedelta(hours=17)).isoformat(),
                proposer="lin",
            ),
        ),
        proposal=ratify(
            "o", issuer="duty_officer", approvals=[approved("director", 9.5, person="lin")]
        ),
    ),
    "silent_once_filled": _desk(
        proposal=_raised(approved("guard", 9), approved("director", 9), approved("manager", 9))
    ),
    "one_person_for_two": _desk(
        proposal=issue(
            "H",
            "red",
            10,
            20,
            issuer="duty_officer",
            transition="raise_signed",
            approvals=[approved("doctor", 9), approved("guard", 9)],
        ),
        evidence=Evidence(signed={0: "lin", 1: "lin"}),
    ),
    "always_after_the_assessment": _desk(
        proposal=_raised(approved("guard", 8), approved("director", 8))
    ),
}
