"""Scenes for the faults in what a decision sets in motion, in duties, in groups and in tables."""

from __future__ import annotations

from functools import partial

from tests.testing.faults.shown.issuing import QUAY_AREAS
from tests.testing.faults.shown.scene import Scene, act, approved, end, issue, order

_ward = partial(
    Scene,
    rules="rules",
    areas=(("A", "region", None), ("C", "city", "A"), ("S", "street", "C")),
    at=10,
)
_fair = partial(
    Scene,
    rules="fair",
    areas=(("T", "town", None), ("G", "ground", "T"), ("H", "ground", "T")),
    at=10,
)
_in_region = issue("A", "2", 10, 40, issuer="office", approvals=[approved("committee", 9)])
_SIGNED_UNDER = "sha256:" + "0" * 64

SHOWN_OUTCOME = {
    "digest_without_values": _fair(
        proposal=issue(
            "T",
            "full",
            10,
            20,
            issuer="mayor",
            assessment=act("police", 8, facts={"people": 200}),
            approvals=[approved("police", 9, digest=_SIGNED_UNDER)],
        )
    ),
    "changes_above_alone": _ward(
        orders=(order("o", "S", "1", 0, 5, 30, issuer="post"),), proposal=_in_region
    ),
    "overtaken_at_the_floor": _ward(
        orders=(
            order("o", "A", "3", 0, 5, 50, issuer="office"),
            order("q", "S", "3", 0, 5, 50, issuer="post"),
        ),
        proposal=_in_region,
    ),
    "due_from_the_end": Scene(
        rules="quay",
        areas=QUAY_AREAS,
        at=0,
        orders=(order("o", "P", "shut", -9, -5, 50, issuer="captain"),),
        proposal=end("o", 3, issuer="captain", assessment=act("pilots", -1), reason="clear"),
    ),
    "members_of_today": _fair(
        groups={"field": ("H",)},
        orders=(
            order(
                "o",
                "T",
                "full",
                0,
                5,
                50,
                issuer="mayor",
                scope=["G"],
                scope_named=[{"group": "field", "members": ["G"]}],
            ),
        ),
        proposal=end("o", 12, issuer="mayor", scope=["field"]),
    ),
    "what_is_left_out": _fair(
        proposal=issue(
            "T",
            "full",
            10,
            20,
            issuer="mayor",
            assessment=act("police", 8, facts={"people": 600}),
        )
    ),
}
